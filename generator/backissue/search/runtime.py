"""The one copy of what the browser runs, for all shards: Pagefind's script and a stemmer for each language.

``search/runtime/pagefind.js``, and in ``search/runtime/<language>/`` a bundle without pages that brings the
language's WebAssembly. A page's worker can run one stemmer only, the first it loads, whatever the
index: with English loaded first, French words would be cut as English ones. So each has a worker.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from backissue.search import canonical, pagefind

_VERSION = b"1"
"""Raised when the same Pagefind would give other files."""
_PAGE = "<!doctype html><html><title>a</title><body data-pagefind-body><p>a</p></body></html>"


def digest(languages: Iterable[str]) -> bytes:
    """Of all that the runtime is made from."""
    parts = [_VERSION, pagefind.program()[1].encode(), *(name.encode() for name in sorted(languages))]
    return hashlib.sha256(b"\0".join(parts)).digest()


def make(languages: Iterable[str], folder: Path, work: Path) -> None:
    """Write the runtime for ``languages`` into ``folder``, which is made; ``work`` is for scratch files."""
    folder.mkdir(parents=True)
    for language in sorted(languages):
        staged = work / f"runtime-{language}"
        raw = work / f"runtime-{language}.raw"
        for old in (staged, raw):
            shutil.rmtree(old, ignore_errors=True)
        staged.mkdir(parents=True)
        (staged / "index.html").write_text(_PAGE, "utf-8")
        pagefind.run(staged, raw, language)
        (raw / "pagefind.js").replace(folder / "pagefind.js")
        _make_stub(raw, folder / language, language)
        shutil.rmtree(staged)
        shutil.rmtree(raw)


def _make_stub(raw: Path, folder: Path, language: str) -> None:
    """Turn the bundle of one page in ``raw`` into one without pages that brings the stemmer."""
    folder.mkdir()
    entry = json.loads((raw / canonical.ENTRY).read_bytes())
    index = entry["languages"][language]
    version = canonical.decode(raw / f"pagefind.{index['hash']}.pf_meta")[0]
    wasm = f"wasm.{index['wasm'] or pagefind.UNKNOWN}.pagefind"
    (raw / wasm).replace(folder / wasm)
    meta = canonical.encode([version, [], [], [], [], []])
    canonical.write_entry(folder, entry, language, index | {"page_count": 0}, meta)
