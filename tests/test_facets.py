"""What search can be narrowed by, `search/facets.json`: with the numbers of those stories that it finds."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from archives import AS_OF, article, make_archive
from backissue.build import build
from backissue.errors import BuildFailed
from backissue.render.words import shipped_theme
from edits import EDITS, Edit, first_archive
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

_FILTER = re.compile(r'<i data-pagefind-filter="(\w+)">(.*?)</i>')


def said(site: Path) -> dict[str, dict[str, int]]:
    """Numbers by filter and value, as the search page has them."""
    found = json.loads((site / "search/facets.json").read_bytes())
    assert all(len(dict(entries)) == len(entries) for entries in found.values()), "a value is there twice"
    return {name: dict(entries) for name, entries in found.items() if entries}


def counted(site: Path) -> dict[str, dict[str, int]]:
    """The same, of the pages that Pagefind indexes."""
    found: dict[str, Counter[str]] = {}
    for file in site.rglob("*.html"):
        page = file.read_text("utf-8")
        if "data-pagefind-body" in page:
            for name, value in set(_FILTER.findall(page)):
                found.setdefault(name, Counter())[unescape(value)] += 1
    return {
        name: dict(counts) for name, counts in found.items() if name not in ("copy", "month", "day", "page", "image")
    }


@given(st.lists(EDITS, min_size=8, max_size=8))
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_numbers_are_those_of_the_stories_that_are_found(edits: list[Edit]) -> None:
    with TemporaryDirectory() as folder:
        archive = first_archive()
        for edit in edits:
            edit(archive)
        archive.write(Path(folder), shipped_theme())
        try:
            moment = datetime.fromisoformat(archive.as_of).replace(tzinfo=UTC)
            build(Path(folder), as_of=moment, drafts=archive.drafts, jobs=1)
        except BuildFailed:
            return
        assert said(Path(folder, "site")) == counted(Path(folder, "site"))


CASE = "- {id: a, action: noindex, date: 2025-01-01, reason: A court, articles: articles/weir.md, search: false}\n"
FULL: dict[str, Any] = {
    "topics": ["Weirs"], "section": "News", "byline": ["Ada Quill"], "agency": "Wire", "people": ["Jane Weir"],
    "places": ["Moorfield"], "corrections": [{"date": "1957", "text": "No."}], "edition": "1957-01-01",
    "language": "fr",
}  # fmt: skip


@pytest.mark.parametrize("case", [CASE, ""])
def test_a_story_that_a_case_leaves_out_of_search_is_counted_nowhere(tmp_path: Path, case: str) -> None:
    """And counted again when the case is over."""
    files = {"articles/flood.md": article("Flood", topics=["Weirs"]), "articles/weir.md": article("Weir", **FULL)}
    root = make_archive(tmp_path, {**files, "takedowns.yaml": "" if case else CASE})
    build(root, as_of=AS_OF, jobs=1)
    make_archive(root, {"takedowns.yaml": case})
    build(root, as_of=AS_OF, jobs=1)
    found = said(root / "site")
    assert found["topic"] == {"Weirs": 1 if case else 2}
    assert ("1957" in found["year"], "byline" in found, "has" in found) == (not case,) * 3
    assert found == counted(root / "site")


def test_names_that_files_give_are_those_that_stories_are_found_by(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "bylines/quill.yaml": "name: Ada Quill\n", "topics/weirs.yaml": "name: All weirs\n",
        "articles/flood.md": article("Flood", byline=["quill", "Tom Marsh"], topics=["weirs"]),
    })  # fmt: skip
    build(root, as_of=AS_OF, jobs=1)
    found = said(root / "site")
    assert found["byline"] == {"Ada Quill": 1, "Tom Marsh": 1}
    assert found == counted(root / "site")
