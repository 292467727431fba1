"""The directory of words: which words the archive has, which of them belong together, and in which shards each is.

``search/terms/<language>/f/flo.json`` holds the words that begin alike, by their first three characters::

    {"floods": [["flood", "", "1f"]], …}

Each word, folded, has a list of [its stem, the word as the indexes list it (empty when it is the same), the shards].
Shards are bits of a hexadecimal number, the oldest shard being the lowest, so that a newer one changes nothing that
stands there. A word whose stem begins otherwise stands in the stem's file too: there all words of a stem are together.

The page looks a query up here first: a word that is nowhere finds nothing and costs no more, a shard that
lacks a word is not fetched, and the other forms of a word are known without a stemmer.

The files are their own state: they are read, the bits of the shards that changed are set anew, and those that came
out otherwise are written. So they must be of the shards that the ledger says, or they are made from all bundles again.
"""

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from backissue.render.output import put
from backissue.search import manifest
from backissue.search.canonical import words_of
from backissue.search.chunks import Word
from backissue.search.interface import TERMS, TERMS_ID, path_of
from backissue.search.words import readings, stemmers

_VERSION = b"1"
"""Raised when the same words would give other files."""
_FIRST = 3
"""Characters that the words of a file have in common: 500 bytes a file, compressed, at 70,000 words."""
_FIRST_OTHER = 2
"""The same for words that do not begin with plain letters: other scripts have more of them, or say more with each."""

Record = tuple[str, str, str]
"""A word folded, its stem, the word as the indexes list it."""
_File = dict[str, list[tuple[str, str, str]]]
_decode = msgspec.json.Decoder(_File).decode
_encode = msgspec.json.encode


class Directory:
    """The words of the archive, brought up to date while its shards are."""

    def __init__(self, site: Path, known: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> None:
        """``known`` are the digests of what lies in the site, ``wanted`` those of all shards to be, oldest first."""
        self._site = site
        self._before = manifest.order(site)
        self._now = list(wanted)
        lies = (site / TERMS).is_dir()
        self._is_whole = lies and known.get(TERMS_ID) == _digest({id_: known.get(id_, b"") for id_ in self._before})
        self._replaced: set[str] = set()
        self._languages: dict[str, _Language] | None = None
        self.digest = _digest(wanted)
        self.is_current = lies and known.get(TERMS_ID) == self.digest

    def replace(self, id_: str, words: Mapping[str, Iterable[Word]]) -> None:
        """One shard's words, by language, stand for what it had before."""
        languages = self._loaded()
        for language in languages.keys() | words.keys():
            if language not in languages:
                languages[language] = _Language(self._site, language)
            languages[language].replace(self._now.index(id_), words.get(language, ()))
        self._replaced.add(id_)

    def write(self) -> None:
        """Write the files that are not as they should be. The bundles of all shards are in place by now."""
        languages = self._loaded()
        if not self._is_whole:
            for id_ in [id_ for id_ in self._now if id_ not in self._replaced]:
                bundles = sorted((self._site / path_of(id_)).iterdir())
                self.replace(id_, {bundle.name: words_of(bundle) for bundle in bundles})
        for language in languages.values():
            language.write()

    def _loaded(self) -> dict[str, "_Language"]:
        if self._languages is None:
            self._languages = {}
            if not self._is_whole:
                shutil.rmtree(self._site / TERMS, ignore_errors=True)
            for folder in sorted((self._site / TERMS).glob("*")):
                self._languages[folder.name] = language = _Language(self._site, folder.name)
                language.read(self._before, self._now)
        return self._languages


def _digest(shards: Mapping[str, bytes]) -> bytes:
    """Of all that the directory is made from; the shards oldest first."""
    made = hashlib.sha256(_VERSION + stemmers().encode())
    for id_, digest in shards.items():
        made.update(id_.encode() + b"\0" + digest)
    return made.digest()


class _Language:
    """The words of one language."""

    def __init__(self, site: Path, language: str) -> None:
        self._site = site
        self._folder = f"{TERMS}/{language}"
        self._language = language
        self._shards: dict[Record, int] = {}
        self._touched: set[str] = set()

    def read(self, before: Sequence[str], now: Sequence[str]) -> None:
        """Take in the files as they lie in the site, written for the shards ``before``; ``now`` they are these."""
        moved = None if list(now[: len(before)]) == list(before) else _moves(before, now)
        for file in sorted((self._site / self._folder).glob("*/*.json")):
            for key, some in _decode(file.read_bytes()).items():
                for stem, base, bits in some:
                    mask = int(bits, 16)
                    self._shards[key, stem, base or key] = mask if moved is None else _moved(mask, moved)
            if moved is not None:
                self._touched.add(f"{file.parent.name}/{file.stem}")

    def replace(self, shard: int, words: Iterable[Word]) -> None:
        """The words of one shard, known by its place among all shards, oldest first."""
        bit = 1 << shard
        found = {
            (key, stem, word.base)
            for word in words
            for written in word.written
            for key, stem in readings(written, self._language)
        }
        for record in [record for record, mask in self._shards.items() if mask & bit and record not in found]:
            self._shards[record] ^= bit
            self._touch(record)
        for record in found:
            mask = self._shards.get(record, 0)
            if not mask & bit:
                self._shards[record] = mask | bit
                self._touch(record)

    def _touch(self, record: Record) -> None:
        self._touched.update(_buckets(record))

    def write(self) -> None:
        """Write the files that changed, remove those that are empty."""
        files: Mapping[str, _File] = defaultdict(lambda: defaultdict(list))
        for record in sorted(record for record, mask in self._shards.items() if mask):
            for bucket in _buckets(record) & self._touched:
                key, stem, base = record
                entry = (stem, "" if base == key else base, f"{self._shards[record]:x}")
                files[bucket][key].append(entry)
        for bucket in sorted(self._touched):
            path = f"{self._folder}/{bucket}.json"
            if bucket in files:
                lines = (_encode(key) + b":" + _encode(some) for key, some in files[bucket].items())
                put(self._site, path, b"{" + b",\n".join(lines) + b"}\n", "search-terms")
            else:
                self._remove(path)

    def _remove(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        (self._site / path).unlink(missing_ok=True)
        with suppress(OSError):  # not empty, or not there
            for folder in list((self._site / path).parents)[:2]:
                folder.rmdir()


def bucket(word: str) -> str:
    """A word's file below its language's folder, without ``.json``: ``f/flo``; by code points, ``64a-/64a-631-``."""
    first = word[:_FIRST]
    if first.isascii() and first.isalnum():
        return f"{first[0]}/{first}"
    points = [f"{ord(character):x}-" for character in word[:_FIRST_OTHER]]
    return f"{points[0]}/{''.join(points)}"


def _buckets(record: Record) -> set[str]:
    return {bucket(record[0]), bucket(record[1])} if record[1] else {bucket(record[0])}


def _moves(before: Sequence[str], now: Sequence[str]) -> list[int]:
    """For each shard that was, the bit that it has now; 0 when it is no more."""
    places = {id_: place for place, id_ in enumerate(now)}
    return [1 << places[id_] if id_ in places else 0 for id_ in before]


def _moved(mask: int, moves: Sequence[int]) -> int:
    """A number of shards with its bits where they belong now."""
    made = 0
    while mask:
        low = mask & -mask
        made |= moves[low.bit_length() - 1]
        mask ^= low
    return made
