"""A paper's own page, its undated stories, and the small page of its latest edition."""

from collections.abc import Iterator
from itertools import groupby

from backissue.addresses import coverage_url, file_of, outlet_url, span_url
from backissue.config import Config
from backissue.model import Article, Edition, Outlet, Picture, Record, RightsSpan
from backissue.pages import feed
from backissue.pages.archive import Archive, bars, rhythms
from backissue.pages.card import of_outlet, of_year
from backissue.pages.log import log_of
from backissue.pages.views.common import Link, View
from backissue.pages.views.editions import LatestView, UndatedView
from backissue.pages.views.outlets import OutletView, RightsLine

NAME = "outlet"
TEMPLATES = {OutletView: "outlet.html", UndatedView: "undated.html", LatestView: "latest.html"}


def settings(config: Config) -> object:
    return config.rights, bool(config.origin)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """All three pages of the record's outlet; an outlet's name is also on the papers before and after it."""
    match record:
        case Article() | Edition() if archive.first_time(NAME, record.outlet):
            yield from _names(record.outlet)
        case Outlet():
            yield from _names(record.id)
            yield from (f"{other.id}/" for other in archive.outlets if record.id in (other.precedes, other.follows))
            yield from (f"{other}/" for other in (record.precedes, record.follows) if other)
        case Picture():
            for source in archive.ask.references.users_of(record.source):
                if source.startswith(("outlets/", "editions/")):
                    yield from _names(source.split("/")[1].partition(".")[0])


def run_keys(archive: Archive, outlet: Outlet) -> Iterator[str]:
    yield f"{outlet.id}/"


def _names(outlet: str) -> tuple[str, ...]:
    return f"{outlet}/", f"{outlet}/undated", f"{outlet}/latest"


def path(name: str) -> str:
    return file_of(f"/{name.rstrip('/')}/")


def view(archive: Archive, name: str) -> View | None:
    outlet, _, which = name.partition("/")
    record = archive.ask.find(Outlet, outlet)
    if record is None:
        return None
    match which:
        case "undated":
            if not archive.ask.calendar.is_public(outlet, ""):
                return None
            cards = archive.cards(archive.ask.lists.on_date(outlet, ""))
            return UndatedView(outlet=archive.outlet_link(outlet), cards=cards, card=of_year(archive, outlet, ""))
        case "latest":
            newest = archive.ask.calendar.newest_edition(outlet)
            return LatestView(
                outlet=archive.outlet_link(outlet), box=archive.edition_box(*newest, 0) if newest else None
            )
        case _:
            return _front(archive, record)


def _front(archive: Archive, outlet: Outlet) -> OutletView:
    years = archive.ask.calendar.years(outlet.id)
    newest = archive.ask.calendar.newest_edition(outlet.id)
    every_year = bars(years, span_url(outlet.id, "{year}"))
    return OutletView(
        name=outlet.name, url=outlet_url(outlet.id), place=outlet.place, founded=outlet.founded, ceased=outlet.ceased,
        issn=outlet.issn, publisher=outlet.publisher, frequency=rhythms(outlet),
        rights=tuple(_rights(archive, outlet)), **archive.tongue(outlet.language),
        description=outlet.description,
        nameplate=archive.nameplate(outlet), precedes=_other(archive, outlet.precedes),
        follows=_other(archive, outlet.follows),
        decades=tuple((f"{tens}0", tuple(group)) for tens, group in groupby(every_year, lambda bar: bar.year[:3])),
        undated=Link(text="", url=span_url(outlet.id, ""), count=dict(years)[""]) if "" in dict(years) else None,
        latest=Link(text=newest[1], url=span_url(*newest)) if newest else None,
        feed=feed.address(archive, outlet.id),
        card=of_outlet(archive, outlet),
        coverage_url=coverage_url(outlet.id),
        corrections_url=f"/{log_of(outlet.id)}/" if archive.ask.logs.years("corrections", outlet.id) else "",
    )  # fmt: skip


def _rights(archive: Archive, outlet: Outlet) -> Iterator[RightsLine]:
    for span in (*outlet.spans, RightsSpan("", "", outlet.rights or archive.config.rights)):
        if span.rights:
            found = archive.words(span.rights)
            yield RightsLine(
                since=span.since, until=span.until, text=found.text, url=found.url, language=found.language
            )


def _other(archive: Archive, name: str) -> Link | None:
    return archive.outlet_link(name) if name else None
