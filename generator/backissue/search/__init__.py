"""Search: the archive's stories in bundles by time, built by Pagefind, canonical to the byte.

``update`` is all that a build calls. What it takes and gives is in ``interface``, which stories
share a bundle in ``shards``; ``pagefind`` runs the program, ``canonical`` puts its output in order,
``runtime`` keeps the one copy of what the browser runs.
"""

from collections.abc import Iterator
from pathlib import Path

from backissue.search import manifest, pagefind, runtime
from backissue.search.index import FOLDER, folder_of, update
from backissue.search.interface import Ledger, SearchSettings, Story, Summary

__all__ = [
    "Ledger", "SearchSettings", "Story", "Summary", "misplaced", "owns", "program_version", "shards_known", "update",
]  # fmt: skip


def owns(path: str) -> bool:
    """True for a file of the site that search keeps in order by itself."""
    return path == manifest.PATH or path.startswith((f"{FOLDER}/", f"{runtime.FOLDER}/"))


def program_version() -> str:
    """Of Pagefind: another one may give other bundles for the same pages."""
    return pagefind.program()[1]


def shards_known(ledger: Ledger) -> int:
    """How many shards lie in the site."""
    return len(ledger.known().keys() - {runtime.LEDGER_ID})


def misplaced(site: Path, ledger: Ledger) -> Iterator[str]:
    """Folders of shards that the ledger knows and the site lacks, and folders that it does not know."""
    known = ledger.known()
    lying = {folder.name for folder in (site / FOLDER).glob("*")}
    lying |= {runtime.LEDGER_ID} if (site / runtime.FOLDER).is_dir() else set()
    for id_ in sorted(known.keys() ^ lying):
        yield folder_of(site, id_).relative_to(site).as_posix()
    if known and not (site / manifest.PATH).is_file():
        yield manifest.PATH
