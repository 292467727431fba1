"""What a content file says, as rows: taken in, given back and forgotten, inside a transaction of the catalog."""

from collections.abc import Iterable

import msgspec

from backissue.addresses import file_of, folded
from backissue.catalog import stories
from backissue.catalog.columns import images_of, record_id
from backissue.catalog.store import Catalog
from backissue.model import (
    Article,
    Comments,
    DeadLinks,
    Edition,
    Entity,
    Ledger,
    Outlet,
    Picture,
    Record,
    Showing,
    StaticPage,
)
from backissue.reprints import phrases
from backissue.reprints.sketch import sketch
from backissue.sources.markdown import References

RECORDS: dict[str, type[Record]] = {
    "article": Article, "outlet": Outlet, "edition": Edition, "entity": Entity, "comments": Comments,
    "page": StaticPage, "ledger": Ledger, "links": DeadLinks, "picture": Picture,
}  # fmt: skip
_OF_A_FILE = (
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
)
"""(table, column of the file's path) of all that a file said, but for what ``stories`` keeps."""


def of(catalog: Catalog, source: str) -> Record | None:
    """What the content file ``source`` was when it was last read, whatever terms keep from readers."""
    query = (
        "SELECT 'article', ifnull(written.record, texts.record) FROM articles JOIN texts ON texts.article = id"
        " LEFT JOIN written ON written.article = id WHERE source = ?"
    )
    if not source.startswith("articles/"):
        query = "SELECT kind, record FROM records WHERE source = ?"
    row = catalog.db.execute(query, (source,)).fetchone()
    return msgspec.msgpack.decode(row[1], type=RECORDS[row[0]]) if row else None


def remove(catalog: Catalog, source: str) -> None:
    """Forget all that the content file said."""
    row = catalog.db.execute("SELECT id FROM articles WHERE source = ?", (source,)).fetchone()
    if row:
        stories.remove(catalog, row[0])
    for table, column in _OF_A_FILE:
        catalog.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (source,))


def put(
    catalog: Catalog, record: Record, kind: str, references: References, showing: Showing, *, is_new: bool = False
) -> None:
    """Take in what a content file says now, in place of what it said before; ``is_new``: there was no before.

    ``references`` are those of its text.
    """
    if not is_new:
        remove(catalog, record.source)
    _put_references(catalog, record, references)
    if record.takedowns and isinstance(record, Article | Comments):
        article = record.article if isinstance(record, Comments) else record.source
        rows = [(record.source, article, *msgspec.structs.astuple(one)) for one in record.takedowns]
        catalog.db.executemany("INSERT INTO taken_down VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    match record:
        case Article():
            stories.put(catalog, record, showing)
            _put_addresses(catalog, record.source, record.url, record.aliases)
            return
        case StaticPage():
            _put_addresses(catalog, record.source, f"/{record.slug}/", record.aliases)
        case Ledger():
            _put_ledger(catalog, record)
        case DeadLinks():
            dead = [(address, record.source, since) for address, since in record.links]
            catalog.db.executemany("INSERT INTO dead VALUES (?, ?, ?)", dead)
        case _:
            pass
    row = (record.source, kind, record_id(record), msgspec.msgpack.encode(record))
    catalog.db.execute("INSERT INTO records VALUES (?, ?, ?, ?)", row)


def refresh(catalog: Catalog, source: str, showing: Showing) -> bool:
    """Let a story be what it is at another moment, or among drafts; its links and addresses stay.

    True when readers get another.
    """
    article = of(catalog, source)
    assert isinstance(article, Article)
    query = "SELECT id, record FROM articles JOIN texts ON article = id WHERE source = ?"
    identity, before = catalog.db.execute(query, (source,)).fetchone()
    stories.remove(catalog, identity)
    catalog.db.execute("UPDATE shows SET hidden = '' WHERE source = ?", (source,))
    stories.put(catalog, article, showing)
    if catalog.reading().sketches:
        phrases.note(catalog.db, article, sketch(article.body))
    return bool(catalog.db.execute(query, (source,)).fetchone()[1] != before)


def _put_references(catalog: Catalog, record: Record, references: References) -> None:
    """The pictures and the links of a text, and the pictures of the fields above it."""
    images = images_of(record)
    stated = {image.src: (image.rights, "" if image.distributable else "-") for image in reversed(images)}
    shows = [(one.target, one.line) for one in references.pictures] + [(image.src, 0) for image in images]
    catalog.db.executemany(
        "INSERT OR IGNORE INTO shows VALUES (?, ?, ?, ?, ?)",
        [(record.source, picture, line, *stated.get(picture, ("", ""))) for picture, line in shows],
    )
    links = [(record.source, one.target, one.line) for one in references.links]
    catalog.db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?, ?)", links)
    outside = [(record.source, address) for address in references.outside]
    catalog.db.executemany("INSERT OR IGNORE INTO outside VALUES (?, ?)", outside)


def _put_addresses(catalog: Catalog, source: str, own: str, aliases: Iterable[str]) -> None:
    old = [(alias, True) for alias in aliases if file_of(alias) != file_of(own)]
    _claim(catalog, source, [(own, False), *old])


def _put_ledger(catalog: Catalog, ledger: Ledger) -> None:
    old = [address for address, _ in ledger.redirects]
    rows = ((file_of(address), ledger.source, address) for address in (*ledger.addresses, *old))
    catalog.db.executemany("INSERT OR IGNORE INTO ledger VALUES (?, ?, ?)", rows)
    catalog.db.executemany("INSERT OR IGNORE INTO redirects VALUES (?, ?, ?, ?, ?, ?)", [
        (address, ledger.source, target, file_of(address), led, folded(led))
        for address, target in ledger.redirects for led in (file_of(target),)
    ])  # fmt: skip
    _claim(catalog, ledger.source, [(address, True) for address in old])


def _claim(catalog: Catalog, source: str, addresses: Iterable[tuple[str, bool]]) -> None:
    """(address, whether it is an old one) of a content file."""
    catalog.db.executemany(
        "INSERT OR IGNORE INTO addresses VALUES (?, ?, ?, ?, ?)",
        [(path, source, old, file, folded(file)) for path, old in addresses for file in (file_of(path),)],
    )
