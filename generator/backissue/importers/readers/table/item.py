"""A row of a table to a story."""

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from backissue.importers.cleaning import clean
from backissue.importers.from_html import one_line
from backissue.importers.mapping import Column
from backissue.importers.readers.moments import moment
from backissue.importers.readers.near import beside
from backissue.importers.readers.prose import is_html, prose
from backissue.importers.readers.table.columns import DATES, LISTS, PICTURES, Columns, parts
from backissue.importers.readers.table.row import Row
from backissue.importers.record import Item, Picture

_EDITION = re.compile(r"\d{4}-\d\d-\d\d\.[a-z0-9-]+")
_YES = ("true", "yes", "y", "1", "x", "ja", "oui", "si", "sí", "wahr", "vrai")
_NO = ("false", "no", "n", "0", "nein", "non", "falsch", "faux")
_CLOSED = ("draft", "pending", "private", "unpublished", "trash", "deleted", "hidden", "withheld", "future",
           "scheduled", "inactive", "offline", "review", "entwurf", "brouillon")  # fmt: skip
_WHOLE = ("withdrawn", "corrections", "extra")
"""Fields that a table of JSON may have as they are."""


class BadRow(Exception):
    """A row that cannot be taken as it is; its text says why."""


def item_of(row: Row, columns: Columns, file: Path) -> Item:
    """The story in ``row``; its key is still to be given when it is empty. Raises BadRow."""
    item = Item(key="", source=row.source)
    for what, said in row.notes:
        item.note(what, said)
    first = Picture("")
    for name, value in row.cells.items():
        column = columns.of(name)
        if column is None or value in (None, "", [], {}):
            continue
        if name == "further cells" or not _put(item, first, column, name, value, columns):
            item.foreign[name.removeprefix("extra.")] = _plain(value)
    if first.ref:
        item.pictures.insert(0, first)
    elif first.caption or first.credit or first.alt:
        item.foreign["image"] = {
            part: said for part in ("alt", "caption", "credit", "rights") if (said := getattr(first, part))
        }
    for picture in item.pictures:
        if path := beside(file, picture.ref):
            item.files[picture.ref] = path
    if "\ufffd" in item.body or "\ufffd" in str(item.fields):
        item.note("warning", "signs that could not be read; name the encoding in the mapping's options")
    if not item.body and not item.fields.get("headline"):
        raise BadRow("neither a headline nor a text")
    return item


def _put(item: Item, first: Picture, column: Column, name: str, value: Any, columns: Columns) -> bool:
    """Give ``value`` to the field of ``column``; False when it is no field's."""
    target = column.field
    if target.startswith("extra."):
        item.foreign[target.removeprefix("extra.")] = _plain(value)
    elif target in ("categories", "tags"):
        item.terms.setdefault(target, []).extend(_texts(value, column))
    elif target in LISTS:
        have = item.fields.setdefault(target, [])
        have += [one for one in _entries(value, column, target) if one not in have]
    elif target in PICTURES or target == "images":
        _add_picture(item, first, target, value, column)
    elif target == "body":
        _write(item, _text(value), column)
    elif target in DATES:
        item.fields[target] = _date(name, target, _text(value), column, columns)
    elif target in ("draft", "noindex"):
        item.fields[target] = _truth(item, target, _text(value))
    elif target == "key":
        item.key = _text(value)[:500]
    elif target == "address":
        item.addresses += _texts(value, column)
    elif target == "slug":
        item.slug = _text(value)
    elif target in _WHOLE and isinstance(value, dict | list):
        item.fields[target] = _plain(value)
    elif target == "status" and _text(value).casefold() in _CLOSED:
        item.fields["draft"] = True
        item.note("changed", "its status makes it a draft")
        return False
    elif target in ("status", *_WHOLE) or isinstance(value, dict | list) or item.fields.get(target):
        return False
    else:
        item.fields[target] = one_line(_text(value)) if target == "headline" else _line(_text(value))
    return True


def _add_picture(item: Item, first: Picture, target: str, value: Any, column: Column) -> None:
    if target == "images":
        item.pictures += filter(None, map(_picture, value if isinstance(value, list) else [value]))
    elif target == "image":
        refs = _texts(value, column)
        first.ref = first.ref or next(iter(refs), "")
        item.pictures += [Picture(ref) for ref in refs if ref != first.ref]
    else:
        setattr(first, target.removeprefix("image."), _line(_text(value)))


def _picture(value: Any) -> Picture | None:
    """A picture as docs/content.md has it: its file, or a mapping with ``src``."""
    if not isinstance(value, dict):
        return Picture(_text(value)) if _text(value) else None
    said = {name: _line(_text(value.get(name))) for name in ("caption", "credit", "rights")}
    alt = value.get("alt")
    ref = _text(value.get("src") or value.get("url"))
    return (
        Picture(ref, _text(alt) if alt is not None else None, **said, lead=value.get("lead") is True) if ref else None
    )


def _write(item: Item, written: str, column: Column) -> None:
    if column.markdown:
        body, words = written, ""
    else:
        body, words = prose(written, rich=is_html(written) if column.html is None else column.html)
    item.body = f"{item.body}\n\n{body}".strip()
    item.words = f"{item.words}\n\n{words}".strip()


def _date(name: str, target: str, written: str, column: Column, columns: Columns) -> str:
    if target == "edition" and _EDITION.fullmatch(written):
        return written
    if written.casefold() == "unknown":
        return "unknown"
    try:
        found = moment(written, [form for form in (column.format, *columns.dates) if form])
    except ValueError:
        raise BadRow(
            f"a date that cannot be read; say its form under dates in the mapping: {name} is {written[:100]}"
        ) from None
    if target in ("edition", "embargo") and len(found) < len("2025-11-28"):
        raise BadRow(f"a date that needs a day has none: {name} is {written[:100]}")
    return found[:10] if target == "edition" else found


def _truth(item: Item, target: str, written: str) -> bool:
    word = written.casefold()
    if word not in (*_YES, *_NO):
        item.note("warning", f"neither true nor false, taken for true: {target} is {written[:50]}")
    return word not in _NO


def _entries(value: Any, column: Column, target: str) -> list[Any]:
    """The values of a field that is a list; of a byline's names each may have a role."""
    if target != "byline" or not isinstance(value, list):
        return _texts(value, column)
    return [
        {"name": _text(one.get("name"))} | ({"role": _text(one["role"])} if one.get("role") else {})
        if isinstance(one, dict)
        else _text(one)
        for one in value
    ]


def _texts(value: Any, column: Column) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [_line(part) for one in values for part in parts(_text(one), column)]


def _text(value: Any) -> str:
    """A cell as a text: a day without its midnight, a whole number without a point."""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value.replace(microsecond=0)).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title") or value.get("value"))
    return str(clean("" if value is None or isinstance(value, list) else str(value))).strip()


def _plain(value: Any) -> Any:
    """A value for ``extra``: texts, lists and mappings alone."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    return _text(value)


def _line(text: str) -> str:
    return one_line(text) if is_html(text) else " ".join(text.split())
