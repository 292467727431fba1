"""Reads WordPress exports (WXR 1.0 to 1.2): one file or a folder of them, plain or packed with gzip."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backissue.errors import ImportRefused
from backissue.importers.readers.options import options_of
from backissue.importers.readers.wordpress.cut import Piece, cut
from backissue.importers.readers.wordpress.index import Index
from backissue.importers.readers.wordpress.opening import export_files, opened
from backissue.importers.readers.wordpress.parse import Channel, Damaged, channel_of, post_of
from backissue.importers.readers.wordpress.posts import Options, Posts
from backissue.importers.record import Found, Item, LeftOut, Publication, Source

_NO_EXPORT = "not a WordPress export; in WordPress choose Tools, Export, All content, and give the .xml file"


def read(source: Source) -> Iterator[Found]:
    """Everything in an export, in its own order. Memory is bounded by its largest item.

    Raises ImportRefused when nothing in ``source`` is an export that can be read.
    """
    yield from _Export(source).records()


class _Export:
    def __init__(self, source: Source) -> None:
        self._posts = Posts(Index(self._quietly), options_of(source.mapping, Options))
        self._files = export_files(source.path)
        self._folder = source.path if source.path.is_dir() else source.path.parent
        self._source = source
        self._total = sum(file.stat().st_size for file in self._files)
        self._done = 0
        self._seen = _Numbers()

    def records(self) -> Iterator[Found]:
        refused: list[ImportRefused] = []
        for file in self._files:
            try:
                yield from self._records_of(file)
            except (ImportRefused, OSError) as error:
                if isinstance(error, OSError):
                    error = ImportRefused(f"cannot be read: {error.strerror or error}")
                refused.append(ImportRefused(f"{self._name(file)}: {error}"))
                if len(self._files) > 1:
                    yield LeftOut(self._name(file), str(error), fault=True)
        if len(refused) == len(self._files):
            raise refused[0]

    def _records_of(self, file: Path) -> Iterator[Found]:
        name = self._name(file)
        for channel, piece in self._pieces(file):
            where = f"{name}:{piece.line}"
            if piece.kind == "head":
                yield Publication(channel.title, channel.link, channel.language, description=channel.description)
            elif piece.kind == "too large":
                yield LeftOut(where, "an item that is too large to be a story", fault=True)
            elif piece.kind == "broken off":
                yield LeftOut(where, piece.why, fault=True)
            else:
                yield self._record(channel, piece, where)

    def _record(self, channel: Channel, piece: Piece, where: str) -> Found:
        try:
            post = post_of(piece.data, channel)
            found = self._posts.record_of(post, channel, where)
        except Damaged as error:
            return LeftOut(where, str(error), fault=True)
        if isinstance(found, Item) and not self._seen.add(found.key):
            return LeftOut(where, "is there already: another item has its number")
        return found

    def _pieces(self, file: Path, tell: bool = True) -> Iterator[tuple[Channel, Piece]]:
        channel = Channel()
        with opened(file, self._advance if tell else _nobody) as stream:
            for piece in cut(stream):
                if piece.kind == "head":
                    channel = channel_of(piece.data)
                    if not channel.is_export:
                        raise ImportRefused(_NO_EXPORT)
                yield channel, piece

    def _quietly(self) -> Iterator[tuple[Channel, Piece]]:
        for file in self._files:
            with suppress(ImportRefused, OSError):
                yield from self._pieces(file, tell=False)

    def _advance(self, count: int) -> None:
        self._done += count
        self._source.tell(self._done, self._total)

    def _name(self, file: Path) -> str:
        return file.relative_to(self._folder).as_posix()


def _nobody(_: int) -> None:
    pass


class _Numbers:
    """Which numbers were there: a bit each, as an export has a million of them."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, key: str) -> bool:
        """Remember a number; False when it was there. What is no number that WordPress gives is always new."""
        if not key.isdecimal() or not key.isascii() or len(key) > 8:
            return True
        place, bit = divmod(int(key), 8)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))
        was = self._bits[place] >> bit & 1
        self._bits[place] |= 1 << bit
        return not was
