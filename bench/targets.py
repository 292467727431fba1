"""What is to be reached, as ratios of figures of one run, and whether it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.runs import COLD, Run, name_of

MEGABYTE = 1_000_000
_SIZES = (10_000, 100_000, 1_000_000)
BODY = ("body", "body, again", "body, a third time")


@dataclass(frozen=True)
class Figure:
    """One row of the table: a figure beside its target."""

    what: str
    theme: str
    value: float | None
    """None where there is nothing to compare with."""
    target: float | None
    """None where nothing was promised."""
    at_least: bool = False
    unit: str = ""

    @property
    def met(self) -> bool | None:
        if self.value is None or self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target


class Runs:
    """All runs at one size; where a build was made several times, the median of its figures counts."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs

    def programs(self) -> list[str]:
        """Their names, in the order in which they ran."""
        return list(dict.fromkeys(run.program for run in self._runs))

    def of(self, program: str, *steps: str) -> list[Run]:
        return [run for run in self._runs if run.program == program and run.step in steps]

    def wall(self, program: str, *steps: str) -> float | None:
        found = [run.cost.wall for run in self.of(program, *steps)]
        return median(found) if found else None

    def peak(self, program: str, *steps: str) -> float | None:
        found = [run.cost.peak / MEGABYTE for run in self.of(program, *steps)]
        return max(found) if found else None

    def differ(self, program: str, *steps: str) -> int | None:
        """The most that any of these builds changed."""
        return max((run.differ for run in self.of(program, *steps)), default=None)


def figures(count: int, runs: Runs, smaller: Runs | None) -> Iterator[Figure]:
    """The rows of the table. ``smaller`` are the runs at a tenth of the size, where they are known."""
    at = min(_SIZES, key=lambda size: abs(size - count))

    def target(*by_size: float | None) -> float | None:
        return dict(zip(_SIZES, by_size, strict=True))[at]

    for theme in ("plain", "broadsheet"):
        pages, search = name_of(theme, False), name_of(theme, True)
        if not runs.of(pages, COLD) and not runs.of(search, COLD):
            continue
        cold, found = runs.wall(pages, COLD), runs.wall(search, COLD)
        hugo, both, pelican = runs.wall("Hugo", COLD), runs.wall("Hugo + Pagefind", COLD), runs.wall("Pelican", COLD)
        yield Figure("cold, pages only, against Hugo", theme, _ratio(cold, hugo), target(1.0, 0.8, None))
        yield Figure("cold with search, against Hugo + Pagefind", theme, _ratio(found, both), target(0.8, 0.6, None))
        yield Figure("Pelican against us, cold", theme, _ratio(pelican, cold), target(10, None, None), at_least=True)
        hugo, both = runs.wall("Hugo", *BODY), runs.wall("Hugo + Pagefind", *BODY)
        ours = runs.wall(pages, *BODY)
        yield Figure("one body edit, pages: Hugo against us", theme, _ratio(hugo, ours), target(20, 60, None), True)
        ours = runs.wall(search, *BODY)
        what = "one body edit with search: Hugo + Pagefind against us"
        yield Figure(what, theme, _ratio(both, ours), target(20, 60, None), True)
        yield Figure("nothing changed", theme, runs.wall(search, "nothing"), target(0.3, 1, 10), unit=" s")
        peak = runs.peak(search, COLD)
        yield Figure("peak memory, all processes", theme, peak, target(400, 700, 1_000), unit=" MB")
        differ = runs.differ(search, *BODY)
        yield Figure("files that differ after one body edit", theme, differ, target(15, 15, 15))
        if smaller:
            grown = _ratio(cold, smaller.wall(pages, COLD))
            yield Figure("cold, pages only, against a tenth of the size", theme, grown, target(None, None, 11))


def _ratio(ours: float | None, theirs: float | None) -> float | None:
    return ours / theirs if ours and theirs else None
