"""The block editor's comments, read and taken away: what is between them is the story's HTML already.

Some blocks have no HTML, since WordPress fills them in when it shows the page; they are named in the report.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any, Literal

import msgspec

from backissue.importers.readers.wordpress.autop import with_paragraphs
from backissue.importers.readers.wordpress.marks import comments

Note = Callable[[Literal["changed", "lost", "warning"], str], None]
_BLOCK = re.compile(r"\s+(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)(?:\s+(\{.*\}))?\s*(/?)", re.DOTALL)
_NO_WORDS = {"more", "nextpage", "spacer", "separator", "paragraph", "heading", "shortcode", "post-title", "footnotes",
             "post-featured-image", "post-author", "post-date", "post-excerpt", "post-content"}  # fmt: skip
"""Blocks that may be empty and lose nothing: what they would show is in a field of the story."""
_FIGCAPTION = re.compile(r"<figcaption\b[^>]{0,500}>(.*?)</figcaption>", re.DOTALL | re.IGNORECASE)
_PRE = re.compile(r"</?pre\b[^<>]{0,500}>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def has_blocks(html: str) -> bool:
    """Whether the block editor wrote ``html``."""
    return "<!-- wp:" in html


def without_blocks(html: str, note: Note) -> str:
    """The HTML of all blocks. What stands outside of them is the classic editor's."""
    out: list[str] = []
    open_blocks: list[tuple[str, dict[str, Any], int]] = []
    for text, comment in comments(html):
        if open_blocks or not text.strip():
            out.append(text)
        else:
            out.append(with_paragraphs(text))
        found = _BLOCK.fullmatch(comment) if comment is not None and len(comment) < 200_000 else None
        if found is None:
            if comment is not None and comment.strip() == "nextpage":
                note("changed", "its several pages are one")
            continue
        name = found[2].removeprefix("core/")
        if found[1]:
            at = next((at for at in _last(open_blocks) if open_blocks[at][0] == name), None)
            if at is not None:
                _, attributes, begin = open_blocks[at]
                del open_blocks[at:]
                inner = "".join(out[begin:])
                out[begin:] = [_block(name, attributes, inner)]
        elif found[4]:
            out.append(_empty(name, _attributes(found[3]), note))
        else:
            open_blocks.append((name, _attributes(found[3]), len(out)))
    return "".join(out)


def _last(open_blocks: list[Any]) -> range:
    """The innermost blocks: an end that has lost its beginning is not looked for in all of them."""
    return range(len(open_blocks) - 1, max(-1, len(open_blocks) - 50), -1)


def _attributes(text: str | None) -> dict[str, Any]:
    try:
        read = msgspec.json.decode(text or "{}")
    except (msgspec.DecodeError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _block(name: str, attributes: dict[str, Any], inner: str) -> str:
    """What a block's inner HTML becomes; most of them stay as they are."""
    if name == "embed" or name.startswith("core-embed/"):
        found = _ADDRESS.search(inner)
        address = str(attributes.get("url") or (found[0] if found else ""))
        caption = _FIGCAPTION.search(inner)
        return link_to(address) + (f"<p>{caption[1]}</p>" if caption else "") if address else inner
    if name == "verse":
        return with_paragraphs(_PRE.sub("\n\n", inner))
    if name == "freeform":
        return with_paragraphs(inner)
    if name == "cover" and "<img" not in inner and (address := str(attributes.get("url") or "")):
        return f'<figure><img src="{escape(address)}" alt=""></figure>{inner}'
    return inner


def link_to(address: str) -> str:
    """A paragraph with what was shown in a frame, as a link."""
    shown = escape(address)
    return f'<p class="embed"><a href="{shown}">{shown}</a></p>'


def _empty(name: str, attributes: dict[str, Any], note: Note) -> str:
    if name == "block":
        note("lost", "a reusable block is not in the story's own text")
    elif name == "social-link":
        note("lost", "links to social networks are left out")
    elif name not in _NO_WORDS:
        note("lost", f"a block that WordPress fills in is left out: {name}")
    return link_to(str(attributes["url"])) if name == "embed" and attributes.get("url") else ""
