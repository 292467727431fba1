"""An outlet's run: the editions that there should be, by the outlet's own file, and which of them are held.

Pure: all of it follows from the file and from the days of which an edition is held. One edition is expected in each
*window*: a day of a daily, the seven days around the weekday of a weekly, a calendar month, a quarter. An edition that
came out on Thursday because Friday was a holiday is so the edition of its week. Windows follow from the file alone, not
from what is held: a new edition changes what is said of its own window, and at most where the run begins or ends.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from backissue.model import Absence, Outlet, Rhythm

State = Literal["held", "missing", "unpublished"]

REACH = timedelta(days=92)
"""No window is longer: what is said of a day follows from editions at most so far from it."""
DAY = timedelta(days=1)
_WEEK = {"weekly": 7, "fortnightly": 14}
_MONTHS = {"monthly": 1, "quarterly": 3}
_THURSDAY = 3
"""The middle of a calendar week: what a weekly is due on whose weekday nobody said."""


class Window(NamedTuple):
    """The days within which one edition is expected."""

    first: date
    last: date
    due: date
    exact: bool
    """True when the file says that it is due on that very day."""


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
            silent, lost = (_explained(some, *reach) for some in (self.outlet.not_published, self.outlet.missing))
            for window in _windows(self.outlet, rhythm, low, high):
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
        for due in self.dues(low, min(last, _month_end(high))):
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
            low = _month_end(low) + DAY
        return found

    def spells(self) -> Iterator[tuple[Rhythm, date, date]]:
        """(rhythm, first day, last day) of each time with one rhythm, in order."""
        if self.bounds is None:
            return
        rhythms = self.outlet.frequency or (Rhythm(),)
        starts = [_span(rhythm.since)[0] if rhythm.since else date.min for rhythm in rhythms]
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
        days = (window.due,) if window.exact else tuple(_days(first, last))
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
            if _is_ruled(rhythm):
                continue
            low, high = max(begin, first), min(end, last)
            told: tuple[tuple[Literal["missing", "unpublished"], tuple[Absence, ...]], ...] = (
                ("missing", self.outlet.missing), ("unpublished", self.outlet.not_published),
            )  # fmt: skip
            for state, absences in told:
                for one in absences:
                    if not one.yearly and (hole := _cut(one, low, high)):
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
        end = _month_end(begin)
        ruled = [_is_ruled(rhythm) for rhythm, low, high in self.spells() if low <= end and high >= begin]
        if not ruled or any(ruled):
            return "", ""
        days = (end - begin).days + 1
        silent, lost = (_explained(some, begin, end) for some in (self.outlet.not_published, self.outlet.missing))
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
        low, high = _span(outlet.founded)
        begins.append(low if low == high else min([*held[:1], _after(high)]))
    if outlet.ceased:
        low, high = _span(outlet.ceased)
        ceases.append(low if low == high else max([*held[1:], max(low, date.min + DAY) - DAY]))
    begin, end = min(begins), max(ceases)
    return (begin, end) if begin <= end else None


def _is_ruled(rhythm: Rhythm) -> bool:
    """True when it can be told which editions there should be."""
    return rhythm.every not in ("", "irregular")


def _windows(outlet: Outlet, rhythm: Rhythm, low: date, high: date) -> Iterator[Window]:
    """The windows of a rhythm that have days from ``low`` to ``high``, in order."""
    if rhythm.every == "daily":
        for day in _days(low, high):
            if not rhythm.weekdays or day.weekday() in rhythm.weekdays:
                yield Window(day, day, day, exact=True)
    elif step := _WEEK.get(rhythm.every):
        before, after = (step - 1) // 2, step // 2
        anchor = _anchor(outlet, rhythm)
        exact = bool(rhythm.weekdays) and (step == 7 or _is_anchored(outlet, rhythm))
        number = (low.toordinal() - after - anchor) // step
        while (due := anchor + number * step) - before <= high.toordinal():
            if due + after >= low.toordinal() and due > before and due + after <= date.max.toordinal():
                first, last = date.fromordinal(due - before), date.fromordinal(due + after)
                yield Window(first, last, date.fromordinal(due), exact)
            number += 1
    elif months := _MONTHS.get(rhythm.every):
        begin = low.replace(day=1, month=(low.month - 1) // months * months + 1)
        while begin <= high:
            end = _month_end(begin.replace(month=begin.month + months - 1))
            yield Window(begin, end, begin, exact=False)
            if end == date.max:
                break
            begin = end + DAY


def _is_anchored(outlet: Outlet, rhythm: Rhythm) -> bool:
    return len(_start(outlet, rhythm)) == 10


def _start(outlet: Outlet, rhythm: Rhythm) -> str:
    return rhythm.since or (outlet.founded if rhythm == outlet.frequency[0] else "")


def _anchor(outlet: Outlet, rhythm: Rhythm) -> int:
    """The number of a day on which an edition is due: the rhythm's first where that is known, else in a fixed week."""
    weekday = rhythm.weekdays[0] if rhythm.weekdays else None
    if _is_anchored(outlet, rhythm) and (rhythm.every != "weekly" or weekday is None):
        start = date.fromisoformat(_start(outlet, rhythm))
        return start.toordinal() + ((weekday - start.weekday()) % 7 if weekday is not None else 0)
    return 1 + (weekday if weekday is not None else _THURSDAY)  # the year 1 began on a Monday


def _explained(absences: Iterable[Absence], low: date, high: date) -> dict[date, str]:
    """Each day from ``low`` to ``high`` of which the file says something, with what it says."""
    found = dict[date, str]()
    for one in absences:
        spans = (
            [_cut(one, low, high)]
            if not one.yearly
            else [_in_year(one, year) for year in range(low.year, high.year + 1)]
        )
        for span in spans:
            for day in _days(*span) if span else ():
                found.setdefault(day, one.reason)
    return found


def _cut(absence: Absence, low: date, high: date) -> tuple[date, date] | None:
    """The part of a span that lies between two days."""
    first, last = max(_span(absence.first)[0], low), min(_span(absence.last)[1], high)
    return (first, last) if first <= last else None


def _in_year(absence: Absence, year: int) -> tuple[date, date] | None:
    """A day of every year in one; 29 February is not in all."""
    try:
        day = date.fromisoformat(f"{year:04d}-{absence.first}")
    except ValueError:
        return None
    return day, day


def _span(known: str) -> tuple[date, date]:
    """The first and the last day of a date as known."""
    year, month, day = (int(part) for part in f"{known[:10]}-0-0".split("-")[:3])
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    return first, _month_end(first if month else first.replace(month=12))


def _month_end(day: date) -> date:
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - DAY


def _after(day: date) -> date:
    return day + DAY if day < date.max else day


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def held_within(days: Sequence[str], absence: Absence) -> list[str]:
    """Of the days held, in order, those on which the file says that there is nothing: the file or the date is wrong."""
    if absence.yearly:
        return [day for day in days if day[5:] == absence.first]
    first, last = (day.isoformat() for day in (_span(absence.first)[0], _span(absence.last)[1]))
    return list(days[bisect_left(days, first) : bisect_right(days, last)])
