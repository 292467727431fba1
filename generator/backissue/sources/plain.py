"""Texts that have no markup at all: most of a wire archive. They need no Markdown parser.

What comes out is what the parser would give (``tests/unit/test_plain.py`` holds the two together); whatever
could mean anything to it is left to it.
"""

import re

_MARKS = re.compile(r"[\0\\`*_\[\]<>&~|]|[^\S \n]| \n| $")
"""Characters that may be markup, whitespace that may be more than that, and blanks at a line's end."""
_LINES = re.compile(
    r"""
    (?:
        (?: [^\W\d_] | \d (?!\d{0,8}[.)]) | ["'“”‘’„«»(¿¡…—–] )  # a list, a heading, a quotation begin otherwise
        [^\n]*
        (?: \n+ | \Z )
    )*
    """,
    re.VERBOSE,
)


def plain_paragraphs(body: str) -> str | None:
    """``body`` as HTML paragraphs when it is nothing but paragraphs of plain words; None when it may be more.

    CommonMark 0.31.2, sections 4.8 (paragraphs), 4.9 (blank lines) and 6.8 (soft line breaks).
    """
    text = body.strip("\n")
    if _MARKS.search(text) or not _LINES.fullmatch(text):
        return None
    paragraphs = re.split(r"\n{2,}", text.replace('"', "&quot;"))
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs if paragraph)
