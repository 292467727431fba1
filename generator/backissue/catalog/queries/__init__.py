"""What views may ask of the catalog: named SELECTs, each on an index, each in a total order.

Whatever views depend on in the catalog is asked for here: records and pages by ``Queries`` itself, the rest by what it
is about.
"""

import sqlite3
from typing import TypeVar

import msgspec

from backissue.catalog.queries.asking import Asking
from backissue.catalog.queries.calendar import Calendar
from backissue.catalog.queries.feeds import Feeds
from backissue.catalog.queries.findable import Findable
from backissue.catalog.queries.gathered import Gathered
from backissue.catalog.queries.held import Held
from backissue.catalog.queries.lineage import Lineage
from backissue.catalog.queries.lists import Lists
from backissue.catalog.queries.logs import Logs
from backissue.catalog.queries.references import References
from backissue.catalog.queries.rights import Rights
from backissue.catalog.queries.totals import Totals
from backissue.model import Article, Comments, Edition, Entity, Outlet, Picture, Record, StaticPage

R = TypeVar("R", bound=Record)

_KINDS: dict[type[Record], str] = {
    Outlet: "outlet", Edition: "edition", Entity: "entity", Comments: "comments", StaticPage: "page", Picture: "picture",
}  # fmt: skip


class Queries(Asking):
    """Questions to one connection about records and the pages that they have; lists and counts are its parts'."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db)
        self.calendar = Calendar(db)
        self.feeds = Feeds(db)
        self.findable = Findable(db)
        self.gathered = Gathered(db)
        self.held = Held(db)
        self.lineage = Lineage(db)
        self.lists = Lists(db)
        self.logs = Logs(db)
        self.references = References(db)
        self.rights = Rights(db)
        self.totals = Totals(db)
        self._has_comments: bool | None = None

    def find(self, kind: type[R], identity: str) -> R | None:
        """The record of a kind with an id: an outlet's, ``people/jane-weir``, ``courier/1956-10-01`` …"""
        query = "SELECT record FROM records WHERE kind = ? AND id = ? ORDER BY source LIMIT 1"
        row = self.db.execute(query, (_KINDS[kind], identity)).fetchone()
        return msgspec.msgpack.decode(row[0], type=kind) if row else None

    def every(self, kind: type[R]) -> list[R]:
        """All records of a kind, by id."""
        rows = self.db.execute("SELECT record FROM records WHERE kind = ? ORDER BY id, source", (_KINDS[kind],))
        return [msgspec.msgpack.decode(record, type=kind) for (record,) in rows]

    def picture(self, source: str) -> Picture | None:
        """The picture with this file below ``content/``."""
        row = self.db.execute("SELECT record FROM records WHERE source = ? AND kind = 'picture'", (source,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=Picture) if row else None

    def picture_at(self, path: str) -> Picture | None:
        """The picture that stands at a path in the site: its own, unless a take-down gave it another."""
        return self.find(Picture, path)

    def article_at(self, url: str) -> Article | None:
        """The public story at an address."""
        query = (
            "SELECT record, position FROM articles JOIN texts ON article = id"
            " WHERE url = ? AND public ORDER BY source LIMIT 1"
        )
        row = self.db.execute(query, (url,)).fetchone()
        if row is None:
            return None
        article = msgspec.msgpack.decode(row[0], type=Article)
        self.lists.placed = article.source, row[1]
        return article

    def article(self, source: str) -> Article | None:
        """The listed story of a content file."""
        query = "SELECT record FROM articles JOIN texts ON article = id WHERE source = ? AND listed"
        row = self.db.execute(query, (source,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=Article) if row else None

    def is_public_at(self, url: str) -> bool:
        """True when a public story has the address."""
        query = "SELECT 1 FROM articles WHERE url = ? AND public LIMIT 1"
        return self.db.execute(query, (url,)).fetchone() is not None

    def page_at(self, url: str) -> StaticPage | None:
        """The archive's own page at an address."""
        return self.find(StaticPage, url.strip("/"))

    def story_url(self, source: str) -> str:
        """The address of a story by its content file, public or not; empty when there is none."""
        row = self.db.execute("SELECT url FROM articles WHERE source = ?", (source,)).fetchone()
        return str(row[0]) if row else ""

    def public_url(self, source: str) -> str:
        """The address of a content file's page; empty when it is not public."""
        row = self.db.execute("SELECT url FROM articles WHERE source = ? AND public", (source,)).fetchone()
        if row is None and source.startswith("pages/"):
            row = self.db.execute("SELECT path FROM addresses WHERE source = ? AND NOT alias", (source,)).fetchone()
        return str(row[0]) if row else ""

    def comments_on(self, source: str) -> Comments | None:
        """The comments on a story; most archives have none at all."""
        if self._has_comments is None:
            query = "SELECT EXISTS (SELECT 1 FROM records WHERE kind = 'comments')"
            self._has_comments = bool(self.db.execute(query).fetchone()[0])
        return self.find(Comments, source) if self._has_comments else None

    def page_names(self, kind: str, prefix: str) -> set[str]:
        """Names of the pages of a kind that the site has, or is about to have, below ``prefix``."""
        span = (kind, prefix, prefix + "~")
        query = "SELECT name FROM {} WHERE kind = ? AND name >= ? AND name < ?"
        return {name for table in ("pages", "dirty") for (name,) in self.db.execute(query.format(table), span)}

    def moment(self) -> str:
        """The moment that the catalog is taken for: ``2026-01-01T00:00:00Z``."""
        row = self.db.execute("SELECT value FROM meta WHERE name = 'as_of'").fetchone()
        return str(row[0]) if row else ""
