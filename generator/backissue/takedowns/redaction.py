"""A record without some texts, in whatever field they stand.

Every text of a record is gone through but those that are never shown: paths, ids, dates. So a field that is added
to the model is redacted without a word here.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from urllib.parse import unquote

import msgspec

from backissue.model import Entity, Image, Name, Outlet, Record
from backissue.sources.markdown import is_foreign
from backissue.sources.scan import PICTURE_ENDINGS
from backissue.takedowns.cases import Case
from backissue.takedowns.matching import Texts

R = TypeVar("R", bound=Record)

REMOVED = {
    "en": "[name removed]", "de": "[Name entfernt]", "es": "[nombre retirado]", "fr": "[nom retiré]",
}  # fmt: skip
"""What stands for a text where the case does not say, by the language of the story."""

_NOT_SHOWN = frozenset({
    "source", "src", "shown_as", "article", "url", "slug", "aliases", "id", "kind", "outlet", "edition", "label",
    "lead", "order", "date", "published", "updated", "embargo", "founded", "ceased", "language", "timezone",
    "precedes", "follows", "takedowns", "every", "since", "until", "first", "last", "of", "corrections_at",
})  # fmt: skip
"""Fields that name something. Addresses are looked at apart: they are not cut into, but given anew."""
_GATHERING = frozenset({
    "people", "places", "topics", "organisations", "agencies", "byline", "section", "series", "same_as", "origin",
})  # fmt: skip
"""Fields that make pages, or lead somewhere: where one is nothing but the text, it goes."""
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\((<[^<>\n]*>|[^\s()]+)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)")
_TARGET = re.compile(r"(?<=\]\()(?:<[^<>\n]*>|[^\s()]+)|(?<=\]:) *\S+")
_MARKS = re.compile(r"\[\^[^\]\s]+\]|[*_~`|\\\[\]]|<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_TARGETS = re.compile(r"\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_DEFINITION = re.compile(r"^( {0,3}\[[^\]^][^\]]*\]:)[^\n]*", re.MULTILINE)


class Redactor:
    """The texts of some cases, and what stands for each in a text of one language."""

    def __init__(self, cases: tuple[Case, ...], language: str) -> None:
        pairs = [(case, text) for case in cases for text in case.texts]
        self.texts = Texts([text for _, text in pairs])
        self.hits: set[str] = set()
        """Ids of the cases that took something away."""
        self._cases = [case for case, _ in pairs]
        self._default = REMOVED.get(language.partition("-")[0], REMOVED["en"])

    def text(self, text: str) -> str:
        """A plain text without them."""
        return self.texts.replace(text, self._by)

    def markdown(self, body: str) -> str:
        """Markdown without them: what leads to a content file stays, other links go when their address has one."""

        def without_address(link: re.Match[str]) -> str:
            target = unquote(link[2])
            return link[1] if not _is_content(target) and self._hit(target) else link[0]

        body = _LINK.sub(without_address, body) if "](" in body else body
        made, done = "", 0
        for kept in _TARGET.finditer(body):
            if _is_content(kept[0].strip(" <>")):
                made += self.texts.replace(body[done : kept.start()], self._escaped) + kept[0]
                done = kept.end()
        return made + self.texts.replace(body[done:], self._escaped)

    def address(self, address: str) -> str:
        """The id of the case whose text stands in an address; empty when none does."""
        found = self.texts.find(unquote(address))
        return self._cases[found[0]].id if found else ""

    def left(self, body: str) -> tuple[str, int] | None:
        """(id of a case, lines after the first) of a text that readers would see, and that markup parts."""
        found = self.texts.find(shown := as_read(body))
        return (self._cases[found[0]].id, shown.count("\n", 0, found[1])) if found else None

    def record(self, record: R, shown_as: Callable[[str], str]) -> R:
        """A record without them; ``shown_as`` gives a picture's path in the site."""
        made: R = self._struct(record, shown_as, isinstance(record, Outlet | Entity))
        return made

    def _struct(self, value: Any, shown_as: Callable[[str], str], is_marked_up: bool) -> Any:
        changed = {}
        for name in value.__struct_fields__:
            before = getattr(value, name)
            if not before or name in _NOT_SHOWN:
                continue
            if name == "body" or (name == "description" and is_marked_up):
                after: Any = self.markdown(before)
            else:
                after = self._part(before, name, shown_as)
            if after != before:
                changed[name] = after
        if isinstance(value, Image) and (path := shown_as(value.src)) != value.shown_as:
            changed["shown_as"] = path
        return msgspec.structs.replace(value, **changed) if changed else value

    def _part(self, value: Any, name: str, shown_as: Callable[[str], str]) -> Any:
        if isinstance(value, str):
            if name in _GATHERING and (self._is_all(value) or (name == "origin" and self._hit(unquote(value)))):
                return ""
            return self.text(value)
        if isinstance(value, msgspec.Struct):
            return self._struct(value, shown_as, is_marked_up=False)
        if isinstance(value, dict):
            return {self.text(key): self._part(one, name, shown_as) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self._parts(value, name, shown_as))
        return value

    def _parts(self, values: list[Any] | tuple[Any, ...], name: str, shown_as: Callable[[str], str]) -> Iterator[Any]:
        for value in values:
            word = value.name if isinstance(value, Name) else value
            is_address = name == "same_as" and self._hit(unquote(value))
            if not is_address and not (name in _GATHERING and isinstance(word, str) and self._is_all(word)):
                yield self._part(value, name, shown_as)

    def _is_all(self, text: str) -> bool:
        return self.texts.is_all(text) and self._hit(text)

    def _hit(self, text: str) -> bool:
        """Whether one of the texts is there; its case has then taken something away."""
        found = self.texts.find(text)
        if found:
            self.hits.add(self._cases[found[0]].id)
        return found is not None

    def _by(self, which: int) -> str:
        case = self._cases[which]
        self.hits.add(case.id)
        return case.replacement or self._default

    def _escaped(self, which: int) -> str:
        """Brackets that Markdown does not take for a link."""
        return re.sub(r"[\[\]]", r"\\\g<0>", self._by(which))


def as_read(body: str) -> str:
    """Markdown nearly as readers see it, line for line: its marks and tags taken out, and where its links lead."""
    plain = _TARGETS.sub("]", _DEFINITION.sub(r"\1", body))
    return html.unescape(_MARKS.sub(lambda mark: "\n" * mark[0].count("\n"), plain))


def _is_content(target: str) -> bool:
    """True for what stands for a content file: its path is never shown."""
    path = target.partition("#")[0].casefold()
    return not is_foreign(path) and path.endswith((".md", ".yaml", *PICTURE_ENDINGS))
