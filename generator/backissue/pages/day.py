"""An edition: what an outlet published on one day, and each labelled edition of that day."""

from collections.abc import Iterator

from backissue.addresses import file_of, span_url
from backissue.catalog.queries.asking import Row
from backissue.config import Config
from backissue.model import Article, Edition, Outlet, Picture, Record
from backissue.pages.archive import Archive
from backissue.pages.card import is_large, of_year
from backissue.pages.views.common import Card, Group, Link
from backissue.pages.views.editions import DayView

NAME = "day"
TEMPLATE = "day.html"


def settings(config: Config) -> object:
    return bool(config.origin)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The day and its labelled editions, and the editions before and after, which link to them."""
    match record:
        case Article() if len(record.date) == 10 and archive.first_time(NAME, record.outlet, record.date, record.label):
            yield from _around(archive, record.outlet, record.date, record.label)
        case Edition():
            yield from _around(archive, record.outlet, record.date, record.label)
        case Outlet():
            for date, _ in archive.ask.calendar.dates(record.id):
                if len(date) == 10:
                    yield from _names(archive, record.id, date)
            yield from _withdrawn(archive, record.id)
        case Picture():
            for source in archive.ask.references.users_of(record.source):
                if source.startswith("editions/"):
                    outlet, _, rest = source.removeprefix("editions/").rpartition(".")[0].partition("/")
                    yield f"{outlet}/{rest}"


def _around(archive: Archive, outlet: str, date: str, label: str) -> Iterator[str]:
    yield _name(outlet, date, label)
    for here in ("", *archive.ask.calendar.labels(outlet, date)):
        yield _name(outlet, date, here)
        before, after = archive.ask.calendar.editions_near(outlet, date, here)
        for near in (before, after):
            if near:
                yield _name(outlet, near[0], near[1])
                yield _name(outlet, near[0], "")
        yield from _withdrawn(archive, outlet, before, after)


def _withdrawn(
    archive: Archive, outlet: str, after: tuple[str, str] | None = None, before: tuple[str, str] | None = None
) -> Iterator[str]:
    """Editions that may hold nothing but withdrawn stories: no other links to them, but they link to others."""
    for date, label in archive.ask.calendar.withdrawn_editions(outlet, after, before):
        if len(date) == 10:
            yield _name(outlet, date, label)
            yield _name(outlet, date, "")


def _names(archive: Archive, outlet: str, date: str) -> Iterator[str]:
    yield from (_name(outlet, date, label) for label in ("", *archive.ask.calendar.labels(outlet, date)))


def _name(outlet: str, date: str, label: str) -> str:
    return f"{outlet}/{date}.{label}" if label else f"{outlet}/{date}"


def _parts(name: str) -> tuple[str, str, str]:
    outlet, _, day = name.partition("/")
    date, _, label = day.partition(".")
    return outlet, date, label


def path(name: str) -> str:
    return file_of(span_url(*_parts(name)))


def stands(archive: Archive, name: str) -> bool:
    return archive.ask.calendar.is_public(*_parts(name))


def view(archive: Archive, name: str) -> DayView | None:
    outlet, date, label = _parts(name)
    rows = archive.ask.lists.in_edition(outlet, date, label)
    labels = () if label else archive.ask.calendar.labels(outlet, date)
    if not rows and not labels and not stands(archive, name):
        return None
    record = archive.edition_record(outlet, date, label)
    cover = archive.figure(record.cover if record else None)
    before, after = archive.ask.calendar.editions_near(outlet, date, label)
    return DayView(
        outlet=archive.outlet_link(outlet), date=date, label=label, number=record.number if record else "",
        volume=record.volume if record else "", cover=cover,
        teaser=record.teaser if record else "", note=record.note if record else "",
        pages=record.pages if record else None, lead=archive.lead_of(record, rows), groups=_by_section(archive, rows),
        labelled=tuple(Link(text=one, url=span_url(outlet, date, one)) for one in labels),
        previous=_link(outlet, before), next=_link(outlet, after),
        month_url=span_url(outlet, date[:7]), year_url=span_url(outlet, date[:4]),
        card=cover if cover and is_large(cover) else of_year(archive, outlet, date),
    )  # fmt: skip


def _link(outlet: str, edition: tuple[str, str] | None) -> Link | None:
    return Link(text=" ".join(edition).rstrip(), url=span_url(outlet, *edition)) if edition else None


def _by_section(archive: Archive, rows: list[Row]) -> tuple[Group, ...]:
    """Sections in the order of their first printed page; stories without one come last."""
    found: dict[str, list[Card]] = {}
    for row in rows:
        found.setdefault(row.section, []).append(archive.card(row))
    unnamed = found.pop("", [])
    groups = [Group(heading=section, cards=tuple(cards)) for section, cards in found.items()]
    return (*groups, Group(heading="", cards=tuple(unnamed))) if unnamed else tuple(groups)
