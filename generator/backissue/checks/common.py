"""What every check is made with."""

from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.place import Place
from backissue.sources.scan import on_disk


class Checks:
    """The catalog as it stands, inside the transaction that took the changes in."""

    def __init__(self, catalog: Catalog, place: Place, changed: frozenset[str]) -> None:
        self.db = catalog.db
        self.ask = Queries(catalog.db)
        self.place = place
        self.changed = changed
        """Sources that say something else than before: no other can be at fault now, but for what these took away."""
        # Queries go from this table to the others: CROSS JOIN keeps SQLite from turning that round.
        self.db.execute("CREATE TEMP TABLE IF NOT EXISTS changed (source TEXT PRIMARY KEY) WITHOUT ROWID")
        self.db.execute("DELETE FROM changed")
        self.db.executemany("INSERT INTO changed VALUES (?)", ((source,) for source in changed))

    def line(self, source: str, text: str) -> int:
        """The line on which a file's front matter says ``text``; 0 when it does not say it so."""
        try:
            lines = on_disk(self.place.content, source).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return 0
        wanted = text.strip("/") or text
        return next((number for number, line in enumerate(lines, 1) if wanted in line), 0)
