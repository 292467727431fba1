"""An old site's addresses fitted to the archive's stories, by the first rule that finds one and only one.

From what is certain to what is likely: what stands there already, where a story says it was first published, the slug
with the date, the number, the slug alone, the headline's words. What two stories fit equally well is left to a person.
"""

import difflib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from backissue.addresses import file_of, folded, is_address, is_generated
from backissue.advice.content import Content, content_as_it_stands
from backissue.checks.ledger import LedgerChecks
from backissue.ledger.files import IMPORTED, put_lines
from backissue.ledger.old_urls import OldUrl, read_list
from backissue.model import Article, Outlet
from backissue.progress import Tell
from backissue.sources.ledger import line_of
from backissue.sources.reading import identifier

_ALIKE = 0.8
"""How like a headline a slug must be, from 0 to 1, when the dates are the same."""
_MOST = 200
"""Stories of a day or a month that are compared; in more than that a likeness is luck."""


class Fit(msgspec.Struct, frozen=True):
    """What became of one address."""

    old: str
    rule: str
    """"stands", "source", "slug and date", "number", "slug", "headline"; empty when none fits."""
    target: str = ""
    """Where it should lead; empty where nothing is to be done, or nothing was found."""
    kept: bool = False
    """Whether a site of plain files can have the address: one with a query it cannot."""

    def __str__(self) -> str:
        where = f" -> {self.target}" if self.target else ""
        note = "" if self.kept or not self.target else " (no address that a site of plain files can have)"
        return f"{self.rule or 'nothing fits'}: {self.old}{where}{note}"


def fit(
    root: Path, file: Path, *, write: bool = False, as_of: datetime | None = None, jobs: int | None = None,
    tell: Tell = lambda phase, done, total: None,
) -> Iterator[Fit]:  # fmt: skip
    """Each address of the list in ``file``, fitted to the content as it stands; ``write`` adds them to the ledger.

    Raises BuildFailed when content files cannot be read, Busy while a build runs, and BackIssueError when there is no
    archive, or no list.
    """
    lines: list[str] = []
    with content_as_it_stands(root, as_of, jobs, tell) as content, closing(sqlite3.connect("")) as stories:
        _collect(content, stories)
        checks = LedgerChecks(content.catalog, content.place, frozenset())
        outlets = frozenset(outlet.id.casefold() for outlet in content.ask.every(Outlet))
        taken = set[str]()
        for old in read_list(file):
            found = _fit(old, stories, checks, outlets)
            name = folded(file_of(found.old))
            if found.kept and name not in taken:
                taken.add(name)
                lines.append(line_of(found.old, found.target))
            yield found
        if write and lines:
            put_lines(content.place.content, IMPORTED, lines)


def _collect(content: Content, stories: sqlite3.Connection) -> None:
    """What rules look for, of each public story, in a table on disk."""
    stories.execute("CREATE TABLE stories (url TEXT, slug TEXT, date TEXT, headline TEXT, origin TEXT)")
    stories.execute("CREATE TABLE numbers (number TEXT, url TEXT)")
    for story in content.articles():
        if not content.ask.is_public_at(story.url):
            continue
        row = (story.url, identifier(story.slug), story.date, identifier(story.headline), _path_of(story.origin))
        stories.execute("INSERT INTO stories VALUES (?, ?, ?, ?, ?)", row)
        stories.executemany("INSERT INTO numbers VALUES (?, ?)", ((number, story.url) for number in _numbers(story)))
    for column in ("slug", "date", "headline", "origin"):
        stories.execute(f"CREATE INDEX stories_{column} ON stories ({column})")
    stories.execute("CREATE INDEX numbers_number ON numbers (number)")


def _numbers(story: Article) -> Iterator[str]:
    """The numbers by which another system knew the story: fields of ``extra`` whose names end in "id"."""
    for name, value in story.extra.items():
        if name.lower().endswith("id") and str(value).isdigit():
            yield str(value)


def _path_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return unquote(parts.path) + (f"?{parts.query}" if parts.query else "") if parts.path.strip("/") else ""


def _fit(old: OldUrl, stories: sqlite3.Connection, checks: LedgerChecks, outlets: frozenset[str]) -> Fit:
    may_stand = not old.has_query and is_address(old.path) and old.path != "/"
    if not old.has_query and checks.serves(file_of(old.path)):
        return Fit(old.path, "stands")
    for rule, found in _by_rules(old, stories):
        if len(found) == 1:
            return Fit(old.path, rule, found[0], may_stand and not is_generated(old.path, outlets))
    return Fit(old.path, "")


def _by_rules(old: OldUrl, stories: sqlite3.Connection) -> Iterator[tuple[str, Sequence[str]]]:
    """(rule, addresses of the stories that fit it), from the most certain rule on."""

    def urls(query: str, *values: str) -> list[str]:
        return [url for (url,) in stories.execute(f"SELECT DISTINCT {query} ORDER BY 1 LIMIT 2", values)]

    yield "source", urls("url FROM stories WHERE origin = ?", old.path)
    for known in (old.date, old.date[:7]) if old.date else ():
        for slug in old.slugs:
            query = "url FROM stories WHERE slug = ? AND date >= ? AND date < ?"
            yield "slug and date", urls(query, slug, known, f"{known}~")
    if old.number:
        yield "number", urls("url FROM numbers WHERE number = ?", old.number)
    year = f"{old.date[:4]}%"  # a story of another year is another story
    for rule, column in (("slug", "slug"), ("headline", "headline")):
        for slug in old.slugs:
            yield rule, urls(f"url FROM stories WHERE {column} = ? AND (date LIKE ? OR date = '')", slug, year)
    if old.slugs and old.date:
        yield "headline", _alike(old.slugs[-1], old.date, stories)


def _alike(slug: str, date: str, stories: sqlite3.Connection) -> list[str]:
    """The story of the date whose headline is most like the slug; none when two are as like, or none is."""
    rows = stories.execute(
        "SELECT url, headline FROM stories WHERE date >= ? AND date < ? ORDER BY url LIMIT ?",
        (date, f"{date}~", _MOST + 1),
    ).fetchall()
    if len(rows) > _MOST:
        return []
    rated = sorted(((difflib.SequenceMatcher(None, slug, line).ratio(), url) for url, line in rows), reverse=True)
    likely = [(rate, url) for rate, url in rated if rate >= _ALIKE]
    return [url for rate, url in likely if rate == likely[0][0]]
