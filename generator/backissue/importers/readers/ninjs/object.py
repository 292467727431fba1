"""A news object of any version of IPTC ninjs in the words of version 2.1.

Version 1 has ``person``, ``byline``, ``body_xhtml`` and objects keyed by names; version 3 has 2.1's structure in
camel case. So the version need not be known: what is there says what it is.
"""

import re
from collections.abc import Iterable
from typing import Any

from backissue.importers.from_html import one_line, to_text
from backissue.importers.readers.prose import is_html, share
from backissue.importers.texts import words

_NEW_NAMES = {
    "person": "people", "organisation": "organisations", "organization": "organisations",
    "organizations": "organisations", "place": "places", "subject": "subjects", "event": "events",
    "object": "objects", "infosource": "infosources", "genre": "genres", "byline": "by", "dateline": "located",
    "embargoeduntil": "embargoed", "$standard": "standard", "keyword": "keywords",
}  # fmt: skip
_TEXTS = {"headline": "headlines", "body": "bodies", "description": "descriptions"}
_NAMED = ("renditions", "associations")
_RICH = re.compile(r"html|richtext")
_ENOUGH = 0.9
"""The rich text of a story is taken when it has this much of the words of the longest plain one."""


class Body:
    """One of an object's texts."""

    def __init__(self, entry: dict[str, Any]) -> None:
        kind = f"{entry.get('contenttype', '')} {entry.get('role', '')}".lower()
        self.value = text(entry.get("value"))
        self.role = text(entry.get("role"))
        self.foreign = "xml" in kind and "html" not in kind
        """NITF and the like: markup that is no page's."""
        self.rich = "text/plain" not in kind and (bool(_RICH.search(kind)) or is_html(self.value))
        self.shown = to_text(self.value) if self.rich else self.value


def news_object(raw: dict[str, Any]) -> dict[str, Any]:
    """``raw`` under the names of version 2.1, lists in place of objects keyed by names."""
    found: dict[str, Any] = {}
    for key, value in raw.items():
        name = _NEW_NAMES.get(key.lower(), key.lower())
        word, _, role = name.partition("_")
        if word in _TEXTS and isinstance(value, str):
            entry = {"role": role, "value": value}
            found[_TEXTS[word]] = [*entries(found.get(_TEXTS[word])), entry]
        elif name in _NAMED and isinstance(value, dict):
            found[name] = [{"name": called, **one} for called, one in value.items() if isinstance(one, dict)]
        elif name == "altids" and isinstance(value, dict):
            found[name] = [{"role": role, "value": one} for role, one in value.items()]
        elif name in _TEXTS.values() and name in found:
            found[name] = [*found[name], *entries(value)]
        elif value not in (None, "", [], {}):
            found[name] = value
    return found


def text(value: Any) -> str:
    """``value`` when it is a text, without space round it; else nothing."""
    return value.strip() if isinstance(value, str) else ""


def entries(value: Any) -> list[dict[str, Any]]:
    """The objects in a list, their fields' names in small letters; of anything else none."""
    values = value if isinstance(value, list) else [value]
    return [{name.lower(): inner for name, inner in one.items()} for one in values if isinstance(one, dict)]


def names(value: Any) -> list[str]:
    """The names of people, places, subjects: objects with a ``name``, or texts."""
    values = value if isinstance(value, list) else [value]
    found = (text(one) or (text(one.get("name")) if isinstance(one, dict) else "") for one in values)
    return list(dict.fromkeys(one_line(name) for name in found if name))


def by_role(value: Any, roles: Iterable[str]) -> str:
    """The line of the first of ``roles`` that is there."""
    have = {text(one.get("role")).lower(): text(one.get("value")) for one in reversed(entries(value))}
    return next((line(have[role]) for role in roles if have.get(role)), "")


def line(value: str) -> str:
    """A headline, a caption: one line, without tags where it has some."""
    return one_line(value) if is_html(value) or "&" in value else " ".join(value.split())


def best_body(found: dict[str, Any]) -> tuple[Body | None, list[str]]:
    """The fullest rich text, or the plain one when that says more; and the roles of texts that say something else."""
    bodies = [body for body in map(Body, entries(found.get("bodies"))) if body.value]
    if not bodies:
        return None, []
    rich = _longest(body for body in bodies if body.rich and not body.foreign)
    plain = _longest(body for body in bodies if not body.rich and not body.foreign)
    other = _longest(body for body in bodies if body.foreign)
    chosen = plain or rich or other
    if rich and plain and _size(rich) >= _ENOUGH * _size(plain):
        chosen = rich
    assert chosen is not None
    return chosen, [body.role for body in bodies if not body.foreign and share(body.shown, chosen.shown) < _ENOUGH]


def _longest(bodies: Iterable[Body]) -> Body | None:
    return max(bodies, key=lambda body: (_size(body), body.role == "main"), default=None)


def _size(body: Body) -> int:
    return words(body.shown).total()
