"""Files into the site: each is whole or not there, and one that would not change is not touched."""

import os
import shutil
from pathlib import Path

SCRATCH = ".backissue-tmp"
"""The folder inside the site where files are written before they are renamed into place.

It is inside the site because a rename is atomic only within one file system.
"""


def clear_scratch(site: Path) -> None:
    """Remove what a killed build left half written."""
    shutil.rmtree(site / SCRATCH, ignore_errors=True)


def put(site: Path, path: str, data: bytes, scratch_name: str) -> bool:
    """Make the site's file ``path`` hold exactly ``data``; True if that changed it.

    ``scratch_name`` tells apart the processes that write at once. A reader, or a build
    that starts after this one was killed, sees the old file or the new one, never a part.
    """
    target = f"{site}/{path}"
    if _holds(target, data):
        return False
    beside = f"{site}/{SCRATCH}/{scratch_name}"
    try:
        _write(beside, data)
    except FileNotFoundError:
        _make_folder_of(beside)
        _write(beside, data)
    try:
        os.replace(beside, target)
    except FileNotFoundError:
        _make_folder_of(target)
        os.replace(beside, target)
    except OSError:
        _make_room(site, Path(target))
        os.replace(beside, target)
    return True


# No pathlib in what follows: it costs as much as the system calls, for every page.


def _make_folder_of(path: str) -> None:
    os.makedirs(path.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - see above


def _holds(target: str, data: bytes) -> bool:
    """True when the file has these bytes."""
    try:
        if os.stat(target).st_size != len(data):  # noqa: PTH116 - see above
            return False
        with open(target, "rb", buffering=0) as file:  # noqa: PTH123 - see above
            return file.read() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _write(path: str, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _make_room(site: Path, target: Path) -> None:
    """Folders for ``target``, and nothing in its way: a file where a folder must be, a folder where it must be.

    What is in the way is of pages that are no more, and marked: the checks refuse addresses that
    would need both at once.
    """
    for parent in reversed(target.relative_to(site).parents):
        if (site / parent).is_file():
            (site / parent).unlink()
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)


def remove(site: Path, path: str) -> None:
    """Remove the site's file ``path`` and the folders that it leaves empty; it may be gone already."""
    target = site / path
    if target.is_dir():  # another page has taken its place, or its folder's
        return
    try:
        target.unlink(missing_ok=True)
    except NotADirectoryError:
        return
    prune(site, target.parent)


def prune(site: Path, folder: Path) -> None:
    """Remove ``folder`` and those above it while they are empty, but never the site itself."""
    while folder != site:
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass
        except OSError:  # not empty
            return
        folder = folder.parent
