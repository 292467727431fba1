"""HTML laid out so that a person can read a difference: an element a line, what is in it indented."""

import re
from html import escape

from lxml import html as lxml_html
from lxml.html import HtmlElement

EMPTY = {"img", "br", "hr", "input", "link", "meta", "source", "wbr", "path", "rect", "line"}
SHORT = 100
"""An element that fits in so many characters stays in one line."""
ONE_LINE = {"tr"}
"""Elements that are read across: a week of a calendar."""


def pretty_main(page: str) -> str:
    """The ``<main>`` of a page, or its whole body where it has none."""
    document = lxml_html.document_fromstring(page)
    found = document.find(".//main")
    return "\n".join(lines_of(document.find(".//body") if found is None else found, 0)) + "\n"


def lines_of(element: HtmlElement, depth: int) -> list[str]:
    """The lines of an element and all that is in it."""
    indent = "  " * depth
    if not isinstance(element.tag, str):
        return [f"{indent}<!--{element.text}-->"]
    attributes = "".join(f' {name}="{escape(squeezed(value))}"' for name, value in element.attrib.items())
    opening = f"<{element.tag}{attributes}>"
    inside = depth + (element.tag not in EMPTY)
    inner = text_lines(element.text, inside)
    for child in element:
        inner += lines_of(child, inside) + text_lines(child.tail, inside)
    if element.tag in EMPTY:  # the parser takes what follows a <source> or a <wbr> for something in it
        return [indent + opening, *inner]
    one_line = "".join([opening, *(line.strip() for line in inner), f"</{element.tag}>"])
    if element.tag in ONE_LINE or (len(inner) < 2 and len(indent + one_line) <= SHORT):
        return [indent + one_line]
    return [indent + opening, *inner, f"{indent}</{element.tag}>"]


def text_lines(text: str | None, depth: int) -> list[str]:
    """A text's one line, or none."""
    shown = escape(squeezed(text or "").strip(), quote=False)
    return ["  " * depth + shown] if shown else []


def squeezed(text: str) -> str:
    """A text with single spaces."""
    return re.sub(r"\s+", " ", text)
