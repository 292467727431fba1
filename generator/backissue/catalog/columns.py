"""What of a record the catalog keeps in columns, so that lists can be made without its text."""

import re
from collections.abc import Iterable, Iterator

from backissue.model import (
    Article,
    Comments,
    Edition,
    Entity,
    EntityKind,
    Image,
    Outlet,
    Picture,
    Record,
    StaticPage,
)  # fmt: skip
from backissue.sources.dates import in_utc
from backissue.sources.reading import identifier


def lead_image(article: Article) -> Image | None:
    """The lead picture: the first, unless another says that it is."""
    return next((image for image in article.images if image.lead), article.images[0] if article.images else None)


def memberships(article: Article) -> Iterator[tuple[EntityKind, str, str]]:
    """(kind, id, name as written) of everything that gathers this story."""
    named: tuple[tuple[EntityKind, Iterable[str]], ...] = (
        ("people", article.people), ("places", article.places), ("topics", article.topics),
        ("organisations", article.organisations), ("sections", (article.section,)),
        ("bylines", (name.name for name in article.byline)), ("agencies", article.agencies), ("series", (article.series,)),
    )  # fmt: skip
    for kind, names in named:
        for name in names:
            if name:
                yield kind, identifier(name), name


def notes_of(article: Article) -> Iterator[tuple[str, str, str, str]]:
    """(log, date, kind, text) of a story's corrections, or of its withdrawal alone."""
    if article.withdrawn:
        yield "withdrawals", article.withdrawn.date, "", article.withdrawn.reason
        return
    for note in article.corrections:
        yield "corrections", note.date, note.kind, note.text


def images_of(record: Record) -> list[Image]:
    """The pictures that a record names in its fields, as far as the archive holds them."""
    match record:
        case Article():
            return [image for image in record.images if image.src]
        case Edition():
            return [record.cover] if record.cover and record.cover.src else []
        case Outlet():
            return [record.nameplate] if record.nameplate and record.nameplate.src else []
        case Entity():
            return [record.image] if record.image and record.image.src else []
        case _:
            return []


def record_id(record: Record) -> str:
    """What a record is looked up by: unique within its kind, but for what the checks refuse."""
    match record:
        case Edition():
            return f"{record.outlet}/{record.date}" + (f".{record.label}" if record.label else "")
        case Entity():
            return f"{record.kind}/{record.id}"
        case Outlet():
            return record.id
        case Comments():
            return record.article
        case StaticPage():
            return record.slug
        case Picture():
            return record.shown_as or record.source
        case _:
            return record.source


def position_of(page: str) -> str:
    """Sorts printed pages as a reader turns them: "4" before "12", "A4" before "B1", none last."""
    found = re.match(r"\s*([A-Za-z]*)\W*(\d+)", page)
    return f"{found.group(1).upper()}{int(found.group(2)):05d}" if found else "~"


def modified(article: Article) -> str:
    """When a story's content last changed: its publication, update or newest correction, times in UTC.

    Dates known less well than to the day say nothing of it.
    """
    said = (article.published or article.date, article.updated, *(note.date for note in article.corrections))
    return max((in_utc(one) for one in said if len(one) >= 10), default="")


def day_of(date: str) -> str:
    """``07-17`` for a date known to the day."""
    return date[5:] if len(date) == 10 else ""
