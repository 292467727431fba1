"""Two sources for one address, and addresses that no disk, or no host, can keep apart."""

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from backissue.addresses import RESERVED, is_generated
from backissue.checks.common import Checks
from backissue.errors import Problem
from backissue.model import Outlet

_LONGEST = 255
"""Bytes in a file's name, on every common file system."""
_ONE = "many disks and hosts take them for one"
_DIFFER = "let them differ in more than capital letters"


class AddressChecks(Checks):
    """Of everything that has an address."""

    def outlets(self) -> Iterator[Problem]:
        """An outlet's id is the first part of its addresses."""
        for outlet in self.ask.every(Outlet):
            if outlet.id.casefold() in RESERVED:
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
                yield Problem(f"content/{source}", self.line(source, path), message, hint)

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
                    yield Problem(f"content/{source}", self.line(source, path), message, "change one of the two")

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
            folded = _folded(file)
            for other in self.db.execute("SELECT file, source FROM addresses WHERE file = ?", (folded,)).fetchall():
                holders.setdefault(folded, other)
            if self.db.execute("SELECT 1 FROM records WHERE source = ? AND kind = 'picture'", (folded,)).fetchone():
                holders.setdefault(folded, (folded, folded))
            first, holder = holders.setdefault(folded, (file, source))
            if first != file and holder != source:  # two old addresses of one story may fall together
                message = f"wants /{file}, and content/{holder} has /{first}: {_ONE}"
                yield Problem(f"content/{source}", 0, message, _DIFFER)

    def alike_ids(self) -> Iterator[Problem]:
        """Outlets, people, topics … are each a folder of the site: these may not differ in case alone either."""
        query = (
            "SELECT kind, id, source FROM records WHERE kind IN ('outlet', 'entity')"
            " AND (id <> lower(id) OR id GLOB '*[^ -~]*') ORDER BY 1, 2, 3"
        )
        holders: dict[tuple[str, str], tuple[str, str]] = {}
        for kind, id_, source in self.db.execute(query).fetchall():
            folded = _folded(id_)
            if holder := self._holder(kind, folded):
                holders.setdefault((kind, folded), holder)
            first, whose = holders.setdefault((kind, folded), (id_, f"content/{source} has"))
            if first != id_:
                yield Problem(f"content/{source}", 0, f"wants /{id_}/, and {whose} /{first}/: {_ONE}", _DIFFER)

    def _holder(self, kind: str, id_: str) -> tuple[str, str] | None:
        """An id in small letters and what has it: a file, or the stories that name a person, a topic …"""
        query = "SELECT source FROM records WHERE kind = ? AND id = ? ORDER BY source LIMIT 1"
        if found := self.db.execute(query, (kind, id_)).fetchone():
            return id_, f"content/{found[0]} has"
        folder, _, name = id_.partition("/")
        query = "SELECT 1 FROM members WHERE kind = ? AND entity = ? LIMIT 1"
        return (id_, "stories are in") if self.db.execute(query, (folder, name)).fetchone() else None

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
        outlets = frozenset(outlet.id.casefold() for outlet in self.ask.every(Outlet))
        everything = any(source.startswith("outlets/") for source in self.changed)
        for path, source in self.db.execute("SELECT path, source FROM addresses ORDER BY path, source"):
            if (everything or source in self.changed) and is_generated(path, outlets):
                message = f"{path} is, or may become, an address of the archive itself"
                yield Problem(f"content/{source}", self.line(source, path), message, "choose another address")

    def doubles(self) -> Iterator[Problem]:
        """One file for each outlet, edition, person …: a.yaml and a.yml are two."""
        query = (
            "SELECT a.source, b.source FROM records a JOIN records b USING (kind, id)"
            " WHERE a.source < b.source ORDER BY 1, 2"
        )
        for first, second in self.db.execute(query):
            yield Problem(f"content/{second}", 0, f"is about the same as content/{first}", "keep one of them")


def _folded(name: str) -> str:
    """A name as a disk sees it that takes capital letters and small ones for the same."""
    return unicodedata.normalize("NFC", name.casefold())
