"""The catalog on disk: one writer, short transactions, a queue of what is yet to be done."""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from backissue.errors import BackIssueError
from backissue.model import PageKey, Picture
from backissue.sources.reading import Reading
from backissue.sources.scan import Found

_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
_VERSION = int.from_bytes(hashlib.blake2b(_SCHEMA.encode(), digest_size=4).digest(), "big") >> 1
"""The schema's own hash: a catalog of another schema is put away and made anew."""

_AT_ONCE = 20_000
"""Marks that are read at once."""


class Put(msgspec.Struct, gc=False, frozen=True):
    """A page whose file is in place."""

    key: PageKey
    path: str
    view: bytes
    """Hash of what it was made of."""
    output: bytes
    """Hash of the file."""
    before: bytes
    """Hash of the file that the site had before; empty when it had none. A page never moves."""
    reason: str


class Catalog:
    """``.backissue/catalog.db``. Readers in other processes open their own with ``read_only``."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and not is_current(path):
                for old in path.parent.glob(f"{path.name}*"):
                    old.unlink()
        uri = f"file:{path.as_posix().replace('?', '%3f').replace('#', '%23')}{'?mode=ro' if read_only else ''}"
        self.db = sqlite3.connect(uri, uri=True, isolation_level=None)
        self.db.execute("PRAGMA cache_size = -32000")
        self._sum: int | None = None
        """The site's sum inside a transaction that changes it; written once, at its end."""
        self._reading = "", Reading((), "UTC", "", False)
        """What content is read by, as it was last asked for: the outlets' time zones."""
        if not read_only:
            self.db.execute("PRAGMA journal_mode = WAL")
            self.db.execute("PRAGMA synchronous = NORMAL")
            self._create()

    def _create(self) -> None:
        if self.db.execute("PRAGMA user_version").fetchone()[0] == 0:
            script = f"BEGIN; {_SCHEMA}; PRAGMA user_version = {_VERSION}; COMMIT;"
            self.db.executescript(script)

    def close(self) -> None:
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing: an exception undoes what was written since."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            if self._sum is not None:
                self.set_meta("sum", f"{self._sum:032x}")
        except BaseException:
            if self.db.in_transaction:  # a full disk makes SQLite undo it by itself
                self.db.execute("ROLLBACK")
            raise
        finally:
            self._sum = None
        self.db.execute("COMMIT")

    def meta(self, name: str) -> str:
        """A remembered text, or empty."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, name: str, value: str) -> None:
        """Remember a text under a name."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # Sources -------------------------------------------------------------------------------

    def sources(self, told: Collection[str] | None = None) -> dict[str, tuple[int, int, bytes]]:
        """(size, mtime in ns, hash) of every file that was read; ``told``: of those at and below some paths."""
        query = "SELECT path, size, mtime_ns, digest FROM sources"
        if told is None:
            rows = self.db.execute(query).fetchall()
        else:
            query += f" WHERE path = ? UNION ALL {query} WHERE path > ? AND path < ?"
            rows = [row for path in told for row in self.db.execute(query, (path, f"{path}/", f"{path}0"))]
        return {path: (size, mtime, digest) for path, size, mtime, digest in rows}

    def put_sources(self, read: Iterable[tuple[Found, bytes]]) -> None:
        """Files as they were read, with the hashes of their bytes; after their records, which forget the files."""
        rows = ((one.source, one.kind, one.size, one.mtime_ns, digest) for one, digest in read)
        self.db.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)", rows)

    def reading(self) -> Reading:
        """What content was read by: the outlets' time zones, among others."""
        known = self.meta("reading")
        if known != self._reading[0]:
            self._reading = known, msgspec.json.decode(known, type=Reading)
        return self._reading[1]

    # Marks and pages -----------------------------------------------------------------------

    def mark(self, keys: Iterable[PageKey], reason: str) -> None:
        """Pages to look at again. The first reason stays: it is the one that came first."""
        rows = ((key.kind, key.name, reason) for key in keys)
        self.db.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?, ?)", rows)

    def mark_kind(self, kind: str, reason: str) -> None:
        """Every page of a kind that the site has."""
        self.db.execute("INSERT OR IGNORE INTO dirty SELECT kind, name, ? FROM pages WHERE kind = ?", (reason, kind))

    def mark_all(self, reason: str) -> None:
        """Every page that the site has."""
        self.db.execute("INSERT OR IGNORE INTO dirty SELECT kind, name, ? FROM pages WHERE true", (reason,))

    def dirty(self) -> Iterator[list[tuple[PageKey, str]]]:
        """(page, reason) of what is yet to be done, in a fixed order and in parts: a million are not held at once.

        Marks may be taken away meanwhile.
        """
        query = "SELECT kind, name, reason FROM dirty WHERE (kind, name) > (?, ?) ORDER BY kind, name LIMIT ?"
        last = ("", "")
        while rows := self.db.execute(query, (*last, _AT_ONCE)).fetchall():
            yield [(PageKey(kind, name), reason) for kind, name, reason in rows]
            last = rows[-1][:2]

    def count_dirty(self) -> int:
        """How many pages are yet to be looked at."""
        return int(self.db.execute("SELECT count(*) FROM dirty").fetchone()[0])

    def reason_waiting(self, key: PageKey) -> str:
        """Why a page is to be looked at; empty when it is not."""
        query = "SELECT reason FROM dirty WHERE kind = ? AND name = ?"
        row = self.db.execute(query, (key.kind, key.name)).fetchone()
        return str(row[0]) if row else ""

    def page(self, key: PageKey) -> tuple[str, bytes, bytes, str] | None:
        """(path, hash of the view, hash of the file, reason) of a page that the site has."""
        query = "SELECT path, view, output, reason FROM pages WHERE kind = ? AND name = ?"
        row = self.db.execute(query, (key.kind, key.name)).fetchone()
        return (row[0], row[1], row[2], row[3]) if row else None

    def put_pages(self, pages: Sequence[Put]) -> None:
        """The pages' files are in place: remember what they were made of, and take their marks away."""
        for page in pages:
            if page.before:
                self._add(_mark_of(page.path, page.before), -1)
            self._add(_mark_of(page.path, page.output), 1)
        rows = [(*_names(page.key), page.path, page.view, page.output, page.reason) for page in pages]
        self.db.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", rows)
        self.unmark(page.key for page in pages)

    def drop_page(self, key: PageKey, path: str) -> bool:
        """Forget a page that is no more; True when no other page stands at its ``path`` now."""
        row = self.page(key)
        if row:
            self._add(_mark_of(row[0], row[2]), -1)
        self.db.execute("DELETE FROM pages WHERE kind = ? AND name = ?", _names(key))
        return self.db.execute("SELECT 1 FROM pages WHERE path = ?", (path,)).fetchone() is None

    def unmark(self, keys: Iterable[PageKey]) -> None:
        """Take marks away without a change of the pages' rows."""
        self.db.executemany("DELETE FROM dirty WHERE kind = ? AND name = ?", map(_names, keys))

    def fingerprints(self) -> dict[str, bytes]:
        """What pages of each kind were last made of besides their views, by kind (``fingerprints``)."""
        return dict(self.db.execute("SELECT kind, digest FROM fingerprints"))

    def put_fingerprint(self, kind: str, digest: bytes) -> None:
        """The pages of a kind are made of this from now on, or are marked."""
        self.db.execute("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", (kind, digest))

    def count_pages(self, kind: str) -> int:
        """How many pages of a kind the site has."""
        return int(self.db.execute("SELECT count(*) FROM pages WHERE kind = ?", (kind,)).fetchone()[0])

    def count_public(self) -> int:
        """How many stories have a page."""
        return int(self.db.execute("SELECT count(*) FROM articles WHERE public").fetchone()[0])

    def picture_digests(self) -> list[str]:
        """Hashes of all pictures of the content."""
        rows = self.db.execute("SELECT record FROM records WHERE kind = 'picture'")
        return [msgspec.msgpack.decode(record, type=Picture).digest for (record,) in rows]

    # The sum of the site -------------------------------------------------------------------

    def _add(self, part: bytes, times: int) -> None:
        """A sum of hashes does not depend on the order in which the site was made. Inside a transaction alone."""
        if self._sum is None:
            self._sum = int(self.meta("sum") or "0", 16)
        value = int.from_bytes(hashlib.blake2b(part, digest_size=16).digest(), "big") * times
        self._sum = (self._sum + value) % (1 << 128)

    def site_sum(self) -> str:
        """Stands for every file of the site and its bytes: the same site, the same sum."""
        return self.meta("sum") or "0" * 32

    # Search shards (the search's Ledger) ---------------------------------------------------

    def known(self) -> dict[str, bytes]:
        """The digest that each search shard in the site was built from."""
        return dict(self.db.execute("SELECT id, digest FROM shards"))

    def forget(self, shard_id: str) -> None:
        """A shard's folder is about to be touched: it is not what it was."""
        with self.transaction():
            self.drop_shard(shard_id)

    def drop_shard(self, shard_id: str) -> None:
        """``forget``, inside a transaction that is already open."""
        row = self.db.execute("SELECT digest FROM shards WHERE id = ?", (shard_id,)).fetchone()
        if row:
            self.db.execute("DELETE FROM shards WHERE id = ?", (shard_id,))
            self.db.execute("DELETE FROM listings WHERE id = ?", (shard_id,))
            self._add(shard_id.encode() + b"\0" + bytes(row[0]), -1)

    def remember(self, shard_id: str, digest: bytes) -> None:
        """A shard, built from what ``digest`` stands for, is in place."""
        with self.transaction():
            self.drop_shard(shard_id)
            self.db.execute("INSERT OR REPLACE INTO shards VALUES (?, ?)", (shard_id, digest))
            self._add(shard_id.encode() + b"\0" + digest, 1)

    def note(self, id_: str, listing: bytes) -> None:
        """Keep the listing of a shard's files (see ``search.interface.Ledger``)."""
        with self.transaction():
            self.db.execute("INSERT OR REPLACE INTO listings VALUES (?, ?)", (id_, listing))

    def noted(self, id_: str) -> bytes:
        """The listing that was kept; empty when there is none."""
        row = self.db.execute("SELECT files FROM listings WHERE id = ?", (id_,)).fetchone()
        return bytes(row[0]) if row else b""


def _names(key: PageKey) -> tuple[str, str]:
    return key.kind, key.name


def _mark_of(path: str, output: bytes) -> bytes:
    return path.encode() + b"\0" + output


def of_last_build(path: Path) -> Catalog:
    """The catalog that the last build left, to be read. Raises BackIssueError when no build of this version is known."""
    if not path.exists() or not is_current(path):
        raise BackIssueError("no build of this version is known here; run: backissue build")
    return Catalog(path, read_only=True)


def is_current(path: Path) -> bool:
    """True for a catalog of this program's schema."""
    try:
        db = sqlite3.connect(path)
        try:
            return bool(db.execute("PRAGMA user_version").fetchone()[0] == _VERSION)
        finally:
            db.close()
    except sqlite3.DatabaseError:
        return False
