"""The files of a source: none that a symbolic link or a path leads to from outside it."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from backissue.errors import ImportRefused
from backissue.importers.record import LeftOut


def files_of(path: Path, endings: tuple[str, ...], what: str) -> tuple[list[Path], list[LeftOut]]:
    """The file ``path``, or a folder's files with one of ``endings``, in order; and the links that are not followed.

    ``what`` says for a person what was looked for. Raises ImportRefused when there is none.
    """
    if not path.is_dir():
        return [path], []
    files, links = [], []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if name.startswith(".") or file.suffix.lower() not in endings:
                continue
            if file.is_symlink():
                links.append(LeftOut(shown(path, file), "a symbolic link is not followed"))
            elif file.is_file():
                files.append(file)
    if not files:
        raise ImportRefused(f"{path}: no {what} in this folder; name the file, or a folder with {', '.join(endings)}")
    return files, links


def shown(path: Path, file: Path) -> str:
    """How a person calls ``file``: its path in the source, or its name when it is the source."""
    return file.relative_to(path).as_posix() if path.is_dir() else file.name


def beside(file: Path, ref: str) -> str:
    """The file that ``ref`` names from the folder of ``file``; empty when it is none of that folder's."""
    folder = file.parent.resolve()
    for name in dict.fromkeys((ref, unquote(ref))):
        try:
            if urlsplit(name).scheme or name.startswith(("/", "\\")) or "\0" in name:
                continue
            found = (folder / name).resolve()
            if found.is_file() and found.is_relative_to(folder):
                return str(found)
        except (OSError, ValueError, RuntimeError):  # a name too long, a loop of links
            continue
    return ""


def sizes(files: list[Path]) -> Iterator[tuple[Path, int, int]]:
    """Each file with how many bytes come before it and how many there are in all."""
    total, before = sum(file.stat().st_size for file in files), 0
    for file in files:
        yield file, before, total
        before += file.stat().st_size
