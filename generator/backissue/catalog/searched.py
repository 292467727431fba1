"""What search asks of the catalog: which stories it finds, and which of them changed."""

from collections.abc import Iterable

from backissue.catalog.store import Catalog
from backissue.search import Story

ANY = "*"
"""Stands for every date."""
_GONE = "-"
"""Stands for none: a story is no more, and its shard has one less."""


class Searched:
    """The listed stories but for those that a case leaves out, as ``search.Stories`` wants them."""

    def __init__(self, catalog: Catalog) -> None:
        self._db = catalog.db

    def tally(self) -> list[tuple[str, str, int]]:
        """(date as known, language, stories)."""
        return self._db.execute(
            "SELECT date, language, count(*) FROM articles WHERE listed AND searched GROUP BY date, language ORDER BY date, language"
        ).fetchall()

    def between(self, first: str, last: str) -> list[Story]:
        """Those whose date as known lies between two, by address. Their pages are in the site by now."""
        rows = self._db.execute(
            "SELECT url, path, date, language, output FROM articles JOIN pages ON kind = 'article' AND name = url"
            " WHERE listed AND searched AND date >= ? AND date <= ? ORDER BY url",
            (first, last),
        )
        return [Story(*row) for row in rows]


def note_changed(catalog: Catalog, addresses: Iterable[str]) -> None:
    """Stories whose pages were rendered: their bytes may be others, or their date. Inside a transaction."""
    query = "INSERT OR IGNORE INTO to_index SELECT date FROM articles WHERE url = ?"
    catalog.db.executemany(query, ((address,) for address in addresses))


def note_gone(catalog: Catalog) -> None:
    """A story has no page any more. Inside a transaction."""
    catalog.db.execute("INSERT OR IGNORE INTO to_index VALUES (?)", (_GONE,))


def note_any(catalog: Catalog) -> None:
    """Any story may have changed. Inside a transaction."""
    catalog.db.execute("INSERT OR IGNORE INTO to_index VALUES (?)", (ANY,))


def noted(catalog: Catalog) -> list[str]:
    """What was noted, sorted."""
    return [date for (date,) in catalog.db.execute("SELECT date FROM to_index ORDER BY date")]


def forget_noted(catalog: Catalog) -> None:
    """Every shard is in place. Inside a transaction."""
    catalog.db.execute("DELETE FROM to_index")
