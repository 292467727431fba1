"""Two sources for one address, and addresses that no disk, or no host, can keep apart."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from backissue.addresses import EXPORTS, FILES, RESERVED, export_url, file_of, folded, is_generated
from backissue.checks.common import Checks
from backissue.errors import Problem
from backissue.model import Outlet

_LONGEST = 255
"""Bytes in a file's name, on every common file system."""
_ONE = "many disks and hosts take them for one"
_DIFFER = "let them differ in more than capital letters"


def may_lead_away(path: str, source: str) -> bool:
    """The ledger may lead on from a page that the archive made of itself, once it is no more; from no file."""
    return source.startswith("addresses/") and path.strip("/").partition("/")[0].casefold() not in FILES


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
            "SELECT file, path, source FROM addresses WHERE folded IN ("
            " SELECT a.folded FROM changed CROSS JOIN addresses a USING (source) WHERE EXISTS ("
            " SELECT 1 FROM addresses b WHERE b.folded = a.folded AND b.file = a.file AND b.source <> a.source))"
            " ORDER BY file, alias, source"
        )
        holders: dict[str, str] = {}
        for file, path, source in self.db.execute(query).fetchall():
            first = holders.setdefault(file, source)
            if source != first:
                message = f"wants the address {path}, which content/{first} has"
                is_ledger = source.startswith("addresses/")
                hint = "write it there without an arrow" if is_ledger else "change its slug, permalink or alias"
                yield Problem(f"content/{source}", self.line(source, path), message, hint)

    def below_files(self) -> Iterator[Problem]:
        """An address may not need a folder where another has a file: /old.html and /old.html/more/."""
        query = (
            "SELECT file, path, source FROM changed CROSS JOIN addresses USING (source)"
            " WHERE instr(rtrim(file, replace(file, '/', '')), '.') UNION"
            " SELECT b.file, b.path, b.source FROM changed CROSS JOIN addresses a USING (source) CROSS JOIN addresses b"
            " ON b.folded > a.folded || '/' AND b.folded < a.folded || '0'"
            " WHERE a.file NOT LIKE '%/index.html' ORDER BY 1, 3"
        )
        for file, path, source in self.db.execute(query).fetchall():
            for parent in PurePosixPath(file).parents:
                holder = "SELECT source FROM addresses WHERE folded = ? AND file = ? ORDER BY source LIMIT 1"
                if found := self.db.execute(holder, (folded(str(parent)), str(parent))).fetchone():
                    message = f"wants the address {path}, below a file that content/{found[0]} has"
                    yield Problem(f"content/{source}", self.line(source, path), message, "change one of the two")

    def alike(self) -> Iterator[Problem]:
        """Addresses that differ in case alone are one file on many disks, and one address on many hosts."""
        query = (
            "SELECT folded, file, source FROM addresses WHERE folded IN ("
            " SELECT a.folded FROM changed CROSS JOIN addresses a USING (source) WHERE EXISTS ("
            " SELECT 1 FROM addresses b WHERE b.folded = a.folded AND b.file <> a.file))"
            " ORDER BY folded, file <> folded, file, source"
        )
        yield from self._alike(self.db.execute(query).fetchall())
        if any(source.startswith("images/") for source in self.changed):
            rows = self.db.execute("SELECT source FROM records WHERE kind = 'picture' ORDER BY source").fetchall()
            pictures = sorted((folded(path), path != folded(path), path, path) for (path,) in rows)
            yield from self._alike([(one, path, source) for one, _, path, source in pictures])

    def _alike(self, rows: Sequence[tuple[str, str, str]]) -> Iterator[Problem]:
        holders: dict[str, tuple[str, str]] = {}
        for one, file, source in rows:
            first, holder = holders.setdefault(one, (file, source))
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
            small = folded(id_)
            if holder := self._holder(kind, small):
                holders.setdefault((kind, small), holder)
            first, whose = holders.setdefault((kind, small), (id_, f"content/{source} has"))
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
        names = (
            "SELECT file, source FROM changed CROSS JOIN addresses USING (source) WHERE length(CAST(file AS BLOB)) > ?"
        )
        gathered = (
            "SELECT kind || '/' || entity, source FROM changed CROSS JOIN articles USING (source)"
            " CROSS JOIN members ON id = article WHERE length(CAST(entity AS BLOB)) > ?"
        )
        for query in (names, gathered):
            for file, source in self.db.execute(f"{query} ORDER BY 2, 1", (_LONGEST,)).fetchall():
                part = max(file.split("/"), key=_size)
                if _size(part) > _LONGEST:
                    message = f"an address would have a part of {_size(part)} bytes, {part[:20]}…"
                    hint = f"no more than {_LONGEST} can be a file's name; give a slug, or shorten the name"
                    yield Problem(f"content/{source}", 0, message, hint)

    def long_names_beside(self) -> Iterator[Problem]:
        """The files beside a story's page have its name and more where the page is no folder's."""
        query = "SELECT url, source FROM changed CROSS JOIN articles USING (source) WHERE length(CAST(url AS BLOB)) > ?"
        shortest = _LONGEST - max(map(_size, EXPORTS))
        for url, source in self.db.execute(f"{query} ORDER BY 2", (shortest,)).fetchall():
            page = _size(file_of(url).rpartition("/")[2])
            name = max((export_url(url, name).rpartition("/")[2] for name in EXPORTS), key=_size)
            if page <= _LONGEST < _size(name):
                message = f"a file beside its page would have a name of {_size(name)} bytes, {name[:20]}…"
                hint = f"no more than {_LONGEST} can be a file's name; give a permalink with a shorter last part"
                yield Problem(f"content/{source}", self.line(source, url), message, hint)

    def generated(self) -> Iterator[Problem]:
        """Articles and pages keep out of the addresses that the archive makes."""
        outlets = frozenset(outlet.id.casefold() for outlet in self.ask.every(Outlet))
        everything = any(source.startswith("outlets/") for source in self.changed)
        which = "addresses" if everything else "changed CROSS JOIN addresses USING (source)"
        for path, source in self.db.execute(f"SELECT path, source FROM {which} ORDER BY path, source"):
            if is_generated(path, outlets) and not may_lead_away(path, source):
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


def _size(name: str) -> int:
    """Bytes of a name on disk."""
    return len(name.encode())
