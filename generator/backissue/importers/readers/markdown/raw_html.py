"""Raw HTML in a post's Markdown becomes Markdown; blocks without any stay as they were typed, to the letter."""

import re
from functools import cache
from html import escape

from bs4 import BeautifulSoup
from bs4.element import Tag
from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.token import Token

from backissue.importers import from_html
from backissue.importers.readers.markdown.blocks import Layout, elements, parser, regions, top_blocks
from backissue.importers.record import Item, Picture

_KNOWN = {
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont",
    "bdi", "bdo", "big", "blockquote", "body", "br", "button", "canvas", "caption", "center", "circle", "cite",
    "code", "col", "colgroup", "data", "datalist", "dd", "defs", "del", "details", "dfn", "dialog", "dir",
    "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame",
    "frameset", "g", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i",
    "iframe", "image", "img", "input", "ins", "kbd", "label", "legend", "li", "line", "link", "main", "map",
    "mark", "marquee", "math", "menu", "meta", "meter", "nav", "nobr", "noframes", "noscript", "object", "ol",
    "optgroup", "option", "output", "p", "param", "path", "picture", "polygon", "pre", "progress", "q", "rect",
    "rp", "rt", "ruby", "s", "samp", "script", "search", "section", "select", "slot", "small", "source", "span",
    "strike", "strong", "style", "sub", "summary", "sup", "svg", "symbol", "table", "tbody", "td", "template",
    "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "use", "var", "video",
    "wbr",
}  # fmt: skip
_BLOCKS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "html", "head", "body", "title", "table", "form", "style", "script",
    "article", "section", "header", "footer",
}  # fmt: skip
"""Within a line of text these are names that are talked about, unless they close there too."""
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_LONE_BREAK = re.compile(r"(?<=\n\n)([ \t]*<br[ \t]*/?>[ \t]*\n)(?=[ \t]*[^\s<])", re.IGNORECASE)
"""CommonMark takes what follows it, up to a blank line, for HTML; nobody who wrote it did."""
_IMG = re.compile(r"<img\b[^<>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([A-Za-z-]+)\s*=\s*["“”](.*?)["“”](?=\s+[A-Za-z-]+\s*=|\s*/?>)""", re.DOTALL)
_MARKDOWN = re.compile(r"""(<([a-z]+)\b[^<>]*\bmarkdown\s*=\s*["']?(?:1|block|span)\b["']?[^<>]*>)""", re.IGNORECASE)
_PICTURE_LINE = re.compile(r"^[ \t]*(!\[[^\[\]<>]*\]\([^\s()<>]+\))[ \t]*$", re.MULTILINE)
_NOTE_MARK = re.compile(r"\\\[(\^[^\s\[\]\\]+)\\\]")
_NO_WORDS = re.compile(r"\[\^[^\s\[\]]+\]|\{:?[ \t]*[.#][\w-][^{}\n]*\}")
"""Marks of footnotes, and of what a text looks like: on the page they are no words of the story."""
_LEFT_OUT = {"script": "a script is left out", "style": "a style sheet is left out", "form": "a form is left out",
             "svg": "a drawing in the text (SVG) is left out", "object": "an embedded object is left out",
             "embed": "an embedded object is left out", "button": "a button is left out"}  # fmt: skip
_CHANGED = {"iframe": "a frame is a link now", "video": "a video is a link now", "audio": "a sound is a link now"}


def to_markdown(text: str, item: Item) -> str:
    """``text`` with each block that has HTML in it, and all that an open element holds, as Markdown."""
    if "<" not in text:
        return text
    text = _LONE_BREAK.sub(r"\1\n", _with_sound_pictures(text))
    references: dict[str, object] = {}
    blocks = top_blocks(parser().parse(text, references))
    found = regions(blocks)
    if not found:
        return text
    lines = text.split("\n")
    pieces: list[str] = []
    at = 0
    for begin, end in found:
        first, stop = blocks[begin].first, blocks[end - 1].end
        html = "".join(piece for block in blocks[begin:end] for piece in block.html)
        is_whole = bool(elements(html)) and end - begin > 1
        new = _converted("\n".join(lines[first:stop]), dict(references), is_whole, item)
        pieces += [*lines[at:first], *_set_apart(new, lines, first, stop)]
        is_gone = not new and stop < len(lines) and not lines[stop].strip()
        at = stop + is_gone
        _tell(html, item)
    return "\n".join((*pieces, *lines[at:]))


def shown_html(text: str) -> str:
    """``text`` as a generator's page has it: what its words are counted from."""
    text = _NO_WORDS.sub("", text)
    markdown = _unindented()
    return str(markdown.renderer.render(_as_meant(markdown.parse(text)), markdown.options, {}))


def _with_sound_pictures(text: str) -> str:
    """``text`` with quotes within quotes (``alt="a "b" c"``) put right: a browser shows such a picture all the same."""
    odd = [tag for tag in _IMG.finditer(text) if not HTML_TAG_RE.fullmatch(tag[0])]
    if not odd:
        return text
    layout = Layout(text)
    pieces: list[str] = []
    at = 0
    for tag in odd:
        said = {name.lower(): value for name, value in _ATTRIBUTE.findall(tag[0])}
        if said.get("src") and not layout.is_code(tag.start()):
            written = " ".join(f'{name}="{escape(said[name])}"' for name in ("src", "alt") if name in said)
            pieces += [text[at : tag.start()], f"<img {written}>"]
            at = tag.end()
    return "".join((*pieces, text[at:]))


def _converted(text: str, references: dict[str, object], is_whole: bool, item: Item) -> str:
    markdown = _unindented() if is_whole else parser()
    tokens = _as_meant(markdown.parse(_with_inner_markdown(text), references))
    html = str(markdown.renderer.render(tokens, markdown.options, references))
    if "<figcaption" in html:
        html = _without_captions(html, item)
    return _NOTE_MARK.sub(r"[\1]", from_html.to_markdown(html))


def _without_captions(html: str, item: Item) -> str:
    """``html`` without the captions that are plain text: they are their pictures' own."""
    soup = BeautifulSoup(html, "lxml")
    for figure in soup.find_all("figure"):
        captions, pictures = figure.find_all("figcaption"), figure.find_all("img", src=True)
        if len(captions) != 1 or len(pictures) != 1 or captions[0].find(["a", "img", "ul", "ol", "p", "br"]):
            continue
        caption = from_html.one_line(captions[0].decode_contents())
        alt = pictures[0].get("alt")
        item.pictures.append(Picture(str(pictures[0]["src"]).strip(), str(alt) if alt else None, caption))
        captions[0].decompose()
    return body.decode_contents() if isinstance(body := soup.body, Tag) else ""


@cache
def _unindented() -> MarkdownIt:
    """The parser for what an element holds: there text is set in for the eye, not as code."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")


def _with_inner_markdown(text: str) -> str:
    """Blank lines let CommonMark read what an element holds: with ``markdown="1"`` (kramdown), or a picture's line."""
    text = _PICTURE_LINE.sub(r"\n\1\n", text)
    if not (names := {found[2].lower() for found in _MARKDOWN.finditer(text)}):
        return text
    text = _MARKDOWN.sub(r"\1\n\n", text)
    return re.sub(rf"(</(?:{'|'.join(sorted(names))})\s*>)", r"\n\n\1", text, flags=re.IGNORECASE)


def _as_meant(tokens: list[Token]) -> list[Token]:
    """What only looks like HTML (``<branch>``, ``headings like <H1>``) is text."""
    for token in tokens:
        if token.type == "html_block" and (name := _NAME.match(token.content.lstrip())) and not _is_known(name[1]):
            token.content = f"<p>{_NAME.sub(_escape_unknown, token.content)}</p>\n"
        children = token.children or []
        closed = {_closing(child).lower() for child in children}
        for child in children:
            if child.type == "html_inline" and (name := _NAME.match(child.content)):
                said = name[1].lower()
                if not _is_known(said) or (said in _BLOCKS and said not in closed):
                    child.type = "text"
    return tokens


def _closing(token: Token) -> str:
    return token.content[2:].rstrip("> \n") if token.type == "html_inline" and token.content.startswith("</") else ""


def _is_known(name: str) -> bool:
    return name.lower() in _KNOWN or "-" in name


def _escape_unknown(found: re.Match[str]) -> str:
    return found[0] if _is_known(found[1]) else "&lt;" + found[0][1:]


def _set_apart(new: str, lines: list[str], first: int, stop: int) -> list[str]:
    """A block's new text, with blank lines to either side where words would else join it."""
    before = [""] if first and lines[first - 1].strip() else []
    after = [""] if stop < len(lines) and lines[stop].strip() else []
    return [*before, *([new] if new else []), *after]


def _tell(html: str, item: Item) -> None:
    names = {found[1].lower() for found in _NAME.finditer(html)}
    if names & _KNOWN:
        item.note("changed", "HTML in the text is Markdown now")
    for name in sorted(names & set(_LEFT_OUT)):
        item.note("lost", _LEFT_OUT[name])
    for name in sorted(names & set(_CHANGED)):
        item.note("changed", _CHANGED[name])
