"""The sample archive shows all that an archive can hold, so that a newcomer meets everything once at least."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from backissue.ledger.record import unrecorded
from kinds import Sample
from tools import ROOT

CONTENT = ROOT / "content"
STORIES = list(Sample(CONTENT, Path("nowhere")).stories())
FIELDS = (
    "kicker", "standfirst", "byline", "agency", "dateline", "section", "page", "topics", "people", "places",
    "organisations", "series", "images", "corrections", "draft", "language", "aliases", "updated", "published",
    "edition", "rights", "extra", "noindex", "source", "permalink", "withdrawn",
)  # fmt: skip


def words(body: str) -> int:
    """How many words a story has; a Chinese character counts as half a one."""
    chinese = len(re.findall(r"[\u3400-\u9fff]", body))
    return len(re.sub(r"[\u3400-\u9fff]", " ", body).split()) + chinese // 2


def documents(folder: str) -> list[Any]:
    return [yaml.safe_load(file.read_text("utf-8")) for file in sorted((CONTENT / folder).rglob("*.yaml"))]


def test_it_has_three_papers_and_at_least_sixty_stories() -> None:
    assert len(documents("outlets")) == 3
    assert len(STORIES) >= 60
    assert len(Counter(front["outlet"] for front, _, _ in STORIES)) == 3


def test_every_story_has_the_length_of_a_story() -> None:
    lengths = {file.name: words(body) for _, body, file in STORIES}
    assert {name: count for name, count in lengths.items() if not 120 <= count <= 600} == {}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_an_article_is_used_at_least_twice(field: str) -> None:
    assert sum(field in front for front, _, _ in STORIES) >= 2


def test_pictures_say_all_that_can_be_said_of_them() -> None:
    images = [image for front, _, _ in STORIES for image in front.get("images", ())]
    for field in ("alt", "caption", "credit", "rights"):
        assert sum(bool(image.get(field)) for image in images) >= 2, field
    pictures = [file for file in (CONTENT / "images").rglob("*") if file.suffix in (".png", ".jpg", ".svg", ".webp")]
    assert len(pictures) >= 15


def test_it_has_a_case_of_each_kind_of_take_down() -> None:
    cases = yaml.safe_load((CONTENT / "takedowns.yaml").read_text("utf-8"))
    assert {case["action"] for case in cases} == {"noindex", "redact", "withdraw"}
    assert any("until" in case for case in cases)


def test_dates_are_known_to_the_month_to_the_year_and_not_at_all() -> None:
    known = Counter(len(str(front["published"])) for front, _, _ in STORIES if "edition" not in front)
    assert known[len("1937-07")] >= 2
    assert known[len("1937")] >= 2
    assert sum(front.get("published") == "unknown" for front, _, _ in STORIES) >= 2


def test_editions_of_five_decades_have_cover_number_teaser_and_lead() -> None:
    files = sorted((CONTENT / "editions").rglob("*.yaml"))
    assert len(files) >= 12
    assert len({file.stem[:3] for file in files}) >= 5
    assert sum({"cover", "number", "teaser", "lead"} <= edition.keys() for edition in documents("editions")) >= 3


def test_texts_have_footnotes_tables_pictures_other_scripts_and_a_headline_that_tries_html() -> None:
    for mark in ("[^1]:", "\n| --", "](images/"):
        assert sum(mark in body for _, body, _ in STORIES) >= 2, mark
    assert {"ar", "zh"} & {str(front.get("language", ""))[:2] for front, _, _ in STORIES}
    assert any("<" in front["headline"] for front, _, _ in STORIES)
    assert any(str(front.get("embargo", "")).startswith("2099") for front, _, _ in STORIES)
    assert any(
        {"name", "role"} <= name.keys()
        for front, _, _ in STORIES
        for name in front.get("byline", ())
        if isinstance(name, dict)
    )


def test_rights_are_stated_at_each_place_and_terms_keep_a_text_and_a_picture() -> None:
    agencies, images = documents("agencies"), [image for front, _, _ in STORIES for image in front.get("images", ())]
    assert any("retention" in agency for agency in agencies)
    assert any("withdraw" in agency for agency in agencies)
    assert any("rights" in agency for agency in agencies)
    assert any(isinstance(outlet["rights"], list) for outlet in documents("outlets"))
    assert any(image.get("distributable") is False for image in images)


def test_corrections_are_of_every_kind() -> None:
    kinds = {note.get("kind", "correction") for front, _, _ in STORIES for note in front.get("corrections", ())}
    assert kinds == {"correction", "clarification", "editors-note", "update"}


def test_runs_have_holes_with_and_without_a_reason(sample_site: Path) -> None:
    outlets = documents("outlets")
    assert all("frequency" in outlet for outlet in outlets)
    assert any("missing" in outlet for outlet in outlets)
    page = (sample_site / "evening-lamp/coverage/index.html").read_text("utf-8")
    for text in ("the bound volume went with the flood of 1956", "a strike of the compositors", "not held"):
        assert text in page, text


def test_a_wire_story_is_in_two_papers(sample_site: Path) -> None:
    for page in ("harbour-courier/1999/08/12/eclipse-over-europe", "le-phare/1999/08/13/a-cloud-in-cornwall"):
        assert "<dt>Also in</dt>" in (sample_site / page / "index.html").read_text("utf-8"), page


def test_a_dead_link_leads_to_a_copy_of_the_storys_day(sample_site: Path) -> None:
    page = (sample_site / "harbour-courier/2011/10/03/reading-room/index.html").read_text("utf-8")
    assert 'href="https://copies.example.org/20111003/https://carrow-library.invalid/1911/plans/"' in page
    assert "(archived copy)" in page


def test_a_paper_tells_of_versions() -> None:
    assert any(outlet.get("versions") for outlet in documents("outlets"))


def test_every_address_is_in_the_ledger_and_one_leads_on(sample_root: Path, sample_site: Path) -> None:
    missing = unrecorded(sample_root, None)
    assert missing == [], "run: .venv/bin/backissue build && .venv/bin/backissue addresses --record"
    assert "/topics/radio/" in (sample_site / "topics/wireless/index.html").read_text("utf-8")


def test_comments_have_replies_and_names_have_descriptions() -> None:
    threads = [
        comment for file in documents("comments") for comment in (file if isinstance(file, list) else file["comments"])
    ]
    assert sum(bool(comment.get("replies")) for comment in threads) >= 2
    for folder in ("people", "places", "topics", "organisations", "sections", "bylines", "agencies"):
        assert sum(bool(record.get("description")) for record in documents(folder)) >= 2, folder
