"""From content/ to site/: one build, whether the catalog is empty or not.

**Whatever the edits, the output equals a cold build's, byte for byte.** A first build is one
whose catalog is empty, so that every page is dirty; no second mode exists that could disagree.
"""

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from backissue import search
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.checks import check
from backissue.errors import BuildFailed, Problem
from backissue.fingerprints import fingerprints, reason
from backissue.images.derive import derive_missing
from backissue.intake import read_settings, take_in
from backissue.model import PageKey
from backissue.pages.archive import Archive, frame
from backissue.pages.kinds import BY_NAME, KINDS
from backissue.place import BuildLock, Place, find_place, held_as_worker
from backissue.render.batch import Outcome, Setup, end_rendering, render_batch
from backissue.render.output import SCRATCH, clear_scratch, prune, remove
from backissue.render.pool import Pool
from backissue.render.theme import Theme

Progress = Callable[[str, int, int], None]
"""Told (phase, done, of how many): phases are "reading", "rendering", "search"."""


class Summary(msgspec.Struct, frozen=True):
    """What a build did. Counts of pages are of HTML pages alone."""

    pages: int
    articles: int
    """Public ones, withdrawn ones among them."""
    rendered: int
    unchanged: int
    removed: int
    written: int
    """Files of any sort whose bytes changed, search bundles apart."""
    shards: int
    shards_built: int
    seconds: float
    warnings: tuple[Problem, ...] = ()
    cold: str = ""
    """Why everything was looked at, when that was not for the content's sake."""
    phases: dict[str, float] = {}
    """Seconds in each part of the build, in the order in which they came."""

    def __str__(self) -> str:
        return (
            f"{self.pages:,} pages from {self.articles:,} articles: {self.rendered:,} rendered, "
            f"{self.unchanged:,} unchanged, {self.removed:,} removed · "
            f"search: {self.shards_built:,} of {self.shards:,} shards · {self.seconds:.1f} s"
        )


def build(
    root: Path,
    *,
    site: Path | None = None,
    as_of: datetime | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Bring the site up to date with the archive in ``root`` (the folder that holds ``content/``).

    ``as_of`` decides which embargoes have passed (default: now). ``jobs`` is the number of
    processes (default: one a core). Raises BuildFailed when the content has faults, Busy when
    another build runs, ThemeError and SearchError; the last good site then stands as it was.
    """
    clock = _Clock()
    place = find_place(root, site)
    tell = progress or (lambda phase, done, total: None)
    with (
        BuildLock(place),
        closing(Catalog(place.catalog)) as catalog,
        Pool(jobs or os.cpu_count() or 1, str(place.cache)) as pool,
    ):
        clear_scratch(place.site)
        cold = _trust(place, catalog)
        setup, warnings = _take_in(place, catalog, pool, _moment(as_of), bool(cold), tell, clock)
        with clock.phase("rendering"):
            outcomes = _render(setup, catalog, pool, tell)
            _remove(place, catalog, outcomes)
        with clock.phase("search"):
            found = _index(setup, catalog, pool, tell)
        with clock.phase("finishing"):
            _finish(place, catalog, bool(cold))
        return _summary(catalog, outcomes, found, warnings, cold, clock)


class _Clock:
    """Where a build's time goes: seconds since it began, and in each phase."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self.phases: dict[str, float] = {}

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the time spent inside to the phase ``name``."""
        before = time.monotonic()
        try:
            yield
        finally:
            self.phases[name] = self.phases.get(name, 0.0) + time.monotonic() - before


def _moment(as_of: datetime | None) -> str:
    return (as_of or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _trust(place: Place, catalog: Catalog) -> str:
    """Why the site is not the one that the catalog knows; empty when it is.

    A cache that was lost, or mixed up with another, is caught here: then nothing is believed.
    """
    there = place.token.read_text(encoding="utf-8") if place.token.is_file() else ""
    if there and there in (catalog.meta("token"), catalog.meta("next token")):
        return "no build has been finished yet" if catalog.meta("distrust") else ""
    known = catalog.meta("token")
    with catalog.transaction():
        catalog.mark_all("the site was not the one that this cache knows")
        for shard in catalog.known():
            catalog.drop_shard(shard)
        catalog.set_meta("distrust", "1")
        catalog.set_meta("token", secrets.token_hex(16))
    place.site.mkdir(parents=True, exist_ok=True)
    place.token.write_text(catalog.meta("token"), encoding="utf-8")
    return "the site is not the one that the cache knows" if there or known else "first build"


def _take_in(
    place: Place, catalog: Catalog, pool: Pool, as_of: str, distrust: bool, tell: Progress, clock: _Clock
) -> tuple[Setup, tuple[Problem, ...]]:
    """Changed files into the catalog and marks on what they touch: one transaction, all or nothing."""
    config, problems = read_settings(place)
    theme = Theme(place.root, config.theme) if not problems else Theme(place.root, "broadsheet")
    with catalog.transaction():
        with clock.phase("reading"):
            try:
                taken = take_in(place, catalog, config, pool, tell, as_of)
            except BuildFailed as failed:
                raise BuildFailed([*problems, *failed.problems]) from None
        if problems:
            raise BuildFailed([*problems, *taken.problems])
        problems = list(taken.problems)
        if taken.changes:  # what passed the checks before passes them still
            with clock.phase("checks"):
                problems += check(catalog, place, taken.sources)
        if not any(not problem.warning for problem in problems):
            with clock.phase("pictures"):
                problems += derive_missing(catalog, place, pool)
        if any(not problem.warning for problem in problems):
            raise BuildFailed(problems)
        with clock.phase("fingerprints"):
            shared = frame(Archive(Queries(catalog.db), config))
            now = fingerprints(config, shared, theme)
            _mark_by_fingerprint(catalog, now, theme)
    return Setup(place, config, shared, now, distrust), tuple(problems)


def _mark_by_fingerprint(catalog: Catalog, now: dict[str, bytes], theme: Theme) -> None:
    """Pages whose program, settings or templates changed, and pages that are there whatever the content."""
    before = catalog.fingerprints()
    for kind in KINDS:
        if before.get(kind.name) == now[kind.name]:
            continue
        why = reason(kind, before.get(kind.name), now[kind.name])
        catalog.mark_kind(kind.name, why)
        catalog.mark((PageKey(kind.name, name) for name in kind.standing(theme)), why)
        catalog.put_fingerprint(kind.name, now[kind.name])


def _render(setup: Setup, catalog: Catalog, pool: Pool, tell: Progress) -> list[Outcome]:
    """Dirty pages to files. A page's mark goes only after its file is in place."""
    reasons = dict(catalog.dirty())
    keys = list(reasons)
    done: list[Outcome] = []
    try:
        for count, outcomes in pool.run(partial(render_batch, setup), keys):
            with catalog.transaction():
                catalog.set_meta("search due", "1")
                for outcome in outcomes:
                    if outcome.status == "rendered":
                        catalog.put_page(outcome.key, outcome.path, outcome.view, outcome.output, reasons[outcome.key])
                    elif outcome.status == "same":
                        catalog.unmark(outcome.key)
            done += outcomes
            tell("rendering", count, len(keys))
    finally:
        end_rendering()
    return done


def _remove(place: Place, catalog: Catalog, outcomes: list[Outcome]) -> None:
    """Files of pages that are no more, unless another page stands at that address now.

    Only after everything is rendered: an address may have passed from one page to another.
    """
    gone = [outcome for outcome in outcomes if outcome.status == "gone"]
    if not gone:
        return
    with catalog.transaction():
        for outcome in gone:
            if path := catalog.drop_page(outcome.key):
                remove(place.site, path)
            catalog.unmark(outcome.key)


def _index(setup: Setup, catalog: Catalog, pool: Pool, tell: Progress) -> search.Summary:
    """The search shards whose pages changed, with the same discipline."""
    caps = setup.config.search
    state = f"{caps.closed} {caps.open} {search.program_version()}"
    if not catalog.meta("search due") and catalog.meta("search state") == state:
        return search.Summary(shards=search.shards_known(catalog), built=0, removed=0, stories=0)
    stories = [search.Story(*row) for row in catalog.found_by_search()]
    with held_as_worker(setup.place.cache) as lock:
        settings = search.SearchSettings(closed=caps.closed, open=caps.open, jobs=pool.jobs, inherit=(lock,))
        done = search.update(
            stories, setup.place.site, setup.place.site / SCRATCH, catalog, settings, partial(tell, "search")
        )
    with catalog.transaction():
        catalog.set_meta("search due", "")
        catalog.set_meta("search state", state)
    return done


def _finish(place: Place, catalog: Catalog, distrust: bool) -> None:
    """Leave nothing behind, and seal the site with the sum of what it holds."""
    if distrust:
        for path in _unlisted(place, catalog):
            remove(place.site, path)
    clear_scratch(place.site)
    _forget_pictures(place, catalog)
    token = catalog.site_sum()
    if token != catalog.meta("token") or distrust:
        with catalog.transaction():
            catalog.set_meta("next token", token)
        place.token.write_text(token, encoding="utf-8")
        with catalog.transaction():
            catalog.set_meta("token", token)
            catalog.set_meta("distrust", "")


def _unlisted(place: Place, catalog: Catalog) -> Iterator[str]:
    """Files in the site that no page and no search shard accounts for."""
    listed = {path for (path,) in catalog.db.execute("SELECT path FROM pages")}
    for folder, _, names in os.walk(place.site, topdown=False):
        for name in names:
            path = (Path(folder) / name).relative_to(place.site).as_posix()
            if path not in listed and not search.owns(path) and path != place.token.name:
                yield path
        prune(place.site, Path(folder))


def _forget_pictures(place: Place, catalog: Catalog) -> None:
    """Derivatives of pictures that the content has no more."""
    if not place.pictures.is_dir():
        return
    used = set(catalog.picture_digests())
    for folder in place.pictures.iterdir():
        if folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _summary(
    catalog: Catalog,
    outcomes: list[Outcome],
    found: search.Summary,
    warnings: tuple[Problem, ...],
    cold: str,
    clock: _Clock,
) -> Summary:
    html = [kind.name for kind in KINDS if kind.is_html]
    pages = sum(catalog.count_pages(kind) for kind in html)
    ours = [outcome for outcome in outcomes if BY_NAME[outcome.key.kind].is_html]
    rendered = sum(outcome.status == "rendered" for outcome in ours)
    articles = catalog.db.execute("SELECT count(*) FROM articles WHERE public").fetchone()[0]
    return Summary(
        pages=pages, articles=articles, rendered=rendered, unchanged=pages - rendered,
        removed=sum(outcome.status == "gone" and outcome.was_there for outcome in ours),
        written=sum(outcome.changed for outcome in outcomes), shards=found.shards, shards_built=found.built,
        seconds=clock.seconds, warnings=tuple(sorted(warning for warning in warnings if warning.warning)), cold=cold,
        phases=clock.phases,
    )  # fmt: skip
