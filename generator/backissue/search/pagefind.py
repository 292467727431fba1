"""Runs Pagefind's command-line program over some stories' pages.

The program, not the Python interface of the ``pagefind`` wheel: that hangs above some thousand pages.
The *extended* program is taken where it is installed, since it alone finds the words in Chinese and
Japanese text, which has no spaces between them.
"""

import importlib
import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from backissue.errors import SearchError
from backissue.search.interface import Story
from backissue.versions import version

PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
"""The wheels that bring the program, the best first."""
UNKNOWN = "unknown"
"""Pagefind's name for a language that is not told."""


class _Wheel(Protocol):
    def get_executable(self) -> Path: ...


@cache
def program() -> tuple[Path, str]:
    """The program's file, and its name and version for the shards' digests."""
    for name in PACKAGES:
        try:
            wheel = cast(_Wheel, importlib.import_module(name))
            return wheel.get_executable().absolute(), f"{name} {version(name)}"
        except (ImportError, FileNotFoundError):
            continue
    raise SearchError("Pagefind is not installed; install one of these: " + ", ".join(PACKAGES))


@cache
def index_language(tag: str) -> str:
    """The language in which a story is indexed: a tag's first part, as Pagefind knows stemmers.

    ``en-CA`` and ``en-AU`` are one index. Bokmål and Nynorsk share the Norwegian stemmer.
    """
    primary = tag.split("-")[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", primary):
        return UNKNOWN
    return {"nb": "no", "nn": "no"}.get(primary, primary)


def stage(stories: Sequence[Story], site: Path, folder: Path) -> None:
    """Put the stories' pages into ``folder`` under their paths: Pagefind reads whole folders.

    A glob over the site itself makes it walk every page of the archive, for each shard.
    """
    for story in stories:
        page, target = f"{site}/{story.file}", f"{folder}/{story.file}"
        os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - pathlib costs as much as the disk
        try:
            os.link(page, target)
        except FileNotFoundError:
            raise SearchError(f"{story.file} is to be searched but is not in the site") from None
        except OSError:  # a file system without hard links
            Path(target).write_bytes(Path(page).read_bytes())


def run(staged: Path, output: Path, language: str, inherit: tuple[int, ...] = ()) -> None:
    """Index every page in ``staged`` as ``language`` into ``output``, which must not exist yet.

    Pagefind adds to what is there and never deletes. Neither its settings files (looked for in the
    working directory) nor its environment variables may change the result, so both are kept away.
    It keeps the files ``inherit`` open: while it lives, and be this process killed, their locks are held.
    """
    import subprocess

    executable, _ = program()
    command: list[str | Path] = [executable, "--site", staged, "--output-path", output]
    command += ["--force-language", language, "--quiet"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND")}
    try:
        done = subprocess.run(
            command,
            cwd=staged,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            pass_fds=inherit,
        )
    except OSError as fault:
        raise SearchError(f"Pagefind could not be started: {fault}") from fault
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()
        raise SearchError(f"Pagefind failed with status {done.returncode}: {' '.join(said[-5:])}")
