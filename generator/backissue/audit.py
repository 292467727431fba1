"""Whether the site is what the catalog says, and whether the catalog is what it should be.

A build believes its catalog: that is what makes it quick. Here nothing is believed. Every file of the
site is hashed again, and every page's view is computed again. Nothing is changed.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from backissue import search
from backissue.catalog import records, searched
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog, of_last_build
from backissue.config import Config
from backissue.errors import BackIssueError
from backissue.fingerprints import fingerprints
from backissue.fixity.fault import Fault
from backissue.intake.settings import sound_settings
from backissue.model import PageKey
from backissue.pages.archive import Archive, frame
from backissue.pages.kinds import BY_NAME, KINDS, keys_of
from backissue.place import MANIFEST, BuildLock, Place, find_place
from backissue.progress import Tell
from backissue.render.batch import view_digest
from backissue.render.output import SCRATCH
from backissue.render.pool import Pool
from backissue.render.theme import Theme

_AT_ONCE = 20_000
"""Rows that are held at the same time."""


class Audit(msgspec.Struct, frozen=True):
    """What was looked at, and what was wrong with it."""

    outputs: int
    """Files of the site that were hashed."""
    views: int
    """Pages whose views were computed."""
    findings: tuple[Fault, ...]
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
    config = sound_settings(place)
    with (
        closing(of_last_build(place.catalog)) as catalog,
        BuildLock(place),
        Pool(jobs or os.cpu_count() or 1, str(place.cache)) as pool,
    ):
        if not _belongs(place, catalog):
            raise BackIssueError("the site is not the one that the cache knows; run: backissue build")
        hashed, files = _outputs(place, catalog, pool, tell) if outputs else (0, [])
        seen, waiting, stale = _views(place, catalog, config, pool, tell) if views else (0, (), [])
        return Audit(hashed, seen, tuple(sorted({*files, *stale})), waiting)


def _belongs(place: Place, catalog: Catalog) -> bool:
    return bool(place.seal) and place.seal in (catalog.meta("token"), catalog.meta("next token"))


def _settled(catalog: Catalog) -> Iterator[list[Any]]:
    """(kind, name, path, hash of the file) of every page that waits for no build, in parts.

    A page that waits to be rendered may have its new file already: a build was cut off behind it.
    """
    query = (
        "SELECT pages.kind, pages.name, path, output FROM pages LEFT JOIN dirty USING (kind, name)"
        " WHERE dirty.kind IS NULL AND (pages.kind, pages.name) > (?, ?) ORDER BY pages.kind, pages.name LIMIT ?"
    )
    return _parts(catalog, query, 2)


def _parts(catalog: Catalog, query: str, order: int) -> Iterator[list[Any]]:
    """A query's rows, so many at once: each time those after the last one, by the first ``order`` columns."""
    last = ("",) * order
    while rows := catalog.db.execute(query, (*last, _AT_ONCE)).fetchall():
        yield rows
        last = rows[-1][:order]


# The files --------------------------------------------------------------------------------


def _outputs(place: Place, catalog: Catalog, pool: Pool, tell: Tell) -> tuple[int, list[Fault]]:
    """How many files were hashed; those that are missing, that somebody else wrote, or that are none of the site's."""
    total, before, findings = sum(catalog.count_pages(kind.name) for kind in KINDS), 0, list[Fault]()
    for part in _settled(catalog):
        files = [(path, bytes(output)) for _, _, path, output in part]
        for done, found in pool.run(partial(_hash_files, str(place.site)), files):
            findings += found
            tell("hashing", before + done, total)
        before += len(part)
    findings += (Fault(path, "not a file of this site") for path in _strange(place, catalog))
    findings += (Fault(path, "not as the search's ledger has it") for path in search.misplaced(place.site, catalog))
    bundled, changed = _search(place, catalog, pool)
    return before + bundled, findings + changed


def _strange(place: Place, catalog: Catalog) -> Iterator[str]:
    """Files in the site that no page and no search shard accounts for."""
    for folder, _, names in os.walk(place.site):
        for name in names:
            path = (Path(folder) / name).relative_to(place.site).as_posix()
            if path in (place.token.name, MANIFEST) or path.startswith(f"{SCRATCH}/") or search.owns(path):
                continue
            if catalog.db.execute("SELECT 1 FROM pages WHERE path = ?", (path,)).fetchone() is None:
                yield path


def _search(place: Place, catalog: Catalog, pool: Pool) -> tuple[int, list[Fault]]:
    """How many files of search were hashed, and those that are not as search left them, a bundle at a time."""
    count, findings = 0, []
    for path, listed in search.listings(place.site, catalog):
        if path == search.MANIFEST and searched.noted(catalog):
            continue  # a build was cut off behind it
        files = search.files_below(place.site, path)
        marks = [mark for _, found in pool.run(partial(search.marks, str(place.site)), files) for mark in found]
        findings += [Fault(*one) for one in search.compare(path, listed, marks)]
        count += len(files)
    return count, findings


def _hash_files(site: str, files: Sequence[tuple[str, bytes]]) -> list[Fault]:
    """What is wrong with files whose hashes are known; any process may run it."""
    found: list[Fault] = []
    for path, digest in files:
        try:
            data = Path(site, path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            found.append(Fault(path, "missing"))
            continue
        if hashlib.blake2b(data, digest_size=16).digest() != digest:
            found.append(Fault(path, "changed by another hand"))
    return found


# The views --------------------------------------------------------------------------------


def _views(
    place: Place, catalog: Catalog, config: Config, pool: Pool, tell: Tell
) -> tuple[int, tuple[str, ...], list[Fault]]:
    """How many views were computed, which kinds were not looked at, and pages that should have been marked.

    A kind whose program, settings or templates changed since the last build is left out: that
    build is still to come, and will look at all of its pages.
    """
    theme = Theme(place.root, config.theme)
    now = fingerprints(config, frame(Archive(Queries(catalog.db), config)), theme)
    known = catalog.fingerprints()
    current = {kind.name: now[kind.name] for kind in KINDS if known.get(kind.name) == now[kind.name]}
    total, before, findings = sum(map(catalog.count_pages, current)), 0, list[Fault]()
    for part in _settled(catalog):
        keys = [PageKey(kind, name) for kind, name, _, _ in part if kind in current]
        for done, found in pool.run(partial(_compare_views, str(place.catalog), config, current), keys):
            findings += found
            tell("comparing", before + done, total)
        before += len(keys)
    findings += _missing(place, catalog, config, pool, theme, frozenset(current), tell)
    return before, tuple(kind.name for kind in KINDS if kind.name not in current), findings


def _compare_views(catalog_path: str, config: Config, prints: dict[str, bytes], keys: Sequence[PageKey]) -> list[Fault]:
    """Pages that are not made of what the catalog says they are; any process may run it."""
    found: list[Fault] = []
    with closing(Catalog(Path(catalog_path), read_only=True)) as catalog:
        archive = Archive(Queries(catalog.db), config)
        for key in keys:
            view, row = BY_NAME[key.kind].view(archive, key.name), catalog.page(key)
            assert row is not None
            if view is None:
                found.append(Fault(row[0], f"should be no more, and is not marked (the {key.kind} page {key.name})"))
            elif view_digest(prints[key.kind], view) != row[1]:
                found.append(Fault(row[0], f"should have been marked, and was not (the {key.kind} page {key.name})"))
    return found


def _missing(
    place: Place, catalog: Catalog, config: Config, pool: Pool, theme: Theme, kinds: frozenset[str], tell: Tell
) -> Iterator[Fault]:
    """Pages that are not there: every record is asked anew for the pages that show it."""
    standing = {PageKey(kind.name, name) for kind in KINDS if kind.name in kinds for name in kind.standing(theme)}
    yield from _absent(catalog, Archive(Queries(catalog.db), config), standing)
    total, before = catalog.db.execute("SELECT count(*) FROM sources").fetchone()[0], 0
    for part in _parts(catalog, "SELECT path FROM sources WHERE path > ? ORDER BY path LIMIT ?", 1):
        sources = [source for (source,) in part]
        for done, found in pool.run(partial(_missing_of, str(place.catalog), config, kinds), sources):
            yield from found
            tell("looking for pages", before + done, total)
        before += len(sources)


def _missing_of(catalog_path: str, config: Config, kinds: frozenset[str], sources: Sequence[str]) -> list[Fault]:
    """Pages that show some content files, and are not there; any process may run it."""
    with closing(Catalog(Path(catalog_path), read_only=True)) as catalog:
        archive = Archive(Queries(catalog.db), config)
        found = filter(None, (records.of(catalog, source) for source in sources))
        keys = {key for record in found for key in keys_of(archive, record) if key.kind in kinds}
        return list(_absent(catalog, archive, keys))


def _absent(catalog: Catalog, archive: Archive, keys: set[PageKey]) -> Iterator[Fault]:
    """Those of some pages that have a view, and neither a file nor a mark."""
    for key in keys:
        kind = BY_NAME[key.kind]
        if catalog.page(key) or catalog.reason_waiting(key) or kind.view(archive, key.name) is None:
            continue
        yield Fault(kind.path(key.name), f"should be there, and is not marked (the {key.kind} page {key.name})")
