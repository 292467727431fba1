"""What came over, what was changed and what was lost: for the terminal, as JSON and as a page to read."""

import heapq
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, select_autoescape

from backissue.importers.record import Item, Note
from backissue.importers.spool import Spool
from backissue.importers.texts import lost, shown_text, words

JSON = "import-report.json"
PAGE = "import-report.html"

OUTCOMES = {
    "written": "new", "updated": "changed in the source since, and here too", "unchanged": "as they were",
    "kept": "changed here by hand, and kept so", "removed": "removed here by hand, and not written again",
    "refused": "left out: a build would not take them",
}  # fmt: skip
_SHOWN_WORDS = 40


class Row(msgspec.Struct):
    """One record's line."""

    source: str
    key: str
    kind: str
    headline: str
    target: str
    outcome: str = ""
    fault: str = ""
    notes: list[Note] = []
    words: int = 0
    """Of the source's text."""
    lost: int = 0
    """Of those, how many the result has not."""
    lost_words: list[str] = []
    """The first of them."""

    @property
    def share(self) -> float:
        """The share of words lost, from 0 to 1."""
        return self.lost / self.words if self.words else 0.0

    @classmethod
    def of(cls, item: Item, target: str, fields: dict[str, Any], body: str) -> "Row":
        """The row of ``item``, written with ``fields`` and ``body``: its words counted before and after."""
        before = words(item.words or shown_text(item.body))
        missing = lost(before, words(shown_text(body) + "\n" + " ".join(_texts(fields)))) if before else []
        return cls(
            item.source, item.key, item.kind, str(fields.get("headline") or fields.get("title") or ""), target,
            notes=item.notes, words=before.total(), lost=len(missing), lost_words=missing[:_SHOWN_WORDS],
        )  # fmt: skip


class Report:
    """An import as it goes, told at its end."""

    def __init__(self, form: str, source: Path, into: Path, spool: Spool, old_site: str) -> None:
        self.form = form
        self.source = source
        self.into = into
        self.old_site = old_site
        """Where the source stood, as far as is known."""
        self.outcomes: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.notes: Counter[tuple[str, str]] = Counter()
        """How many records each note was made of; what differs from record to record is cut off."""
        self.words = 0
        self.lost = 0
        self.left_out: Counter[str] = Counter()
        self.faults = 0
        self.gone: list[str] = []
        self.examples: list[str] = []
        """The first results, when nothing was written."""
        self._spool = spool

    def add(self, row: Row) -> None:
        """One more record."""
        self.outcomes[row.outcome] += 1
        self.kinds[row.kind] += 1
        self.words += row.words
        self.lost += row.lost
        self.faults += row.outcome == "refused"
        self.notes.update({(note.what, note.text.partition(": ")[0]) for note in row.notes})
        self._spool.report(msgspec.json.encode(row))

    def finish(self, gone: list[str], *, dry_run: bool) -> None:
        """Count what was left out, and write both files unless it was a dry run."""
        self.gone = gone
        for left in self._spool.left_out():
            self.left_out[left.reason.partition(": ")[0]] += 1
            self.faults += left.fault
        if dry_run:
            return
        _stream(self.into / JSON, self._json())
        page = Environment(
            loader=PackageLoader("backissue.importers", "."), autoescape=select_autoescape(["html"]), trim_blocks=True,
            lstrip_blocks=True,
        ).get_template("report.html")  # fmt: skip
        _stream(self.into / PAGE, (text.encode() for text in page.stream(report=self, outcomes=OUTCOMES)))

    @property
    def share(self) -> float:
        """The share of the source's words that is lost, from 0 to 1."""
        return self.lost / self.words if self.words else 0.0

    def rows(self) -> Iterator[Row]:
        """Every record's line, in the source's order."""
        for data in self._spool.reported():
            yield msgspec.json.decode(data, type=Row)

    def worst(self) -> list[Row]:
        """The records that lost the largest share of their words."""
        return heapq.nsmallest(20, (row for row in self.rows() if row.lost), key=lambda row: (-row.share, row.source))

    def left(self) -> Iterator[Any]:
        """Everything that was left out, with its reason."""
        return self._spool.left_out()

    def elsewhere(self) -> Iterator[tuple[str, str]]:
        """Every picture on another host, with the first record that shows it."""
        return self._spool.elsewhere()

    def _json(self) -> Iterator[bytes]:
        head = {
            "format": self.form, "source": self.source.name, "old_site": self.old_site,
            "outcomes": dict(sorted(self.outcomes.items())), "kinds": dict(sorted(self.kinds.items())),
            "words": self.words, "words_lost": self.lost, "share_lost": round(self.share, 6),
            "notes": [{"what": what, "text": text, "records": count} for (what, text), count in self.counted()],
            "no_longer_in_the_source": self.gone,
        }  # fmt: skip
        yield msgspec.json.format(msgspec.json.encode(head)).rstrip(b"}\n ") + b',\n  "articles": ['
        yield from _listed(
            msgspec.json.encode(msgspec.to_builtins(row) | {"share_lost": round(row.share, 6)}) for row in self.rows()
        )
        yield b'\n  ],\n  "left_out": ['
        yield from _listed(
            msgspec.json.encode({"source": left.source, "reason": left.reason, "fault": left.fault})
            for left in self.left()
        )
        yield b'\n  ],\n  "pictures_elsewhere": ['
        yield from _listed(
            msgspec.json.encode({"address": address, "source": source}) for address, source in self.elsewhere()
        )
        yield b"\n  ]\n}\n"

    def counted(self) -> list[tuple[tuple[str, str], int]]:
        """The notes, those of what was lost first, then by how many records have them."""
        order = {"lost": 0, "warning": 1, "changed": 2}
        return sorted(self.notes.items(), key=lambda one: (order[one[0][0]], -one[1], one[0][1]))


def _listed(lines: Iterator[bytes]) -> Iterator[bytes]:
    for number, line in enumerate(lines):
        yield (b",\n    " if number else b"\n    ") + line


def _texts(value: Any) -> Iterator[str]:
    """Every text in a record's fields."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _stream(file: Path, data: Iterator[bytes]) -> None:
    """Write a file piece by piece; it appears whole or not at all."""
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            out.writelines(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
