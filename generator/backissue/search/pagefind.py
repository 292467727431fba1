"""Runs Pagefind's command-line program over some stories' pages.

The program, not the Python interface of the ``pagefind`` wheel: that hangs above some thousand pages. It is told of
no language, so that it stems nothing: which words belong together is for the directory of words to say (``terms``).
"""

import importlib
import os
import re
from collections.abc import Sequence, Set
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from backissue.errors import SearchError
from backissue.search.interface import Story
from backissue.search.words import SPACELESS
from backissue.versions import version

PACKAGE = "pagefind_bin"
"""The wheel that brings the program."""
UNKNOWN = "unknown"
"""Pagefind's name for a language that is not told."""
_TAG = re.compile(r"(<[^>]*>)")
_BODY = re.compile(r"<[^<>]*\sdata-pagefind-body[^<>]*>")
_UNSEARCHED = ("<i data-pagefind-filter", "<i data-pagefind-sort")
"""Elements whose text is kept as it is."""
_CHARACTER = (
    r"[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u1780-\u17b3"
    r"\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
)
"""Thai, Lao, Burmese and Khmer letters but for the marks on them, kana, and Chinese characters."""
_BETWEEN = re.compile(rf"(?<=\S)(?={_CHARACTER})|(?<={_CHARACTER})(?=\w)(?!{_CHARACTER})")
"""Before each character of a script without spaces, and after one that is followed by other letters."""


class _Wheel(Protocol):
    def get_executable(self) -> Path: ...


@cache
def program() -> tuple[Path, str]:
    """The program's file, and its name and version for the shards' digests."""
    try:
        wheel = cast(_Wheel, importlib.import_module(PACKAGE))
        return wheel.get_executable().absolute(), f"{PACKAGE} {version(PACKAGE)}"
    except (ImportError, FileNotFoundError):
        raise SearchError(f"Pagefind is not installed; install the package {PACKAGE.replace('_', '-')}") from None


@cache
def index_language(tag: str) -> str:
    """The language in which a story is indexed: a tag's first part, as stemmers are known by.

    ``en-CA`` and ``en-AU`` are one index. Bokmål and Nynorsk share the Norwegian stemmer.
    """
    primary = tag.split("-")[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", primary):
        return UNKNOWN
    return {"nb": "no", "nn": "no"}.get(primary, primary)


def stage(stories: Sequence[Story], site: Path, folder: Path, language: str) -> None:
    """Put the stories' pages into ``folder`` under their paths: Pagefind reads whole folders.

    A glob over the site itself makes it walk every page of the archive, for each shard.
    Where a language has no spaces between words, a copy has one between all its characters.
    """
    is_spaceless = language in SPACELESS
    for story in stories:
        page, target = f"{site}/{story.file}", f"{folder}/{story.file}"
        os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - pathlib costs as much as the disk
        try:
            if is_spaceless:
                Path(target).write_text(spaced(Path(page).read_text("utf-8")), "utf-8")
            else:
                os.link(page, target)
        except FileNotFoundError:
            raise SearchError(f"{story.file} is to be searched but is not in the site") from None
        except OSError:  # a file system without hard links
            Path(target).write_bytes(Path(page).read_bytes())


def give_words(stories: Sequence[Story], indexed: Set[str], folder: Path) -> None:
    """Let pages that Pagefind passed over for want of a word say their own name: "[…]" is a headline too.

    A story that words cannot find is still found by its date, its section or its picture.
    """
    for story in stories:
        page = folder / story.file
        if story.url not in indexed:
            html = page.read_text("utf-8")
            page.unlink()  # it may be the site's own file by another name
            page.write_text(
                _BODY.sub(rf"\g<0><p>{story.url.rstrip('/').rpartition('/')[2]}</p>", html, count=1), "utf-8"
            )


def spaced(html: str) -> str:
    """A page with a space between the characters of scripts that have none, in all that is searched."""
    parts = _TAG.split(html)
    for at in range(0, len(parts), 2):  # text and tags in turn
        if not at or not parts[at - 1].startswith(_UNSEARCHED):
            parts[at] = _BETWEEN.sub(" ", parts[at])
    return "".join(parts)


def run(staged: Path, output: Path, inherit: tuple[int, ...] = ()) -> None:
    """Index every page in ``staged`` into ``output``, which must not exist yet.

    Pagefind adds to what is there and never deletes. Neither its settings files (looked for in the
    working directory) nor its environment variables may change the result, so both are kept away.
    It keeps the files ``inherit`` open: while it lives, and be this process killed, their locks are held.
    """
    import subprocess

    executable, _ = program()
    command: list[str | Path] = [executable, "--site", staged, "--output-path", output]
    command += ["--force-language", UNKNOWN, "--quiet"]
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
