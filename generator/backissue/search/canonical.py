"""Puts a bundle of Pagefind's in order, so that the same pages give the same bytes.

Pagefind writes filter values and sort tables in the order of a hash that is seeded anew for each run,
and names these files, and those that list them, by their content. Word files and fragments are
always the same; the words are cut into smaller files (``chunks``), the fragments moved as they are. Their names, which
nobody needs before a story is shown, get a file of their own: they are half of what each search would begin with.
The rest is
decoded, sorted, named by its new bytes and written again. Every file of the format is gzip over a signature and CBOR
(JSON in the entry file and the fragments).

The stock user interface, the script and the WebAssembly that come with every bundle are left behind.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2
import msgspec

from backissue.errors import SearchError
from backissue.search.chunks import SIGNATURE, Word, cut, entries

ENTRY = "pagefind-entry.json"
CARRIED = frozenset({"image", "page"})
"""Filters that only bring a value to the result list, in the story's fragment: nobody filters by them,
so their tables, nearly a value for each story, are not kept."""


def count(raw: Path) -> int:
    """How many pages Pagefind has indexed in ``raw``; it leaves out those without a word."""
    languages = json.loads((raw / ENTRY).read_bytes())["languages"]
    return sum(int(index["page_count"]) for index in languages.values())


def addresses(raw: Path) -> set[str]:
    """The addresses of these pages."""
    found = (gzip.decompress(file.read_bytes())[len(SIGNATURE) :] for file in (raw / "fragment").glob("*.pf_fragment"))
    return {str(json.loads(page)["url"]) for page in found}


class Bundle(msgspec.Struct, frozen=True):
    """What a canonical bundle holds."""

    pages: int
    words: list[Word]
    """Every word in it."""


def canonicalise(raw: Path, clean: Path, language: str) -> Bundle:
    """Move the bundle that Pagefind wrote to ``raw`` to ``clean``, in canonical form.

    ``raw`` holds the one index of ``language`` and is used up; ``clean`` is made.
    """
    entry = json.loads((raw / ENTRY).read_bytes())
    index = entry["languages"].get(language)
    if index is None or len(entry["languages"]) != 1:
        raise SearchError(f"Pagefind indexed {', '.join(entry['languages']) or 'nothing'}, not {language}")
    clean.mkdir(parents=True)
    (raw / "fragment").replace(clean / "fragment")
    version, pages, chunks, filters, sorts, fields = decode(raw / f"pagefind.{index['hash']}.pf_meta")
    words = [word for *_, name in chunks for word in entries(raw / "index" / f"{name}.pf_index")]
    chunks = cut(words, clean / "index", language)
    names = _put(clean, f"pagefind.{language}_", encode([name for name, _ in pages]), ".pf_pages")
    filters = [
        [name, _put_filter(raw / "filter" / f"{old}.pf_filter", clean, language)]
        for name, old in sorted(filters)
        if name not in CARRIED
    ]
    meta = [version, [size for _, size in pages], names, chunks, filters, sorted(sorts), fields]
    write_entry(clean, entry, language, index, encode(meta))
    return Bundle(pages=index["page_count"], words=[entry.word for entry in words])


def words_of(bundle: Path) -> list[Word]:
    """Every word in a canonical bundle."""
    chunks = decode(next(bundle.glob("pagefind.*.pf_meta")))[3]
    return [entry.word for *_, name in chunks for entry in entries(bundle / "index" / f"{name}.pf_index")]


def meta_of(bundle: Path) -> str:
    """The name of a canonical bundle's metadata, by which the search page begins."""
    return next(bundle.glob("pagefind.*.pf_meta")).name


def write_entry(folder: Path, entry: dict[str, Any], language: str, index: dict[str, Any], meta: bytes) -> None:
    """Write a bundle's metadata and the entry file that leads to it, with the metadata's new name."""
    name = f"{language}_{_hash(meta)}"
    (folder / f"pagefind.{name}.pf_meta").write_bytes(meta)
    entry = entry | {"languages": {language: index | {"hash": name}}}
    (folder / ENTRY).write_text(json.dumps(entry, sort_keys=True, ensure_ascii=False), "utf-8")


def _put_filter(raw: Path, clean: Path, language: str) -> str:
    """Write one filter's table with its values in order; its new name."""
    name, values = decode(raw)
    (clean / "filter").mkdir(exist_ok=True)
    return _put(clean / "filter", f"{language}_", encode([name, sorted(values)]), ".pf_filter").removesuffix(
        ".pf_filter"
    )


def _put(folder: Path, start: str, data: bytes, ending: str) -> str:
    """Write a file that is named by its bytes; its name."""
    name = f"{start}{_hash(data)}{ending}"
    (folder / name).write_bytes(data)
    return name


def decode(file: Path) -> Any:
    """The value in one of Pagefind's CBOR files."""
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(SIGNATURE):
        raise SearchError(f"{file.name} is no file of Pagefind's: its signature is missing")
    return cbor2.loads(data[len(SIGNATURE) :])


def encode(value: object) -> bytes:
    """``value`` as one of Pagefind's CBOR files."""
    return gzip.compress(SIGNATURE + cbor2.dumps(value), mtime=0)


def _hash(data: bytes) -> str:
    # ten hex digits, as Pagefind's own names have at most; files of one kind and bundle only
    return hashlib.sha256(data).hexdigest()[:10]
