"""The windows of a rhythm: the days within each of which one edition is expected.

They follow from the outlet's file alone, not from what is held.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from backissue.model import Outlet, Rhythm
from backissue.runs.days import DAY, days_between, month_end

REACH = timedelta(days=92)
"""No window is longer: what is said of a day follows from editions at most so far from it."""
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


def is_ruled(rhythm: Rhythm) -> bool:
    """True when it can be told which editions there should be."""
    return rhythm.every not in ("", "irregular")


def windows(outlet: Outlet, rhythm: Rhythm, low: date, high: date) -> Iterator[Window]:
    """The windows of a rhythm that have days from ``low`` to ``high``, in order."""
    if rhythm.every == "daily":
        for day in days_between(low, high):
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
            end = month_end(begin.replace(month=begin.month + months - 1))
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
