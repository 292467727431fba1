"""Markdown to HTML: CommonMark with tables, strikethrough and footnotes. Pure: text in, text out.

Nothing is re-punctuated. Raw HTML is shown as text unless the archive asks for it to be
sanitised; then the whole result goes through nh3 with a list that knows no script, style,
form, frame or handler.
"""

import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

import msgspec

from backissue.sources.plain import plain_paragraphs


class Reference(msgspec.Struct, gc=False, frozen=True):
    """A link or a picture that a body names: its path below ``content/`` and the file's line."""

    target: str
    line: int
    alt: str = ""


class References(msgspec.Struct, gc=False, frozen=True):
    """Everything outside itself that a body names."""

    links: tuple[Reference, ...] = ()
    pictures: tuple[Reference, ...] = ()
    foreign_pictures: tuple[Reference, ...] = ()
    """Pictures on other hosts: shown as links, because no third party is contacted."""
    outside: tuple[str, ...] = ()
    """Addresses on other hosts that it links to, each once, as ``outside`` gives them."""


class Dead(msgspec.Struct, gc=False, frozen=True):
    """What becomes of a link whose address is dead."""

    address: str
    """Where it leads instead; empty where it stays."""
    mark: str
    """Words that follow it."""
    title: str
    """What it says of itself, unless the text gives it a title."""


def may_name(body: str) -> bool:
    """False for a text that surely has no link and no picture: most stories, not worth parsing twice."""
    return "](" in body or "]:" in body


def references(body: str, source: str, first_line: int) -> References:
    """What ``body`` (of the content file ``source``) links to and shows."""
    if not may_name(body) and "<http" not in body:
        return References()
    from backissue.sources import markup  # markdown-it takes longer to load than a small build takes

    links: list[Reference] = []
    pictures: list[Reference] = []
    foreign: list[Reference] = []
    others: dict[str, None] = {}
    for kind, written, alt, line in markup.named(body):
        if kind == "link" and (target := content_path(written, source)):
            links.append(Reference(target, first_line + line))
        elif kind == "link" and (address := outside(written)):
            others[address] = None
        elif kind == "image" and is_foreign(written):
            foreign.append(Reference(written, first_line + line, alt))
        elif kind == "image":
            pictures.append(Reference(picture_path(written, source), first_line + line, alt))
    return References(tuple(links), tuple(pictures), tuple(foreign), tuple(others))


def spoken(body: str, *, sanitise: bool) -> tuple[str, ...]:
    """The words of each paragraph, heading, item and cell of a text, in order, without markup; blanks are one each.

    ``sanitise``: raw HTML is markup too.
    """
    if plain_paragraphs(body) is not None:
        blocks: Iterable[str] = body.strip("\n").split("\n\n")
    else:
        from backissue.sources import markup

        blocks = markup.spoken(body, html=sanitise)
    return tuple(words for block in blocks if (words := " ".join(block.split())))


def compile_body(
    body: str,
    source: str,
    *,
    figures: Callable[[str, str], str],
    links: Mapping[str, str],
    base: str = "",
    sanitise: bool = False,
    back: str = "Back to the text",
    dead: Mapping[str, Dead] | None = None,
) -> str:
    """``body`` as HTML.

    ``figures`` makes a picture's path and its alt text the HTML that shows it. ``links``: for each content
    file linked to its address, empty when it is not public: then the words stay without a link.
    ``base`` is what the site's own addresses begin with; ``back`` names a footnote's way back. ``dead``: by address,
    what becomes of links to other hosts that are dead.
    """
    if (simple := plain_paragraphs(body)) is not None:
        return simple.replace("&quot;", '"') if sanitise else simple  # as nh3 writes it
    from backissue.sources import markup

    def figure(src: str, alt: str) -> str:
        return figures(picture_path(src, source), alt)

    def link(href: str) -> str:
        if path := content_path(href, source):
            address = links.get(path, "")
            mark = href.partition("#")
            return f"{base}{address}{mark[1]}{mark[2]}" if address else ""
        return base + href if href.startswith("/") and not href.startswith("//") else href

    def no_more(href: str) -> Dead | None:
        return dead.get(outside(href)) if dead else None

    return markup.compile_markup(body, markup.Text(figure, link, is_foreign, back, no_more), sanitise=sanitise)


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


def outside(href: str) -> str:
    """The address on another host that a link leads to, without what follows a ``#``; empty for another link."""
    address = href.partition("#")[0]
    address = f"https:{address}" if address.startswith("//") else address
    return address if address.startswith(("http://", "https://")) else ""


def _below_content(path: str, source: str, roots: tuple[str, ...]) -> str:
    """From content's root when it begins with one of its folders, else from the file's own folder.

    markdown-it writes é and blanks as %C3%A9 and %20; files are named as people see them, in NFC.
    """
    path = unicodedata.normalize("NFC", unquote(path))
    path = path.removeprefix("/content/").removeprefix("content/").lstrip("/")
    if path.startswith(roots):
        return posixpath.normpath(path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
