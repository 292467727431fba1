"""One topic, person, place, organisation, section, byline, agency or series; and its years."""

from bisect import bisect_left
from collections.abc import Iterator

from backissue.addresses import entity_url, file_of
from backissue.catalog.columns import memberships
from backissue.config import Config
from backissue.model import Article, Entity, Outlet, Picture, Record
from backissue.pages import feed
from backissue.pages.archive import Archive, bars
from backissue.pages.views.common import Bar, Link, View
from backissue.pages.views.gathered import EntityView, EntityYearView
from backissue.sources.records import ENTITY_KINDS

NAME = "entity"
TEMPLATES = {EntityView: "entity.html", EntityYearView: "entity_year.html"}
MOST_ON_ONE_PAGE = 100
"""With more stories than this, each year is a page of its own."""


def settings(config: Config) -> object:
    return bool(config.origin)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The pages of all that gathers the story, and, where years are pages, those of its year and the ones beside it."""
    match record:
        case Article():
            for kind, entity, _ in memberships(record):
                if archive.first_time(NAME, kind, entity, record.date[:4]):
                    yield from _touched(archive, kind, entity, record.date[:4])
        case Entity():
            yield from _all(archive, record.kind, record.id)
        case Outlet():
            for folder, name in archive.ask.gathered.entities_of(record.id):
                yield from _all(archive, folder, name)
        case Picture():
            for source in archive.ask.references.users_of(record.source):
                folder, _, name = source.rpartition(".")[0].partition("/")
                if folder in ENTITY_KINDS:
                    yield from _all(archive, folder, name)


def _touched(archive: Archive, kind: str, entity: str, year: str) -> Iterator[str]:
    """Beside the story's own year: every year page that comes or goes because the whole is split or joined again."""
    name = f"{kind}/{entity}"
    yield name
    has_years, comes_or_goes = archive.remember(f"split {name}", lambda: _split(archive, kind, entity))
    if archive.first_time(NAME, kind, entity):
        yield from comes_or_goes
    if has_years:
        years = [one for one, _ in archive.entity_years(kind, entity)]
        yield f"{name}/{year or 'undated'}"
        at = bisect_left(years, year)
        yield from (f"{name}/{near or 'undated'}" for near in years[max(0, at - 1) : at + 2] if near != year)


def _split(archive: Archive, kind: str, entity: str) -> tuple[bool, list[str]]:
    """Whether there are year pages, or should be; and those of them that come or go."""
    name = f"{kind}/{entity}"
    years = archive.entity_years(kind, entity) if _is_split(archive, kind, entity) else []
    wanted = {f"{name}/{one or 'undated'}" for one, _ in years}
    there = archive.ask.page_names(NAME, f"{name}/")
    return bool(wanted or there), sorted(wanted ^ there)


def _all(archive: Archive, kind: str, entity: str) -> Iterator[str]:
    yield f"{kind}/{entity}"
    yield from sorted(archive.ask.page_names(NAME, f"{kind}/{entity}/"))


def _is_split(archive: Archive, kind: str, entity: str) -> bool:
    return sum(count for _, count in archive.entity_years(kind, entity)) > MOST_ON_ONE_PAGE


def path(name: str) -> str:
    return file_of(f"/{name}/")


def stands(archive: Archive, name: str) -> bool:
    kind, entity, *year = name.split("/")
    years = archive.ask.gathered.years(kind, entity)
    if not year:
        return bool(years) or archive.ask.find(Entity, name) is not None
    wanted = "" if year[0] == "undated" else year[0]
    return wanted in dict(years) and sum(count for _, count in years) > MOST_ON_ONE_PAGE


def view(archive: Archive, name: str) -> View | None:
    kind, entity, *year = name.split("/")
    record = archive.ask.find(Entity, f"{kind}/{entity}")
    years = archive.entity_years(kind, entity)
    title = record.name if record else archive.ask.gathered.name(kind, entity)
    if not years and not record:
        return None
    if year:
        return _year(archive, kind, entity, title, "" if year[0] == "undated" else year[0], years)
    split = sum(count for _, count in years) > MOST_ON_ONE_PAGE
    pattern = entity_url(kind, entity, "{year}") if split else "#y{year}"
    return EntityView(
        kind=kind, name=title, url=entity_url(kind, entity), count=sum(count for _, count in years),
        description=record.description if record else "", same_as=record.same_as if record else (),
        image=archive.figure(record.image if record else None), bars=bars(years, pattern),
        groups=() if split else archive.groups_by(
            archive.ask.gathered.rows(kind, entity), 4, newest_first=kind != "series"
        ),
        years=tuple(Bar(year=one, count=count, url=entity_url(kind, entity, one)) for one, count in reversed(years))
        if split else (),
        feed=feed.address(archive, f"{kind}/{entity}"),
    )  # fmt: skip


def _year(
    archive: Archive, kind: str, entity: str, title: str, year: str, years: list[tuple[str, int]]
) -> EntityYearView | None:
    listed = [one for one, _ in years]
    if year not in listed or sum(count for _, count in years) <= MOST_ON_ONE_PAGE:
        return None
    at = listed.index(year)
    before = listed[at - 1] if at else None
    after = listed[at + 1] if at + 1 < len(listed) else None
    return EntityYearView(
        kind=kind, name=title, url=entity_url(kind, entity), year=year,
        groups=archive.groups_by(archive.ask.gathered.rows(kind, entity, year), 7),
        previous=Link(text=before, url=entity_url(kind, entity, before)) if before is not None else None,
        next=Link(text=after, url=entity_url(kind, entity, after)) if after is not None else None,
    )  # fmt: skip
