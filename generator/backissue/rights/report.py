"""``backissue rights``: what is shown on whose terms, what falls due next, and what has no rights stated.

Asked of the catalog of the last build, as of that build's moment. Counts are made by the catalog; nothing here
grows with the archive but the number of different answers.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog, of_last_build
from backissue.config import Config
from backissue.intake.settings import sound_settings
from backissue.pages.archive import Archive, outlet_rights
from backissue.place import find_place
from backissue.rights.statements import statement
from backissue.sources.dates import local_day

_NEXT = 10
"""Days on which something falls due, where nobody says until when."""


class Count(msgspec.Struct, frozen=True):
    """Public stories, or pictures, under one rights text: the id of a statement, or words; empty for none stated."""

    rights: str
    stories: int
    pictures: int
    """Those that state it themselves; the others go with their story, and are counted under empty."""


class Kept(msgspec.Struct, frozen=True):
    """What is kept from readers."""

    agency: str
    """By whose terms; empty for pictures that are not distributable."""
    stories: int
    """Whose text is not shown."""
    pictures: int


class Due(msgspec.Struct, frozen=True):
    """What falls due on one day to one agency."""

    day: str
    """In the outlet's time zone."""
    agency: str
    outlet: str
    texts: int
    pictures: int


class Unstated(msgspec.Struct, frozen=True):
    """Stories of a year of which nothing says whose they are."""

    outlet: str
    year: str
    stories: int


class Report(msgspec.Struct, frozen=True):
    """What ``backissue rights`` tells."""

    as_of: str
    """The last build's moment, in UTC."""
    terms: tuple[Count, ...]
    kept: tuple[Kept, ...]
    due: tuple[Due, ...]
    unstated: tuple[Unstated, ...]


def report(root: Path, site: Path | None, until: str = "") -> Report:
    """What the last build's catalog says of rights; ``until`` is the last day to list what falls due for.

    Raises BackIssueError when nothing was built, and BuildFailed when the settings have faults.
    """
    place = find_place(root, site)
    with closing(of_last_build(place.catalog)) as catalog:
        config = sound_settings(place)
        archive = Archive(Queries(catalog.db), config)
        as_of = catalog.meta("as_of")
        stories, unstated = _stories(archive, config)
        pictures = _pictures(archive)
        terms = sorted(stories.keys() | pictures.keys(), key=lambda one: (-stories[one], -pictures[one], one))
        return Report(
            as_of=as_of,
            terms=tuple(Count(one, stories[one], pictures[one]) for one in terms),
            kept=tuple(Kept(agency.strip("-"), *counts) for agency, *counts in archive.ask.rights.kept()),
            due=tuple(_due(archive, catalog, as_of, until)),
            unstated=tuple(Unstated(outlet, year, count) for (outlet, year), count in sorted(unstated.items())),
        )


def _stories(archive: Archive, config: Config) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Stories by what holds for them, and by outlet and year those for which nothing does."""
    found, unstated = Counter[str](), Counter[tuple[str, str]]()
    for outlet, date, own, count in archive.ask.rights.stated():
        rights = own or outlet_rights(archive.outlet(outlet), date) or config.rights
        found[_named(rights)] += count
        if not rights:
            unstated[outlet, date[:4]] += count
    return found, unstated


def _pictures(archive: Archive) -> Counter[str]:
    found = Counter[str]()
    for rights, count in archive.ask.rights.of_pictures():
        found[_named(rights)] += count
    return found


def _named(rights: str) -> str:
    """One name for all that may stand for a statement."""
    found = statement(rights)
    return found.id if found else rights


def _due(archive: Archive, catalog: Catalog, as_of: str, until: str) -> Iterator[Due]:
    """What falls due after the last build, soonest first."""
    days: set[str] = set()
    for instant, agency, outlet, texts, pictures in archive.ask.rights.falling_due(as_of):
        day = local_day(instant.replace("Z", "+00:00"), catalog.reading().zone(outlet))
        days.add(day)
        if day > until if until else len(days) > _NEXT:
            return
        yield Due(day, agency, outlet, texts, pictures)
