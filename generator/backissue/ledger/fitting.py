"""An old site's addresses fitted to the archive's stories, by the first rule that finds one and only one.

From what is certain to what is likely: what stands there already, where a story says it was first published, the slug
with the date, the slug alone, the number, the headline's words. What two stories fit equally well is left to a person.
"""

import difflib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from backissue.addresses import file_of
from backissue.advice.content import Content, content_as_it_stands
from backissue.checks.ledger import LedgerChecks
from backissue.ledger.files import IMPORTED, put_lines
from backissue.ledger.old_urls import OldUrl, old_url, read_list
from backissue.ledger.room import Room
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
    hindrance: str = ""
    """Why the ledger cannot keep it; empty when it can, or need not."""

    @property
    def kept(self) -> bool:
        """Whether the ledger can let it lead to its target."""
        return bool(self.target) and not self.hindrance

    def __str__(self) -> str:
        where = f" -> {self.target}" if self.target else ""
        note = f" ({self.hindrance})" if self.hindrance else ""
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
        room = Room(content.catalog.db, outlets)
        for old in read_list(file):
            found = _fit(old, stories, checks, room)
            if found.kept and room.take(old):
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
        row = (story.url, identifier(story.slug), story.date, identifier(story.headline), _known_as(story.origin))
        stories.execute("INSERT INTO stories VALUES (?, ?, ?, ?, ?)", row)
        stories.executemany("INSERT INTO numbers VALUES (?, ?)", ((number, story.url) for number in _numbers(story)))
    for column in ("url", "slug", "date", "headline", "origin"):
        stories.execute(f"CREATE INDEX stories_{column} ON stories ({column})")
    stories.execute("CREATE INDEX numbers_number ON numbers (number)")


def _numbers(story: Article) -> Iterator[str]:
    """The numbers by which another system knew the story: fields of ``extra`` whose names end in "id"."""
    for name, value in story.extra.items():
        if name.lower().endswith("id") and str(value).isdigit():
            yield str(value)


def _known_as(address: str) -> str:
    found = old_url(address) if address else None
    return found.known_as if found else ""


def _fit(old: OldUrl, stories: sqlite3.Connection, checks: LedgerChecks, room: Room) -> Fit:
    if not old.has_query and old.is_utf8 and checks.serves(file_of(old.path)):
        return Fit(old.path, "stands")
    for rule, found in _by_rules(old, stories):
        if len(found) == 1:
            return Fit(old.path, rule, found[0], room.hindrance(old))
    return Fit(old.path, "")


def _by_rules(old: OldUrl, stories: sqlite3.Connection) -> Iterator[tuple[str, Sequence[str]]]:
    """(rule, addresses of the stories that fit it), from the most certain rule on."""

    def urls(query: str, *values: str) -> list[str]:
        return [url for (url,) in stories.execute(f"SELECT DISTINCT {query} ORDER BY 1 LIMIT 2", values)]

    def named(column: str, name: str, table: str = "stories") -> list[str]:
        year = f"{old.date[:4]}%"  # a story of another year is another story
        return urls(f"url FROM {table} WHERE {column} = ? AND (date LIKE ? OR date = '')", name, year)

    if old.known_as:
        yield "source", urls("url FROM stories WHERE origin = ?", old.known_as)
    for known in (old.date, old.date[:7]) if old.date else ():
        for slug in old.slugs:
            query = "url FROM stories WHERE slug = ? AND date >= ? AND date < ?"
            yield "slug and date", urls(query, slug, known, f"{known}~")
    if old.slugs and not old.has_query:  # "mill-of-1920" is a name, until no story has it
        yield "slug", named("slug", old.slugs[0])
    if old.number:
        yield "number", named("number", old.number, "stories JOIN numbers USING (url)")
    for rule in ("slug", "headline"):
        for slug in old.slugs:
            yield rule, named(rule, slug)
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
    rated = sorted(((_likeness(slug, line), url) for url, line in rows), reverse=True)
    return [url for rate, url in rated if rate and rate == rated[0][0]]


def _likeness(slug: str, line: str) -> float:
    """From ``_ALIKE`` to 1, or 0. Two quick bounds spare most comparisons."""
    both = difflib.SequenceMatcher(None, slug, line)
    if both.real_quick_ratio() < _ALIKE or both.quick_ratio() < _ALIKE:
        return 0.0
    rate = both.ratio()
    return rate if rate >= _ALIKE else 0.0
