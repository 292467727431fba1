"""Texts as they are measured and written: without signs that no text has, and their words counted."""

import re
import unicodedata
from collections import Counter
from typing import Any

from backissue.importers.from_html import to_text
from backissue.sources.markdown import compile_body

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_WORD = re.compile(r"\w+")


def clean(value: Any) -> Any:
    """A text, or the texts in a list or a mapping, without control characters and halves of characters."""
    if isinstance(value, str):
        return _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, list | tuple):
        return [clean(one) for one in value]
    if isinstance(value, dict):
        return {clean(str(name)): clean(one) for name, one in value.items()}
    return value


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
