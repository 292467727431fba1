"""Which stories have which sampled phrases: rows of the catalog that come and go with the stories.

Every function must run inside a transaction. What came and what went waits in ``phrases_new`` and ``phrases_gone``
until the stories are paired.
"""

import sqlite3
from collections.abc import Sequence

import msgspec

from backissue.model import Article
from backissue.reprints.sketch import sketch


def clear(db: sqlite3.Connection) -> None:
    """Forget all phrases and pairs."""
    for table in ("phrases", "phrases_new", "phrases_gone", "copies"):
        db.execute(f"DELETE FROM {table}")


def note(db: sqlite3.Connection, article: Article, sample: Sequence[int]) -> None:
    """Remember the phrases of a story that is in the catalog and has none there; ``sample`` is its text's sketch.

    A text that an agency's terms keep from readers has none. Nor has a story that a case is about: another paper's
    text may say what was taken out of this one.
    """
    query = "SELECT id FROM articles WHERE source = ? AND searched AND withheld = ''"
    row = db.execute(query, (article.source,)).fetchone()
    if row and not article.takedowns:
        db.executemany("INSERT INTO phrases_new VALUES (?, ?)", [(row[0], phrase) for phrase in sample])


def forget(db: sqlite3.Connection, identity: int) -> None:
    """Take away the phrases and the pairs of a story whose text is in the catalog still."""
    db.execute("DELETE FROM phrases_new WHERE article = ?", (identity,))  # it may have come in this transaction
    if db.execute("SELECT 1 FROM phrases LIMIT 1").fetchone() is None:
        return
    (record,) = db.execute("SELECT record FROM texts WHERE article = ?", (identity,)).fetchone()
    rows = [(phrase, identity) for phrase in sketch(msgspec.msgpack.decode(record, type=Article).body)]
    db.executemany("INSERT INTO phrases_gone SELECT phrase FROM phrases WHERE phrase = ? AND article = ?", rows)
    db.executemany("DELETE FROM phrases WHERE phrase = ? AND article = ?", rows)
    pairs = db.execute("SELECT other, article FROM copies WHERE article = ?", (identity,)).fetchall()
    db.executemany("DELETE FROM copies WHERE article = ? AND other = ?", pairs)
    db.execute("DELETE FROM copies WHERE article = ?", (identity,))
