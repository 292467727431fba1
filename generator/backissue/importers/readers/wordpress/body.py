"""A story's text: what WordPress keeps as blocks or as the classic editor's lines, as Markdown."""

import re
from html import escape

import msgspec

from backissue.importers.from_html import to_markdown, to_text
from backissue.importers.readers.wordpress.autop import with_paragraphs
from backissue.importers.readers.wordpress.blocks import Note, has_blocks, without_blocks
from backissue.importers.readers.wordpress.marks import comments
from backissue.importers.readers.wordpress.pictures import take_captions, without_inline_data
from backissue.importers.readers.wordpress.shortcodes import Children, plain, without_shortcodes
from backissue.importers.record import Picture

LARGEST = 4_000_000
"""Signs of one story's HTML: some ten novels. Beyond it the parsers of HTML need more memory than an import may."""
_ALONE = re.compile(r"^[ \t]*(https?://[^\s<>\"']+)[ \t]*$", re.MULTILINE)
_ALONE_IN_PARAGRAPH = re.compile(r"<p\b[^<>]{0,500}>\s{0,20}(https?://[^\s<>\"']+)\s{0,20}</p>")
_FOOTNOTE = re.compile(r"""<sup\b[^<>]{0,300}\bdata-fn=["']([\w-]{1,100})["'][^<>]{0,300}>.{0,500}?</sup>""", re.DOTALL)
_FOOTNOTE_MARK = re.compile("\ue000([0-9]+)\ue001")


class TooLarge(Exception):
    """A body that no program here should be given."""


class Body(msgspec.Struct):
    """A story's text, and what was found in it."""

    markdown: str
    words: str
    pictures: list[Picture]


def body_of(html: str, note: Note, children: Children, footnotes: str = "", *, captions_stay: bool = False) -> Body:
    """The text of a story; ``footnotes`` are the block editor's own, as it keeps them. Raises TooLarge."""
    html = without_inline_data(html, note)
    if len(html) > LARGEST:
        raise TooLarge
    notes = _footnotes(footnotes) if "data-fn" in html else {}
    words = to_text(plain(html) + "".join(f"<p>{one}</p>" for one in notes.values()))
    html = html.replace("\ue000", "").replace("\ue001", "")
    if has_blocks(html):
        html = without_shortcodes(without_blocks(html, note), note, children)
        html = _ALONE_IN_PARAGRAPH.sub(_link, html)
    else:
        html = without_shortcodes(_without_comments(html, note), note, children)
        html = with_paragraphs(_ALONE.sub(_link, html))
    numbers = {name: at for at, name in enumerate(notes, 1)}
    if notes:
        html = _FOOTNOTE.sub(lambda sup: f"\ue000{numbers[sup[1]]}\ue001" if sup[1] in numbers else sup[0], html)
    html, pictures = take_captions(html, note, stay=captions_stay)
    markdown = to_markdown(html)
    if notes:
        markdown = _FOOTNOTE_MARK.sub(r"[^\1]", markdown)
        markdown += "".join(f"\n\n[^{numbers[name]}]: {_one_paragraph(text)}" for name, text in notes.items())
    if 'class="embed"' in html:
        note("changed", "what was embedded is a link")
    return Body(markdown, words, pictures)


def _without_comments(html: str, note: Note) -> str:
    if "<!--" not in html:
        return html
    pieces = list(comments(html))
    if any((comment or "").strip() == "nextpage" for _, comment in pieces):
        note("changed", "its several pages are one")
    return "".join(text + ("\n\n" if comment is not None else "") for text, comment in pieces)


def _link(alone: re.Match[str]) -> str:
    shown = escape(alone[1])
    return f'<p class="embed"><a href="{shown}">{shown}</a></p>'


def _footnotes(text: str) -> dict[str, str]:
    """The block editor's footnotes by their names."""
    try:
        read = msgspec.json.decode(text or "[]", type=list[dict[str, str]])
    except (msgspec.DecodeError, RecursionError):
        return {}
    return {one["id"]: one.get("content", "") for one in read if one.get("id")}


def _one_paragraph(html: str) -> str:
    return " ".join(to_markdown(html).split())
