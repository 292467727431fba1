"""Lists of stories: those that are listed (public and not withdrawn), by the columns that cards show."""

import sqlite3
from collections.abc import Iterator

from backissue.catalog.queries.asking import CARD, Asking, Row
from backissue.model import Article, Edition


class Lists(Asking):
    """Stories of an edition, a span of time, a day of any year; neighbours."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db)
        self.placed = ("", "")
        """The last story that was placed: its source and position."""

    def _rows(self, where: str, values: tuple[object, ...], order: str) -> list[Row]:
        query = f"SELECT {CARD} FROM articles WHERE listed AND {where} ORDER BY {order}"
        return [Row(*row) for row in self.db.execute(query, values)]

    def on_date(self, outlet: str, date: str) -> list[Row]:
        """Stories of an outlet whose date is known as ``date``: a day's, a month's loose ones …"""
        return self._rows("outlet = ? AND date = ?", (outlet, date), "label, position, url")

    def in_edition(self, outlet: str, date: str, label: str) -> list[Row]:
        """Stories of an edition in the order of its pages; of a day's own edition with an empty label."""
        where = "outlet = ? AND date = ? AND label = ?"
        return self._rows(where, (outlet, date, label), "position, url")

    def in_span(self, outlet: str, prefix: str) -> list[Row]:
        """Stories whose date begins with ``prefix`` (``1937-07``), in order of time and page."""
        where = "outlet = ? AND date >= ? AND date < ?"
        return self._rows(where, (outlet, prefix, prefix + "~"), "date, label, position, url")

    def on_day(self, day: str) -> list[Row]:
        """Stories of any year on ``07-17``, newest year first."""
        return self._rows("day = ? AND day <> ''", (day,), "year DESC, outlet, label, position, url")

    def row(self, url: str) -> Row | None:
        """The listed story at an address."""
        found = self._rows("url = ?", (url,), "source LIMIT 1")
        return found[0] if found else None

    def leading(self, edition: Edition) -> Row | None:
        """The edition's story that its file names as the lead: by its path, from content/ or articles/, or its slug."""
        path = f"{edition.lead.removeprefix('articles/').removesuffix('.md')}.md"
        where = "outlet = ? AND date = ? AND label = ? AND (source = ? OR substr(url, -length(?)) = ?)"
        slug = f"/{edition.lead}/"
        values = (edition.outlet, edition.date, edition.label, f"articles/{path}", slug, slug)
        found = self._rows(where, values, "position, url") if edition.lead else []
        return found[0] if found else None

    def neighbours(self, article: Article) -> tuple[Row | None, Row | None]:
        """The stories before and after, as the edition is read; where there is no day there are none."""
        if len(article.date) != 10:
            return None, None
        position = self.position(article.source)
        if not position:
            return None, None
        where = "outlet = ? AND date = ? AND label = ? AND (position, url)"
        values = (article.outlet, article.date, article.label, position, article.url)
        before = self._rows(f"{where} < (?, ?)", values, "position DESC, url DESC LIMIT 1")
        after = self._rows(f"{where} > (?, ?)", values, "position, url LIMIT 1")
        return (before[0] if before else None), (after[0] if after else None)

    def position(self, source: str) -> str:
        """What sorts a story within its edition; empty when there is no such story."""
        if self.placed[0] != source:
            row = self.db.execute("SELECT position FROM articles WHERE source = ?", (source,)).fetchone()
            self.placed = source, row[0] if row else ""
        return self.placed[1]

    def public_urls(self, outlet: str, date: str = "") -> list[str]:
        """Addresses of an outlet's stories, of one day where it is given; withdrawn ones too."""
        query = "SELECT url FROM articles WHERE public AND outlet = ?"
        rows = self.db.execute(
            f"{query}{' AND date = ?' if date else ''} ORDER BY url", (outlet, date) if date else (outlet,)
        )
        return [url for (url,) in rows]

    def urls_between(self, first: str, last: str) -> Iterator[str]:
        """Addresses of the stories whose date as known lies between two, one after the other."""
        query = "SELECT url FROM articles WHERE listed AND date >= ? AND date <= ? ORDER BY url"
        yield from (url for (url,) in self.db.execute(query, (first, last)))

    def listed_urls(self) -> Iterator[str]:
        """Addresses of all stories that lists show, one after the other."""
        yield from (url for (url,) in self.db.execute("SELECT url FROM articles WHERE listed ORDER BY url"))
