"""Whether the site is what the catalog says, and whether the catalog is what it should be.

A build believes its catalog: that is what makes it quick. Here nothing is believed. Every file of the
site is hashed again, and every page's view is computed again. Nothing is changed.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import msgspec

from backissue import search
from backissue.catalog import searched
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog, is_current
from backissue.config import Config
from backissue.errors import BackIssueError, BuildFailed
from backissue.fingerprints import fingerprints
from backissue.intake import read_settings
from backissue.model import PageKey
from backissue.pages.archive import Archive, frame
from backissue.pages.kinds import BY_NAME, KINDS
from backissue.place import BuildLock, Place, find_place
from backissue.render.batch import view_digest
from backissue.render.output import SCRATCH
from backissue.render.pool import Pool
from backissue.render.theme import Theme

Tell = Callable[[str, int, int], None]


class Finding(msgspec.Struct, frozen=True, order=True):
    """One file that is not what it should be."""

    path: str
    """Below the site."""
    fault: str

    def __str__(self) -> str:
        return f"{self.path}: {self.fault}"


class Audit(msgspec.Struct, frozen=True):
    """What was looked at, and what was wrong with it."""

    outputs: int
    """Files of the site that were hashed."""
    views: int
    """Pages whose views were computed."""
    findings: tuple[Finding, ...]
    waiting: tuple[str, ...] = ()
    """Kinds of page that the next build looks at in any case: their views were left alone."""


def audit(
    root: Path, site: Path | None, *, outputs: bool = True, views: bool = True, jobs: int | None = None,
    tell: Tell = lambda phase, done, total: None,
) -> Audit:  # fmt: skip
    """Look at the site's files, at the pages' views, or at both.

    Raises Busy while a build runs, and BackIssueError when there is nothing to look at.
    """
    place = find_place(root, site)
    if not place.catalog.exists() or not is_current(place.catalog):
        raise BackIssueError("no build of this version is known here; run: backissue build")
    config, problems = read_settings(place)
    if problems:
        raise BuildFailed(problems)
    with (
        BuildLock(place),
        closing(Catalog(place.catalog, read_only=True)) as catalog,
        Pool(jobs or os.cpu_count() or 1, str(place.cache)) as pool,
    ):
        if not _belongs(place, catalog):
            raise BackIssueError("the site is not the one that the cache knows; run: backissue build")
        dirty = {key for part in catalog.dirty() for key, _ in part}
        hashed, files = _outputs(place, catalog, pool, dirty, tell) if outputs else (0, [])
        seen, waiting, stale = _views(place, catalog, config, pool, dirty, tell) if views else (0, (), [])
        return Audit(hashed, seen, tuple(sorted({*files, *stale})), waiting)


def _belongs(place: Place, catalog: Catalog) -> bool:
    there = place.token.read_text(encoding="utf-8") if place.token.is_file() else ""
    return bool(there) and there in (catalog.meta("token"), catalog.meta("next token"))


# The files --------------------------------------------------------------------------------


def _outputs(place: Place, catalog: Catalog, pool: Pool, dirty: set[PageKey], tell: Tell) -> tuple[int, list[Finding]]:
    """How many files were hashed; those that are missing, that somebody else wrote, or that are none of the site's.

    A page that waits to be rendered may have its new file already: a build was cut off behind it.
    """
    rows = catalog.db.execute("SELECT kind, name, path, output FROM pages ORDER BY path, kind, name").fetchall()
    settled = [(path, bytes(output)) for kind, name, path, output in rows if PageKey(kind, name) not in dirty]
    findings: list[Finding] = []
    for done, found in pool.run(partial(_hash_files, str(place.site)), settled):
        findings += found
        tell("hashing", done, len(settled))
    listed = {path for _, _, path, _ in rows} | {place.token.name}
    for folder, _, names in os.walk(place.site):
        for name in names:
            path = (Path(folder) / name).relative_to(place.site).as_posix()
            if path not in listed and not path.startswith(f"{SCRATCH}/") and not search.owns(path):
                findings.append(Finding(path, "not a file of this site"))
    findings += (Finding(path, "not as the search's ledger has it") for path in search.misplaced(place.site, catalog))
    bundled, strange = _search(place, catalog, pool)
    return len(rows) + bundled, findings + strange


def _search(place: Place, catalog: Catalog, pool: Pool) -> tuple[int, list[Finding]]:
    """How many files of search were hashed, and those that are not as search left them, a bundle at a time."""
    count, findings = 0, []
    for path, listed in search.listings(place.site, catalog):
        if path == search.MANIFEST and searched.noted(catalog):
            continue  # a build was cut off behind it
        files = search.files_below(place.site, path)
        marks = [mark for _, found in pool.run(partial(search.marks, str(place.site)), files) for mark in found]
        findings += [Finding(*fault) for fault in search.compare(path, listed, marks)]
        count += len(files)
    return count, findings


def _hash_files(site: str, files: Sequence[tuple[str, bytes]]) -> list[Finding]:
    """What is wrong with files whose hashes are known; any process may run it."""
    found: list[Finding] = []
    for path, digest in files:
        try:
            data = Path(site, path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            found.append(Finding(path, "missing"))
            continue
        if hashlib.blake2b(data, digest_size=16).digest() != digest:
            found.append(Finding(path, "changed by another hand"))
    return found


# The views --------------------------------------------------------------------------------


def _views(
    place: Place, catalog: Catalog, config: Config, pool: Pool, dirty: set[PageKey], tell: Tell
) -> tuple[int, tuple[str, ...], list[Finding]]:
    """How many views were computed, which kinds were not looked at, and pages that should have been marked.

    A kind whose program, settings or templates changed since the last build is left out: that
    build is still to come, and will look at all of its pages.
    """
    theme = Theme(place.root, config.theme)
    now = fingerprints(config, frame(Archive(Queries(catalog.db), config)), theme)
    known = catalog.fingerprints()
    current = {kind.name for kind in KINDS if known.get(kind.name) == now[kind.name]}
    rows = catalog.db.execute("SELECT kind, name FROM pages ORDER BY kind, name").fetchall()
    keys = {PageKey(kind, name) for kind, name in rows if kind in current}
    keys |= {PageKey("article", url) for (url,) in catalog.db.execute("SELECT url FROM articles WHERE public")}
    keys |= {PageKey(kind.name, name) for kind in KINDS for name in kind.standing(theme)}
    settled = sorted((key for key in keys if key.kind in current and key not in dirty), key=msgspec.structs.astuple)
    stale: list[Finding] = []
    for done, found in pool.run(partial(_compare_views, str(place.catalog), config, now), settled):
        stale += found
        tell("comparing", done, len(settled))
    return len(settled), tuple(kind.name for kind in KINDS if kind.name not in current), stale


def _compare_views(
    catalog_path: str, config: Config, prints: dict[str, bytes], keys: Sequence[PageKey]
) -> list[Finding]:
    """Pages that are not made of what the catalog says they are; any process may run it."""
    found: list[Finding] = []
    with closing(Catalog(Path(catalog_path), read_only=True)) as catalog:
        archive = Archive(Queries(catalog.db), config)
        for key in keys:
            kind = BY_NAME[key.kind]
            view, row = kind.view(archive, key.name), catalog.page(key)
            if view is None and row is not None:
                found.append(Finding(row[0], f"should be no more, and is not marked (the {key.kind} page {key.name})"))
            elif view is not None and row is not None and view_digest(prints[key.kind], view) != row[1]:
                found.append(Finding(row[0], f"should have been marked, and was not (the {key.kind} page {key.name})"))
            elif view is not None and row is None and key.kind != "asset":
                found.append(Finding(kind.path(key.name), f"should be there, and is not marked (the {key.kind} page)"))
    return found
