"""What an outlet's file says of its run: how often it came out, when it did not, what is known to be lost."""

import difflib
import re
from calendar import day_name
from datetime import date
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

from backissue.model import Absence, Rhythm
from backissue.sources import dates
from backissue.sources.fields import Fields, Place

Every = Literal["daily", "weekly", "fortnightly", "monthly", "quarterly", "irregular"]
WEEKDAYS = tuple(name.casefold() for name in day_name)
"""From Monday on, in English whatever the machine's language: nothing sets Python's locale."""
_YEARLY = re.compile(r"(\d\d)-(\d\d)$")
_UTC = ZoneInfo("UTC")
"""No date here has a time, so no zone matters."""


class RhythmFields(msgspec.Struct, forbid_unknown_fields=True):
    every: Every
    on: str | list[str] | None = None
    since: str | None = msgspec.field(name="from", default=None)


class AbsenceFields(msgspec.Struct, forbid_unknown_fields=True):
    date: str | None = None
    first: str | None = msgspec.field(name="from", default=None)
    last: str | None = msgspec.field(name="to", default=None)
    reason: str | None = None


def rhythms(fields: Fields, written: str | RhythmFields | list[str | RhythmFields] | None) -> tuple[Rhythm, ...]:
    """How often the outlet came out, in order of time; a fault is noted where an order or a day is none."""
    if written is None:
        return ()
    given = written if isinstance(written, list) else [written]
    found = list[Rhythm]()
    for number, one in enumerate(given):
        place: Place = ("frequency", number) if isinstance(written, list) else ("frequency",)
        found.append(_words(one) if isinstance(one, str) else _rhythm(fields, place, one))
        if number and not found[-1].since:
            fields.problem(place, "it is not said from when it was so", "add from: 1988-03-07")
        elif number and found[-1].since <= found[-2].since:
            fields.problem(place, "this began before what stands above it", "put them in order of time")
    return tuple(found)


def _words(text: str) -> Rhythm:
    for every in get_args(Every):
        if every == text.strip().casefold():
            return Rhythm(every=every)
    return Rhythm(words=text.strip())


def _rhythm(fields: Fields, place: Place, raw: RhythmFields) -> Rhythm:
    names = [raw.on] if isinstance(raw.on, str) else raw.on or []
    days = set[int]()
    for name in names:
        if name.strip().casefold() in WEEKDAYS:
            days.add(WEEKDAYS.index(name.strip().casefold()))
            continue
        close = difflib.get_close_matches(name.casefold(), WEEKDAYS, n=1)
        hint = f'did you mean "{close[0]}"?' if close else "write monday, tuesday …"
        fields.problem((*place, "on"), f'"{name}" is no day of the week', hint)
    if days and raw.every not in ("daily", "weekly", "fortnightly"):
        fields.problem((*place, "on"), f"what is {raw.every} has no day of the week", "remove on:")
    elif len(days) > 1 and raw.every != "daily":
        fields.problem(
            (*place, "on"), f"{raw.every} means one day", f"write every: daily with on: {names}".replace("'", "")
        )
    since = _day(fields, (*place, "from"), raw.since) if raw.since is not None else ""
    return Rhythm(every=raw.every, weekdays=tuple(sorted(days)), since=since)


def absences(fields: Fields, name: str, written: str | list[str | AbsenceFields] | None) -> tuple[Absence, ...]:
    """The days and spans under a field, as written."""
    given = [written] if isinstance(written, str) else written or []
    found = (_absence(fields, (name, number), one) for number, one in enumerate(given))
    return tuple(one for one in found if one)


def _absence(fields: Fields, place: Place, written: str | AbsenceFields) -> Absence | None:
    raw = AbsenceFields(date=written) if isinstance(written, str) else written
    reason = raw.reason or ""
    if raw.date is not None and raw.first is None and raw.last is None:
        if _YEARLY.match(raw.date.strip()):
            return _yearly(fields, place, raw.date.strip(), reason)
        day = _day(fields, place, raw.date)
        return Absence(day, day, reason) if day else None
    if raw.date is not None or raw.first is None or raw.last is None:
        fields.problem(
            place, "neither a date nor a span", "write date: 1956-03-12, or from: 1956-03-12 and to: 1956-03-30"
        )
        return None
    first, last = _day(fields, (*place, "from"), raw.first), _day(fields, (*place, "to"), raw.last)
    if first and last and last < first[: len(last)]:
        fields.problem((*place, "to"), f"{last} is before {first}", "from: is the first day, to: the last")
        return None
    return Absence(first, last, reason) if first and last else None


def _yearly(fields: Fields, place: Place, text: str, reason: str) -> Absence | None:
    try:
        date.fromisoformat(f"2000-{text}")  # a leap year
    except ValueError:
        fields.problem(place, f'"{text}" is no day of a year', "write 12-25 for Christmas, with the month first")
        return None
    return Absence(text, text, reason)


def _day(fields: Fields, place: Place, text: str) -> str:
    """A day, a month or a year; empty, with a fault noted, when it is none."""
    hint = "write 1956-03-12, 1956-03 or 1956"
    try:
        known = dates.known(text, _UTC)
    except ValueError as fault:
        fields.problem(place, str(fault), hint)
        return ""
    if not known or dates.has_time(known):
        fields.problem(place, f'"{text}" is not a day', hint)
        return ""
    return known
