"""Paragraphs as the classic editor means them: a blank line begins one, the end of a line is a break.

The editor's texts have no ``<p>``; WordPress adds them to every page it shows. What is between two blocks (a heading,
a list, a figure) is such a text. In a list's item, a cell or a caption a single paragraph stays without its tags.
"""

import re
from collections.abc import Iterator

from backissue.importers.readers.wordpress.marks import TAG, regions

_BLOCKS = {
    "address", "article", "aside", "blockquote", "caption", "center", "col", "colgroup", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "map", "menu", "nav", "ol", "p", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_LINES = {"dd", "dt", "figcaption", "figure", "li", "td", "th", "caption", "summary", "legend", "p",
          "h1", "h2", "h3", "h4", "h5", "h6"}  # fmt: skip
"""Blocks whose text is no paragraph of its own while it is one alone."""
_VOID = {"hr", "col", "br"}
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+|(?:<br\b[^<>]{0,100}>\s{0,20}){2,}", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]{0,100}>[ \t]*\n", re.IGNORECASE)
_END = re.compile(r"[ \t]*\n[ \t]*")


def with_paragraphs(html: str) -> str:
    """``html`` of the classic editor with its paragraphs and breaks."""
    out: list[str] = []
    run: list[str] = []
    inside: list[str] = []
    for piece, name in _pieces(html.replace("\r\n", "\n").replace("\r", "\n")):
        if not name:
            run.append(piece)
            continue
        _flush(run, inside[-1] if inside else "", out)
        out.append(piece)
        if name[0] == "/":
            _close(inside, name[1:])
        elif name not in _VOID and name != "pre":
            if name == "p" and inside and inside[-1] == "p":
                inside.pop()
            inside.append(name)
    _flush(run, inside[-1] if inside else "", out)
    return "".join(out)


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Blocks' tags with their names (``/`` before that of an end), whole ``<pre>``; all else without a name."""
    for text, raw in regions(html):
        if raw:
            yield (text, "pre") if raw in ("pre", "script", "style") else (text.replace("\n", "&#10;"), "")
            continue
        at = 0
        for tag in TAG.finditer(text):
            name = tag[2].lower()
            if name in _BLOCKS:
                yield text[at : tag.start()], ""
                yield tag[0], tag[1] + name
                at = tag.end()
            elif "\n" in tag[0]:
                yield text[at : tag.start()], ""
                yield tag[0].replace("\n", " "), ""
                at = tag.end()
        yield text[at:], ""


def _close(inside: list[str], name: str) -> None:
    for at in range(len(inside) - 1, max(-1, len(inside) - 50), -1):  # a stray end closes nothing
        if inside[at] == name:
            del inside[at:]
            return


def _flush(run: list[str], within: str, out: list[str]) -> None:
    """Write the text between two blocks, as the paragraphs that it is."""
    text = "".join(run).strip()
    run.clear()
    if not text:
        return
    for at, paragraph in enumerate(part for part in _BLANK.split(text) if part.strip()):
        lines = _END.sub("<br>\n", _BREAK.sub("\n", paragraph.strip()))
        if within == "p":
            out.append(f"</p><p>{lines}" if at else lines)
        elif within in _LINES and not at:
            out.append(lines)
        else:
            out.append(f"<p>{lines}</p>")
