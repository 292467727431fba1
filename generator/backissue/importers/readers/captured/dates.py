"""Dates as pages write them, in figures and in words, as ISO 8601.

| written | read |
| --- | --- |
| ``2025-11-27``, ``2025-11``, ``20251127`` | as it stands |
| ``2025-11-27T21:05:00.123+1000``, ``2025-11-27 21:05`` | ``2025-11-27T21:05:00+10:00``, ``2025-11-27T21:05:00`` |
| ``Thu, 27 Nov 2025 21:05:00 +0000`` | ``2025-11-27T21:05:00+00:00`` |
| ``Thursday, 27th November 2025``, ``Nov. 27, 2025`` | ``2025-11-27`` |
| ``27 November 2025, 9.05pm AEST`` | ``2025-11-27T21:05:00+10:00`` |
| ``27-11-2025``, ``27/11/2025``, ``27.11.2025`` | ``2025-11-27``: the day first, unless it cannot be |
| ``November 2025`` | ``2025-11`` |
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december")  # fmt: skip
_ISO = re.compile(
    r"(?<!\d)(\d{4})(?P<sign>[-/.]?)(\d\d)(?P=sign)(\d\d)(?!\d)(?:[Tt\s]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(?:([Zz]|UTC|GMT)|([+-]\d\d):?(\d\d)?)?)?"
)
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_CLOCK = re.compile(
    r"(?:at\s+|,\s*|\s|^|\|)\s*(\d{1,2})(?:[:.h](\d\d)(?::(\d\d))?)?\s*([ap])\.?m\b\.?|(?:at\s+|,\s*|\s|^|\|)\s*(\d{1,2})[:.](\d\d)(?::(\d\d))?(?!\d)",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\(?\b(?:UTC|GMT)?([+-]\d\d):?(\d\d)\b\)?|\b([A-Z]{3,4})\b")
_ZONES = {
    "UTC": "+00:00", "GMT": "+00:00", "AEDT": "+11:00", "AEST": "+10:00", "ACDT": "+10:30", "ACST": "+09:30",
    "AWST": "+08:00", "NZDT": "+13:00", "NZST": "+12:00", "EDT": "-04:00", "EST": "-05:00", "CDT": "-05:00",
    "MDT": "-06:00", "MST": "-07:00", "PDT": "-07:00", "PST": "-08:00", "CET": "+01:00", "CEST": "+02:00",
    "EET": "+02:00", "EEST": "+03:00", "SAST": "+02:00", "JST": "+09:00",
}  # fmt: skip
"""Abbreviations that mean one offset to most; CST, IST and BST do not."""
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?", re.IGNORECASE)


class When(NamedTuple):
    """A date that was found in a text."""

    iso: str
    rest: str
    """What else the text says."""
    doubtful: bool = False
    """Days and months in figures could be the other way round."""


def read_date(text: str, forms: Sequence[str] = (), language: str = "") -> When | None:
    """The first date in ``text``; ``forms`` are tried on the whole of it before anything else, as strptime has them.

    None when there is none, or when it cannot be: the 31st of February.
    """
    text = " ".join(text.split())
    for form in forms:
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            continue
        timed = any(sign in form for sign in ("%H", "%I", "%X", "%c"))
        return When(moment.isoformat() if timed else moment.date().isoformat(), "")
    for find in (_iso, _in_words, _in_figures):
        for found in find(text, language):
            return found
    return None


def dates_in(text: str, language: str = "") -> list[str]:
    """Every day that is named in ``text``, in order, doubled ones as well: ``27 May 202527 May 2025`` has two."""
    found = []
    while when := read_date(text, language=language):
        found.append(when.iso[:10])
        text = when.rest
    return found


def _iso(text: str, language: str) -> Iterator[When]:
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        yield When(text, "")
    for found in _ISO.finditer(text):
        year, _, month, day, hour, minute, second, utc, hours, minutes = found.groups()
        offset = "+00:00" if utc else f"{hours}:{minutes or '00'}" if hours else ""
        clock = f"T{hour:0>2}:{minute}:{second or '00'}{offset}" if hour else ""
        if iso := _checked(f"{year}-{month}-{day}{clock}"):
            yield When(iso, text[: found.start()] + text[found.end() :])


def _in_words(text: str, language: str) -> Iterator[When]:
    months, pattern = _months(language.replace("_", "-").split("-")[0].casefold())
    for found in pattern.finditer(text):
        day, month, year = (
            found["day"] or found["day2"], found["month"] or found["month2"], found["year"] or found["year2"],
        )  # fmt: skip
        number = months[(month or found["month3"]).casefold()]
        if day is None:
            iso, rest = f"{found['year3']}-{number:02}", text[: found.start()] + " " + text[found.end() :]
            if _checked(f"{iso}-01"):
                yield When(iso, rest.strip())
        elif iso := _checked(f"{year}-{number:02}-{int(day):02}"):
            yield _with_clock(iso, text[: found.start()], text[found.end() :])


def _in_figures(text: str, language: str) -> Iterator[When]:
    for found in _FIGURES.finditer(text):
        first, second, year = int(found[1]), int(found[3]), found[4]
        day, month = (second, first) if second > 12 >= first else (first, second)
        if iso := _checked(f"{year}-{month:02}-{day:02}"):
            when = _with_clock(iso, text[: found.start()], text[found.end() :])
            yield when._replace(doubtful=first <= 12 and second <= 12 and first != second)


def _with_clock(day: str, before: str, after: str) -> When:
    """The time beside a day, where one is written; what stands directly after the day is looked at first."""
    for at, side in enumerate((after, before)):
        found = _CLOCK.search(side)
        if not found or found.start() > 12:
            continue
        hour, minute, second = found[1] or found[5], found[2] or found[6] or "00", found[3] or found[7] or "00"
        hours = int(hour) % 12 + 12 * (found[4].lower() == "p") if found[4] else int(hour)
        rest = side[: found.start()] + " " + side[found.end() :]
        offset, rest = _offset(rest)
        if iso := _checked(f"{day}T{hours:02}:{minute}:{second}{offset}"):
            return When(iso, " ".join((before + rest if at == 0 else rest + after).split()))
    return When(day, (before + " " + after).strip())


def _offset(text: str) -> tuple[str, str]:
    for found in _OFFSET.finditer(text[:24]):
        offset = f"{found[1]}:{found[2]}" if found[1] else _ZONES.get(found[3], "")
        if offset:
            return offset, text[: found.start()] + text[found.end() :]
    return "", text


def without_weekday(text: str) -> str:
    """``text`` without the day of the week that stands beside a date."""
    return " ".join(_WEEKDAY.sub(" ", text).split())


def _checked(iso: str) -> str:
    """``iso`` when there is such a moment."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    return iso if moment.year >= 1000 else ""


@cache
def _months(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Names and short names of months, English ones and those of ``language``, and dates that have them."""
    months = {name: at for at, name in enumerate(_ENGLISH, 1)} | {name[:3]: at for at, name in enumerate(_ENGLISH, 1)}
    months["sept"] = 9
    if language not in ("", "en"):
        months |= {name: at for name, at in _months_of(language) if name not in months}
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    pattern = rf"""
        (?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?[\s-]+(?:of\s+|de\s+)?
            (?P<month>{names})\b\.?,?[\s-]+(?:de\s+)?(?P<year>\d{{4}})
        | \b(?P<month2>{names})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})
        | \b(?P<month3>{names})\b\.?,?\s+(?P<year3>\d{{4}})
    """
    return months, re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def _months_of(language: str) -> Iterator[tuple[str, int]]:
    from babel.core import UnknownLocaleError
    from babel.dates import get_month_names

    try:
        for width in ("wide", "abbreviated"):
            for at, name in get_month_names(width, locale=language).items():
                yield name.casefold().rstrip("."), at
    except (UnknownLocaleError, ValueError):
        return
