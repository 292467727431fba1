"""A story as rows: what lists know of it, its text as readers get it, and what gathers it. Inside a transaction.

The columns come from ``columns``, what terms keep from readers from ``rights.terms``.
"""

import msgspec

from backissue.catalog.columns import day_of, lead_image, memberships, modified, notes_of, position_of
from backissue.catalog.store import Catalog
from backissue.model import Article, Entity, Showing
from backissue.reprints import phrases
from backissue.rights import terms


def put(catalog: Catalog, article: Article, showing: Showing) -> None:
    """Take in a story that is not there; its pictures are, in ``shows``."""
    given = _shown(catalog, article, showing.moment)
    shown = given.article
    public = showing.is_public(article)
    listed = public and article.withdrawn is None
    thumb = lead_image(shown)
    cursor = catalog.db.execute(
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
    catalog.db.execute("INSERT INTO texts VALUES (?, ?)", (identity, msgspec.msgpack.encode(shown)))
    if shown != article:
        catalog.db.execute("INSERT INTO written VALUES (?, ?)", (identity, msgspec.msgpack.encode(article)))
    _put_supplied(catalog, article.source, identity, given)
    if listed:
        rows = [(kind, entity, article.date[:4], identity, name) for kind, entity, name in memberships(article)]
        catalog.db.executemany("INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?, ?)", rows)
    if public:
        catalog.db.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [
            (log, date[:4], date, identity, number, article.outlet, kind, text)
            for number, (log, date, kind, text) in enumerate(notes_of(article))
        ])  # fmt: skip


def remove(catalog: Catalog, identity: int) -> None:
    """Forget the story with a number, but for what its file's other rows say."""
    phrases.forget(catalog.db, identity)
    for table in ("texts", "written", "supplied", "members", "notes"):
        catalog.db.execute(f"DELETE FROM {table} WHERE article = ?", (identity,))
    catalog.db.execute("DELETE FROM articles WHERE id = ?", (identity,))


def _shown(catalog: Catalog, article: Article, as_of: str) -> terms.Shown:
    """A story as readers get it at a moment, by the agencies' files as the catalog has them."""
    if not terms.may_apply(article):
        return terms.Shown(article)

    def agency(identity: str) -> Entity | None:
        query = "SELECT record FROM records WHERE kind = 'entity' AND id = ? ORDER BY source LIMIT 1"
        row = catalog.db.execute(query, (f"agencies/{identity}",)).fetchone()
        return msgspec.msgpack.decode(row[0], type=Entity) if row else None

    drawn = "SELECT picture FROM shows WHERE source = ? AND line > 0 ORDER BY picture"
    pictures = [picture for (picture,) in catalog.db.execute(drawn, (article.source,))]
    return terms.shown(article, agency, catalog.reading().zone(article.outlet), as_of, pictures)


def _put_supplied(catalog: Catalog, source: str, identity: int | None, given: terms.Shown) -> None:
    """What agencies supplied of a story, and which of its pictures are kept from readers."""
    supplied = [(one.agency, identity, one.part, one.due) for one in given.supplied]
    catalog.db.executemany("INSERT INTO supplied VALUES (?, ?, ?, ?)", supplied)
    hidden = [(by, source, picture) for picture, by in sorted(given.hidden.items())]
    catalog.db.executemany("UPDATE shows SET hidden = ? WHERE source = ? AND picture = ?", hidden)
