"""What the import of a large WordPress export costs; `make bench-import` runs this.

    python -m bench.importing [--count N] [--keep]

A child process imports it, as a newsroom would. Prints what it took and whether its memory stayed within the limit;
ends with 1 when it did not, or when a story is missing.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench import wxr
from bench.measure import CommandFailed, Cost, run
from bench.peers.peer import INSTALLED
from bench.report import as_table

MEMORY = 300
"""Megabytes that an import may need, however large the export is."""


class Options(argparse.Namespace):
    """What was asked for."""

    count: int
    keep: bool


class Reported(msgspec.Struct):
    """Of an import's report, what is looked at here."""

    kinds: dict[str, int]


@dataclass(frozen=True)
class Imported:
    """One import, measured."""

    stories: int
    """That came over."""
    size: int
    """Bytes of the export."""
    cost: Cost

    @property
    def passes(self) -> bool:
        """Whether the memory of all processes together stayed within the limit."""
        return self.cost.peak <= MEMORY * 1e6


def main() -> None:
    options = options_of(sys.argv[1:])
    INSTALLED.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="import-", dir=INSTALLED))
    try:
        done = measure(options.count, work)
    except CommandFailed as failure:
        sys.exit(str(failure))
    finally:
        if options.keep:
            _say(f"the export and what became of it are in {work}")
        else:
            shutil.rmtree(work)
    _say(told(done))
    if done.stories != options.count:
        sys.exit(f"{options.count - done.stories:,} of {options.count:,} stories did not come over")
    if not done.passes:
        sys.exit(1)


def options_of(arguments: Sequence[str]) -> Options:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description="What a large import costs.")
    parser.add_argument("--count", type=int, default=300_000, help="stories in the export")
    parser.add_argument("--keep", action="store_true", help="leave the export and the archive where they are")
    return parser.parse_args(arguments, namespace=Options())


def measure(count: int, work: Path) -> Imported:
    """Write an export of ``count`` stories in ``work``, and import it there. Raises CommandFailed."""
    export = work / "export.xml"
    size = wxr.write(export, count)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "backissue",
        "import",
        "wordpress",
        export,
        "--into",
        work / "archive",
    ]
    cost = run(command, work)
    report = msgspec.json.decode((work / "archive/import-report.json").read_bytes(), type=Reported)
    return Imported(report.kinds.get("article", 0), size, cost)


def told(done: Imported) -> str:
    """The table."""
    wall = done.cost.wall
    lines = [
        ["time", f"{wall:,.0f} s", "", ""],
        ["processor time", f"{done.cost.cpu:,.0f} s", "", ""],
        ["stories a second", f"{done.stories / wall:,.0f}", "", ""],
        ["megabytes a second", f"{done.size / 1e6 / wall:,.1f}", "", ""],
        [
            "peak memory of all processes", f"{done.cost.peak / 1e6:,.0f} MB", f"{MEMORY} MB",
            "pass" if done.passes else "**fail**",
        ],
    ]  # fmt: skip
    heading = f"{done.stories:,} stories, {done.size / 1e6:,.0f} MB of WXR"
    return f"{heading}\n\n{as_table(['', 'measured', 'at most', ''], lines)}"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
