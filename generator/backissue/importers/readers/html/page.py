"""One saved page, read into a story: what it says of itself in its several ways, and the text that is left of it."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import urljoin

import msgspec
from lxml.etree import LxmlError, ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring

from backissue.importers.cleaning import clean
from backissue.importers.from_html import to_markdown, to_text
from backissue.importers.readers.captured.boxes import RELATED
from backissue.importers.readers.captured.names import is_agency
from backissue.importers.readers.html.boilerplate import prune, text_of
from backissue.importers.readers.html.fields import fill, path, publication
from backissue.importers.readers.html.linked_data import read_linked_data
from backissue.importers.readers.html.meta import read_meta, read_microdata
from backissue.importers.readers.html.pictures import Finder, settle
from backissue.importers.readers.html.placing import place_pictures
from backissue.importers.readers.html.said import Said, merged
from backissue.importers.readers.html.shown import read_shown
from backissue.importers.readers.html.story import find_story
from backissue.importers.record import Item, LeftOut, Publication

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->|<!--\s*Page saved with SingleFile\s+url:\s*(\S+)")
_CONTROL_REFERENCE = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]))(?![0-9a-f]);?", re.I)
"""``&#1;``: signs that no text has, and that a tree does not take."""
_SHORT = 0.6
"""When the page shows less than this share of the text in its data, the data's text is taken."""


class Page(msgspec.Struct):
    """A page, and what its source knows of it."""

    text: str
    key: str
    source: str
    """Where it is, for a person."""
    scratch: Path
    find: Finder
    url: str = ""
    """Where it stood, when the source says so."""
    path: str = ""
    """Where it lies in its folder, for pages that say no address of their own."""
    link: Callable[[str], str] = str
    """What a link is to be, for pages that link to others on the same disk."""
    forms: list[str] = []
    """The mapping's forms of dates."""
    remark: str = ""
    """What is to be known of how its bytes were read."""


class Story(msgspec.Struct):
    """What a page is found to be."""

    item: Item
    publication: Publication


class NoArticle(Exception):
    """A page is no article; its text says why."""


def read_page(page: Page) -> Story | LeftOut:
    """The story on a page, or why there is none."""
    try:
        return _read(page)
    except NoArticle as reason:
        return LeftOut(page.source, f"no article: {reason}")
    except (LxmlError, RecursionError, ValueError) as fault:
        return LeftOut(page.source, f"cannot be read as HTML: {type(fault).__name__}", fault=True)


def parse(text: str) -> HtmlElement:
    """The tree of a page's ``text``. Raises NoArticle when there is nothing in it."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    data = _CONTROL_REFERENCE.sub("", str(clean(text))).encode("utf-8", "replace")
    try:
        tree = document_fromstring(data, parser=parser)
    except (ParserError, ValueError):
        raise NoArticle("it has no text") from None
    return tree


def saved_from(text: str) -> str:
    """The address that a browser wrote into the page when it saved it."""
    found = _SAVED_FROM.search(text[:8192])
    address = (found[1] or found[2]) if found else ""
    return address if address.startswith(("http://", "https://")) else ""


def _read(page: Page) -> Story:
    tree = parse(page.text)
    url = page.url or saved_from(page.text)
    metas = read_meta(tree, url)
    base = url or next(iter(metas[0].addresses), "")
    data, micro = read_linked_data(tree, base), read_microdata(tree)
    if (declared := tree.find(".//base[@href]")) is not None:
        base = _joined(base, declared.get("href") or "")
    stated = merged([data, metas[0], micro, *metas[1:]])
    shown = read_shown(tree, stated.outlet, page.forms)
    said = _chosen(stated, shown)
    _refuse_lists(tree, said, [data, *metas, micro], url)
    files = settle(tree, base, page.find, page.scratch)
    gone = prune(tree)
    for field in tree.xpath(".//*[@data-field]"):
        if field.getparent() is not None and (
            field.get("data-field") != "standfirst" or text_of(field) == said.standfirst
        ):
            field.drop_tree()
    story, dropped = find_story(tree, said.text)
    if dropped and RELATED not in gone:
        gone.append(RELATED)
    if story is None and not said.text:
        raise NoArticle("it has no text")
    item = Item(key=page.key, source=page.source, files=files)
    if story is not None:
        item.pictures = place_pictures(tree, story, said.images)
        _sign(story, said)
        _link(story, page, base)
        html = tostring(story, encoding="unicode", with_tail=False)
        item.words, item.body = to_text(html), to_markdown(html)
    else:
        item.pictures = place_pictures(tree, tree, said.images)
    _prefer_data(item, said)
    if not item.words and not item.pictures:
        raise NoArticle("it has no text")
    if not said.headline:
        raise NoArticle("it has no headline")
    item.files = _files(item, files, page.find)
    fill(item, said, metas[0].addresses[:1], url, page.forms)
    if not item.addresses and page.path:
        item.addresses = [f"/{page.path}"]
    for name in gone:
        item.note("lost", f"{name} left out")
    if page.remark:
        item.note("warning", page.remark)
    return Story(item, publication(said, item, url))


def _chosen(stated: Said, shown: Said) -> Said:
    """What holds where a page says one thing and shows another: names' roles, headline and standfirst as shown."""
    outlet = stated.outlet.casefold()
    names = [one for one in stated.byline.names if not outlet or _name(one).casefold() != outlet]
    roles = {_name(one): one for one in shown.byline.names}
    stated.byline.names = [roles.get(_name(one), one) if isinstance(one, str) else one for one in names]
    headline = stated.headline
    said = merged([stated, shown])
    if headline and shown.headline and shown.headline.casefold() != outlet:
        ours, theirs = set(shown.headline.casefold().split()), set(headline.casefold().split())
        if len(ours & theirs) * 2 >= min(len(ours), len(theirs)):
            said.headline = shown.headline
    said.standfirst = shown.standfirst or said.standfirst
    return said


def _refuse_lists(tree: HtmlElement, said: Said, ways: list[Said], url: str) -> None:
    """Raise NoArticle for a home page or a section's list."""
    if any(way.is_article for way in ways):
        return
    address = url or next(iter(said.addresses), "")
    if address and path(address) == "/":
        raise NoArticle("a home page")
    heads = sum(
        1 for one in tree.iter("article", "h2", "h3") if one.find(".//a") is not None or _is_link(one.getparent())
    )
    if heads >= 8 and any(way.is_list for way in ways):
        raise NoArticle("a list of others")


def _is_link(element: HtmlElement | None) -> bool:
    return element is not None and element.tag == "a"


def _sign(story: HtmlElement, said: Said) -> None:
    """A last paragraph that is nothing but an agency's name is its field."""
    last = next((one for one in reversed(list(story.iter("p", "div"))) if text_of(one)), None)
    if last is None or last is story:
        return
    name = re.sub(r"^[\s–—-]*(?:with|from)?\s+|^[–—-]+", "", text_of(last)).strip(" .()[]–—-")
    if len(name) <= 60 and is_agency(name):
        if name not in said.byline.agencies:
            said.byline.agencies.append(name)
        last.drop_tree()


def _link(story: HtmlElement, page: Page, base: str) -> None:
    for anchor in story.iter("a"):
        if href := anchor.get("href"):
            local = page.link(href)
            anchor.set("href", local if local != href else _joined(base, href))


def _prefer_data(item: Item, said: Said) -> None:
    """The text in the page's data, where the page shows only its beginning."""
    there, here = len(said.text.split()), len(item.words.split())
    if there >= 30 and here < _SHORT * there:
        item.words = said.text
        item.body = to_markdown("".join(f"<p>{escape(line)}</p>" for line in said.text.split("\n") if line.strip()))
        item.note("changed", "the text is from the page's data, without links and formatting")


def _files(item: Item, files: dict[str, str], find: Finder) -> dict[str, str]:
    """The files of the pictures that the story has in the end."""
    refs = {one.ref for one in item.pictures}
    kept = {ref: file for ref, file in files.items() if ref in refs or ref in item.body}
    for picture in item.pictures:
        if picture.ref not in kept and (file := find(picture.ref)):
            kept[picture.ref] = file
    return kept


def _name(name: str | dict[str, str]) -> str:
    return name["name"] if isinstance(name, dict) else name


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip()) if base else address
    except ValueError:
        return address
