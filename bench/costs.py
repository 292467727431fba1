"""What search may cost, beside what it does: the table of docs/search.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from backissue.search.shards import caps, layout

from bench import corpus
from bench.reading import Reading
from bench.report import as_table

BEGIN, END = "<!-- costs: written by make bench-search -->", "<!-- end of costs -->"
MANY = 1_000_000
"""Stories, for which the shards are counted: to build them would take hours, and they follow from the dates."""


@dataclass(frozen=True)
class Measured:
    """All that was measured."""

    readings: Sequence[Reading]
    script: int
    """Bytes of the page's own scripts, its worker's among them, each as gzip."""
    rebuilt: int
    """Shards, after the dearest of the edits."""
    changed: int
    """Files of the site that are new or have other bytes after it: what a deploy uploads."""
    shards: int
    crowded: int
    """Files in the folder that has the most."""
    memory: int
    """Bytes of the largest of Pagefind's processes."""


@dataclass(frozen=True)
class Row:
    """One row of the table: a figure beside its limit, both in one unit."""

    what: str
    value: float
    limit: float
    unit: str = ""
    digits: int = 0
    """After the point."""

    @property
    def passes(self) -> bool:
        return self.value <= self.limit

    def cells(self) -> list[str]:
        value = f"{self.value:,.{self.digits}f}{self.unit}"
        return [self.what, value, f"{self.limit:,}{self.unit}", "pass" if self.passes else "**fail**"]


def rows(of: Measured) -> list[Row]:
    """The table. Of searches, the dearest counts."""

    def worst(name: str) -> float:
        return max(float(getattr(one, name)) for one in of.readings)

    return [
        Row("bytes before the first ten results", worst("first_bytes") / 1e3, 250, " kB"),
        Row("time to the first ten results", worst("first"), 1.2, " s", 2),
        Row("bytes to search every shard", worst("whole_bytes") / 1e6, 2.5, " MB", 2),
        Row("time to search every shard", worst("whole"), 8, " s", 2),
        Row("a second query in the same shards", worst("second") * 1e3, 300, " ms"),
        Row("the page's own script", of.script / 1e3, 20, " kB", 1),
        Row("shards rebuilt by one edit", of.rebuilt, 1),
        Row("files changed by one edit", of.changed, 12),
        Row(f"shards at {MANY:,} stories", of.shards, 250),
        Row("most files in one folder", of.crowded, 10_000),
        Row("memory of one Pagefind process", of.memory / 1e6, 300, " MB"),
    ]


def told(of: Measured, heading: str) -> str:
    """The tables, under a line that says when and on what they were measured."""
    table = as_table(["", "measured", "at most", ""], [row.cells() for row in rows(of)])
    return f"{heading}\n\n{table}\n\n{_readings(of.readings)}"


def _readings(readings: Iterable[Reading]) -> str:
    """Search by search."""
    head = ["two words", "stories", "first ten results", "every shard", "second query"]
    lines = [
        [
            f"{one.name} (*{one.query}*)",
            f"{one.found:,}",
            f"{one.first_bytes / 1e3:,.0f} kB, {one.first:.2f} s",
            f"{one.whole_bytes / 1e6:.2f} MB, {one.whole:.2f} s",
            f"{one.second * 1e3:,.0f} ms",
        ]
        for one in readings
    ]
    return as_table(head, lines)


def write_docs(file: Path, text: str) -> None:
    """Put the tables between the two marks in the page; the words around them stay."""
    before, begin, rest = file.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise LookupError(f"{file} lacks the marks of the costs")
    file.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")


def shards_of(count: int) -> int:
    """How many shards so many stories over a hundred years are cut into."""
    return len(layout(corpus.stories_of_days(count), *caps(count)))
