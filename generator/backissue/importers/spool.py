"""Everything that a reader found, on disk until the last of it is read.

A link may lead to a story that comes later, and a picture's caption may come after its story. So nothing is
written before all is read, and memory holds one story at a time, whatever the size of the source.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from backissue.importers.cleaning import clean
from backissue.importers.record import Attachment, Item, LeftOut

_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;
CREATE TABLE items(n INTEGER PRIMARY KEY, key TEXT UNIQUE, kind TEXT, target TEXT, data BLOB);
CREATE TABLE targets(folded TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE addresses(address TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
CREATE TABLE attachments(key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE left_out(n INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE rows(n INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE pictures(file TEXT PRIMARY KEY, target TEXT) WITHOUT ROWID;
CREATE TABLE elsewhere(address TEXT PRIMARY KEY, source TEXT) WITHOUT ROWID;
"""


class Spool:
    """The records of one import. Thrown away at its end."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "spool.db", isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self._items = msgspec.msgpack.Decoder(Item)

    def close(self) -> None:
        """End it; the file goes with its folder."""
        self._db.close()

    def add(self, item: Item) -> bool:
        """Keep ``item``; False when its key is taken: the first of two counts."""
        try:
            data = msgspec.msgpack.encode(item)
        except UnicodeEncodeError:  # half a character, which no encoding has
            data = msgspec.msgpack.encode(clean(msgspec.to_builtins(item)))
        row = (item.key, item.kind, data)
        return bool(self._db.execute("INSERT OR IGNORE INTO items(key, kind, data) VALUES (?, ?, ?)", row).rowcount)

    def add_attachment(self, attachment: Attachment) -> None:
        """Keep a picture that stories name by its id."""
        row = (attachment.key, msgspec.msgpack.encode(attachment))
        self._db.execute("INSERT OR REPLACE INTO attachments VALUES (?, ?)", row)

    def leave_out(self, left: LeftOut) -> None:
        """Keep what is not coming over, for the report."""
        self._db.execute("INSERT INTO left_out(data) VALUES (?)", (msgspec.msgpack.encode(left),))

    def count(self) -> int:
        """How many items there are."""
        return int(self._db.execute("SELECT count(*) FROM items").fetchone()[0])

    def items(self) -> Iterator[tuple[int, str, Item]]:
        """Each item with its number and its target (empty before it has one), as they were read."""
        number = 0
        while row := self._db.execute("SELECT n, target, data FROM items WHERE n > ? LIMIT 1", (number,)).fetchone():
            number = row[0]
            yield number, row[1] or "", self._items.decode(row[2])

    def place(self, number: int, target: str) -> None:
        """Give an item the file that it is written to."""
        self._db.execute("UPDATE items SET target = ? WHERE n = ?", (target, number))

    def take(self, folded: str) -> bool:
        """Claim a file's name, folded as some disks do; False when another item has it."""
        return bool(self._db.execute("INSERT OR IGNORE INTO targets VALUES (?)", (folded,)).rowcount)

    def claim(self, address: str, number: int) -> bool:
        """An old address leads to the item; False when it leads to another already."""
        self._db.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?)", (address, number))
        return bool(self._db.execute("SELECT n FROM addresses WHERE address = ?", (address,)).fetchone()[0] == number)

    def at(self, address: str) -> str:
        """The file of the item that stood at ``address``; empty when there is none."""
        query = "SELECT target FROM addresses JOIN items USING (n) WHERE address = ?"
        row = self._db.execute(query, (address,)).fetchone()
        return str(row[0] or "") if row else ""

    def attachment(self, key: str) -> Attachment | None:
        """The picture of that id."""
        row = self._db.execute("SELECT data FROM attachments WHERE key = ?", (key,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=Attachment) if row else None

    def left_out(self) -> Iterator[LeftOut]:
        """Everything that is not coming over."""
        for (data,) in self._db.execute("SELECT data FROM left_out ORDER BY n"):
            yield msgspec.msgpack.decode(data, type=LeftOut)

    def report(self, row: bytes) -> None:
        """Keep one story's line of the report (JSON)."""
        self._db.execute("INSERT INTO rows(data) VALUES (?)", (row,))

    def reported(self) -> Iterator[bytes]:
        """Every line of the report, as told."""
        for (data,) in self._db.execute("SELECT data FROM rows ORDER BY n"):
            yield bytes(data)

    def picture(self, file: str) -> str:
        """Where the picture of that file went, or empty."""
        row = self._db.execute("SELECT target FROM pictures WHERE file = ?", (file,)).fetchone()
        return str(row[0]) if row else ""

    def place_picture(self, file: str, target: str) -> None:
        """Remember where the picture of a file went."""
        self._db.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?)", (file, target))

    def stands_elsewhere(self, address: str, source: str) -> None:
        """A picture on another host, and the first story that shows it."""
        self._db.execute("INSERT OR IGNORE INTO elsewhere VALUES (?, ?)", (address, source))

    def elsewhere(self) -> Iterator[tuple[str, str]]:
        """Every picture on another host, with the first story that shows it."""
        yield from self._db.execute("SELECT address, source FROM elsewhere ORDER BY address")
