"""What the archive holds for a day of any year."""

from calendar import monthrange
from collections.abc import Iterator

from backissue.addresses import day_of_year_url, file_of
from backissue.config import Config
from backissue.model import Article, Outlet, Record
from backissue.pages.archive import Archive
from backissue.pages.views.common import Link, View
from backissue.pages.views.editions import DayCell, MonthTable, OnThisDayIndexView, OnThisDayView
from backissue.pages.year import shade

NAME = "on-this-day"
TEMPLATES = {OnThisDayView: "on_this_day.html", OnThisDayIndexView: "on_this_day_index.html"}
STANDING = ("index",)
_LEAP_YEAR = 2000


def settings(config: Config) -> object:
    return None


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The day, the days with stories around it, and the index."""
    match record:
        case Article() if len(record.date) == 10 and archive.first_time(NAME, record.date[5:]):
            day = record.date[5:]
            yield from (day, "index")
            yield from (near for near in archive.ask.calendar.days_near(day) if near)
        case Outlet():
            yield from archive.ask.calendar.days_with(record.id)


def path(name: str) -> str:
    return file_of("/on-this-day/" if name == "index" else day_of_year_url(name))


def stands(archive: Archive, name: str) -> bool:
    return name == "index" or archive.ask.calendar.has_day(name)


def view(archive: Archive, name: str) -> View | None:
    if name == "index":
        counts = dict(archive.ask.calendar.days_of_year())
        return OnThisDayIndexView(months=tuple(_month(month, counts) for month in range(1, 13)))
    rows = archive.ask.lists.on_day(name)
    if not rows:
        return None
    before, after = archive.ask.calendar.days_near(name)
    return OnThisDayView(
        day=name, groups=archive.groups_by(rows, 4, newest_first=True),
        previous=Link(text=before, url=day_of_year_url(before)) if before else None,
        next=Link(text=after, url=day_of_year_url(after)) if after else None,
    )  # fmt: skip


def _month(month: int, counts: dict[str, int]) -> MonthTable:
    """No weekdays: a day of any year falls on all of them."""
    days = [_cell(f"{month:02d}-{day:02d}", counts) for day in range(1, monthrange(_LEAP_YEAR, month)[1] + 1)]
    return MonthTable(
        month=f"{_LEAP_YEAR}-{month:02d}", count=sum(cell.count for cell in days), url="",
        weeks=tuple((*days[at : at + 7], *(None,) * (at + 7 - len(days))) for at in range(0, len(days), 7)),
    )  # fmt: skip


def _cell(day: str, counts: dict[str, int]) -> DayCell:
    count = counts.get(day, 0)
    return DayCell(
        day=int(day[3:]), date=day, count=count, shade=shade(count), url=day_of_year_url(day) if count else ""
    )
