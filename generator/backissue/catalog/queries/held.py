"""What is held of an outlet: days with a listed story or an edition's file."""

from backissue.catalog.queries.asking import Asking


class Held(Asking):
    """Days, months and years of which something is held."""

    def dates(self, outlet: str, first: str = "", last: str = "~") -> list[str]:
        """The dates, as known, of an outlet's stories from ``first`` to ``last``, in order.

        Each is found by a step in the index: a day may have a thousand stories.
        """
        step = "SELECT min(date) FROM articles WHERE listed AND outlet = ?1 AND date {} AND date <= ?3"
        rows = self.db.execute(
            f"WITH RECURSIVE held (date) AS ({step.format('>= ?2')}"
            f" UNION ALL SELECT ({step.format('> held.date')}) FROM held WHERE held.date IS NOT NULL)"
            " SELECT date FROM held WHERE date > '' ORDER BY date", (outlet, first, last),
        )  # fmt: skip
        return [date for (date,) in rows]

    def days(self, outlet: str, first: str = "", last: str = "~") -> list[str]:
        """The days from ``first`` to ``last`` with a listed story or an edition's file, in order."""
        stories = {date for date in self.dates(outlet, first, last) if len(date) == 10}
        files = self.db.execute(
            "SELECT DISTINCT substr(id, ?4, 10) AS day FROM records WHERE kind = 'edition'"
            " AND id >= ?1 || '/' || ?2 AND id <= ?1 || '/' || ?3 || '~' ORDER BY day", (outlet, first, last, len(outlet) + 2),
        )  # fmt: skip
        return sorted(stories.union(day for (day,) in files))

    def near(self, outlet: str, first: str = "~", last: str = "") -> tuple[str, str]:
        """The last day held before ``first`` and the first after ``last``; empty where none. With neither, the ends of all."""
        stories = "SELECT date FROM articles WHERE listed AND outlet = ? AND length(date) = 10 AND date {} ? ORDER BY date {} LIMIT 1"
        files = "SELECT substr(id, length(?1) + 2, 10) FROM records WHERE kind = 'edition' AND id {} ?1 || '/' || ?2 AND {} ORDER BY id {} LIMIT 1"
        ask = self.db.execute
        before = ask(stories.format("<", "DESC"), (outlet, first)).fetchall()
        before += ask(files.format("<", "id > ?1 || '/'", "DESC"), (outlet, first)).fetchall()
        after = ask(stories.format(">", "ASC"), (outlet, f"{last}~" if last else "")).fetchall()
        after += ask(files.format(">", "id < ?1 || '/~'", "ASC"), (outlet, f"{last}~" if last else "")).fetchall()
        return max((day for (day,) in before), default=""), min((day for (day,) in after), default="")

    def spans_public(self, outlet: str, size: int, first: str, last: str) -> list[str]:
        """The years, or the months, from ``first`` to ``last`` that have a page; ``size`` is 4 or 7."""
        rows = self.db.execute(
            f"SELECT DISTINCT substr(date, 1, {size}) AS span FROM articles"
            " WHERE public AND outlet = ? AND date >= ? AND date < ? AND length(date) >= ? ORDER BY span",
            (outlet, first, f"{last}~", size),
        )  # fmt: skip
        return [span for (span,) in rows]

    def months(self) -> list[tuple[str, str]]:
        """(outlet, ``1937-07``) of every month with a dated story or an edition's file; ``1937`` for what is known by year.

        Days are grouped first: they come in the index's order, and months of a million stories would have to be sorted.
        """
        return self.db.execute(
            "SELECT outlet, substr(date, 1, 7) AS month FROM"
            " (SELECT outlet, date FROM articles WHERE listed AND date > '' GROUP BY outlet, date) GROUP BY outlet, month"
            " UNION SELECT substr(id, 1, instr(id, '/') - 1), substr(id, instr(id, '/') + 1, 7) FROM records"
            " WHERE kind = 'edition' ORDER BY outlet, month"
        ).fetchall()
