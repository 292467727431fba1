"""The content as it stands on disk, asked by way of a catalog, and left as it was.

Changed files are taken into the catalog of the last build exactly as the next build would, inside a transaction
that is undone at the end. So a check is quick after a build, needs none before it, and sees what readers will see.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from backissue.catalog.queries import Queries
from backissue.catalog.records import RECORDS
from backissue.catalog.store import Catalog, is_current
from backissue.config import Config
from backissue.intake import take_in
from backissue.intake.settings import sound_settings
from backissue.model import Article, Outlet, Record, Showing
from backissue.pages.archive import Archive
from backissue.place import BuildLock, Place, find_place
from backissue.progress import Tell
from backissue.render.pool import Pool
from backissue.sources.reading import OutletFacts, Reading
from backissue.sources.scan import on_disk
from backissue.sources.yaml_text import YamlFault, YamlText

_FENCE = re.compile(r"---[ \t]*$", re.MULTILINE)


class Content:
    """What checks may ask: records, the catalog's answers, and the lines of files."""

    def __init__(self, place: Place, catalog: Catalog, config: Config, as_of: datetime) -> None:
        self.place = place
        self.catalog = catalog
        self.config = config
        self.as_of = as_of
        """The moment that the content is looked at, in UTC."""
        self.archive = Archive(Queries(catalog.db), config)
        self.ask = self.archive.ask
        self._text: tuple[str, YamlText | None] = ("", None)
        """The last file of which a line was asked."""

    @property
    def reading(self) -> Reading:
        """The outlets' time zones and languages, and the archive's."""
        facts = ((one.id, OutletFacts(one.timezone, one.language)) for one in self.ask.every(Outlet))
        return Reading(tuple(facts), self.config.timezone, self.config.language, False)

    def articles(self) -> Iterator[Article]:
        """Every story as its file says it, drafts and withdrawn ones too, by path; one is held at a time."""
        query = (
            "SELECT ifnull(written.record, texts.record) FROM articles CROSS JOIN texts ON texts.article = id"
            " LEFT JOIN written ON written.article = id ORDER BY source"
        )
        for (record,) in self.catalog.db.execute(query):
            yield msgspec.msgpack.decode(record, type=Article)

    def others(self) -> Iterator[Record]:
        """Every other record but the pictures, by path."""
        query = "SELECT kind, record FROM records WHERE kind <> 'picture' ORDER BY source"
        for kind, record in self.catalog.db.execute(query):
            yield msgspec.msgpack.decode(record, type=RECORDS[kind])

    def count_articles(self) -> int:
        """How many stories there are."""
        return int(self.catalog.db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def sources(self) -> list[str]:
        """The paths of all content files below ``content/``."""
        return [path for (path,) in self.catalog.db.execute("SELECT path FROM sources ORDER BY path")]

    def line(self, source: str, *field: str | int) -> int:
        """The file's line on which a field stands (``"images", 0, "alt"``), or the nearest that is there; else 0."""
        if self._text[0] != source:
            self._text = source, self._fields(source)
        text = self._text[1]
        return text.line(*field) if text else 0

    def _fields(self, source: str) -> YamlText | None:
        try:
            text = on_disk(self.place.content, source).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
            if not source.endswith(".md"):
                return YamlText(text, source)
            opening = _FENCE.match(text)
            closing = _FENCE.search(text, opening.end()) if opening else None
            if opening and closing:
                return YamlText(text[opening.end() + 1 : closing.start()], source, first_line=2)
        except (OSError, UnicodeDecodeError, YamlFault):  # it changed since it was read
            pass
        return None


@contextmanager
def content_as_it_stands(root: Path, as_of: datetime | None, jobs: int | None, tell: Tell) -> Iterator[Content]:
    """The archive's content while the block runs; afterwards the catalog is what it was.

    Raises BuildFailed when files cannot be read, Busy while a build runs, and BackIssueError when there is
    no archive in ``root``.
    """
    place = find_place(root, None)
    moment = (as_of or datetime.now(UTC)).astimezone(UTC)
    with ExitStack() as stack:
        stack.enter_context(BuildLock(place))
        path = place.catalog
        if not path.exists() or not is_current(path):
            path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="check-", dir=place.cache))) / path.name
        catalog = stack.enter_context(closing(Catalog(path)))
        pool = stack.enter_context(Pool(jobs or os.cpu_count() or 1, str(place.cache)))
        config = sound_settings(place)
        catalog.db.execute("BEGIN IMMEDIATE")
        try:
            take_in(place, catalog, config, pool, tell, Showing(moment.strftime("%Y-%m-%dT%H:%M:%SZ")))
            yield Content(place, catalog, config, moment)
        finally:
            if catalog.db.in_transaction:  # a full disk makes SQLite undo it by itself
                catalog.db.execute("ROLLBACK")
