"""Where files can be put: a folder or an S3 bucket, both through obstore.

obstore is the Python face of Rust's object_store: one interface for both, files that are whole or not there, retries,
and nothing else to install. fsspec would need s3fs and, below it, aiobotocore, which holds botocore to one version.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, cast

import msgspec
import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, MemoryStore, S3Store

from backissue.errors import BackIssueError

_GONE = (FileNotFoundError, NotFoundError)
_MD5 = re.compile(r"[0-9a-f]{32}")


class Found(msgspec.Struct, frozen=True, gc=False):
    """A file at the target, as its listing has it."""

    path: str
    """Below the target."""
    size: int
    """In bytes."""
    tag: str
    """Its ETag: other bytes, other tag."""


class Store(Protocol):
    """A place for files. Each call may raise BackIssueError."""

    @property
    def at_once(self) -> int:
        """How many files may be put at the same time."""
        ...

    @property
    def keeps_headers(self) -> bool:
        """True when headers can be kept with a file."""
        ...

    @property
    def has_folders(self) -> bool:
        """True when no file can stand where a folder must be."""
        ...

    @property
    def folds(self) -> bool:
        """True when names that differ in capital letters alone are one file."""
        ...

    def found(self) -> Iterator[Found]:
        """Every file that is there, in any order."""
        ...

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None when there is none."""
        ...

    def digest(self, found: Found) -> str:
        """The MD5 of a file that is there, in hexadecimal; empty when that would cost a download."""
        ...

    def put(self, path: str, data: bytes, headers: Mapping[str, str]) -> str:
        """Put a file there, whole or not at all; its new tag."""
        ...

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files, some of which may be gone already."""
        ...


class _Objects:
    """What folders and buckets share."""

    at_once = 16
    keeps_headers = True
    has_folders = False

    def __init__(self, name: str, store: LocalStore | MemoryStore | S3Store) -> None:
        self._name = name
        self._store = store

    @property
    def folds(self) -> bool:
        return False

    def found(self) -> Iterator[Found]:
        with self._told():
            for part in obstore.list(self._store, chunk_size=1000):
                yield from (Found(str(one["path"]), one["size"], _plain(one["e_tag"])) for one in part)

    def read(self, path: str) -> bytes | None:
        with self._told():
            try:
                return bytes(obstore.get(self._store, path).bytes())
            except _GONE:
                return None

    def digest(self, found: Found) -> str:
        """An object that came in parts, or that is encrypted with a key of one's own, has another tag than its MD5."""
        return found.tag if _MD5.fullmatch(found.tag) else ""

    def put(self, path: str, data: bytes, headers: Mapping[str, str]) -> str:
        attributes = cast("obstore.Attributes", dict(headers)) if self.keeps_headers else None
        with self._told():  # in one piece, so that the tag is the MD5
            done = obstore.put(self._store, path, data, attributes=attributes, use_multipart=False)
        return _plain(done["e_tag"])

    def remove(self, paths: Sequence[str]) -> None:
        with self._told():
            obstore.delete(self._store, list(paths))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError) as fault:
            raise BackIssueError(f"{self._name}: {_first(fault)}; the same command goes on from here") from None


class Folder(_Objects):
    """A folder of this machine, or one that is mounted on it."""

    keeps_headers = False
    has_folders = True

    def __init__(self, folder: Path, *, dry_run: bool = False) -> None:
        """The folder is made unless it is there; in a dry run one that is not there is taken for an empty one."""
        self._folder = folder
        try:
            empty = dry_run and not folder.exists()
            store = MemoryStore() if empty else LocalStore(folder, automatic_cleanup=True, mkdir=True)
        except (BaseError, OSError, ValueError) as fault:
            raise BackIssueError(f"{folder}: {_first(fault)}; name a folder that can be written to") from None
        super().__init__(str(folder), store)

    @property
    def folds(self) -> bool:
        """Asked of any file with letters in its name that is there."""
        for found in self.found():
            other = found.path.swapcase()
            if other != found.path:
                return (self._folder / other).exists()
        return False

    def remove(self, paths: Sequence[str]) -> None:
        """One by one: a folder of this machine takes no lists."""
        for path in paths:
            with self._told(), suppress(*_GONE):
                obstore.delete(self._store, path)

    def digest(self, found: Found) -> str:
        """The file is at hand: its tag is not an MD5."""
        return hashlib.md5((self._folder / found.path).read_bytes(), usedforsecurity=False).hexdigest()


class Bucket(_Objects):
    """An S3 bucket, or a part of one; keys, region and endpoint come from the usual ``AWS_`` variables."""

    def __init__(self, url: str) -> None:
        """``url`` is ``s3://bucket`` or ``s3://bucket/prefix``."""
        try:
            super().__init__(url, S3Store.from_url(url))
        except (BaseError, ValueError) as fault:
            raise BackIssueError(f"{url}: {_first(fault)}; write s3://bucket/prefix") from None


def _plain(tag: str | None) -> str:
    return (tag or "").strip('"')


def _first(fault: BaseException) -> str:
    """The part of a fault's text that says what is wrong."""
    return next((line.strip() for line in str(fault).splitlines() if line.strip()), type(fault).__name__)[:300]
