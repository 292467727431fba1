"""Sources that are broken or mean harm: a named fault, the rest comes over, nothing outside, no script on any page."""

import gzip
import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from backissue.build import build
from backissue.errors import ImportRefused
from backissue.importers.formats import FORMATS
from backissue.importers.mapping import Mapping
from backissue.importers.report import Report
from backissue.importers.run import run_import
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

SECRET = "a-word-that-stands-outside"

ATTACKS = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>"
    "<a href='javascript:alert(4)'>a</a><a href=' &#106;ava\nscript:alert(5)'>b</a>"
    "<iframe src='javascript:alert(6)'></iframe>"
    "<style>@import 'x'</style><form action='/x'><input name=y></form><object data='x.swf'></object><base href='/x/'>"
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(7)>"
    "[c](javascript:alert(8)) ![d](javascript:alert(9)) <javascript:alert(10)> [e]: javascript:alert(11)\n\n[e]"
    "![f](../../../secret.txt) ![g](/etc/passwd) ![h](file:///etc/passwd) {% include ../../../secret.txt %}"
    "{{< readfile ../../secret.txt >}} [i](data:text/html,<script>alert(12)</script>)"
)
"""In a body: everything that runs, calls out, or leads out."""

HEADLINE = "<b onclick=alert(13)>Head</b> </title><script>alert(14)</script> {{ 7 * 7 }}"

DOCTYPE = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file://%s">]>'

WXR = """<?xml version="1.0"?>%s<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Gazette</title><link>https://gazette.example</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title><![CDATA[%s]]></title><link>https://gazette.example/../../x/</link><dc:creator>%s</dc:creator>
<content:encoded><![CDATA[%s]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_date>2014-03-12 10:11:00</wp:post_date>
<wp:post_name>../../../../etc/cron</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>%s</wp:comment_author><wp:comment_approved>1</wp:comment_approved>
<wp:comment_content><![CDATA[%s]]></wp:comment_content></wp:comment></item>
<item><title>Second</title><content:encoded>Water.</content:encoded><wp:post_id>2</wp:post_id>
<wp:post_date>2014-03-13 10:11:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"""


def attack(form: str, folder: Path) -> Path:
    """A source of that format that does all it can."""
    folder.mkdir()
    escaped = HEADLINE.replace("&", "&amp;").replace("<", "&lt;")
    match form:
        case "markdown":
            front = f"---\ntitle: '{HEADLINE}'\nslug: ../../../../etc/cron\nimage: ../../../secret.txt\npermalink: /../../x/\n---\n"
            (folder / "2014-03-12-a.md").write_text(front + ATTACKS, "utf-8")
            (folder / "2014-03-13-b.md").symlink_to(folder.parent / "secret.txt")
            (folder / "2014-03-14-c.md").write_bytes(b"---\ntitle: \xff\xfe\0\n---\n\0\xc3\x28")
            (folder / "2014-03-15-d.md").write_text("---\n" + "a: &a [*a, *a]\n" * 3 + "---\nx", "utf-8")
        case "wordpress":
            (folder / "a.xml").write_text(WXR % ("", HEADLINE, escaped, ATTACKS, escaped, ATTACKS), "utf-8")
        case "ninjs":
            story = {"uri": "../../x", "headline": HEADLINE, "body_html": ATTACKS, "version": "1", "type": "text",
                     "byline": HEADLINE, "firstcreated": "2014-03-12T10:11:00Z",
                     "associations": {"a": {"type": "picture", "renditions": {"r": {"href": "../../secret.txt"}}}}}  # fmt: skip
            (folder / "a.json").write_text(json.dumps([story, {"headline": 5}, [[]], None]))
            (folder / "b.json").write_bytes(b'{"headline": ' + b"[" * 100_000)
        case "html":
            data = json.dumps(
                {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2014-03-12", "image": "../x"}
            )
            page = f"<title>{HEADLINE}</title><script type='application/ld+json'>{data}</script><article><h1>{HEADLINE}</h1>"
            (folder / "a.html").write_text(
                page + f"<p>{ATTACKS}</p>" + "<p>The river rose again on Friday.</p>" * 30, "utf-8"
            )
            (folder / "b.html").write_bytes(b"\0\xff" * 500 + b"<div>" * 5_000)
        case "text":
            (folder / "a.txt").write_text(f"{HEADLINE}\n\n{HEADLINE}\nReuters\n{ATTACKS}\n\n{ATTACKS}\n", "utf-8")
        case "feed":
            entry = f"<item><title>{escaped}</title><link>javascript:alert(1)</link><guid>../../x</guid><description><![CDATA[{ATTACKS}]]></description><pubDate>Wed, 12 Mar 2014 10:11:00 GMT</pubDate></item>"
            (folder / "a.xml").write_text(
                f"<rss version='2.0'><channel><title>G</title>{entry}</channel></rss>", "utf-8"
            )
        case "table":
            rows = [
                ["title", "body", "image", "slug", "date"],
                [HEADLINE, ATTACKS, "../../secret.txt", "../../etc", "2014-03-12"],
            ]
            cells = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
            (folder / "a.csv").write_text("\n".join(cells) + '\n"ragged\0', "utf-8")
    return folder


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a secret that no import has any business with; and no network."""

    def no_network(*_: object) -> None:
        raise AssertionError("an import called out")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    (tmp_path / "secret.txt").write_text(f"---\ntitle: {SECRET}\n---\n{SECRET}", "utf-8")
    yield tmp_path
    assert {path.name for path in tmp_path.iterdir()} <= {"secret.txt", "source", "archive"}


def bring(form: str, source: Path, root: Path) -> Report:
    return run_import(FORMATS[form], source, root, Mapping())


def runs(page: str) -> list[str]:
    """What of a page would run or call out: there is to be nothing but the theme's own frame."""
    found = []
    for element in lxml_html.document_fromstring(page.encode()).iter("*"):
        values = {str(name): "".join(str(value).split()).casefold() for name, value in element.attrib.items()}
        if (
            (element.tag in {"script", "object", "embed", "math"} and element.get("type") != "application/ld+json")
            or (element.tag == "iframe" and not values["src"].endswith("/latest/"))
            or any(name.startswith("on") for name in values)
            or any(value.startswith(("javascript:", "data:", "file:")) for value in values.values())
        ):
            found.append(lxml_html.tostring(element, encoding="unicode")[:200])
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_runs_leaves_or_calls_out(form: str, outside: Path) -> None:
    root = outside / "archive"
    report = bring(form, attack(form, outside / "source"), root)
    assert report.outcomes["written"], "the rest comes over"
    build(root)
    stories = [page for page in (root / "site").rglob("*.html") if not {"search", "latest"} & set(page.parts)]
    assert stories
    for page in stories:
        text = page.read_text("utf-8")
        assert not runs(text), page
        assert SECRET not in text
        assert "root:x:" not in text
    for file in (root / "content").rglob("*"):
        assert not file.is_symlink()
        assert file.is_dir() or SECRET not in file.read_text("utf-8", errors="replace")
    assert SECRET not in (root / "import-report.json").read_text("utf-8")
    assert not runs((root / "import-report.html").read_text("utf-8"))


@pytest.mark.parametrize("form", ["wordpress", "feed"])
@pytest.mark.parametrize("use", ["&b;", "&x;"])
def test_entities_are_never_expanded(form: str, use: str, outside: Path) -> None:
    source, root = outside / "source", outside / "archive"
    source.mkdir()
    head = DOCTYPE % (outside / "secret.txt")
    feed = f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>G</title><item><title>T {use}</title></item></channel></rss>"
    (source / "a.xml").write_text(feed if form == "feed" else WXR % (head, use, "", use, "", use), "utf-8")
    with suppress(ImportRefused):
        bring(form, source, root)
    for file in outside.rglob("archive/**/*.*"):
        assert file.is_dir() or SECRET not in file.read_text("utf-8", errors="replace")


def test_what_is_packed_is_bounded(outside: Path) -> None:
    source, root = outside / "source", outside / "archive"
    source.mkdir()
    with gzip.open(source / "a.xml.gz", "wb", 9) as out:
        for _ in range(300):
            out.write(b"<item>" + b"0" * 1_000_000)
    with pytest.raises(ImportRefused):
        bring("wordpress", source, root)


ENDINGS = {
    "markdown": "md",
    "wordpress": "xml",
    "ninjs": "json",
    "html": "html",
    "text": "txt",
    "feed": "xml",
    "table": "csv",
}
PIECES = {
    "markdown": ["---\n", "title: ", "date: 2014-03-12\n", "+++\n", "{%", "%}", "{{", "}}", "[a](", "![", "<b>", "```\n", "\n"],
    "wordpress": ["<rss><channel>", "<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "<wp:post_type>post</wp:post_type>"],
    "ninjs": ["{", "}", "[", "]", '"headline":', '"body_html":', '"uri":"a"', ",", "1e999", "null", "\n"],
    "html": ["<html>", "<article>", "<p>", "</p>", "<script type=application/ld+json>{", "</script>", "<time datetime=2014>", "<h1>"],
    "text": ["Head\n", "\n\n", " Credit: A\n", "Comments\n", "Latest Edition\n", "Edition Edition 27 November 2025\n", "By A\n"],
    "feed": ["<rss>", "<channel>", "<item>", "</item>", "<entry>", "<title>", "<link href='a'/>", "<pubDate>1</pubDate>", "{", "}"],
    "table": ["title,date\n", '"', ",", "\n", ";", "\t", "2014-03-12", "title;body\n"],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_no_bytes_are_a_crash(form: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    pieces = st.sampled_from(PIECES[form]).map(str.encode) | st.binary(max_size=8) | st.text(max_size=8).map(str.encode)
    source = tmp_path_factory.mktemp("odd")
    (source / f"2014-03-12-a.{ENDINGS[form]}").write_bytes(b"".join(data.draw(st.lists(pieces, max_size=25))))
    with suppress(ImportRefused):
        assert not bring(form, source, source / "archive").outcomes["refused"], "what a build would not take"
