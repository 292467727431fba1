"""From content/ to site/: one build, whether the catalog is empty or not.

**Whatever the edits, the output equals a cold build's, byte for byte.** A first build is one
whose catalog is empty, so that every page is dirty; no second mode exists that could disagree.
"""

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from backissue import search
from backissue.catalog import searched
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog, Put
from backissue.checks import check
from backissue.clearing import clear_away
from backissue.config import expired
from backissue.errors import BuildFailed, Problem
from backissue.fingerprints import all_of_it, fingerprints, reason
from backissue.images.derive import derive_missing
from backissue.intake import take_in
from backissue.intake.settings import read_settings
from backissue.model import PageKey, Showing
from backissue.pages.archive import Archive, frame
from backissue.pages.kinds import KINDS
from backissue.pages.views.common import Frame
from backissue.place import BuildLock, Place, find_place, held_as_worker
from backissue.render.batch import Outcome, Setup, end_rendering, render_batch
from backissue.render.output import SCRATCH, clear_scratch
from backissue.render.pool import Pool
from backissue.render.theme import Theme
from backissue.summary import Clock, Summary, Tally
from backissue.takedowns.sweep import in_theme, sweep
from backissue.trust import seal, trust

__all__ = ["Progress", "build"]
"""What is promised to programs. All else is for the preview, which keeps open what a build is made with."""

Progress = Callable[[str, int, int], None]
"""Told (phase, done, of how many): phases are "reading", "rendering", "search"."""
See = Callable[[Sequence[Outcome]], None]
"""Told what became of pages, as they come to be in place."""


def build(
    root: Path,
    *,
    site: Path | None = None,
    as_of: datetime | None = None,
    drafts: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Bring the site up to date with the archive in ``root`` (the folder that holds ``content/``).

    ``as_of`` decides which embargoes have passed (default: now); with ``drafts`` the site has them too, marked as such.
    ``jobs`` is the number of processes (default: one a core). Raises BuildFailed when the content has faults, Busy when
    another build runs, ThemeError and SearchError; the last good site then stands as it was.
    """
    place = find_place(root, site)
    tell = progress or (lambda phase, done, total: None)
    with BuildLock(place), closing(Works(place, jobs)) as works:
        return finish(works, put_pages(works, showing(as_of, drafts=drafts), tell), tell)


class Works:
    """What an archive is built with. A preview keeps it from one build to the next, in one thread."""

    def __init__(self, place: Place, jobs: int | None = None) -> None:
        """The lock must be held: a catalog of another schema is thrown away."""
        self.place = place
        self.catalog = Catalog(place.catalog)
        self.pool = Pool(jobs or os.cpu_count() or 1, str(place.cache))

    def close(self) -> None:
        """End the processes, and let go of catalog and renderer."""
        end_rendering()
        self.pool.rest()
        self.catalog.close()


class Placed(msgspec.Struct, frozen=True):
    """A build whose pages are in place; search and the seal are still to come."""

    setup: Setup
    tally: Tally
    warnings: tuple[Problem, ...]
    cold: str
    clock: Clock


def put_pages(
    works: Works,
    shown: Showing,
    tell: Progress,
    told: Collection[str] | None = None,
    see: See = lambda outcomes: None,
) -> Placed:
    """All of a build but its end. The lock is held.

    ``told`` are paths below ``content/`` of all files, or folders, that changed since the last build that went through;
    None: every file is looked at.
    """
    clock, place, catalog = Clock(), works.place, works.catalog
    clear_scratch(place.site)
    cold = trust(place, catalog)
    setup, warnings = _take_in(works, shown, told, bool(cold), tell, clock)
    with clock.phase("rendering"):
        tally = _render(setup, catalog, works.pool, tell, see)
        _remove(place, catalog, tally.gone)
    return Placed(setup, tally, warnings, cold, clock)


def finish(works: Works, placed: Placed, tell: Progress) -> Summary:
    """The end of a build, of the last of several too: search shards, and the seal. The lock is held."""
    clock, catalog = placed.clock, works.catalog
    works.pool.rest()  # Pagefind wants the memory
    with clock.phase("search"):
        found = _index(placed.setup, catalog, works.pool, tell)
    with clock.phase("cases"):
        sweep(works.place, catalog, works.pool, placed.setup.guard)
    with clock.phase("finishing"):
        seal(works.place, catalog)
    return _summary(catalog, placed.tally, found, placed.warnings, placed.cold, clock)


def showing(as_of: datetime | None, *, drafts: bool) -> Showing:
    """What a site shows at a moment, or now."""
    return Showing(_moment(as_of), drafts)


def _moment(as_of: datetime | None) -> str:
    return (as_of or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _take_in(
    works: Works, shown: Showing, told: Collection[str] | None, distrust: bool, tell: Progress, clock: Clock
) -> tuple[Setup, tuple[Problem, ...]]:
    """Changed files into the catalog and marks on what they touch: one transaction, all or nothing."""
    place, catalog, pool = works.place, works.catalog, works.pool
    config, problems = read_settings(place)
    theme = Theme(place.root, config.theme) if not problems else Theme(place.root, "broadsheet")
    with catalog.transaction():
        with clock.phase("reading"):
            try:
                taken = take_in(place, catalog, config, pool, tell, shown, told)
            except BuildFailed as failed:
                raise BuildFailed([*problems, *failed.problems]) from None
        if problems:
            raise BuildFailed([*problems, *taken.problems])
        problems = [*taken.problems, *expired(config, shown.moment), *in_theme(catalog, theme, taken.guard)]
        if taken.changes:  # what passed the checks before passes them still
            with clock.phase("checks"):
                problems += check(catalog, place, taken.sources)
        if not any(not problem.warning for problem in problems):
            with clock.phase("pictures"):
                problems += derive_missing(catalog, place, pool)
        if any(not problem.warning for problem in problems):
            raise BuildFailed(problems)
        with clock.phase("fingerprints"):
            archive = Archive(Queries(catalog.db), config)
            shared = frame(archive)
            made_of = all_of_it(config, shared, theme)
            now = _mark_by_fingerprint(catalog, archive, shared, theme, made_of)
    return Setup(place, config, shared, now, made_of, distrust, taken.guard), tuple(problems)


def _mark_by_fingerprint(
    catalog: Catalog, archive: Archive, shared: Frame, theme: Theme, made_of: str
) -> dict[str, bytes]:
    """Pages whose program, settings or templates changed, pages that settings bring, and those that are there always.

    Gives the fingerprint of each kind.
    """
    before = catalog.fingerprints()
    if catalog.meta("made of") == made_of:  # to find the parts of each kind, every template is parsed
        return before
    now = fingerprints(archive.config, shared, theme)
    for kind in KINDS:
        if before.get(kind.name) == now[kind.name]:
            continue
        why = reason(kind, before.get(kind.name), now[kind.name])
        catalog.mark_kind(kind.name, why)
        catalog.mark((PageKey(kind.name, name) for name in kind.standing(theme)), why)
        catalog.mark((PageKey(kind.name, name) for name in kind.brought(archive)), why)
        catalog.put_fingerprint(kind.name, now[kind.name])
    catalog.set_meta("made of", made_of)
    return now


def _render(setup: Setup, catalog: Catalog, pool: Pool, tell: Progress, see: See) -> Tally:
    """Dirty pages to files. A page's mark goes only after its file is in place."""
    tally, total, before = Tally(), catalog.count_dirty(), 0
    for part in catalog.dirty():
        reasons = dict(part)
        for count, outcomes in pool.run(partial(render_batch, setup), list(reasons)):
            _remember(catalog, outcomes, reasons, setup.distrust)
            tally.add(outcomes)
            see(outcomes)
            tell("rendering", before + count, total)
        before += len(part)
    return tally


def _remember(catalog: Catalog, outcomes: list[Outcome], reasons: dict[PageKey, str], distrust: bool) -> None:
    """A batch's files are in place, and a page that would come out the same needs none."""
    with catalog.transaction():
        catalog.put_pages([
            Put(one.key, one.path, one.view, one.output, one.before, reasons[one.key])
            for one in outcomes
            if one.status == "rendered"
        ])  # fmt: skip
        catalog.unmark(one.key for one in outcomes if one.status == "same")
        if not distrust:  # then every shard is looked at
            rendered = (one.key.name for one in outcomes if one.key.kind == "article" and one.status == "rendered")
            searched.note_changed(catalog, rendered)


def _remove(place: Place, catalog: Catalog, gone: list[Outcome]) -> None:
    """Files of pages that are no more, unless another page stands at that address now.

    Only after everything is rendered: an address may have passed from one page to another. A build that was
    killed may have left the file of a page that it had not remembered yet.
    """
    if not gone:
        return
    with catalog.transaction():
        paths = [outcome.path for outcome in gone if catalog.drop_page(outcome.key, outcome.path)]
        clear_away(place, catalog, paths)
        catalog.unmark(outcome.key for outcome in gone)
        searched.note_gone(catalog)


def _index(setup: Setup, catalog: Catalog, pool: Pool, tell: Progress) -> search.Summary:
    """The search shards whose pages changed, with the same discipline."""
    given = setup.config.search
    state = f"{given.closed} {given.open} {search.program_version()}"
    touched = searched.noted(catalog)
    is_same = catalog.meta("search state") == state
    if not touched and is_same:
        return search.Summary(shards=search.shards_known(catalog), built=0, removed=0, stories=0)
    with held_as_worker(setup.place.cache) as lock:
        done = search.update(
            searched.Searched(catalog), setup.place.site, setup.place.site / SCRATCH, catalog,
            search.SearchSettings(closed=given.closed, open=given.open, jobs=pool.jobs, inherit=(lock,),
                                  look=setup.guard.look_at_folder),
            partial(tell, "search"), touched if is_same and searched.ANY not in touched else None,
        )  # fmt: skip
    with catalog.transaction():
        searched.forget_noted(catalog)
        catalog.set_meta("search state", state)
    return done


def _summary(
    catalog: Catalog, tally: Tally, found: search.Summary, warnings: tuple[Problem, ...], cold: str, clock: Clock
) -> Summary:
    pages = sum(catalog.count_pages(kind.name) for kind in KINDS if kind.is_html)
    return Summary(
        pages=pages, articles=catalog.count_public(), rendered=tally.rendered, unchanged=pages - tally.rendered,
        removed=tally.removed, written=tally.written, shards=found.shards, shards_built=found.built,
        seconds=clock.seconds, warnings=tuple(sorted(warning for warning in warnings if warning.warning)), cold=cold,
        phases=clock.phases,
    )  # fmt: skip
