"""What would keep an address that was published: the line to write, and the file to write it in."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing

import msgspec

from backissue.addresses import entity_url, file_of, folded, is_generated
from backissue.catalog import records
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.model import Article, Outlet, StaticPage
from backissue.sources.ledger import ARROW, line_of
from backissue.sources.records import ENTITY_KINDS

_WITHDRAWN = "withdrawn: {date: …, reason: …}"
_MOST_CANDIDATES = 50
"""Stories of one slug that are compared; more would tell nothing."""


class Remedy(msgspec.Struct, frozen=True):
    """What to do about one address."""

    hint: str
    target: str = ""
    """Where the address might lead; empty when nothing is known that could take its place."""


class Remedies:
    """Of some addresses at which nothing stands any more, found by what the catalog knew and knows.

    A story is found again by its file, by its words in another file, or by its slug at another date. For a page that
    the archive made of itself the one above it is proposed. ``has_page`` tells of a file of the site whether a page
    will stand in it.
    """

    def __init__(self, catalog: Catalog, lost: Sequence[str], has_page: Callable[[str], bool]) -> None:
        self._catalog = catalog
        self._ask = Queries(catalog.db)
        self._has_page = has_page
        self._outlets = frozenset(outlet.id for outlet in self._ask.every(Outlet)) if lost else frozenset()
        self._by_slug = self._same_slugs(lost) if lost else {}

    def of(self, address: str) -> Remedy:
        """What to do about one of the addresses."""
        query = "SELECT source, draft FROM articles WHERE url = ? ORDER BY source LIMIT 1"
        if row := self._catalog.db.execute(query, (address,)).fetchone():
            what = "is a draft" if row[1] else "waits for its embargo"
            return Remedy(f"content/{row[0]} {what}; what was published can be withdrawn: {_WITHDRAWN}")
        if source := self._moved(address):
            return Remedy(f"add to content/{source}: aliases: [{address}]", self._ask.public_url(source))
        if target := self._near(address):
            return Remedy(f"write where it leads: {line_of(address, target)}", target)
        restored = f"restore the story, with {_WITHDRAWN} if it must not be read"
        return Remedy(f"{restored}; or write where it leads: {line_of(address)}{ARROW}/…")

    def _moved(self, address: str) -> str:
        """The content file that has the story, or the page, now; empty when none is like it."""
        before, old = self._before(address)
        if isinstance(records.of(self._catalog, before), Article | StaticPage):
            return before
        candidates = self._by_slug.get(_slug(address), [])
        if isinstance(old, Article):
            rows = self._catalog.db.execute(
                "SELECT source FROM articles WHERE headline = ? AND public ORDER BY source LIMIT ?",
                (old.headline, _MOST_CANDIDATES),
            )
            found = [records.of(self._catalog, source) for (source,) in rows]
            same = [one.source for one in found if isinstance(one, Article) and one.body == old.body]
            candidates = same or candidates
        outlet = address.strip("/").partition("/")[0]
        return next((one for one in candidates if f"/{outlet}/" in f"/{one}"), candidates[0] if candidates else "")

    def _before(self, address: str) -> tuple[str, object]:
        """The file that claimed the address, and what it said, as the last build knew them."""
        with closing(Catalog(self._catalog.path, read_only=True)) as known:
            row = known.db.execute(
                "SELECT source FROM addresses WHERE folded = ? AND file = ? ORDER BY alias, source LIMIT 1",
                (folded(file_of(address)), file_of(address)),
            ).fetchone()
            return (row[0], records.of(known, row[0])) if row else ("", None)

    def _same_slugs(self, lost: Sequence[str]) -> dict[str, list[str]]:
        """Public stories whose addresses end as some of the lost do, by that end: one look through the addresses."""
        wanted, found = {_slug(address) for address in lost}, defaultdict[str, list[str]](list)
        for url, source in self._catalog.db.execute("SELECT url, source FROM articles WHERE public ORDER BY source"):
            if (slug := _slug(url)) in wanted and len(found[slug]) < _MOST_CANDIDATES:
                found[slug].append(source)
        return found

    def _near(self, address: str) -> str:
        """For a page that the archive made of itself: the topic … of almost its name, or the page above it."""
        if not is_generated(address, self._outlets):
            return ""
        kind, *rest = address.strip("/").split("/")
        if kind in ENTITY_KINDS and rest:
            names = [one for one, _, _ in self._ask.gathered.entities(kind)]
            near = difflib.get_close_matches(rest[0], names, n=1, cutoff=0.8)
            if near:
                return entity_url(kind, near[0])
        parts = (kind, *rest)
        above = (f"/{'/'.join(parts[:size])}/" for size in range(len(parts) - 1, 0, -1))
        return next((one for one in above if self._has_page(file_of(one))), "/")


def _slug(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]
