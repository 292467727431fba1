"""Back Issue against its peers on one machine in one go; `make bench` runs this.

    python -m bench.run [--count N] [--repeat TIMES] [--programs NAME …] [--edits CHOICE] [--docs FOLDER] [--keep]

Prints the tables, and writes them to FOLDER/performance.md with a chart and the figures as JSON. The figures of each
program are kept as soon as it is done; other sizes and programs that were measured before stay. Nothing is left of the
archives and sites, unless with --keep.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import chart, report
from bench.edits import CHOICES
from bench.figures import MEGABYTE, Figures
from bench.measure import CommandFailed
from bench.peers.peer import ELEVENTY, HUGO, INSTALLED, PELICAN
from bench.record import recall, remember
from bench.runs import ROOT, Options, Run, run_archive, run_peer

PROGRAMS = ("plain", "broadsheet", "hugo", "pelican", "eleventy")
MANY = 200_000
"""Stories. Above, only what the targets ask for is measured unless more is asked for: it takes hours."""
_BYTES, _INODES = 30_000, 6
"""Of disk for each story, at most: its text, its page, its folder, what search has of it. Found by measuring."""


def main() -> None:
    options = options_of(sys.argv[1:])
    begun = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
    INSTALLED.mkdir(parents=True, exist_ok=True)
    if lacking := lacking_for(options.count, INSTALLED):
        sys.exit(lacking)
    work = Path(tempfile.mkdtemp(prefix="run-", dir=INSTALLED))
    failed = False
    try:
        for program in _all(options, work):
            failed |= not _kept(program, options, begun)
    finally:
        if options.keep:
            _say(f"archives and sites are in {work}")
        else:
            shutil.rmtree(work, ignore_errors=True)
    _write(options)
    sys.exit(1 if failed else 0)


def options_of(arguments: Sequence[str]) -> Options:
    """What was asked for; what was not follows from the number of stories."""
    options = argparse.ArgumentParser(prog="python -m bench.run", description="Measure Back Issue and its peers.")
    options.add_argument("--count", type=int, default=10_000, help="how many stories")
    options.add_argument("--repeat", type=int, default=1, help="how often each cold build is made; the median counts")
    options.add_argument("--programs", nargs="+", choices=PROGRAMS, help=f"what to run; above {MANY:,}: plain alone")
    options.add_argument(
        "--edits", choices=CHOICES,
        help="those that the targets ask for, all small ones, or also those that render every story again",
    )  # fmt: skip
    options.add_argument("--docs", type=Path, default=ROOT / "docs", help="the folder of performance.md")
    options.add_argument("--keep", action="store_true", help="leave the archives and sites in build/bench/")
    chosen = options.parse_args(arguments, Options())
    many = chosen.count > MANY
    chosen.programs = chosen.programs or (PROGRAMS[:1] if many else PROGRAMS)
    chosen.edits = chosen.edits or ("table" if many else "all")
    return chosen


def lacking_for(count: int, folder: Path) -> str:
    """What the disk has too little of for the archive and the site of one program; they are never there for two."""
    disk = os.statvfs(folder)
    free, inodes = disk.f_bavail * disk.f_frsize, disk.f_favail
    if free < count * _BYTES:
        return f"{count:,} stories need {count * _BYTES / 1e9:.0f} GB of disk; {free / 1e9:.0f} GB are free"
    if disk.f_files and inodes < count * _INODES:  # some file systems make them as they are needed, and say 0
        return f"{count:,} stories need {count * _INODES:,} inodes; {inodes:,} are free"
    return ""


def _all(options: Options, work: Path) -> Iterator[Iterator[Run]]:
    """Every program's runs, in turn. What is missing or would not end at this size is told and left out."""
    for theme in ("plain", "broadsheet"):
        for search in (False, True):
            if theme in options.programs:
                folder = work / f"{theme}-{'search' if search else 'pages'}"
                yield run_archive(options.count, theme, search, folder, options)
    for peer in (HUGO, PELICAN, ELEVENTY):
        if peer.name.lower() not in options.programs:
            continue
        if not peer.is_there():
            _say(f"{peer.name} is left out: it is not installed")
        elif options.count > peer.limit:
            _say(f"{peer.name} is left out: it is run at {peer.limit:,} stories at most")
        else:
            yield run_peer(options.count, peer, work / peer.name.lower(), options)


def _kept(program: Iterator[Run], options: Options, begun: str) -> bool:
    """Run a program and keep its figures; False when it failed, and the next one goes on."""
    done: list[Run] = []
    try:
        for result in program:
            done.append(_told(result))
            remember(options.docs / "performance.json", options.count, begun, done)  # a large size takes hours
    except CommandFailed as failure:
        _say(str(failure))
        return False
    return True


def _write(options: Options) -> None:
    """All that is known, as a page and a chart; of this size, also to the terminal."""
    sizes = {count: Figures(measured) for count, measured in recall(options.docs / "performance.json").items()}
    if options.count not in sizes:
        return
    (options.docs / "performance.svg").write_text(chart.draw(sizes), "utf-8")
    page = options.docs / "performance.md"
    if page.is_file():
        report.write_docs(page, sizes)
    sys.stdout.write(f"\n{report.tables(options.count, sizes)}\n")


def _told(result: Run) -> Run:
    """The same, once it was said: the whole takes long."""
    cost = result.cost
    _say(
        f"{result.program}: {result.step}: {cost.wall:.2f} s, {cost.peak / MEGABYTE:.0f} MB, "
        f"{result.differ:,} of {result.files:,} files differ"
    )
    return result


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
