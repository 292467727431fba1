"""The other content files: outlets, editions, people, topics, comments, pages, the ledger of addresses."""

import re
import unicodedata
from typing import Any, Literal, get_args

import msgspec

from backissue.config import known_language, known_zone
from backissue.errors import Problem
from backissue.model import (
    Comment,
    Comments,
    Edition,
    Entity,
    EntityKind,
    Image,
    Outlet,
    Record,
    StaticPage,
)
from backissue.sources import dates
from backissue.sources.article import PictureFields, aliases, check_image, stated_image
from backissue.sources.dead_links import read_dead_links
from backissue.sources.fields import Fields, Place
from backissue.sources.ledger import read_ledger
from backissue.sources.outlet_runs import AbsenceFields, RhythmFields, absences, rhythms
from backissue.sources.reading import Reading, address_part
from backissue.sources.terms import RetentionFields, SpanFields, WithdrawFields, agency_terms, rights_of
from backissue.sources.yaml_text import YamlFault, YamlText

ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)

_EDITION_FILE = re.compile(r"editions/([^/]+)/(\d{4}-\d\d-\d\d)(?:\.([a-z0-9-]+))?\.ya?ml$")
_PAGE = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$\n?(.*)", re.MULTILINE | re.DOTALL)


class OutletFields(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    place: str | None = None
    founded: str | None = None
    ceased: str | None = None
    issn: str | None = None
    publisher: str | None = None
    frequency: str | RhythmFields | list[str | RhythmFields] | None = None
    not_published: str | list[str | AbsenceFields] | None = None
    missing: str | list[str | AbsenceFields] | None = None
    timezone: str | None = None
    language: str | None = None
    rights: str | list[SpanFields] | None = None
    description: str | None = None
    nameplate: PictureFields | None = None
    precedes: str | None = None
    follows: str | None = None
    corrections: Literal["top", "bottom"] = "top"
    versions: bool = False


class EditionFields(msgspec.Struct, forbid_unknown_fields=True):
    number: str | None = None
    volume: str | None = None
    cover: PictureFields | None = None
    teaser: str | None = None
    lead: str | None = None
    pages: int | None = None
    note: str | None = None


class EntityFields(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    description: str | None = None
    same_as: str | list[str] | None = None
    image: PictureFields | None = None
    rights: str | None = None
    retention: RetentionFields | None = None
    withdraw: WithdrawFields | None = None


class CommentFields(msgspec.Struct, forbid_unknown_fields=True):
    author: str
    text: str
    date: str | None = None
    replies: list["CommentFields"] | None = None


class CommentsFields(msgspec.Struct, forbid_unknown_fields=True):
    comments: list[CommentFields]


class PageFields(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    description: str | None = None
    aliases: str | list[str] | None = None


def read_record(source: str, text: str, shown: str, reading: Reading) -> tuple[Record | None, list[Problem]]:
    """The record in any content file but an article or a picture, and every problem with it."""
    folder = source.partition("/")[0]
    try:
        match folder:
            case "outlets":
                return _read(_outlet, source, text, shown, reading)
            case "editions":
                return _read(_edition, source, text, shown, reading)
            case "comments":
                return _comments(source, text, shown, reading)
            case "addresses":
                return read_ledger(source, text, shown)
            case "links.yaml":
                return read_dead_links(source, text, shown)
            case "pages":
                return _page(source, text, shown)
            case _:
                return _read(_entity, source, text, shown, reading)
    except YamlFault as fault:
        return None, [fault.problem]


def _read(make: Any, source: str, text: str, shown: str, reading: Reading) -> tuple[Record | None, list[Problem]]:
    fields = Fields(YamlText(text.removeprefix("\ufeff"), shown))
    record = make(fields, source, reading)
    return record, fields.problems


def _stem(source: str) -> str:
    return source.rpartition("/")[2].rpartition(".")[0]


def _image(fields: Fields, place: Place, written: PictureFields | None) -> Image | None:
    if written is None:
        return None
    image = stated_image(written)
    check_image(fields, place, image)
    return image


def _date(fields: Fields, place: Place, text: str | None, reading: Reading, outlet: str = "") -> str:
    try:
        return dates.known(text, reading.zone(outlet)) if text is not None else ""
    except ValueError as fault:
        fields.problem(place, str(fault), "write 1937-07-17, 1937-07 or 1937")
        return ""


def _outlet(fields: Fields, source: str, reading: Reading) -> Outlet | None:
    raw = fields.read(OutletFields)
    if raw is None:
        return None
    if raw.timezone and not known_zone(raw.timezone):
        fields.problem(("timezone",), f'unknown time zone "{raw.timezone}"', "use a name such as Europe/Paris")
    if raw.language and not known_language(raw.language):
        fields.problem(("language",), f'unknown language "{raw.language}"', "use a tag such as en-AU")
    known = [outlet for outlet, _ in reading.outlets]
    for name in ("precedes", "follows"):
        if (other := getattr(raw, name)) and other not in known:
            fields.unknown_id((name,), "outlet", other, known)
    texts: dict[str, Any] = {name: getattr(raw, name) or "" for name in (
        "place", "issn", "publisher", "timezone", "language", "description",
        "precedes", "follows")}  # fmt: skip
    rights, spans = rights_of(fields, raw.rights)
    return Outlet(
        source=source, id=_stem(source), name=raw.name,
        founded=_date(fields, ("founded",), raw.founded, reading),
        ceased=_date(fields, ("ceased",), raw.ceased, reading),
        corrections_at=raw.corrections,
        versions=raw.versions,
        frequency=rhythms(fields, raw.frequency),
        not_published=absences(fields, "not_published", raw.not_published),
        missing=absences(fields, "missing", raw.missing),
        nameplate=_image(fields, ("nameplate",), raw.nameplate), rights=rights, spans=spans, **texts,
    )  # fmt: skip


def _edition(fields: Fields, source: str, reading: Reading) -> Edition | None:
    raw = fields.read(EditionFields)
    found = _EDITION_FILE.match(source)
    if not found:
        hint = "name it editions/<outlet>/<yyyy-mm-dd>.yaml, or <yyyy-mm-dd>.<label>.yaml"
        fields.problem((), "this is not where an edition's file belongs", hint)
        return None
    outlet, date, label = found.groups()
    known = [name for name, _ in reading.outlets]
    if outlet not in known:
        fields.unknown_id((), "outlet", outlet, known)
    date = _date(fields, (), date, reading)
    if raw is None:
        return None
    return Edition(
        source=source, outlet=outlet, date=date, label=label or "", number=raw.number or "",
        volume=raw.volume or "", cover=_image(fields, ("cover",), raw.cover), teaser=raw.teaser or "",
        lead=unicodedata.normalize("NFC", raw.lead or "").removeprefix("content/"), pages=raw.pages,
        note=raw.note or "",
    )  # fmt: skip


def _entity(fields: Fields, source: str, reading: Reading) -> Entity | None:
    raw = fields.read(EntityFields)
    kind = source.partition("/")[0]
    if raw is None or kind not in ENTITY_KINDS:
        return None
    same_as = (raw.same_as,) if isinstance(raw.same_as, str) else tuple(raw.same_as or ())
    for index, address in enumerate(same_as):
        if not address.startswith(("https://", "http://")):
            fields.problem(("same_as", index), f'"{address}" is not a web address', "write it in full: https://…")
    name = raw.name or _stem(source).replace("-", " ").capitalize()
    return Entity(
        source=source, kind=kind, id=_stem(source), name=name, description=raw.description or "",
        same_as=same_as, image=_image(fields, ("image",), raw.image),
        **agency_terms(fields, kind, raw.rights, raw.retention, raw.withdraw),
    )  # fmt: skip


def _comments(source: str, text: str, shown: str, reading: Reading) -> tuple[Record | None, list[Problem]]:
    """Comments on one article: a list, or a mapping whose one field ``comments`` is that list."""
    fields = Fields(YamlText(text.removeprefix("\ufeff"), shown).under("comments"))
    raw = fields.read(CommentsFields)
    if raw is None:
        return None, fields.problems
    comments = tuple(_comment(fields, ("comments", i), one, reading) for i, one in enumerate(raw.comments))
    article = f"articles/{source.removeprefix('comments/').rpartition('.')[0]}.md"
    return Comments(source=source, article=article, comments=comments), fields.problems


def _comment(fields: Fields, place: Place, raw: CommentFields, reading: Reading) -> Comment:
    replies = enumerate(raw.replies or ())
    return Comment(
        author=raw.author, text=raw.text, date=_date(fields, (*place, "date"), raw.date, reading),
        replies=tuple(_comment(fields, (*place, "replies", i), reply, reading) for i, reply in replies),
    )  # fmt: skip


def _page(source: str, text: str, shown: str) -> tuple[Record | None, list[Problem]]:
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    found = _PAGE.match(text)
    if not found:
        return None, [Problem(shown, 1, "no front matter", "begin the file with ---, title: …, ---")]
    fields = Fields(YamlText(found.group(1), shown, first_line=2))
    raw = fields.read(PageFields)
    if raw is None:
        return None, fields.problems
    page = StaticPage(
        source=source, slug=address_part(_stem(source)), title=raw.title, description=raw.description or "",
        aliases=aliases(fields, raw.aliases), body=found.group(2), body_line=text.count("\n", 0, found.start(2)) + 1,
    )  # fmt: skip
    return page, fields.problems
