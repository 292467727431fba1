"""``manifest-sha256.txt``: every file of a site and its SHA-256, as BagIt writes them (RFC 8493, 2.1.3).

A command makes it when the site is done, not a build: an edit would have to write as many lines as the site has files.
The build after it takes it away with the first change, so that there is none that is not true.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from backissue.catalog.store import of_last_build
from backissue.errors import BackIssueError
from backissue.place import MANIFEST, BuildLock, Place, find_place
from backissue.render.output import SCRATCH, clear_scratch, put

HIDDEN = (".backissue-sum", ".backissue-published.json")
"""What says where a site is from; it is no part of it."""


def write_manifest(root: Path, site: Path | None) -> tuple[Path, int]:
    """Hash the site and write its manifest: where it is, and of how many files.

    Raises BackIssueError when the site is not the finished work of a build, and Busy while one runs.
    """
    place = find_place(root, site)
    with BuildLock(place):
        _require_finished(place)
        files = sorted(path for path in files_of(place.site) if path not in HIDDEN)
        lines = (f"{digest}  {escaped(path)}\n" for path, digest in hashes(place.site, files))
        put(place.site, MANIFEST, "".join(lines).encode(), "manifest")
        clear_scratch(place.site)
    return place.manifest, len(files)


def _require_finished(place: Place) -> None:
    with closing(of_last_build(place.catalog)) as catalog:
        if catalog.meta("token") != place.seal or catalog.meta("distrust") or catalog.count_dirty():
            raise BackIssueError("the last build was cut off, or made another site; run: backissue build")


def files_of(folder: Path) -> Iterator[str]:
    """Every file below a folder but its manifest, by path, in no order."""
    start = len(f"{folder}/")
    for above, _, names in os.walk(folder):
        for name in names:
            path = f"{above}/{name}"[start:]
            if path != MANIFEST and not path.startswith(f"{SCRATCH}/"):
                yield path


def hashes(folder: Path, files: list[str]) -> Iterator[tuple[str, str]]:
    """(path, SHA-256 in hexadecimal; empty for what is no file) of each, in their order."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from zip(files, pool.map(lambda path: _hash(folder / path), files), strict=True)


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""


def escaped(path: str) -> str:
    """A path as a manifest has it: what would end the line is percent-encoded (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def read_manifest(text: str) -> Mapping[str, str]:
    """The SHA-256 of each file by its path. Raises BackIssueError for a text that is no manifest."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        digest, _, path = line.rstrip("\r").partition(" ")
        path = path.lstrip(" \t").removeprefix("*").removeprefix("./")
        if not line.strip():
            continue
        if len(digest) != 64 or not path or set(digest.lower()) - set("0123456789abcdef"):
            raise BackIssueError(f"line {number} of the manifest is not a SHA-256 and a path")
        found[path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")] = digest.lower()
    return found
