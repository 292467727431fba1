"""A story's text from a field that may hold HTML or plain text; and texts compared."""

import html
import re

from backissue.importers.cleaning import clean
from backissue.importers.from_html import to_markdown, to_text
from backissue.importers.texts import words

_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|body|html|figure|img|table|a|b|i|em|strong)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_LETTERS = re.compile(r"\W+")
_VERSE = 60
"""Lines shorter than this were broken by their writer: verses, addresses, results."""


def is_html(text: str) -> bool:
    """True when ``text`` has tags that stories have."""
    return bool(_MARKUP.search(text))


def prose(text: str, *, rich: bool) -> tuple[str, str]:
    """``text`` (HTML when ``rich``) as Markdown, and the words that it shows."""
    text = clean(text)
    return (to_markdown(text), to_text(text)) if rich else (to_markdown(paragraphs(text)), text.strip())


def paragraphs(text: str) -> str:
    """Plain text as HTML: its paragraphs are parted by blank lines, or when there are none by each line's end."""
    text = clean(text).strip()
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    return "".join(f"<p>{_lines(part)}</p>" for part in parts if part.strip())


def _lines(paragraph: str) -> str:
    lines = [html.escape(line.strip(), quote=False) for line in paragraph.strip().split("\n")]
    return ("<br>" if all(len(line) < _VERSE for line in lines) else "\n").join(lines)


def repeats(text: str, of: str) -> bool:
    """True when all of ``text`` is in ``of``, whatever the signs between the words."""
    return _LETTERS.sub("", text.casefold()) in _LETTERS.sub("", of.casefold())


def share(text: str, of: str) -> float:
    """How much of the words of ``text`` is in ``of`` too: from 0 to 1."""
    said = words(text)
    return (said & words(of)).total() / said.total() if said else 1.0
