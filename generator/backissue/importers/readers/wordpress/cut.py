"""A WXR file cut into its items, while it is read: no tree of the whole, and no item costs another.

A parser of the whole file stops at its first fault, and an export of twenty years has one: a control character, a
byte of another encoding, an end that is missing. So the file is cut where its marks say (CDATA and comments are
skipped over), and ``parse.py`` gives each piece to the parser by itself. A declaration of entities has no place in a
piece, and is refused where it stands.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from backissue.errors import ImportRefused
from backissue.importers.readers.wordpress.opening import BLOCK, BrokenOff, Readable

LARGEST = 16_000_000
"""Bytes of one item: a story with ten thousand comments has fewer."""
_MARK = re.compile(rb"<!\[CDATA\[|<!--|<\?|<!DOCTYPE|<!ENTITY|<(/?)item(?=[\s>])|</channel|</rss")
_LONGEST_MARK = 10
_CLOSED_BY = {b"<![CDATA[": b"]]>", b"<!--": b"-->", b"<?": b"?>"}


class Piece(msgspec.Struct, frozen=True):
    """A part of the file, or what is wrong at one."""

    kind: Literal["head", "item", "too large", "broken off"]
    """The head is what stands before the first item; it comes once, before all others."""
    line: int
    """Where it begins, from 1."""
    data: bytes = b""
    why: str = ""
    """Of a file that is broken off."""


def cut(stream: Readable) -> Iterator[Piece]:
    """The pieces of ``stream``, in order. Raises ImportRefused for a declaration of the document's type."""
    return _Cutter(stream).pieces()


class _Cutter:
    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._data, self._at = b"", 0
        self._line = 1
        """Of the byte of ``_data`` at ``_counted``."""
        self._counted = 0
        self._begin: int | None = 0
        """Where the piece that is being read begins in ``_data``; None between two."""
        self._starts_at = 1
        self._is_head = True
        self._dropped = False
        """Whether the beginning of the piece is gone, since it is too large."""
        self._head = b""
        """What is kept of a head that is too large: the authors are at its beginning."""
        self._why = ""

    def pieces(self) -> Iterator[Piece]:
        ended = False
        while mark := self._find(_MARK):
            text, self._at = mark[0], mark.end()
            if text in _CLOSED_BY:
                if not self._skip_to(_CLOSED_BY[text]):
                    break
            elif text.startswith((b"<!D", b"<!E")):
                raise ImportRefused(
                    "has a document type declaration, as no export has: nothing that it declares is read; "
                    "take out the lines from <!DOCTYPE to ]>"
                )
            elif mark[1] is None:
                ended = True
            elif not mark[1]:
                if self._begin is not None:
                    yield self._piece(mark.start())  # of an item, one without its end
                self._start(mark.start())
            elif not self._is_head and self._begin is not None:
                if not self._skip_to(b">"):
                    break
                yield self._piece(self._at)
                self._begin = None
        if self._is_head:
            yield self._piece(len(self._data))
        elif self._begin is not None:
            yield Piece("broken off", self._starts_at, why=self._why or "the file ends in the middle of this item")
        elif self._why or not ended:
            yield Piece(
                "broken off",
                self._line_of(len(self._data)),
                why=self._why or "the file has no end: items may be missing",
            )

    def _start(self, at: int) -> None:
        self._is_head, self._dropped, self._begin = False, False, at
        self._starts_at = self._line_of(at)

    def _line_of(self, at: int) -> int:
        """The line of a place that is not before the last one asked for."""
        self._line += self._data.count(b"\n", self._counted, at)
        self._counted = at
        return self._line

    def _piece(self, end: int) -> Piece:
        if self._dropped:
            return Piece("head", 1, self._head) if self._is_head else Piece("too large", self._starts_at)
        return Piece("head" if self._is_head else "item", self._starts_at, self._data[self._begin or 0 : end])

    def _find(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        while not (found := pattern.search(self._data, self._at)) or found.end() == len(self._data):
            self._at = found.start() if found else max(self._at, len(self._data) - _LONGEST_MARK)
            if not self._more():
                return found
        return found

    def _skip_to(self, end: bytes) -> bool:
        """Go on behind ``end``; False when it does not come."""
        while (found := self._data.find(end, self._at)) < 0:
            self._at = max(self._at, len(self._data) - len(end) + 1)
            if not self._more():
                return False
        self._at = found + len(end)
        return True

    def _more(self) -> bool:
        """Read another block, and forget what is behind: all of it when the piece is too large."""
        if self._begin is not None and self._at - self._begin > LARGEST:
            if self._is_head and not self._dropped:
                self._head = self._data[: LARGEST // 4]
            self._dropped = True
        if self._dropped and self._begin is not None:
            self._begin = self._at
        try:
            block = self._stream.read(BLOCK)
        except BrokenOff as broken:
            self._why, block = str(broken), b""
        if not block:
            return False
        keep = self._at if self._begin is None else self._begin
        if self._counted < keep:
            self._line_of(keep)
        self._counted -= keep
        self._data = self._data[keep:] + block
        self._at -= keep
        if self._begin is not None:
            self._begin = 0
        return True
