"""A post's blocks: which of its lines are code, which are HTML, and from where to where an element goes."""

import re
from bisect import bisect_right
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_COMMENTS = re.compile(r"(?s)<!--.*?(?:-->|\Z)|<(script|style|pre|textarea)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE)
_ELEMENT = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])(?:"[^"]{0,4000}"|'[^']{0,4000}'|[^"'<>]){0,2000}+>""")
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_MAY_STAY_OPEN = {"p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"}
"""Elements that HTML lets end by themselves."""
_TICKS = re.compile(r"(?<!\\)`+")


@cache
def parser() -> MarkdownIt:
    """CommonMark with HTML, as generators have it. Footnotes stay text: their marks mean the same later."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Block:
    """A block that is in no other: its lines, and the HTML in it."""

    def __init__(self, first: int, end: int) -> None:
        self.first = first
        self.end = end
        self.html: list[str] = []


def top_blocks(tokens: list[Token]) -> list[Block]:
    """The blocks of a parsed text that are in no other, in order."""
    blocks: list[Block] = []
    for token in tokens:
        if token.level == 0 and token.map and token.nesting >= 0:
            blocks.append(Block(*token.map))
        if not blocks:
            continue
        if token.type == "html_block":
            blocks[-1].html.append(token.content)
        blocks[-1].html += [child.content for child in token.children or () if child.type == "html_inline"]
    return blocks


def regions(blocks: list[Block]) -> list[tuple[int, int]]:
    """From which block to before which: those with HTML, an element that is open going on to where it closes."""
    reach = {at: at + 1 for at, block in enumerate(blocks) if block.html}
    opened: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        for html in block.html:
            for close, name in elements(html):
                if not close:
                    opened.setdefault(name, []).append(at)
                elif stack := opened.get(name):
                    begin = stack.pop()
                    reach[begin] = max(reach[begin], at + 1)
    found: list[tuple[int, int]] = []
    for begin, end in sorted(reach.items()):
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def elements(html: str) -> list[tuple[bool, str]]:
    """The tags in ``html`` that have to be closed, in order: whether it closes, and its name."""
    found = []
    for tag in _ELEMENT.finditer(_COMMENTS.sub("", html)):
        name = tag[2].lower()
        if name not in _EMPTY and name not in _MAY_STAY_OPEN and not tag[0].endswith("/>"):
            found.append((bool(tag[1]), name))
    return found


class Layout:
    """Where in a text code is, and HTML."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        lines = len(self._starts)
        self._html = bytearray(lines + 1)
        self._code = bytearray(lines + 1)
        self._spans: list[tuple[int, int]] = []
        tokens = parser().parse(text)
        blocks = top_blocks(tokens)
        for begin, end in regions(blocks):
            if elements("".join(blocks[begin].html)):
                for line in range(blocks[begin].first, blocks[end - 1].end):
                    self._html[line] = 2
        for token in tokens:
            if not token.map:
                continue
            first, end = token.map[0], min(token.map[1], lines)
            if token.type == "html_block":
                self._html[first:end] = b"\1" * (end - first)
            elif token.type == "fence" or (token.type == "code_block" and not self._html[first]):
                self._code[first:end] = b"\1" * (end - first)
            elif token.type == "inline" and "`" in token.content:
                self._find_spans(text, first, end)
        self._span_starts = [begin for begin, _ in self._spans]

    def is_code(self, at: int) -> bool:
        """True within a code block or a code span."""
        if self._code[bisect_right(self._starts, at) - 1]:
            return True
        index = bisect_right(self._span_starts, at) - 1
        return index >= 0 and at < self._spans[index][1]

    def is_html(self, at: int) -> bool:
        """True within a block of HTML, where Markdown is not read."""
        return self._html[bisect_right(self._starts, at) - 1] == 1

    def _find_spans(self, text: str, first: int, end: int) -> None:
        """Code spans in some lines: backticks up to as many of them again."""
        begin = self._starts[first]
        if self._spans and self._spans[-1][1] > begin:
            return  # a table's cells share their line
        stop = self._starts[end] if end < len(self._starts) else len(text)
        runs = [(run.start(), run.end()) for run in _TICKS.finditer(text, begin, stop)]
        by_length: dict[int, list[int]] = {}
        for at in range(len(runs) - 1, -1, -1):
            by_length.setdefault(runs[at][1] - runs[at][0], []).append(at)
        at = 0
        while at < len(runs):
            same = by_length[runs[at][1] - runs[at][0]]
            while same and same[-1] <= at:
                same.pop()
            if not same:
                at += 1
                continue
            self._spans.append((runs[at][0], runs[same[-1]][1]))
            at = same[-1] + 1
