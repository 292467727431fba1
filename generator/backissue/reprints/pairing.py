"""Which stories share their text: kept as pairs, which follow from the stories alone, in whatever order they came.

Two stories are a pair when they have a sampled phrase in common that few stories have, and are alike by all
their phrases. A phrase that more than ``MOST`` stories have tells nothing: it is of a masthead, an advert or a
weekly form of words. So what a story costs has a bound, however often such a text stands in the archive. When
a phrase passes that number, up or down, pairs of stories change that nobody edited; these are asked about again.
Pairs are direct: a copy of a copy is a pair of the first only when it is alike itself.
"""

import sqlite3
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from backissue.model import Article
from backissue.reprints.sketch import are_alike, phrases, sketch
from backissue.sources.reading import identifier

MOST = 50
"""Stories that may share a phrase of words for it to tell of copies."""

_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS fresh (article INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS passed (phrase INTEGER PRIMARY KEY, often INTEGER NOT NULL);
CREATE TEMP TABLE IF NOT EXISTS telling (phrase INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS asked (article INTEGER, other INTEGER, PRIMARY KEY (article, other)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS touched (article INTEGER PRIMARY KEY);
"""
_NEW = "INSERT INTO phrases SELECT phrase, article FROM phrases_new ORDER BY phrase, article"
"""Sorted, so that a page of the table is written once."""
_PASSED = """
INSERT INTO passed
SELECT phrase, often > :most FROM (
    SELECT phrase, gained, (SELECT count(*) FROM phrases WHERE phrases.phrase = moved.phrase) AS often FROM (
        SELECT phrase, sum(step) AS gained FROM (
            SELECT phrase, 1 AS step FROM phrases_new UNION ALL SELECT phrase, -1 FROM phrases_gone
        ) GROUP BY phrase
    ) AS moved
) WHERE (often > :most) <> (often - gained > :most)
"""
_TELLING = """
INSERT INTO telling SELECT phrase FROM phrases {} GROUP BY phrase HAVING count(*) BETWEEN 2 AND :most
"""
_AMONG = "WHERE phrase IN (SELECT phrase FROM phrases_new UNION SELECT phrase FROM passed)"
_ASKED = """
INSERT OR IGNORE INTO asked
SELECT one.article, two.article FROM telling
CROSS JOIN phrases AS one ON one.phrase = telling.phrase
CROSS JOIN phrases AS two ON two.phrase = telling.phrase AND two.article > one.article
WHERE one.article IN fresh OR two.article IN fresh OR telling.phrase IN (SELECT phrase FROM passed)
"""
_DOUBTED = """
INSERT OR IGNORE INTO asked
SELECT one.article, copies.other FROM passed
CROSS JOIN phrases AS one ON one.phrase = passed.phrase
CROSS JOIN copies ON copies.article = one.article AND copies.other > one.article
CROSS JOIN phrases AS two ON two.phrase = passed.phrase AND two.article = copies.other
WHERE passed.often
"""
_HAVE = "SELECT 1 FROM copies WHERE article = ? AND other = ?"


def pair(db: sqlite3.Connection) -> None:
    """Bring the pairs up to date with the phrases that came and went. Must run inside a transaction."""
    for statement in _TABLES.strip().split("\n"):
        db.execute(statement)
    db.execute("DELETE FROM touched")
    if not any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in ("phrases_new", "phrases_gone")):
        return
    most = {"most": MOST}
    all_new = db.execute("SELECT 1 FROM phrases LIMIT 1").fetchone() is None
    db.execute(_NEW)
    db.execute("INSERT INTO fresh SELECT DISTINCT article FROM phrases_new")
    if not all_new:
        db.execute(_PASSED, most)
    db.execute(_TELLING.format("" if all_new else _AMONG), most)
    db.execute(_ASKED)
    db.execute(_DOUBTED)
    _decide(db)
    for table in ("phrases_new", "phrases_gone", "fresh", "passed", "telling", "asked"):
        db.execute(f"DELETE FROM {table}")


def touched(db: sqlite3.Connection) -> Iterator[str]:
    """Addresses of all stories whose pairs the last ``pair`` changed, in the same transaction."""
    yield from (url for (url,) in db.execute("SELECT url FROM articles JOIN touched ON article = id ORDER BY url"))


def _decide(db: sqlite3.Connection) -> None:
    """Each two stories that were asked about are a pair from now on, or are none."""
    texts = _Texts(db)
    for one, other in db.execute("SELECT article, other FROM asked ORDER BY article, other"):
        both = [(one, other), (other, one)]
        had = db.execute(_HAVE, (one, other)).fetchone() is not None
        if texts.are_copies(one, other) == had:
            continue
        change = "DELETE FROM copies WHERE article = ? AND other = ?" if had else "INSERT INTO copies VALUES (?, ?)"
        db.executemany(change, both)
        db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", [(one,), (other,)])


class _Text(msgspec.Struct, gc=False, frozen=True):
    phrases: set[int]
    sample: frozenset[int]
    """Those that are looked up."""
    telling: frozenset[int]
    """Of these, those that few stories have."""
    part_of: tuple[str, str]
    """Outlet and series, where it is a part of one."""


class _Texts:
    """Stories' phrases, read when they are asked for; the last few are kept."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._text = lru_cache(maxsize=4 * MOST)(self._read)

    def are_copies(self, one: int, other: int) -> bool:
        """Parts of one series in one paper are none, however alike."""
        a, b = self._text(one), self._text(other)
        if a.part_of == b.part_of and a.part_of[1]:
            return False
        return are_alike(a.phrases, b.phrases, len(a.telling & b.telling), len(a.sample & b.sample))

    def _read(self, identity: int) -> _Text:
        (record,) = self._db.execute("SELECT record FROM texts WHERE article = ?", (identity,)).fetchone()
        article = msgspec.msgpack.decode(record, type=Article)
        series = identifier(article.series) if article.series else ""
        sample = frozenset(sketch(article.body))
        telling = frozenset(filter(self._is_telling, sample))
        return _Text(phrases(article.body), sample, telling, (article.outlet, series))

    def _is_telling(self, phrase: int) -> bool:
        rows = self._db.execute("SELECT 1 FROM phrases WHERE phrase = ? LIMIT ?", (phrase, MOST + 1))
        return len(rows.fetchall()) <= MOST
