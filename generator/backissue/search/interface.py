"""What search takes from a build and gives back: plain data and two protocols."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

SHARDS = "search/shards"
"""The site's folder of bundles, one for each shard."""
TERMS = "search/terms"
"""The folder of words, and its name in the ledger without the first part."""
TERMS_ID = "terms"
MANIFEST = "search/shards.json"
MANIFEST_ID = "manifest"


class Story(msgspec.Struct, gc=False, frozen=True):
    """One page of the site that search finds."""

    url: str
    """Its address inside the site, from the root: ``/harbour-courier/1956/10/13/sputnik/``."""
    file: str
    """Its file inside the site, relative: ``harbour-courier/1956/10/13/sputnik/index.html``."""
    date: str
    """What is known of its date and no more: ``1956-10-13``, ``1956-10``, ``1956`` or, undated, empty."""
    language: str
    """A BCP 47 tag: ``en-CA``. It decides how words are cut and stemmed."""
    digest: bytes
    """Of the page's bytes: another digest, and the story's shard is built again."""


class Stories(Protocol):
    """The stories that search finds: counted all, read a span at a time."""

    def tally(self) -> Sequence[tuple[str, str, int]]:
        """(date as known, language, stories): every date and language that has some, in any order."""
        ...

    def between(self, first: str, last: str) -> Sequence[Story]:
        """Those whose date as known, as a text, lies between two, both included; by address."""
        ...


class SearchSettings(msgspec.Struct, frozen=True):
    """How large shards may grow, in stories, and how many are built at once."""

    closed: int | None = None
    """At most this many in a shard of a time that is over; None: as ``shards.caps`` has it for the archive's size."""
    open: int | None = None
    """At most this many in a shard that today's stories still enter: each of them rebuilds it."""
    jobs: int = 1
    """Pagefind processes at once."""
    inherit: tuple[int, ...] = ()
    """Open files that Pagefind's processes keep open too: the lock by which a build waits for those of a killed one."""
    look: Callable[[Path, str], None] = lambda folder, shown: None
    """Is given a folder, and its place in the site, before it is put there; may refuse it by raising."""


class Ledger(Protocol):
    """Remembers which shards lie whole in the site, and from what; each call is committed on return."""

    def known(self) -> dict[str, bytes]:
        """The digest each shard in the site was built from, by its id."""
        ...

    def forget(self, shard_id: str) -> None:
        """The shard's folder is about to be touched."""
        ...

    def remember(self, shard_id: str, digest: bytes) -> None:
        """The shard's folder is in place, built from what ``digest`` stands for."""
        ...

    def note(self, id_: str, listing: bytes) -> None:
        """What lies in the site for a shard, for the words or for the manifest; ``forget`` forgets it too."""
        ...

    def noted(self, id_: str) -> bytes:
        """The listing that was noted last; empty when there is none."""
        ...


class Summary(msgspec.Struct, frozen=True):
    """What an update did, in shards."""

    shards: int
    """In the layout now."""
    built: int
    removed: int
    stories: int
    """That search finds now."""


def path_of(id_: str) -> str:
    """What an id of the ledger stands for, below the site: a shard's folder, that of words, or the manifest."""
    return {TERMS_ID: TERMS, MANIFEST_ID: MANIFEST}.get(id_, f"{SHARDS}/{id_}")


def folder_of(site: Path, id_: str) -> Path:
    """Where that lies on the disk."""
    return site / path_of(id_)
