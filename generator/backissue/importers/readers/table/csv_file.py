"""Rows of CSV and TSV, whatever their delimiter and their encoding; a row that is broken costs no other row."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from backissue.errors import ImportRefused
from backissue.importers.readers.table.encoding import encoding_of
from backissue.importers.readers.table.row import Row, Said, named

_LARGEST = 16 << 20
"""Characters of one row."""
_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_DELIMITERS = (",", ";", "\t", "|")
_STATED = re.compile(r"sep=(.)\r?\n")
"""A first line of Excel's own, which names the delimiter."""


class TooLarge(Exception):
    """A row that is larger than any is."""


class _Lines:
    """A file's lines, bounded; those of the row that is being read can be given once more."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._again: list[str] = []
        self.taken: list[str] = []
        self.number = 0
        self.ended = False
        self._size = 0

    def begin(self) -> int:
        """A new row begins: the number of its first line."""
        self.taken, self._size = [], 0
        return self.number + 1

    def give_back(self) -> None:
        """All lines of this row but the first are to be read once more."""
        back = self.taken[1:]
        self._again += reversed(back)
        self.number -= len(back)
        self.ended = self.ended and not back

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._stream.readline(_LARGEST)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) == _LARGEST and line[-1] not in "\r\n":
            while (more := self._stream.readline(_CHUNK)) and more[-1] not in "\r\n":
                pass
            raise TooLarge
        self.taken.append(line)
        self._size += len(line)
        if self._size > _LARGEST:
            raise TooLarge
        return line.replace("\0", "")


def csv_rows(
    file: Path, shown: str, encoding: str, delimiter: str, told: Callable[[int], None]
) -> Iterator[Row]:  # fmt: skip
    """The rows below the heading of ``file``. ``encoding`` and ``delimiter`` are found out when they are empty.

    Raises ImportRefused when the file has no heading, or no such encoding is known; OSError.
    """
    csv.field_size_limit(2 * _LARGEST)  # _Lines bounds rows, and can go on after one
    found = encoding or encoding_of(file)
    notes: tuple[Said, ...] = (
        () if encoding or found.startswith("utf") else (("warning", f"not UTF-8: read as {found}"),)
    )
    try:
        stream = file.open(encoding=found, errors="replace", newline="")
    except LookupError:
        raise ImportRefused(
            f'{shown}: there is no encoding "{encoding}"; try utf-8, windows-1252 or macroman'
        ) from None
    with stream:
        sample = stream.read(_SAMPLE)
        stated = _STATED.match(sample)
        sign = delimiter or (stated[1] if stated else _delimiter(sample))
        stream.seek(0)
        lines = _Lines(stream)
        if stated:
            next(lines)
        heading: list[str] = []
        for row in _cells(lines, shown, sign):
            told(_place(stream))
            if not row.fault and not heading:
                heading = named(row.cells)
            else:
                yield row.under(heading, notes)
        if not heading:
            raise ImportRefused(f"{shown}: there is no heading, a first row with the columns' names; add one")


def _cells(lines: _Lines, shown: str, sign: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=sign)
    while True:
        first = lines.begin()
        fault = ""
        try:
            cells = next(reader)
            if lines.ended and len(lines.taken) > 1 and "".join(lines.taken).count('"') % 2:
                fault = "a quotation mark opens a cell and none closes it"
        except StopIteration:
            return
        except TooLarge:
            fault = f"a row of over {_LARGEST >> 20} MB"
        except csv.Error as wrong:
            fault = f"not readable: {wrong}"
        if fault:
            lines.give_back()
            reader = csv.reader(lines, delimiter=sign)
            yield Row(f"{shown}:{first}", fault=fault)
        elif any(cells):
            yield Row(f"{shown}:{first}", list(cells))


def _delimiter(sample: str) -> str:
    """The sign that parts the heading, and makes the most of the rows as wide as it."""
    best, found = (0.0, 0), ","
    whole = sample.rpartition("\n")[0] if len(sample) == _SAMPLE else sample
    for sign in _DELIMITERS:
        try:
            widths = [
                len(row) for row in csv.reader(io.StringIO(whole.replace("\0", ""), newline=""), delimiter=sign) if row
            ]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            best, found = max((best, found), ((widths.count(widths[0]) / len(widths), widths[0]), sign))
    return found


def _place(stream: TextIO) -> int:
    """How many bytes have been read: ``tell`` of a text that is read by lines is slow."""
    return stream.buffer.tell()
