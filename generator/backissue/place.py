"""Where an archive lies on disk, and the lock that keeps two builds apart."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TextIO

import msgspec

from backissue.errors import BackIssueError, Busy

_TRIES = 20
MANIFEST = "manifest-sha256.txt"
"""The site's file of all its files' hashes, where somebody asked for it."""


class Place(msgspec.Struct, frozen=True):
    """An archive's folders."""

    root: Path
    site: Path
    """The output."""
    cache: Path
    """What may be thrown away at any time; the next build is then a cold one."""

    @property
    def content(self) -> Path:
        """What people write."""
        return self.root / "content"

    @property
    def catalog(self) -> Path:
        """The catalog's database."""
        return self.cache / "catalog.db"

    @property
    def pictures(self) -> Path:
        """Derivatives of pictures, in a folder for each picture's hash."""
        return self.cache / "pictures"

    @property
    def templates(self) -> Path:
        """Compiled templates, in a folder for all that they are made of."""
        return self.cache / "templates"

    @property
    def manifest(self) -> Path:
        """Where the site's manifest stands, if somebody asked for one."""
        return self.site / MANIFEST

    @property
    def token(self) -> Path:
        """Says which catalog the site belongs to."""
        return self.site / ".backissue-sum"

    @property
    def seal(self) -> str:
        """What it says; empty when there is no site."""
        return self.token.read_text(encoding="utf-8") if self.token.is_file() else ""


def find_place(root: Path, site: Path | None) -> Place:
    """The archive in ``root``. Raises BackIssueError when there is none, or when the output would harm it."""
    root = root.resolve()
    if not (root / "content").is_dir():
        raise BackIssueError(f"there is no content/ in {root}; make an archive with: backissue new DIR")
    out = (site or root / "site").resolve()
    if root.is_relative_to(out) or out.is_relative_to(root / "content") or out.is_relative_to(root / ".backissue"):
        raise BackIssueError(f"the output {out} would overwrite the archive itself; choose another folder")
    return Place(root, out, root / ".backissue")


def preview_place(root: Path) -> Place:
    """The same for a preview of what readers are not to see yet: site and cache of its own. Raises BackIssueError."""
    root = find_place(root, None).root
    apart = root / ".backissue" / "preview"
    return Place(root, apart / "site", apart)


class BuildLock:
    """The right to build one archive: a second build is told that the first is running.

    Worker processes, Pagefind's among them, hold ``workers.lock`` together for as long as they live.
    A new build waits for them, so that nothing that a killed build left behind can still write.
    """

    def __init__(self, place: Place) -> None:
        place.cache.mkdir(parents=True, exist_ok=True)
        self._file = (place.cache / "build.lock").open("a")
        if not _locked(self._file):
            self._file.close()
            raise Busy("another build of this archive is running; wait for it, or end it")
        with (place.cache / "workers.lock").open("a") as workers:
            fcntl.flock(workers, fcntl.LOCK_EX)

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _locked(file: TextIO) -> bool:
    """Whether ``file`` could be locked, within a second.

    A build that is killed just as it starts a program leaves its lock to that program's beginning, for a moment.
    """
    for _ in range(_TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            time.sleep(1 / _TRIES)
    return False


@contextmanager
def held_as_worker(cache: Path) -> Iterator[int]:
    """The workers' lock, for processes that inherit its descriptor: they hold it until they end themselves."""
    descriptor = hold_as_worker(str(cache))
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def hold_as_worker(cache: str) -> int:
    """Hold the workers' lock in this process until it ends; the file's descriptor."""
    descriptor = os.open(Path(cache) / "workers.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor
