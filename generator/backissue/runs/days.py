"""Days, as an outlet's file knows them: a date may be a month or a year, and an absence a day of every year."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from backissue.model import Absence

DAY = timedelta(days=1)


def span_of(known: str) -> tuple[date, date]:
    """The first and the last day of a date as known."""
    year, month, day = (int(part) for part in f"{known[:10]}-0-0".split("-")[:3])
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    return first, month_end(first if month else first.replace(month=12))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - DAY


def day_after(day: date) -> date:
    """The next day; the last one that there is stays."""
    return day + DAY if day < date.max else day


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def part_between(absence: Absence, low: date, high: date) -> tuple[date, date] | None:
    """The part of a span that lies between two days."""
    first, last = max(span_of(absence.first)[0], low), min(span_of(absence.last)[1], high)
    return (first, last) if first <= last else None


def _in_year(absence: Absence, year: int) -> tuple[date, date] | None:
    """A day of every year in one; 29 February is not in all."""
    try:
        day = date.fromisoformat(f"{year:04d}-{absence.first}")
    except ValueError:
        return None
    return day, day


def explained(absences: Iterable[Absence], low: date, high: date) -> dict[date, str]:
    """Each day from ``low`` to ``high`` of which the file says something, with what it says."""
    found = dict[date, str]()
    for one in absences:
        spans = (
            [part_between(one, low, high)]
            if not one.yearly
            else [_in_year(one, year) for year in range(low.year, high.year + 1)]
        )
        for span in spans:
            for day in days_between(*span) if span else ():
                found.setdefault(day, one.reason)
    return found


def held_within(days: Sequence[str], absence: Absence) -> list[str]:
    """Of the days held, in order, those on which the file says that there is nothing: the file or the date is wrong."""
    if absence.yearly:
        return [day for day in days if day[5:] == absence.first]
    first, last = (day.isoformat() for day in (span_of(absence.first)[0], span_of(absence.last)[1]))
    return list(days[bisect_left(days, first) : bisect_right(days, last)])
