"""Marks in a post's Markdown that only its generator understood: attribute lists, tables of contents, admonitions."""

import re

from backissue.importers.readers.markdown.blocks import Layout

_ATTRIBUTES = re.compile(
    r"^[ \t>]*\{:{0,2}[ \t]*(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|\S+?)|toc|\s)+\}[ \t]*$\n?"
    r"|^[ \t]*\{::[^}\n]*/?\}[ \t]*$\n?|^[ \t]*[*+-][ \t]+(?:TOC|toc)[ \t]*\n(?=[ \t]*\{:toc)"
    r"|^[ \t]*\[TOC\][ \t]*$\n?"
    r"|\{:[ \t]*(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}]+)|[ \t])+\}"
    r"|(?<=[\w)*`!?.\"”’])[ \t]*\{(?:[.#][\w:-]+[ \t]*)+\}(?=[ \t]*$)"
    r"|(?<=\))\{(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"\n]*\"|[^\s}]+)|[ \t])+\}",
    re.MULTILINE,
)


def tidied(text: str) -> str:
    """``text`` without such marks outside its code; every word of it is there."""
    if "{" not in text and "[TOC]" not in text:
        return text
    layout = Layout(text)
    return _ATTRIBUTES.sub(lambda found: found[0] if layout.is_code(found.start()) else "", text)
