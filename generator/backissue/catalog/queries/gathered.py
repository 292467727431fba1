"""Topics, people, places …: what gathers stories."""

from backissue.catalog.queries.asking import CARD, Asking, Row


class Gathered(Asking):
    """Of each kind (``topics``) what gathers listed stories, by its id (``floods``)."""

    def entities(self, kind: str) -> list[tuple[str, str, int]]:
        """(id, name, stories) of a kind; the name is the first of its spellings."""
        return self.db.execute(
            "SELECT entity, min(name), count(DISTINCT article) FROM members WHERE kind = ? GROUP BY entity ORDER BY entity",
            (kind,),
        ).fetchall()

    def entities_of(self, outlet: str) -> list[tuple[str, str]]:
        """(kind, id) of all that gathers an outlet's stories."""
        return self.db.execute(
            "SELECT DISTINCT kind, entity FROM members JOIN articles ON id = article WHERE outlet = ? ORDER BY kind, entity",
            (outlet,),
        ).fetchall()

    def largest(self, kind: str, most: int) -> list[tuple[str, str, int]]:
        """The entities of a kind with the most stories."""
        return self.db.execute(
            "SELECT entity, min(name), count(*) AS stories FROM members WHERE kind = ? GROUP BY entity ORDER BY stories DESC, entity LIMIT ?",
            (kind, most),
        ).fetchall()

    def name(self, kind: str, entity: str) -> str:
        """The first spelling that listed stories use; empty when there are none."""
        row = self.db.execute("SELECT min(name) FROM members WHERE kind = ? AND entity = ?", (kind, entity)).fetchone()
        return str(row[0] or "")

    def years(self, kind: str, entity: str) -> list[tuple[str, int]]:
        """(year, stories); the undated under an empty year."""
        return self.db.execute(
            "SELECT year, count(*) FROM members WHERE kind = ? AND entity = ? GROUP BY year ORDER BY year",
            (kind, entity),
        ).fetchall()

    def rows(self, kind: str, entity: str, year: str | None = None) -> list[Row]:
        """Stories under an entity, oldest first; of one year only when it is given."""
        query = f"SELECT {CARD} FROM members m JOIN articles ON id = m.article WHERE m.kind = ? AND m.entity = ?"
        values: tuple[str, ...] = (kind, entity)
        if year is not None:
            query, values = f"{query} AND m.year = ?", (*values, year)
        return [Row(*row) for row in self.db.execute(f"{query} ORDER BY ord, position, url", values)]

    def sources(self, kind: str, entity: str, name: str | None = None) -> list[str]:
        """Sources of the stories under an entity; of those that spell it ``name`` when that is given."""
        query = "SELECT source FROM members JOIN articles ON id = article WHERE kind = ? AND entity = ?"
        values = (kind, entity) if name is None else (kind, entity, name)
        rows = self.db.execute(f"{query}{'' if name is None else ' AND name = ?'} ORDER BY source", values)
        return [source for (source,) in rows]
