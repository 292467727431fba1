"""Which file names which: addresses and where they lead, links, pictures that are shown."""

import sqlite3
from collections.abc import Iterable

from backissue.addresses import file_of, folded
from backissue.catalog.queries.asking import Asking

_ALIASES = (
    "SELECT a.path, own.path FROM addresses a JOIN addresses own ON own.source = a.source AND NOT own.alias"
    " LEFT JOIN articles ON articles.source = a.source WHERE a.alias AND ifnull(articles.public, 1)"
)
"""(old address, new address) of what is public: articles are until they are not, pages always."""
_LEDGER = (
    "SELECT a.path, ifnull((SELECT min(own.path) FROM addresses old JOIN addresses own USING (source)"
    " LEFT JOIN articles USING (source) WHERE old.folded = a.target_folded AND old.file = a.target_file"
    " AND old.alias AND NOT own.alias AND ifnull(articles.public, 1)), a.target) FROM redirects a WHERE true"
)
"""(old address, where the ledger leads it); at once to the page where that is the old address of one."""


class References(Asking):
    """Addresses, links and pictures, from either end."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db)
        self._linked: tuple[str, list[str]] = ("", [])
        """The last file of which it was asked who links to it."""

    def is_claimed(self, address: str) -> bool:
        """True when a content file has the address."""
        file = file_of(address)
        query = "SELECT 1 FROM addresses WHERE folded = ? AND file = ? LIMIT 1"
        return self.db.execute(query, (folded(file), file)).fetchone() is not None

    def alias_target(self, path: str) -> str:
        """Where an old address leads; empty when it leads nowhere that is public."""
        for query in (_ALIASES, _LEDGER):
            row = self.db.execute(f"{query} AND a.path = ? ORDER BY 2 LIMIT 1", (path,)).fetchone()
            if row:
                return str(row[1])
        return ""

    def aliases(self) -> list[tuple[str, str]]:
        """(old address, new address) of every public story, of pages, and of what the ledger leads on."""
        return self.db.execute(f"{_ALIASES} UNION {_LEDGER} ORDER BY 1, 2").fetchall()

    def leads(self, path: str, target: str, source: str) -> bool:
        """True when a file of the ledger leads an address there, and the site has a page for it."""
        query = (
            "SELECT 1 FROM redirects r JOIN pages p ON p.kind = 'redirect' AND p.name = r.path"
            " WHERE r.path = ? AND r.source = ? AND target = ?"
        )
        return self.db.execute(query, (path, source, target)).fetchone() is not None

    def led_to(self, files: Iterable[str]) -> list[str]:
        """Addresses that the ledger leads to any of some files of the site."""
        query = "SELECT path FROM redirects WHERE target_file = ?"
        return sorted({path for file in files for (path,) in self.db.execute(query, (file,))})

    def linking_to(self, source: str) -> list[str]:
        """Sources of all whose text links to a content file."""
        if self._linked[0] != source:
            rows = self.db.execute("SELECT source FROM links WHERE target = ? ORDER BY source", (source,))
            self._linked = source, [linking for (linking,) in rows]
        return self._linked[1]

    def links_of(self, source: str) -> list[str]:
        """Content files that a text links to."""
        rows = self.db.execute("SELECT target FROM links WHERE source = ? ORDER BY target", (source,))
        return [target for (target,) in rows]

    def linking_out_to(self, address: str) -> list[str]:
        """Sources of all whose text links to an address on another host."""
        query = "SELECT source FROM outside WHERE address = ? ORDER BY source"
        return [source for (source,) in self.db.execute(query, (address,))]

    def dead_links_of(self, source: str) -> list[tuple[str, str]]:
        """(address, the day since which it fails) of what a text links to and is dead, by address."""
        query = "SELECT address, since FROM outside JOIN dead USING (address) WHERE outside.source = ? ORDER BY address"
        return self.db.execute(query, (source,)).fetchall()

    def is_shown(self, picture: str) -> bool:
        """True when something public shows the picture, and no rights keep it from readers there."""
        return self.db.execute(
            "SELECT 1 FROM shows LEFT JOIN articles USING (source) WHERE picture = ? AND hidden = '' AND ifnull(listed, 1) LIMIT 1", (picture,)
        ).fetchone() is not None  # fmt: skip

    def users_of(self, picture: str) -> list[str]:
        """Sources of all that show a picture."""
        rows = self.db.execute("SELECT source FROM shows WHERE picture = ? ORDER BY source", (picture,))
        return [source for (source,) in rows]

    def pictures_of(self, source: str) -> list[str]:
        """Pictures that a content file shows."""
        rows = self.db.execute("SELECT picture FROM shows WHERE source = ? ORDER BY picture", (source,))
        return [picture for (picture,) in rows]
