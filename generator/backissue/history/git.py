"""Git, asked for what it keeps: no hook, pager, filter, lock or other host has a part in it."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

_SAFE = (
    "--no-pager", "--literal-pathspecs", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false",
    "-c", "protocol.allow=never", "-c", "log.showSignature=false", "-c", "log.showRoot=true",
)  # fmt: skip
_KEPT = ("GIT_CONFIG", "GIT_EXEC_PATH")
"""Of Git's own variables, those that say which settings hold. Others may come from a hook that started the build."""
_OURS = {
    "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull, "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
}  # fmt: skip
_CHUNK = 1 << 16
_IDS = (40, 64)
"""Digits of a commit's name, by SHA-1 and SHA-256."""


class NoHistory(Exception):
    """There is none that tells the truth; the text says why, ``remedy`` what to do."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.remedy = remedy


class Repository(msgspec.Struct, frozen=True):
    """The repository that a folder lies in."""

    folder: Path
    """The folder that was asked for."""
    git: Path
    """Where this working tree's own HEAD is."""
    common: Path
    """Where branches are: the same, but for a linked working tree."""


def repository(folder: Path) -> Repository:
    """The nearest repository at or above ``folder``. Raises NoHistory where there is none, or only a part of one."""
    folder = folder.resolve()
    found = next((at / ".git" for at in (folder, *folder.parents) if (at / ".git").exists()), None)
    if found is None:
        raise NoHistory("the content is in no Git repository", "commit it, or remove versions")
    try:
        if found.is_file():  # a linked working tree, or a submodule
            found = found.parent / found.read_text("utf-8").removeprefix("gitdir:").strip()
        linked = found / "commondir"
        common = found / linked.read_text("utf-8").strip() if linked.exists() else found
        is_shallow = (common / "shallow").exists()
    except (OSError, UnicodeDecodeError):
        raise NoHistory("the content's Git repository cannot be read", "mend it, or remove versions") from None
    if is_shallow:
        raise NoHistory("this Git repository has only a part of its history", "fetch all of it (fetch-depth: 0)")
    return Repository(folder, found, common)


def head(repo: Repository) -> str:
    """The name of the commit that is checked out; asked of files where they say it. Raises NoHistory."""
    try:
        said = (repo.git / "HEAD").read_text("utf-8").strip()
        if not said.startswith("ref: "):
            return said if len(said) in _IDS else _asked_head(repo)
        name = said.removeprefix("ref: ")
        for base in (repo.git, repo.common):
            if (base / name).is_file():
                return (base / name).read_text("utf-8").strip()
        for line in (repo.common / "packed-refs").read_text("utf-8").splitlines():
            if line.endswith(f" {name}"):
                return line.partition(" ")[0]
    except (OSError, UnicodeDecodeError):
        pass
    return _asked_head(repo)


def head_folders(repo: Repository) -> dict[Path, bool]:
    """Folders in which a file changes whenever another commit comes to be checked out; True: or below them.

    HEAD is in the first. Branches are files below ``refs/heads``, lines of ``packed-refs``, or in ``reftable``.
    """
    below = dict.fromkeys((repo.common / "refs" / "heads", repo.common / "reftable"), True)
    found = {repo.git: False, repo.common: False, **below}
    return {folder: is_deep for folder, is_deep in found.items() if folder.is_dir()}


def _asked_head(repo: Repository) -> str:
    return lines(repo, "rev-parse", "--verify", "HEAD")[0]


def lines(repo: Repository, *arguments: str) -> list[str]:
    """What Git answers, line by line. Raises NoHistory where it refuses."""
    with _started(repo, arguments) as (_, out):
        return out.read().decode("utf-8", "replace").splitlines() or [""]


def fields(repo: Repository, *arguments: str) -> Iterator[str | None]:
    """What Git answers, cut at each NUL, as it comes; None for what is no UTF-8. Raises NoHistory."""
    with _started(repo, arguments) as (_, out):
        rest = b""
        while chunk := out.read(_CHUNK):
            *whole, rest = (rest + chunk).split(b"\0")
            yield from map(_text, whole)
        if rest.strip():
            yield _text(rest)


def _text(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


class Blobs:
    """Files as commits keep them, by their names."""

    def __init__(self, asked: IO[bytes], out: IO[bytes]) -> None:
        self._asked, self._out = asked, out

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises NoHistory where the repository lacks it."""
        self._asked.write(name.encode() + b"\n")
        self._asked.flush()
        header = self._out.readline().split()
        if len(header) != 3:
            raise NoHistory(
                "this Git repository lacks some of its files", "fetch all of them (git fetch --refetch --no-filter)"
            )
        data = self._out.read(int(header[2]))
        self._out.read(1)
        return data


@contextmanager
def blobs(repo: Repository) -> Iterator[Blobs]:
    """One process that hands out files while the block runs."""
    with _started(repo, ("cat-file", "--batch")) as (asked, out):
        yield Blobs(asked, out)
        asked.close()


@contextmanager
def _started(repo: Repository, arguments: Sequence[str]) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Git at work. Raises NoHistory when it is not there, or ends with a fault."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    command = ["git", *_SAFE, "-C", str(repo.folder), *arguments]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=kept | _OURS)
    except OSError:
        raise NoHistory("there is no Git on this machine", "install it, or remove versions") from None
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        try:
            yield process.stdin, process.stdout
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise NoHistory(
            f"git {arguments[0]} fails in the content's repository", "see what git log says there (safe.directory?)"
        )
