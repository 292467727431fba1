"""What is on disk, and which of it the catalog has not read yet."""

import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from backissue.errors import Problem
from backissue.sources.records import ENTITY_KINDS

SourceKind = Literal[
    "archive", "outlet", "edition", "article", "comments", "entity", "page", "ledger", "links", "picture"
]

PICTURE_ENDINGS = (
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".gif",
    ".tif",
    ".tiff",
    ".svg",
    ".avif",
    ".heic",
    ".jp2",
)
_FOLDERS: dict[str, tuple[SourceKind, tuple[str, ...]]] = {
    "outlets": ("outlet", (".yaml", ".yml")),
    "editions": ("edition", (".yaml", ".yml")),
    "articles": ("article", (".md",)),
    "comments": ("comments", (".yaml", ".yml")),
    "pages": ("page", (".md",)),
    "addresses": ("ledger", (".txt",)),
    "images": ("picture", PICTURE_ENDINGS),
    **dict.fromkeys(ENTITY_KINDS, ("entity", (".yaml", ".yml"))),
}


class Found(msgspec.Struct, gc=False, frozen=True):
    """One content file, as the folder lists it."""

    source: str
    """Path below ``content/``, with forward slashes, in Unicode's form NFC: what texts say, wherever it is typed."""
    kind: SourceKind
    size: int
    """In bytes."""
    mtime_ns: int
    """Compared with ``!=`` alone: clocks and restored files go backwards too."""


def kind_of(source: str) -> SourceKind | None:
    """What the content file at ``source`` is; None for what is none of ours."""
    if source in ("archive.yaml", "archive.yml"):
        return "archive"
    if source == "links.yaml":
        return "links"
    folder, _, rest = source.partition("/")
    kind, endings = _FOLDERS.get(folder, (None, ()))
    return kind if kind and rest and source.lower().endswith(endings) else None


def scan(content: Path) -> tuple[list[Found], list[Problem]]:
    """Every content file, each once and sorted by path, and what is wrong with the folder itself."""
    problems: list[Problem] = []
    return _each_once(_walk(content, "", problems, content.resolve()), problems)


def look(content: Path, told: Collection[str]) -> tuple[list[Found], list[Problem]]:
    """What ``scan`` finds at some paths below ``content``, in NFC; a folder's path stands for all that is in it."""
    problems: list[Problem] = []
    root = content.resolve()
    paths = frozenset(told)
    names: dict[str, set[str]] = {}
    for path in paths:
        above = _folders_above(path)
        if paths.isdisjoint(above) and not any(is_passed_over(folder.rpartition("/")[2]) for folder in above):
            names.setdefault(above[0] if above else "", set()).add(path.rpartition("/")[2])
    walked: list[Found] = []
    for folder, some in names.items():
        there = on_disk(root, folder) if folder else root
        if there.is_dir() and there.resolve() == there:  # what lies behind a link is no content
            below = there.relative_to(root).as_posix()
            walked += _walk(content, f"{below}/" if folder else "", problems, root, some)
    return _each_once(walked, problems)


def _folders_above(path: str) -> list[str]:
    """``a/b/c`` lies in ``a/b`` and in ``a``."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _each_once(walked: Iterable[Found], problems: list[Problem]) -> tuple[list[Found], list[Problem]]:
    found = sorted(walked, key=lambda file: file.source)
    twice = {one.source for one, other in pairwise(found) if one.source == other.source}
    for source in sorted(twice):
        message = "is there twice: one name, written with two sequences of code points (Unicode's NFC and NFD)"
        problems.append(Problem(f"content/{source}", 0, message, "keep one of them"))
    return [file for file in found if file.source not in twice] if twice else found, problems


def on_disk(content: Path, source: str) -> Path:
    """The file of ``source``. macOS writes é as two code points (NFD), and other systems keep the name so."""
    path = content / source
    if source.isascii() or path.exists():
        return path
    path = content
    for part in source.split("/"):
        if not (path / part).exists() and path.is_dir():
            alike = (one.name for one in path.iterdir() if unicodedata.normalize("NFC", one.name) == part)
            path /= next(alike, part)
        else:
            path /= part
    return path


def is_passed_over(name: str) -> bool:
    """True for hidden files, and for what editors leave beside a file."""
    return name.startswith(".") or name.endswith("~")


def _walk(
    content: Path, below: str, problems: list[Problem], root: Path, only: Collection[str] | None = None
) -> Iterator[Found]:
    """What lies in a folder; ``only`` are names, in NFC, where others do not matter."""
    with os.scandir(content / below) as entries:
        for entry in entries:
            if is_passed_over(entry.name):
                continue
            if only is not None and unicodedata.normalize("NFC", entry.name) not in only:
                continue
            source = below + entry.name
            is_plain = source.isascii()  # asking once spares every other question about most names
            if not is_plain and not _is_text(entry.name):
                shown = source.encode("utf-8", "replace").decode()
                problems.append(Problem(f"content/{shown}", 0, "the file's name is not UTF-8", "rename it"))
                continue
            if entry.is_symlink() and not _stays_inside(content / source, root, problems, source):
                continue
            if entry.is_dir():
                yield from _walk(content, f"{source}/", problems, root)
                continue
            source = source if is_plain else unicodedata.normalize("NFC", source)
            if kind := kind_of(source):
                status = entry.stat()
                yield Found(source, kind, status.st_size, status.st_mtime_ns)


def _is_text(name: str) -> bool:
    """False for a name whose bytes are no UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _stays_inside(link: Path, root: Path, problems: list[Problem], source: str) -> bool:
    """Content is what is in its folder: a link may lead to a file in it, and nowhere else."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        problems.append(Problem(f"content/{source}", 0, "a symbolic link that leads nowhere", "remove it"))
        return False
    if not target.is_relative_to(root):
        problems.append(Problem(f"content/{source}", 0, "a symbolic link that leaves content/", "copy the file here"))
        return False
    if target.is_dir():
        problems.append(Problem(f"content/{source}", 0, "a symbolic link to a folder", "link or copy its files"))
        return False
    return True
