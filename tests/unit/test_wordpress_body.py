"""What WordPress keeps of a story's text, as Markdown."""

import time

import pytest
from backissue.importers.readers.wordpress.autop import with_paragraphs
from backissue.importers.readers.wordpress.body import Body, body_of
from backissue.importers.record import Note, Picture
from hypothesis import given, settings
from hypothesis import strategies as st

NOTES: list[Note] = []


@pytest.fixture(autouse=True)
def _no_notes() -> None:
    NOTES.clear()


def told(html: str, children: tuple[str, ...] = (), footnotes: str = "") -> Body:
    return body_of(html, lambda what, text: NOTES.append(Note(what, text)), lambda: children, footnotes)


def markdown(html: str, *children: str) -> str:
    return told(html, children).markdown


def notes() -> set[str]:
    return {f"{note.what}: {note.text}" for note in NOTES}


# The classic editor -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One\r\ntwo.\r\n\r\nThree.", "<p>One<br>\ntwo.</p><p>Three.</p>"),
        ("One.<br /><br />Two.", "<p>One.</p><p>Two.</p>"),
        ("One.<br />\ntwo.", "<p>One.<br>\ntwo.</p>"),
        ("<h2>Head</h2>\nText.", "<h2>Head</h2><p>Text.</p>"),
        ("Text.\n<ul>\n<li>one</li>\n<li>two\n\nmore</li>\n</ul>",
         "<p>Text.</p><ul><li>one</li><li>two<p>more</p></li></ul>"),
        ("<blockquote>One.\n\nTwo.</blockquote>", "<blockquote><p>One.</p><p>Two.</p></blockquote>"),
        ("<p>One.\n\nTwo.</p>", "<p>One.</p><p>Two.</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<a\nhref='/x'>x</a>", "<p><a href='/x'>x</a></p>"),
        ("a < b\n\nc > d", "<p>a < b</p><p>c > d</p>"),
        ("<table><tr><td>a\nb</td></tr></table>", "<table><tr><td>a<br>\nb</td></tr></table>"),
    ],
)  # fmt: skip
def test_blank_lines_are_paragraphs_and_ends_of_lines_are_breaks(html: str, paragraphs: str) -> None:
    assert with_paragraphs(html) == paragraphs


def test_emphasis_across_a_blank_line_goes_on_in_the_next_paragraph() -> None:
    assert markdown("<em>One.\n\nTwo.</em>") == "*One.*\n\n*Two.*"


def test_a_text_of_several_pages_is_one_and_its_comments_are_gone() -> None:
    assert markdown("One.<!--more-->\nTwo.<!--nextpage-->Three.<!-- a note -->") == "One.\n\nTwo.\n\nThree."
    assert notes() == {"changed: its several pages are one"}


# Blocks -----------------------------------------------------------------------------------


def test_blocks_leave_their_html_and_no_sign_of_themselves() -> None:
    html = (
        '<!-- wp:heading {"level":3} -->\n<h3>Tide</h3>\n<!-- /wp:heading -->\n\n'
        "<!-- wp:columns --><div><!-- wp:column --><div><!-- wp:paragraph --><p>Left\nside.</p><!-- /wp:paragraph -->"
        "</div><!-- /wp:column --><!-- wp:column --><div><p>Right.</p></div><!-- /wp:column --></div>"
        "<!-- /wp:columns --><!-- wp:more --><!--more--><!-- /wp:more -->"
        "<!-- wp:list --><ul><!-- wp:list-item --><li>oars</li><!-- /wp:list-item --></ul><!-- /wp:list -->"
        "<!-- wp:quote --><blockquote><p>Wet.</p><cite>A clerk</cite></blockquote><!-- /wp:quote -->"
        "<!-- wp:pullquote --><figure><blockquote><p>Very wet.</p></blockquote></figure><!-- /wp:pullquote -->"
        "<!-- wp:code --><pre><code>ebb = 1\n\nflow = 2</code></pre><!-- /wp:code -->"
        "<!-- wp:html --><p>Raw.</p><!-- /wp:html -->"
    )
    assert markdown(html) == (
        "### Tide\n\nLeft\nside.\n\nRight.\n\n- oars\n\n> Wet.\n>\n> A clerk\n\n> Very wet.\n\n"
        "```\nebb = 1\n\nflow = 2\n```\n\nRaw."
    )
    assert notes() == set()


def test_what_stands_between_blocks_is_the_classic_editors() -> None:
    html = "One\ntwo.\n\nThree.\n<!-- wp:paragraph --><p>Four\nfive.</p><!-- /wp:paragraph -->"
    assert markdown(html) == "One\\\ntwo.\n\nThree.\n\nFour\nfive."
    inside = "<!-- wp:freeform -->One.\n\nTwo.<!-- /wp:freeform -->"
    assert markdown(inside) == "One.\n\nTwo."


def test_a_table_keeps_its_head_its_foot_and_its_caption() -> None:
    html = (
        "<!-- wp:table --><figure><table><thead><tr><th>day</th><th>tide</th></tr></thead><tbody><tr><td>1</td>"
        "<td>high</td></tr></tbody><tfoot><tr><td>2</td><td>low</td></tr></tfoot></table><figcaption>Tides</figcaption>"
        "</figure><!-- /wp:table -->"
    )
    assert markdown(html) == "| day | tide |\n| --- | --- |\n| 1 | high |\n| 2 | low |\n\nTides"


def test_a_poem_keeps_its_lines() -> None:
    html = '<!-- wp:verse --><pre class="wp-block-verse">Ebb,\nflow.</pre><!-- /wp:verse -->'
    assert markdown(html) == "Ebb,\\\nflow."


def test_an_embed_is_a_link_with_its_caption() -> None:
    html = (
        '<!-- wp:embed {"url":"https://video.example/watch?v=1\\u0026t=2"} --><figure><div>\n'
        "https://video.example/watch?v=1&amp;t=2\n</div><figcaption>The flood</figcaption></figure><!-- /wp:embed -->"
    )
    assert markdown(html) == ("[https://video.example/watch?v=1&t=2](https://video.example/watch?v=1&t=2)\n\nThe flood")
    assert notes() == {"changed: what was embedded is a link"}


def test_blocks_that_have_no_html_are_named() -> None:
    html = '<!-- wp:block {"ref":12} /--><!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:acme/weather /-->'
    assert markdown(html) == ""
    assert notes() == {
        "lost: a reusable block is not in the story's own text",
        "lost: a block that WordPress fills in is left out: latest-posts",
        "lost: a block that WordPress fills in is left out: acme/weather",
    }


def test_a_cover_shows_its_picture() -> None:
    html = (
        '<!-- wp:cover {"url":"https://lamp.example/sea.jpg"} --><div style="background-image:url(x)"><p>Sea</p></div>'
        "<!-- /wp:cover -->"
    )
    assert markdown(html) == "![](https://lamp.example/sea.jpg)\n\nSea"


def test_footnotes_are_footnotes() -> None:
    html = (
        '<!-- wp:paragraph --><p>Five metres<sup data-fn="a-1" class="fn"><a href="#a-1">1</a></sup>.</p>'
        "<!-- /wp:paragraph --><!-- wp:footnotes /-->"
    )
    body = told(html, footnotes='[{"id":"a-1","content":"At <em>noon</em>."}]')
    assert body.markdown == "Five metres[^1].\n\n[^1]: At *noon*."
    assert "At noon." in body.words


# Shortcodes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        '[caption id="attachment_3" align="left"]<img src="/a.jpg" alt="A boat" /> The <b>ferry</b>[/caption]',
        '[caption width="300" caption="The ferry"]<a href="/a.jpg"><img src="/a.jpg" alt="A boat" /></a>[/caption]',
        '<!-- wp:image {"id":3} --><figure class="wp-block-image"><img src="/a.jpg" alt="A boat"/>'
        "<figcaption>The ferry</figcaption></figure><!-- /wp:image -->",
        '<div class="wp-caption"><img src="/a.jpg" alt="A boat"><p class="wp-caption-text">The ferry</p></div>',
    ],
)
def test_a_caption_is_its_pictures_whatever_the_age_of_the_story(html: str) -> None:
    body = told(f"{html}\n\nIt sails.")
    assert body.markdown == "![A boat](/a.jpg)\n\nIt sails."
    assert body.pictures == [Picture("/a.jpg", "A boat", "The ferry")]
    assert body.words.split() == ["The", "ferry", "It", "sails."]


def test_of_a_picture_that_is_there_twice_the_second_caption_stays_in_the_text() -> None:
    figure = '<figure><img src="/a.jpg"><figcaption>{}</figcaption></figure>'
    body = told(figure.format("Ebb") + figure.format("Flow"))
    assert body.markdown == "![](/a.jpg)\n\n![](/a.jpg)\n\nFlow"
    assert [one.caption for one in body.pictures] == ["Ebb"]


def test_a_credit_is_the_pictures_own() -> None:
    html = '[media-credit name="Tom Marsh" align="left"]<img src="/a.jpg" alt="" />[/media-credit]'
    assert told(f'[caption width="9"]{html} The ferry[/caption]').pictures == [
        Picture("/a.jpg", "", "The ferry", "Tom Marsh")
    ]
    credit = '<span class="image-credit">Credit: Tom Marsh</span>'
    newer = f'<figure><img src="/a.jpg"><figcaption>The ferry {credit}</figcaption></figure>'
    assert told(newer).pictures == [Picture("/a.jpg", None, "The ferry", "Tom Marsh")]


def test_a_gallery_names_its_pictures_or_has_all_of_the_storys() -> None:
    assert markdown('[gallery ids="5,6" columns="2"]') == "![](attachment:5)\n\n![](attachment:6)"
    assert markdown("[gallery ids=”5”]") == "![](attachment:5)"
    assert markdown("[gallery exclude=8]", "7", "8") == "![](attachment:7)"
    assert markdown("[gallery]") == ""
    assert notes() == {"lost: a gallery is empty: its pictures are not in the export"}


def test_a_blocks_gallery_is_pictures_and_no_list() -> None:
    html = (
        '<!-- wp:gallery --><figure><ul class="blocks-gallery-grid"><li class="blocks-gallery-item"><figure>'
        '<img src="/a.jpg" alt=""/><figcaption>Ebb</figcaption></figure></li><li><figure><img src="/b.jpg"/></figure>'
        "</li></ul></figure><!-- /wp:gallery -->"
    )
    body = told(html)
    assert body.markdown == "![](/a.jpg)\n\n![](/b.jpg)"
    assert [one.caption for one in body.pictures] == ["Ebb"]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("[embed]https://video.example/1[/embed]", "[https://video.example/1](https://video.example/1)"),
        ("https://video.example/1", "[https://video.example/1](https://video.example/1)"),
        ("[youtube https://video.example/1]", "[https://video.example/1](https://video.example/1)"),
        ("[vimeo 1234]", "[https://vimeo.com/1234](https://vimeo.com/1234)"),
        ('[audio mp3="https://lamp.example/a.mp3"][/audio]', "[Audio: lamp.example](<https://lamp.example/a.mp3>)"),
        ("[audio https://lamp.example/a.mp3]", "[Audio: lamp.example](<https://lamp.example/a.mp3>)"),
        ('[video src="https://lamp.example/a.mp4"]', "[Video: lamp.example](<https://lamp.example/a.mp4>)"),
        ("See https://video.example/1 now", "See https://video.example/1 now"),
    ],
)
def test_what_was_played_in_the_page_is_a_link(html: str, shown: str) -> None:
    assert markdown(html) == shown


def test_a_plugins_shortcode_is_named_and_its_words_stay() -> None:
    assert markdown('[box color="red"]Wet [b]paint[/b].[/box] [form id="3"]') == "Wet paint."
    assert notes() == {
        "lost: the shortcode [box] is left out; its words stay",
        "lost: the shortcode [b] is left out; its words stay",
        "lost: the shortcode [form] is left out; it had no words",
    }


@pytest.mark.parametrize(
    "text", ["He was sure [sic].", "row[i=0]", "the [mayor of the town] said", "[I don't know what it's]", "[1]"]
)
def test_brackets_of_the_text_itself_stay(text: str) -> None:
    assert markdown(text).replace("\\", "") == text
    assert notes() == set()


def test_a_shortcode_that_is_written_out_or_stands_in_code_is_text() -> None:
    assert markdown("[[gallery ids=5]] and <code>[gallery ids=5]</code>") == "\\[gallery ids=5\\] and `[gallery ids=5]`"


# Pictures ---------------------------------------------------------------------------------


def test_a_picture_that_leads_to_its_own_larger_file_is_that_file() -> None:
    html = '<a href="https://lamp.example/u/sea.jpg"><img src="https://lamp.example/u/sea-300x200.jpg" alt="Sea"></a>'
    assert markdown(html) == "![Sea](https://lamp.example/u/sea.jpg)"


def test_a_picture_that_leads_to_wordpresss_page_of_it_leads_nowhere() -> None:
    html = '<a href="https://lamp.example/sea/" rel="attachment wp-att-3"><img src="/sea.jpg" alt="Sea"></a>'
    assert markdown(html) == "![Sea](/sea.jpg)"
    elsewhere = '<a href="https://harbour.example/"><img src="/sea.jpg" alt="Sea"></a>'
    assert markdown(elsewhere) == "[![Sea](/sea.jpg)](https://harbour.example/)"


def test_a_picture_written_into_the_text_is_left_out_and_told() -> None:
    assert markdown(f'One.\n\n<img src="data:image/png;base64,{"A" * 5_000_000}" />') == "One."
    assert notes() == {"lost: a picture that is written into the text itself (a data: address) is left out"}


# Whatever comes ---------------------------------------------------------------------------

_PARTS = st.sampled_from(
    ["[caption]", "[/caption]", "[gallery", ' ids="', '"]', "]", "[x a=1]", "[/x]", "[[", "]]", "<!--", "-->",
     "<!-- wp:embed", ' {"url":"', '"} -->', "<!-- wp:group -->", "<!-- /wp:group -->", " /-->", "<p>", "</p>", "<pre>",
     "</pre>", "<img src=a.jpg>", "<figure>", "</figure>", "<figcaption>", "<a href='", "'>", "</a>", "<li>", "<ul>",
     "<td>", "\n", "\n\n", "word ", "<", ">", '"', "'", "&", "<script>", "\0", "\ud800", "é", "<sup data-fn='a'>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PARTS | st.text(max_size=8), max_size=40).map("".join))
def test_no_text_is_too_odd(html: str) -> None:
    body = told(html, footnotes='[{"id":"a","content":"x"}]')
    assert "<script" not in body.markdown
    assert "<!-- wp:" not in body.markdown


@pytest.mark.parametrize(
    "part", ["[caption ", "[x]", "[/x]", "<!--", "<a ", "<a '", "<!-- wp:group -->", "<!-- /wp:group -->", "<pre",
             "<pre>", "<br>", "\n", '[x a="', "<img src=\"data:", "<figcaption", "https://"],
)  # fmt: skip
def test_time_grows_with_the_text_alone(part: str) -> None:
    begun = time.process_time()
    told(part * (60_000 // len(part)))
    assert time.process_time() - begun < 3
