"""``backissue new``: an archive to begin with, and what a host reads to build it from its commits."""

import shutil
from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from backissue import __version__
from backissue.errors import BackIssueError


def make_archive(folder: Path) -> None:
    """Copy the starter archive into ``folder``. Raises BackIssueError when something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackIssueError(f"{folder} is not empty; choose a folder that is new or empty")
    with as_file(files("backissue.starter") / "archive") as source:
        shutil.copytree(source, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for name in ("gitignore", "gitattributes"):
        (folder / name).rename(folder / f".{name}")


def add_ci(folder: Path, hosts: Sequence[str]) -> Iterator[tuple[Path, bool]]:
    """Write what each of ``hosts`` (netlify, github, gitlab) reads into the archive in ``folder``.

    Gives each file, and whether it was written: one that is there is kept as it is, be it a symbolic link that leads
    nowhere. Raises OSError.
    """
    with as_file(files("backissue.starter") / "ci") as source:
        for part in [source / name for name in ("every", *hosts)] if hosts else ():
            for template in sorted(file for file in part.rglob("*") if file.is_file()):
                target = folder / template.relative_to(part)
                text = template.read_text("utf-8")
                if template.name == "requirements.txt":
                    text = text.replace("{version}", __version__)
                yield target, _write_new(target, text)


def _write_new(target: Path, text: str) -> bool:
    """Write a file where none is; False where one is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True
