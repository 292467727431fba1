"""The same three steps by the rsync program, for ``user@host:path`` and ``rsync://host/module/path``.

rsync compares by content (``--checksum``) and writes beside, so nothing is kept there but whose site it is. New files
go first, then changed ones, removals last; in each step what pages are made of goes before the pages.
"""

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from backissue.errors import BackIssueError
from backissue.place import MANIFEST
from backissue.progress import Tell
from backissue.publishing.ledger import LEDGER, Ledger, read_ledger, refuse_others, write_ledger
from backissue.publishing.outcome import Published
from backissue.publishing.plan import SEAL, Step

_SEND = (
    "--recursive", "--force", "--prune-empty-dirs", "--times", "--checksum", "--delay-updates", "--chmod=D755,F644",
    "--8-bit-output",
)  # fmt: skip
_SEALS = (f"--exclude=/{SEAL}", f"--exclude=/{MANIFEST}")
_FILES = ("--exclude=*.html", *_SEALS)
_REST = "the seal"
"""And whatever a file in the way held back: rsync makes room only where it may change files."""
_STEPS = (
    ("new files", ("--ignore-existing", *_FILES)),
    ("new pages", ("--ignore-existing", *_SEALS)),
    ("changed files", ("--existing", *_FILES)),
    ("changed pages", ("--existing", *_SEALS)),
    (_REST, ()),
    ("removed files", ("--existing", "--ignore-existing", "--delete-delay")),
)
"""(name, options)."""
_PARTIAL = 23
"""rsync's exit code when something was left out: what is not there, or what stands in the way."""


def is_remote(to: str) -> bool:
    """True for what rsync reaches: a colon before any slash, or its own scheme."""
    return to.startswith("rsync://") or bool(re.match(r"[^/:]+:(?!//)", to))


def send(site: Path, to: str, archive: str, *, dry_run: bool, adopt: bool, tell: Tell) -> Published:
    """Bring ``to`` up to date. Raises BackIssueError as ``run.publish`` does."""
    if to.startswith("-") or re.search(r"(^[^/:]+:|^rsync://[^/]*)/*$", to):
        raise BackIssueError(f"{to} names no folder; write user@host:path or rsync://host/module/path")
    if shutil.which("rsync") is None:
        raise BackIssueError("rsync was not found; install it (Debian: apt-get install rsync)")
    target = to.rstrip("/") + "/"
    _claim(target, archive, dry_run=dry_run, adopt=adopt)
    counts, steps, seen = Counter[str](), list[Step](), set[str]()
    for name, options in _STEPS:
        asked = [*_SEND, *(("--dry-run",) if dry_run else ()), *options, f"--filter=P /{LEDGER}", f"{site}/", target]
        done = _called("--out-format=%i %n", *asked)
        if done.returncode != _PARTIAL or name == _REST:
            _check(done)
        # a dry run's later steps find again what its earlier ones did not send
        paths = {path: what for what, path in map(_done, done.stdout.splitlines()) if what and path not in seen}
        if paths:
            seen.update(paths)
            counts.update(paths.values())
            steps.append(Step(name, "removed" in paths.values(), tuple(paths)))
            tell(name, len(paths), len(paths))
    return Published(counts["new"], counts["changed"], counts["removed"], steps=tuple(steps))


def _claim(target: str, archive: str, *, dry_run: bool, adopt: bool) -> None:
    """Write down at the target whose it is. Raises BackIssueError when it is somebody else's."""
    names = _names(target)
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, LEDGER)
        if LEDGER in names:
            _run("--times", f"{target}{LEDGER}", f"{folder}/")
        ledger = read_ledger(note.read_bytes() if note.is_file() else None)
        refuse_others(target, archive, ledger, names, adopt=adopt)
        wanted = Ledger(archive, None)
        if ledger != wanted and not dry_run:
            note.write_bytes(write_ledger(wanted))
            _run("--ignore-times", "--chmod=F644", str(note), target)


def _names(target: str) -> set[str]:
    """What lies at the top of the target; nothing when it is not there."""
    done = _called("--list-only", "--8-bit-output", target)
    if done.returncode == _PARTIAL and "No such file" in done.stderr:
        return set()
    _check(done)
    return {line.split(None, 4)[4] for line in done.stdout.splitlines() if len(line.split(None, 4)) == 5} - {"."}


def _done(line: str) -> tuple[str, str]:
    """What was done to which file by a line such as ``>f+++++++++ a/index.html``, ``*deleting a/index.html``.

    Nothing for a folder, and for what but got another time.
    """
    what, _, path = line.partition(" ")
    path = path.strip()
    if what == "*deleting":
        return ("", "") if path.endswith("/") else ("removed", path)
    if what[:1] not in ("<", ">") or what[1:2] != "f":
        return "", ""
    return "new" if what.endswith("+") else "changed", path


def _run(*arguments: str) -> str:
    done = _called(*arguments)
    _check(done)
    return done.stdout


def _called(*arguments: str) -> "subprocess.CompletedProcess[str]":
    options = [one for one in arguments if one.startswith("-")]
    places = [one for one in arguments if not one.startswith("-")]
    return subprocess.run(
        ["rsync", *options, "--", *places], capture_output=True, text=True, errors="surrogateescape", check=False
    )


def _check(done: "subprocess.CompletedProcess[str]") -> None:
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["it said nothing"]
        said = next((line for line in lines if line.startswith(("rsync: ", "@ERROR"))), lines[0])
        raise BackIssueError(f"rsync ended with {done.returncode}: {said}; the same command goes on from here")
