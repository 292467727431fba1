"""What views may ask of the catalog: named SELECTs, each on an index, each in a total order.

Lists see only listed stories (public and not withdrawn) and only their cards' columns. It is one
long file because it is one list: whatever views depend on in the catalog is asked for here.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from backissue.addresses import file_of, folded
from backissue.history.wording import Version, Wording
from backissue.model import Article, Comments, Edition, Entity, Outlet, Picture, Record, StaticPage

R = TypeVar("R", bound=Record)

_CARD = "url, headline, kicker, standfirst, date, outlet, section, page, language, thumb"
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
_KINDS: dict[type[Record], str] = {
    Outlet: "outlet", Edition: "edition", Entity: "entity", Comments: "comments", StaticPage: "page", Picture: "picture",
}  # fmt: skip

_NEWEST_FIRST = "date DESC, ord DESC, position, url"
_MAPPED = "listed AND NOT noindex"


class Row(msgspec.Struct, gc=False, frozen=True):
    """A story as the catalog's lists know it; see ``views.Card``."""

    url: str
    headline: str
    kicker: str
    standfirst: str
    date: str
    outlet: str
    section: str
    page: str
    language: str
    thumb: str


class Queries:
    """Questions to one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._placed = ("", "")
        """The last story that was placed: its source and position."""
        self._linked: tuple[str, list[str]] = ("", [])
        """The last file of which it was asked who links to it."""
        self._has_comments: bool | None = None

    # Records -------------------------------------------------------------------------------

    def find(self, kind: type[R], identity: str) -> R | None:
        """The record of a kind with an id: an outlet's, ``people/jane-weir``, ``courier/1956-10-01`` …"""
        query = "SELECT record FROM records WHERE kind = ? AND id = ? ORDER BY source LIMIT 1"
        row = self.db.execute(query, (_KINDS[kind], identity)).fetchone()
        return msgspec.msgpack.decode(row[0], type=kind) if row else None

    def every(self, kind: type[R]) -> list[R]:
        """All records of a kind, by id."""
        rows = self.db.execute("SELECT record FROM records WHERE kind = ? ORDER BY id, source", (_KINDS[kind],))
        return [msgspec.msgpack.decode(record, type=kind) for (record,) in rows]

    def versions(self, source: str) -> list[Version]:
        """What a story said, the first version first; none where it said one thing alone, as far as Git tells."""
        rows = self.db.execute("SELECT moment, words FROM versions WHERE source = ? ORDER BY number", (source,))
        said = tuple[Wording, tuple[str, ...]]
        return [Version(moment, *msgspec.msgpack.decode(words, type=said)) for moment, words in rows]

    def has_versions(self, source: str) -> bool:
        return self.db.execute("SELECT 1 FROM versions WHERE source = ? LIMIT 1", (source,)).fetchone() is not None

    def urls_with_versions(self, outlet: str) -> Iterator[str]:
        """Addresses of an outlet's public stories that have versions."""
        query = (
            "SELECT url FROM (SELECT DISTINCT source FROM versions) CROSS JOIN articles USING (source)"
            " WHERE outlet = ? AND public ORDER BY url"
        )
        yield from (url for (url,) in self.db.execute(query, (outlet,)))

    def is_claimed(self, address: str) -> bool:
        """True when a content file has the address."""
        file = file_of(address)
        query = "SELECT 1 FROM addresses WHERE folded = ? AND file = ? LIMIT 1"
        return self.db.execute(query, (folded(file), file)).fetchone() is not None

    def picture(self, source: str) -> Picture | None:
        row = self.db.execute("SELECT record FROM records WHERE source = ? AND kind = 'picture'", (source,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=Picture) if row else None

    def picture_at(self, path: str) -> Picture | None:
        """The picture that stands at a path in the site: its own, unless a take-down gave it another."""
        return self.find(Picture, path)

    def article_at(self, url: str) -> Article | None:
        """The public story at an address."""
        query = (
            "SELECT record, position FROM articles JOIN texts ON article = id"
            " WHERE url = ? AND public ORDER BY source LIMIT 1"
        )
        row = self.db.execute(query, (url,)).fetchone()
        if row is None:
            return None
        article = msgspec.msgpack.decode(row[0], type=Article)
        self._placed = article.source, row[1]
        return article

    def is_public_at(self, url: str) -> bool:
        """True when a public story has the address."""
        query = "SELECT 1 FROM articles WHERE url = ? AND public LIMIT 1"
        return self.db.execute(query, (url,)).fetchone() is not None

    def page_at(self, url: str) -> StaticPage | None:
        return self.find(StaticPage, url.strip("/"))

    def public_url(self, source: str) -> str:
        """The address of a content file's page; empty when it is not public."""
        row = self.db.execute("SELECT url FROM articles WHERE source = ? AND public", (source,)).fetchone()
        if row is None and source.startswith("pages/"):
            row = self.db.execute("SELECT path FROM addresses WHERE source = ? AND NOT alias", (source,)).fetchone()
        return str(row[0]) if row else ""

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

    def is_shown(self, picture: str) -> bool:
        """True when something public shows the picture, and no rights keep it from readers there."""
        return self.db.execute(
            "SELECT 1 FROM shows LEFT JOIN articles USING (source) WHERE picture = ? AND hidden = '' AND ifnull(listed, 1) LIMIT 1", (picture,)
        ).fetchone() is not None  # fmt: skip

    def users_of(self, picture: str) -> list[str]:
        """Sources of all that show a picture."""
        rows = self.db.execute("SELECT source FROM shows WHERE picture = ? ORDER BY source", (picture,))
        return [source for (source,) in rows]

    def linking_to(self, source: str) -> list[str]:
        """Sources of all whose text links to a content file."""
        if self._linked[0] != source:
            rows = self.db.execute("SELECT source FROM links WHERE target = ? ORDER BY source", (source,))
            self._linked = source, [linking for (linking,) in rows]
        return self._linked[1]

    def dead_links_of(self, source: str) -> list[tuple[str, str]]:
        """(address, the day since which it fails) of what a text links to and is dead, by address."""
        query = "SELECT address, since FROM outside JOIN dead USING (address) WHERE outside.source = ? ORDER BY address"
        return self.db.execute(query, (source,)).fetchall()

    def linking_out_to(self, address: str) -> list[str]:
        """Sources of all whose text links to an address on another host."""
        query = "SELECT source FROM outside WHERE address = ? ORDER BY source"
        return [source for (source,) in self.db.execute(query, (address,))]

    def comments_on(self, source: str) -> Comments | None:
        """The comments on a story; most archives have none at all."""
        if self._has_comments is None:
            query = "SELECT EXISTS (SELECT 1 FROM records WHERE kind = 'comments')"
            self._has_comments = bool(self.db.execute(query).fetchone()[0])
        return self.find(Comments, source) if self._has_comments else None

    def pictures_of(self, source: str) -> list[str]:
        rows = self.db.execute("SELECT picture FROM shows WHERE source = ? ORDER BY picture", (source,))
        return [picture for (picture,) in rows]

    def links_of(self, source: str) -> list[str]:
        rows = self.db.execute("SELECT target FROM links WHERE source = ? ORDER BY target", (source,))
        return [target for (target,) in rows]

    # Lists of stories ----------------------------------------------------------------------

    def _rows(self, where: str, values: tuple[object, ...], order: str) -> list[Row]:
        query = f"SELECT {_CARD} FROM articles WHERE listed AND {where} ORDER BY {order}"
        return [Row(*row) for row in self.db.execute(query, values)]

    def on_date(self, outlet: str, date: str) -> list[Row]:
        """Stories of an outlet whose date is known as ``date``: a day's, a month's loose ones …"""
        return self._rows("outlet = ? AND date = ?", (outlet, date), "label, position, url")

    def in_edition(self, outlet: str, date: str, label: str) -> list[Row]:
        where = "outlet = ? AND date = ? AND label = ?"
        return self._rows(where, (outlet, date, label), "position, url")

    def in_span(self, outlet: str, prefix: str) -> list[Row]:
        """Stories whose date begins with ``prefix`` (``1937-07``), in order of time and page."""
        where = "outlet = ? AND date >= ? AND date < ?"
        return self._rows(where, (outlet, prefix, prefix + "~"), "date, label, position, url")

    def on_day(self, day: str) -> list[Row]:
        """Stories of any year on ``07-17``, newest year first."""
        return self._rows("day = ? AND day <> ''", (day,), "year DESC, outlet, label, position, url")

    def position(self, source: str) -> str:
        """What sorts a story within its edition; empty when there is no such story."""
        if self._placed[0] != source:
            row = self.db.execute("SELECT position FROM articles WHERE source = ?", (source,)).fetchone()
            self._placed = source, row[0] if row else ""
        return self._placed[1]

    def public_urls(self, outlet: str, date: str = "") -> list[str]:
        """Addresses of an outlet's stories, of one day where it is given; withdrawn ones too."""
        query = "SELECT url FROM articles WHERE public AND outlet = ?"
        rows = self.db.execute(
            f"{query}{' AND date = ?' if date else ''} ORDER BY url", (outlet, date) if date else (outlet,)
        )
        return [url for (url,) in rows]

    def listed_urls(self) -> Iterator[str]:
        """Addresses of all stories that lists show, one after the other."""
        yield from (url for (url,) in self.db.execute("SELECT url FROM articles WHERE listed ORDER BY url"))

    def row(self, url: str) -> Row | None:
        found = self._rows("url = ?", (url,), "source LIMIT 1")
        return found[0] if found else None

    def leading(self, edition: Edition) -> Row | None:
        """The edition's story that its file names as the lead: by its path, from content/ or articles/, or its slug."""
        path = f"{edition.lead.removeprefix('articles/').removesuffix('.md')}.md"
        where = "outlet = ? AND date = ? AND label = ? AND (source = ? OR substr(url, -length(?)) = ?)"
        slug = f"/{edition.lead}/"
        values = (edition.outlet, edition.date, edition.label, f"articles/{path}", slug, slug)
        found = self._rows(where, values, "position, url") if edition.lead else []
        return found[0] if found else None

    def neighbours(self, article: Article) -> tuple[Row | None, Row | None]:
        """The stories before and after, as the edition is read; where there is no day there are none."""
        if len(article.date) != 10:
            return None, None
        position = self.position(article.source)
        if not position:
            return None, None
        where = "outlet = ? AND date = ? AND label = ? AND (position, url)"
        values = (article.outlet, article.date, article.label, position, article.url)
        before = self._rows(f"{where} < (?, ?)", values, "position DESC, url DESC LIMIT 1")
        after = self._rows(f"{where} > (?, ?)", values, "position, url LIMIT 1")
        return (before[0] if before else None), (after[0] if after else None)

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

    # Time ----------------------------------------------------------------------------------

    def newest(self) -> str:
        """The newest date of a listed story, as known."""
        row = self.db.execute("SELECT max(date) FROM articles WHERE listed").fetchone()
        return str(row[0] or "")

    def dates(self, outlet: str, prefix: str = "") -> list[tuple[str, int]]:
        """(date as known, stories) of an outlet, in order."""
        return self.db.execute(
            "SELECT date, count(*) FROM articles WHERE listed AND outlet = ? AND date >= ? AND date < ? GROUP BY date ORDER BY date",
            (outlet, prefix, prefix + "~"),
        ).fetchall()

    def years(self, outlet: str) -> list[tuple[str, int]]:
        """(year, stories) of an outlet, in order; the undated under an empty year."""
        return self.db.execute(
            "SELECT year, count(*) FROM articles WHERE listed AND outlet = ? GROUP BY year ORDER BY year",
            (outlet,),
        ).fetchall()

    def editions_near(
        self, outlet: str, date: str, label: str
    ) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """(date, label) of the outlet's editions before and after one: of the same day, else of the next with any.

        Asked apart: ``(date, label) > (?, ?)`` would pass over every story of the day.
        """
        common = "SELECT date, label FROM articles WHERE listed AND outlet = ? AND length(date) = 10"
        same, end = (outlet, date, label), (outlet, date)
        ask = self.db.execute
        before = ask(f"{common} AND date = ? AND label < ? ORDER BY label DESC LIMIT 1", same).fetchone()
        after = ask(f"{common} AND date = ? AND label > ? ORDER BY label LIMIT 1", same).fetchone()
        return (
            before or ask(f"{common} AND date < ? ORDER BY date DESC, label DESC LIMIT 1", end).fetchone(),
            after or ask(f"{common} AND date > ? ORDER BY date, label LIMIT 1", end).fetchone(),
        )

    def span_near(self, outlet: str, span: str) -> tuple[str, str]:
        """The years, or the months, with stories before and after ``1937`` or ``1937-07``; empty where none."""
        size = len(span)
        common = f"SELECT substr(date, 1, {size}) FROM articles WHERE listed AND outlet = ? AND length(date) >= {size}"
        before = self.db.execute(f"{common} AND date < ? ORDER BY date DESC LIMIT 1", (outlet, span)).fetchone()
        after = self.db.execute(f"{common} AND date > ? ORDER BY date LIMIT 1", (outlet, span + "~")).fetchone()
        return (before[0] if before else ""), (after[0] if after else "")

    def withdrawn_editions(
        self, outlet: str, after: tuple[str, str] | None = None, before: tuple[str, str] | None = None
    ) -> list[tuple[str, str]]:
        """(date, label) of what holds a withdrawn story, between two editions.

        Such a day has a page even when nothing on it is listed. It is nobody's neighbour, but it shows its own.
        """
        return self.db.execute(
            "SELECT DISTINCT date, label FROM articles WHERE public AND NOT listed AND outlet = ?"
            " AND (date, label) > (?, ?) AND (date, label) < (?, ?) ORDER BY date, label",
            (outlet, *(after or ("", "")), *(before or ("~", ""))),
        ).fetchall()

    def withdrawn_spans(self, outlet: str, size: int, after: str = "", before: str = "") -> list[str]:
        """The years, or the months, with a withdrawn story between two others; ``size`` is 4 or 7."""
        editions = self.withdrawn_editions(outlet, (f"{after}~", "") if after else None, (before or "~", ""))
        return sorted({date[:size] for date, _ in editions if len(date) >= size})

    def is_public(self, outlet: str, span: str, label: str = "") -> bool:
        """True when a story of the span (empty: the undated) has a page, if only to say that it was withdrawn.

        Cutting an address at any slash leads to a page.
        """
        where = "date >= ? AND date < ?" if span else "date = ? AND date < ?"
        query = f"SELECT 1 FROM articles WHERE public AND outlet = ? AND {where} AND ? IN (label, '') LIMIT 1"
        return self.db.execute(query, (outlet, span, f"{span}~", label)).fetchone() is not None

    def labels(self, outlet: str, date: str) -> list[str]:
        """The labels of a day's labelled editions. (``label <> ''`` would pass over every story of the day.)"""
        rows = self.db.execute(
            "SELECT DISTINCT label FROM articles WHERE listed AND outlet = ? AND date = ? AND label > '' ORDER BY label",
            (outlet, date),
        )
        return [label for (label,) in rows]

    def newest_edition(self, outlet: str = "") -> tuple[str, str, str] | None:
        """(outlet, date, label) of the newest edition, of one outlet or of all."""
        where = "outlet = ? AND" if outlet else ""
        query = f"SELECT outlet, date, label FROM articles WHERE {where} listed AND length(date) = 10 ORDER BY date DESC, outlet, label LIMIT 1"
        row = self.db.execute(query, (outlet,) if outlet else ()).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def has_day(self, day: str) -> bool:
        """True when a story is listed on ``07-17`` of any year."""
        query = "SELECT 1 FROM articles WHERE listed AND day = ? AND day <> '' LIMIT 1"
        return self.db.execute(query, (day,)).fetchone() is not None

    def days_of_year(self) -> list[tuple[str, int]]:
        """(``07-17``, stories), in order."""
        return self.db.execute(
            "SELECT day, count(*) FROM articles WHERE listed AND day <> '' GROUP BY day ORDER BY day"
        ).fetchall()  # fmt: skip

    # What is held ---------------------------------------------------------------------------

    def dates_listed(self, outlet: str, first: str = "", last: str = "~") -> list[str]:
        """The dates, as known, of an outlet's stories from ``first`` to ``last``, in order.

        Each is found by a step in the index: a day may have a thousand stories.
        """
        step = "SELECT min(date) FROM articles WHERE listed AND outlet = ?1 AND date {} AND date <= ?3"
        rows = self.db.execute(
            f"WITH RECURSIVE held (date) AS ({step.format('>= ?2')}"
            f" UNION ALL SELECT ({step.format('> held.date')}) FROM held WHERE held.date IS NOT NULL)"
            " SELECT date FROM held WHERE date > '' ORDER BY date", (outlet, first, last),
        )  # fmt: skip
        return [date for (date,) in rows]

    def days_held(self, outlet: str, first: str = "", last: str = "~") -> list[str]:
        """The days from ``first`` to ``last`` with a listed story or an edition's file, in order."""
        stories = {date for date in self.dates_listed(outlet, first, last) if len(date) == 10}
        files = self.db.execute(
            "SELECT DISTINCT substr(id, ?4, 10) AS day FROM records WHERE kind = 'edition'"
            " AND id >= ?1 || '/' || ?2 AND id <= ?1 || '/' || ?3 || '~' ORDER BY day", (outlet, first, last, len(outlet) + 2),
        )  # fmt: skip
        return sorted(stories.union(day for (day,) in files))

    def held_near(self, outlet: str, first: str = "~", last: str = "") -> tuple[str, str]:
        """The last day held before ``first`` and the first after ``last``; empty where none. With neither, the ends of all."""
        stories = "SELECT date FROM articles WHERE listed AND outlet = ? AND length(date) = 10 AND date {} ? ORDER BY date {} LIMIT 1"
        files = "SELECT substr(id, length(?1) + 2, 10) FROM records WHERE kind = 'edition' AND id {} ?1 || '/' || ?2 AND {} ORDER BY id {} LIMIT 1"
        ask = self.db.execute
        before = ask(stories.format("<", "DESC"), (outlet, first)).fetchall()
        before += ask(files.format("<", "id > ?1 || '/'", "DESC"), (outlet, first)).fetchall()
        after = ask(stories.format(">", "ASC"), (outlet, f"{last}~" if last else "")).fetchall()
        after += ask(files.format(">", "id < ?1 || '/~'", "ASC"), (outlet, f"{last}~" if last else "")).fetchall()
        return max((day for (day,) in before), default=""), min((day for (day,) in after), default="")

    def spans_public(self, outlet: str, size: int, first: str, last: str) -> list[str]:
        """The years, or the months, from ``first`` to ``last`` that have a page; ``size`` is 4 or 7."""
        rows = self.db.execute(
            f"SELECT DISTINCT substr(date, 1, {size}) AS span FROM articles"
            " WHERE public AND outlet = ? AND date >= ? AND date < ? AND length(date) >= ? ORDER BY span",
            (outlet, first, f"{last}~", size),
        )  # fmt: skip
        return [span for (span,) in rows]

    # Topics, people, places … --------------------------------------------------------------

    def entities(self, kind: str) -> list[tuple[str, str, int]]:
        """(id, name, stories) of a kind; the name is the first of its spellings."""
        return self.db.execute(
            "SELECT entity, min(name), count(DISTINCT article) FROM members WHERE kind = ? GROUP BY entity ORDER BY entity",
            (kind,),
        ).fetchall()

    def entities_of(self, outlet: str) -> list[tuple[str, str]]:
        """(kind, id) of all that gathers an outlet's stories."""
        return self.db.execute(
            "SELECT DISTINCT kind, entity FROM members JOIN articles ON id = article WHERE outlet = ? ORDER BY kind, entity",
            (outlet,),
        ).fetchall()

    def largest(self, kind: str, most: int) -> list[tuple[str, str, int]]:
        """The entities of a kind with the most stories."""
        return self.db.execute(
            "SELECT entity, min(name), count(*) AS stories FROM members WHERE kind = ? GROUP BY entity ORDER BY stories DESC, entity LIMIT ?",
            (kind, most),
        ).fetchall()

    def facet(self, kind: str) -> list[tuple[str, int]]:
        """(name as written, stories) of a kind, most first."""
        return self.db.execute(
            "SELECT name, count(*) AS stories FROM members WHERE kind = ? GROUP BY name ORDER BY stories DESC, name",
            (kind,),
        ).fetchall()

    def entity_name(self, kind: str, entity: str) -> str:
        """The first spelling that listed stories use; empty when there are none."""
        row = self.db.execute("SELECT min(name) FROM members WHERE kind = ? AND entity = ?", (kind, entity)).fetchone()
        return str(row[0] or "")

    def entity_years(self, kind: str, entity: str) -> list[tuple[str, int]]:
        """(year, stories); the undated under an empty year."""
        return self.db.execute(
            "SELECT year, count(*) FROM members WHERE kind = ? AND entity = ? GROUP BY year ORDER BY year",
            (kind, entity),
        ).fetchall()

    def entity_rows(self, kind: str, entity: str, year: str | None = None) -> list[Row]:
        """Stories under an entity, oldest first; of one year only when it is given."""
        columns = ", ".join(f"a.{column.strip()}" for column in _CARD.split(","))
        query = f"SELECT {columns} FROM members m JOIN articles a ON a.id = m.article WHERE m.kind = ? AND m.entity = ?"
        values: tuple[str, ...] = (kind, entity)
        if year is not None:
            query, values = f"{query} AND m.year = ?", (*values, year)
        return [Row(*row) for row in self.db.execute(f"{query} ORDER BY a.ord, a.position, a.url", values)]

    def sources_under(self, kind: str, entity: str, name: str | None = None) -> list[str]:
        """Sources of the stories under an entity; of those that spell it ``name`` when that is given."""
        query = "SELECT source FROM members JOIN articles ON id = article WHERE kind = ? AND entity = ?"
        values = (kind, entity) if name is None else (kind, entity, name)
        rows = self.db.execute(f"{query}{'' if name is None else ' AND name = ?'} ORDER BY source", values)
        return [source for (source,) in rows]

    def page_names(self, kind: str, prefix: str) -> set[str]:
        """Names of the pages of a kind that the site has, or is about to have, below ``prefix``."""
        span = (kind, prefix, prefix + "~")
        query = "SELECT name FROM {} WHERE kind = ? AND name >= ? AND name < ?"
        return {name for table in ("pages", "dirty") for (name,) in self.db.execute(query.format(table), span)}

    # Logs ----------------------------------------------------------------------------------

    def log_years(self, log: str, outlet: str = "") -> list[tuple[str, int]]:
        """(year, entries) of the corrections or the withdrawals log, of one outlet where it is given; newest first."""
        return self.db.execute(
            f"SELECT year, count(*) FROM notes WHERE log = ?{' AND outlet = ?' if outlet else ''} GROUP BY year ORDER BY year DESC",
            (log, outlet) if outlet else (log,),
        ).fetchall()

    def log_entries(self, log: str, year: str, outlet: str = "") -> list[tuple[str, str, str, Row]]:
        """(date, kind, text, story) of a year's entries, newest first."""
        columns = ", ".join(f"a.{column.strip()}" for column in _CARD.split(","))
        rows = self.db.execute(
            f"SELECT n.date, n.kind, n.text, {columns} FROM notes n JOIN articles a ON a.id = n.article WHERE n.log = ? AND n.year = ?"
            f"{' AND n.outlet = ?' if outlet else ''} ORDER BY n.date DESC, a.url, n.number",
            (log, year, outlet) if outlet else (log, year),
        )
        return [(row[0], row[1], row[2], Row(*row[3:])) for row in rows]

    # Feeds and sitemaps --------------------------------------------------------------------

    def moment(self) -> str:
        """The moment that the catalog is taken for: ``2026-01-01T00:00:00Z``."""
        row = self.db.execute("SELECT value FROM meta WHERE name = 'as_of'").fetchone()
        return str(row[0]) if row else ""

    def article(self, source: str) -> Article | None:
        """The listed story of a content file."""
        query = "SELECT record FROM articles JOIN texts ON article = id WHERE source = ? AND listed"
        row = self.db.execute(query, (source,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=Article) if row else None

    def newest_sources(self, outlet: str, most: int) -> list[str]:
        """Sources of the newest dated stories, of one outlet where it is given; those of a day as printed."""
        where = "outlet = ? AND" if outlet else ""
        query = f"SELECT source FROM articles WHERE {where} listed AND date > '' ORDER BY {_NEWEST_FIRST} LIMIT ?"
        rows = self.db.execute(query, (outlet, most) if outlet else (most,))
        return [source for (source,) in rows]

    def newest_under(self, kind: str, entity: str, since: str, most: int) -> list[str]:
        """The same of an entity's stories, in the years from ``since`` on."""
        rows = self.db.execute(
            "SELECT source FROM members JOIN articles ON id = article WHERE kind = ? AND entity = ? AND members.year >= ?"
            f" AND date > '' ORDER BY {_NEWEST_FIRST} LIMIT ?", (kind, entity, since, most),
        )  # fmt: skip
        return [source for (source,) in rows]

    def names_under(self, kind: str, entity: str, sources: list[str]) -> list[str]:
        """An entity's name as each of some listed stories writes it."""
        query = "SELECT name FROM articles JOIN members ON article = id WHERE source = ? AND kind = ? AND entity = ?"
        return [name for source in sources for (name,) in self.db.execute(query, (source, kind, entity))]

    def gathered(self, source: str) -> tuple[str, list[tuple[str, str, str]]] | None:
        """(outlet, (kind, id, year) of all that gathers it) of a listed story."""
        row = self.db.execute("SELECT id, outlet FROM articles WHERE source = ? AND listed", (source,)).fetchone()
        if row is None:
            return None
        query = "SELECT kind, entity, year FROM members WHERE article = ? ORDER BY kind, entity"
        return row[1], self.db.execute(query, row[:1]).fetchall()

    def often_dated(self, kind: str, least: int) -> list[str]:
        """Ids of the entities of a kind with at least so many dated stories."""
        rows = self.db.execute(
            "SELECT entity FROM members WHERE kind = ? AND year > '' GROUP BY entity HAVING count(*) >= ? ORDER BY entity",
            (kind, least),
        )
        return [entity for (entity,) in rows]

    def newest_corrections(self, most: int) -> list[tuple[str, int]]:
        """(source, number among the story's) of the newest dated corrections of listed stories."""
        return self.db.execute(
            "SELECT source, number FROM notes JOIN articles ON id = article WHERE log = 'corrections' AND notes.year > ''"
            " ORDER BY notes.year DESC, notes.date DESC, url, number LIMIT ?", (most,),
        ).fetchall()  # fmt: skip

    def mapped_months(self) -> list[tuple[str, int, str]]:
        """(``1937-07``, ``1937`` or empty, stories, when the last changed) of what search engines may list.

        Days are grouped first, as for ``months_held``.
        """
        return self.db.execute(
            "SELECT substr(date, 1, 7) AS month, sum(stories), max(changed) FROM (SELECT date, count(*) AS stories,"
            f" max(modified) AS changed FROM articles WHERE {_MAPPED} GROUP BY date) GROUP BY month ORDER BY month"
        ).fetchall()

    def mapped(self, span: str, skip: int, most: int) -> list[tuple[str, str, str]]:
        """(address, when it last changed, source) of a month's stories, or of those of a year without a month."""
        return self.db.execute(
            f"SELECT url, modified, source FROM articles WHERE {_MAPPED} AND date >= ? AND date < ? ORDER BY date, url LIMIT ? OFFSET ?",
            (span, _end(span), most, skip),
        ).fetchall()

    def count_mapped(self, span: str) -> int:
        """How many stories ``mapped`` gives."""
        query = f"SELECT count(*) FROM articles WHERE {_MAPPED} AND date >= ? AND date < ?"
        return int(self.db.execute(query, (span, _end(span))).fetchone()[0])

    def in_news(self, since: str, until: str) -> list[tuple[str, str, str]]:
        """(source, outlet, date and instant) of stories of the days between two; for search engines, newest first."""
        return self.db.execute(
            f"SELECT source, outlet, ord FROM articles WHERE {_MAPPED} AND date >= ? AND date <= ? AND length(date) = 10 ORDER BY {_NEWEST_FIRST}",
            (since, until),
        ).fetchall()

    # Take-downs ----------------------------------------------------------------------------

    def is_taken_down(self, article: str) -> bool:
        """True when a case changed the article with this source, or the comments on it."""
        query = "SELECT 1 FROM taken_down WHERE article = ? LIMIT 1"
        return self.db.execute(query, (article,)).fetchone() is not None

    def removed(self) -> list[tuple[str, str, str, str, str, str]]:
        """(address, date, action, reason, case's id, until) of all that cases and stories themselves took down, newest first.

        Of public stories alone; the id is empty where no case did it.
        """
        return self.db.execute(
            "SELECT DISTINCT url, t.date AS day, action, reason, t.id AS by_case, until FROM taken_down t"
            " JOIN articles a ON a.source = t.article WHERE public"
            " UNION SELECT url, n.date, 'withdraw', n.text, '', '' FROM notes n JOIN articles a ON a.id = n.article"
            " WHERE log = 'withdrawals' AND NOT EXISTS"
            " (SELECT 1 FROM taken_down t WHERE t.source = a.source AND action = 'withdraw')"
            " ORDER BY day DESC, url, action, by_case"
        ).fetchall()

    # Rights, for the report of them alone --------------------------------------------------

    def stated_rights(self) -> Iterator[tuple[str, str, str, int]]:
        """(outlet, date, rights as the story or its agency states them, stories), one after the other."""
        yield from self.db.execute(
            "SELECT outlet, date, rights, count(*) FROM articles WHERE listed GROUP BY outlet, date, rights"
            " ORDER BY outlet, date, rights"
        )

    def picture_rights(self) -> list[tuple[str, int]]:
        """(rights of its own, pictures) of what listed stories and all other records show."""
        return self.db.execute(
            "SELECT shows.rights, count(DISTINCT picture) FROM shows LEFT JOIN articles USING (source)"
            " WHERE hidden = '' AND ifnull(listed, 1) GROUP BY shows.rights ORDER BY shows.rights"
        ).fetchall()

    def kept(self) -> list[tuple[str, int, int]]:
        """(agency, stories whose text is not shown, pictures that are not), and under ``-`` what is not distributable."""
        texts = dict(self.db.execute(
            "SELECT withheld, count(*) FROM articles WHERE listed AND withheld <> '' GROUP BY withheld"
        ))  # fmt: skip
        pictures = dict(self.db.execute(
            "SELECT hidden, count(DISTINCT picture) FROM shows LEFT JOIN articles USING (source)"
            " WHERE hidden <> '' AND ifnull(listed, 1) GROUP BY hidden"
        ))  # fmt: skip
        found = sorted(texts.keys() | pictures.keys())
        return [(agency, texts.get(agency, 0), pictures.get(agency, 0)) for agency in found]

    def falling_due(self, after: str) -> Iterator[tuple[str, str, str, int, int]]:
        """(instant, agency, outlet, texts, pictures) of what falls due after an instant, soonest first."""
        yield from self.db.execute(
            "SELECT due, agency, outlet, sum(part = ''), sum(part <> '') FROM supplied CROSS JOIN articles ON id = article"
            " WHERE due <> '' AND due > ? AND listed GROUP BY due, agency, outlet ORDER BY due, agency, outlet",
            (after,),
        )

    # Totals, for the home page and search alone --------------------------------------------

    def totals(self) -> tuple[int, int, str, str]:
        """(stories, editions, first year, last year)."""
        stories, first, last = self.db.execute(
            "SELECT count(*), min(nullif(year, '')), max(year) FROM articles WHERE listed"
        ).fetchone()  # fmt: skip
        editions = self.db.execute(
            "SELECT count(*) FROM (SELECT DISTINCT outlet, date, label FROM articles WHERE listed AND length(date) = 10)"
        ).fetchone()[0]
        return stories, editions, first or "", last or ""

    def months_held(self) -> list[tuple[str, str]]:
        """(outlet, ``1937-07``) of every month with a dated story or an edition's file; ``1937`` for what is known by year.

        Days are grouped first: they come in the index's order, and months of a million stories would have to be sorted.
        """
        return self.db.execute(
            "SELECT outlet, substr(date, 1, 7) AS month FROM"
            " (SELECT outlet, date FROM articles WHERE listed AND date > '' GROUP BY outlet, date) GROUP BY outlet, month"
            " UNION SELECT substr(id, 1, instr(id, '/') - 1), substr(id, instr(id, '/') + 1, 7) FROM records"
            " WHERE kind = 'edition' ORDER BY outlet, month"
        ).fetchall()

    def decades(self) -> list[tuple[str, int]]:
        """("1930", stories), in order."""
        return self.db.execute(
            "SELECT substr(year, 1, 3) || '0' AS decade, count(*) FROM articles WHERE listed AND year <> '' GROUP BY decade ORDER BY decade"
        ).fetchall()

    def counts_by(self, column: str) -> list[tuple[str, int]]:
        """(value, stories) of ``outlet``, ``language`` or ``year``."""
        assert column in ("outlet", "language", "year")
        return self.db.execute(
            f"SELECT {column}, count(*) FROM articles WHERE listed AND {column} <> '' GROUP BY {column} ORDER BY {column}"
        ).fetchall()

    def count_pictured(self) -> int:
        """How many listed stories have a picture."""
        return int(self.db.execute("SELECT count(*) FROM articles WHERE listed AND thumb <> ''").fetchone()[0])

    def corrections_by_kind(self) -> dict[str, int]:
        """How many listed stories have a correction of a kind, by kind."""
        rows = self.db.execute(
            "SELECT kind, count(DISTINCT article) FROM notes JOIN articles ON id = article"
            " WHERE listed AND log = 'corrections' GROUP BY kind ORDER BY kind"
        )
        return dict(rows.fetchall())


def _end(span: str) -> str:
    """The first text after the dates of a month; after those that are known as a year alone, or not at all."""
    return f"{span}~" if len(span) == 7 else f"{span}\x01"
