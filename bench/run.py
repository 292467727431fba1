"""Back Issue against its peers on one machine in one go; `make bench` runs this.

    python -m bench.run [--count N] [--repeat TIMES] [--programs NAME …] [--small-edits] [--docs FOLDER] [--keep]

Prints the tables, and writes them to FOLDER/performance.md with a chart and the figures as JSON. The figures of each
program are kept as soon as it is done; other sizes and programs that were measured before stay. Nothing is left of the
archives and sites, unless with --keep.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import chart, report
from bench.peers.peer import ELEVENTY, HUGO, INSTALLED, PELICAN
from bench.record import recall, remember
from bench.runs import ROOT, Options, Run, run_archive, run_peer
from bench.targets import MEGABYTE, Runs

PROGRAMS = ("plain", "broadsheet", "hugo", "pelican", "eleventy")


def main() -> None:
    options = _options()
    INSTALLED.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="run-", dir=INSTALLED))
    record = options.docs / "performance.json"
    try:
        for program in _all(options, work):
            remember(record, options.count, [_told(result) for result in program])
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    known = recall(record)
    runs = {count: Runs(size.runs) for count, size in known.items()}
    machines = {count: size.machine for count, size in known.items()}
    (options.docs / "performance.svg").write_text(chart.draw(runs), "utf-8")
    page = options.docs / "performance.md"
    if page.is_file():
        report.write_docs(page, runs, machines)
    sys.stdout.write(f"\n{report.tables(options.count, runs, machines[options.count])}\n")


def _options() -> Options:
    options = argparse.ArgumentParser(prog="python -m bench.run", description="Measure Back Issue and its peers.")
    options.add_argument("--count", type=int, default=10_000, help="how many stories")
    options.add_argument("--repeat", type=int, default=1, help="how often each cold build is made; the median counts")
    options.add_argument("--programs", nargs="+", choices=PROGRAMS, default=PROGRAMS, help="what to run")
    options.add_argument("--small-edits", action="store_true", help="leave out edits that render every story again")
    options.add_argument("--docs", type=Path, default=ROOT / "docs", help="the folder of performance.md")
    options.add_argument("--keep", action="store_true", help="leave the archives and sites in build/bench/")
    return options.parse_args(namespace=Options())


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
