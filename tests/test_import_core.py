"""Importing, whatever the format: files, links, pictures, a second time, and what a person changed meanwhile."""

import json
from pathlib import Path
from typing import Any

import pytest
import pyvips
from backissue.build import build
from backissue.errors import ImportRefused
from backissue.importers.formats import FORMATS
from backissue.importers.mapping import Mapping, OutletMapping
from backissue.importers.record import Attachment, Item, LeftOut, Picture, Publication, Remark
from backissue.importers.run import run_import
from importing import PAPER, bring, notes, outcomes, story, written


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def picture(folder: Path, name: str = "gauge.png") -> str:
    """A small picture's file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    pyvips.Image.black(40, 30).write_to_file(str(file))
    return str(file)


def content(root: Path) -> dict[str, bytes]:
    """Every content file with its bytes."""
    return {str(file.relative_to(root)): file.read_bytes() for file in sorted((root / "content").rglob("*.*"))}


def test_an_empty_folder_becomes_an_archive_that_builds(root: Path) -> None:
    report = bring(root, story("flood"), story("ferry"))
    assert outcomes(report) == {"written": 2}
    assert (root / "content/articles/gazette/1956/10/13/story-flood.md").is_file()
    assert "name: Gazette" in (root / "content/outlets/gazette.yaml").read_text("utf-8")
    assert build(root).articles == 2


def test_a_second_import_changes_nothing(root: Path) -> None:
    bring(root, story("flood"), story("ferry"))
    before = content(root), (root / "import-manifest.ndjson").read_bytes()
    report = bring(root, story("flood"), story("ferry"))
    assert outcomes(report) == {"unchanged": 2}
    assert (content(root), (root / "import-manifest.ndjson").read_bytes()) == before


def test_a_changed_source_changes_its_own_story_alone(root: Path) -> None:
    bring(root, story("flood"), story("ferry"))
    before = content(root)
    report = bring(root, story("flood", "More water."), story("ferry"))
    assert outcomes(report) == {"updated": 1, "unchanged": 1}
    changed = [name for name, data in content(root).items() if data != before[name]]
    assert changed == ["content/articles/gazette/1956/10/13/story-flood.md"]


def test_what_a_person_changed_is_kept_and_reported(root: Path) -> None:
    bring(root, story("flood"))
    file = root / "content/articles/gazette/1956/10/13/story-flood.md"
    file.write_text(file.read_text("utf-8") + "\nBy hand.\n", "utf-8")
    report = bring(root, story("flood", "More water."))
    assert outcomes(report) == {"kept": 1}
    assert "By hand." in file.read_text("utf-8")


def test_what_a_person_removed_stays_away(root: Path) -> None:
    bring(root, story("flood"))
    (root / "content/articles/gazette/1956/10/13/story-flood.md").unlink()
    assert outcomes(bring(root, story("flood"))) == {"removed": 1}
    assert not (root / "content/articles/gazette/1956/10/13/story-flood.md").exists()


def test_a_file_that_no_import_wrote_is_kept(root: Path) -> None:
    file = root / "content/articles/gazette/1956/10/13/story-flood.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\nheadline: Mine\n---\n", "utf-8")
    assert outcomes(bring(root, story("flood"))) == {"kept": 1}
    assert "Mine" in file.read_text("utf-8")


def test_a_story_keeps_its_file_when_its_headline_and_date_change(root: Path) -> None:
    bring(root, story("flood"))
    bring(root, story("flood", headline="Another", published="1957-01-01"))
    fields, _ = written(root, "story-flood.md")
    assert (fields["headline"], fields["published"]) == ("Another", "1957-01-01")


def test_two_stories_of_one_name_and_day_get_two_files(root: Path) -> None:
    one, other = story("a", headline="Flood"), story("b", headline="FLOOD")
    bring(root, one, other)
    assert written(root, "flood.md")[0]["headline"] == "Flood"
    assert written(root, "flood-2.md")[0]["headline"] == "FLOOD"
    assert build(root).articles == 2


def test_files_that_the_source_has_no_more_stay_and_are_named(root: Path) -> None:
    bring(root, story("flood"), story("ferry"))
    report = bring(root, story("ferry"))
    assert report.gone == ["content/articles/gazette/1956/10/13/story-flood.md"]
    assert (root / report.gone[0]).is_file()


def test_an_import_that_was_killed_is_gone_on_with(root: Path) -> None:
    bring(root, story("flood", "As it was."))
    with (root / "import-manifest.ndjson").open("ab") as manifest:
        manifest.write(b'["given:gazette:fer')  # a kill may leave half a line
    assert outcomes(bring(root, story("flood"), story("ferry"))) == {"updated": 1, "written": 1}
    lines = (root / "import-manifest.ndjson").read_bytes().splitlines()
    assert lines == sorted(lines)
    assert all(len(json.loads(line)) == 3 for line in lines)


def test_links_between_stories_lead_to_their_files(root: Path) -> None:
    links = "[a](/1956/ferry/) "
    links += "[b](https://www.gazette.example/1956/ferry/index.html#top) [c](../ferry/) `[d](/1956/ferry/)`"
    bring(root, story("flood", links), story("ferry"))
    file = "articles/gazette/1956/10/13/story-ferry.md"
    assert written(root, "story-flood.md")[1].strip() == (
        f"[a]({file}) [b]({file}#top) [c]({file}) `[d](/1956/ferry/)`"
    )
    build(root)
    page = (root / "site/gazette/1956/10/13/story-flood/index.html").read_text("utf-8")
    assert page.count('href="/gazette/1956/10/13/story-ferry/') >= 3


def test_old_addresses_lead_to_the_stories(root: Path) -> None:
    item = story("flood")
    item.addresses += ["/news/flood.html", "/?p=12", "https://gazette.example/1956/flood"]
    other = story("ferry")
    other.addresses = ["/?p=13"]
    bring(root, item, other)
    assert written(root, "story-flood.md")[0]["aliases"] == ["/1956/flood/", "/news/flood.html"]
    assert any("question mark" in note for note in notes(root))
    build(root)
    assert "/gazette/1956/10/13/story-flood/" in (root / "site/news/flood.html").read_text("utf-8")


def test_an_old_address_of_two_stories_leads_to_the_first(root: Path) -> None:
    one, other = story("a"), story("b")
    one.addresses = other.addresses = ["/same/"]
    bring(root, one, other)
    assert written(root, "story-a.md")[0]["aliases"] == ["/same/"]
    assert "aliases" not in written(root, "story-b.md")[0]
    build(root)


def test_a_link_to_what_is_not_in_the_source_leads_to_the_old_site(root: Path) -> None:
    bring(root, story("flood", "[a](/contact/) [b](https://other.example/x) [c](mailto:a@gazette.example) [d](#x)"))
    assert written(root, "story-flood.md")[1].strip() == (
        "[a](https://gazette.example/contact/) [b](https://other.example/x) [c](mailto:a@gazette.example) [d](#x)"
    )


def test_where_nobody_knows_the_old_site_the_words_stay_without_a_link(root: Path) -> None:
    item = story("flood", "See [the office](/contact/).")
    item.addresses = ["/1956/flood/"]
    bring(root, item, paper=Publication(name="Gazette"))
    assert written(root, "story-flood.md")[1].strip() == "See the office."
    assert "lost: a link to what is not in the source: /contact/" in notes(root)


def test_the_old_site_is_known_by_the_links_of_its_stories(root: Path) -> None:
    items = [story(name, f"[x](https://old.example/1956/{other}/)") for name, other in ("ab", "bc", "cd", "da")]
    for item in items:
        item.addresses = [f"/1956/{item.key}/"]
    report = bring(root, *items, paper=Publication(name="Gazette"))
    assert report.old_site == "https://old.example/"
    assert written(root, "story-a.md")[1].strip() == "[x](articles/gazette/1956/10/13/story-b.md)"


def test_pictures_are_copied_with_what_is_said_of_them(root: Path, tmp_path: Path) -> None:
    item = story("flood", "Before.\n\n![A gauge](/up/gauge.png)\n\nAfter.")
    item.files = {"/up/gauge.png": picture(tmp_path / "source"), "/up/cover.png": picture(tmp_path / "source", "c.png")}
    item.pictures = [
        Picture("/up/gauge.png", caption="At noon", credit="Tom Marsh"), Picture("/up/cover.png", alt="", lead=True),
    ]  # fmt: skip
    bring(root, item)
    fields, body = written(root, "story-flood.md")
    assert fields["images"] == [
        {"src": "images/gazette/up/gauge.png", "caption": "At noon", "credit": "Tom Marsh"},
        {"src": "images/gazette/up/cover.png", "alt": "", "lead": "true"},
    ]
    assert "![A gauge](images/gazette/up/gauge.png)" in body
    summary = build(root)
    assert not [warning for warning in summary.warnings if "alt" not in warning.message]
    page = (root / "site/gazette/1956/10/13/story-flood/index.html").read_text("utf-8")
    assert page.index("cover.png") < page.index("gauge.png")
    assert "At noon" in page


def test_pictures_that_the_text_does_not_show_stand_below_it(root: Path, tmp_path: Path) -> None:
    item = story("flood")
    item.files = {name: picture(tmp_path / "source", name) for name in ("a.png", "b.png")}
    item.pictures = [Picture("a.png", "One"), Picture("b.png", "Two [2]")]
    bring(root, item)
    assert written(root, "story-flood.md")[1] == "Water.\n\n![Two \\[2\\]](images/gazette/b.png)\n"


def test_a_picture_by_its_id_may_come_after_the_story(root: Path, tmp_path: Path) -> None:
    item = story("flood", "![](attachment:7)")
    item.pictures = [Picture("attachment:8", lead=True)]
    seven = Attachment(
        "7", Picture("https://gazette.example/7.png", "Seven", "Caption"), picture(tmp_path / "s", "7.png")
    )
    eight = Attachment("8", Picture("https://gazette.example/8.png", "Eight"), picture(tmp_path / "s", "8.png"))
    bring(root, item, seven, eight)
    fields, body = written(root, "story-flood.md")
    assert body.strip() == "![](images/gazette/7.png)"
    assert [image["alt"] for image in fields["images"]] == ["Eight", "Seven"]
    assert fields["images"][1]["caption"] == "Caption"


def test_a_picture_elsewhere_is_listed_and_its_caption_stays(root: Path) -> None:
    item = story("flood", "![A gauge](https://cdn.example/gauge.jpg)\n\nAfter.")
    item.pictures = [Picture("https://cdn.example/gauge.jpg", caption="At noon.", credit="Tom Marsh")]
    bring(root, item)
    fields, body = written(root, "story-flood.md")
    assert "images" not in fields
    assert body == "![A gauge](https://cdn.example/gauge.jpg)\n\nAt noon. Tom Marsh\n\nAfter.\n"
    listed = json.loads((root / "import-report.json").read_bytes())["pictures_elsewhere"]
    assert listed == [{"address": "https://cdn.example/gauge.jpg", "source": "flood.txt"}]


def test_a_picture_that_nobody_has_keeps_its_caption_and_credit(root: Path) -> None:
    item = story("flood")
    item.pictures = [Picture("", alt="A gauge", caption="At noon.", credit="Tom Marsh", lead=True)]
    bring(root, item)
    assert written(root, "story-flood.md")[0]["images"] == [
        {"alt": "A gauge", "caption": "At noon.", "credit": "Tom Marsh"}
    ]
    build(root)
    page = (root / "site/gazette/1956/10/13/story-flood/index.html").read_text("utf-8")
    assert "The archive does not hold this picture." in page
    assert "At noon." in page


def test_pictures_are_found_in_the_folder_that_the_mapping_names(root: Path, tmp_path: Path) -> None:
    picture(tmp_path / "uploads/1956", "gauge 1.png")
    picture(tmp_path, "secret.png")
    start = "https://gazette.example/wp-content/uploads/"
    mapping = Mapping(images={start: "uploads"}, folder=str(tmp_path))
    item = story("flood", f"![A](<{start}1956/gauge%201.png>) ![B]({start}../secret.png)")
    bring(root, item, mapping=mapping)
    body = written(root, "story-flood.md")[1]
    assert "![A](images/gazette/wp-content/uploads/1956/gauge-1.png)" in body
    assert not list(root.rglob("secret*"))


def test_what_is_no_picture_is_not_copied(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("no picture")
    item = story("flood", "![A](a.png) text")
    item.files = {"a.png": str(tmp_path / "a.png")}
    bring(root, item)
    assert not list((root / "content").rglob("*.png"))
    assert "lost: not a picture that can be shown: a.png" in notes(root)


def test_comments_come_over_in_their_threads(root: Path) -> None:
    item = story("flood")
    item.comments = [Remark("H. Stroud", "One\n\nTwo", "2014-04-18", [Remark("Desk", "Three")])]
    bring(root, item)
    build(root)
    page = (root / "site/gazette/1956/10/13/story-flood/index.html").read_text("utf-8")
    assert page.index("One") < page.index("Two") < page.index("Three")


def test_pages_and_editions_have_their_own_files(root: Path) -> None:
    page = Item("about", "about.txt", "page", {"headline": "About us"}, body="Us.", addresses=["/who-we-are/"])
    edition = Item("e", "e.txt", "edition", {"edition": "1956-10-13", "teaser": "Water", "cover": {"alt": "A page"}})
    bring(root, story("flood"), page, edition)
    assert written(root, "about-us.md")[0] == {"title": "About us", "aliases": ["/who-we-are/"]}
    assert (root / "content/editions/gazette/1956-10-13.yaml").read_text("utf-8") == (
        "cover:\n  alt: A page\nteaser: Water\n"
    )
    build(root)
    assert "/about-us/" in (root / "site/who-we-are/index.html").read_text("utf-8")
    assert "/who-we-are/ /about-us/ 301!" in (root / "site/_redirects").read_text("utf-8")


def test_a_pages_pictures_stand_in_its_text_with_their_captions(root: Path, tmp_path: Path) -> None:
    page = Item("about", "about.txt", "page", {"headline": "About us"}, body="![A](a.png)\n\nUs.")
    page.files = {name: picture(tmp_path / "source", name) for name in ("a.png", "b.png")}
    page.pictures = [Picture("a.png", "A", "First", "Tom Marsh"), Picture("b.png", "B", "Second")]
    bring(root, story("flood"), page)
    assert written(root, "about-us.md")[1] == (
        "![A](images/gazette/a.png)\n\nFirst Tom Marsh\n\nUs.\n\n![B](images/gazette/b.png)\n\nSecond\n"
    )


def test_a_page_keeps_out_of_the_archives_own_addresses(root: Path) -> None:
    bring(root, story("flood"), Item("s", "s.txt", "page", {"headline": "Search"}, body="How to."))
    build(root)
    assert (root / "site/search-page/index.html").is_file()


def test_a_date_that_cannot_be_read_is_kept_beside(root: Path) -> None:
    bring(root, story("flood", published="some day in May"))
    fields, _ = written(root, "story-flood.md")
    assert fields["published"] == "unknown"
    assert fields["extra"] == {"published_as_written": "some day in May"}


def test_texts_are_kept_as_written(root: Path) -> None:
    odd: dict[str, Any] = {
        "headline": "no",
        "kicker": "1.10",
        "standfirst": "a: b # c\nd",
        "section": "~",
        "byline": ["- 'x'", '"y"'],
    }
    bring(root, story("flood", **odd))
    assert written(root, "no.md")[0].items() >= odd.items()
    build(root)
    page = (root / "site/gazette/1956/10/13/no/index.html").read_text("utf-8")
    assert ">no<" in page
    assert ">1.10<" in page


def test_signs_that_no_text_has_go(root: Path) -> None:
    bring(root, story("flood", "a\0b\x07c\ud800d\r\ne", headline="Fl\0ood\x1b"))
    fields, body = written(root, "flood.md")
    assert (fields["headline"], body) == ("Flood", "abcd\ne\n")


def test_what_a_build_would_refuse_is_not_written_but_named(root: Path) -> None:
    report = bring(root, story("a", corrections=[{"text": "no date"}]), story("b"))
    assert outcomes(report) == {"refused": 1, "written": 1}
    rows = json.loads((root / "import-report.json").read_bytes())["articles"]
    assert 'the field "date" is missing' in rows[0]["fault"]
    assert build(root).articles == 1


def test_the_share_of_words_lost_is_measured(root: Path) -> None:
    item = story("flood", "one two")
    item.words = "One two three four"
    assert bring(root, item).share == 0.5
    row = json.loads((root / "import-report.json").read_bytes())["articles"][0]
    assert (row["words"], row["lost"], row["share_lost"], row["lost_words"]) == (4, 2, 0.5, ["four", "three"])


def test_a_dry_run_writes_nothing_and_shows_three(root: Path) -> None:
    report = bring(root, *(story(name) for name in "abcd"), dry_run=True)
    assert outcomes(report) == {"written": 4}
    assert len(report.examples) == 3
    assert "headline: Story a" in report.examples[0]
    assert list(root.iterdir()) == []


def test_the_report_can_be_read_by_people(root: Path) -> None:
    item = story("flood", headline="<script>alert(1)</script>")
    bring(root, item, LeftOut("menu.xml:3", "a menu"), LeftOut("b.xml:9", "cut off", fault=True))
    page = (root / "import-report.html").read_text("utf-8")
    assert "flood.txt" in page
    assert "a menu" in page
    assert "<script>" not in page


def test_the_mapping_says_how_words_become_fields(root: Path) -> None:
    item = story("flood", byline=["desk", "Ada Quill"])
    item.terms = {"categories": ["news", "local"], "tags": ["flood", "jane-weir", "test", "other"]}
    item.foreign = {"subtitle": "Water comes", "layout": "post", "mood": "grim"}
    mapping = Mapping(
        outlet=OutletMapping("post", "The Post"), fields={"subtitle": "kicker"}, categories={"news": "World"},
        tags={"flood": "Floods", "jane-weir": {"people": "Jane Weir"}, "other": None}, drop=["test", "layout"],
        byline={"desk": "Staff Writers"}, sections={"World": "The world"},
    )  # fmt: skip
    bring(root, item, mapping=mapping)
    fields, _ = written(root, "story-flood.md")
    assert fields == {
        "headline": "Story flood", "outlet": "post", "published": "1956-10-13", "kicker": "Water comes",
        "byline": ["Staff Writers", "Ada Quill"], "section": "The world", "topics": ["local", "Floods"],
        "people": ["Jane Weir"], "aliases": ["/1956/flood/"], "extra": {"mood": "grim"},
    }  # fmt: skip


def test_an_archive_of_several_outlets_must_be_told_which(root: Path) -> None:
    for name in ("gazette", "herald"):
        (root / "content/outlets").mkdir(parents=True, exist_ok=True)
        (root / f"content/outlets/{name}.yaml").write_text(f"name: {name}\n")
    with pytest.raises(ImportRefused, match="several outlets; say in the mapping which"):
        bring(root, story("flood"))
    bring(root, story("flood"), mapping=Mapping(outlet="herald"))
    assert written(root, "story-flood.md")[0]["outlet"] == "herald"


def test_an_archives_one_outlet_is_taken(root: Path) -> None:
    (root / "content/outlets").mkdir(parents=True)
    (root / "content/outlets/herald.yaml").write_text("name: The Herald\n")
    bring(root, story("flood"))
    assert written(root, "story-flood.md")[0]["outlet"] == "herald"


def test_nothing_is_written_through_a_link_out_of_the_archive(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "content").mkdir(parents=True)
    (root / "content/articles").symlink_to(outside)
    with pytest.raises(OSError, match="leads out of"):
        bring(root, story("flood"))
    assert list(outside.rglob("*.md")) == []


def test_addresses_that_climb_out_are_no_aliases(root: Path) -> None:
    item = story("flood", "[x](../../../../etc/passwd)")
    item.addresses = [
        "https://gazette.example/../../etc/x/",
        "/a/%2e%2e/b/",
        "https://gazette.example/topics/a/",
        "//x",
    ]
    bring(root, item)
    assert "aliases" not in written(root, "story-flood.md")[0]
    build(root)


def test_ctrl_c_loses_nothing(root: Path) -> None:
    def stop(phase: str, done: int, total: int) -> None:
        if (phase, done) == ("writing", 2):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(root, *(story(name) for name in "abcd"), tell=stop)
    assert len(list(root.rglob("story-*.md"))) == 2
    assert outcomes(bring(root, *(story(name) for name in "abcd"))) == {"unchanged": 2, "written": 2}
    assert not list((root / ".backissue").iterdir())


def test_names_of_sources_do_not_change_the_result(root: Path, tmp_path: Path) -> None:
    bring(root, story("flood"), paper=PAPER)
    other = tmp_path / "other"
    bring(other, story("flood"), paper=PAPER)
    assert content(root) == content(other)


@pytest.mark.parametrize("form", FORMATS)
def test_an_option_that_a_format_does_not_know_is_told(form: str, root: Path) -> None:
    root.mkdir()
    (root / "a.txt").write_text("Water.")
    with pytest.raises(ImportRefused, match=r"options of the mapping: .*colour"):
        run_import(FORMATS[form], root, root, Mapping(options={"colour": "red"}))
