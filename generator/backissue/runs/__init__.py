"""An outlet's run: the editions that there should be, by the outlet's own file, and which of them are held.

Pure: all of it follows from the file and from the days of which an edition is held. One edition is expected in each
*window*: a day of a daily, the seven days around the weekday of a weekly, a calendar month, a quarter. An edition that
came out on Thursday because Friday was a holiday is so the edition of its week. Windows follow from the file alone, not
from what is held: a new edition changes what is said of its own window, and at most where the run begins or ends.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from backissue.model import Absence, Outlet, Rhythm
from backissue.runs.days import DAY, day_after, days_between, explained, month_end, part_between, span_of
from backissue.runs.windows import REACH, Window, is_ruled, windows

State = Literal["held", "missing", "unpublished"]


class Due(NamedTuple):
    """An edition that there should be."""

    at: date
    """The day of the edition that is held, else the day that it was due."""
    first: date
    last: date
    """The days within which it may have come out, for words."""
    state: State
    reason: str


class Hole(NamedTuple):
    """Editions after each other that are not held for one reason."""

    first: date
    last: date
    state: Literal["missing", "unpublished"]
    """"unpublished": there was nothing to hold."""
    reason: str
    """As the outlet's file gives it; empty when nobody knows."""
    editions: int
    """How many; 0 where the file does not say how often the outlet came out."""


class Month(NamedTuple):
    """What is held of a month."""

    held: int
    """Days of which an edition is held."""
    filled: int
    """Expected editions that are held."""
    expected: int
    """Editions that there should be; 0 where the file does not say how often the outlet came out."""
    state: Literal["", "missing", "unpublished"]
    """Why nothing is held; empty when something is, or when nothing was to be expected."""
    reason: str


class Run:
    """One outlet's run, as far as the days given reach."""

    def __init__(self, outlet: Outlet, held: Iterable[str], ends: tuple[str, str] | None) -> None:
        """``held`` are days (``1956-10-13``) of editions that are held; ``ends`` the first and the last of all of them.

        Where ``held`` are not all days, what is asked must lie ``REACH`` inside of those that are given.
        """
        self.outlet = outlet
        self.held: Sequence[date] = sorted({date.fromisoformat(day) for day in held})
        self.bounds = _bounds(outlet, ends)

    def dues(self, first: date = date.min, last: date = date.max) -> Iterator[Due]:
        """The editions that there should be, in order, as far as they are of the days from ``first`` to ``last``."""
        for rhythm, begin, end in self.spells():
            low, high = max(begin, first), min(end, last)
            if low > high:
                continue
            reach = max(begin, low - min(REACH, low - date.min)), min(end, high + min(REACH, date.max - high))
            silent, lost = (explained(some, *reach) for some in (self.outlet.not_published, self.outlet.missing))
            for window in windows(self.outlet, rhythm, low, high):
                due = self._judged(window, (begin, end), silent, lost)
                if due and first <= due.at <= last:
                    yield due

    def holes(self, first: date = date.min, last: date = date.max) -> list[Hole]:
        """What is not held, in order: editions after each other in one, and what the file says of other times."""
        found = list[Hole]()
        dues = (due for due in self.dues(first, last) if due.state != "unpublished" or not self._yearly(due))
        for (state, reason), group in groupby(dues, lambda due: (due.state, due.reason)):
            if state != "held":
                some = list(group)
                found.append(Hole(some[0].first, some[-1].last, state, reason, len(some)))
        return sorted([*found, *self._unruled(first, last)])

    def months(self, first: date = date.min, last: date = date.max) -> dict[str, Month]:
        """Every month of the run from ``first`` to ``last`` by its name, ``1956-10``."""
        if self.bounds is None:
            return {}
        low, high = max(first, self.bounds[0]).replace(day=1), min(last, self.bounds[1])
        dues = dict[str, list[Due]]()
        for due in self.dues(low, min(last, month_end(high))):
            dues.setdefault(due.at.isoformat()[:7], []).append(due)
        days = dict[str, int]()
        for day in self.held:
            days[day.isoformat()[:7]] = days.get(day.isoformat()[:7], 0) + 1
        found = {}
        while low <= high:
            name = low.isoformat()[:7]
            found[name] = self._month(low, days.get(name, 0), dues.get(name, []))
            if low.year == date.max.year and low.month == 12:
                break
            low = month_end(low) + DAY
        return found

    def spells(self) -> Iterator[tuple[Rhythm, date, date]]:
        """(rhythm, first day, last day) of each time with one rhythm, in order."""
        if self.bounds is None:
            return
        rhythms = self.outlet.frequency or (Rhythm(),)
        starts = [span_of(rhythm.since)[0] if rhythm.since else date.min for rhythm in rhythms]
        if starts[0] > self.bounds[0]:
            rhythms, starts = (Rhythm(), *rhythms), [date.min, *starts]
        for rhythm, (begin, after) in zip(rhythms, pairwise([*starts, date.max]), strict=True):
            low = max(begin, self.bounds[0])
            high = min(after if after == date.max else after - DAY, self.bounds[1])
            if low <= high:
                yield rhythm, low, high

    def _judged(
        self, window: Window, within: tuple[date, date], silent: dict[date, str], lost: dict[date, str]
    ) -> Due | None:
        """What became of the window's edition; None when it may have been due outside of the time of its rhythm."""
        first, last = max(window.first, within[0]), min(window.last, within[1])
        at = bisect_left(self.held, first)
        if at < len(self.held) and self.held[at] <= last:
            return Due(self.held[at], self.held[at], self.held[at], "held", "")
        if not within[0] <= window.due <= within[1] if window.exact else (first, last) != window[:2]:
            return None
        days = (window.due,) if window.exact else tuple(days_between(first, last))
        words = (window.due, window.due) if window.exact else (first, last)
        if all(day in silent for day in days):
            return Due(window.due, *words, "unpublished", silent[days[0]])
        reason = next((lost[day] for day in days if day in lost), "")
        return Due(window.due, *words, "missing", reason)

    def _yearly(self, due: Due) -> bool:
        """True for a day on which the outlet never appears: it is no news."""
        return any(one.yearly and one.first == due.at.isoformat()[5:] for one in self.outlet.not_published)

    def _unruled(self, first: date, last: date) -> Iterator[Hole]:
        """What the file says of times in which nobody knows how often the outlet came out."""
        for rhythm, begin, end in self.spells():
            if is_ruled(rhythm):
                continue
            low, high = max(begin, first), min(end, last)
            told: tuple[tuple[Literal["missing", "unpublished"], tuple[Absence, ...]], ...] = (
                ("missing", self.outlet.missing), ("unpublished", self.outlet.not_published),
            )  # fmt: skip
            for state, absences in told:
                for one in absences:
                    if not one.yearly and (hole := part_between(one, low, high)):
                        yield Hole(*hole, state, one.reason, 0)

    def _month(self, begin: date, held: int, dues: Sequence[Due]) -> Month:
        filled = sum(due.state == "held" for due in dues)
        expected = sum(due.state != "unpublished" for due in dues)
        if held:
            return Month(held, filled, expected, "", "")
        if not dues:
            return Month(0, 0, 0, *self._unruled_month(begin))
        state: Literal["missing", "unpublished"] = "missing" if expected else "unpublished"
        reasons = {due.reason for due in dues if due.state == state}
        return Month(0, filled, expected, state, reasons.pop() if len(reasons) == 1 else "")

    def _unruled_month(self, begin: date) -> tuple[Literal["", "missing", "unpublished"], str]:
        """Why nothing is held of a month in which no edition is due."""
        end = month_end(begin)
        ruled = [is_ruled(rhythm) for rhythm, low, high in self.spells() if low <= end and high >= begin]
        if not ruled or any(ruled):
            return "", ""
        days = (end - begin).days + 1
        silent, lost = (explained(some, begin, end) for some in (self.outlet.not_published, self.outlet.missing))
        if len(silent) == days:
            return "unpublished", silent[begin]
        return "missing", lost[begin] if len(lost) == days else ""


def _bounds(outlet: Outlet, ends: tuple[str, str] | None) -> tuple[date, date] | None:
    """The days on which the run surely was under way, and all that is held besides; None when nothing is known."""
    held = [date.fromisoformat(day) for day in ends] if ends else []
    if not held and not (outlet.founded and outlet.ceased):
        return None
    begins, ceases = held[:1], held[1:]
    if outlet.founded:
        low, high = span_of(outlet.founded)
        begins.append(low if low == high else min([*held[:1], day_after(high)]))
    if outlet.ceased:
        low, high = span_of(outlet.ceased)
        ceases.append(low if low == high else max([*held[1:], max(low, date.min + DAY) - DAY]))
    begin, end = min(begins), max(ceases)
    return (begin, end) if begin <= end else None
