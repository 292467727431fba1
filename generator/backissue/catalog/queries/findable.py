"""How many stories search can find, by what it can be narrowed by."""

from backissue.catalog.queries.asking import Asking

_UNSEARCHED = "INDEXED BY articles_unsearched WHERE listed AND NOT searched"
"""Those few that a case leaves out of the archive's own search."""


class Findable(Asking):
    """Counts of listed stories, but for those that a case leaves out of search."""

    def counts_by(self, column: str) -> list[tuple[str, int]]:
        """(value, stories) of ``outlet``, ``language`` or ``year``, by value."""
        assert column in ("outlet", "language", "year")
        query = f"SELECT {column}, count(*) FROM articles {{}} AND {column} <> '' GROUP BY {column}"
        return self._difference(query.format("WHERE listed"), query.format(_UNSEARCHED))

    def names(self, kind: str) -> list[tuple[str, int]]:
        """(name as written, stories) of a kind of what gathers stories, by name."""
        query = "SELECT name, count(*) FROM members WHERE kind = ?{} GROUP BY name"
        unsearched = f" AND article IN (SELECT id FROM articles {_UNSEARCHED})"
        return self._difference(query.format(""), query.format(unsearched), kind)

    def _difference(self, listed: str, unsearched: str, *values: str) -> list[tuple[str, int]]:
        """What one query counts, less what the other does.

        Stories that are left out have an index, and all others are counted by theirs, which do not know of it.
        """
        few = dict(self.db.execute(unsearched, values).fetchall())
        counts = ((value, count - few.get(value, 0)) for value, count in self.db.execute(listed, values))
        return sorted((value, count) for value, count in counts if count)

    def pictured(self) -> int:
        """How many have a picture."""
        return int(self.db.execute("SELECT count(*) FROM articles WHERE searched AND thumb <> ''").fetchone()[0])

    def corrections_by_kind(self) -> dict[str, int]:
        """How many have a correction of a kind, by kind."""
        rows = self.db.execute(
            "SELECT kind, count(DISTINCT article) FROM notes JOIN articles ON id = article"
            " WHERE searched AND log = 'corrections' GROUP BY kind ORDER BY kind"
        )
        return dict(rows.fetchall())
