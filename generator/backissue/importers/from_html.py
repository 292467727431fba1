"""HTML of any origin to Markdown, through the sanitiser: what a page said, without what it did.

What Markdown cannot say (a table within a table, an aligned cell) is said more plainly, never left out.
"""

import re
from typing import Any

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from lxml.html import fragment_fromstring
from markdownify import (
    ATX,
    MarkdownConverter,
    should_remove_whitespace_inside,
    should_remove_whitespace_outside,
)  # fmt: skip

from backissue.importers.addresses import host
from backissue.importers.cleaning import clean

_GONE = {"script", "style", "noscript", "template", "svg", "math", "object", "embed", "applet", "form", "button"}
"""Elements whose very text is no part of a story."""
_KEPT = {
    "a", "abbr", "article", "aside", "audio", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "iframe", "img", "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "s", "samp", "section", "small",
    "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "time", "tr", "tt", "u", "ul", "var", "video",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class"}, "a": {"href", "title"}, "img": {"src", "alt", "title"}, "iframe": {"src", "title"},
    "audio": {"src"}, "video": {"src"}, "source": {"src"}, "ol": {"start"}, "td": {"colspan"}, "th": {"colspan"},
}  # fmt: skip
_CODES = {"code", "kbd", "samp"}
_SCHEMES = {"http", "https", "mailto", "tel", "attachment"}
_LANGUAGE = re.compile(r"(?:language|lang|highlight|brush)[-:]\s*([A-Za-z0-9+#-]+)")
_SPACE_ROUND = re.compile(r"(\s*)(.*?)(\s*)$", re.DOTALL)
_BLOCK_MARK = re.compile(r"((?:#+ |- |> )?)(.*)$", re.DOTALL)
_MOST_DEPTH = 2_000
_ANY_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>?")
_MANY_SPACES = 20_000
"""The sanitiser's time grows with the square of the no-break spaces; nobody has so many, and spaces do for them."""
_FIXED_SPACE = re.compile(r"\xa0|&(?:nbsp|#0{0,9}160|#[xX]0{0,9}[aA]0);?")
_CLOSED_BY_THEMSELVES = {
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "a", "area", "base", "br", "col",
    "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\r\f\xa0]{2,}|[\t\r\f\xa0]")
"""Spaces that are not one already: to replace each by itself would take a tenth of all the time."""
_GAP = re.compile(r"[\t \r\n]{2,}|[\t\r\n]")
_MARKS = re.compile(r"[\\`*_\[\]<]")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_BLOCK_AT_BEGIN = re.compile(r"(\s*)([#>+=~-])")
_NUMBER_AT_BEGIN = re.compile(r"(\s*\d{1,9})([.)])")
_BLOCK = r"(?:p|div|ul|ol|li|table|td|th|dl|dd|blockquote|figure|figcaption|h[1-6]|hr)\b[^>]*>"
_IDLE_BREAKS = re.compile(rf"(</?{_BLOCK}\s*)(?:<br>\s*)++|(?:<br>\s*)++(?=</?{_BLOCK}|\Z)")
"""Line breaks with a block's end or beginning beside them: a browser shows an empty line at most."""
_DEEPEST = 120
_SECOND_PARTS = re.compile(r"</tbody>\s*<t(?:body|foot)>")
"""Where a table's further rows begin: markdownify takes the first of them for a head of its own."""
_LINES = {"br", "li", "tr", "td", "th"}
"""Elements that begin a line; the other blocks begin a paragraph."""
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "figure", "table",
           "figcaption", "tr", "td", "th", "dl", "dt", "dd", "section", "article", "aside", "br", "hr"}  # fmt: skip


def to_markdown(html: str) -> str:
    """``html`` as Markdown that says the same: no element, script or handler of it is left.

    Links and pictures keep the addresses that were written; frames, audio and video become links to what they showed.
    """
    safe = _IDLE_BREAKS.sub(r"\1", _clean(html))
    if "</tbody>" in safe:
        safe = _SECOND_PARTS.sub("", safe).replace("</tfoot>", "</tbody>")
    soup = BeautifulSoup(safe, "lxml", element_classes={Tag: _Element})
    text = _Converter(
        heading_style=ATX, bullets="-", escape_asterisks=True, escape_underscores=True, escape_misc=False,
        code_language_callback=_language, table_infer_header=True, wrap=False,
    ).convert_soup(soup)  # fmt: skip
    lines = (line.rstrip() if not line.endswith("  ") else line.rstrip() + "  " for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n ").strip()


def to_text(html: str) -> str:
    """The words that ``html`` shows, for plain fields and for measuring; paragraphs are parted by blank lines."""
    safe = _clean(html)
    if not safe.strip():
        return ""
    tree = fragment_fromstring(safe, create_parent="div")
    for block in tree.iter(*_BLOCKS):
        gap = "\n" if block.tag in _LINES else "\n\n"
        block.tail = gap + (block.tail or "")
        if block.tag != "br":
            block.text = gap + (block.text or "")
    lines = (_SPACES.sub(" ", line).strip() for line in str(tree.text_content()).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def one_line(html: str) -> str:
    """``html`` as one line of plain text: a headline, a caption."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    return " ".join(to_text(html).split())


def _clean(html: str) -> str:
    """What is harmless of ``html``; of elements in one another by the hundred, which no parser takes, the words."""
    if html.count("<") > _MOST_DEPTH and _depth(html) > _MOST_DEPTH:
        html = _ANY_TAG.sub(" ", html)  # a sanitiser's time grows with the square of the depth
    if html.count("\xa0") + html.count("&") > _MANY_SPACES:
        html = _FIXED_SPACE.sub(" ", html)
    safe = nh3.clean(
        clean(html), tags=_KEPT, clean_content_tags=_GONE, attributes=_ATTRIBUTES, link_rel=None,
        url_schemes=_SCHEMES, strip_comments=True,
    )  # fmt: skip
    if safe.count("</") > _DEEPEST and _depth(safe) > _DEEPEST:
        safe = nh3.clean(safe, tags={"p", "br"}, attributes={}, link_rel=None)
    return safe


def _depth(html: str) -> int:
    """How many elements are open at once, at most, as far as their tags say."""
    depth = most = 0
    for tag in _ANY_TAG.finditer(html):
        if tag[2].lower() not in _CLOSED_BY_THEMSELVES:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            most = max(most, depth)
    return most


def _language(pre: Tag) -> str | None:
    for tag in (pre, *pre.find_all("code", limit=1)):
        names = " ".join(tag.get("class") or ())
        if found := _LANGUAGE.search(names):
            return found[1]
    return None


class _Element(Tag):
    """An element that finds what it is in without the generality of a search: markdownify asks it of every one."""

    def find_parent(self, name: Any = None, *args: Any, **named: Any) -> Tag | None:
        if args or named or not isinstance(name, str):
            return super().find_parent(name, *args, **named)
        above = self.parent
        while above is not None and above.name != name:
            above = above.parent
        return above


class _Converter(MarkdownConverter):
    """markdownify with a newspaper's needs: pictures in their own paragraphs, frames as links, nothing lost."""

    def convert_iframe(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._as_link(el, text, "video" if "video" in str(el.get("src", "")) or "youtu" in str(el) else "frame")

    def convert_video(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._as_link(el, text, "video")

    def convert_audio(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._as_link(el, text, "audio")

    def _as_link(self, el: Tag, text: str, what: str) -> str:
        source = el.find("source")
        address = str(el.get("src") or (source.get("src") if isinstance(source, Tag) else "") or "")
        if not address:
            return text
        name = str(el.get("title") or "").strip() or f"{what.capitalize()}: {host(address) or address}"
        return f"\n\n[{name}](<{address}>)\n\n{text.strip()}\n\n"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        address = str(el.get("src") or "").strip()
        if not address:
            return ""
        alt = re.sub(r"([\[\]\\])", r"\\\1", " ".join(str(el.get("alt") or "").split()))
        return f"![{alt}]({_destination(address)})"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        address = str(el.get("href") or "").strip()
        if not address or not text.strip():
            return text
        if "\n\n" in text.strip():  # a link round blocks is no Markdown: their first line has it
            first, rest = text.strip().split("\n\n", 1)
            mark, words = _parts(_BLOCK_MARK, first)
            linked = first if "[" in words else f"{mark}[{words}]({_destination(address)})"
            return f"\n\n{linked}\n\n{rest}\n\n"
        before, inner, after = _parts(_SPACE_ROUND, text)
        return f"{before}[{inner}]({_destination(address)}){after}"

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An empty paragraph parts what stands on either side of it."""
        if not text.strip() and "_inline" not in parent_tags:
            return "\n\n"
        return str(super().convert_p(el, text, parent_tags))

    convert_div = convert_p

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\\\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_td(el, text.replace("|", "\\|"), parent_tags))

    def convert_th(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_th(el, text.replace("|", "\\|"), parent_tags))

    def _emphasis(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Emphasis round blocks is no Markdown: the blocks are what counts. Nor is it within a word, beside a sign."""
        text = re.sub(r"^\s+|\s+$", " ", text)
        if el.find(list(_BLOCKS)) or (el.name not in _CODES and _sticks(el, text)):
            return text
        return str(getattr(super(), f"convert_{el.name}")(el, text, parent_tags))

    convert_b = convert_strong = convert_em = convert_i = convert_del = convert_s = _emphasis
    convert_sub = convert_sup = convert_code = convert_kbd = convert_samp = _emphasis

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"“{text}”"

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Signs that would be markup where they stand; every < too, as no HTML is meant any more."""
        if not text:
            return ""
        text = _REFERENCE.sub(r"\\&", _MARKS.sub(r"\\\g<0>", text))
        if mark := _BLOCK_AT_BEGIN.match(text) or _NUMBER_AT_BEGIN.match(text):
            return f"{mark[1]}\\{text[mark.start(2) :]}"
        return text

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """As markdownify does it, whose time grows with the square of a gap's length."""
        tags = parent_tags or set()
        text = str(el)
        if "pre" not in tags:
            text = _GAP.sub(lambda gap: "\n" if "\n" in gap[0] or "\r" in gap[0] else " ", text)
        if "_noformat" not in tags:
            text = self.escape(text, tags)
        before, after = el.previous_sibling, el.next_sibling
        within = should_remove_whitespace_inside(el.parent)
        if should_remove_whitespace_outside(before) or (within and not before):
            text = text.lstrip(" \t\r\n")
        if should_remove_whitespace_outside(after) or (within and not after):
            text = text.rstrip()
        return text


def _sticks(el: Tag, text: str) -> bool:
    """True where a sign at an end of ``text`` meets a letter outside (CommonMark 0.31.2, 6.2: flanking)."""
    before, after = (
        str(one.get_text() if isinstance(one, Tag) else one or "") for one in (el.previous_sibling, el.next_sibling)
    )
    return (before[-1:].isalnum() and not text[:1].isspace() and not text[:1].isalnum()) or (
        after[:1].isalnum() and not text[-1:].isspace() and not text[-1:].isalnum()
    )


def _parts(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """The groups of a pattern that fits every text."""
    found = pattern.match(text)
    assert found is not None
    return found.groups()


def _destination(address: str) -> str:
    """An address as a link's destination (CommonMark 0.31.2, section 6.3)."""
    address = address.replace("\n", "").replace("\r", "")
    if re.search(r"[\s()<>]", address):
        return "<" + address.replace("<", "%3C").replace(">", "%3E") + ">"
    return address
