"""Saved article pages, read into stories."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from backissue.errors import ImportRefused
from backissue.importers.mapping import Mapping
from backissue.importers.readers.html import read
from backissue.importers.record import Found, Item, LeftOut, Picture, Publication, Source
from hypothesis import given, settings
from hypothesis import strategies as st

HEAD = """
<meta charset="utf-8">
<title>Ferry fares fall for the first time | The Harbour Lamp</title>
<link rel="canonical" href="https://lamp.example/news/ferry-fares.html">
<meta property="og:site_name" content="The Harbour Lamp">
"""
DATA = """
{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "The Harbour Lamp"},
  {"@type": ["NewsArticle"], "headline": "Ferry fares fall", "inLanguage": "en-AU",
   "datePublished": "2024-05-04T06:00:00.000+1000", "dateModified": "2024-05-04T09:30:00Z",
   "author": [{"@type": "Person", "name": "Nora Fell", "jobTitle": "Harbour Correspondent"}, {"name": "Reuters"}],
   "publisher": {"@id": "#lamp"}, "provider": {"name": "Continental Wire"},
   "articleSection": ["Harbour", "Money"], "keywords": "Ferries, Fares",
   "about": [{"@type": "Person", "name": "Jane Weir"}, {"@type": "Place", "name": "Moorfield"}],
   "image": {"@type": "ImageObject", "url": "https://lamp.example/img/saltpetre-1200x800.jpg",
             "caption": "Not as printed", "creditText": "Nobody", "copyrightNotice": "© The Harbour Lamp"},
   "mainEntityOfPage": "https://lamp.example/news/ferry-fares.html",
   "correction": {"text": "The year was wrong.", "datePublished": "2024-05-05"}},
  {"@type": "Organization", "@id": "#lamp", "name": "The Harbour Lamp", "url": "https://lamp.example/"}]}
"""
BODY = """
<header class="site-header"><nav><a href="/">Home</a></nav><time datetime="2024-05-09">Thursday</time></header>
<main><article class="article paywall has-comments">
<p class="kicker">Boats</p>
<h1>Ferry fares fall for the first time</h1>
<p class="standfirst">Islanders will pay a fifth less from Monday.</p>
<div class="byline">By <a rel="author" href="/nora">Nora Fell</a>, Harbour Correspondent</div>
<div class="share-bar"><a href="#">Facebook</a></div>
<figure><img src="./page_files/saltpetre-600x400.jpg" alt="A boat">
<figcaption>The Saltpetre leaves its berth. <span class="credit">Picture: Tom Marsh</span></figcaption></figure>
<div class="words">
<p>The ferry board said after its yearly meeting that it would lower all fares by a fifth, for the
<strong>first time</strong> in nine years, <a href="../old/board.html">as it had promised</a>.</p>
<div><h3>Sign up to The Harbour Lamp's newsletters.</h3><p>The tide table, in your inbox.</p>
<form><input></form><p>By continuing you agree to our Terms.</p></div>
<p>“We had the money, so it goes back,” the chair told those who came to the hall on the quay in the rain.</p>
<figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/img/hall.jpg" alt="A hall">
<figcaption>The hall (Tom Marsh/Harbour Lamp)</figcaption></figure>
<p>Read more: <a href="/x">The bridge is shut</a></p>
<h2>What changes</h2>
<ul><li>Adults pay four shillings</li><li>Children pay two shillings</li></ul>
<table><tr><th>boat</th><th>fare</th></tr><tr><td>Saltpetre</td><td>4</td></tr></table>
<p>The new fares are on the noticeboard, and the children's fare stays as it was for as long as anybody knows.</p>
<p>– AAP</p>
</div></article>
<section id="comments"><h2>Comments</h2><p>First, and I mean it!</p></section>
<section class="latest-edition"><h2>Latest Edition</h2><p>The cover</p></section></main>
<footer>Printed on the quay</footer><div id="cookie-banner">We use cookies</div>
"""
PROSE = BODY[BODY.index("<p>The ferry board") : BODY.index("<div><h3>")] + (
    "<p>“We had the money, so it goes back,” the chair told those who came to the hall on the quay.</p>"
)


def page(body: str = BODY, head: str = HEAD, data: str = DATA) -> str:
    script = f'<script type="application/ld+json">{data}</script>' if data else ""
    return f'<!doctype html><html lang="en-GB"><head>{head}{script}</head><body>{body}</body></html>'


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., list[Found]]:
    """Reads files by their names in a folder."""

    def read_all(files: dict[str, str | bytes], **mapping: Any) -> list[Found]:
        for name, data in files.items():
            file = tmp_path / "pages" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.encode() if isinstance(data, str) else data)
        return list(read(Source(tmp_path / "pages", Mapping(**mapping), tmp_path, lambda done, total: None)))

    return read_all


def story(found: list[Found]) -> Item:
    (item,) = [one for one in found if isinstance(one, Item)]
    return item


def notes(item: Item) -> set[str]:
    return {note.text for note in item.notes}


def test_a_page_is_a_story_in_its_fields(imported: Callable[..., list[Found]]) -> None:
    found = imported({"page.html": page(), "page_files/saltpetre-600x400.jpg": b"jpeg"})
    assert found[0] == Publication(name="The Harbour Lamp", url="https://lamp.example/", language="en-AU")
    item = story(found)
    assert item.fields == {
        "headline": "Ferry fares fall for the first time",
        "kicker": "Boats",
        "standfirst": "Islanders will pay a fifth less from Monday.",
        "byline": [{"name": "Nora Fell", "role": "Harbour Correspondent"}],
        "agency": ["Reuters", "Continental Wire", "AAP"],
        "people": ["Jane Weir"],
        "places": ["Moorfield"],
        "published": "2024-05-04T06:00:00+10:00",
        "updated": "2024-05-04T09:30:00+00:00",
        "corrections": [{"date": "2024-05-05", "text": "The year was wrong."}],
        "language": "en-AU",
    }
    assert item.terms == {"categories": ["Harbour", "Money"], "tags": ["Ferries", "Fares"]}
    assert item.addresses == ["https://lamp.example/news/ferry-fares.html"]


def test_a_page_s_text_is_markdown_without_its_boxes(imported: Callable[..., list[Found]]) -> None:
    item = story(imported({"page.html": page()}))
    assert item.body.split("\n\n") == [
        "The ferry board said after its yearly meeting that it would lower all fares by a fifth, for the\n"
        "**first time** in nine years, [as it had promised](https://lamp.example/old/board.html).",
        "“We had the money, so it goes back,” the chair told those who came to the hall on the quay in the rain.",
        "![A hall](https://lamp.example/img/hall.jpg)",
        "## What changes",
        "- Adults pay four shillings\n- Children pay two shillings",
        "| boat | fare |\n| --- | --- |\n| Saltpetre | 4 |",
        "The new fares are on the noticeboard, and the children's fare stays as it was for as long as anybody knows.",
    ]
    assert notes(item) >= {
        f"{name} left out"
        for name in (
            "newsletter box",
            "comments",
            "latest-edition box",
            "related links",
            "share bar",
            "cookie notice",
        )
    }
    assert "Saltpetre" in item.words
    for gone in ("inbox", "First, and", "bridge", "cookies", "quay\n\nPrinted", "leaves its berth"):
        assert gone not in item.words


def test_pictures_have_their_captions_credits_and_files(imported: Callable[..., list[Found]], tmp_path: Path) -> None:
    item = story(imported({"page.html": page(), "page_files/saltpetre-600x400.jpg": b"jpeg"}))
    assert item.pictures == [
        Picture(
            "./page_files/saltpetre-600x400.jpg",
            alt="A boat",
            caption="The Saltpetre leaves its berth.",
            credit="Tom Marsh",
            rights="© The Harbour Lamp",
            lead=True,
        ),
        Picture("https://lamp.example/img/hall.jpg", alt="A hall", caption="The hall", credit="Tom Marsh/Harbour Lamp"),
    ]
    assert item.files == {
        "./page_files/saltpetre-600x400.jpg": str(tmp_path / "pages/page_files/saltpetre-600x400.jpg")
    }


def test_a_picture_that_only_the_data_has_leads(imported: Callable[..., list[Found]]) -> None:
    item = story(imported({"page.html": page(f"<h1>Ferry fares fall</h1><article>{PROSE}</article>")}))
    (picture,) = item.pictures
    assert picture.ref == "https://lamp.example/img/saltpetre-1200x800.jpg"
    assert picture.lead


def test_a_picture_written_into_the_page_is_unpacked(imported: Callable[..., list[Found]]) -> None:
    data = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    embedded = f'<img alt="A gauge" src="data:image/png;base64,{base64.b64encode(data).decode()}">'
    item = story(imported({"page.html": page(f"<h1>Ferry</h1><article>{PROSE}{embedded}{PROSE}</article>", data="")}))
    ((ref, file),) = item.files.items()
    assert f"![A gauge]({ref})" in item.body
    assert Path(file).read_bytes() == data


@pytest.mark.parametrize(
    ("head", "body", "fields"),
    [
        (
            '<meta property="og:type" content="article"><meta property="og:title" content="The river | The Lamp">'
            '<meta property="og:site_name" content="The Lamp"><meta name="author" content="Ada Quill and Tom Marsh">'
            '<meta property="article:published_time" content="2024-05-04T06:00+10:00">'
            '<meta property="article:section" content="Floods">',
            "",
            {"headline": "The river", "byline": ["Ada Quill", "Tom Marsh"], "published": "2024-05-04T06:00:00+10:00"},
        ),
        (
            '<meta name="citation_title" content="The river"><meta name="citation_author" content="Quill, Ada">'
            '<meta name="citation_publication_date" content="2024/05/04">',
            "",
            {"headline": "The river", "byline": ["Ada Quill"], "published": "2024-05-04"},
        ),
        (
            '<meta name="DC.title" content="The river"><meta name="DC.creator" content="Quill, Ada">'
            '<meta name="DC.date.issued" content="2024-05"><meta name="DC.language" content="cy">',
            "",
            {"headline": "The river", "byline": ["Ada Quill"], "published": "2024-05", "language": "cy"},
        ),
        (
            "",
            '<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">The river</h2>'
            '<span itemprop="author" itemscope><b itemprop="name">Ada Quill</b></span>'
            '<meta itemprop="datePublished" content="4 May 2024"></div>',
            {"headline": "The river", "byline": ["Ada Quill"], "published": "2024-05-04"},
        ),
        (
            "<title>The river</title>",
            "<h1>The river</h1><p>By Ada Quill</p><p>Updated <time>May 6, 2024</time></p>"
            '<p>Published <time datetime="2024-05-04">Saturday</time></p>',
            {"headline": "The river", "byline": ["Ada Quill"], "published": "2024-05-04", "updated": "2024-05-06"},
        ),
    ],
    ids=["open graph", "highwire", "dublin core", "microdata", "shown"],
)
def test_what_a_page_says_in_other_ways(
    head: str, body: str, fields: dict[str, Any], imported: Callable[..., list[Found]]
) -> None:
    item = story(imported({"page.html": page(f"<article>{body}{PROSE}</article>", head=head, data="")}))
    assert {"language": "en-GB"} | fields == item.fields
    assert item.body.startswith("The ferry board")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (page().encode(), set()),
        (page(head='<meta charset="windows-1252">').encode("windows-1252"), set()),
        (page(head='<meta charset="windows-1252">').encode(), {"says another encoding than UTF-8, which it is in"}),
        (page(head="").encode("utf-16"), set()),
        (
            page(head='<meta charset="utf-8">').encode("windows-1252"),
            {"read as Windows-1252, which is a guess; look at its letters"},
        ),
    ],
    ids=["as declared", "Windows-1252", "declared wrongly", "mark", "not even UTF-8"],
)
def test_encodings_are_told_by_the_bytes(data: bytes, says: set[str], imported: Callable[..., list[Found]]) -> None:
    item = story(imported({"page.html": data}))
    assert "“We had the money, so it goes back,”" in item.body
    assert {note for note in notes(item) if "left out" not in note} == says


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no article: it has no text"),
        (page("<p></p>", data=""), "no article: it has no text"),
        (
            page(
                BODY,
                head='<link rel="canonical" href="https://lamp.example/"><meta property="og:type" content="website">',
                data="",
            ),
            "no article: a home page",
        ),
        (
            page(
                "".join(f'<article><h2><a href="/{at}">A story of some kind</a></h2></article>' for at in range(9)),
                head='<meta property="og:type" content="website">',
                data="",
            ),
            "no article: a list of others",
        ),
    ],
    ids=["empty", "no text", "home page", "list"],
)
def test_pages_that_are_no_article_are_left_out(text: str, reason: str, imported: Callable[..., list[Found]]) -> None:
    assert imported({"page.html": text})[-1] == LeftOut("page.html", reason)


def test_pages_in_a_page_s_own_folder_are_none(imported: Callable[..., list[Found]]) -> None:
    found = imported({"a.html": page(), "a_files/frame.html": page(), "a_files/style.css": "p {}"})
    assert [one.source for one in found if isinstance(one, Item)] == ["a.html"]


def test_of_pages_with_one_address_the_first_counts(imported: Callable[..., list[Found]]) -> None:
    found = imported({"a.html": page(), "b.html": page()})
    assert found[-1] == LeftOut("b.html", "the same page again, by its address")


def test_links_between_pages_on_one_disk_are_links_between_their_addresses(
    imported: Callable[..., list[Found]],
) -> None:
    other = page(head="<title>Other</title>", data="").replace("../old/board.html", "ferry.html#fares")
    found = imported({"news/ferry.html": page(), "news/other.html": other})
    items = {one.source: one for one in found if isinstance(one, Item)}
    assert "[as it had promised](https://lamp.example/news/ferry-fares.html#fares)" in items["news/other.html"].body
    assert items["news/other.html"].addresses == ["/news/other.html"]


def test_a_saved_page_s_address_is_in_its_comment(imported: Callable[..., list[Found]]) -> None:
    saved = "<!-- saved from url=(0038)https://lamp.example/news/ferry.html -->"
    item = story(imported({"a.html": saved + page(head="<title>Ferry</title>", data="")}))
    assert item.addresses == ["https://lamp.example/news/ferry.html"]


def test_nothing_outside_the_folder_is_fetched(imported: Callable[..., list[Found]], tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"jpeg")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/link.jpg").symlink_to(tmp_path / "secret.jpg")
    images = "".join(f'<p><img src="{ref}" alt="x"></p>' for ref in ("../secret.jpg", "link.jpg", "/../secret.jpg"))
    item = story(imported({"a.html": page(f"<article>{PROSE}{images}{PROSE}</article>")}))
    assert item.files == {}


def test_scripts_do_not_come_over(imported: Callable[..., list[Found]]) -> None:
    evil = '<p onclick="x()">A word <a href="javascript:x()">here</a>.</p><script>x()</script><img src=x onerror="x()">'
    item = story(imported({"a.html": page(f"<article>{PROSE}{evil}{PROSE}</article>")}))
    assert "x()" not in item.body + item.words
    assert "A word here." in item.body


def test_the_data_s_text_stands_in_for_a_cut_page(imported: Callable[..., list[Found]]) -> None:
    words = " ".join(f"word{at}" for at in range(120))
    data = f'{{"@type": "NewsArticle", "headline": "Ferry", "articleBody": "{words}"}}'
    item = story(imported({"a.html": page(f"<article>{PROSE}</article>", data=data)}))
    assert item.body == words
    assert "the text is from the page's data, without links and formatting" in notes(item)


@pytest.mark.parametrize("data", ["{", "[1, null, [[]]]", '{"@graph": 5}', '{"@type": "NewsArticle", "author": [[{}]]}',
                                  '{"@type": {"a": 1}, "image": [[], 3]}', "[" * 5000])  # fmt: skip
def test_data_that_makes_no_sense_is_passed_by(data: str, imported: Callable[..., list[Found]]) -> None:
    assert story(imported({"a.html": page(data=data)})).body.startswith("The ferry board")


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"no \.html page"):
        list(read(Source(tmp_path, Mapping(), tmp_path, lambda done, total: None)))


def test_a_page_of_no_end_is_a_fault_of_its_own(imported: Callable[..., list[Found]]) -> None:
    found = imported({"a.html": "<p>" + "x" * (33 * 1024 * 1024), "b.html": page()})
    assert found[0] == LeftOut("a.html", "larger than 32 MB, which no page is", fault=True)
    assert story(found).source == "b.html"


def test_elements_within_each_other_without_end_are_read(imported: Callable[..., list[Found]]) -> None:
    found = imported({"a.html": page("<div>" * 20_000 + PROSE), "b.html": page()})
    assert [one for one in found if isinstance(one, Item) and one.source == "b.html"]


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<figure>", "<img src=a>", "<h1>", "<article>", "</article>", "<div class='newsletter'>", PROSE,
     "&#1;", "&#x1f;", HEAD, f'<script type="application/ld+json">{DATA}</script>',
     '<script type="application/ld+json">{"@graph":',
     "<base href='http://[']>", "<a href='http://[x'>y</a>", "<time datetime='2024-13-45'>", "\0", "<!--", "]]>"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=20)).map("".join).map(str.encode) | st.binary(max_size=300))
def test_no_bytes_are_a_crash(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.html"
    file.write_bytes(data)
    for found in read(Source(file, Mapping(), file.parent, lambda done, total: None)):
        assert isinstance(found, Item | LeftOut | Publication)


def test_the_mapping_says_how_dates_in_figures_are_read(imported: Callable[..., list[Found]]) -> None:
    text = page(f"<article><h1>Ferry</h1><p class='date'>05/04/2024</p>{PROSE}</article>", data="")
    item = story(imported({"a.html": text}))
    assert item.fields["published"] == "2024-04-05"
    assert "a date in figures was read day first; check" in notes(item)
    item = story(imported({"a.html": text}, dates=["%m/%d/%Y"]))
    assert item.fields["published"] == "2024-05-04"


def test_months_have_the_names_of_the_page_s_language(imported: Callable[..., list[Found]]) -> None:
    text = page(f"<article><h1>Ferry</h1><time>4 mai 2024</time>{PROSE}</article>", data="").replace("en-GB", "fr")
    item = story(imported({"a.html": text}))
    assert item.fields["published"] == "2024-05-04"


def test_a_page_without_a_date_is_dated_by_its_address_or_its_last_change(
    imported: Callable[..., list[Found]],
) -> None:
    body = f"<article><h1>Ferry</h1>{PROSE}</article>"
    addressed = '<link rel="canonical" href="https://lamp.example/2024/05/04/ferry/">'
    found = imported(
        {
            "a.html": page(body, head=addressed, data=""),
            "b.html": page(body, head='<meta name="last-modified" content="2024-05-06">', data=""),
        }
    )
    items = {one.source: one for one in found if isinstance(one, Item)}
    assert items["a.html"].fields["published"] == "2024-05-04"
    assert "dated by its address; check" in notes(items["a.html"])
    assert items["b.html"].fields["published"] == "2024-05-06"
    assert "dated by its last change; check" in notes(items["b.html"])
