"""Which files of a site differ from what they were: what a deploy would upload.

A site of a million stories has nearly three million files, so what is kept of each is small, and there once.
"""

import hashlib
import os
import struct
from collections.abc import Iterator
from pathlib import Path

_IDENTITY = struct.Struct("<QQQ")
"""Inode, size, time of change: a file that has the same is not read again."""


class Outputs:
    """A site's files as they were when they were last looked at."""

    def __init__(self, site: Path) -> None:
        self._site = os.fsencode(site)
        self._known: dict[bytes, bytes] = {}
        """By path below the site: the file's identity, then the digest of its bytes."""

    def look(self) -> tuple[int, int]:
        """How many files there are now, and how many are new or have other bytes since the last look."""
        before, self._known = self._known, {}
        differ = 0
        for path in _files(self._site):
            name = path[len(self._site) :]
            was = before.pop(name, b"")
            self._known[name] = now = _state(path, was)
            differ += now[_IDENTITY.size :] != was[_IDENTITY.size :]
        return len(self._known), differ


def _files(site: bytes) -> Iterator[bytes]:
    for folder, _, names in os.walk(site):
        for name in names:
            yield os.path.join(folder, name)  # noqa: PTH118 - a million times


def _state(path: bytes, was: bytes) -> bytes:
    """A file's identity and digest. It is read only when the identity is not the one it had."""
    status = os.stat(path)  # noqa: PTH116
    identity = _IDENTITY.pack(status.st_ino, status.st_size, status.st_mtime_ns)
    return was if was.startswith(identity) else identity + _digest(path)


def _digest(path: bytes) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.blake2b(file.read(), digest_size=16).digest()
