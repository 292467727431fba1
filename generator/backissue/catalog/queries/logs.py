"""Corrections, withdrawals and take-downs of public stories."""

from backissue.catalog.queries.asking import CARD, Asking, Row


class Logs(Asking):
    """What the logs tell."""

    def years(self, log: str, outlet: str = "") -> list[tuple[str, int]]:
        """(year, entries) of the corrections or the withdrawals log, of one outlet where it is given; newest first."""
        return self.db.execute(
            f"SELECT year, count(*) FROM notes WHERE log = ?{' AND outlet = ?' if outlet else ''} GROUP BY year ORDER BY year DESC",
            (log, outlet) if outlet else (log,),
        ).fetchall()

    def entries(self, log: str, year: str, outlet: str = "") -> list[tuple[str, str, str, Row]]:
        """(date, kind, text, story) of a year's entries, newest first."""
        rows = self.db.execute(
            f"SELECT n.date, n.kind, n.text, {CARD} FROM notes n JOIN articles ON id = n.article WHERE n.log = ? AND n.year = ?"
            f"{' AND n.outlet = ?' if outlet else ''} ORDER BY n.date DESC, url, n.number",
            (log, year, outlet) if outlet else (log, year),
        )
        return [(row[0], row[1], row[2], Row(*row[3:])) for row in rows]

    def newest_corrections(self, most: int) -> list[tuple[str, int]]:
        """(source, number among the story's) of the newest dated corrections of listed stories."""
        return self.db.execute(
            "SELECT source, number FROM notes JOIN articles ON id = article WHERE log = 'corrections' AND notes.year > ''"
            " ORDER BY notes.year DESC, notes.date DESC, url, number LIMIT ?", (most,),
        ).fetchall()  # fmt: skip

    def is_taken_down(self, article: str) -> bool:
        """True when a case changed the article with this source, or the comments on it."""
        query = "SELECT 1 FROM taken_down WHERE article = ? LIMIT 1"
        return self.db.execute(query, (article,)).fetchone() is not None

    def removed(self) -> list[tuple[str, str, str, str, str, str]]:
        """(address, date, action, reason, case's id, until) of all that cases and stories themselves took down, newest first.

        Of public stories alone; the id is empty where no case did it.
        """
        return self.db.execute(
            "SELECT DISTINCT url, t.date AS day, action, reason, t.id AS by_case, until FROM taken_down t"
            " JOIN articles a ON a.source = t.article WHERE public"
            " UNION SELECT url, n.date, 'withdraw', n.text, '', '' FROM notes n JOIN articles a ON a.id = n.article"
            " WHERE log = 'withdrawals' AND NOT EXISTS"
            " (SELECT 1 FROM taken_down t WHERE t.source = a.source AND action = 'withdraw')"
            " ORDER BY day DESC, url, action, by_case"
        ).fetchall()
