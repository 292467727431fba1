"""A year of an outlet as twelve calendars."""

from calendar import Calendar
from collections.abc import Iterator, Mapping
from datetime import date

from backissue.addresses import file_of, span_url
from backissue.config import Config
from backissue.model import Article, Edition, Outlet, Record
from backissue.pages.archive import Archive
from backissue.pages.card import of_year
from backissue.pages.views.common import Link
from backissue.pages.views.editions import DayCell, MonthTable, YearView
from backissue.runs import Month

NAME = "year"
TEMPLATE = "year.html"
_STEPS = (1, 3, 8, 20)
"""A day with at least so many stories has the shade 1, 2, 3, 4: fixed, so that one day cannot shade the others anew."""


def settings(config: Config) -> object:
    return bool(config.origin)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article() | Edition() if record.date and archive.first_time(NAME, record.outlet, record.date[:4]):
            years = archive.spans_around(record.outlet, record.date[:4])
            yield from (f"{record.outlet}/{year}" for year in dict.fromkeys(years))
        case Outlet():
            yield from (f"{record.id}/{year}" for year in archive.ask.held.spans_public(record.id, 4, "", ""))


run_keys = keys


def path(name: str) -> str:
    return file_of(span_url(*name.split("/")))


def stands(archive: Archive, name: str) -> bool:
    return archive.ask.calendar.is_public(*name.split("/"))


def view(archive: Archive, name: str) -> YearView | None:
    outlet, year = name.split("/")
    counts = dict(archive.ask.calendar.dates(outlet, year))
    if not counts and not stands(archive, name):
        return None
    before, after = archive.ask.calendar.span_near(outlet, year)
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    held = archive.run(outlet, first, last).months(first, last)
    return YearView(
        outlet=archive.outlet_link(outlet), year=year, count=sum(counts.values()),
        months=tuple(_month(outlet, f"{year}-{month:02d}", counts, held) for month in range(1, 13)),
        loose=archive.cards(archive.ask.lists.on_date(outlet, year)),
        previous=Link(text=before, url=span_url(outlet, before)) if before else None,
        next=Link(text=after, url=span_url(outlet, after)) if after else None,
        card=of_year(archive, outlet, year),
    )  # fmt: skip


def _month(outlet: str, month: str, counts: Mapping[str, int], held: Mapping[str, Month]) -> MonthTable:
    weeks = Calendar().monthdayscalendar(int(month[:4]), int(month[5:]))
    count = sum(stories for date, stories in counts.items() if date.startswith(month))
    why = held.get(month) if not count else None
    return MonthTable(
        state=why.state if why else "", reason=why.reason if why else "",
        month=month, count=count, url=span_url(outlet, month) if count else "",
        weeks=tuple(tuple(_cell(outlet, month, day, counts) for day in week) for week in weeks),
    )  # fmt: skip


def _cell(outlet: str, month: str, day: int, counts: Mapping[str, int]) -> DayCell | None:
    if day == 0:
        return None
    date = f"{month}-{day:02d}"
    count = counts.get(date, 0)
    return DayCell(day=day, date=date, count=count, shade=shade(count), url=span_url(outlet, date) if count else "")


def shade(count: int) -> int:
    """0 for no story, else 1 to 4."""
    return sum(count >= step for step in _STEPS)
