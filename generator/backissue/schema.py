"""The JSON Schemas of an article's front matter and of an outlet's file, for editors that complete and check fields.

It is made from the very declarations that a build reads by. It is in draft 7, the newest that YAML's language
server and Ajv's default both read. A build is the judge: it also knows which outlets and pictures there are.
"""

from typing import Any

import msgspec

from backissue.sources.article import ArticleFields
from backissue.sources.records import OutletFields

_DRAFT = "http://json-schema.org/draft-07/schema#"

_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_CLOCK = r"[Tt ]\s*\d{1,2}:\d\d(:\d\d)?(\.\d+)?\s*([Zz]|[+-]\d{1,2}(:?\d\d)?)?"
_KNOWN = rf"^\s*(unknown|\d{{4}}(-(0[1-9]|1[0-2]))?|{_DAY}({_CLOCK})?)\s*$"
"""A date as far as it is known: ``sources/dates.py``, in the common part of Python's and ECMAScript's expressions."""
_ABSENCE = rf"^\s*(\d{{4}}(-(0[1-9]|1[0-2]))?|{_DAY}|\d\d-\d\d)\s*$"
"""A day, a month or a year, or a day of every year."""
_PATTERNS = {
    "published": _KNOWN,
    "updated": _KNOWN,
    "date": _KNOWN,
    "edition": rf"^\s*{_DAY}(\.[a-z0-9-]+)?\s*$",
    "embargo": rf"^\s*{_DAY}({_CLOCK})?\s*$",
    "permalink": r"^\s*/",
    "aliases": r"^\s*/",
    "source": r"^https?://",
    "slug": r"^[^/?#\\]+$",
    "src": r"^/?images/",
    "headline": r"\S",
    "founded": _KNOWN,
    "ceased": _KNOWN,
    "from": _KNOWN,
    "to": _KNOWN,
    "not_published": _ABSENCE,
    "missing": _ABSENCE,
    "AbsenceFields.date": _ABSENCE,
}
"""What a text must be like, by field."""
_YEARS = {
    "published",
    "updated",
    "date",
    "founded",
    "ceased",
    "from",
    "to",
    "until",
    "not_published",
    "missing",
    "AbsenceFields.date",
}
"""Dates of which a year alone may be known: to YAML it is a number."""
_MAYBE_NUMBERS = {"headline", "slug"}
"""Texts that have a pattern and may be nothing but digits."""

_DESCRIPTIONS = {
    "ArticleFields": {
        "headline": "The title. Plain text: markup in it is shown as written.",
        "outlet": "The id of the paper: its file's name in outlets/. May be left out when there is one outlet.",
        "edition": "The date of the edition that printed it; with a dot and a label when the day had several: "
        "1937-05-07.late",
        "published": "When it was published, as far as it is known: a moment, a day, a month, a year, or unknown.",
        "updated": "When it was last changed.",
        "slug": "The last part of its address. Default: the file's name.",
        "kicker": "The small line above the headline.",
        "standfirst": "The summary under the headline; also in lists.",
        "byline": "Names: a list, or one text, the line as printed. An entry may have name and role.",
        "agency": "The wire service that supplied it: a text or a list.",
        "dateline": "The place that it was filed from.",
        "section": "The part of the paper.",
        "page": "The printed page or pages, as printed: 4, A4, 4-5.",
        "topics": "Subjects.",
        "people": "Persons whom it is about.",
        "places": "Places that it is about.",
        "organisations": "Bodies that it is about.",
        "series": "The series that it is a part of.",
        "images": "The story's pictures; the first leads it unless another says lead: true.",
        "corrections": "Dated notes that the story was wrong, and how.",
        "embargo": "Not public before this day or moment.",
        "withdrawn": "The story was taken down: when, and why.",
        "draft": "true: not public at all.",
        "noindex": "true: published, but search engines are asked to leave it out.",
        "rights": "A rights statement's id, such as CC-BY-4.0 or InC, or words. Default: its agency's, its outlet's, "
        "then the archive's.",
        "language": "A BCP 47 tag such as en-AU. Default: the outlet's, then the archive's.",
        "source": "Where it was first published, if elsewhere: a whole web address.",
        "aliases": "Old addresses that must keep working, from the root: /news/old.html",
        "permalink": "Its address, in place of the one that its date makes.",
        "extra": "Anything else, for templates of your own.",
    },
    "ImageFields": {
        "src": "The file, from content/: images/2025/gauge.jpg. Left out for a picture that is not held.",
        "alt": 'What it shows, for who cannot see it. "" says that it is decoration.',
        "caption": "The text printed under it.",
        "credit": "Who made it.",
        "rights": "The picture's own rights: a rights statement's id, or words.",
        "agency": 'Who supplied it, when that was not the story\'s agency; "" for no agency.',
        "distributable": "false: the archive may not show it; caption and credit stay.",
        "lead": "true makes it the lead picture, even when the body shows it too.",
    },
    "NameFields": {"name": "The name.", "role": "What the person did, when it was not the writing: photographs."},
    "CorrectionFields": {
        "date": "When it was corrected.",
        "text": "What was wrong, and what is right.",
        "kind": "What it is. Default: correction.",
    },
    "WithdrawnFields": {"date": "When it was taken down.", "reason": "Why; readers see it."},
    "OutletFields": {
        "name": "The paper's name.",
        "place": "Where it was published.",
        "founded": "When its first edition came out, as far as known.",
        "ceased": "When its last edition came out, as far as known.",
        "issn": "As printed.",
        "publisher": "Who published it.",
        "frequency": "How often it came out: daily, weekly …, or every and on; a list, with from, where that changed.",
        "not_published": "Days and spans on which it did not appear; 12-25 is a day of every year.",
        "missing": "Days and spans of which it is known that no edition is held.",
        "timezone": "An IANA name such as Europe/Paris. Default: the archive's.",
        "language": "The BCP 47 tag of its stories. Default: the archive's.",
        "rights": "Whose its stories are: a rights statement's id, or words, or a list by dates. "
        "Default: the archive's.",
        "description": "Markdown, on its page.",
        "nameplate": "A picture of its name as printed.",
        "precedes": "The id of the paper that came after it.",
        "follows": "The id of the paper that came before it.",
        "corrections": "Where corrections stand: over the text of a story (top), or under it.",
        "versions": "Whether its stories say when their text changed, as far as a Git history tells.",
    },
    "RhythmFields": {
        "every": "How often.",
        "on": "The day of the week, or of a daily its days: [monday, thursday].",
        "from": "Since when it was so.",
    },
    "AbsenceFields": {
        "date": "A day, a month or a year, or 12-25: a day of every year.",
        "from": "The first day of a span.",
        "to": "The last day of a span.",
        "reason": "Why; readers see it.",
    },
    "SpanFields": {
        "rights": "A rights statement's id, or words.",
        "from": "The first date, as far as it is known.",
        "until": "The last date, as far as it is known.",
    },
}
"""What an editor shows beside a field. docs/content.md says the same at more length."""


def article_schema() -> dict[str, Any]:
    """The schema of front matter, as plain data that JSON can hold."""
    schema = _schema(ArticleFields, "The front matter of an article in a Back Issue archive")
    return {**schema, "anyOf": [{"required": ["edition"]}, {"required": ["published"]}]}


def outlet_schema() -> dict[str, Any]:
    """The schema of an outlet's file."""
    return _schema(OutletFields, "An outlet of a Back Issue archive")


def _schema(fields: type[msgspec.Struct], title: str) -> dict[str, Any]:
    (top,), parts = msgspec.json.schema_components([fields], ref_template="#/definitions/{name}")
    made = {name: _described(name, part) for name, part in parts.items()}
    struct = made.pop(top["$ref"].rpartition("/")[2])
    kept = {name: value for name, value in struct.items() if name not in ("title", "description")}
    return {"$schema": _DRAFT, "title": title, **kept, "definitions": made}


def _described(struct: str, part: dict[str, Any]) -> dict[str, Any]:
    """A struct's schema with what is said of each field, and with texts as YAML may hold them."""
    fields = {
        name: {"description": _DESCRIPTIONS[struct][name], **_as_written(_called(struct, name), field)}
        for name, field in part["properties"].items()
    }
    return {**part, "properties": fields}


def _called(struct: str, name: str) -> str:
    """What a field is called in the tables above: by its struct where another means something else by the name."""
    return f"{struct}.{name}" if f"{struct}.{name}" in _PATTERNS else name


def _as_written(name: str, field: dict[str, Any]) -> dict[str, Any]:
    """A field's schema where a text may look like a number to YAML (page: 4, published: 1937)."""
    found = {key: value for key, value in field.items() if key != "default" or value is not None}
    if "anyOf" in found:
        return _one_of(found, [_as_written(name, option) for option in found.pop("anyOf")])
    if found.get("type") == "array":
        return {**found, "items": _as_written(name, found["items"])}
    if found.get("type") != "string":
        return found
    pattern = _PATTERNS.get(name)
    text = found | {"pattern": pattern} if pattern else found
    if name in _YEARS:
        return {**text, "type": ["string", "integer"], "minimum": 1, "maximum": 9999}
    return text if pattern and name not in _MAYBE_NUMBERS else {**text, "type": ["string", "number"]}


def _one_of(field: dict[str, Any], options: list[dict[str, Any]]) -> dict[str, Any]:
    """A field that may be several things. Of scalars one schema is made: an editor then gives one reason, not four."""
    if any(option.get("type", "object") in ("array", "object") for option in options):
        return {**field, "anyOf": options}
    for option in options:
        field |= option
    types = [option["type"] for option in options]
    return {**field, "type": [one for some in types for one in (some if isinstance(some, list) else [some])]}
