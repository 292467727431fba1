"""How foreign words become an archive's: one YAML file that a person writes, over each format's own defaults.

docs/import.md has every key with an example.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from backissue.errors import ImportRefused
from backissue.sources.fields import Fields
from backissue.sources.yaml_text import YamlFault, YamlText

if TYPE_CHECKING:
    from backissue.importers.record import Item

Becomes = str | dict[str, str] | None
"""What a foreign word becomes: another word, ``{field: word}`` to move it there, or nothing to leave it out."""

_LISTS = ("topics", "people", "places", "organisations", "byline", "agency", "aliases")
_VALUES = {"section": "sections", "topics": "topics", "byline": "byline", "agency": "agency", "people": "people",
           "places": "places", "organisations": "organisations"}  # fmt: skip
"""For each field whose values may be mapped, the mapping's key."""


class OutletMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The outlet that stories belong to, for its file when there is none yet."""

    id: str
    name: str = ""
    timezone: str = ""
    language: str = ""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a table's column becomes, where more is to be said than the field."""

    field: str
    split: str = ""
    """What parts several values in one cell: ``;``."""
    format: str = ""
    """The form of a date, in the signs of Python's strptime."""
    html: bool | None = None
    """Of a body: whether it is HTML; default: it is when it has tags."""
    markdown: bool = False
    """Of a body: it is Markdown, and taken as it is."""


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of a mapping file. Everything may be left out."""

    outlet: str | OutletMapping | None = None
    """The outlet's id, or with what its file is to say; default: made of the publication's name."""
    url: str = ""
    """Where the source stood: links below it are its own."""
    fields: dict[str, str | None] = {}
    """A foreign field's name to ours, or to ``extra.<name>``; null leaves it out."""
    categories: dict[str, Becomes] = {}
    tags: dict[str, Becomes] = {}
    terms: dict[str, str | None] = {}
    """Which field each kind of term goes into: ``categories: section``, ``tags: topics``."""
    sections: dict[str, Becomes] = {}
    topics: dict[str, Becomes] = {}
    people: dict[str, Becomes] = {}
    places: dict[str, Becomes] = {}
    organisations: dict[str, Becomes] = {}
    byline: dict[str, Becomes] = {}
    agency: dict[str, Becomes] = {}
    drop: list[str] = []
    """Foreign fields, categories and tags that are not wanted."""
    dates: list[str] = []
    """Forms of dates beside ISO 8601, in the signs of Python's strptime: ``%d/%m/%Y``."""
    images: dict[str, str] = {}
    """What pictures' addresses begin with to the folder that holds their files, from the mapping's own folder."""
    columns: dict[str, str | Column | None] = {}
    """Of a table: a column's name to the field, or ``{field: …, split: ";"}``; null leaves it out."""
    options: dict[str, Any] = {}
    """For one format alone; docs/import.md names them where it describes the format."""
    folder: str = ""
    """Not written: where the mapping's file is."""


def read_mapping(file: Path | None) -> Mapping:
    """The mapping in ``file``. Raises ImportRefused with every fault, its line and the remedy."""
    if file is None:
        return Mapping()
    try:
        text = YamlText(file.read_text("utf-8-sig"), str(file))
    except YamlFault as fault:
        raise ImportRefused(str(fault)) from None
    except UnicodeDecodeError:
        raise ImportRefused(f"{file}: not UTF-8; save it as UTF-8") from None
    fields = Fields(text)
    mapping = fields.read(Mapping)
    if mapping is None or fields.problems:
        raise ImportRefused("\n".join(map(str, fields.problems)))
    return msgspec.structs.replace(mapping, folder=str(file.parent.resolve()))


def apply(mapping: Mapping, item: "Item", defaults: dict[str, str | None]) -> None:
    """Give ``item`` its fields by the mapping; ``defaults`` are the format's own for ``terms``.

    What has no field stays in ``extra``: nothing goes unsaid but what is dropped by name.
    """
    dropped = set(mapping.drop)
    for name, value in sorted(item.foreign.items()):
        if name in dropped:
            continue
        target = mapping.fields.get(name, f"extra.{name}")
        if target is not None and value not in (None, "", [], {}):
            put(item.fields, target, value)
    for kind, words in item.terms.items():
        field = (defaults | mapping.terms).get(kind, f"extra.{kind}")
        values: dict[str, Becomes] = getattr(mapping, kind, {}) if kind in ("categories", "tags") else {}
        for word in words:
            if word not in dropped:
                _place(item.fields, field, word, values)
    for field, key in _VALUES.items():
        values = getattr(mapping, key)
        if values and (written := item.fields.pop(field, None)):
            for word in written if isinstance(written, list) else [written]:
                _place(item.fields, field, word, values)


def put(fields: dict[str, Any], target: str, value: Any) -> None:
    """Set the field ``target``, or ``extra.<name>``; lists grow, and of two sections the second is a topic."""
    values = value if isinstance(value, list) else [value]
    if target.startswith("extra."):
        name = target.removeprefix("extra.")
        extra = fields.setdefault("extra", {})
        extra[name] = value if name not in extra else [*_listed(extra[name]), *values]
    elif target in _LISTS:
        have = fields[target] = _listed(fields.get(target))
        have.extend(one for one in values if one not in have)
    elif not fields.get(target):
        fields[target] = values[0]
        if target == "section" and values[1:]:
            put(fields, "topics", values[1:])
    elif target == "section" and (others := [one for one in values if one != fields["section"]]):
        put(fields, "topics", others)


def _place(fields: dict[str, Any], field: str | None, word: Any, values: dict[str, Becomes]) -> None:
    """Put one word into ``field``, or where the mapping of its value says; a name may have its role beside it."""
    name = word.get("name") if isinstance(word, dict) else word
    becomes = values.get(name, name) if isinstance(name, str) else name
    if isinstance(becomes, dict):
        for target, other in becomes.items():
            put(fields, target, other)
    elif field is not None and becomes is not None:
        put(fields, field, {**word, "name": becomes} if isinstance(word, dict) else becomes)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]
