"""Marks on every page that a change may touch: what was and what is, asked in the states before and after."""

from collections.abc import Iterator, Sequence

import msgspec

from backissue.catalog import records
from backissue.catalog.store import Catalog
from backissue.intake.changes import Change
from backissue.model import Article, DeadLinks, Outlet, PageKey, Record, Showing
from backissue.pages import article, simple, sitemap
from backissue.pages.archive import Archive
from backissue.pages.kinds import body_keys_of, keys_of, run_keys_of
from backissue.reprints.pairing import touched

_MOST_REMEMBERED = 100_000
"""Marks that are not written again; more would only cost memory."""


def mark(catalog: Catalog, known: Catalog, changes: Sequence[Change], before: Archive, after: Archive) -> None:
    """Every page that a change may touch; a mark that is there already is not written again."""
    marked: set[PageKey] = set()
    for change in changes:
        old = records.of(known, change.source) if change.how != "new" else None
        new = records.of(catalog, change.source) if change.how != "gone" else None
        fresh = [key for key in _touched(change, old, new, before, after) if key not in marked]
        catalog.mark(fresh, change.reason)
        if len(marked) > _MOST_REMEMBERED:
            marked.clear()
        marked.update(fresh)


def mark_copies(catalog: Catalog, before: Archive, after: Archive) -> None:
    """Stories whose copies are others now, though nobody edited them."""
    catalog.mark(map(article.key, touched(catalog.db)), "which stories share its text changed")
    if before.ask.lineage.has_copies() != after.ask.lineage.has_copies():
        keys = (PageKey(simple.NAME, name) for name in simple.OF_COPIES)
        catalog.mark(keys, "there are stories that share their text, or none any more")


def mark_for_time(catalog: Catalog, before: Archive, after: Archive, showing: Showing) -> None:
    """Pages that tell what is old: the news sitemap by the build's moment, stories by the archive's newest date."""
    keys = sitemap.time_keys(after, before.ask.moment(), showing.moment)
    catalog.mark((PageKey(sitemap.NAME, name) for name in keys), "time passed")
    if before.newest != after.newest:
        urls = article.age_keys(after, after.newest, before.newest)
        catalog.mark((article.key(url) for url in urls), "the archive's newest date moved")


def _touched(
    change: Change, old: Record | None, new: Record | None, before: Archive, after: Archive
) -> Iterator[PageKey]:
    """Every page that may show something else for a change.

    What the record said is asked for in the state after, too: a list that is split into years only
    while it is long loses all its years with one story.
    """
    if isinstance(old, DeadLinks) and isinstance(new, DeadLinks):  # the rest of the list is what it was
        old, new = _without(old, new), _without(new, old)
    for archive, record in ((before, old), (after, old), (after, new)):
        if record and change.how == "text" and isinstance(record, Article):
            yield from body_keys_of(archive, record)
        elif record and change.how == "run" and isinstance(record, Outlet):
            yield from run_keys_of(archive, record)
        elif record:
            yield from keys_of(archive, record)


def _without(links: DeadLinks, others: DeadLinks) -> DeadLinks:
    known = frozenset(others.links)
    return msgspec.structs.replace(links, links=tuple(link for link in links.links if link not in known))
