"""Whether the ledger can keep an old address: what a build would refuse is not written into it."""

import sqlite3
from pathlib import PurePosixPath

from backissue.addresses import file_of, folded, is_address, is_generated
from backissue.ledger.old_urls import OldUrl

_LONGEST = 255
"""Bytes in a file's name, on every common file system."""


class Room:
    """The addresses that content files claim, and those that were taken here."""

    def __init__(self, db: sqlite3.Connection, outlets: frozenset[str]) -> None:
        """``db`` is the catalog; ``outlets`` are given in small letters."""
        self._db = db
        self._outlets = outlets
        self._files = set[str]()
        self._folders = set[str]()

    def hindrance(self, old: OldUrl) -> str:
        """Why an address cannot be kept; empty when it can."""
        name = folded(file_of(old.path))
        if old.has_query or not old.is_utf8 or not is_address(old.path) or old.path == "/":
            return "no address that a site of plain files can have"
        if is_generated(old.path, self._outlets):
            return "an address of the archive's own"
        if any(len(part.encode()) > _LONGEST for part in name.split("/")):
            return "longer than a file's name can be"
        if self._is_claimed("folded = ?", name):
            return "the same but for capital letters as another, or a draft's"
        if any(above in self._files or self._is_claimed("folded = ?", above) for above in _above(name)):
            return "below a file's address"
        if name in self._folders or self._is_claimed("folded > ? || '/' AND folded < ? || '0'", name, name):
            return "a file's, where others need a folder"
        return ""

    def take(self, old: OldUrl) -> bool:
        """Keep an address; False where another that is the same but for capital letters was kept."""
        name = folded(file_of(old.path))
        if name in self._files:
            return False
        self._files.add(name)
        self._folders.update(_above(name))
        return True

    def _is_claimed(self, which: str, *names: str) -> bool:
        return self._db.execute(f"SELECT 1 FROM addresses WHERE {which} LIMIT 1", names).fetchone() is not None


def _above(name: str) -> list[str]:
    return [str(parent) for parent in PurePosixPath(name).parents][:-1]
