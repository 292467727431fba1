"""Every file of the site searched for texts that it was not searched for before."""

from collections.abc import Iterator
from functools import partial

import msgspec

from backissue import search
from backissue.catalog.store import Catalog
from backissue.errors import RedactionFailed
from backissue.place import Place
from backissue.render.pool import Pool
from backissue.takedowns.guard import Guard

_META = "searched for"
_AT_ONCE = 20_000
_MOST_TOLD = 20


def sweep(place: Place, catalog: Catalog, pool: Pool, guard: Guard) -> None:
    """Search all files when a text is new; a file that is written later is searched as it is written.

    Raises RedactionFailed with every file that still holds one: the next build searches again.
    """
    written = catalog.meta(_META)
    known = set(msgspec.json.decode(written, type=tuple[str, ...])) if written else set()
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


def _files(place: Place, catalog: Catalog) -> Iterator[list[str]]:
    """Paths of all pages and of search's files, in parts."""
    last, query = "", "SELECT DISTINCT path FROM pages WHERE path > ? ORDER BY path LIMIT ?"
    while paths := [path for (path,) in catalog.db.execute(query, (last, _AT_ONCE))]:
        yield paths
        last = paths[-1]
    for path, _ in search.listings(place.site, catalog):
        yield search.files_below(place.site, path)
