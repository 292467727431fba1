"""The catalog on disk: one writer, short transactions, a queue of what is yet to be done."""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from backissue.addresses import file_of, folded
from backissue.catalog.columns import (
    day_of,
    images_of,
    lead_image,
    memberships,
    modified,
    notes_of,
    position_of,
    record_id,
)
from backissue.model import (
    Article,
    Comments,
    DeadLinks,
    Edition,
    Ledger,
    Outlet,
    PageKey,
    Picture,
    Record,
    Showing,
    StaticPage,
)
from backissue.model import Entity as EntityRecord
from backissue.reprints import phrases
from backissue.reprints.sketch import sketch
from backissue.rights import terms
from backissue.sources.markdown import References
from backissue.sources.reading import Reading
from backissue.sources.scan import Found

_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
_VERSION = int.from_bytes(hashlib.blake2b(_SCHEMA.encode(), digest_size=4).digest(), "big") >> 1
"""The schema's own hash: a catalog of another schema is put away and made anew."""

RECORDS: dict[str, type[Record]] = {
    "article": Article, "outlet": Outlet, "edition": Edition, "entity": EntityRecord,
    "comments": Comments, "page": StaticPage, "ledger": Ledger, "links": DeadLinks, "picture": Picture,
}  # fmt: skip


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

    # Records -------------------------------------------------------------------------------

    def record(self, source: str) -> Record | None:
        """What the content file ``source`` was when it was last read."""
        query = (
            "SELECT 'article', ifnull(written.record, texts.record) FROM articles JOIN texts ON texts.article = id"
            " LEFT JOIN written ON written.article = id WHERE source = ?"
        )
        if not source.startswith("articles/"):
            query = "SELECT kind, record FROM records WHERE source = ?"
        row = self.db.execute(query, (source,)).fetchone()
        return msgspec.msgpack.decode(row[1], type=RECORDS[row[0]]) if row else None

    def remove(self, source: str) -> None:
        """Forget all that the content file said."""
        row = self.db.execute("SELECT id FROM articles WHERE source = ?", (source,)).fetchone()
        if row:
            self._remove_article(row[0])
        for table, column in (
            ("sources", "path"),
            ("records", "source"),
            ("links", "source"),
            ("outside", "source"),
            ("dead", "source"),
            ("shows", "source"),
            ("taken_down", "source"),
            ("addresses", "source"),
            ("ledger", "source"),
            ("redirects", "source"),
        ):
            self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (source,))

    def _remove_article(self, identity: int) -> None:
        phrases.forget(self.db, identity)
        for table in ("texts", "written", "supplied", "members", "notes"):
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", (identity,))
        self.db.execute("DELETE FROM articles WHERE id = ?", (identity,))

    def put(self, record: Record, kind: str, references: References, showing: Showing, *, is_new: bool = False) -> None:
        """Take in what a content file says now, in place of what it said before; ``is_new``: there was no before."""
        if not is_new:
            self.remove(record.source)
        images = images_of(record)
        stated = {image.src: (image.rights, "" if image.distributable else "-") for image in reversed(images)}
        shows = [(one.target, one.line) for one in references.pictures] + [(image.src, 0) for image in images]
        self.db.executemany(
            "INSERT OR IGNORE INTO shows VALUES (?, ?, ?, ?, ?)",
            [(record.source, picture, line, *stated.get(picture, ("", ""))) for picture, line in shows],
        )
        links = [(record.source, one.target, one.line) for one in references.links]
        self.db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?, ?)", links)
        outside = [(record.source, address) for address in references.outside]
        self.db.executemany("INSERT OR IGNORE INTO outside VALUES (?, ?)", outside)
        if record.takedowns and isinstance(record, Article | Comments):
            article = record.article if isinstance(record, Comments) else record.source
            rows = [(record.source, article, *msgspec.structs.astuple(one)) for one in record.takedowns]
            self.db.executemany("INSERT INTO taken_down VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        if isinstance(record, Article):
            self._put_article(record, showing)
            return
        if isinstance(record, StaticPage):
            self._put_addresses(record.source, f"/{record.slug}/", record.aliases)
        if isinstance(record, Ledger):
            self._put_ledger(record)
        if isinstance(record, DeadLinks):
            dead = [(address, record.source, since) for address, since in record.links]
            self.db.executemany("INSERT INTO dead VALUES (?, ?, ?)", dead)
        row = (record.source, kind, record_id(record), msgspec.msgpack.encode(record))
        self.db.execute("INSERT INTO records VALUES (?, ?, ?, ?)", row)

    def _put_article(self, article: Article, showing: Showing) -> None:
        given = self._shown(article, showing.moment)
        shown = given.article
        public = showing.is_public(article)
        listed = public and article.withdrawn is None
        thumb = lead_image(shown)
        cursor = self.db.execute(
            f"INSERT INTO articles VALUES (NULL{', ?' * 26})",
            (
                article.source, article.url, article.outlet, article.date, article.date[:4], day_of(article.date), article.label, article.order, position_of(article.page), article.draft,
                article.embargo, article.withdrawn is not None, public, listed, listed and not article.unsearched,
                article.headline, article.kicker, shown.standfirst, article.section, article.page, article.language,
                (thumb.shown_as or thumb.src) if thumb and thumb.src else "", modified(article), article.noindex or article.draft,
                shown.rights, shown.withheld.agency if shown.withheld else "",
            ),
        )  # fmt: skip
        identity = cursor.lastrowid
        self.db.execute("INSERT INTO texts VALUES (?, ?)", (identity, msgspec.msgpack.encode(shown)))
        if shown != article:
            self.db.execute("INSERT INTO written VALUES (?, ?)", (identity, msgspec.msgpack.encode(article)))
        self._put_supplied(article.source, identity, given)
        self._put_addresses(article.source, article.url, article.aliases)
        if listed:
            rows = [(kind, entity, article.date[:4], identity, name) for kind, entity, name in memberships(article)]
            self.db.executemany("INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?, ?)", rows)
        if public:
            self.db.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [
                (log, date[:4], date, identity, number, article.outlet, kind, text)
                for number, (log, date, kind, text) in enumerate(notes_of(article))
            ])  # fmt: skip

    def _shown(self, article: Article, as_of: str) -> terms.Shown:
        """A story as readers get it at a moment, by the agencies' files as the catalog has them."""
        if not terms.may_apply(article):
            return terms.Shown(article)
        drawn = "SELECT picture FROM shows WHERE source = ? AND line > 0 ORDER BY picture"
        return terms.shown(
            article, self._agency, self.reading().zone(article.outlet), as_of,
            [picture for (picture,) in self.db.execute(drawn, (article.source,))],
        )  # fmt: skip

    def reading(self) -> Reading:
        """What content was read by: the outlets' time zones, among others."""
        known = self.meta("reading")
        if known != self._reading[0]:
            self._reading = known, msgspec.json.decode(known, type=Reading)
        return self._reading[1]

    def _agency(self, identity: str) -> EntityRecord | None:
        record = self.db.execute(
            "SELECT record FROM records WHERE kind = 'entity' AND id = ? ORDER BY source LIMIT 1",
            (f"agencies/{identity}",),
        ).fetchone()
        return msgspec.msgpack.decode(record[0], type=EntityRecord) if record else None

    def _put_supplied(self, source: str, identity: int | None, given: terms.Shown) -> None:
        """What agencies supplied of a story, and which of its pictures are kept from readers."""
        supplied = [(one.agency, identity, one.part, one.due) for one in given.supplied]
        self.db.executemany("INSERT INTO supplied VALUES (?, ?, ?, ?)", supplied)
        hidden = [(by, source, picture) for picture, by in sorted(given.hidden.items())]
        self.db.executemany("UPDATE shows SET hidden = ? WHERE source = ? AND picture = ?", hidden)

    def _put_addresses(self, source: str, own: str, aliases: Iterable[str]) -> None:
        old = [(alias, True) for alias in aliases if file_of(alias) != file_of(own)]
        self._claim(source, [(own, False), *old])

    def _put_ledger(self, ledger: Ledger) -> None:
        old = [address for address, _ in ledger.redirects]
        rows = ((file_of(address), ledger.source, address) for address in (*ledger.addresses, *old))
        self.db.executemany("INSERT OR IGNORE INTO ledger VALUES (?, ?, ?)", rows)
        self.db.executemany("INSERT OR IGNORE INTO redirects VALUES (?, ?, ?, ?, ?, ?)", [
            (address, ledger.source, target, file_of(address), led, folded(led))
            for address, target in ledger.redirects for led in (file_of(target),)
        ])  # fmt: skip
        self._claim(ledger.source, [(address, True) for address in old])

    def _claim(self, source: str, addresses: Iterable[tuple[str, bool]]) -> None:
        """(address, whether it is an old one) of a content file."""
        self.db.executemany(
            "INSERT OR IGNORE INTO addresses VALUES (?, ?, ?, ?, ?)",
            [(path, source, old, file, folded(file)) for path, old in addresses for file in (file_of(path),)],
        )

    def refresh(self, source: str, showing: Showing) -> bool:
        """Let a story be what it is at another moment, or among drafts; its links and addresses stay.

        True when readers get another.
        """
        article = self.record(source)
        assert isinstance(article, Article)
        query = "SELECT id, record FROM articles JOIN texts ON article = id WHERE source = ?"
        identity, before = self.db.execute(query, (source,)).fetchone()
        self._remove_article(identity)
        self.db.execute("UPDATE shows SET hidden = '' WHERE source = ?", (source,))
        self._put_article(article, showing)
        if self.reading().sketches:
            phrases.note(self.db, article, sketch(article.body))
        return bool(self.db.execute(query, (source,)).fetchone()[1] != before)

    def due(self, before: str, now: str) -> list[str]:
        """Sources of stories whose embargo ends, or begins again, between two moments."""
        rows = self.db.execute(
            "SELECT source FROM articles WHERE embargo <> '' AND embargo > ? AND embargo <= ? ORDER BY source",
            sorted((before, now)),
        )
        return [source for (source,) in rows]

    def drafts(self) -> list[str]:
        """Sources of all drafts."""
        return [source for (source,) in self.db.execute("SELECT source FROM articles WHERE draft ORDER BY source")]

    def due_by_terms(self, before: str, now: str) -> list[str]:
        """Sources of stories of which a part falls due by an agency's terms, or is to be shown again."""
        rows = self.db.execute(
            "SELECT DISTINCT source FROM supplied JOIN articles ON id = article"
            " WHERE due <> '' AND due > ? AND due <= ? ORDER BY source",
            sorted((before, now)),
        )
        return [source for (source,) in rows]

    def supplied_by(self, agency: str) -> list[str]:
        """Sources of the stories of which an agency supplied any part."""
        query = "SELECT DISTINCT source FROM supplied JOIN articles ON id = article WHERE agency = ? ORDER BY source"
        return [source for (source,) in self.db.execute(query, (agency,))]

    def ever_due(self) -> list[str]:
        """Sources of the stories of which a part falls due some day, or did."""
        query = "SELECT DISTINCT source FROM supplied JOIN articles ON id = article WHERE due <> '' ORDER BY source"
        return [source for (source,) in self.db.execute(query)]

    # Marks and pages -----------------------------------------------------------------------

    def mark(self, keys: Iterable[PageKey], reason: str) -> None:
        """Pages to look at again. The first reason stays: it is the one that came first."""
        rows = ((key.kind, key.name, reason) for key in keys)
        self.db.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?, ?)", rows)

    def mark_kind(self, kind: str, reason: str) -> None:
        """Every page of a kind that the site has."""
        self.db.execute("INSERT OR IGNORE INTO dirty SELECT kind, name, ? FROM pages WHERE kind = ?", (reason, kind))

    def mark_all(self, reason: str) -> None:
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
        self.db.executemany("DELETE FROM dirty WHERE kind = ? AND name = ?", map(_names, keys))

    def fingerprints(self) -> dict[str, bytes]:
        return dict(self.db.execute("SELECT kind, digest FROM fingerprints"))

    def put_fingerprint(self, kind: str, digest: bytes) -> None:
        self.db.execute("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", (kind, digest))

    def count_pages(self, kind: str) -> int:
        return int(self.db.execute("SELECT count(*) FROM pages WHERE kind = ?", (kind,)).fetchone()[0])

    def count_public(self) -> int:
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
        with self.transaction():
            self.drop_shard(shard_id)
            self.db.execute("INSERT OR REPLACE INTO shards VALUES (?, ?)", (shard_id, digest))
            self._add(shard_id.encode() + b"\0" + digest, 1)

    def note(self, id_: str, listing: bytes) -> None:
        with self.transaction():
            self.db.execute("INSERT OR REPLACE INTO listings VALUES (?, ?)", (id_, listing))

    def noted(self, id_: str) -> bytes:
        row = self.db.execute("SELECT files FROM listings WHERE id = ?", (id_,)).fetchone()
        return bytes(row[0]) if row else b""


def _names(key: PageKey) -> tuple[str, str]:
    return key.kind, key.name


def _mark_of(path: str, output: bytes) -> bytes:
    return path.encode() + b"\0" + output


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
