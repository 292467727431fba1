"""Texts without markup skip the Markdown parser: what comes out is what it would give."""

import pytest
from backissue.sources import markup
from backissue.sources.markdown import compile_body, is_foreign
from backissue.sources.plain import plain_paragraphs
from hypothesis import example, given
from hypothesis import strategies as st

_PIECES = (
    "word", "Ünïcode", "1956", "12", ".", ")", ",", " ", "  ", "\n", "\n\n", "\n \n", "\t", "'", '"', "“", "”",
    "-", "–", "—", "…", "*", "_", "`", "[", "]", "(", "!", "<", ">", "&", "&amp;", "#", "=", "+", ":", "|", "~~", "\\", "http://a.example",
    "\u00a0", "\u3000", "\u2028", "\x0c", "$", "^", "{", "}", "/", "@", "編集", "مرحبا", "。",
)  # fmt: skip
pieces = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


def parsed(body: str, *, sanitise: bool = False) -> str:
    text = markup.Text(lambda src, alt: "", lambda href: href, is_foreign, "Back")
    return markup.compile_markup(body, text, sanitise=sanitise)


@given(pieces | st.text(max_size=60))
@example("He said \"no\".\nShe said 'yes'.\n\n1956 was a long year.")
@example("12) is a list\n- so is this")
@example("0\0")
@example("A line\n===\n\nanother\n---")
@example("1234567890. Too many digits for a list")
def test_what_is_taken_for_plain_comes_out_as_markdown_has_it(body: str) -> None:
    simple = plain_paragraphs(body)
    if simple is not None:
        assert simple == parsed(body)


@given(pieces)
def test_it_also_does_where_raw_html_is_sanitised(body: str) -> None:
    if plain_paragraphs(body) is not None:
        whole = compile_body(body, "", figures=lambda _path, _alt: "", links={}, sanitise=True)
        assert whole == parsed(body, sanitise=True)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "One line.",
        'The mayor said: "It is 1956," and left.\nNobody followed (he was alone).\n\n“Why?” asked one; 12 men laughed!',
        "Vingt-cinq années — c’est long…",
        "港の鐘が鳴った。",
        "\n\nBlank lines before, between\n\n\n\nand after\n\n",
    ],
)
def test_ordinary_prose_is_taken_for_plain(body: str) -> None:
    assert plain_paragraphs(body) == parsed(body)


@pytest.mark.parametrize(
    "body",
    [
        "*one*",
        "[a](b)",
        "1. one",
        "- one",
        "# One",
        "a  \nb",
        "    code",
        "a<b>",
        "x &amp; y",
        "> said",
        "a\n===",
        "![a](b)",
    ],
)
def test_whatever_may_be_markup_is_left_to_the_parser(body: str) -> None:
    assert plain_paragraphs(body) is None
