"""What earlier imports wrote: so that the next one changes what its source changed, and nothing that a person did.

``import-manifest.ndjson`` in the archive's folder has a line for each file: what the source calls it, the file,
and the SHA-256 of what was written. While an import runs, lines are added after each file, so that one that is
ended at any moment is gone on with; at its end the lines are sorted and each is there once.
"""

import hashlib
import os
from pathlib import Path
from typing import Literal

import msgspec

NAME = "import-manifest.ndjson"

Outcome = Literal["written", "unchanged", "updated", "kept", "removed"]
"""``kept``: a person's own changes are in it; ``removed``: a person took it away, and it stays so."""


class Line(msgspec.Struct, array_like=True):
    """One file that an import wrote."""

    key: str
    target: str
    """From the archive's folder."""
    sha256: str


class Manifest:
    """The files of all imports into one archive."""

    def __init__(self, root: Path, *, dry_run: bool = False) -> None:
        self._root = root
        self._file = root / NAME
        self._dry_run = dry_run
        self._lines: dict[str, Line] = {}
        self._targets: dict[str, str] = {}
        self._seen: set[str] = set()
        for line in self._read():
            self._lines[line.key] = line
            self._targets[line.target] = line.key
        self._journal = None if dry_run else self._file.open("ab")

    def target(self, key: str) -> str:
        """The file that an earlier import gave to ``key``; empty when there was none."""
        return line.target if (line := self._lines.get(key)) else ""

    def is_taken(self, target: str) -> bool:
        """True when a file belongs to something that was imported before."""
        return target in self._targets

    def put(self, key: str, target: str, data: bytes) -> Outcome:
        """Write ``data`` to ``target`` unless a person has had a hand in what is there.

        The file appears whole or not at all. Raises OSError when it cannot be written.
        """
        self._seen.add(key)
        file = self._root / target
        ours = line.sha256 if (line := self._lines.get(key)) and line.target == target else ""
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
        if not self._dry_run:
            _write(file, data, self._root)
            self._remember(Line(key, target, wanted))
        return outcome

    def keep(self, key: str) -> None:
        """``key`` is still in the source, though nothing is written for it."""
        self._seen.add(key)

    def gone(self, scope: str) -> list[str]:
        """Files of earlier imports of the same kind that the source has no more."""
        return sorted(
            line.target for key, line in self._lines.items() if key.startswith(scope) and key not in self._seen
        )

    def close(self) -> None:
        """End it: each line once, in order."""
        if self._journal is None:
            return
        self._journal.close()
        lines = b"".join(msgspec.json.encode(self._lines[key]) + b"\n" for key in sorted(self._lines))
        if lines:
            _write(self._file, lines, self._root)
        else:
            self._file.unlink(missing_ok=True)

    def _remember(self, line: Line) -> None:
        self._lines[line.key] = line
        self._targets[line.target] = line.key
        if self._journal is not None:
            self._journal.write(msgspec.json.encode(line) + b"\n")
            self._journal.flush()

    def _read(self) -> list[Line]:
        """The lines that are whole: the last one of a killed import may be half a line."""
        if not self._file.is_file():
            return []
        found = []
        for text in self._file.read_bytes().splitlines():
            try:
                found.append(msgspec.json.decode(text, type=Line))
            except msgspec.MsgspecError:
                continue
        return found


def _sha256(file: Path) -> str:
    """Of a file; of nothing when it is no file of its own (a link, a folder), so that it is never ours."""
    if file.is_symlink() or not file.is_file():
        return ""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _write(file: Path, data: bytes, root: Path) -> None:
    """Whole or not at all, and never through a symbolic link out of ``root``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.parent.resolve().is_relative_to(root.resolve()):
        raise OSError(f"{file} leads out of {root} by a symbolic link; nothing is written there")
    beside = file.with_name(f".{file.name[:100]}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
