"""Which field each column of a table is, by the mapping or by its name."""

import difflib
import re

from backissue.errors import ImportRefused
from backissue.importers.mapping import Column, Mapping
from backissue.importers.writing import FIELDS

LISTS = ("topics", "people", "places", "organisations", "byline", "agency", "aliases", "categories", "tags")
DATES = ("published", "updated", "embargo", "edition")
PICTURES = ("image", "image.alt", "image.caption", "image.credit", "image.rights")
OTHERS = ("body", "key", "address", "status", "images", "categories", "tags", *PICTURES)
"""What a column may be beside a field of docs/content.md."""

_SYNONYMS = {
    "headline": "title, titel, titre, titulo, heading, post title",
    "published": "date, datum, fecha, pubdate, pub date, publication date, published at, published on, publish date, "
    "date published, post date, first published",
    "updated": "modified, last modified, updated at, date modified, last updated, post modified",
    "byline": "author, authors, autor, auteur, by, writer, reporter, author name",
    "body": "text, content, article, story, full text, body html, body text, content html, article body, post content",
    "standfirst": "summary, excerpt, abstract, description, teaser, dek, deck, subtitle, post excerpt",
    "section": "category, ressort, rubrik, rubrique, seccion, desk, department",
    "topics": "tags, keywords, subjects, topic, tag",
    "people": "persons, person", "places": "place, locations, location",
    "organisations": "organizations, organisation, organization",
    "language": "lang, locale", "rights": "copyright, license, licence",
    "key": "id, guid, uuid, uri, article id, post id",
    "address": "url, link, permalink, canonical, canonical url, web address",
    "image": "photo, picture, image url, image src, lead image, featured image, bild, photo url",
    "image.alt": "alt, alt text, image alt", "image.caption": "caption, image caption, photo caption",
    "image.credit": "credit, photographer, photo credit, image credit", "image.rights": "image rights",
}  # fmt: skip
_KNOWN = {name: target for target, said in _SYNONYMS.items() for name in said.split(", ")} | {
    name: name for name in (*FIELDS, *OTHERS) if name not in ("extra", "permalink", "categories", "tags")
}
_SIGNS = re.compile(r"[\W_]+")
_MANY = "[;|]"
"""What parts several values where no mapping says so: a comma may belong to a name."""


class Columns:
    """The columns of one table."""

    def __init__(self, mapping: Mapping) -> None:
        self._stated = {_folded(name): said for name, said in mapping.columns.items()}
        for name, said in mapping.columns.items():
            _check(name, said.field if isinstance(said, Column) else said)
        self.dates = mapping.dates

    def check(self, heading: list[str], shown: str) -> None:
        """Raises ImportRefused when the mapping names a column that the table has not."""
        have = {_folded(name): name for name in heading}
        for name in self._stated:
            if name not in have:
                near = difflib.get_close_matches(name, have, n=1)
                hint = f'did you mean "{have[near[0]]}"?' if near else f"there are {', '.join(heading)}"
                raise ImportRefused(f'{shown}: there is no column "{name}", which the mapping names; {hint}')

    def of(self, name: str) -> Column | None:
        """What the column ``name`` becomes: None when it is left out, ``extra.<name>`` when nothing else is known."""
        folded = _folded(name)
        if folded in self._stated:
            said = self._stated[folded]
            return Column(said) if isinstance(said, str) else said
        target = _KNOWN.get(folded) or _KNOWN.get(folded.replace(" ", "."), "")
        return Column(target, split=_MANY if target in LISTS else "") if target else Column(f"extra.{name}")


def parts(text: str, column: Column) -> list[str]:
    """The values in one cell."""
    if not column.split:
        return [text] if text else []
    found = re.split(_MANY, text) if column.split == _MANY else text.split(column.split)
    return [one.strip() for one in found if one.strip()]


def _folded(name: str) -> str:
    return _SIGNS.sub(" ", name.casefold()).strip() or name


def _check(name: str, target: str | None) -> None:
    known = (*FIELDS, *OTHERS)
    if target is None or target.startswith("extra.") or target in known:
        return
    near = difflib.get_close_matches(target, known, n=1)
    hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(sorted(known))}, and extra.<name>"
    raise ImportRefused(f'the mapping: the column "{name}" is to be "{target}", which is no field; {hint}')
