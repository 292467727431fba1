"""What search takes from a build and gives back: plain data and one protocol."""

from typing import Protocol

import msgspec


class Story(msgspec.Struct, frozen=True):
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


class SearchSettings(msgspec.Struct, frozen=True):
    """How large shards may grow, in stories, and how many are built at once."""

    closed: int = 5000
    """At most this many in a shard of a time that is over."""
    open: int = 500
    """At most this many in a shard that today's stories still enter: each of them rebuilds it."""
    jobs: int = 1
    """Pagefind processes at once; a closed shard takes one of them some 400 MB."""
    inherit: tuple[int, ...] = ()
    """Open files that Pagefind's processes keep open too: the lock by which a build waits for those of a killed one."""


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


class Summary(msgspec.Struct, frozen=True):
    """What an update did, in shards."""

    shards: int
    """In the layout now."""
    built: int
    removed: int
    stories: int
    """That search finds now."""
