"""Reads the words out of Pagefind's word files, and cuts the files anew so that one word costs few bytes.

Pagefind cuts a bundle's words into files of some 36 kB, so each word of a query would cost that much in each
shard. Cut finer, and where a word's own checksum says so, a word costs 1 to 4 kB, and an edit changes the
files of the words that it changed: no border depends on how much stands before it.

A file is ``[[entry, …]]`` in CBOR (RFC 8949); an entry is ``[word, pages, variants]``: the word without its accents,
where it stands so (empty when it never does), and ``[word with accents, pages]`` for each way it is written.
Decoding it all would cost more than Pagefind itself; but texts occur nowhere else, so one expression that steps over
numbers and list heads finds them, and the bytes of an entry are moved as they are.
"""

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from backissue.errors import SearchError

SIGNATURE = b"pagefind_dcd"
_WORDS = 64
"""Words in a file, on average."""
_LEVEL = 6
"""Of gzip: the highest takes six times as long for three bytes in a hundred."""
_TEXT = re.compile(
    rb"(?:[\x00-\x17\x20-\x37\x80-\x97]|[\x18\x38\x98].|[\x19\x39\x99]..|[\x1a\x3a\x9a]....|[\x1b\x3b\x9b].{8})*+"
    rb"([\x60-\x77]|\x78.|\x79..)",
    re.DOTALL,
)
"""Numbers and list heads, then the head of a text (RFC 8949, section 3): what a word file is made of."""
_SMALL_TEXT, _ENTRY, _EMPTY = 0x60, 0x83, 0x80
_SMALL_LIST, _LONG_LIST = 0x80, 0x9A
_SMALL = 24
"""From here on a number does not fit into the head itself."""


class Word(msgspec.Struct, gc=False, frozen=True):
    """One word of an index."""

    base: str
    """As the index lists it: in small letters, without accents."""
    written: tuple[str, ...]
    """As it stands in the stories: in small letters, with its accents."""


class Entry(msgspec.Struct, gc=False, frozen=True):
    """A word and the bytes that tell where it stands."""

    word: Word
    data: bytes


def entries(file: Path) -> Iterator[Entry]:
    """The words of one file, in its order. Raises SearchError when it is not as Pagefind writes them."""
    packed = gzip.decompress(file.read_bytes())
    if not packed.startswith(SIGNATURE):
        raise SearchError(f"{file.name} is no file of Pagefind's: its signature is missing")
    data = packed[len(SIGNATURE) :]
    begun: int | None = None
    base, written = "", list[str]()
    at = 0
    while found := _TEXT.match(data, at):
        head = found.start(1)
        size, text = _size(data, head, found.end(1))
        word = data[text : text + size].decode()
        at = text + size
        if data[head - 1] == _ENTRY:
            if begun is not None:
                yield Entry(Word(base, tuple(written)), data[begun : head - 1])
            begun, base, written = head - 1, word, [] if data[at] == _EMPTY else [word]
        else:
            written.append(word)
    if begun is None or not re.fullmatch(_TEXT.pattern.rpartition(b"(")[0], data[at:], re.DOTALL):
        raise SearchError(f"{file.name} is not as Pagefind writes its words")
    yield Entry(Word(base, tuple(written)), data[begun:])


def _size(data: bytes, head: int, end: int) -> tuple[int, int]:
    """Of the text whose head lies from ``head`` to ``end``: its bytes, and where they begin."""
    small = data[head] - _SMALL_TEXT
    return (small if small < _SMALL else int.from_bytes(data[head + 1 : end], "big")), end


def cut(found: Sequence[Entry], folder: Path, name: str) -> list[list[str]]:
    """Write words, in order, to files in ``folder``; [first word, the file's name] for each."""
    folder.mkdir()
    files = []
    begun = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and zlib.crc32(found[at].word.base.encode()) % _WORDS:
            continue
        some = found[begun:at]
        data = SIGNATURE + _list_head(1) + _list_head(len(some)) + b"".join(entry.data for entry in some)
        digest = f"{name}_{hashlib.sha256(data).hexdigest()[:8]}"
        (folder / f"{digest}.pf_index").write_bytes(gzip.compress(data, _LEVEL, mtime=0))
        files.append([some[0].word.base, digest])
        begun = at
    return files


def _list_head(length: int) -> bytes:
    if length < _SMALL:
        return bytes((_SMALL_LIST + length,))
    return bytes((_LONG_LIST,)) + length.to_bytes(4, "big")
