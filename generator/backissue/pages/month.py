"""A month of an outlet: its days with their headlines."""

from collections.abc import Iterator

from backissue.addresses import file_of, span_url
from backissue.config import Config
from backissue.model import Article, Outlet, Record
from backissue.pages.archive import Archive
from backissue.pages.card import of_year
from backissue.pages.views import Group, Link, MonthView

NAME = "month"
TEMPLATE = "month.html"


def settings(config: Config) -> object:
    return bool(config.origin)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The month, and the months before and after, which link to it."""
    match record:
        case Article() if len(record.date) >= 7 and archive.first_time(NAME, record.outlet, record.date[:7]):
            month = record.date[:7]
            yield f"{record.outlet}/{month}"
            near = archive.ask.span_near(record.outlet, month)
            between = archive.ask.withdrawn_spans(record.outlet, 7, *near)
            yield from (f"{record.outlet}/{one}" for one in (*near, *between) if one)
        case Outlet():
            months = {date[:7] for date, _ in archive.ask.dates(record.id) if len(date) >= 7}
            months.update(archive.ask.withdrawn_spans(record.id, 7))
            yield from (f"{record.id}/{month}" for month in sorted(months))


def path(name: str) -> str:
    return file_of(span_url(*name.split("/")))


def stands(archive: Archive, name: str) -> bool:
    return archive.ask.is_public(*name.split("/"))


def view(archive: Archive, name: str) -> MonthView | None:
    outlet, month = name.split("/")
    rows = archive.ask.in_span(outlet, month)
    if not rows and not stands(archive, name):
        return None
    days = archive.groups_by((row for row in rows if len(row.date) == 10), 10)
    before, after = archive.ask.span_near(outlet, month)
    return MonthView(
        outlet=archive.outlet_link(outlet), month=month, year_url=span_url(outlet, month[:4]),
        days=tuple(Group(heading=day.heading, cards=day.cards, url=span_url(outlet, day.heading)) for day in days),
        loose=archive.cards(row for row in rows if len(row.date) < 10),
        previous=Link(text=before, url=span_url(outlet, before)) if before else None,
        next=Link(text=after, url=span_url(outlet, after)) if after else None,
        card=of_year(archive, outlet, month),
    )  # fmt: skip
