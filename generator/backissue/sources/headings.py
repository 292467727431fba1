"""Ids of a text's headings, so that an address may end in ``#the-boat``; and which ids a text may have at all."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

PAGES_OWN = frozenset({
    "address", "article", "citation", "cite", "comments", "consent", "corrections", "email", "facsimile", "find",
    "footer", "header", "latest", "main", "more", "nav", "newsletter", "notes", "page", "papers", "print",
    "redactions", "related", "rights", "search", "series", "share", "story", "text", "top", "topics", "versions",
    "withdrawn",
})  # fmt: skip
"""Ids that a story's page has of its own, or may have one day; ``top`` is every page's (HTML Standard)."""
_FOOTNOTES = re.compile(r"fn(ref)?\d+(:\d+)?$")
_RAW_ID = re.compile(r"""<[a-z][^>]*?\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_NO_WORD = re.compile(r"[^\w\- ]")


def may_have(id_: str) -> bool:
    """True for an id that a text's own HTML may give: whole, and none of the page's."""
    return bool(id_) and not re.search(r"\s", id_) and id_ not in PAGES_OWN


def slug(text: str) -> str:
    """A heading's words as GitHub writes them in an address: small letters of any script, digits, ``_``, ``-``."""
    return _NO_WORD.sub("", " ".join(text.lower().split())).replace(" ", "-")


def name_headings(tokens: Sequence[Token]) -> None:
    """Give every heading with a word an id: unique in the text, and none of the page's, a footnote's or raw HTML's.

    Of two alike the second gets ``-1``, as on GitHub; so does one that the page has itself.
    """
    taken = {*PAGES_OWN, *_raw_ids(tokens)}
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        base = slug("".join(_words(inline)))
        if not base.strip("-_"):
            continue
        found, count = base, 0
        while found in taken or _FOOTNOTES.match(found):
            count += 1
            found = f"{base}-{count}"
        taken.add(found)
        opening.attrs["id"] = found


def _words(inline: Token) -> Iterator[str]:
    for child in inline.children or ():
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "


def _raw_ids(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("html_block", "html_inline"):
            yield from ("".join(found) for found in _RAW_ID.findall(token.content))
        yield from _raw_ids(token.children or ())
