"""JSON of any size, one object at a time: a document, an array, or a file with an object on each line.

Numbers stay the texts that they were: 5.40 is not 5.4, and no number is too great. NaN and the like are nothing.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from backissue.importers.cleaning import clean

LARGEST = 16 << 20
"""Bytes of one object of an array or a line; no story is so long."""
LARGEST_DOCUMENT = 64 << 20
"""Bytes of a document that is one object: all of it must be in memory."""

_CHUNK = 1 << 20
_OUTSIDE = re.compile(rb'["\[\]{},]')
_INSIDE = re.compile(rb'["\\]')
_LINES = (".ndjson", ".jsonl")


class Entry(NamedTuple):
    """One object, or why there is none."""

    source: str
    value: Any
    fault: str = ""


def entries(file: Path, shown: str, told: Callable[[int], None] = lambda done: None) -> Iterator[Entry]:
    """Every object in ``file``, which a person calls ``shown``; ``told`` hears how many bytes have been read.

    A fault costs the object that it is in. Raises OSError when the file cannot be read.
    """
    with file.open("rb") as stream:
        start = stream.read(1 << 16).removeprefix(b"\xef\xbb\xbf").lstrip()
        stream.seek(0)
        if start.startswith(b"["):
            yield from _array(stream, shown, told)
        elif file.suffix.lower() in _LINES or _has_lines(stream):
            stream.seek(0)
            yield from _lines(stream, shown, told)
        else:
            stream.seek(0)
            yield from _document(stream, shown)


def decoded(data: bytes) -> Any:
    """What ``data`` says. Raises ValueError, saying why, when it is no JSON."""
    try:
        text = data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
        return clean(json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda name: None))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except json.JSONDecodeError as fault:
        raise ValueError(f"not valid JSON: {fault.msg}, line {fault.lineno}, column {fault.colno}") from None
    except RecursionError:
        raise ValueError("not readable JSON: too many lists within lists") from None


def _entry(source: str, data: bytes) -> Entry:
    try:
        return Entry(source, decoded(data))
    except ValueError as fault:
        return Entry(source, None, str(fault))


def _document(stream: BinaryIO, shown: str) -> Iterator[Entry]:
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        yield Entry(
            shown, None, f"over {LARGEST_DOCUMENT >> 20} MB in one object; write an array, or one object a line"
        )
        return
    entry = _entry(shown, data)
    if isinstance(entry.value, list):
        yield from (Entry(f"{shown}, item {at}", value) for at, value in enumerate(entry.value, 1))
    else:
        yield entry


def _has_lines(stream: BinaryIO) -> bool:
    """True when the first line is an object by itself and others follow."""
    first = stream.readline(LARGEST)
    if not first.rstrip().endswith(b"}"):
        return False
    rest = stream.read(1 << 12).strip()
    return bool(rest) and isinstance(_entry("", first).value, dict)


def _lines(stream: BinaryIO, shown: str, told: Callable[[int], None]) -> Iterator[Entry]:
    number = 0
    while line := stream.readline(LARGEST):
        number += 1
        if len(line) == LARGEST and not line.endswith(b"\n"):
            while (more := stream.readline(_CHUNK)) and not more.endswith(b"\n"):
                pass
            yield Entry(f"{shown}:{number}", None, f"a line of over {LARGEST >> 20} MB")
        elif line.strip(b" \t\r\n\0"):
            yield _entry(f"{shown}:{number}", line.replace(b"\0", b""))
        told(stream.tell())


def _array(stream: BinaryIO, shown: str, told: Callable[[int], None]) -> Iterator[Entry]:
    """The elements of an array, each by itself: what is not well-formed in one costs none of the others."""
    for number, data in enumerate(_elements(stream, told), 1):
        source = f"{shown}, item {number}"
        if data is None:
            yield Entry(source, None, f"an object of over {LARGEST >> 20} MB")
        elif data.endswith(b"\xff"):
            yield Entry(source, None, "the file ends in the middle of it")
        elif data.strip():
            yield _entry(source, data)


def _elements(stream: BinaryIO, told: Callable[[int], None]) -> Iterator[bytes | None]:
    """The bytes of each element, None for one that is too large, ended by 0xFF (no part of UTF-8) when cut off."""
    depth, quoted, skip, size = 0, False, 0, 0
    parts: list[bytes] = []
    while chunk := stream.read(_CHUNK):
        at, start = skip, 0
        skip = 0
        while found := (_INSIDE if quoted else _OUTSIDE).search(chunk, at):
            sign, at = found[0], found.end()
            if sign == b"\\":
                at += 1
            elif sign == b'"':
                quoted = not quoted
            elif sign in b"[{":
                depth += 1
                start = at if depth == 1 else start
            elif sign in b"]}" or depth == 1:
                depth -= sign != b","
                if depth < 1 or sign == b",":
                    size += found.start() - start
                    yield b"".join((*parts, chunk[start : found.start()])) if size <= LARGEST else None
                    parts, size, start = [], 0, at
                    if depth < 1:
                        return
        skip = max(at - len(chunk), 0)
        size += len(chunk) - start
        parts = [*parts, chunk[start:]] if size <= LARGEST else []
        told(stream.tell())
    yield b"".join((*parts, b"\xff"))
