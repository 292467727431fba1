"""Every file of the site searched for texts that it was not searched for before."""

import re
from collections.abc import Iterator
from functools import partial

import msgspec

from backissue import search
from backissue.catalog.store import Catalog
from backissue.errors import Problem, RedactionFailed
from backissue.place import Place
from backissue.render.pool import Pool
from backissue.render.theme import Theme
from backissue.takedowns.cases import SHOWN
from backissue.takedowns.guard import Guard

_META = "searched for"
_AT_ONCE = 20_000
_MOST_TOLD = 20
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
"""What of a template is not published."""


def sweep(place: Place, catalog: Catalog, pool: Pool, guard: Guard) -> None:
    """Search all files when a text is new; a file that is written later is searched as it is written.

    Raises RedactionFailed with every file that still holds one: the next build searches again.
    """
    known = _searched_for(catalog)
    now = {text for _, text in guard.texts}
    if now == known:
        return
    faults: list[str] = []
    for paths in _files(place, catalog) if now - known else ():
        for _, found in pool.run(partial(guard.look_at_files, str(place.site)), paths):
            faults += found
    if faults:
        rest = f"\nand {len(faults) - _MOST_TOLD:,} more" if len(faults) > _MOST_TOLD else ""
        raise RedactionFailed("\n".join(sorted(faults)[:_MOST_TOLD]) + rest)
    with catalog.transaction():
        catalog.set_meta(_META, msgspec.json.encode(tuple(sorted(now))).decode() if now else "")


def in_theme(catalog: Catalog, theme: Theme, guard: Guard) -> Iterator[Problem]:
    """New texts that the theme itself has: every page would be refused, and it is told before one is made."""
    known = _searched_for(catalog)
    for id_, text in guard.texts:
        one = Guard(((id_, text),))
        if text not in known and (name := next((name for name, data in _published(theme) if one.finds(data)), "")):
            hint = "give a longer text, or name the articles that it is to leave"
            yield Problem(SHOWN, 0, f'case {id_}: the text "{text}" is also in the theme ({name})', hint)


def _published(theme: Theme) -> Iterator[tuple[str, str]]:
    """The theme's files, as far as they come into the site."""
    for name in theme.assets:
        yield f"assets/{name}", (theme.asset(name) or b"").decode("utf-8", "replace")
    for folder in theme.folders:
        for file in sorted((folder / "templates").glob("*.html")):
            yield f"templates/{file.name}", _JINJA.sub("", file.read_text("utf-8"))


def _searched_for(catalog: Catalog) -> set[str]:
    """The texts that the site was searched for."""
    written = catalog.meta(_META)
    return set(msgspec.json.decode(written, type=tuple[str, ...])) if written else set()


def _files(place: Place, catalog: Catalog) -> Iterator[list[str]]:
    """Paths of all pages and of search's files, in parts."""
    last, query = "", "SELECT DISTINCT path FROM pages WHERE path > ? ORDER BY path LIMIT ?"
    while paths := [path for (path,) in catalog.db.execute(query, (last, _AT_ONCE))]:
        yield paths
        last = paths[-1]
    for path, _ in search.listings(place.site, catalog):
        yield search.files_below(place.site, path)
