"""Dates as sources write them, in the one form that an archive reads (docs/content.md, "Dates")."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")
_RFC_5322 = re.compile(r"(?:[A-Za-z]{3,9}\.?,?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}\s+\d{1,2}:\d\d\b.*", re.DOTALL)
_SIGN = re.compile(r"%(.)")
_LONGEST = 100
"""No date is longer; what is would only cost time."""


def moment(text: str, forms: Iterable[str] = ()) -> str:
    """``text`` in ISO 8601, known as well as it says: a moment, a day, a month or a year.

    ``forms`` (as of ``strptime``) are tried first, then ISO 8601, then the form of mail and RSS. A time without an
    offset stays without. Raises ValueError when it is none of these.
    """
    text = text.strip()[:_LONGEST]
    for form in forms:
        try:
            return _as_known(datetime.strptime(text, form), form)
        except (ValueError, re.error):
            continue
    try:
        if partial := _PARTIAL.fullmatch(text):
            date(int(partial[1]), int(partial[2] or 1), 1)
            return text
        if text[:1].isdigit() and (found := _iso(text)):
            return found
        if _RFC_5322.fullmatch(text):
            return _to_the_second(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    raise ValueError(f'"{text}" is not a date')


def _iso(text: str) -> str:
    found = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d|[Zz]$)", "", text).replace("z", "Z"))
    return _to_the_second(found) if ":" in text or "T" in text.upper() else found.date().isoformat()


def _as_known(found: datetime, form: str) -> str:
    """What ``form`` says and no more: ``%Y`` gives a year."""
    signs = set(_SIGN.findall(form))
    if signs & set("HIcX"):
        return _to_the_second(found)
    day = found.date().isoformat()
    return day if signs & set("djx") else day[:7] if signs & set("mbB") else day[:4]


def _to_the_second(found: datetime) -> str:
    return found.replace(microsecond=0).isoformat()
