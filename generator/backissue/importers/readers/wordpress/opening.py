"""The files of an export, as bytes of UTF-8: unpacked and recoded while they are read, a block at a time."""

import codecs
import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from backissue.errors import ImportRefused

BLOCK = 1 << 20
_ENDINGS = (".xml", ".wxr", ".rss", ".xml.gz", ".wxr.gz", ".rss.gz")
_GZIP = 31
"""For zlib: a gzip file with its head."""
_PACKED = 1 << 16
_RATIO, _FREELY = 200, 64 << 20
"""A packed file may unpack to so many bytes, and beyond them to so many times what it has; XML comes to a tenth."""
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_KNOWN = re.compile(
    r"(us.?ascii|ascii|iso.?8859.?\d+|latin.?\d+|windows.?125\d|cp125\d|macintosh|mac.?roman"
    r"|koi8.?[ru]|gb2312|gbk|gb18030|big5|shift.?jis|euc.?(jp|kr|cn))$",
    re.IGNORECASE,
)
"""Encodings of texts: Python knows others under such names, which unpack or run what they are given."""


class BrokenOff(Exception):
    """A file that cannot be read to its end; the text says why."""


class Readable(Protocol):
    """What gives a file's bytes in order."""

    def read(self, size: int, /) -> bytes:
        """Up to about ``size`` bytes, none at the end. Raises BrokenOff."""


def export_files(path: Path) -> list[Path]:
    """The files of an export, in order of their names, numbers in them by size. Raises ImportRefused if there are none.

    In a folder no link is followed: a file outside it is no part of the export.
    """
    if path.is_file():
        return [path]
    found = [
        Path(folder, name)
        for folder, _, names in os.walk(path)
        for name in names
        if name.lower().endswith(_ENDINGS) and not name.startswith(".") and not Path(folder, name).is_symlink()
    ]
    if not found:
        raise ImportRefused(
            f"{path.name}: no export file is in it; in WordPress choose Tools, Export, and put the .xml files there"
        )
    return sorted(found, key=lambda file: [(int(part) if part.isdigit() else 0, part) for part in _parts(file, path)])


def _parts(file: Path, path: Path) -> list[str]:
    return re.split(r"([0-9]{1,18})", str(file.relative_to(path)))


@contextmanager
def opened(file: Path, told: Callable[[int], None]) -> Iterator[Readable]:
    """A file of an export as UTF-8; ``told`` hears how many bytes more of the file on the disk were read.

    Raises ImportRefused when not even its beginning can be read.
    """
    with file.open("rb") as raw:
        before = 0

        def tell() -> None:
            nonlocal before
            now = raw.tell()
            told(now - before)
            before = now

        packed = raw.peek(2)[:2] == b"\x1f\x8b"
        stream = _Held(_Counting(_Unpacked(raw) if packed else raw, tell))
        try:
            encoding = _encoding_of(stream.peek())
        except BrokenOff as broken:
            raise ImportRefused(str(broken)) from None
        yield stream if encoding == "utf-8" else _Recoded(stream, encoding)


class _Counting:
    """Says after every block how far the file on the disk was read."""

    def __init__(self, stream: Readable, tell: Callable[[], None]) -> None:
        self._stream, self._tell = stream, tell

    def read(self, size: int, /) -> bytes:
        try:
            block = self._stream.read(size)
        except OSError as error:
            raise BrokenOff(f"cannot be read further: {error.strerror or error}") from None
        self._tell()
        return block


class _Unpacked:
    """What a gzip file holds: all of it up to a fault, which Python's own reader does not give."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw, self._given = raw, 0
        self._engine = zlib.decompressobj(_GZIP)

    def read(self, size: int, /) -> bytes:
        block = b""
        while not block:
            packed = self._engine.unconsumed_tail or self._engine.unused_data or self._raw.read(_PACKED)
            if self._engine.eof:
                if not packed.startswith(b"\x1f\x8b"):  # the end, or what some programs write behind it
                    return b""
                self._engine = zlib.decompressobj(_GZIP)
            if not packed:
                raise BrokenOff("the packed file is cut short")
            try:
                block = self._engine.decompress(packed, size)
            except zlib.error:
                raise BrokenOff("the packed file is damaged") from None
        self._given += len(block)
        if self._given > _FREELY + _RATIO * self._raw.tell():
            raise BrokenOff(f"unpacks to more than {_RATIO} times its size, as no export does")
        return block


class _Held:
    """A stream whose first block can be looked at before it is read."""

    def __init__(self, stream: Readable) -> None:
        self._stream, self._block = stream, b""

    def peek(self) -> bytes:
        self._block = self._block or self._stream.read(BLOCK)
        return self._block

    def read(self, size: int, /) -> bytes:
        block, self._block = self._block, b""
        return block or self._stream.read(size)


class _Recoded:
    """Another encoding's text as UTF-8."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream, self._decoder = stream, codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int, /) -> bytes:
        while block := self._stream.read(size):
            if text := self._decoder.decode(block):  # a block may be half a sign
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


def _encoding_of(begin: bytes) -> str:
    """By the byte order mark, or by the XML declaration. Raises ImportRefused for one that is not known."""
    if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if begin[:4] in (b"<\0?\0", b"\0<\0?"):
        return "utf-16-le" if begin[0] else "utf-16-be"
    found = _ENCODING.match(begin.removeprefix(codecs.BOM_UTF8).lstrip()[:300])
    name = found[1].decode("ascii") if found else "utf-8"
    if name.lower().startswith("utf"):
        return "utf-8"  # the declaration could be read, so it is no UTF-16, whatever it says
    if not _KNOWN.match(name):
        raise ImportRefused(f"its encoding, {name}, is not known; save it as UTF-8")
    return codecs.lookup(name).name
