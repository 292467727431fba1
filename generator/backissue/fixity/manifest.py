"""``manifest-sha256.txt``: every file of a site and its SHA-256, as BagIt writes them (RFC 8493, 2.1.3).

A command makes it when the site is done, not a build: an edit would have to write as many lines as the site has files.
The build after it takes it away with the first change, so that there is none that is not true.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path

from backissue.catalog.store import of_last_build
from backissue.errors import BackIssueError
from backissue.place import MANIFEST, BuildLock, Place, find_place
from backissue.render.output import SCRATCH, clear_scratch

HIDDEN = (".backissue-sum", ".backissue-published.json")
"""What says where a site is from; it is no part of it."""
_AT_ONCE = 100
"""Files that are handed out to be hashed."""
_FIELDS = re.compile(r"([^ \t]*)(?: [ *]|[ \t]*)(.*)", re.DOTALL)
_ESCAPED = re.compile(r"%(0[AaDd]|25)")


def write_manifest(root: Path, site: Path | None) -> tuple[Path, int]:
    """Hash the site and write its manifest, line by line: where it is, and of how many files.

    Raises BackIssueError when the site is not the finished work of a build, or has a file that no manifest can name,
    and Busy while a build runs.
    """
    place, count = find_place(root, site), 0
    with BuildLock(place):
        _require_finished(place)
        beside = place.site / SCRATCH / MANIFEST
        beside.parent.mkdir(exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            for path, digest in hashes(place.site, (path for path in files_of(place.site) if path not in HIDDEN)):
                try:
                    file.write(line_of(path, digest))
                except UnicodeEncodeError:
                    message = f"{shown(path)} in the site has a name that is not UTF-8; rename it, or remove it"
                    raise BackIssueError(message) from None
                count += 1
        os.replace(beside, place.manifest)
        clear_scratch(place.site)
    return place.manifest, count


def _require_finished(place: Place) -> None:
    with closing(of_last_build(place.catalog)) as catalog:
        if catalog.meta("token") != place.seal or catalog.meta("distrust") or catalog.count_dirty():
            raise BackIssueError("the last build was cut off, or made another site; run: backissue build")


def files_of(folder: Path, above: str = "") -> Iterator[str]:
    """Every file below a folder but its manifest, by path, in the order of their letters.

    The names of one folder after the other are held, not those of the site. Where a link leads to a folder it is left.
    """
    with os.scandir(f"{folder}/{above}") as found:
        here = [entry for entry in found if not (entry.is_symlink() and entry.is_dir())]
    # "a-b" comes before "a/b", and after "a": as if every path had been sorted whole
    for path in sorted(f"{above}{entry.name}{'/' if entry.is_dir() else ''}" for entry in here):
        if not path.endswith("/"):
            if path != MANIFEST:
                yield path
        elif path != f"{SCRATCH}/":
            yield from files_of(folder, path)


def hashes(folder: Path, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(path, SHA-256 in hexadecimal; empty for what is no file, or cannot be read) of each, in their order."""
    rest = iter(files)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        while some := list(islice(rest, _AT_ONCE)):
            yield from zip(some, pool.map(lambda path: _hash(f"{folder}/{path}"), some), strict=True)


def _hash(file: str) -> str:
    """Without pathlib: it interns every name, and Python's table of those, once grown, stays as large."""
    try:
        if not os.path.isfile(file):  # noqa: PTH113 - see above; a pipe would be waited for
            return ""
        with open(file, "rb") as data:  # noqa: PTH123 - see above
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return ""


def line_of(path: str, digest: str) -> str:
    """A file's line in a manifest."""
    return f"{digest}  {escaped(path)}\n"


def escaped(path: str) -> str:
    """A path as a manifest has it: what would end the line is percent-encoded (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def shown(path: str) -> str:
    """A path as people are told of it, on one line, whatever bytes its name has."""
    return escaped(path).encode("utf-8", "backslashreplace").decode()


def read_manifest(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(path, SHA-256) of each line of a manifest. Raises BackIssueError for a line that is none.

    Two blanks, or a blank and an asterisk, stand before the path, as ``sha256sum`` writes it; of other blanks it may be
    any number (RFC 8493, 2.1.3).
    """
    for number, line in enumerate(lines, 1):
        found = _FIELDS.match(line.rstrip("\r\n"))
        digest, path = found.groups() if found else ("", "")
        if not digest and not path:
            continue
        if len(digest) != 64 or not path or set(digest.lower()) - set("0123456789abcdef"):
            raise BackIssueError(f"line {number} of the manifest is not a SHA-256 and a path")
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), path.removeprefix("./")), digest.lower()
