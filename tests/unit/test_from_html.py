"""HTML of any origin to Markdown that says the same and does nothing."""

import re
import time
from collections.abc import Callable

import pytest
from backissue.importers.from_html import one_line, to_markdown, to_text
from backissue.importers.texts import shown_text, words
from backissue.sources.markdown import compile_body
from hypothesis import given
from hypothesis import strategies as st

SAID = {
    "<p>One<br></p><ul><li>two<br/> </li></ul>": "One\n\n- two",
    "<table><tr><th>a</th></tr><tbody><tr><td>b</td></tr></tbody><tfoot><tr><td>c</td></tr></tfoot></table>": (
        "| a |\n| --- |\n| b |\n| c |"
    ),
    "<p>One<br>two</p><p>Three</p>": "One\\\ntwo\n\nThree",
    "<h2>A <em>head</em></h2>": "## A *head*",
    "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>": "- a\n  1. b\n- c",
    "<blockquote><p>q</p><p>r</p></blockquote>": "> q\n>\n> r",
    '<a href="/a b" title="t">x</a>': "[x](</a b>)",
    '<figure><img src="a.jpg" alt="A [b]"><figcaption>Cap</figcaption></figure>': "![A \\[b\\]](a.jpg)\n\nCap",
    "<table><tr><th>a</th></tr><tr><td>b|c</td></tr></table>": "| a |\n| --- |\n| b\\|c |",
    '<pre><code class="language-js">a &lt; b\n  c</code></pre>': "```js\na < b\n  c\n```",
    '<iframe src="https://v.example/1" title="A film"></iframe>': "[A film](<https://v.example/1>)",
    '<video src="//[v.mp4"></video>': "[Video: //[v.mp4](<//[v.mp4>)",
    "2 * 3 * 4 _a_ [b] `c`": "2 \\* 3 \\* 4 \\_a\\_ \\[b\\] \\`c\\`",
    "1. no list": "1\\. no list",
    "# no head": "\\# no head",
    "&lt;b&gt; &amp;amp;": "\\<b> \\&amp;",
    '<a href="javascript:x()">x</a><script>y()</script><img src="data:x" onerror="z()">': "x",
    "<p>a</p><!-- b --><style>c{}</style>": "a",
    "": "",
}


@pytest.mark.parametrize("html", SAID)
def test_what_html_says_is_said_in_markdown(html: str) -> None:
    assert to_markdown(html) == SAID[html]


def test_plain_text_has_its_paragraphs() -> None:
    assert to_text("<div><p>One<br>two</p>three<ul><li>4</li><li>5</li></ul></div>") == "One\ntwo\n\nthree\n\n4\n\n5"
    assert one_line(" A <b>head</b>\n &amp; more ") == "A head & more"


@pytest.mark.parametrize("function", [to_markdown, to_text, one_line])
def test_of_what_is_nested_without_end_the_words_come_over(function: Callable[[str], str]) -> None:
    assert function("<div>" * 500_000 + "word") == "word"
    assert function("<p>a" * 5_000)


@pytest.mark.parametrize("gap", [" ", "\n", "\t", "\xa0", "&nbsp;", "&#160;"])
def test_a_long_gap_takes_no_longer_than_words(gap: str) -> None:
    begun = time.process_time()
    assert to_markdown(f"<p>a{gap * 300_000}b</p>").split() == ["a", "b"]
    assert time.process_time() - begun < 1


MARKS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a",
    "href='x'>",
    "</a>",
    "<li>",
    "<ul>",
    "</ul>",
    "<td>",
    "<table>",
    "<tr>",
    "<pre>",
    "</pre>",
    "<br>",
    "<blockquote>",
    "#",
    "*",
    "_",
    "`",
    "[",
    "](",
    ")",
    "!",
    "\\",
    "&lt;",
    "&amp;",
    "1.",
    "-",
    ">",
    "|",
    "~",
    "\n",
    "word",
    "Ärger",
    "世",
]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<figure></figure><br>", ""),
        ("<p>a</p><br><br>b", "a\n\nb"),
        ("a<br><p><br>b</p>", "a\n\nb"),
        ("a<br>b", "a\\\nb"),
    ],
)
def test_a_break_beside_a_block_is_nothing(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_elements_in_each_other_without_end_keep_their_words() -> None:
    assert to_markdown("<div>" * 3000 + "a *b*" + "</div>" * 3000) == "a \\*b\\*"


HTML = st.lists(st.sampled_from(MARKS) | st.text(max_size=6), max_size=25).map("".join)


@given(HTML)
def test_no_word_is_lost_and_none_is_added(html: str) -> None:
    body = to_markdown(html)
    assert words(shown_text(body)) == words(to_text(html)), body


ATTACKS = (
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg onload=a()>", "<a href='java\nscript:alert(1)'>",
    "&#x6A;avascript:", "<iframe src='javascript:a()'>", "<style>", "<!--", "-->", "<![CDATA[",
)  # fmt: skip


@given(st.lists(st.sampled_from((*MARKS, *ATTACKS)) | st.text(max_size=6), max_size=20).map("".join))
def test_nothing_of_it_can_run_on_a_page(html: str) -> None:
    page = compile_body(to_markdown(html), "articles/a.md", figures=lambda src, alt: "", links={})
    assert not re.search(
        r"<(script|style|iframe|svg|img|object)\b|<[^>]*\son\w+=|(href|src)=\"\s*javascript:", page, re.I
    )
