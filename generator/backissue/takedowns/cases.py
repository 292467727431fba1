"""``content/takedowns.yaml``: the cases, and what is wrong with them."""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from backissue.addresses import file_of, is_address
from backissue.errors import Problem
from backissue.sources import dates
from backissue.sources.fields import Fields, Place, texts_of
from backissue.sources.yaml_text import YamlFault, YamlText
from backissue.takedowns.matching import Texts

FILE = "takedowns.yaml"
SHOWN = f"content/{FILE}"

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*$")


class CaseFields(msgspec.Struct, forbid_unknown_fields=True):
    """One case, field by field, as docs/takedowns.md has it."""

    id: str
    action: Literal["noindex", "redact", "withdraw"]
    date: str
    reason: str
    until: str | None = None
    articles: str | list[str] | None = None
    text: str | list[str] | None = None
    replacement: str | None = None
    addresses: dict[str, str | None] | None = None
    search: bool = True


class CasesFields(msgspec.Struct, forbid_unknown_fields=True):
    """The file."""

    cases: list[CaseFields]


class Case(msgspec.Struct, frozen=True):
    """One case, ready to be applied. Two that say the same are equal, wherever they stand in the file."""

    id: str
    action: Literal["noindex", "redact", "withdraw"]
    date: str
    begins: str
    """The moment, in UTC."""
    reason: str
    until: str = ""
    ends: str = ""
    """The moment, in UTC; empty when it does not end."""
    articles: tuple[str, ...] = ()
    """Files (``articles/1956/flood.md``), addresses, or patterns of either; none: everything, for a redaction."""
    texts: tuple[str, ...] = ()
    replacement: str = ""
    addresses: tuple[tuple[str, str], ...] = ()
    """(an address with a text of the case in it, the new one or its last part; empty: given up)."""
    search: bool = True

    def is_active(self, as_of: str) -> bool:
        """True at a moment, given in UTC, at which the case holds."""
        return self.begins <= as_of and (not self.ends or as_of < self.ends)

    @property
    def is_everywhere(self) -> bool:
        """True for a redaction of whatever is published."""
        return self.action == "redact" and not self.articles

    def concerns(self, source: str, addresses: Sequence[str] = ()) -> bool:
        """True when the case is about the article with this file and these addresses."""
        if not self.articles:
            return self.is_everywhere
        files = {file_of(address) for address in addresses}
        return any(
            source == name or (is_pattern(name) and any(fnmatchcase(one, name) for one in (source, *addresses)))
            or (name.startswith("/") and file_of(name) in files)
            for name in self.articles
        )  # fmt: skip


class Cases(msgspec.Struct, frozen=True):
    """All cases of the file, and where each stands in it."""

    cases: tuple[Case, ...] = ()
    lines: dict[str, int] = {}

    def active(self, as_of: str) -> tuple[Case, ...]:
        """Those that hold at a moment, given in UTC."""
        return tuple(case for case in self.cases if case.is_active(as_of))

    def problem(self, case: str, message: str, hint: str, *, warning: bool = False) -> Problem:
        """A problem with a case, by its id."""
        return Problem(SHOWN, self.lines.get(case, 0), f"case {case}: {message}", hint, warning)


def is_pattern(name: str) -> bool:
    """True for a name with ``*`` or ``?`` in it."""
    return bool(set("*?") & set(name))


def read_cases(content: Path, zone: ZoneInfo) -> tuple[Cases, list[Problem]]:
    """The cases of the archive, if it has any, and every problem with them; ``zone`` is where days begin."""
    try:
        text = (content / FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Cases(), []
    except UnicodeDecodeError:
        return Cases(), [Problem(SHOWN, 0, "not UTF-8", "save the file as UTF-8")]
    try:
        fields = Fields(YamlText(text, SHOWN).under("cases"))
    except YamlFault as fault:
        return Cases(), [fault.problem]
    raw = fields.read(CasesFields) if fields.text.node is not None else CasesFields([])
    if raw is None or fields.problems:
        return Cases(), fields.problems
    cases = [_case(fields, ("cases", at), one, zone) for at, one in enumerate(raw.cases)]
    _contradictions(fields, cases)
    return Cases(
        tuple(cases), {case.id: fields.text.line("cases", at) for at, case in enumerate(cases)}
    ), fields.problems


def _case(fields: Fields, place: Place, raw: CaseFields, zone: ZoneInfo) -> Case:
    if not _ID.match(raw.id):
        fields.problem((*place, "id"), f'"{raw.id}" cannot be an id', "use letters, digits, - . and _, such as 2026-03")
    if not raw.reason.strip():
        fields.problem((*place, "reason"), "the reason is empty", "say why, in words that may be public")
    date, begins = _moment(fields, (*place, "date"), raw.date, zone)
    until, ends = _moment(fields, (*place, "until"), raw.until, zone) if raw.until is not None else ("", "")
    if ends and ends <= begins:
        fields.problem((*place, "until"), f"ends on {until}, before it begins", "give a later until, or none")
    case = Case(
        id=raw.id, action=raw.action, date=date, begins=begins, reason=raw.reason.strip(), until=until, ends=ends,
        articles=tuple(name.removeprefix("content/") for name in texts_of(raw.articles)), texts=texts_of(raw.text),
        replacement=raw.replacement or "", search=raw.search,
        addresses=tuple(sorted((old, (new or "").strip()) for old, new in (raw.addresses or {}).items())),
    )  # fmt: skip
    _check_names(fields, place, case)
    _check_action(fields, place, raw)
    if case.action == "redact":
        _check_redaction(fields, place, case)
    return case


def _moment(fields: Fields, place: Place, text: str, zone: ZoneInfo) -> tuple[str, str]:
    """(as known, the moment in UTC) of a day or a time."""
    hint = "write 2026-03-09, or 2026-03-09T14:00:00+10:00"
    try:
        date = dates.known(text, zone)
    except ValueError as fault:
        fields.problem(place, str(fault), hint)
        return "", ""
    if len(date) < len("2026-03-09"):
        fields.problem(place, f'"{text}" is no day', hint)
        return "", ""
    return date, dates.instant(date, zone)


def _check_names(fields: Fields, place: Place, case: Case) -> None:
    for name in case.articles:
        if name.startswith("/") and case.action == "redact":
            hint = "comments are known by their story's file; backissue explain gives it"
            fields.problem((*place, "articles"), f"{name} is an address, and a redaction names files", hint)
        elif not name.startswith(("/", "articles/")):
            hint = (
                "write a file (articles/1956/flood.md), an address (/courier/1956/10/13/flood/) or a pattern of either"
            )
            fields.problem((*place, "articles"), f'"{name}" is no article', hint)


def _check_action(fields: Fields, place: Place, raw: CaseFields) -> None:
    """Each action has fields of its own."""
    wanted = "text" if raw.action == "redact" else "articles"
    if not texts_of(getattr(raw, wanted)):
        fields.problem(place, f"{raw.action} lacks {wanted}", f"add {wanted}:")
    for name in ("text", "replacement", "addresses"):
        if raw.action != "redact" and getattr(raw, name) is not None:
            fields.problem((*place, name), f"{name} goes with redact, not with {raw.action}", "remove it")
    if not raw.search and raw.action != "noindex":
        fields.problem((*place, "search"), f"search goes with noindex, not with {raw.action}", "remove it")


def _check_redaction(fields: Fields, place: Place, case: Case) -> None:
    """What the case itself makes public must not hold what it takes away."""
    for at, text in enumerate(case.texts):
        if not any(map(str.isalnum, text)):
            fields.problem((*place, "text", at), f'"{text}" has no letter', "give the name or the passage")
            return
    texts = Texts(case.texts)
    for name in ("id", "reason", "replacement"):
        if texts.find(getattr(case, name)):
            fields.problem((*place, name), f"the {name} has the text that the case takes away", "write it without")
    for old, new in case.addresses:
        where = (*place, "addresses", old)
        if not is_address(old):
            fields.problem(where, f'"{old}" is not an address in this site', "write /courier/1956/10/13/flood/")
        elif not is_address(new if new.startswith("/") else f"/{new}") or "/" in new[1:] * (not new.startswith("/")):
            fields.problem(where, f'"{new}" is no address, nor the last part of one', "use letters, digits and -")
        elif texts.find(new):
            fields.problem(where, "the new address has the text that the case takes away", "give another")


def _contradictions(fields: Fields, cases: Sequence[Case]) -> None:
    """Two cases may not want two things."""
    for at, case in enumerate(cases):
        for other in cases[:at]:
            for name, message in _contradiction(case, other):
                place: Place = ("cases", at, name)
                fields.problem(place, f"case {case.id} {message} case {other.id}", "join the two, or end one of them")


def _contradiction(case: Case, other: Case) -> Iterator[tuple[str, str]]:
    if case.id == other.id:
        yield "id", "has the id of"
    is_at_once = (not other.ends or case.begins < other.ends) and (not case.ends or other.begins < case.ends)
    if not is_at_once or case.action != other.action:
        return
    if case.action == "withdraw" and set(case.articles) & set(other.articles):
        yield "articles", "withdraws what is withdrawn by"
    both = {text.casefold() for text in case.texts} & {text.casefold() for text in other.texts}
    is_one_place = not case.articles or not other.articles or bool(set(case.articles) & set(other.articles))
    if both and is_one_place and case.replacement != other.replacement:
        yield "text", "has another replacement for the same text than"
    for address, new in set(case.addresses) - set(other.addresses):
        if address in dict(other.addresses):
            yield "addresses", f"gives {address} another address ({new or 'none'}) than"
