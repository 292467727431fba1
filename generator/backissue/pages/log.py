"""The corrections log and the withdrawals log: a front with the newest year, and a page for each year."""

from collections.abc import Iterator

from backissue.addresses import file_of
from backissue.catalog.queries import Row
from backissue.config import Config
from backissue.model import Article, Outlet, Record
from backissue.pages import feed
from backissue.pages.archive import Archive
from backissue.pages.views import Bar, LogEntry, LogView

NAME = "log"
TEMPLATE = "log.html"
STANDING = ("corrections", "withdrawals")


def settings(config: Config) -> object:
    return bool(config.origin)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article():
            noted = [("corrections", note.date) for note in record.corrections]
            if record.withdrawn:
                noted.append(("withdrawals", record.withdrawn.date))
            for log in {log for log, _ in noted}:  # the years of a log link to each other
                yield log
                yield from (f"{log}/{year}" for year, _ in archive.ask.log_years(log))
            yield from (f"{log}/{date[:4]}" for log, date in noted)
        case Outlet():
            for log in STANDING:
                yield log
                yield from (f"{log}/{year}" for year, _ in archive.ask.log_years(log))


def path(name: str) -> str:
    return file_of(f"/{name}/")


def view(archive: Archive, name: str) -> LogView | None:
    log, _, year = name.partition("/")
    years = [(one, count) for one, count in archive.ask.log_years(log) if one]
    if year and year not in dict(years):
        return None
    shown = year or (years[0][0] if years else "")
    return LogView(
        log=log, year=shown, front=not year,
        entries=tuple(_entry(archive, *entry) for entry in archive.ask.log_entries(log, shown)),
        years=tuple(Bar(year=one, count=count, url=f"/{log}/{one}/") for one, count in years),
        feed=feed.address(archive, log) if log == "corrections" and not year else "",
    )  # fmt: skip


def _entry(archive: Archive, date: str, text: str, row: Row) -> LogEntry:
    withdrawn = not archive.ask.row(row.url)
    return LogEntry(
        date=date, text=text, url=row.url, headline="" if withdrawn else row.headline,
        outlet_name=archive.outlet(row.outlet).name, story_date=row.date, **archive.tongue(row.language),
    )  # fmt: skip
