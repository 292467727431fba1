"""Tables: CSV, TSV, Excel, and JSON with an object a row. A row is an article."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from backissue.errors import ImportRefused
from backissue.importers.readers.json_stream import entries
from backissue.importers.readers.near import files_of, shown, sizes
from backissue.importers.readers.options import options_of
from backissue.importers.readers.table.columns import Columns
from backissue.importers.readers.table.csv_file import csv_rows
from backissue.importers.readers.table.excel import excel_rows
from backissue.importers.readers.table.item import BadRow, item_of
from backissue.importers.readers.table.row import Row
from backissue.importers.record import Found, Item, LeftOut, Source

_TEXTS = (".csv", ".tsv", ".tab", ".txt")
_EXCEL = (".xlsx", ".xlsm")
_JSON = (".json", ".ndjson", ".jsonl")


class TableOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ``options`` of a mapping."""

    encoding: str = ""
    """Of CSV and TSV; found out when it is not given."""
    delimiter: str = ""
    """What parts the cells; found out when it is not given."""
    sheet: str = ""
    """The sheet of an Excel workbook; else the first."""


def read(source: Source) -> Iterator[Found]:
    """Every row of a table, or of a folder's tables. Raises ImportRefused when there is none to read."""
    options = options_of(source.mapping, TableOptions)
    if len(options.delimiter) > 1:
        raise ImportRefused(f'options of the mapping: the delimiter "{options.delimiter}" is longer than one sign')
    columns = Columns(source.mapping)
    files, links = files_of(source.path, (*_TEXTS, *_EXCEL, *_JSON), "table")
    yield from links
    keys = Keys(len(files) > 1)
    for file, before, total in sizes(files):

        def told(done: int, before: int = before, total: int = total) -> None:
            source.tell(before + done, total)

        name = shown(source.path, file)
        try:
            for row in _rows(file, name, options, columns, told):
                yield row if isinstance(row, LeftOut) else _found(row, columns, file, name, keys)
        except OSError as fault:
            yield LeftOut(name, f"cannot be read: {fault.strerror}", fault=True)
        told(file.stat().st_size)


class Keys:
    """Keys for rows: their own, or what tells one row from another wherever it stands in the table."""

    def __init__(self, many: bool) -> None:
        self._many = many
        self._seen: dict[bytes, int] = {}

    def give(self, item: Item, name: str) -> None:
        """Set the key of ``item``, a row of the table ``name``."""
        if item.key:
            item.key = f"{name}:{item.key}" if self._many else item.key
        elif item.addresses:
            item.key = item.addresses[0]
        else:
            said = f"{item.fields.get('headline')}\n{item.fields.get('edition') or item.fields.get('published')}"
            said = said if item.fields.get("headline") else said + item.body
            digest = hashlib.sha256(said.encode()).digest()[:12]
            number = self._seen[digest] = self._seen.get(digest, 0) + 1
            item.key = digest.hex() + (f"-{number}" if number > 1 else "")


def _found(row: Row, columns: Columns, file: Path, name: str, keys: Keys) -> Found:
    if row.fault:
        return LeftOut(row.source, row.fault, fault=True)
    try:
        item = item_of(row, columns, file)
    except BadRow as fault:
        return LeftOut(row.source, str(fault), fault=True)
    except Exception as fault:  # whatever one row holds, the others are read
        return LeftOut(row.source, f"not readable: {type(fault).__name__}", fault=True)
    keys.give(item, name)
    return item


def _rows(
    file: Path, name: str, options: TableOptions, columns: Columns, told: Callable[[int], None]
) -> Iterator[Row | LeftOut]:
    ending = file.suffix.lower()
    if ending in _JSON:
        for entry in entries(file, name, told):
            if entry.fault or not isinstance(entry.value, dict):
                yield Row(entry.source, fault=entry.fault or "not an object with a field for each column")
            else:
                yield Row(entry.source, entry.value)
        return
    if ending in (".xls", ".ods", ".numbers"):
        raise ImportRefused(f"{name}: {ending} is not read; save it as .xlsx or CSV")
    rows: Iterator[Row | LeftOut]
    if ending in _EXCEL:
        rows = excel_rows(file, name, options.sheet, told)
    else:
        rows = iter(csv_rows(file, name, options.encoding, options.delimiter, told))
    unchecked = True
    for row in rows:
        if unchecked and isinstance(row, Row) and row.cells:
            columns.check(list(row.cells), name)
            unchecked = False
        yield row
