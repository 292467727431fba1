"""Days that a paper seems to lack between its other editions, and days held although its file says that it had none."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from statistics import median

import msgspec

from backissue.advice.content import Content
from backissue.advice.finding import Finding
from backissue.model import Outlet, Rhythm
from backissue.runs import Due, Run
from backissue.runs.days import held_within

_DAYS = "SELECT DISTINCT date FROM articles WHERE outlet = ? AND length(date) = 10"
_MANY = 4
"""Editions after each other that are not held end a run: what is missing then was never collected."""
_FEWEST = 8
"""Editions that a paper must have for its own rhythm to be read from them."""
_SHORTEST = 4
"""Editions that make a run."""
_SUNDAY = 6


def holes(content: Content) -> Iterator[Finding]:
    """For each outlet the days on which no story and no edition's file is dated, within a run of editions."""
    for outlet in content.ask.every(Outlet):
        every = content.catalog.db.execute(
            _DAYS, (outlet.id,)
        )  # of drafts and withdrawn stories too: they are not lost
        days = sorted({day for (day,) in every}.union(content.ask.held.days(outlet.id)))
        for first, last in missing(outlet, days):
            what = f"no edition of {first}" if first == last else f"no editions from {first} to {last}"
            yield Finding(
                "holes", f"content/{outlet.source}", 0, f"{what}, in a run of others", "add them if they came out"
            )
        for field, absences in (("not_published", outlet.not_published), ("missing", outlet.missing)):
            for number, absence in enumerate(absences):
                for day in held_within(days, absence):
                    line = content.line(outlet.source, field, number)
                    message = f"{field} names {day}, and an edition of it is held"
                    yield Finding("editions", f"content/{outlet.source}", line, message, "correct the one or the other")


def missing(outlet: Outlet, days: Sequence[str]) -> Iterator[tuple[date, date]]:
    """(first, last) of each hole in the runs of an outlet's ``days``, but for those that its file explains."""
    counted = _with_rhythm(outlet, [date.fromisoformat(day) for day in days])
    if not counted.frequency or not days:
        return
    dues = (due for due in Run(counted, days, (days[0], days[-1])).dues() if due.state == "held" or not due.reason)
    dues = (due for due in dues if due.state != "unpublished")
    for run in _runs(dues):
        if sum(due.state == "held" for due in run) >= _SHORTEST:
            for state, group in groupby(run, lambda due: due.state):
                some = list(group)
                if state == "missing":
                    yield some[0].first, some[-1].last


def _with_rhythm(outlet: Outlet, days: Sequence[date]) -> Outlet:
    """The outlet with a rhythm to count by: as its file says, and where the file does not, as its editions are.

    When it was founded and ceased does not matter: only what lies between editions is a hole.
    """
    stated = outlet.frequency or _usual(days)
    told = tuple(
        Rhythm("daily", _weekdays(days), one.since) if one.every == "daily" and not one.weekdays else one
        for one in stated
    )
    return msgspec.structs.replace(outlet, frequency=told, founded="", ceased="")


def _usual(days: Sequence[date]) -> tuple[Rhythm, ...]:
    """The rhythm that most of the editions have; none when there are few of them, or they have no rhythm."""
    if len(days) < _FEWEST:
        return ()
    weekday = Counter(day.weekday() for day in days).most_common(1)[0][0]
    match int(median((later - earlier).days for earlier, later in pairwise(days))):
        case 1:
            return (Rhythm("daily"),)
        case 7:
            return (Rhythm("weekly", (weekday,)),)
        case 14:
            return (Rhythm("fortnightly", (weekday,), days[0].isoformat()),)
        case _:
            return ()


def _weekdays(days: Sequence[date]) -> tuple[int, ...]:
    """The days of the week on which a daily mostly has an edition: papers rest on Sundays."""
    printed = Counter(day.weekday() for day in days)
    most = max(printed.values(), default=0)
    if most < 2:  # one week says little, but of its Sunday
        return tuple(day for day in range(7) if day != _SUNDAY or printed[day])
    return tuple(day for day in range(7) if printed[day] * 2 > most)


def _runs(dues: Iterator[Due]) -> Iterator[list[Due]]:
    """Editions after each other, parted where many are not held."""
    run: list[Due] = []
    for state, group in groupby(dues, lambda due: due.state):
        some = list(group)
        if state == "missing" and len(some) >= _MANY:
            yield run
            run = []
        else:
            run += some
    yield run
