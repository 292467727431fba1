"""What feeds and sitemaps list."""

from backissue.catalog.queries.asking import NEWEST_FIRST, Asking

_MAPPED = "listed AND NOT noindex"


class Feeds(Asking):
    """The newest stories, and those that search engines may list."""

    def newest_sources(self, outlet: str, most: int) -> list[str]:
        """Sources of the newest dated stories, of one outlet where it is given; those of a day as printed."""
        where = "outlet = ? AND" if outlet else ""
        query = f"SELECT source FROM articles WHERE {where} listed AND date > '' ORDER BY {NEWEST_FIRST} LIMIT ?"
        rows = self.db.execute(query, (outlet, most) if outlet else (most,))
        return [source for (source,) in rows]

    def newest_under(self, kind: str, entity: str, since: str, most: int) -> list[str]:
        """The same of an entity's stories, in the years from ``since`` on."""
        rows = self.db.execute(
            "SELECT source FROM members JOIN articles ON id = article WHERE kind = ? AND entity = ? AND members.year >= ?"
            f" AND date > '' ORDER BY {NEWEST_FIRST} LIMIT ?", (kind, entity, since, most),
        )  # fmt: skip
        return [source for (source,) in rows]

    def names_under(self, kind: str, entity: str, sources: list[str]) -> list[str]:
        """An entity's name as each of some listed stories writes it."""
        query = "SELECT name FROM articles JOIN members ON article = id WHERE source = ? AND kind = ? AND entity = ?"
        return [name for source in sources for (name,) in self.db.execute(query, (source, kind, entity))]

    def gathering(self, source: str) -> tuple[str, list[tuple[str, str, str]]] | None:
        """(outlet, (kind, id, year) of all that gathers it) of a listed story."""
        row = self.db.execute("SELECT id, outlet FROM articles WHERE source = ? AND listed", (source,)).fetchone()
        if row is None:
            return None
        query = "SELECT kind, entity, year FROM members WHERE article = ? ORDER BY kind, entity"
        return row[1], self.db.execute(query, row[:1]).fetchall()

    def often_dated(self, kind: str, least: int) -> list[str]:
        """Ids of the entities of a kind with at least so many dated stories."""
        rows = self.db.execute(
            "SELECT entity FROM members WHERE kind = ? AND year > '' GROUP BY entity HAVING count(*) >= ? ORDER BY entity",
            (kind, least),
        )
        return [entity for (entity,) in rows]

    def mapped_months(self) -> list[tuple[str, int, str]]:
        """(``1937-07``, ``1937`` or empty, stories, when the last changed) of what search engines may list.

        Days are grouped first, as for ``Held.months``.
        """
        return self.db.execute(
            "SELECT substr(date, 1, 7) AS month, sum(stories), max(changed) FROM (SELECT date, count(*) AS stories,"
            f" max(modified) AS changed FROM articles WHERE {_MAPPED} GROUP BY date) GROUP BY month ORDER BY month"
        ).fetchall()

    def mapped(self, span: str, skip: int, most: int) -> list[tuple[str, str, str]]:
        """(address, when it last changed, source) of a month's stories, or of those of a year without a month."""
        return self.db.execute(
            f"SELECT url, modified, source FROM articles WHERE {_MAPPED} AND date >= ? AND date < ? ORDER BY date, url LIMIT ? OFFSET ?",
            (span, _end(span), most, skip),
        ).fetchall()

    def count_mapped(self, span: str) -> int:
        """How many stories ``mapped`` gives."""
        query = f"SELECT count(*) FROM articles WHERE {_MAPPED} AND date >= ? AND date < ?"
        return int(self.db.execute(query, (span, _end(span))).fetchone()[0])

    def in_news(self, since: str, until: str) -> list[tuple[str, str, str]]:
        """(source, outlet, date and instant) of stories of the days between two; for search engines, newest first."""
        return self.db.execute(
            f"SELECT source, outlet, ord FROM articles WHERE {_MAPPED} AND date >= ? AND date <= ? AND length(date) = 10 ORDER BY {NEWEST_FIRST}",
            (since, until),
        ).fetchall()


def _end(span: str) -> str:
    """The first text after the dates of a month; after those that are known as a year alone, or not at all."""
    return f"{span}~" if len(span) == 7 else f"{span}\x01"
