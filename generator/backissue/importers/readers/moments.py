"""Dates as sources write them, in the one form that an archive reads (docs/content.md, "Dates")."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from backissue.sources import dates

_FILE_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[-_. ]+|$)")
_PARTIAL = re.compile(r"\d{4}(?:-\d\d)?$")
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:[Tt]|\s)\s*(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*"
    r"(?:([Zz]|UTC|GMT)?\s*(?:([+-])(\d{1,2})(?::?(\d\d))?)?(?:\s+[A-Z]{3,4})?)?)?$"
)
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?(?:(Z)|([+-])(\d\d):?(\d\d)?)?)?$")
_IN_WORDS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b. %d, %Y",
             "%A, %B %d, %Y", "%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M:%S %p")  # fmt: skip
_SIGN = re.compile(r"%(.)")
_LONGEST = 100
"""No date is longer; what is would only cost time."""
_UTC = ZoneInfo("UTC")


def moment(text: str, forms: Iterable[str] = ()) -> str:
    """``text`` in ISO 8601, known as well as it says: a moment, a day, a month or a year.

    ``forms`` (as of ``strptime``) are tried first, then ISO 8601 with or without its signs, English words, and the
    form of mail and RSS: what is beyond doubt. A time without an offset stays without, as it is in the outlet's time
    zone. Raises ValueError when it is none of these.
    """
    text = " ".join(text.split())
    for form in (*forms, None, *_IN_WORDS) if 0 < len(text) <= _LONGEST else ():
        try:
            return _stated(text) if form is None else _as_known(datetime.strptime(text, form), form)
        except (ValueError, re.error):
            continue
    try:
        if 0 < len(text) <= _LONGEST:
            return _checked(parsedate_to_datetime(text).replace(microsecond=0).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    raise ValueError(f'"{text[:_LONGEST]}" is not a date')


def moment_or_none(written: object, forms: Iterable[str] = ()) -> str:
    """``written`` as ``moment`` has it; empty when it is no date."""
    try:
        return moment(str(written or ""), forms)
    except ValueError:
        return ""


def in_file_name(stem: str) -> tuple[str, str]:
    """The date that a file's name begins with, and the rest of the name; no date and the name otherwise."""
    if (found := _FILE_NAME.match(stem)) and (day := moment_or_none(found[1])):
        return day, stem[found.end() :]
    return "", stem


def _stated(text: str) -> str:
    """A date in figures that begins with its year. Raises ValueError when it is none."""
    if _PARTIAL.match(text):
        return _checked(text)
    if not (found := _ISO.match(text) or _BASIC.match(text)):
        raise ValueError
    year, month, day, hour, minute, second, zone, sign, hours, minutes = found.groups()
    date = f"{year}-{month:0>2}-{day:0>2}"
    if not hour:
        return _checked(date)
    offset = f"{sign}{hours:0>2}:{minutes or '00'}" if sign else "+00:00" if zone else ""
    return _checked(f"{date}T{hour:0>2}:{minute}:{second or '00'}{offset}")


def _as_known(found: datetime, form: str) -> str:
    """What ``form`` says and no more: ``%Y`` gives a year."""
    signs = set(_SIGN.findall(form))
    if signs & set("HIcX"):
        return _checked(found.replace(microsecond=0).isoformat())
    day = found.date().isoformat()
    return _checked(day if signs & set("djx") else day[:7] if signs & set("mbB") else day[:4])


def _checked(text: str) -> str:
    dates.known(text, _UTC)
    return text
