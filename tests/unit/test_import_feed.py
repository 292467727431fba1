"""Feeds to stories: RSS, Atom and JSON Feed, whole texts and summaries, pictures, and files that are hostile."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from backissue.errors import ImportRefused
from backissue.importers.record import Item, Picture, Publication
from hypothesis import given
from hypothesis import strategies as st
from reading import found_in, kept, notes_of, only_item, reasons

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>The Lamp &amp;amp; Post</title><link>https://lamp.example/</link><language>en-GB</language><description>Weekly</description>
%s</channel></rss>"""
ITEM = """<item><title>Rain &amp;amp; &lt;b&gt;rivers&lt;/b&gt;</title><link>https://lamp.example/1956/rain.html</link>
<guid isPermaLink="false">lamp-1</guid><dc:creator>Nora Fell</dc:creator><dc:creator>Tom Marsh</dc:creator>
<pubDate>Sat, 13 Oct 1956 21:05:00 +1000</pubDate><category>News</category><category>Floods</category>
<media:content url="https://lamp.example/gauge.jpg" medium="image"><media:description>The gauge.</media:description>
<media:credit>Tom Marsh</media:credit></media:content><media:thumbnail url="https://lamp.example/small.jpg"/>
<description>A wet &lt;i&gt;day&lt;/i&gt;.</description>
<content:encoded><![CDATA[<p onclick="x()">The <b>river</b> rose.</p><script>alert(1)</script>]]></content:encoded>
<enclosure url="https://lamp.example/rain.mp3" type="audio/mpeg" length="1"/></item>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app"
 xml:lang="fr" xml:base="https://lampe.example/"><title>La Lampe</title><link rel="alternate" href="/"/>
<entry><id>tag:lampe.example,1956:1</id><title type="html">La &lt;i&gt;pluie&lt;/i&gt;</title>
<link rel="alternate" href="pluie.html"/><author><name>Nora Fell</name></author>
<published>1956-10-13T21:05:00+10:00</published><updated>1956-10-14T08:00:00+10:00</updated>
<category term="eau" label="Eau"/><app:control><app:draft>yes</app:draft></app:control>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>La <em>pluie</em>.</p></div></content>
</entry></feed>"""
RSS_1 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://lamp.example/">
<title>The Lamp</title><link>https://lamp.example/</link></channel><item rdf:about="https://lamp.example/rain">
<title>Rain</title><link>https://lamp.example/rain</link><dc:date>1956-10-13</dc:date>
<description>It rained.</description></item></rdf:RDF>"""


def feed(folder: Path, text: str | bytes, name: str = "feed.xml") -> Path:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_rss_with_whole_texts(tmp_path: Path) -> None:
    found = found_in("feed", feed(tmp_path, RSS % ITEM))
    assert found[0] == Publication("The Lamp & Post", "https://lamp.example/", "en-GB", description="Weekly")
    item = only_item(found)
    assert (item.key, item.source, item.slug) == ("lamp-1", "feed.xml, item 1", "rain")
    assert item.fields == {
        "headline": "Rain & rivers", "standfirst": "A wet day.", "byline": ["Nora Fell", "Tom Marsh"],
        "published": "1956-10-13T21:05:00+10:00",
    }  # fmt: skip
    assert item.terms == {"categories": ["News", "Floods"]}
    assert item.addresses == ["https://lamp.example/1956/rain.html"]
    assert item.body == "The **river** rose.\n\n[rain.mp3](<https://lamp.example/rain.mp3>)"
    assert item.words == "The river rose."
    assert item.pictures == [Picture("https://lamp.example/gauge.jpg", caption="The gauge.", credit="Tom Marsh")]
    assert notes_of(item) == {"changed: a file that is no picture is a link below the text"}


def test_atom_with_its_base_and_its_draft(tmp_path: Path) -> None:
    found = found_in("feed", feed(tmp_path, ATOM))
    assert found[0] == Publication("La Lampe", "https://lampe.example/", "fr")
    item = only_item(found)
    assert item.fields == {
        "headline": "La pluie", "byline": ["Nora Fell"], "published": "1956-10-13T21:05:00+10:00",
        "updated": "1956-10-14T08:00:00+10:00", "draft": True,
    }  # fmt: skip
    assert (item.body, item.terms["categories"]) == ("La *pluie*.", ["Eau"])
    assert item.addresses == ["https://lampe.example/pluie.html"]


def test_a_summary_alone_is_the_body_with_a_warning(tmp_path: Path) -> None:
    item = only_item(found_in("feed", feed(tmp_path, RSS_1)))
    assert item.fields == {"headline": "Rain", "published": "1956-10-13"}
    assert item.body == "It rained."
    assert notes_of(item) == {"warning: the feed has no full text: its summary is the body"}


def test_json_feed(tmp_path: Path) -> None:
    items = [
        {"id": "1", "url": "https://lamp.example/rain", "title": "Rain", "content_html": "<p>It <b>rained</b>.</p>",
         "summary": "Wet", "date_published": "1956-10-13T21:05:00+10:00", "authors": [{"name": "Nora Fell"}],
         "tags": ["Floods", 3], "image": "gauge.jpg", "attachments": [{"url": "https://lamp.example/a.mp3"}]},
        {"id": "2", "title": "Empty"}, {"id": "3"}, None,
    ]  # fmt: skip
    (tmp_path / "gauge.jpg").write_bytes(b"x")
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Lamp", "items": items})
    found = found_in("feed", feed(tmp_path, text, "feed.json"))
    first, empty = kept(found, Item)
    assert first.fields == {
        "headline": "Rain", "standfirst": "Wet", "byline": ["Nora Fell"], "published": "1956-10-13T21:05:00+10:00",
    }  # fmt: skip
    assert first.body == "It **rained**.\n\n[a.mp3](<https://lamp.example/a.mp3>)"
    assert (first.pictures, list(first.files)) == ([Picture("gauge.jpg")], ["gauge.jpg"])
    assert empty.fields == {"headline": "Empty"}
    assert len(reasons(found)) == 2


def test_a_folder_of_feeds_goes_on_after_a_bad_one(tmp_path: Path) -> None:
    feed(tmp_path, RSS % ITEM, "a.xml")
    feed(tmp_path, "<html><body>Not found</body></html>", "b.xml")
    feed(tmp_path, ATOM, "c.atom")
    found = found_in("feed", tmp_path)
    assert len(kept(found, Item)) == 2
    assert list(reasons(found)) == ["b.xml"]


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7", "utf-32"])
def test_declared_entities_are_refused_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = (RSS % ITEM).replace('<?xml version="1.0"?>', f'<?xml version="1.0" encoding="{encoding}"?><!-- > -->{BOMB}')
    with pytest.raises(ImportRefused, match=r"declares entities|neither RSS nor Atom"):
        found_in("feed", feed(tmp_path, text.encode(encoding)))


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    text = f'<!DOCTYPE rss SYSTEM "file://{tmp_path}/secret.txt">' + RSS.partition("?>")[2] % ITEM.replace(
        "Nora", "&x;"
    )
    assert "the secret" not in str(found_in("feed", feed(tmp_path, text)))


@pytest.mark.parametrize(
    "text", ["", "https://lamp.example/feed", "/etc/passwd", "{}", "[1]", "\0\0\0", "<a><b>", "<rss><<"]
)
def test_what_is_no_feed_is_refused_and_nothing_is_fetched(tmp_path: Path, text: str) -> None:
    with pytest.raises(ImportRefused, match=r"feed\.xml"):
        found_in("feed", feed(tmp_path, text))


def test_a_feed_that_breaks_off_gives_what_is_there(tmp_path: Path) -> None:
    whole = RSS % (ITEM + ITEM.replace("lamp-1", "lamp-2"))
    found = found_in("feed", feed(tmp_path, whole[: whole.rindex("<category>")]))
    assert [item.key for item in kept(found, Item)] == ["lamp-1", "lamp-2"]
    assert "warning: the feed is not well-formed XML: look whether the item is whole" in notes_of(kept(found, Item)[0])


def test_a_feed_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backissue.importers.readers.feed._LARGEST", 100)
    with pytest.raises(ImportRefused, match="part it into several feeds"):
        found_in("feed", feed(tmp_path, RSS % ITEM))


PIECES = st.sampled_from(
    ["<item>", "</item>", "<title>", "</title>", "<link>", "<guid>x</guid>", "&amp;", "&nbsp;", "&#xD800;", "<![CDATA[",
     "]]>", "<!--", "-->", "<description>", "</description>", "<p>x</p>", '<enclosure url="a.jpg" type="image/x"/>',
     "<pubDate>32 Foo 1956</pubDate>", "<media:content/>", "<author>a@b.example</author>", "\0", "é"],
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=20).map("".join))
def test_no_feed_crashes(tmp_path_factory: pytest.TempPathFactory, inner: str) -> None:
    file = feed(tmp_path_factory.mktemp("feed"), (RSS % ("\n" + inner)).encode("utf-8", "surrogatepass"))
    found = []
    with suppress(ImportRefused):
        found = found_in("feed", file)
    assert not [why for why in reasons(found).values() if why.startswith("not readable")]
