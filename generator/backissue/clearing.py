"""Files of pages that are no more leave the site, on a disk that folds case too.

To such a disk ``Report/`` and ``report/`` are one: a story whose file was renamed in case alone has its new
page in its old file, and to remove the old one would remove both. There the folder gets its new name instead.
"""

from collections.abc import Iterator, Sequence

from backissue.catalog.store import Catalog
from backissue.place import Place
from backissue.render.output import remove


def clear_away(place: Place, catalog: Catalog, paths: Sequence[str]) -> None:
    """Remove files of the site, which no page of the catalog has at these very paths."""
    kept = _rename_in_case(place, catalog, paths) if paths and _folds_case(place) else frozenset()
    for path in paths:
        if path.casefold() not in kept:
            remove(place.site, path)


def _folds_case(place: Place) -> bool:
    return place.token.with_name(place.token.name.upper()).exists()


def _rename_in_case(place: Place, catalog: Catalog, paths: Sequence[str]) -> frozenset[str]:
    """Let files and folders that go on in other letters have these; all that stand, folded, of those that go."""
    going = {part.casefold(): part for path in paths for part in _parts(path)}
    renamed, standing = dict[str, str](), set[str]()
    for (path,) in catalog.db.execute("SELECT path FROM pages"):
        for part in _parts(path):
            before = going.get(part.casefold())
            if before is not None:
                standing.add(part.casefold())
                if before != part:
                    renamed[part] = before
    for part in sorted(renamed):  # a folder before what is in it
        (place.site / renamed[part]).rename(place.site / part)
    return frozenset(standing)


def _parts(path: str) -> Iterator[str]:
    """``a``, ``a/b`` and ``a/b/index.html`` of the last of these."""
    names = path.split("/")
    return ("/".join(names[: at + 1]) for at in range(len(names)))
