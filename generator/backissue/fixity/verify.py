"""A folder, or a site on the web, compared with a manifest."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path
from urllib.parse import quote

import msgspec

from backissue.advice.asking import Asker
from backissue.errors import BackIssueError
from backissue.fixity.fault import Fault
from backissue.fixity.manifest import HIDDEN, files_of, hashes, read_manifest, shown
from backissue.place import MANIFEST
from backissue.progress import Tell

NOT_SERVED = ("_headers", "_redirects")
"""What a host reads and need not show."""


class Verified(msgspec.Struct, frozen=True):
    """What was compared, and what differs."""

    compared: int
    total: int
    """Files in the manifest."""
    faults: tuple[Fault, ...]


class _Wanted:
    """What a manifest says of each file: on disk, in a file that SQLite takes away itself. A site may have millions."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.db = sqlite3.connect("")
        self.db.execute("CREATE TABLE wanted (path TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID")
        self.db.executemany("INSERT OR REPLACE INTO wanted VALUES (?, ?)", read_manifest(lines))
        self.total = self.count()

    def count(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM wanted").fetchone()[0])

    def has(self, path: str) -> bool:
        return _is_utf8(path) and self.db.execute("SELECT 1 FROM wanted WHERE path = ?", (path,)).fetchone() is not None

    def take(self, path: str) -> str:
        """A file's hash; the file is not wanted any more."""
        row = self.db.execute("DELETE FROM wanted WHERE path = ? RETURNING digest", (path,)).fetchone()
        return str(row[0])

    def rest(self) -> Iterator[tuple[str, str]]:
        """(path, hash) of those that are wanted still, by path."""
        yield from self.db.execute("SELECT path, digest FROM wanted ORDER BY path")


def verify_folder(folder: Path, manifest: Path | None, tell: Tell) -> Verified:
    """Hash every file of ``folder``. Raises BackIssueError when there is no manifest, in it or at ``manifest``."""
    with _lines(manifest or folder / MANIFEST) as lines:
        wanted = _Wanted(lines)
    faults = list[Fault]()

    def files() -> Iterator[str]:
        for path in files_of(folder):
            if wanted.has(path):
                yield path
            elif path not in HIDDEN:
                faults.append(Fault(shown(path), "not in the manifest"))

    for done, (path, digest) in enumerate(hashes(folder, files()), 1):
        if wanted.take(path) != digest:
            faults.append(Fault(shown(path), "changed" if digest else "cannot be read"))
        tell("hashing", done, wanted.total)
    faults += (Fault(shown(path), "missing") for path, _ in wanted.rest())
    return Verified(wanted.total, wanted.total, tuple(sorted(faults)))


def verify_site(base: str, manifest: Path | None, most: int, tell: Tell, asker: Asker | None = None) -> Verified:
    """Fetch files of the site at ``base``, one a second, and compare them: ``most`` of them, 0 for all.

    The manifest is the file ``manifest``, or the site's own: then no more is shown than that the site agrees with
    itself. Of many files those are taken that lie evenly between the first and the last. Raises BackIssueError when
    there is no manifest.
    """
    asker = asker or Asker(private=True)  # a person has named the host
    base = base.rstrip("/") + "/"
    if manifest is None:
        why, data = asker.body(base + MANIFEST)
        if why:
            raise BackIssueError(f"{base}{MANIFEST}: {why}; give one with --manifest FILE")
        wanted = _Wanted(TextIOWrapper(BytesIO(data), "utf-8", "replace", newline="\n"))
    else:
        with _lines(manifest) as lines:
            wanted = _Wanted(lines)
    for path in NOT_SERVED:
        if wanted.has(path):
            wanted.take(path)
    chosen = evenly(wanted.count(), most)
    some = (one for number, one in enumerate(wanted.rest()) if number in chosen)
    faults = list(_fetched(base, some, len(chosen), asker, tell))
    return Verified(len(chosen), wanted.total, tuple(sorted(faults)))


def _fetched(base: str, files: Iterable[tuple[str, str]], count: int, asker: Asker, tell: Tell) -> Iterator[Fault]:
    for done, (path, digest) in enumerate(files, 1):
        is_page = path == "index.html" or path.endswith("/index.html")
        why, data = asker.body(base + quote(path.removesuffix("index.html") if is_page else path))
        if why:
            yield Fault(shown(path), why)
        elif sha256(data).hexdigest() != digest:
            yield Fault(shown(path), "changed")
        tell("fetching", done, count)


def evenly(count: int, most: int) -> Collection[int]:
    """``most`` of ``count`` numbers from 0 on, from the first to the last at equal distances; all for 0, or when there
    are no more.
    """
    if most <= 0 or count <= most:
        return range(count)
    return {at * (count - 1) // max(1, most - 1) for at in range(most)}


def _is_utf8(path: str) -> bool:
    """False for a file's name with bytes that are none: no manifest can have it."""
    return not any("\ud800" <= character <= "\udfff" for character in path)


@contextmanager
def _lines(file: Path) -> Iterator[Iterable[str]]:
    try:
        with file.open(encoding="utf-8", newline="\n") as lines:
            yield lines
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise BackIssueError(f"there is no manifest {file}; write one with: backissue manifest") from None
    except UnicodeDecodeError:
        raise BackIssueError(f"{file} is no manifest: it is not UTF-8") from None
