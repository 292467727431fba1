"""Dates in the many forms of front matter, as ISO 8601 as far as they are known."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from backissue.sources import dates

_FILE_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_. ]+|$)")
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:[Tt]|\s)\s*(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*"
    r"(?:([Zz]|UTC|GMT)?\s*(?:([+-])(\d{1,2})(?::?(\d\d))?)?(?:\s+[A-Z]{3,4})?)?)?$"
)
_IN_WORDS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b. %d, %Y",
             "%A, %B %d, %Y", "%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M:%S %p")  # fmt: skip
_UTC = ZoneInfo("UTC")


def iso(written: object, forms: Sequence[str] = ()) -> str:
    """``written`` as ISO 8601, by one of ``forms`` (of strptime) or any that is beyond doubt; empty when it is none.

    A time without an offset stays without one: it is in the outlet's time zone.
    """
    text = " ".join(str(written or "").split())
    if not text or len(text) > 100:
        return ""
    for form in forms:
        try:
            return _shown(datetime.strptime(text, form), with_time="%H" in form or "%I" in form)
        except ValueError:
            continue
    if found := _ISO.match(text):
        return _checked(_from_parts(*found.groups()))
    if re.match(r"\d{4}(-\d\d)?$", text):
        return _checked(text)
    for form in _IN_WORDS:
        try:
            return _shown(datetime.strptime(text, form), with_time="%I" in form)
        except ValueError:
            continue
    try:
        return _shown(parsedate_to_datetime(text), with_time=True)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def in_file_name(stem: str) -> tuple[str, str]:
    """The date that a file's name begins with, and the rest of the name; no date and the name otherwise."""
    if (found := _FILE_NAME.match(stem)) and (day := iso(f"{found[1]}-{found[2]}-{found[3]}")):
        return day, stem[found.end() :]
    return "", stem


def _from_parts(year: str, month: str, day: str, hour: str, minute: str, second: str, zone: str, sign: str,
                hours: str, minutes: str) -> str:  # fmt: skip
    date = f"{year}-{month:0>2}-{day:0>2}"
    if not hour:
        return date
    offset = f"{sign}{hours:0>2}:{minutes or '00'}" if sign else "Z" if zone else ""
    return f"{date}T{hour:0>2}:{minute}{f':{second}' if second else ''}{offset}"


def _shown(found: datetime, *, with_time: bool) -> str:
    return _checked(found.replace(microsecond=0).isoformat() if with_time else found.date().isoformat())


def _checked(text: str) -> str:
    try:
        dates.known(text, _UTC)
    except ValueError:
        return ""
    return text
