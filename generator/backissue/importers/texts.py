"""Texts as they are measured: the words that a page shows, counted."""

import re
import unicodedata
from collections import Counter

from backissue.importers.from_html import to_text
from backissue.sources.markdown import compile_body

_WORD = re.compile(r"\w+")


def shown_text(body: str) -> str:
    """The words that a Markdown body shows on its page, alt texts among them."""
    html = compile_body(
        body, "articles/a.md", figures=lambda src, alt: f"<p>{_escape(alt)}</p>", links={}, sanitise=True
    )
    return to_text(html)


def words(text: str) -> Counter[str]:
    """How often each word is in ``text``, whatever its case and its signs' forms."""
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def lost(before: Counter[str], after: Counter[str]) -> list[str]:
    """The words that were there more often before than after, each as often as it is missing."""
    return sorted((before - after).elements())


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
