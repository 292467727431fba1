"""Agencies' terms and rights statements in built sites: what falls due is gone from every byte, and comes back."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import PAPER, article, make_archive, picture, tree
from backissue.build import build
from backissue.cli import main
from backissue.rights.report import Due, Kept, Unstated, report
from backissue.summary import Summary
from click.testing import CliRunner

WIRE = "name: The Wire\nretention: {days: 30}\n"
STORY = "/courier/1956/10/13/flood/index.html"
WORDS = ("xylophone", "marmalade", "zeppelin")
"""In the text, the standfirst and the dateline of the agency's story, and nowhere else."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An agency's story with two pictures, and the paper's own."""
    images = [
        {"src": "images/a.png", "alt": "A", "caption": "The gauge at noon.", "credit": "T. Marsh"},
        {"src": "images/b.png", "alt": "B", "caption": "The bridge.", "agency": ""},
    ]
    return make_archive(tmp_path, {
        "articles/flood.md": article("Flood", "A xylophone.\n\n![](images/c.png)\n", agency="Wire", byline="Ada Quill",
                                     standfirst="Of marmalade.", dateline="ZEPPELIN", images=images),
        "articles/own.md": article("Own story", "Ours.\n"),
        "images/a.png": picture(), "images/b.png": picture(colour=9), "images/c.png": picture(colour=60),
        "agencies/wire.yaml": WIRE,
    })  # fmt: skip


def built(root: Path, day: str) -> Summary:
    return build(root, as_of=datetime.fromisoformat(day).replace(tzinfo=UTC), jobs=1)


def opened(site: Path) -> Iterator[tuple[str, str]]:
    """Every file of a site as text; search's compressed files are opened."""
    for path, data in tree(site).items():
        yield path, (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", "replace")


def told(site: Path) -> set[str]:
    """Which of the agency's words stand anywhere."""
    return {word for _, text in opened(site) for word in WORDS if word in text.lower()}


def test_what_fell_due_is_in_no_byte_of_the_site_and_the_rest_stays(root: Path) -> None:
    built(root, "1956-11-11")
    assert told(root / "site") == set(WORDS)
    built(root, "1956-11-12")
    assert told(root / "site") == set()
    page = (root / "site" / STORY.strip("/")).read_text()
    for kept in ("Flood", "Ada Quill", "The gauge at noon.", "T. Marsh", "The bridge.", "Cite as"):
        assert kept in page
    assert "Under the agency’s terms it has not been shown since 12 November 1956" in page
    feed = (root / "site/feed.atom").read_text()
    assert "The text of this story came from The Wire." in feed
    shown = {path.split("/")[1] for path in tree(root / "site") if path.startswith("images/")}
    assert shown == {"b.png"}, "the paper's own picture alone"


def test_time_may_go_back(root: Path) -> None:
    built(root, "1956-11-11")
    before = tree(root / "site")
    built(root, "1957-01-01")
    built(root, "1956-11-11")
    assert tree(root / "site") == before


def test_a_change_of_terms_touches_the_agencys_stories_alone(root: Path) -> None:
    built(root, "1956-11-11")
    own = root / "site/courier/1956/10/13/own/index.html"
    stamp = own.stat().st_mtime_ns
    make_archive(root, {"agencies/wire.yaml": f"{WIRE}description: A wire.\n"})
    assert built(root, "1956-11-11").rendered == 1  # the agency's own page
    make_archive(root, {"agencies/wire.yaml": "name: The Wire\nwithdraw: {from: 1956-11-01, reason: By a letter.}\n"})
    built(root, "1956-11-11")
    assert told(root / "site") == set()
    assert "By a letter." in (root / "site" / STORY.strip("/")).read_text()
    assert own.stat().st_mtime_ns == stamp


def test_a_text_edited_on_the_day_that_it_falls_due_leaves_the_lists_too(root: Path) -> None:
    built(root, "1956-11-11")
    source = root / "content/articles/flood.md"
    source.write_text(source.read_text().replace("A xylophone.", "A xylophone, and more."))
    built(root, "1956-11-12")
    assert told(root / "site") == set()


def test_a_text_edited_when_the_terms_change_is_in_the_lists_as_they_are_now(root: Path) -> None:
    source = root / "content/articles/flood.md"
    for terms, words in (("retention: {days: 1}", set()), ("retention: {days: 900}", set(WORDS))):
        built(root, "1956-11-01")
        source.write_text(f"{source.read_text()}\nAnd more.\n")
        make_archive(root, {"agencies/wire.yaml": f"name: The Wire\n{terms}\n"})
        built(root, "1956-11-01")
        assert told(root / "site") == words


def test_a_story_edited_on_the_day_that_its_embargo_ends_is_in_the_lists(root: Path) -> None:
    make_archive(root, {"articles/late.md": article("A late story", embargo="1956-12-01")})
    built(root, "1956-11-30")
    make_archive(root, {"articles/late.md": article("A late story", "Another text.\n", embargo="1956-12-01")})
    built(root, "1956-12-01")
    assert "A late story" in (root / "site/courier/1956/10/13/index.html").read_text()


def test_midnight_is_the_outlets_and_moves_with_its_time_zone(root: Path) -> None:
    built(root, "1956-11-12")
    assert told(root / "site") == set()
    make_archive(root, {"outlets/courier.yaml": PAPER.replace("Europe/London", "America/Halifax")})
    built(root, "1956-11-12")
    assert told(root / "site") == set(WORDS)


def test_terms_and_time_zone_may_change_at_once(root: Path) -> None:
    make_archive(root, {"agencies/wire.yaml": "name: The Wire\nretention: {days: 900}\n"})
    built(root, "1956-11-12")
    make_archive(root, {
        "agencies/wire.yaml": WIRE, "outlets/courier.yaml": PAPER.replace("Europe/London", "Pacific/Auckland"),
    })  # fmt: skip
    built(root, "1956-11-12")
    assert told(root / "site") == set()


def test_a_picture_that_is_not_distributable_leaves_its_caption_and_credit(root: Path) -> None:
    image = {"src": "images/a.png", "alt": "A", "caption": "A face.", "credit": "T. Marsh", "distributable": False}
    make_archive(root, {
        "articles/own.md": article("Own story", images=[image]), "agencies/wire.yaml": "withdraw: {from: 1956-10-14}\n",
        "editions/courier/1956-10-13.yaml": "cover: {src: images/c.png, alt: F, credit: Press, distributable: false}\n",
    })  # fmt: skip
    built(root, "1957-01-01")
    page = (root / "site/courier/1956/10/13/own/index.html").read_text()
    assert "The archive may not show this picture." in page
    assert "A face." in page
    assert "T. Marsh" in page
    day = (root / "site/courier/1956/10/13/index.html").read_text()
    assert "The archive may not show this picture." in day
    assert "Press" in day
    assert not (root / "site/images/a.png").exists()
    assert not (root / "site/images/c.png").exists()


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({}, "The archive"),
        ({"outlet"}, "No Copyright - United States"),
        ({"outlet", "agency"}, "In Copyright"),
        ({"outlet", "agency", "article"}, "Creative Commons Attribution 4.0 International"),
    ],
)
def test_the_nearest_statement_counts(root: Path, stated: set[str], shown: str) -> None:
    spans = "rights: [{until: 1956, rights: NoC-US}, {rights: Later}]\n" if "outlet" in stated else ""
    own = {"rights": "CC-BY-4.0"} if "article" in stated else {}
    make_archive(root, {
        "archive.yaml": "name: Test\nlanguage: en-GB\nrights: The archive\n", "outlets/courier.yaml": PAPER + spans,
        "agencies/wire.yaml": "rights: InC\n" if "agency" in stated else "name: W\n",
        "articles/flood.md": article("Flood", agency="Wire", **own),
    })  # fmt: skip
    built(root, "1957-01-01")
    foot = (root / "site" / STORY.strip("/")).read_text().partition("<dt>Rights</dt>")[2].partition("</div>")[0]
    assert f">{shown}<" in foot
    assert ('rel="license"' in foot) is bool(stated)


def test_an_outlets_page_has_its_spans(root: Path) -> None:
    spans = "rights: [{until: 1956, rights: NoC-US}, {rights: Later}]\n"
    make_archive(root, {"outlets/courier.yaml": PAPER + spans})
    built(root, "1957-01-01")
    page = (root / "site/courier/index.html").read_text()
    assert "To 1956:" in page
    assert 'href="http://rightsstatements.org/vocab/NoC-US/1.0/"' in page
    assert "Later" in page


def test_the_report_tells_what_is_kept_what_falls_due_and_what_states_no_rights(root: Path) -> None:
    built(root, "1956-11-01")
    assert report(root, None).due == (Due("1956-11-12", "wire", "courier", 1, 2),)
    assert report(root, None, until="1956-11-11").due == ()
    assert report(root, None).unstated == (Unstated("courier", "1956", 2),)
    built(root, "1956-11-12")
    assert report(root, None).due == ()
    assert report(root, None).kept == (Kept("wire", 1, 2),)


def test_the_command_prints_tables_or_json(root: Path) -> None:
    built(root, "1956-11-01")
    plain = CliRunner().invoke(main, ["rights", "--root", str(root)])
    assert plain.exit_code == 0
    assert "Falls due next" in plain.output
    found = json.loads(CliRunner().invoke(main, ["rights", "--json", "--root", str(root)]).stdout)
    assert found["as_of"] == "1956-11-01T00:00:00Z"
    assert [one["day"] for one in found["due"]] == ["1956-11-12"]


def test_without_a_build_there_is_nothing_to_report(root: Path) -> None:
    asked = CliRunner().invoke(main, ["rights", "--root", str(root)])
    assert asked.exit_code == 1
    assert "run: backissue build" in asked.output
