"""Dates as far as they are known: ISO 8601 with reduced precision (ISO 8601-1:2019, 5.2.2)."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ]\s*(\d{1,2}:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?:([Zz])|([+-])(\d{1,2})(?::?(\d\d))?)?$"
)
"""ISO 8601, and what YAML's own timestamps allow: ``2016-03-23 9:00:00 -4``."""


def known(text: str, zone: ZoneInfo) -> str:
    """``text`` in the one form that ``model`` keeps; a time without an offset is in ``zone``.

    ``unknown`` gives the empty string. Raises ValueError, saying why, when it is no date.
    """
    text = text.strip()
    if text == "unknown":
        return ""
    try:
        if _DAY.match(text):
            return date.fromisoformat(text).isoformat()
        if partial := _PARTIAL.match(text):
            year, month = partial.groups()
            date(int(year), int(month or 1), 1)
            return text
        if moment := _MOMENT.match(text):
            day, clock, utc, sign, hours, minutes = moment.groups()
            offset = "+00:00" if utc else f"{sign}{hours:0>2}:{minutes or '00'}" if sign else ""
            found = datetime.fromisoformat(f"{day}T{clock:0>{5 if clock.count(':') == 1 else 8}}{offset}")
            return _to_the_minute(found if found.tzinfo else found.replace(tzinfo=zone)).isoformat()
    except ValueError as fault:
        raise ValueError(f'"{text}" is not a date: {fault}') from None
    raise ValueError(f'"{text}" is not a date')


def has_time(iso: str) -> bool:
    """True when ``iso`` is known to the minute."""
    return "T" in iso


def local_day(iso: str, zone: ZoneInfo) -> str:
    """``iso`` as known, to the day at most: in ``zone`` when it has a time."""
    return _in(datetime.fromisoformat(iso), zone).date().isoformat() if has_time(iso) else iso


def instant(iso: str, zone: ZoneInfo) -> str:
    """The moment that ``iso`` (at least a day) begins at, in UTC: ``2025-11-28T00:00:00Z``; such texts sort."""
    moment = datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return _in(moment, UTC).replace(tzinfo=None).isoformat() + "Z"


def in_utc(iso: str) -> str:
    """``iso`` as known, a time as ``2025-11-28T00:00:00Z``: such texts sort."""
    return instant(iso, ZoneInfo("UTC")) if has_time(iso) else iso


def beginning(iso: str, zone: ZoneInfo) -> str:
    """The moment that a date, as known, begins at in ``zone``, as an instant in UTC (RFC 3339)."""
    return instant(f"{iso}{'-01-01'[len(iso) - 10 :] if len(iso) < 10 else ''}", zone)


def _in(moment: datetime, zone: tzinfo) -> datetime:
    """``moment`` in ``zone``; as it is where the calendar ends (an embargo until 9999-12-31)."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _to_the_minute(moment: datetime) -> datetime:
    """A place had its own mean time before there were time zones (Paris +00:09:21); HTML has no such offset."""
    offset = moment.utcoffset() or timedelta()
    minutes = round(offset / timedelta(minutes=1))
    return moment.replace(tzinfo=timezone(timedelta(minutes=minutes))) if offset.seconds % 60 else moment


def a_year_before(day: str) -> str:
    """``2024-11-27`` for ``2025-11-27``; dates known less well stay so."""
    if not day:
        return ""
    earlier = f"{int(day[:4]) - 1:04d}{day[4:]}"
    return earlier[:8] + "28" if earlier.endswith("-02-29") else earlier
