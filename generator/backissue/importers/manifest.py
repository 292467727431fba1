"""What earlier imports wrote: so that the next one changes what its source changed, and nothing that a person did.

``import-manifest.ndjson`` in the archive's folder has a line for each file: what the source calls it, the file,
and the SHA-256 of what was written. While an import runs, lines are added after each file, so that one that is
ended at any moment is gone on with; at its end the lines are sorted and each is there once.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

NAME = "import-manifest.ndjson"

_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE lines(key TEXT PRIMARY KEY, target TEXT, sha256 TEXT) WITHOUT ROWID;
CREATE INDEX lines_by_target ON lines(target);
CREATE TABLE seen(key TEXT PRIMARY KEY) WITHOUT ROWID;
"""

Outcome = Literal["written", "unchanged", "updated", "kept", "removed"]
"""``kept``: a person's own changes are in it; ``removed``: a person took it away, and it stays so."""


class Line(msgspec.Struct, array_like=True):
    """One file that an import wrote."""

    key: str
    target: str
    """From the archive's folder."""
    sha256: str


class Manifest:
    """The files of all imports into one archive. While an import runs they are in a database, not in memory."""

    def __init__(self, root: Path, scratch: Path, *, dry_run: bool = False) -> None:
        self._root = root
        self._file = root / NAME
        self._db = sqlite3.connect(scratch / "manifest.db", isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        for line in self._read():
            self._keep(line)
        self._journal = None if dry_run else self._file.open("ab")

    def target(self, key: str) -> str:
        """The file that an earlier import gave to ``key``; empty when there was none."""
        return line.target if (line := self._line(key)) else ""

    def is_taken(self, target: str) -> bool:
        """True when a file belongs to something that was imported before."""
        return self._db.execute("SELECT 1 FROM lines WHERE target = ?", (target,)).fetchone() is not None

    def put(self, key: str, target: str, data: bytes) -> Outcome:
        """Write ``data`` to ``target`` unless a person has had a hand in what is there.

        The file appears whole or not at all. Raises OSError when it cannot be written.
        """
        self.keep(key)
        file = self._root / target
        ours = line.sha256 if (line := self._line(key)) and line.target == target else ""
        wanted = hashlib.sha256(data).hexdigest()
        if not os.path.lexists(file):
            if ours:
                return "removed"
            outcome: Outcome = "written"
        else:
            there = _sha256(file)
            if there == wanted:
                if ours != wanted:
                    self._remember(Line(key, target, wanted))
                return "unchanged"
            if there != ours:
                return "kept"
            outcome = "updated"
        if self._journal is not None:
            _write(file, data, self._root)
            self._remember(Line(key, target, wanted))
        return outcome

    def keep(self, key: str) -> None:
        """``key`` is still in the source, whether something is written for it or not."""
        self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,))

    def gone(self, scope: str) -> list[str]:
        """Files of earlier imports of the same kind that the source has no more."""
        query = (
            "SELECT target FROM lines WHERE substr(key, 1, ?) = ? AND key NOT IN (SELECT key FROM seen) ORDER BY target"
        )
        return [target for (target,) in self._db.execute(query, (len(scope), scope))]

    def close(self) -> None:
        """End it: each line once, in order."""
        if self._journal is not None:
            self._journal.close()
            lines = self._db.execute("SELECT key, target, sha256 FROM lines ORDER BY key")
            _write(self._file, (msgspec.json.encode(line) + b"\n" for line in lines), self._root)
            if not self._file.stat().st_size:
                self._file.unlink()
        self._db.close()

    def _line(self, key: str) -> Line | None:
        row = self._db.execute("SELECT key, target, sha256 FROM lines WHERE key = ?", (key,)).fetchone()
        return Line(*row) if row else None

    def _keep(self, line: Line) -> None:
        self._db.execute("INSERT OR REPLACE INTO lines VALUES (?, ?, ?)", (line.key, line.target, line.sha256))

    def _remember(self, line: Line) -> None:
        self._keep(line)
        if self._journal is not None:
            self._journal.write(msgspec.json.encode(line) + b"\n")
            self._journal.flush()

    def _read(self) -> Iterator[Line]:
        """The lines that are whole: the last one of a killed import may be half a line."""
        if not self._file.is_file():
            return
        with self._file.open("rb") as lines:
            for text in lines:
                with suppress(msgspec.MsgspecError):
                    yield msgspec.json.decode(text, type=Line)


def _sha256(file: Path) -> str:
    """Of a file; of nothing when it is no file of its own (a link, a folder), so that it is never ours."""
    if file.is_symlink() or not file.is_file():
        return ""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _write(file: Path, data: bytes | Iterable[bytes], root: Path) -> None:
    """Whole or not at all, and never through a symbolic link out of ``root``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.parent.resolve().is_relative_to(root.resolve()):
        raise OSError(f"{file} leads out of {root} by a symbolic link; nothing is written there")
    beside = file.with_name(f".{file.name[:100]}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            out.writelines([data] if isinstance(data, bytes) else data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
