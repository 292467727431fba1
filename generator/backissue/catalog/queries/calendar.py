"""Dates, editions, months and years with stories, and their neighbours in time."""

from backissue.catalog.queries.asking import Asking


class Calendar(Asking):
    """When there are stories. A date is as known: ``1937-07-17``, ``1937-07``, ``1937`` or empty."""

    def newest(self) -> str:
        """The newest date of a listed story, as known."""
        row = self.db.execute("SELECT max(date) FROM articles WHERE listed").fetchone()
        return str(row[0] or "")

    def newest_edition(self, outlet: str = "") -> tuple[str, str, str] | None:
        """(outlet, date, label) of the newest edition, of one outlet or of all."""
        where = "outlet = ? AND" if outlet else ""
        query = f"SELECT outlet, date, label FROM articles WHERE {where} listed AND length(date) = 10 ORDER BY date DESC, outlet, label LIMIT 1"
        row = self.db.execute(query, (outlet,) if outlet else ()).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def dates(self, outlet: str, prefix: str = "") -> list[tuple[str, int]]:
        """(date as known, stories) of an outlet, in order."""
        return self.db.execute(
            "SELECT date, count(*) FROM articles WHERE listed AND outlet = ? AND date >= ? AND date < ? GROUP BY date ORDER BY date",
            (outlet, prefix, prefix + "~"),
        ).fetchall()

    def years(self, outlet: str) -> list[tuple[str, int]]:
        """(year, stories) of an outlet, in order; the undated under an empty year."""
        return self.db.execute(
            "SELECT year, count(*) FROM articles WHERE listed AND outlet = ? GROUP BY year ORDER BY year",
            (outlet,),
        ).fetchall()

    def labels(self, outlet: str, date: str) -> list[str]:
        """The labels of a day's labelled editions. (``label <> ''`` would pass over every story of the day.)"""
        rows = self.db.execute(
            "SELECT DISTINCT label FROM articles WHERE listed AND outlet = ? AND date = ? AND label > '' ORDER BY label",
            (outlet, date),
        )
        return [label for (label,) in rows]

    def editions_near(
        self, outlet: str, date: str, label: str
    ) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """(date, label) of the outlet's editions before and after one: of the same day, else of the next with any.

        Asked apart: ``(date, label) > (?, ?)`` would pass over every story of the day.
        """
        common = "SELECT date, label FROM articles WHERE listed AND outlet = ? AND length(date) = 10"
        same, end = (outlet, date, label), (outlet, date)
        ask = self.db.execute
        before = ask(f"{common} AND date = ? AND label < ? ORDER BY label DESC LIMIT 1", same).fetchone()
        after = ask(f"{common} AND date = ? AND label > ? ORDER BY label LIMIT 1", same).fetchone()
        return (
            before or ask(f"{common} AND date < ? ORDER BY date DESC, label DESC LIMIT 1", end).fetchone(),
            after or ask(f"{common} AND date > ? ORDER BY date, label LIMIT 1", end).fetchone(),
        )

    def span_near(self, outlet: str, span: str) -> tuple[str, str]:
        """The years, or the months, with stories before and after ``1937`` or ``1937-07``; empty where none."""
        size = len(span)
        common = f"SELECT substr(date, 1, {size}) FROM articles WHERE listed AND outlet = ? AND length(date) >= {size}"
        before = self.db.execute(f"{common} AND date < ? ORDER BY date DESC LIMIT 1", (outlet, span)).fetchone()
        after = self.db.execute(f"{common} AND date > ? ORDER BY date LIMIT 1", (outlet, span + "~")).fetchone()
        return (before[0] if before else ""), (after[0] if after else "")

    def is_public(self, outlet: str, span: str, label: str = "") -> bool:
        """True when a story of the span (empty: the undated) has a page, if only to say that it was withdrawn.

        Cutting an address at any slash leads to a page.
        """
        where = "date >= ? AND date < ?" if span else "date = ? AND date < ?"
        query = f"SELECT 1 FROM articles WHERE public AND outlet = ? AND {where} AND ? IN (label, '') LIMIT 1"
        return self.db.execute(query, (outlet, span, f"{span}~", label)).fetchone() is not None

    def withdrawn_editions(
        self, outlet: str, after: tuple[str, str] | None = None, before: tuple[str, str] | None = None
    ) -> list[tuple[str, str]]:
        """(date, label) of what holds a withdrawn story, between two editions.

        Such a day has a page even when nothing on it is listed. It is nobody's neighbour, but it shows its own.
        """
        return self.db.execute(
            "SELECT DISTINCT date, label FROM articles WHERE public AND NOT listed AND outlet = ?"
            " AND (date, label) > (?, ?) AND (date, label) < (?, ?) ORDER BY date, label",
            (outlet, *(after or ("", "")), *(before or ("~", ""))),
        ).fetchall()

    def withdrawn_spans(self, outlet: str, size: int, after: str = "", before: str = "") -> list[str]:
        """The years, or the months, with a withdrawn story between two others; ``size`` is 4 or 7."""
        editions = self.withdrawn_editions(outlet, (f"{after}~", "") if after else None, (before or "~", ""))
        return sorted({date[:size] for date, _ in editions if len(date) >= size})

    def has_day(self, day: str) -> bool:
        """True when a story is listed on ``07-17`` of any year."""
        query = "SELECT 1 FROM articles WHERE listed AND day = ? AND day <> '' LIMIT 1"
        return self.db.execute(query, (day,)).fetchone() is not None

    def days_with(self, outlet: str) -> list[str]:
        """The days of any year with stories of an outlet, in order: ``07-17``."""
        rows = self.db.execute(
            "SELECT DISTINCT day FROM articles WHERE listed AND outlet = ? AND day <> '' ORDER BY day", (outlet,)
        )
        return [day for (day,) in rows]

    def days_near(self, day: str) -> tuple[str, str]:
        """The days of the year with stories before and after ``07-17``, round the turn of the year; empty where none."""
        query = "SELECT {}(day) FROM articles WHERE listed AND day <> '' AND day {} ?"
        found = [
            self.db.execute(query.format(end, side), (day,)).fetchone()[0]
            for end, side in (("max", "<"), ("max", ">"), ("min", ">"), ("min", "<"))
        ]
        return found[0] or found[1] or "", found[2] or found[3] or ""

    def days_of_year(self) -> list[tuple[str, int]]:
        """(``07-17``, stories), in order."""
        return self.db.execute(
            "SELECT day, count(*) FROM articles WHERE listed AND day <> '' GROUP BY day ORDER BY day"
        ).fetchall()  # fmt: skip
