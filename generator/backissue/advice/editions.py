"""Days that a paper which came out every day, or every week, seems to lack."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from backissue.advice.content import Content
from backissue.advice.finding import Finding
from backissue.model import Edition, Outlet

_FREQUENCIES = (("daily", 1), ("weekly", 7))
_APART = 4
"""Steps without an edition that end a run: what is missing then was never collected."""
_FEWEST = 8
"""Editions that a paper must have for its own rhythm to be read from them."""
_SHORTEST = 4
"""Editions that make a run."""
_SUNDAY = 6


def holes(content: Content) -> Iterator[Finding]:
    """For each outlet the days on which no story and no edition's file is dated, within a run of editions."""
    dates: dict[str, set[str]] = {}
    for edition in content.ask.every(Edition):
        dates.setdefault(edition.outlet, set()).add(edition.date)
    query = "SELECT DISTINCT date FROM articles WHERE outlet = ? AND length(date) = 10"
    for outlet in content.ask.every(Outlet):
        found = dates.get(outlet.id, set()) | {day for (day,) in content.catalog.db.execute(query, (outlet.id,))}
        days = sorted(map(date.fromisoformat, found))
        step = rhythm(outlet.frequency, days)
        for first, last in missing(days, step) if step else ():
            what = f"no edition of {first}" if first == last else f"no editions from {first} to {last}"
            message = f"{what}, between editions {'a day' if step == 1 else f'{step} days'} apart"
            yield Finding("holes", f"content/{outlet.source}", 0, message, "add them if they came out")


def rhythm(frequency: str, days: Sequence[date]) -> int:
    """Days from one edition to the next: as the outlet's file says, else as most of its editions are; 0 if unknown."""
    for word, step in _FREQUENCIES:
        if word in frequency.casefold().replace("-", " ").split():
            return step
    if frequency.strip() or len(days) < _FEWEST:
        return 0
    usual = int(median((later - earlier).days for earlier, later in pairwise(days)))
    return usual if usual in (1, 7, 14) else 0


def missing(days: Sequence[date], step: int) -> Iterator[tuple[date, date]]:
    """(first, last) of each hole in the runs of ``days``.

    A day of the week on which the run mostly has no edition is no hole: papers rest on Sundays.
    """
    for run in _runs(days, step):
        if step == 1:
            yield from _missing_days(run)
        else:
            for earlier, later in pairwise(run):
                count = round((later - earlier).days / step) - 1
                if count > 0:
                    yield earlier + timedelta(step), earlier + timedelta(step * count)


def _runs(days: Sequence[date], step: int) -> Iterator[list[date]]:
    run: list[date] = []
    for day in days:
        if run and (day - run[-1]).days > step * _APART:
            if len(run) >= _SHORTEST:
                yield run
            run = []
        run.append(day)
    if len(run) >= _SHORTEST:
        yield run


def _missing_days(run: Sequence[date]) -> Iterator[tuple[date, date]]:
    there = set(run)
    every = [run[0] + timedelta(at) for at in range((run[-1] - run[0]).days + 1)]
    possible, printed = (Counter(day.weekday() for day in some) for some in (every, run))

    def rests(weekday: int) -> bool:
        if possible[weekday] < 2:  # one week says little, but of its Sunday
            return weekday == _SUNDAY and not printed[weekday]
        return printed[weekday] * 2 <= possible[weekday]

    expected = [day for day in every if not rests(day.weekday())]
    hole: list[date] = []
    for day in expected:
        if day in there:
            if hole:
                yield hole[0], hole[-1]
            hole = []
        else:
            hole.append(day)
