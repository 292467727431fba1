"""The pictures within a story's HTML: their captions and credits become fields of theirs."""

import re

from lxml.html import HtmlElement, fragment_fromstring, tostring

from backissue.importers.addresses import path_of
from backissue.importers.from_html import one_line, to_text
from backissue.importers.readers.wordpress.blocks import Note
from backissue.importers.record import Picture

_FIGURE = "descendant-or-self::*[self::figure or contains(concat(' ', @class, ' '), ' wp-caption ')]"
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{2,5}$)|-scaled(?=\.\w{2,5}$)")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|tiff?|svg|avif|bmp)$", re.IGNORECASE)
_PAGE = re.compile(r"[?&]attachment_id=\d+|/attachment/")
_INLINE = re.compile(r"""(<img\b[^<>]{0,2000}?\bsrc\s*=\s*)["']data:[^"'<>]*["']""", re.IGNORECASE)
_MARKS = ("<img", "<figure", "wp-caption", "wp-block-file__button")


def is_picture(address: str) -> bool:
    """Whether an address is that of a picture's file, by its ending."""
    return bool(_PICTURE.search(path_of(address)))


def without_inline_data(html: str, note: Note) -> str:
    """``html`` without pictures that are written out in it (``data:`` addresses): megabytes that are no words."""
    if "data:" not in html:
        return html
    found, count = _INLINE.subn(r'\1""', html)
    if count:
        note("lost", "a picture that is written into the text itself (a data: address) is left out")
    return found


def take_captions(html: str, note: Note, *, stay: bool = False) -> tuple[str, list[Picture]]:
    """``html`` without the captions of its pictures, and the pictures that have any; ``stay`` leaves all in the text.

    Of one picture that is there twice, the second caption stays in the text.
    """
    if not any(mark in html for mark in _MARKS):
        return html, []
    root = fragment_fromstring(html, create_parent="div")
    for link in root.iter("a"):
        _unlink(link, note)
    for button in root.xpath(".//a[contains(@class, 'wp-block-file__button')]"):
        button.drop_tree()
    for part in root.xpath(".//ul[contains(@class, 'blocks-gallery') or contains(@class, 'wp-block-gallery')]"):
        for item in part.findall("li"):
            item.drop_tag()
        part.drop_tag()
    found: dict[str, Picture] = {}
    for figure in () if stay else root.xpath(_FIGURE):
        _take(figure, found, note)
    whole = str(tostring(root, encoding="unicode"))
    return whole[whole.index(">") + 1 : whole.rindex("<")], list(found.values())


def _take(figure: HtmlElement, found: dict[str, Picture], note: Note) -> None:
    """Take the caption out of ``figure``, unless it is of several pictures or none."""
    captions = list(figure.xpath(".//figcaption | .//*[contains(@class, 'wp-caption-text')]"))
    credits = list(figure.xpath(".//span[contains(@class, 'credit')]"))
    pictures = [one for one in figure.iter("img") if (one.get("src") or "").strip()]
    if len(pictures) != 1 or len(captions) > 1 or not (captions or credits):
        return
    address = pictures[0].get("src").strip()
    if address in found:
        note("changed", "a picture that is there twice has its second caption in the text")
        return
    credit = " ".join(filter(None, (_line(one) for one in credits))).removeprefix("Credit:").strip()
    for one in credits:
        one.drop_tree()
    caption = _line(captions[0]) if captions else ""
    found[address] = Picture(address, pictures[0].get("alt"), caption, credit)
    if captions:
        if captions[0].find(".//a") is not None:
            note("lost", "links in captions are plain words")
        captions[0].drop_tree()


def _line(element: HtmlElement) -> str:
    return one_line(str(tostring(element, encoding="unicode", with_tail=False)))


def _unlink(link: HtmlElement, note: Note) -> None:
    """A picture that is a link to its own file, or to the page that WordPress makes of it, is a picture."""
    pictures = link.findall(".//img")
    address = (link.get("href") or "").strip()
    if len(pictures) != 1 or not address or to_text(str(link.text_content())).strip():
        return
    source = (pictures[0].get("src") or "").strip()
    path, shown = path_of(address), path_of(source)
    if _PICTURE.search(path) and _SIZE.sub("", path).lower() == _SIZE.sub("", shown).lower():
        pictures[0].set("src", address)
    elif _PAGE.search(address) or "attachment" in (link.get("rel") or "") or pictures[0].get("data-link") == address:
        note("changed", "pictures are no links to WordPress's pages of them any more")
    else:
        return
    link.attrib.pop("href")
