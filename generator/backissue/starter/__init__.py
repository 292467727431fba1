"""``backissue new``: an archive to begin with."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from backissue.errors import BackIssueError


def make_archive(folder: Path) -> None:
    """Copy the starter archive into ``folder``. Raises BackIssueError when something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackIssueError(f"{folder} is not empty; choose a folder that is new or empty")
    with as_file(files("backissue.starter") / "archive") as source:
        shutil.copytree(source, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    (folder / "gitignore").rename(folder / ".gitignore")
