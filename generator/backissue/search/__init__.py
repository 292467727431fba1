"""Search: the archive's stories in bundles by time, built by Pagefind, canonical to the byte.

``update`` is all that a build calls. What it takes and gives is in ``interface``, which stories
share a bundle in ``shards``; ``pagefind`` runs the program, ``canonical`` and ``chunks`` put its output in order,
``terms`` keeps the directory of words, ``words`` says what a word is, and ``contents`` knows each file again.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from backissue.search import pagefind
from backissue.search.contents import compare, files_below, marks
from backissue.search.interface import (
    MANIFEST,
    MANIFEST_ID,
    SHARDS,
    TERMS,
    TERMS_ID,
    Ledger,
    SearchSettings,
    Stories,
    Story,
    Summary,
    folder_of,
    path_of,
)  # fmt: skip
from backissue.search.words import stemmers

__all__ = [
    "MANIFEST", "Ledger", "SearchSettings", "Stories", "Story", "Summary", "compare", "files_below", "listings",
    "marks", "misplaced", "owns", "program_version", "shards_known", "update",
]  # fmt: skip


def update(
    stories: Stories, site: Path, work: Path, ledger: Ledger, settings: SearchSettings,
    progress: Callable[[int, int], None] = lambda done, total: None, touched: Sequence[str] | None = None,
) -> Summary:  # fmt: skip
    """See ``index.update``, which is loaded when there is something to index."""
    from backissue.search import index

    return index.update(stories, site, work, ledger, settings, progress, touched)


def owns(path: str) -> bool:
    """True for a file of the site that search keeps in order by itself."""
    return path == MANIFEST or path.startswith((f"{SHARDS}/", f"{TERMS}/"))


def program_version() -> str:
    """Of Pagefind and the stemmers: others may give other bundles and another directory for the same pages."""
    return f"{pagefind.program()[1]} {stemmers()}"


def shards_known(ledger: Ledger) -> int:
    """How many shards lie in the site."""
    return len(ledger.known().keys() - {TERMS_ID})


def misplaced(site: Path, ledger: Ledger) -> Iterator[str]:
    """Folders of shards that the ledger knows and the site lacks, and folders that it does not know."""
    known = ledger.known()
    lying = {folder.name for folder in (site / SHARDS).glob("*")}
    lying |= {TERMS_ID} if (site / TERMS).is_dir() else set()
    for id_ in sorted(known.keys() ^ lying):
        yield folder_of(site, id_).relative_to(site).as_posix()
    if ledger.noted(MANIFEST_ID) and not (site / MANIFEST).is_file():
        yield MANIFEST


def listings(site: Path, ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """(file or folder below the site, what the ledger knows to lie there) of all that is in its place."""
    for id_ in (*sorted(ledger.known()), MANIFEST_ID):
        if folder_of(site, id_).exists():
            yield path_of(id_), ledger.noted(id_)
