"""The logs of corrections and withdrawals, and of each outlet's corrections: a front with the newest year, and all."""

from collections.abc import Iterator

from backissue.addresses import file_of
from backissue.catalog.queries.asking import Row
from backissue.config import Config
from backissue.model import Article, Outlet, Record
from backissue.pages import feed
from backissue.pages.archive import Archive
from backissue.pages.views.common import Bar
from backissue.pages.views.gathered import LogEntry, LogView

NAME = "log"
TEMPLATE = "log.html"
STANDING = ("corrections", "withdrawals")


def settings(config: Config) -> object:
    return bool(config.origin)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article():
            noted = [(log, note.date) for note in record.corrections for log in (STANDING[0], log_of(record.outlet))]
            if record.withdrawn:
                noted.append((STANDING[1], record.withdrawn.date))
            for log in {log for log, _ in noted}:  # the years of a log link to each other
                yield from _fronted(archive, log)
            yield from (f"{log}/{date[:4]}" for log, date in noted if date)
        case Outlet():
            for log in (*STANDING, log_of(record.id)):
                yield from _fronted(archive, log)


def log_of(outlet: str) -> str:
    """The name of an outlet's log of corrections."""
    return f"{outlet}/{STANDING[0]}"


def _fronted(archive: Archive, name: str) -> Iterator[str]:
    """The front of a log, and its years."""
    log, outlet, _ = _parts(name)
    yield name
    yield from (f"{name}/{year}" for year, _ in archive.ask.logs.years(log, outlet) if year)


def _parts(name: str) -> tuple[str, str, str]:
    """(log, outlet, year) of a page: the outlet is empty for the archive's own logs, the year for a front."""
    first, _, rest = name.partition("/")
    if first in STANDING:
        return first, "", rest
    log, _, year = rest.partition("/")
    return log, first, year


def path(name: str) -> str:
    return file_of(f"/{name}/")


def view(archive: Archive, name: str) -> LogView | None:
    log, outlet, year = _parts(name)
    years = [(one, count) for one, count in archive.ask.logs.years(log, outlet) if one]
    if year and year not in dict(years):
        return None
    entries = archive.ask.logs.entries(log, year or (years[0][0] if years else ""), outlet)
    if outlet and not entries:
        return None
    front = f"/{log_of(outlet) if outlet else log}/"
    return LogView(
        feed=feed.address(archive, log) if log == "corrections" and not year and not outlet else "",
        log=log, url=front, year=year or (years[0][0] if years else ""), front=not year,
        outlet=archive.outlet_link(outlet) if outlet else None,
        entries=tuple(_entry(archive, *entry) for entry in entries),
        years=tuple(Bar(year=one, count=count, url=f"{front}{one}/") for one, count in years),
    )  # fmt: skip


def _entry(archive: Archive, date: str, kind: str, text: str, row: Row) -> LogEntry:
    withdrawn = not archive.ask.lists.row(row.url)
    return LogEntry(
        date=date, kind=kind, text=text, url=row.url, headline="" if withdrawn else row.headline,
        outlet_name=archive.outlet(row.outlet).name, story_date=row.date, **archive.tongue(row.language),
    )  # fmt: skip
