"""The front door: what the archive holds, its newest edition, and ways in."""

from collections.abc import Iterator

from backissue.addresses import day_of_year_url, outlet_url, span_url
from backissue.config import Config
from backissue.model import Article, Edition, Entity, Outlet, Picture, Record
from backissue.pages.archive import Archive
from backissue.pages.views.common import Bar, Card, Link
from backissue.pages.views.own import HomeView, OutletBox

NAME = "home"
TEMPLATE = "home.html"
STANDING = ("index",)
_STORIES_OF_LATEST = 5
_STORIES_OF_THE_DAY = 4
_WAYS_IN = 8


def settings(config: Config) -> object:
    return config.description


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """Any of them may show in its totals, its shelf or its lists: it is one page."""
    if isinstance(record, Article | Edition | Outlet | Entity | Picture) and archive.first_time(NAME):
        yield "index"


def path(name: str) -> str:
    return "index.html"


def stands(archive: Archive, name: str) -> bool:
    return True


def view(archive: Archive, name: str) -> HomeView:
    stories, editions, first, last = archive.ask.totals.overall()
    newest = archive.ask.calendar.newest_edition()
    day = newest[1][5:] if newest else ""
    return HomeView(
        description=archive.config.description, stories=stories, editions=editions, first_year=first, last_year=last,
        latest=archive.edition_box(*newest, _STORIES_OF_LATEST) if newest else None,
        outlets=tuple(_outlet(archive, outlet) for outlet in _shelf(archive.outlets)),
        decades=tuple(
            Bar(year=decade, count=count, url=f"/search/?from={decade}&to={int(decade) + 9}")
            for decade, count in archive.ask.totals.decades()
        ),
        day=day, day_url=day_of_year_url(day) if day else "",
        on_this_day=_earlier(archive, day, newest[1][:4]) if newest else (),
        topics=_largest(archive, "topics"), people=_largest(archive, "people"), places=_largest(archive, "places"),
    )  # fmt: skip


def _shelf(outlets: list[Outlet]) -> list[Outlet]:
    """In the order of their founding, those with no date last."""
    return sorted(outlets, key=lambda outlet: (outlet.founded or "~", outlet.id))


def _earlier(archive: Archive, day: str, year: str) -> tuple[Card, ...]:
    """The same day in other years than the newest edition's."""
    rows = (row for row in archive.ask.lists.on_day(day) if row.date[:4] != year)
    return archive.cards(rows)[:_STORIES_OF_THE_DAY]


def _outlet(archive: Archive, outlet: Outlet) -> OutletBox:
    years = archive.ask.calendar.years(outlet.id)
    decades: dict[str, str] = {}
    for year, _ in years:
        if year:
            decades.setdefault(f"{year[:3]}0", span_url(outlet.id, year))
    return OutletBox(
        name=outlet.name, url=outlet_url(outlet.id), place=outlet.place, founded=outlet.founded, ceased=outlet.ceased,
        **archive.tongue(outlet.language), nameplate=archive.nameplate(outlet),
        count=sum(count for _, count in years), decades=tuple(decades.items()),
    )  # fmt: skip


def _largest(archive: Archive, kind: str) -> tuple[Link, ...]:
    named = {record.id: record.name for record in archive.ask.every(Entity) if record.kind == kind}
    found = archive.ask.gathered.largest(kind, _WAYS_IN)
    return tuple(archive.entity_link(kind, entity, named.get(entity, name), count) for entity, name, count in found)
