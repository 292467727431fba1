"""Addresses of the site into the ledger: a build never writes into ``content/``, so a command does."""

from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog, of_last_build
from backissue.errors import BackIssueError
from backissue.ledger.files import OTHER, put_lines, source_for
from backissue.model import Outlet
from backissue.pages import entity, log, versions
from backissue.pages.kinds import KINDS
from backissue.place import find_place
from backissue.sources.ledger import line_of

_HTML = tuple(kind.name for kind in KINDS if kind.is_html and kind.name != versions.NAME)
"""Kinds of pages that are promised. Versions are not: what is known of a history may be less tomorrow."""
_NOT_FOUND = "404.html"
"""A page that readers see at every address but its own."""


def unrecorded(root: Path, site: Path | None) -> list[str]:
    """Addresses of the site, as it was last built, that the ledger lacks; in order.

    Raises BackIssueError when nothing has been built.
    """
    _refuse_drafts(root, site)
    with closing(_opened(root, site)) as catalog:
        return list(_missing(catalog))


def record(root: Path, site: Path | None) -> tuple[int, list[str]]:
    """Add them to the ledger: how many there were, and the files of the ledger that changed, below ``content/``.

    Raises BackIssueError when nothing has been built.
    """
    _refuse_drafts(root, site)
    place, count, changed, rest = find_place(root, site), 0, list[str](), list[str]()
    with closing(_opened(root, site)) as catalog:
        outlets = frozenset(outlet.id for outlet in Queries(catalog.db).every(Outlet))
        for source, addresses in groupby(_missing(catalog), lambda address: source_for(address, outlets)):
            lines = [line_of(address) for address in addresses]
            count += len(lines)
            if source is None:
                rest += lines
            elif put_lines(place.content, source, lines):
                changed.append(source)
    if rest and put_lines(place.content, OTHER, rest):
        changed.append(OTHER)
    return count, changed


def count_unrecorded(root: Path, site: Path | None) -> int:
    """How many addresses of the site the ledger lacks; none where there is no ledger."""
    with closing(_opened(root, site)) as catalog:
        has_ledger = catalog.db.execute("SELECT 1 FROM ledger LIMIT 1").fetchone() is not None
        return sum(1 for _ in _missing(catalog)) if has_ledger else 0


def _refuse_drafts(root: Path, site: Path | None) -> None:
    with closing(_opened(root, site)) as catalog:
        if catalog.meta("drafts"):
            raise BackIssueError("the site shows drafts, whose addresses are no promise; run: backissue build")


def _opened(root: Path, site: Path | None) -> Catalog:
    return of_last_build(find_place(root, site).catalog)


def _missing(catalog: Catalog) -> Iterator[str]:
    """By the file that serves them, so that those of one outlet and year follow each other.

    Years are left out of long lists, because they come and go with its length, and of the log of withdrawals, which
    change when a case ends; the list itself stays.
    """
    kinds = ", ".join("?" * len(_HTML))
    rows = catalog.db.execute(
        "SELECT pages.kind, name, path FROM pages LEFT JOIN ledger ON ledger.file = path"
        f" WHERE ledger.file IS NULL AND pages.kind IN ({kinds}) ORDER BY path", _HTML,
    )  # fmt: skip
    for kind, name, path in rows:
        passes = (kind == entity.NAME and name.count("/") > 1) or (kind == log.NAME and name.startswith("withdrawals/"))
        if path != _NOT_FOUND and not passes:
            yield f"/{path.removesuffix('index.html')}"
