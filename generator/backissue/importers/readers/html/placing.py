"""Which pictures are a story's: those in its text, those above it, and what the page's data says of both."""

import posixpath
import re
from urllib.parse import unquote

from lxml.html import HtmlElement

from backissue.importers.addresses import path_of
from backissue.importers.readers.html.boilerplate import names_of
from backissue.importers.readers.html.pictures import read_picture
from backissue.importers.record import Picture

_LEADS = re.compile(r"\b(?:lead|hero|featured?|main|top|opener|header|cover|primary|post thumbnail|article)\b")
_NO_PICTURE = re.compile(
    r"\b(?:logo|default|placeholder|fallback|avatar|icons?|favicon|blank|spacer|preload|loading|hdr|globe)\b", re.I
)
_SIZE = re.compile(r"[-_](?:\d{2,5}x\d{2,5}|\d{2,4}w|scaled|large|medium|small|thumb)(?=\.|$)|[-_@]\dx(?=\.|$)")


def place_pictures(tree: HtmlElement, story: HtmlElement, stated: list[Picture]) -> list[Picture]:
    """The story's pictures with all that is known of them; what leads goes from the text, and captions do."""
    lead: Picture | None = None
    for image in _above(tree, story):
        found = read_picture(image)
        lead = lead or found
    inside: list[Picture] = []
    for image in list(story.iter("img")):
        above_text = not _text_before(story, image)
        picture = read_picture(image)
        if not inside and above_text and (lead is None or _one(lead, picture)):
            lead = picture if lead is None else _with(lead, picture)
            image.drop_tree()
        elif lead is not None and _one(lead, picture) and above_text:
            image.drop_tree()
        else:
            inside.append(picture)
    if lead is None and not inside:
        lead = next((one for one in stated if not _NO_PICTURE.search(_words(one.ref))), None)
    if lead is not None:
        lead = Picture(lead.ref, lead.alt, lead.caption, lead.credit, lead.rights, lead=True)
    pictures = [*([lead] if lead else []), *inside]
    for picture in pictures:
        for other in stated:
            if _one(picture, other) or (picture is lead and other is stated[0]):
                _with(picture, other)
    return [one for at, one in enumerate(pictures) if one.lead or one.caption or one.credit or one.rights]


def _above(tree: HtmlElement, story: HtmlElement) -> list[HtmlElement]:
    """Pictures that stand before the story, and are no decoration of the site."""
    found: list[HtmlElement] = []
    scope = next(story.iterancestors("article", "main"), None)
    if story is tree or tree not in set(story.iterancestors()):
        return found
    for element in (tree if scope is None else scope).iter():
        if element is story:
            break
        if element.tag != "img" or _NO_PICTURE.search(_words(element.get("src") or "")):
            continue
        if _is_framed(element) or (scope is not None and not (element.get("src") or "").endswith((".gif", ".svg"))):
            found.append(element)
    return found


def _is_framed(image: HtmlElement) -> bool:
    return any(one.tag == "figure" or _LEADS.search(names_of(one)) for one in list(image.iterancestors())[:4])


def _text_before(story: HtmlElement, image: HtmlElement) -> bool:
    """Whether any of the story's words stand before ``image``."""
    for element in story.iter():
        if element is image:
            return False
        if element.tag in ("p", "li", "blockquote", "h2", "h3") and "".join(element.itertext()).strip():
            return image not in set(element.iter("img"))
        if element is story and (element.text or "").strip():
            return True
    return False


def _with(picture: Picture, other: Picture) -> Picture:
    """``picture``, with what only ``other`` knows of it."""
    picture.alt = other.alt if not picture.alt and other.alt else picture.alt
    picture.caption = picture.caption or other.caption
    picture.credit = picture.credit or other.credit
    picture.rights = picture.rights or other.rights
    return picture


def _one(one: Picture, other: Picture) -> bool:
    """Whether two addresses are the same picture, maybe in two sizes."""
    return one.ref == other.ref or (bool(name := _name(one.ref)) and name == _name(other.ref))


def _name(ref: str) -> str:
    name = posixpath.basename(unquote(path_of(ref)))
    return _SIZE.sub("", name.casefold()) if len(name) > 6 else ""


def _words(ref: str) -> str:
    return re.sub(r"[\W_]+", " ", posixpath.basename(ref))
