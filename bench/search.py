"""What a search costs its reader, and what an edit costs search; `make bench-search` runs this.

    python -m bench.search [--count N] [--repeat TIMES] [--docs FOLDER] [--keep]

Prints the table with the limits, and writes it into FOLDER/search.md. The theme is the one that readers get: its page
weighs more than a plain one. Nothing is left of the archive and the site, unless with --keep.
"""

import argparse
import gzip
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import corpus
from bench.costs import MANY, Measured, shards_of, told, write_docs
from bench.edits import BEFORE, nth_story
from bench.line import DELAY, RATE, Meter, browser, hosted
from bench.measure import CommandFailed, tree_of
from bench.outputs import Outputs
from bench.peers.peer import INSTALLED
from bench.reading import Reading, Shares, read_all
from bench.record import machine
from bench.run import lacking_for
from bench.runs import COLD, ROOT, Run, build

THEME = "broadsheet"
EDITS = 3
_OFTEN = 0.05
"""Seconds between two looks at Pagefind's processes. The kernel keeps their peaks, so the last look counts."""


class Options(argparse.Namespace):
    """What was asked for."""

    count: int
    repeat: int
    docs: Path
    keep: bool


def main() -> None:
    options = options_of(sys.argv[1:])
    INSTALLED.mkdir(parents=True, exist_ok=True)
    if lacking := lacking_for(options.count, INSTALLED):
        sys.exit(lacking)
    work = Path(tempfile.mkdtemp(prefix="search-", dir=INSTALLED))
    try:
        measured, runs = measure(options, work)
    except CommandFailed as failure:
        sys.exit(str(failure))
    finally:
        if options.keep:
            _say(f"the archive and its site are in {work}")
        else:
            shutil.rmtree(work, ignore_errors=True)
    text = told(measured, _heading(options, runs))
    sys.stdout.write(f"{text}\n")
    write_docs(options.docs / "search.md", text)


def options_of(arguments: Sequence[str]) -> Options:
    """What was asked for."""
    options = argparse.ArgumentParser(prog="python -m bench.search", description="Measure what a search costs.")
    options.add_argument("--count", type=int, default=100_000, help="how many stories")
    options.add_argument("--repeat", type=int, default=3, help="how often each search is made; the median counts")
    options.add_argument("--docs", type=Path, default=ROOT / "docs", help="the folder of search.md")
    options.add_argument("--keep", action="store_true", help="leave the archive and its site in build/bench/")
    return options.parse_args(arguments, Options())


def measure(options: Options, work: Path) -> tuple[Measured, list[Run]]:
    """Make the archive, build it, search it, edit it.

    Also gives the builds before the searches and after them: they tell how much of the machine other programs had.
    """
    root, site = work / "archive", work / "archive/site"
    shares = Shares()
    _say(f"writing {options.count:,} stories")
    corpus.write_archive(shares.watch(corpus.stories(options.count)), root, THEME)
    outputs = Outputs(site)
    with Pagefinds() as pagefinds:
        cost, built = build(root, True, BEFORE)
    _say(f"built in {cost.wall:.0f} s: {built.shards} shards, {pagefinds.largest / 1e6:.0f} MB in one Pagefind")
    readings, scripts = _search(site, shares, options.repeat)
    outputs.look()
    crowded = _most_files(site)
    edited = list(_edit(root, outputs, shares.words("common", EDITS)))
    measured = Measured(
        readings=readings,
        script=_as_gzip(site, scripts),
        rebuilt=max(shards for shards, _ in edited),
        changed=max(run.differ for _, run in edited),
        shards=shards_of(MANY),
        crowded=crowded,
        memory=pagefinds.largest,
    )
    return measured, [Run(THEME, COLD, cost, 0, 0), *(run for _, run in edited)]


def _search(site: Path, shares: Shares, times: int) -> tuple[list[Reading], set[str]]:
    """What searches cost, and the scripts that they needed."""
    meter = Meter()
    with hosted(site, meter) as address, browser() as chromium:
        readings = read_all(chromium, address, meter, list(shares.queries()), times)
    return readings, {path for path in meter.paths if path.endswith(".js")}


def _edit(root: Path, outputs: Outputs, words: Iterable[str]) -> Iterator[tuple[int, Run]]:
    """Shards built, and files that differ, after some edits: the last word of a story becomes another.

    The new word is one that many stories have: one that is new to a shard would change the directory of words too.
    """
    for number, word in enumerate(words):
        file = nth_story(root / "content/articles", number)
        file.write_text(f"{file.read_text('utf-8').rstrip().rpartition(' ')[0]} {word}.\n", "utf-8")
        cost, built = build(root, True, BEFORE)
        run = Run(THEME, "body", cost, *outputs.look())
        _say(f"edit {number + 1}: {built.shards_built} shards built, {run.differ} files differ")
        yield built.shards_built, run


def _most_files(site: Path) -> int:
    return max(len(names) for _, _, names in os.walk(site))


def _as_gzip(site: Path, paths: Iterable[str]) -> int:
    """Bytes of some files, each compressed by itself, as far as that goes."""
    return sum(len(gzip.compress((site / path.lstrip("/")).read_bytes(), 9, mtime=0)) for path in paths)


class Pagefinds:
    """Watches the Pagefind processes that are started below this one, while it is entered."""

    def __init__(self) -> None:
        self.largest = 0
        """Bytes: the most that one of them had in memory at once."""
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look_often, daemon=True)

    def __enter__(self) -> "Pagefinds":
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    def _look_often(self) -> None:
        while not self._over.wait(_OFTEN):
            self.largest = max(self.largest, *map(_peak_of_pagefind, tree_of(os.getpid())))


def _peak_of_pagefind(process: int) -> int:
    """The most that a process had in memory, in bytes; 0 when it is no Pagefind or has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8", "replace")
    except OSError:
        return 0
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    if not fields["Name"].startswith("pagefind"):
        return 0
    return int(fields.get("VmHWM", "0").split()[0]) * 1024


def _heading(options: Options, runs: Sequence[Run]) -> str:
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with {options.count:,} stories: {machine(runs)} "
        f"The line has {RATE * 8 / 1e6:.0f} Mbit/s and a delay of {DELAY} ms. "
        f"Each search is the median of {options.repeat}; the first table has the dearest."
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
