"""Counts over the whole archive, for the home page alone."""

from backissue.catalog.queries.asking import Asking


class Totals(Asking):
    """How much there is."""

    def overall(self) -> tuple[int, int, str, str]:
        """(stories, editions, first year, last year)."""
        stories, first, last = self.db.execute(
            "SELECT count(*), min(nullif(year, '')), max(year) FROM articles WHERE listed"
        ).fetchone()  # fmt: skip
        editions = self.db.execute(
            "SELECT count(*) FROM (SELECT DISTINCT outlet, date, label FROM articles WHERE listed AND length(date) = 10)"
        ).fetchone()[0]
        return stories, editions, first or "", last or ""

    def decades(self) -> list[tuple[str, int]]:
        """("1930", stories), in order."""
        return self.db.execute(
            "SELECT substr(year, 1, 3) || '0' AS decade, count(*) FROM articles WHERE listed AND year <> '' GROUP BY decade ORDER BY decade"
        ).fetchall()
