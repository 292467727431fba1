"""Marked up texts through markdown-it, with an archive's figures and links. Loaded when a text has markup.

Nothing is re-punctuated. Raw HTML is shown as text unless the archive asks for it to be
sanitised; then the whole result goes through nh3 with a list that knows no script, style,
form, frame or handler.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Any, Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from backissue.sources.headings import may_have, name_headings
from backissue.sources.markdown import Dead

_TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
    "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title", "class"}, "a": {"href", "aria-label"}, "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan", "headers"}, "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"}, "del": {"datetime", "cite"}, "ins": {"datetime", "cite"}, "details": {"open"},
    "small": {"data-pagefind-ignore"},
}  # fmt: skip
_OWN_MARKS = re.compile(r"footnote-(ref|item|backref)$|footnotes$|align-(start|center|end)$|dead-link$")
"""Classes that this module writes; a body's own could collide with the page's."""
_ALIGNED = {
    "text-align:left": "align-start",
    "text-align:center": "align-center",
    "text-align:right": "align-end",
}


@dataclass(slots=True)
class Text:
    """What one text is rendered with: the renderer is one for all, and finds this in ``env["text"]``."""

    figure: Callable[[str, str], str]
    """A picture's address as written and its alt text to the HTML that shows it."""
    link: Callable[[str], str]
    """A link's address as written to the page's own; empty where its words stay without a link."""
    is_foreign: Callable[[str], bool]
    back: str
    """Names a footnote's way back."""
    dead: Callable[[str], Dead | None] = lambda href: None
    """What becomes of a link whose address is dead; None for the others."""
    marks: dict[str, str] | None = None
    """What stands for figures while the rest is sanitised."""
    open: list[str] = field(default_factory=list)
    """For each link that is open what closes it; empty for one that is not shown."""


def named(body: str) -> Iterator[tuple[Literal["link", "image"], str, str, int]]:
    """Every link and picture of a text: which, its address as written, the alt text, lines after the text's first."""
    line = 0
    for block in _parser(False).parse(body):
        line = block.map[0] if block.map else line
        for token in block.children or ():
            line += token.type in ("softbreak", "hardbreak")
            if token.type == "link_open":
                yield "link", _text(token.attrs.get("href")), "", line
            elif token.type == "image":
                yield "image", _text(token.attrs.get("src")), token.content, line


def spoken(body: str, *, html: bool) -> Iterator[str]:
    """The words of each block of a text; ``html``: raw HTML is markup, else it is words."""
    for block in _parser(html).parse(body):
        if block.type == "html_block":
            yield from _without_tags(block.content).split("\n\n")
        elif block.type in ("fence", "code_block"):
            yield block.content
        elif block.type == "inline":
            yield "".join(map(_said, block.children or ()))


def _said(token: Token) -> str:
    """What a reader reads of a part of a line; nothing of a picture, whose caption is told apart."""
    match token.type:
        case "text" | "text_special" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case _:
            return ""


def _without_tags(text: str) -> str:
    return unescape(nh3.clean(text, tags=set()))


def compile_markup(body: str, text: Text, *, sanitise: bool) -> str:
    """``body`` as HTML."""
    text.marks = {} if sanitise else None
    tokens = _parser(sanitise).parse(body)
    _shift_headings(tokens)
    name_headings(tokens)
    tokens = _lift_pictures(tokens, text.is_foreign)
    html = str(_renderer().render(tokens, _parser(sanitise).options, {"text": text}))
    if text.marks is None:
        return html
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_own_marks(), link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )  # fmt: skip
    for mark, figure in text.marks.items():
        clean = clean.replace(mark, figure)
    return clean


@cache
def _parser(html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html, "typographer": False, "xhtmlOut": False})
    return parser.enable(["table", "strikethrough"]).use(footnote_plugin)


def _own_marks() -> Callable[[str, str, str], str | None]:
    """What keeps of the ids and classes of one text those that it may have: each id once."""
    ids: set[str] = set()

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "class":
            return value if _OWN_MARKS.match(value) else None
        if attribute != "id":
            return value
        if not may_have(value) or value in ids:
            return None
        ids.add(value)
        return value

    return keep


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _shift_headings(tokens: Sequence[Token]) -> None:
    """The page's h1 is the headline: a body's headings begin at h2 and skip no level."""
    ranks = sorted({token.tag for token in tokens if token.type == "heading_open"})
    last = 1
    for token in tokens:
        if token.type == "heading_open":
            last = min(2 + ranks.index(token.tag), last + 1, 6)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{last}"


def _lift_pictures(tokens: Sequence[Token], is_foreign: Callable[[str], bool]) -> list[Token]:
    """A figure may not stand inside a paragraph or a heading: it follows it as a block of its own.

    In a table's cell it may, and a paragraph that is nothing but a picture becomes the figure.
    """

    def is_picture(token: Token) -> bool:
        return token.type == "image" and not is_foreign(_text(token.attrs.get("src")))

    lifted: list[Token] = []
    waiting: list[Token] = []
    for index, token in enumerate(tokens):
        follows = tokens[index + 1].type if index + 1 < len(tokens) else ""
        if token.type == "inline" and follows in ("paragraph_close", "heading_close"):
            pictures = [child for child in token.children or () if is_picture(child)]
            if pictures:
                token.children = _without(pictures, token.children or [])
                waiting = [Token("inline", "", 0, children=[picture], content="") for picture in pictures]
                if not any(
                    child.type != "softbreak" and (child.content.strip() or child.nesting) for child in token.children
                ):
                    lifted[-1:] = waiting  # the paragraph was nothing else: drop its opening too
                    waiting = []
                    continue
        elif token.type in ("paragraph_close", "heading_close"):
            if lifted and lifted[-1].type == "inline" and lifted[-1].children and is_picture(lifted[-1].children[0]):
                continue
            lifted += [token, *waiting]
            waiting = []
            continue
        lifted.append(token)
    return lifted


def _without(pictures: Sequence[Token], children: Sequence[Token]) -> list[Token]:
    """The rest of a line, without the links that held nothing but a picture."""
    rest: list[Token] = []
    for child in children:
        if any(child is picture for picture in pictures):
            continue
        if child.type == "link_close" and rest and rest[-1].type == "link_open":
            rest.pop()
            continue
        rest.append(child)
    return rest


class _Renderer(RendererHTML):
    """markdown-it's renderer, with this archive's figures and links."""

    def __init__(self) -> None:
        super().__init__()
        _footnote_rules(self)

    def renderToken(  # noqa: N802 - the name is markdown-it's
        self, tokens: Sequence[Token], index: int, options: Any, env: Any
    ) -> str:
        """Alignment as a class: the page's Content-Security-Policy allows no inline style."""
        token = tokens[index]
        if token.type == "th_open" and not tokens[index + 1].content.strip():
            token.tag = tokens[index + 2].tag = "td"  # a header that says nothing heads nothing
        if "style" in token.attrs:
            token.attrs["class"] = _ALIGNED.get(_text(token.attrs.pop("style")), "")
        return super().renderToken(tokens, index, options, env)

    def footnote_block_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return '<hr>\n<ol class="footnotes">\n'

    def footnote_block_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return "</ol>\n"

    def footnote_anchor(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        meta = tokens[index].meta
        number = f"{int(meta['id']) + 1}" + (f":{meta['subId']}" if meta.get("subId", 0) > 0 else "")
        label = _escape(f"{env['text'].back} ({number})")
        return f' <a href="#fnref{number}" class="footnote-backref" aria-label="{label}">\u21a9\ufe0e</a>'

    def image(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token, text = tokens[index], env["text"]
        written = _text(token.attrs.get("src"))
        alt = self.renderInlineAsText(token.children, options, env)
        if text.is_foreign(written):
            return f'<a href="{_escape(written)}">{_escape(alt or written)}</a>'
        figure = str(text.figure(written, alt))
        if text.marks is None:
            return figure
        mark = f"figure-{hashlib.sha256(figure.encode()).hexdigest()}"
        text.marks[mark] = figure
        return mark

    def link_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token, text = tokens[index], env["text"]
        written = _text(token.attrs.get("href"))
        href, said, closing = text.link(written), _text(token.attrs.get("title")), "</a>"
        if href and (dead := text.dead(written)):
            href, said = dead.address or href, said or dead.title
            closing = f'</a> <small class="dead-link" data-pagefind-ignore>({_escape(dead.mark)})</small>'
        text.open.append(closing if href else "")
        title = f' title="{_escape(said)}"' if said else ""
        return f'<a href="{_escape(href)}"{title}>' if href else ""

    def link_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return str(env["text"].open.pop())


@cache
def _renderer() -> _Renderer:
    return _Renderer()


def _footnote_rules(renderer: RendererHTML) -> None:
    """The plugin adds its rules to a parser's own renderer: take them over."""
    plugin: Any = _parser(False).renderer
    rules: dict[str, Any] = renderer.rules
    for name, rule in plugin.rules.items():
        if name.startswith("footnote") and name not in rules:
            rules[name] = _bound(rule, renderer)


def _bound(rule: Callable[..., str], renderer: RendererHTML) -> Callable[..., str]:
    function = getattr(rule, "__func__", rule)
    return lambda tokens, index, options, env: str(function(renderer, tokens, index, options, env))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
