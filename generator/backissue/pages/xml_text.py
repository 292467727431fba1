"""Texts in XML files: escaped, and without what no XML document may hold."""

import re
from html import escape

_NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""XML 1.0, production 2 (Char): the rest may not stand there, not even escaped."""


def xml(text: str) -> str:
    """``text`` for an element or a quoted attribute."""
    return escape(without_controls(text))


def without_controls(text: str) -> str:
    """``text`` as far as XML can hold it."""
    return _NO_XML.sub("", text)
