"""Imports of records that a test gives, and what they wrote."""

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from backissue.importers.formats import Format
from backissue.importers.mapping import Mapping
from backissue.importers.record import Found, Item, Publication, Source
from backissue.importers.report import Report
from backissue.importers.run import run_import

PAPER = Publication(name="Gazette", url="https://gazette.example/", language="en-GB", timezone="Europe/London")


class Given(Format, frozen=True):
    """A format whose source is a list."""

    found: Sequence[Found] = ()

    def read(self, source: Source) -> Iterator[Found]:
        """Each of them, fresh: an import changes what it is given."""
        yield from copy.deepcopy(self.found)


def bring(
    root: Path, *found: Found, mapping: Mapping | None = None, paper: Publication = PAPER, **options: Any
) -> Report:
    """Import ``found`` into ``root``."""
    root.mkdir(exist_ok=True)
    form = Given("given", "a list", "none", {"categories": "section", "tags": "topics"}, found=[paper, *found])
    return run_import(form, root, root, mapping or Mapping(), **options)


def story(key: str, body: str = "Water.", **fields: Any) -> Item:
    """An item of 1956-10-13 with the headline ``Story <key>``, at /1956/<key>/."""
    own = {"headline": f"Story {key}", "published": "1956-10-13"} | fields
    return Item(
        key, f"{key}.txt", fields=own, body=body, words=body, addresses=[f"https://gazette.example/1956/{key}/"]
    )


def written(root: Path, name: str) -> tuple[dict[str, Any], str]:
    """The fields and the body of the one content file of that name."""
    (file,) = (root / "content").rglob(name)
    _, fields, body = file.read_text("utf-8").split("---\n", 2)
    return yaml.load(fields, yaml.BaseLoader), body


def outcomes(report: Report) -> dict[str, int]:
    """How many records became what."""
    return {name: count for name, count in report.outcomes.items() if count}


def notes(root: Path) -> set[str]:
    """Everything that the last import's report says of any record."""
    rows = json.loads((root / "import-report.json").read_bytes())["articles"]
    return {f"{note['what']}: {note['text']}" for row in rows for note in row["notes"]}
