"""Markdown to HTML: CommonMark with tables, strikethrough and footnotes. Pure: text in, text out.

Nothing is re-punctuated. Raw HTML is shown as text unless the archive asks for it to be
sanitised; then the whole result goes through nh3 with a list that knows no script, style,
form, frame or handler.
"""

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

import msgspec
import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

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
}  # fmt: skip
_OWN_MARKS = re.compile(r"fn(ref)?\d+(:\d+)?$|footnote-(ref|item|backref)$|footnotes$|align-(start|center|end)$")
"""Ids and classes that this module writes; a body's own could collide with the page's."""
_ALIGNED = {
    "text-align:left": "align-start",
    "text-align:center": "align-center",
    "text-align:right": "align-end",
}


class Reference(msgspec.Struct, frozen=True):
    """A link or a picture that a body names: its path below ``content/`` and the file's line."""

    target: str
    line: int
    alt: str = ""


class References(msgspec.Struct, frozen=True):
    """Everything outside itself that a body names."""

    links: tuple[Reference, ...] = ()
    pictures: tuple[Reference, ...] = ()
    foreign_pictures: tuple[Reference, ...] = ()
    """Pictures on other hosts: shown as links, because no third party is contacted."""


def references(body: str, source: str, first_line: int) -> References:
    """What ``body`` (of the content file ``source``) links to and shows."""
    if "](" not in body and "]:" not in body:  # most stories: not worth parsing twice
        return References()
    links: list[Reference] = []
    pictures: list[Reference] = []
    foreign: list[Reference] = []
    line = first_line
    for block in _parser(False).parse(body):
        line = first_line + block.map[0] if block.map else line
        for token in block.children or ():
            line += token.type in ("softbreak", "hardbreak")
            if token.type == "link_open" and (target := content_path(_text(token.attrs.get("href")), source)):
                links.append(Reference(target, line))
            if token.type == "image":
                written = _text(token.attrs.get("src"))
                if is_foreign(written):
                    foreign.append(Reference(written, line, token.content))
                else:
                    pictures.append(Reference(picture_path(written, source), line, token.content))
    return References(tuple(links), tuple(pictures), tuple(foreign))


def compile_body(
    body: str,
    source: str,
    *,
    figures: Callable[[str, str], str],
    links: Mapping[str, str],
    base: str = "",
    sanitise: bool = False,
    back: str = "Back to the text",
) -> str:
    """``body`` as HTML.

    ``figures`` makes a picture's path and its alt text the HTML that shows it. ``links``: for each content
    file linked to its address, empty when it is not public: then the words stay without a link.
    ``base`` is what the site's own addresses begin with; ``back`` names a footnote's way back.
    """
    shown: dict[str, str] = {}
    tokens = _parser(sanitise).parse(body)
    _shift_headings(tokens)
    tokens = _lift_pictures(tokens)
    renderer = _Renderer(source, figures, links, base, shown if sanitise else None, back)
    html = str(renderer.render(tokens, _parser(sanitise).options, {}))
    if not sanitise:
        return html
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_own_marks, link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )  # fmt: skip
    for mark, figure in shown.items():
        clean = clean.replace(mark, figure)
    return clean


def content_path(href: str, source: str) -> str:
    """The content file that a link means, or empty when it is an address."""
    path = href.partition("#")[0]
    if is_foreign(path) or not path.endswith((".md", ".yaml")):
        return ""
    return _below_content(path, source, ("articles/", "pages/"))


def picture_path(src: str, source: str) -> str:
    """The picture below ``content/`` that a body's image means."""
    return _below_content(src, source, ("images/",))


def is_foreign(address: str) -> bool:
    """True for an address on another host, or of another kind than a page."""
    return address.startswith("//") or ":" in address.partition("/")[0]


def _below_content(path: str, source: str, roots: tuple[str, ...]) -> str:
    """From content's root when it begins with one of its folders, else from the file's own folder.

    markdown-it writes é and blanks as %C3%A9 and %20; files are named as people see them, in NFC.
    """
    path = unicodedata.normalize("NFC", unquote(path))
    path = path.removeprefix("/content/").removeprefix("content/").lstrip("/")
    if path.startswith(roots):
        return posixpath.normpath(path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


@cache
def _parser(html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html, "typographer": False, "xhtmlOut": False})
    return parser.enable(["table", "strikethrough"]).use(footnote_plugin)


def _own_marks(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute not in ("id", "class") or _OWN_MARKS.match(value) else None


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


def _lift_pictures(tokens: Sequence[Token]) -> list[Token]:
    """A figure may not stand inside a paragraph or a heading: it follows it as a block of its own.

    In a table's cell it may, and a paragraph that is nothing but a picture becomes the figure.
    """
    lifted: list[Token] = []
    waiting: list[Token] = []
    for index, token in enumerate(tokens):
        follows = tokens[index + 1].type if index + 1 < len(tokens) else ""
        if token.type == "inline" and follows in ("paragraph_close", "heading_close"):
            pictures = [child for child in token.children or () if _is_picture(child)]
            if pictures:
                token.children = _without_pictures(token.children or [])
                waiting = [Token("inline", "", 0, children=[picture], content="") for picture in pictures]
                if not any(
                    child.type != "softbreak" and (child.content.strip() or child.nesting) for child in token.children
                ):
                    lifted[-1:] = waiting  # the paragraph was nothing else: drop its opening too
                    waiting = []
                    continue
        elif token.type in ("paragraph_close", "heading_close"):
            if lifted and lifted[-1].type == "inline" and lifted[-1].children and _is_picture(lifted[-1].children[0]):
                continue
            lifted += [token, *waiting]
            waiting = []
            continue
        lifted.append(token)
    return lifted


def _is_picture(token: Token) -> bool:
    return token.type == "image" and not is_foreign(_text(token.attrs.get("src")))


def _without_pictures(children: Sequence[Token]) -> list[Token]:
    """The rest of a line, without the links that held nothing but a picture."""
    rest: list[Token] = []
    for child in children:
        if _is_picture(child):
            continue
        if child.type == "link_close" and rest and rest[-1].type == "link_open":
            rest.pop()
            continue
        rest.append(child)
    return rest


class _Renderer(RendererHTML):
    """markdown-it's renderer, with this archive's figures and links."""

    def __init__(
        self,
        source: str,
        figures: Callable[[str, str], str],
        links: Mapping[str, str],
        base: str,
        shown: dict[str, str] | None,
        back: str,
    ) -> None:
        super().__init__()
        self.source, self.figures, self.links, self.base = source, figures, links, base
        self.shown, self.back = shown, back
        self._open: list[bool] = []
        _footnote_rules(self)

    def renderToken(  # noqa: N802  # the name is markdown-it's
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
        label = _escape(f"{self.back} ({number})")
        return f' <a href="#fnref{number}" class="footnote-backref" aria-label="{label}">\u21a9\ufe0e</a>'

    def image(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        written = _text(token.attrs.get("src"))
        alt = self.renderInlineAsText(token.children, options, env)
        if is_foreign(written):
            return f'<a href="{_escape(written)}">{_escape(alt or written)}</a>'
        figure = self.figures(picture_path(written, self.source), alt)
        if self.shown is None:
            return figure
        mark = f"figure-{hashlib.sha256(figure.encode()).hexdigest()}"
        self.shown[mark] = figure
        return mark

    def link_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        href = _text(token.attrs.get("href"))
        if path := content_path(href, self.source):
            address = self.links.get(path, "")
            mark = href.partition("#")
            href = f"{self.base}{address}{mark[1]}{mark[2]}" if address else ""
        elif href.startswith("/") and not href.startswith("//"):
            href = self.base + href
        self._open.append(bool(href))
        if not href:
            return ""
        title = f' title="{_escape(_text(token.attrs["title"]))}"' if token.attrs.get("title") else ""
        return f'<a href="{_escape(href)}"{title}>'

    def link_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return "</a>" if self._open.pop() else ""


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
