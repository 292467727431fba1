"""Rows of an Excel workbook (.xlsx): values, of formulas those that Excel last reckoned.

A workbook is a zip archive of XML. Before any of it is opened its parts are measured by the archive's own list (no
more than a part's stated size is ever unpacked), and their beginnings searched for declarations of entities.
"""

import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from backissue.errors import ImportRefused
from backissue.importers.readers.table.row import Row, named
from backissue.importers.record import LeftOut

_LARGEST_SHEET = 2 << 30
"""Bytes of one sheet, unpacked: sheets are read row by row."""
_LARGEST_PART = 128 << 20
"""Bytes of any other part: its texts, its styles. These are in memory."""
_MOST_ROWS = 1 << 20
"""An Excel sheet has no more."""
_PROLOGUE = 1 << 16
_ROOT = re.compile(rb"<[A-Za-z_]")
_UNREADABLE = (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)
"""What a zip archive may raise: damage, a password or an unknown packing (RuntimeError), a part that breaks off."""


def excel_rows(file: Path, shown: str, sheet: str, told: Callable[[int], None]) -> Iterator[Row | LeftOut]:
    """The rows below the heading of one sheet: the one called ``sheet``, else the first.

    Raises ImportRefused when the file is no workbook that can be read.
    """
    _measure(file, shown)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as fault:  # what a broken workbook raises is without end
        raise ImportRefused(f"{shown}: not a workbook that can be read ({fault}); save it anew, or as CSV") from None
    try:
        names = [one.title for one in book.worksheets]
        if sheet and sheet not in names:
            raise ImportRefused(f'{shown}: there is no sheet "{sheet}"; there are {", ".join(names)}')
        if not names:
            raise ImportRefused(f"{shown}: there is no sheet with rows")
        chosen = sheet or names[0]
        for name in names:
            if name != chosen:
                yield LeftOut(f"{shown}, sheet {name}", "one sheet is read; name another in the mapping's options")
        yield from _rows(book[chosen], shown)
        told(file.stat().st_size)
    finally:
        book.close()


def _rows(sheet: Any, shown: str) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file says of its size is not always so
    heading: list[str] = []
    rows = sheet.iter_rows(values_only=True, max_row=_MOST_ROWS)
    number = 0
    while True:
        number += 1
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                cells = list(next(rows))
        except StopIteration:
            return
        except Exception as fault:  # a sheet that breaks off: what was read stays
            yield Row(f"{shown}:{number}", fault=f"the sheet cannot be read any further: {fault}")
            return
        while cells and cells[-1] is None:
            cells.pop()
        if not heading:
            heading = named(cells) if cells else []
        elif cells:
            yield Row(f"{shown}:{number}", cells + [None] * (len(heading) - len(cells))).under(heading)


def _measure(file: Path, shown: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                is_sheet = "/worksheets/" in part.filename
                if part.filename.endswith((".xml", ".rels")):
                    if part.file_size > (_LARGEST_SHEET if is_sheet else _LARGEST_PART):
                        raise ImportRefused(
                            f"{shown}: {part.filename} unpacks to {part.file_size >> 20} MB; save it as CSV"
                        )
                    with archive.open(part) as data:
                        start = data.read(_PROLOGUE).replace(b"\0", b"")
                    root = _ROOT.search(start)
                    if b"<!" in start[: root.start() if root else None].replace(b"<!--", b""):
                        raise ImportRefused(
                            f"{shown}: {part.filename} declares entities, as no workbook does; not opened"
                        )
    except _UNREADABLE as fault:
        raise ImportRefused(f"{shown}: not an .xlsx workbook ({fault}); save it as .xlsx or CSV") from None
