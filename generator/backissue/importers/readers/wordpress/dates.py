"""WordPress's dates, each there twice: as the newsroom's clock showed it, and in Greenwich. The two give the offset."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from backissue.importers.readers.wordpress.parse import Post

_FURTHEST = timedelta(hours=14)
_STEP = timedelta(minutes=15)
"""No clock was ever further from Greenwich, since there are such dates; and all were so many minutes from it."""


def date_of(local: str, gmt: str) -> datetime | None:
    """The moment that the two say, with its offset; without one when only the clock's time is known, or they disagree.

    None when neither is a date: a draft has ``0000-00-00 00:00:00``.
    """
    here, there = _read(local), _read(gmt)
    if here is None:
        return there and there.replace(tzinfo=UTC)
    if there is None:
        return here
    offset = here - there
    if abs(offset) > _FURTHEST or offset % _STEP:
        return here
    return here.replace(tzinfo=timezone(offset))


def published(post: Post) -> datetime | None:
    """When ``post`` was published, or is to be."""
    if found := date_of(post["wp:post_date"], post["wp:post_date_gmt"]):
        return found
    try:
        found = parsedate_to_datetime(post["pubDate"].strip())
    except (ValueError, IndexError, TypeError, OverflowError):  # the year -0001 of a draft
        return None
    return found if found.year > 1 else None


def updated(post: Post) -> datetime | None:
    """When ``post`` was last changed, where an export says so."""
    return date_of(post["wp:post_modified"], post["wp:post_modified_gmt"])


def disagree(post: Post) -> bool:
    """Whether the two dates of ``post`` cannot both be right."""
    found = date_of(post["wp:post_date"], post["wp:post_date_gmt"])
    return found is not None and found.tzinfo is None and _read(post["wp:post_date_gmt"]) is not None


def _read(text: str) -> datetime | None:
    text = text.strip()
    try:
        found = datetime.fromisoformat(text) if len(text) == len("2004-03-01 06:00:00") else None
    except ValueError:
        return None
    return found if found and found.year > 1 and found.tzinfo is None else None
