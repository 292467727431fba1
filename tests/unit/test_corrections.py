"""Corrections: what kind they are, where they stand, and the logs that list them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from archives import AS_OF, PAPER, article, make_archive
from backissue.build import build
from backissue.errors import BuildFailed

NOTES = [
    {"date": "1956-10-15", "text": "Of the wrong river."},
    {"date": "1957-02-01", "text": "The river has a name.", "kind": "clarification"},
]


def site(folder: Path, **more: Any) -> Path:
    """The site of a paper with two corrected stories, and of one with a third."""
    root = make_archive(folder, {
        "outlets/courier.yaml": PAPER, "outlets/lamp.yaml": "name: The Lamp\ncorrections: bottom\n",
        "articles/flood.md": article("Flood", outlet="courier", corrections=NOTES),
        "articles/river.md": article("River", outlet="courier", corrections=NOTES[:1]),
        "articles/lamp.md": article("Lamp", outlet="lamp", corrections=[{**NOTES[0], "kind": "update"}]),
        "articles/plain.md": article("Plain", outlet="lamp", **more),
    })  # fmt: skip
    build(root, as_of=AS_OF, jobs=1)
    return root / "site"


def text_of(page: Path) -> str:
    """The words of a page's main part."""
    found = re.search("<main.*</main>", (page / "index.html").read_text("utf-8"), re.DOTALL)
    assert found
    return " ".join(re.sub("<[^>]+>", " ", found[0]).split())


def test_a_note_says_what_kind_it_is(tmp_path: Path) -> None:
    made = site(tmp_path)
    both = text_of(made / "courier/1956/10/13/flood")
    assert "Corrections and notes" in both
    assert "Correction: Of the wrong river." in both
    assert "Clarification: The river has a name." in both
    assert "Correction 15 October 1956 Of the wrong river." in text_of(made / "courier/1956/10/13/river")


def test_an_outlet_says_where_its_corrections_stand(tmp_path: Path) -> None:
    made = site(tmp_path)
    over, under = (text_of(made / page) for page in ("courier/1956/10/13/flood", "lamp/1956/10/13/lamp"))
    assert over.index("Of the wrong river.") < over.index("A story.")
    assert under.index("Of the wrong river.") > under.index("A story.")


def test_each_outlet_has_a_log_by_year(tmp_path: Path) -> None:
    made = site(tmp_path)
    assert "The river has a name." in text_of(made / "courier/corrections")
    old = text_of(made / "courier/corrections/1956")
    assert old.count("Of the wrong river.") == 2
    assert "Update Of the wrong river." in text_of(made / "lamp/corrections")
    assert text_of(made / "corrections/1956").count("Of the wrong river.") == 3
    assert 'href="/courier/corrections/"' in (made / "courier/index.html").read_text("utf-8")


def test_an_outlet_without_corrections_has_no_log(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/flood.md": article(corrections=NOTES)})
    build(root, as_of=AS_OF, jobs=1)
    assert (root / "site/courier/corrections/1957/index.html").exists()
    make_archive(root, {"articles/flood.md": article()})
    build(root, as_of=AS_OF, jobs=1)
    assert not (root / "site/courier/corrections").exists()
    assert "courier/corrections" not in (root / "site/courier/index.html").read_text("utf-8")


def test_search_has_a_filter_for_each_kind(tmp_path: Path) -> None:
    made = site(tmp_path, withdrawn={"date": "1957", "reason": "A court"}, corrections=NOTES)
    facets = json.loads((made / "search/facets.json").read_bytes())
    assert facets["has"] == [["correction", 2], ["clarification", 1], ["update", 1]]


@pytest.mark.parametrize(
    "address", ["/courier/corrections/", "/courier/corrections/1957/", "/courier/coverage/", "/coverage/"]
)
def test_no_story_may_take_the_address_of_a_log_or_of_what_is_held(tmp_path: Path, address: str) -> None:
    root = make_archive(tmp_path, {"articles/flood.md": article(permalink=address)})
    with pytest.raises(BuildFailed, match=address):
        build(root, as_of=AS_OF, jobs=1)
