"""What is to be reached, at three sizes, and whether it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log

from bench.figures import BODY, Figures
from bench.runs import COLD, name_of

SIZES = (10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Target:
    """A limit for a figure."""

    limit: float
    at_least: bool = False

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


COMPLETES = Target(inf)
"""However long it takes."""


@dataclass(frozen=True)
class Row:
    """One row of the table: a figure beside its target."""

    what: str
    theme: str
    target: Target
    value: float | None
    """None when something of it was not measured."""
    unit: str = ""
    mixed: bool = False
    """It compares figures that were not measured in one go."""


def size_of(count: int) -> int:
    """The size whose targets hold for ``count`` stories: the nearest."""
    return min(SIZES, key=lambda size: abs(log(size / count)))


def rows(count: int, known: Figures, smaller: Figures | None) -> Iterator[Row]:
    """The table, for each theme that ran. ``smaller`` is what is known of a tenth of the size."""
    for theme in ("plain", "broadsheet"):
        if known.of(name_of(theme, False), COLD) or known.of(name_of(theme, True), COLD):
            at = _At(size_of(count), theme)
            yield from _against_others(at, known)
            yield from _alone(at, known, smaller)


@dataclass(frozen=True)
class _At:
    """Makes the rows of one theme at one size."""

    size: int
    theme: str

    def row(
        self, what: str, value: float | None, *targets: Target | None, unit: str = "", mixed: bool = False
    ) -> Iterator[Row]:
        """A row, where the size has such a target."""
        target = dict(zip(SIZES, targets, strict=True))[self.size]
        if target:
            yield Row(what, self.theme, target, value, unit, mixed)


def _against_others(at: _At, known: Figures) -> Iterator[Row]:
    """Ratios to what other programs take."""
    pages, search = name_of(at.theme, False), name_of(at.theme, True)
    hugo, both, pelican = "Hugo", "Hugo + Pagefind", "Pelican"

    def times(one: str, other: str, steps: tuple[str, ...]) -> tuple[float | None, bool]:
        ratio = _ratio(known.wall(one, *steps), known.wall(other, *steps))
        return ratio, known.begun(one) != known.begun(other)

    value, mixed = times(pages, hugo, (COLD,))
    yield from at.row("cold, pages only, against Hugo", value, Target(1.0), Target(0.8), None, mixed=mixed)
    value, mixed = times(search, both, (COLD,))
    yield from at.row("cold with search, against Hugo + Pagefind", value, Target(0.8), Target(0.6), None, mixed=mixed)
    value, mixed = times(pelican, pages, (COLD,))
    yield from at.row("Pelican against us, cold", value, Target(10, True), None, None, mixed=mixed)
    goals = (Target(20, True), Target(60, True), None)
    value, mixed = times(hugo, pages, BODY)
    yield from at.row("one body edit, pages: Hugo against us", value, *goals, mixed=mixed)
    value, mixed = times(both, search, BODY)
    yield from at.row("one body edit with search: Hugo + Pagefind against us", value, *goals, mixed=mixed)


def _alone(at: _At, known: Figures, smaller: Figures | None) -> Iterator[Row]:
    """What needs no other program."""
    pages, search = name_of(at.theme, False), name_of(at.theme, True)
    cold = known.wall(pages, COLD)
    before = smaller.wall(pages, COLD) if smaller else None
    yield from at.row("cold, pages only", cold, None, None, COMPLETES, unit=" s")
    what = "cold, pages only, against a tenth of the stories"
    yield from at.row(what, _ratio(cold, before), None, None, Target(11), mixed=True)
    yield from at.row("cold with search", known.wall(search, COLD), None, None, COMPLETES, unit=" s")
    nothing = known.wall(search, "nothing")
    yield from at.row("nothing changed", nothing, Target(0.3), Target(1), Target(10), unit=" s")
    restored = known.wall(search, "restored cache")
    yield from at.row("a restored cache, one edit", restored, Target(5), Target(5), None, unit=" s")
    peak = known.peak(search, COLD)
    yield from at.row("peak memory, all processes", peak, Target(400), Target(700), Target(1_000), unit=" MB")
    differ = known.differ(search, *BODY)
    yield from at.row("files that differ after one body edit", differ, *[Target(15)] * 3)


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one and other else None
