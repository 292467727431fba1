"""Feeds: readable by any program, whole texts with whole addresses, and only what anyone may read."""

import importlib
import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from archives import AS_OF, SETTINGS, article, make_archive, picture
from backissue.build import build
from backissue.pages import feed
from backissue.pages.xml_text import without_controls
from lxml import etree, html
from tools import ROOT

jsonschema: Any = importlib.import_module("jsonschema")  # it brings no types
ATOM = etree.RelaxNG(etree.parse(ROOT / "tests/schemas/atom.rng"))
JSON_FEED = jsonschema.Draft202012Validator(json.loads((ROOT / "tests/schemas/json-feed.json").read_text("utf-8")))
URL = "https://archive.example.org"
STRANGE = "A \x0c & <b> ]]> “é”"


def site(folder: Path, files: dict[str, str | bytes]) -> Path:
    build(make_archive(folder, files), as_of=AS_OF, jobs=1)
    return folder / "site"


def both(site: Path, of: str = "") -> tuple[Any, dict[str, Any]]:
    """A feed as feedparser reads it, and the same as JSON, both held to their specifications."""
    atom = (site / of / "feed.atom").read_bytes()
    tree = etree.fromstring(atom)
    ATOM.assertValid(tree)
    read = feedparser.parse(atom)
    assert not read.bozo, read.get("bozo_exception")
    found = json.loads((site / of / "feed.json").read_text("utf-8"))
    JSON_FEED.validate(found)
    assert [entry.id for entry in read.entries] == [item["id"] for item in found["items"]]
    texts = [content.text for content in tree.iterfind(".//{*}content")]
    assert texts == [without_controls(item["content_html"]) for item in found["items"]]
    return read, found


def headlines(site: Path, of: str = "") -> list[str]:
    return [item["title"] for item in both(site, of)[1]["items"]]


def days(count: int, **front: Any) -> dict[str, str | bytes]:
    """Stories of so many days of October 1956."""
    return {
        f"articles/{at}.md": article(f"Day {at}", f"Text {at}.\n", edition=f"1956-10-{at:02d}", **front)
        for at in range(1, count + 1)
    }


def test_every_feed_of_the_sample_is_read_and_is_valid(sample_site: Path) -> None:
    feeds = sorted(sample_site.rglob("feed.atom"))
    assert len(feeds) >= 8
    for file in feeds:
        read, found = both(sample_site, file.parent.relative_to(sample_site).as_posix())
        assert (read.feed.id, read.feed.link) == (found["feed_url"].replace(".json", ".atom"), found["home_page_url"])
        for item in found["items"]:
            fragment = html.fragment_fromstring(item["content_html"], create_parent=True)
            addresses = [link for _, name, link, _ in fragment.iterlinks() if name in ("href", "src")]
            assert [address for address in addresses if "://" not in address] == []


def test_a_story_is_told_whole_with_whole_addresses(tmp_path: Path) -> None:
    body = "See [the river](river.md#end), [us](/about/), [x](y/), ![The gauge](images/gauge.png)\n\n"
    body += "Word[^1].\n\n[^1]: Note.\n"
    front = {
        "standfirst": "In short.", "dateline": "Moorfield",
        "byline": ["Ada Quill", {"name": "Tom", "role": "photographs"}],
        "section": "News", "topics": ["Floods"], "rights": "CC-BY-4.0", "source": "https://first.example/flood",
        "published": "1956-10-13T21:05:00+10:00", "updated": "1956-10-15",
        "images": [{"src": "images/gauge.png", "alt": "A gauge", "caption": "At noon & later", "credit": "T. M."}],
        "corrections": [{"date": "1956-10-14", "text": "It was <five>."}],
    }  # fmt: skip
    made = site(tmp_path, {
        "archive.yaml": f"name: Test\nurl: {URL}/papers/\nlanguage: en-GB\n",
        "articles/flood.md": article("Flood", body, **front),
        "articles/river.md": article("River", edition="1956-10-01"), "images/gauge.png": picture(),
        "pages/about.md": "---\ntitle: About\n---\nUs.\n",
    })  # fmt: skip
    read, found = both(made)
    entry, item = read.entries[0], found["items"][0]
    where = f"{URL}/papers/courier/1956/10/13/flood/"
    assert (entry.id, entry.link, item["url"]) == (where, where, where)
    assert (entry.published, entry.updated) == ("1956-10-13T11:05:00Z", "1956-10-15T00:00:00Z")
    assert [author.name for author in entry.authors] == ["Ada Quill"]
    assert (item["tags"], [tag.term for tag in entry.tags]) == (["News", "Floods"], ["News", "Floods"])
    assert (item["external_url"], item["summary"]) == (front["source"], "In short.")
    assert entry.rights == "Creative Commons Attribution 4.0 International"
    assert "https://creativecommons.org/licenses/by/4.0/" in [
        link.href for link in entry.links if link.rel == "license"
    ]
    text = item["content_html"]
    for part in (
        "<p><b>In short.</b></p>", "<p><b>Correction, 1956-10-14:</b> It was &lt;five&gt;.</p>",
        "<p><i>Moorfield</i> See ",
        f'<a href="{URL}/papers/courier/1956/10/01/river/#end">the river</a>', f'<a href="{URL}/papers/about/">us</a>',
        f'<a href="{where}y/">x</a>', f'<img src="{URL}/papers/images/gauge.png/', 'alt="The gauge"',
        "<figcaption>At noon &amp; later <small>T. M.</small></figcaption>", f'href="{where}#fn1"',
    ):  # fmt: skip
        assert part in text, part


def test_what_is_no_address_stays_as_it_is_written(tmp_path: Path) -> None:
    settings = SETTINGS + "markdown: {html: sanitise}\n"
    text = article("Flood", 'See <a href="http://[x">a</a>, <a href="//[y">b</a>, [c](http://[z).\n')
    _, found = both(site(tmp_path, {"archive.yaml": settings, "articles/flood.md": text}))
    assert 'href="//[y"' in found["items"][0]["content_html"]


def test_the_newest_come_first_and_no_more_than_a_feed_holds(tmp_path: Path) -> None:
    made = site(tmp_path, days(25) | {"articles/u.md": article("Undated", published="unknown")})
    assert headlines(made) == headlines(made, "courier") == [f"Day {at}" for at in range(25, 25 - feed.MOST, -1)]


def test_nothing_is_told_that_has_no_page_or_was_withdrawn(tmp_path: Path) -> None:
    made = site(tmp_path, {
        "articles/a.md": article("Public"), "articles/b.md": article("Draft", draft=True),
        "articles/c.md": article("Embargoed", embargo="2026-02-01"),
        "articles/d.md": article("Gone", withdrawn={"date": "1957-01-01", "reason": "A court"},
                                 corrections=[{"date": "1956-11-01", "text": "Wrong."}]),
    })  # fmt: skip
    assert headlines(made) == ["Public"]
    assert headlines(made, "corrections") == []


def test_what_gathers_stories_has_a_feed_once_it_can_be_filled(tmp_path: Path) -> None:
    front: dict[str, Any] = {"section": "News", "byline": ["Ada Quill"], "topics": ["Floods"], "people": ["Jane Weir"]}
    made = site(tmp_path, days(9, **front) | {"articles/u.md": article("Undated", published="unknown", **front)})
    assert not list(made.glob("*/*/feed.*"))
    for of in ("sections/news", "bylines/ada-quill", "topics/floods"):
        assert "feed.atom" not in (made / of / "index.html").read_text("utf-8").partition("<footer")[0]
    made = site(tmp_path, days(10, **front))
    assert {file.parent.relative_to(made).as_posix() for file in made.glob("*/*/feed.*")} == {
        "sections/news", "bylines/ada-quill", "topics/floods"
    }  # fmt: skip
    assert headlines(made, "topics/floods") == [f"Day {at}" for at in range(10, 0, -1)]
    assert both(made, "topics/floods")[1]["title"] == "Floods · Test archive"


def test_each_correction_is_an_entry_of_its_own(tmp_path: Path) -> None:
    notes = [
        {"date": "1956-10-14", "text": "One."},
        {"date": "1956-10-14", "text": "Two."},
        {"date": "1957-01", "text": "Three."},
    ]
    read, found = both(site(tmp_path, {"articles/flood.md": article("Flood", corrections=notes)}), "corrections")
    where = f"{URL}/courier/1956/10/13/flood/#correction-"
    assert {item["id"] for item in found["items"]} == {f"{where}1956-10-14", f"{where}1956-10-14-2", f"{where}1957-01"}
    assert found["items"][0]["content_html"] == "<p><b>Correction, 1957-01:</b> Three.</p>\n"
    assert read.feed.title == "Corrections · Test archive"


def test_texts_that_are_markup_elsewhere_are_texts(tmp_path: Path) -> None:
    bare = STRANGE.replace("\x0c", "")
    files = {"articles/flood.md": article(STRANGE, standfirst=STRANGE, section=STRANGE, slug="flood")}
    read, found = both(site(tmp_path, dict(files)))
    assert found["items"][0]["title"] == STRANGE
    assert (read.entries[0].title, read.entries[0].tags[0].term) == (bare, bare)


@pytest.mark.parametrize("language", ["fr", "de", "es"])
def test_the_archives_own_words_are_in_its_language(tmp_path: Path, language: str) -> None:
    settings = SETTINGS.replace("en-GB", language)
    front: dict[str, Any] = {"corrections": [{"date": "1956-10-14", "text": "Non."}]}
    made = site(tmp_path, {"archive.yaml": settings, "articles/flood.md": article("Crue", **front)})
    title = both(made, "corrections")[1]["title"]
    assert title.endswith(" · Test archive")
    assert not title.startswith("Corrections ") or language == "fr"


def test_pages_name_their_feeds(tmp_path: Path) -> None:
    made = site(tmp_path, days(10, section="News"))
    for page, of in (
        ("", ""),
        ("courier/", "courier/"),
        ("sections/news/", "sections/news/"),
        ("corrections/", "corrections/"),
    ):
        tree = html.fromstring((made / page / "index.html").read_bytes())
        links = [link.get("href") for link in tree.iterfind(".//link[@rel='alternate']")]
        assert links == [f"/{of}feed.atom", f"/{of}feed.json"]
        assert links[0] in [link.get("href") for link in tree.iterfind(".//a")]


def test_without_an_address_there_are_none_and_they_come_and_go_with_it(tmp_path: Path) -> None:
    files = days(10, section="News")
    for settings in ("name: Test\n", SETTINGS, "name: Test\n"):
        made = site(tmp_path, {**files, "archive.yaml": settings})
        there = "url" in settings
        for of in ("", "courier", "corrections", "sections/news"):
            assert (made / of / "feed.atom").exists() == there
            assert ("feed.atom" in (made / of / "index.html").read_text("utf-8")) == there
