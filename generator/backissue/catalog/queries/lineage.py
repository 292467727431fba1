"""What a story said before, as far as Git tells, and where else its text stands."""

from collections.abc import Iterator

import msgspec

from backissue.catalog.queries.asking import Asking
from backissue.history.wording import Version, Wording


class Lineage(Asking):
    """Versions and copies of stories."""

    def versions(self, source: str) -> list[Version]:
        """What a story said, the first version first; none where it said one thing alone, as far as Git tells."""
        rows = self.db.execute("SELECT moment, words FROM versions WHERE source = ? ORDER BY number", (source,))
        said = tuple[Wording, tuple[str, ...], bool]
        return [Version(moment, *msgspec.msgpack.decode(words, type=said)) for moment, words in rows]

    def has_versions(self, source: str) -> bool:
        """True when a story said more than one thing, as far as Git tells."""
        return self.db.execute("SELECT 1 FROM versions WHERE source = ? LIMIT 1", (source,)).fetchone() is not None

    def urls_with_versions(self, outlet: str) -> Iterator[str]:
        """Addresses of an outlet's public stories that have versions."""
        query = (
            "SELECT url FROM (SELECT DISTINCT source FROM versions) CROSS JOIN articles USING (source)"
            " WHERE outlet = ? AND public ORDER BY url"
        )
        yield from (url for (url,) in self.db.execute(query, (outlet,)))

    def copies(self, source: str) -> list[tuple[str, str, str, bool]]:
        """(address, outlet, date, whether it is the earlier one) of the stories that share a story's text, in order."""
        query = (
            "SELECT two.url, two.outlet, two.date, (two.date = '', two.ord, two.url) < (one.date = '', one.ord, one.url)"
            " FROM articles AS one JOIN copies ON copies.article = one.id JOIN articles AS two ON two.id = copies.other"
            " WHERE one.source = ? ORDER BY two.date = '', two.ord, two.url"
        )
        return [(*row[:3], bool(row[3])) for row in self.db.execute(query, (source,))]

    def has_copies(self) -> bool:
        """True when any two stories share their text."""
        return self.db.execute("SELECT 1 FROM copies LIMIT 1").fetchone() is not None

    def with_copies_in(self, outlet: str) -> list[str]:
        """Addresses of stories that have a copy in an outlet."""
        rows = self.db.execute(
            "SELECT DISTINCT two.url FROM articles AS one JOIN copies ON copies.article = one.id"
            " JOIN articles AS two ON two.id = copies.other WHERE one.public AND one.outlet = ? ORDER BY two.url",
            (outlet,),
        )
        return [url for (url,) in rows]
