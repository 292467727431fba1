"""Which files of a site differ from what they were: what a deploy would upload or remove."""

import hashlib
import os
from pathlib import Path
from typing import NamedTuple


class _File(NamedTuple):
    identity: tuple[int, int, int]
    """Inode, size, time of change: a file that has the same is not read again."""
    digest: bytes


Snapshot = dict[str, _File]
"""A site's files by their paths."""


def snapshot(site: Path, before: Snapshot | None = None) -> Snapshot:
    """A site as it is now. ``before`` saves reading what nobody wrote to."""
    known = before or {}
    found: Snapshot = {}
    for folder, _, names in os.walk(site):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - a million times
            status = os.stat(path)  # noqa: PTH116
            identity = (status.st_ino, status.st_size, status.st_mtime_ns)
            old = known.get(path)
            found[path] = old if old and old.identity == identity else _File(identity, _digest(path))
    return found


def differences(before: Snapshot, after: Snapshot) -> int:
    """How many files are new, gone, or have other bytes."""
    gone = len(before.keys() - after.keys())
    return gone + sum(path not in before or before[path].digest != file.digest for path, file in after.items())


def _digest(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.blake2b(file.read(), digest_size=16).digest()
