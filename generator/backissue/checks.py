"""Faults that no single file shows: two sources for one address, links and pictures that are not there.

Runs inside the transaction that took the changes in, so that what it finds can undo them.
"""

import difflib
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from backissue.addresses import RESERVED, is_generated
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.errors import Problem
from backissue.model import Edition, Outlet
from backissue.place import Place
from backissue.sources.scan import on_disk

_LONGEST = 255
"""Bytes in a file's name, on every common file system."""


def check(catalog: Catalog, place: Place, changed: Sequence[str]) -> list[Problem]:
    """Every problem of the catalog as it stands; warnings only about the ``changed`` files."""
    checks = _Checks(catalog, place, frozenset(changed))
    return [
        *checks.outlets(),
        *checks.addresses(),
        *checks.alike(),
        *checks.long_names(),
        *checks.generated(),
        *checks.doubles(),
        *checks.pictures(),
        *checks.links(),
        *checks.comments(),
        *checks.editions(),
    ]


class _Checks:
    def __init__(self, catalog: Catalog, place: Place, changed: frozenset[str]) -> None:
        self.db = catalog.db
        self.ask = Queries(catalog.db)
        self.place = place
        self.changed = changed

    def outlets(self) -> Iterator[Problem]:
        """An outlet's id is the first part of its addresses."""
        for outlet in self.ask.every(Outlet):
            if outlet.id in RESERVED:
                hint = "give the outlet's file another name"
                yield Problem(f"content/{outlet.source}", 0, f"/{outlet.id}/ is an address of the archive itself", hint)

    def addresses(self) -> Iterator[Problem]:
        """One address, one source: whose own address it is keeps it, the others are told."""
        query = (
            "SELECT file, path, source FROM addresses"
            " WHERE file IN (SELECT file FROM addresses GROUP BY file HAVING count(DISTINCT source) > 1)"
            " ORDER BY file, alias, source"
        )
        holders: dict[str, str] = {}
        for file, path, source in self.db.execute(query).fetchall():
            first = holders.setdefault(file, source)
            if source != first:
                message = f"wants the address {path}, which content/{first} has"
                hint = "change its slug, permalink or alias"
                yield Problem(f"content/{source}", self._line(source, path), message, hint)

        yield from self._below_files()

    def _below_files(self) -> Iterator[Problem]:
        """An address may not need a folder where another has a file: /old.html and /old.html/more/."""
        folder = "rtrim(file, replace(file, '/', ''))"
        query = f"SELECT file, path, source FROM addresses WHERE instr({folder}, '.') ORDER BY file, source"
        for file, path, source in self.db.execute(query).fetchall():
            for parent in PurePosixPath(file).parents:
                holder = "SELECT source FROM addresses WHERE file = ? ORDER BY source LIMIT 1"
                if found := self.db.execute(holder, (str(parent),)).fetchone():
                    message = f"wants the address {path}, below a file that content/{found[0]} has"
                    yield Problem(f"content/{source}", self._line(source, path), message, "change one of the two")

    def alike(self) -> Iterator[Problem]:
        """Addresses that differ in case alone are one file on many disks, and one address on many hosts.

        Of two such at least one has a capital or a letter beyond ASCII: only those are compared.
        """
        if not self.changed:
            return
        query = (
            "SELECT file, source FROM (SELECT file, source FROM addresses UNION"
            " SELECT source, source FROM records WHERE kind = 'picture')"
            " WHERE file <> lower(file) OR file GLOB '*[^ -~]*' ORDER BY 1, 2"
        )
        holders: dict[str, tuple[str, str]] = {}
        for file, source in self.db.execute(query).fetchall():
            folded = unicodedata.normalize("NFC", file.casefold())
            for other in self.db.execute("SELECT file, source FROM addresses WHERE file = ?", (folded,)).fetchall():
                holders.setdefault(folded, other)
            if self.db.execute("SELECT 1 FROM records WHERE source = ? AND kind = 'picture'", (folded,)).fetchone():
                holders.setdefault(folded, (folded, folded))
            first, holder = holders.setdefault(folded, (file, source))
            if first != file and holder != source:  # two old addresses of one story may fall together
                message = f"wants /{file}, and content/{holder} has /{first}: many disks and hosts take them for one"
                yield Problem(f"content/{source}", 0, message, "let them differ in more than capital letters")

    def long_names(self) -> Iterator[Problem]:
        """No part of an address may be longer than a file's name can be."""
        names = "SELECT file, source FROM addresses WHERE length(CAST(file AS BLOB)) > ?"
        gathered = (
            "SELECT kind || '/' || entity, source FROM members JOIN articles ON id = article"
            " WHERE length(CAST(entity AS BLOB)) > ?"
        )
        for query in (names, gathered):
            for file, source in self.db.execute(f"{query} ORDER BY 2, 1", (_LONGEST,)).fetchall():
                part = max(file.split("/"), key=lambda part: len(part.encode()))
                if len(part.encode()) > _LONGEST:
                    message = f"an address would have a part of {len(part.encode())} bytes, {part[:20]}…"
                    hint = f"no more than {_LONGEST} can be a file's name; give a slug, or shorten the name"
                    yield Problem(f"content/{source}", 0, message, hint)

    def generated(self) -> Iterator[Problem]:
        """Articles and pages keep out of the addresses that the archive makes."""
        outlets = frozenset(outlet.id for outlet in self.ask.every(Outlet))
        everything = any(source.startswith("outlets/") for source in self.changed)
        for path, source in self.db.execute("SELECT path, source FROM addresses ORDER BY path, source"):
            if (everything or source in self.changed) and is_generated(path, outlets):
                message = f"{path} is, or may become, an address of the archive itself"
                yield Problem(f"content/{source}", self._line(source, path), message, "choose another address")

    def doubles(self) -> Iterator[Problem]:
        """One file for each outlet, edition, person …: a.yaml and a.yml are two."""
        query = (
            "SELECT a.source, b.source FROM records a JOIN records b USING (kind, id)"
            " WHERE a.source < b.source ORDER BY 1, 2"
        )
        for first, second in self.db.execute(query):
            yield Problem(f"content/{second}", 0, f"is about the same as content/{first}", "keep one of them")

    def pictures(self) -> Iterator[Problem]:
        query = (
            "SELECT shows.source, picture, line FROM shows"
            " LEFT JOIN records ON records.source = picture AND kind = 'picture' WHERE kind IS NULL ORDER BY 1, 2"
        )
        for source, picture, line in self.db.execute(query).fetchall():
            near = difflib.get_close_matches(picture, self._pictures(), n=1, cutoff=0.8)
            hint = f"did you mean {near[0]}?" if near else f"add the file content/{picture}"
            if not picture.startswith("images/"):
                hint = "pictures are in content/images/"
            line = line or self._line(source, picture)
            yield Problem(f"content/{source}", line, f"the picture {picture} is not there", hint)

    def _pictures(self) -> list[str]:
        return [
            path for (path,) in self.db.execute("SELECT source FROM records WHERE kind = 'picture' ORDER BY source")
        ]

    def links(self) -> Iterator[Problem]:
        """A link to a story must have one; a link to one that is not public is shown as plain words."""
        query = (
            "SELECT links.source, target, line, path IS NOT NULL, ifnull(public, 1) FROM links"
            " LEFT JOIN sources ON path = target LEFT JOIN articles ON articles.source = target"
            " WHERE path IS NULL OR NOT ifnull(public, 1) ORDER BY 1, 2"
        )
        for source, target, line, there, _ in self.db.execute(query).fetchall():
            if not there:
                yield Problem(f"content/{source}", line, f"links to {target}, which is not there", self._near(target))
            elif source in self.changed:
                message = f"links to {target}, which is not public yet"
                yield Problem(f"content/{source}", line, message, "its words are shown without a link", warning=True)

    def _near(self, target: str) -> str:
        name = target.rpartition("/")[2]
        query = "SELECT path FROM sources WHERE path LIKE ? ORDER BY path LIMIT 2"
        same_name = [path for (path,) in self.db.execute(query, (f"%/{name}",))]
        return f"did you mean {same_name[0]}?" if len(same_name) == 1 else "write its path from content/"

    def comments(self) -> Iterator[Problem]:
        query = (
            "SELECT records.source, records.id FROM records LEFT JOIN articles ON articles.source = records.id"
            " WHERE records.kind = 'comments' AND articles.source IS NULL ORDER BY 1"
        )
        for source, article in self.db.execute(query):
            hint = "comments lie in comments/ at the article's own path below articles/"
            yield Problem(f"content/{source}", 0, f"there is no {article} to comment on", hint)

    def editions(self) -> Iterator[Problem]:
        for source in sorted(self.changed):
            record = None
            if source.startswith("editions/"):
                name = source.removeprefix("editions/").rpartition(".")[0]
                record = self.ask.find(Edition, name)
            if record is None:
                continue
            if record.lead and not self.ask.leading(record):
                message = f"the lead {record.lead} is no public story of this edition"
                hint = "the first as printed leads instead; write the path of one that is, from content/"
                yield Problem(f"content/{source}", self._line(source, record.lead), message, hint, warning=True)
            if not self.ask.on_date(record.outlet, record.date):
                hint = "an edition has a page as soon as a public story carries its date"
                yield Problem(f"content/{source}", 0, "no story carries this edition's date", hint, warning=True)

    def _line(self, source: str, text: str) -> int:
        """The line on which a file's front matter says ``text``; 0 when it does not say it so."""
        try:
            lines = on_disk(self.place.content, source).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return 0
        wanted = text.strip("/") or text
        return next((number for number, line in enumerate(lines, 1) if wanted in line), 0)
