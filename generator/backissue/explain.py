"""Why a page is as it is: where it comes from, and why it was last rendered."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from backissue.addresses import file_of
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog, of_last_build
from backissue.errors import BackIssueError
from backissue.intake.settings import read_settings
from backissue.model import PageKey
from backissue.pages.archive import Archive
from backissue.pages.kinds import BY_NAME
from backissue.place import Place, find_place

_MOST_SOURCES = 40


def explain(root: Path, site: Path | None, page: str) -> Iterator[str]:
    """Lines about ``page``: an address in the site, or a file's path in it.

    Raises BackIssueError when the site has no such page.
    """
    place = find_place(root, site)
    with closing(of_last_build(place.catalog)) as catalog:
        config, _ = read_settings(place)
        path, key = _find(catalog, place, page)
        kind = BY_NAME[key.kind]
        row = catalog.page(key)
        assert row is not None
        archive = Archive(Queries(catalog.db), config)
        view = kind.view(archive, key.name)
        waiting = catalog.reason_waiting(key)
        yield f"{path}: {'a page' if kind.is_html else 'a file'} of the kind {key.kind}, named {key.name}"
        if view is not None and kind.is_html:
            yield f"  template       {kind.template(view)}"
        yield f"  last rendered  because {row[3]}"
        if waiting:
            yield f"  to be done     because {waiting}"
        yield from _taken_down(catalog, key)
        yield from _listed("  made of        ", _sources(catalog, key, view))


def _find(catalog: Catalog, place: Place, page: str) -> tuple[str, PageKey]:
    """The page's file in the site, and its key."""
    written = page.partition("?")[0].partition("#")[0]
    if Path(written).exists() and Path(written).resolve().is_relative_to(place.site):
        written = "/" + Path(written).resolve().relative_to(place.site).as_posix()
    if "://" in written:
        written = "/" + written.split("/", 3)[-1]
    for path in (file_of(written), written.strip("/"), file_of(f"{written}/")):
        row = catalog.db.execute(
            "SELECT kind, name FROM pages WHERE path = ? ORDER BY kind LIMIT 1", (path,)
        ).fetchone()
        if row:
            return path, PageKey(row[0], row[1])
    raise BackIssueError(f"the site has no page {page}; give its address, such as /topics/floods/")


def _sources(catalog: Catalog, key: PageKey, view: object) -> list[str]:
    """The content files whose words the page shows: those of every address in its view, and its own records."""
    own = f"/{key.name.strip('/')}"
    found = {source for (source,) in catalog.db.execute(
        "SELECT source FROM addresses WHERE path IN (?, ?) ORDER BY source", (key.name, f"{own}/")
    )}  # fmt: skip
    for (source,) in catalog.db.execute(
        "SELECT source FROM records WHERE id IN (?, ?) AND kind <> 'picture'",
        (key.name, key.name.split("/")[0]),
    ):
        found.add(source)
    for url in _urls(msgspec.to_builtins(view)):
        found.update(source for (source,) in catalog.db.execute("SELECT source FROM articles WHERE url = ?", (url,)))
    for source in list(found):
        found.update(other for (other,) in catalog.db.execute(
            "SELECT source FROM records WHERE kind = 'comments' AND id = ?", (source,)
        ) if key.kind == "article" and own in key.name)  # fmt: skip
    return sorted(f"content/{source}" for source in found)


def _taken_down(catalog: Catalog, key: PageKey) -> Iterator[str]:
    """The cases that made a story's page what it is; the texts themselves are not told."""
    query = (
        "SELECT DISTINCT t.id, action, t.date, reason, until FROM taken_down t JOIN articles a ON a.source = t.article"
        " WHERE url = ? ORDER BY 1"
    )
    for id_, action, date, reason, until in catalog.db.execute(query, (key.name,)):
        yield f"  taken down     by case {id_}: {action}, {date}{f' until {until}' if until else ''}: {reason}"


def _urls(part: Any) -> Iterator[str]:
    """Every ``url`` in a view."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "url" and isinstance(value, str):
                yield value
            else:
                yield from _urls(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _urls(value)


def _listed(label: str, sources: list[str]) -> Iterator[str]:
    for at, source in enumerate(sources[:_MOST_SOURCES]):
        yield f"{label if at == 0 else ' ' * len(label)}{source}"
    if not sources:
        yield f"{label}settings and the theme alone"
    if len(sources) > _MOST_SOURCES:
        yield f"{' ' * len(label)}and {len(sources) - _MOST_SOURCES:,} more"
