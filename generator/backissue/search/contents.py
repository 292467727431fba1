"""What search put into the site, twelve bytes a file, so that another hand is noticed in it.

A bundle holds a file for each story: a row for each would be more than the catalog has for all else. Half
of a mark is of the file's path, half of its bytes: so a file that was changed or added has its name, and only
of those that were removed no more is known than how many there were.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

_HALF = 6
"""Bytes of each of a mark's halves: among the files of one bundle, two alike are no matter of luck."""


def files_below(site: Path, path: str) -> list[str]:
    """Every file of the folder ``path``, below the site; the path itself where it is a file."""
    place = site / path
    if not place.is_dir():
        return [path] if place.is_file() else []
    return sorted(file.relative_to(site).as_posix() for file in place.rglob("*") if not file.is_dir())


def marks(site: str, files: Sequence[str]) -> list[tuple[str, bytes]]:
    """Each file and its mark; any process may run it."""
    return [(file, _mark(file.encode()) + _mark(_bytes(Path(site, file)))) for file in files]


def _bytes(file: Path) -> bytes:
    """Nothing for a symbolic link that leads nowhere."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _mark(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_HALF).digest()


def listing(site: Path, path: str) -> bytes:
    """The marks of all files of a folder, or of one file, in order."""
    return b"".join(sorted(mark for _, mark in marks(str(site), files_below(site, path))))


def compare(path: str, listed: bytes, found: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    """(file or folder, what is wrong with it), where ``found`` are the marks of what lies below ``path`` now."""
    size = 2 * _HALF
    known = {listed[at : at + _HALF]: listed[at + _HALF : at + size] for at in range(0, len(listed), size)}
    for file, mark in found:
        before = known.pop(mark[:_HALF], None)
        if before is None:
            yield file, "not a file of this site"
        elif before != mark[_HALF:]:
            yield file, "changed by another hand"
    if known:
        yield path, f"{len(known)} of its files {'is' if len(known) == 1 else 'are'} missing"
