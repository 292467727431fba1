"""A month of an outlet: its days with their headlines, and what is not held of it."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from backissue.addresses import coverage_url, file_of, span_url
from backissue.config import Config
from backissue.model import Article, Edition, Outlet, Record
from backissue.pages.archive import Archive, hole_view
from backissue.pages.card import of_year
from backissue.pages.views.common import Group, Link
from backissue.pages.views.editions import MonthView

NAME = "month"
TEMPLATE = "month.html"


def settings(config: Config) -> object:
    return bool(config.origin)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article() | Edition() if len(record.date) >= 7 and archive.first_time(
            NAME, record.outlet, record.date[:7]
        ):
            months = [*archive.spans_around(record.outlet, record.date[:7]), *_quarter(archive, record)]
            yield from (f"{record.outlet}/{month}" for month in dict.fromkeys(months))
        case Outlet():
            yield from (f"{record.id}/{month}" for month in archive.ask.held.spans_public(record.id, 7, "", ""))


def _quarter(archive: Archive, record: Article | Edition) -> Iterator[str]:
    """The months whose edition may be this one: of a quarterly there is one in three."""
    if any(rhythm.every == "quarterly" for rhythm in archive.outlet(record.outlet).frequency):
        begin = (int(record.date[5:7]) - 1) // 3 * 3 + 1
        yield from (f"{record.date[:4]}-{begin + at:02d}" for at in range(3))


run_keys = keys


def path(name: str) -> str:
    return file_of(span_url(*name.split("/")))


def stands(archive: Archive, name: str) -> bool:
    return archive.ask.calendar.is_public(*name.split("/"))


def view(archive: Archive, name: str) -> MonthView | None:
    outlet, month = name.split("/")
    rows = archive.ask.lists.in_span(outlet, month)
    if not rows and not stands(archive, name):
        return None
    days = archive.groups_by((row for row in rows if len(row.date) == 10), 10)
    before, after = archive.ask.calendar.span_near(outlet, month)
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    run = archive.run(outlet, first, last)
    held = run.months(first, last).get(month)
    return MonthView(
        outlet=archive.outlet_link(outlet), month=month, year_url=span_url(outlet, month[:4]),
        days=tuple(Group(heading=day.heading, cards=day.cards, url=span_url(outlet, day.heading)) for day in days),
        loose=archive.cards(row for row in rows if len(row.date) < 10),
        previous=Link(text=before, url=span_url(outlet, before)) if before else None,
        next=Link(text=after, url=span_url(outlet, after)) if after else None,
        card=of_year(archive, outlet, month),
        held=held.filled if held else 0, expected=held.expected if held else 0,
        holes=tuple(hole_view(hole) for hole in run.holes(first, last)), coverage_url=coverage_url(outlet),
    )  # fmt: skip
