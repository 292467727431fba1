"""Addresses that were published and would vanish: the ledger (``addresses/``) names what must stay.

Only what this build may have taken away is looked at: the lines of a changed ledger, and those whose page is marked.
Whether a page will stand is asked of its kind, so that nothing has to be rendered to know it.
"""

from collections.abc import Iterator
from functools import cached_property

import msgspec

from backissue.addresses import file_of, folded
from backissue.catalog.store import Catalog
from backissue.checks.addresses import may_lead_away
from backissue.checks.common import Checks
from backissue.checks.remedies import Remedies, Remedy
from backissue.errors import Problem
from backissue.intake.settings import read_settings
from backissue.model import PageKey
from backissue.pages.archive import Archive
from backissue.pages.kinds import BY_NAME, KINDS
from backissue.place import Place
from backissue.render.theme import Theme
from backissue.sources.ledger import line_of, lines_of
from backissue.sources.scan import on_disk

_CLAIMED = (
    "EXISTS (SELECT 1 FROM addresses a LEFT JOIN articles USING (source)"
    " WHERE a.folded = folded({file}) AND a.file = {file} AND ifnull(articles.public, 1))"
)
"""A story, a page, or an old address of either stands there; or the ledger leads on from there."""

_CONCERNED = "(source IN (SELECT source FROM changed) OR {} IN (SELECT file FROM marked))"
_LEADS_ON = "redirect"
"""Pages of this kind are known by what claims their addresses."""


class Lost(msgspec.Struct, frozen=True):
    """An address that would vanish."""

    source: str
    """The file of the ledger that has it."""
    address: str
    remedy: Remedy


class LedgerChecks(Checks):
    """Of every address that was ever published."""

    def __init__(self, catalog: Catalog, place: Place, changed: frozenset[str]) -> None:
        super().__init__(catalog, place, changed)
        self.catalog = catalog
        self._is_noted = False
        self._lines: tuple[str, dict[str, int]] = ("", {})
        """The last file of the ledger of which a line was asked."""
        self.db.create_function("folded", 1, folded, deterministic=True)

    @cached_property
    def archive(self) -> Archive:
        """The state after, with the settings as their file has them."""
        return Archive(self.ask, read_settings(self.place)[0])

    @cached_property
    def standing(self) -> dict[str, PageKey]:
        """Pages that are there whatever the content, by file."""
        theme = Theme(self.place.root, "broadsheet")  # of a theme only files depend that are no pages
        keys = (PageKey(kind.name, name) for kind in KINDS if kind.is_html for name in kind.standing(theme))
        return {BY_NAME[key.kind].path(key.name): key for key in keys}

    def ledger(self) -> Iterator[Problem]:
        """What the ledger has and the site would not, and what is wrong with where it leads."""
        for one in self.lost():
            message = f"{one.address} was published, and nothing would stand there"
            line = self._line_of(one.source, one.address)
            yield Problem(f"content/{one.source}", line, message, one.remedy.hint)
        if self.db.execute("SELECT 1 FROM redirects LIMIT 1").fetchone():
            yield from self._led_away()
            yield from self._led_nowhere()

    def serves(self, file: str) -> bool:
        """Whether anything will stand in a file of the site: a page, or an old address that leads on."""
        self._note_marked()
        query = f"SELECT {_CLAIMED.format(file='f')} FROM (SELECT ? AS f)"
        return bool(self.db.execute(query, (file,)).fetchone()[0]) or self._has_page(file)

    def _note_marked(self) -> None:
        """The files of all marked pages; no address of pictures and of the theme's files is promised."""
        if self._is_noted:
            return
        self._is_noted = True
        self.db.execute("CREATE TEMP TABLE IF NOT EXISTS marked (file TEXT, kind TEXT, name TEXT)")
        self.db.execute("CREATE INDEX IF NOT EXISTS temp.marked_file ON marked (file)")
        self.db.execute("DELETE FROM marked")
        rows = self.db.execute("SELECT kind, name FROM dirty WHERE kind NOT IN ('picture', 'card', 'asset')").fetchall()
        files = ((BY_NAME[kind].path(name), kind, name) for kind, name in rows)
        self.db.executemany("INSERT INTO marked VALUES (?, ?, ?)", files)

    def lost(self) -> Iterator[Lost]:
        """Published addresses at which nothing would stand; none where there is no ledger."""
        if self.db.execute("SELECT 1 FROM ledger LIMIT 1").fetchone() is None:
            return
        self._note_marked()
        query = (
            f"SELECT source, address, file FROM ledger l WHERE {_CONCERNED.format('file')}"
            f" AND NOT {_CLAIMED.format(file='l.file')} ORDER BY source, file"
        )
        rows = self.db.execute(query).fetchall()
        lost = [(source, address) for source, address, file in rows if not self._has_page(file)]
        remedies = Remedies(self.catalog, [address for _, address in lost], self._has_page)
        for source, address in lost:
            yield Lost(source, address, remedies.of(address))

    def _led_away(self) -> Iterator[Problem]:
        """Addresses that the ledger leads away from a page. (From what a file claims: see the other checks.)"""
        claimed = (
            "SELECT 1 FROM addresses a WHERE a.folded = folded(l.file) AND a.file = l.file AND a.source <> l.source"
        )
        query = (
            f"SELECT source, path, file FROM redirects l WHERE {_CONCERNED.format('file')}"
            f" AND NOT EXISTS ({claimed}) ORDER BY source, file"
        )
        for source, path, file in self.db.execute(query).fetchall():
            if may_lead_away(path, source) and self._has_page(file):
                hint = f"write the address alone: {line_of(path)}"
                yield Problem(f"content/{source}", self._line_of(source, path), f"{path} leads away from a page", hint)

    def _led_nowhere(self) -> Iterator[Problem]:
        """Addresses that lead to none, or on and on."""
        query = (
            f"SELECT source, path, target, target_file, {_CLAIMED.format(file='l.target_file')},"
            " (SELECT min(target) FROM redirects r WHERE r.file = l.target_file)"
            f" FROM redirects l WHERE {_CONCERNED.format('target_file')} ORDER BY source, path"
        )
        for source, path, target, file, claimed, further in self.db.execute(query).fetchall():
            line = self._line_of(source, path)
            if further is not None:
                hint = f"write where that leads: {line_of(path, further)}"
                yield Problem(f"content/{source}", line, f"leads to {target}, which leads on", hint)
            elif not claimed and not self._has_page(file):
                hint = "write the address of a page, or the old address of a story"
                yield Problem(f"content/{source}", line, f"leads to {target}, where nothing stands", hint)

    def _has_page(self, file: str) -> bool:
        """Whether a page will stand in a file, by its kind; one that is not marked stands as it stood."""
        query = "SELECT kind, name FROM marked WHERE file = ? ORDER BY kind, name"
        marked = {PageKey(*row) for row in self.db.execute(query, (file,)).fetchall()}
        query = "SELECT kind, name FROM pages WHERE path = ? ORDER BY kind, name"
        built = {PageKey(*row) for row in self.db.execute(query, (file,)).fetchall()}
        asked = marked | ({self.standing[file]} if file in self.standing else set())
        return any(key.kind != _LEADS_ON for key in built - asked) or any(
            key.kind != _LEADS_ON and BY_NAME[key.kind].has(self.archive, key.name) for key in sorted(asked)
        )

    def _line_of(self, source: str, address: str) -> int:
        """The line of a file of the ledger that has an address; 0 when it has none."""
        if self._lines[0] != source:
            try:
                text = on_disk(self.place.content, source).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                text = ""
            self._lines = source, {file_of(one): number for number, one, _ in lines_of(text)}
        return self._lines[1].get(file_of(address), 0)
