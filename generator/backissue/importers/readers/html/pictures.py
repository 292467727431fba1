"""Pictures of a page: the address that leads to the file, what stands under them, and which one leads."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes, urljoin

from lxml.html import HtmlElement

from backissue.importers.readers.captured.credits import credit_only, split_credit
from backissue.importers.readers.html.boilerplate import names_of, text_of
from backissue.importers.record import Picture

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-image", "data-url", "data-hi-res-src")
_CREDIT = re.compile(r"\b(?:credit|credits|copyright|photographer|byline|source|attribution|rights)\b")
_NO_PICTURE = re.compile(
    r"\b(?:avatar|logo|icon|emoji|author|headshot|pixel|tracking|spinner|placeholder|ad|sprite|badge)\b"
)
_PLACEHOLDER = re.compile(r"\b(?:placeholder|preload|loading|lazy|blank|spacer|pixel|transparent|1x1|grey)\b", re.I)
_SIGN = re.compile(r"\b(?:facebook|twitter|linkedin|whatsapp|instagram|weixin|weibo|icons?|pixel|spacer)\b", re.I)
_CAPTION = re.compile(r"\b(?:caption|legend)\b")
_SAYS_SO = re.compile(r"^(?:image|photo|picture)? ?caption[,:]?\s+", re.I)
"""What readers of screens are told; it is no part of the caption."""
_LARGEST = 32 * 1024 * 1024
_SMALLEST = 400
"""Bytes of an embedded picture; less is a placeholder."""
_TYPES = {
    "jpeg": "jpg",
    "jpg": "jpg",
    "png": "png",
    "webp": "webp",
    "gif": "gif",
    "svg+xml": "svg",
    "avif": "avif",
    "tiff": "tif",
}
_DATA = re.compile(r"data:image/([\w+.-]+)((?:;[\w=.-]+)*),", re.I)

Finder = Callable[[str], str]
"""Gives the file on this disk for a picture's address; empty when there is none."""


def settle(tree: HtmlElement, base: str, find: Finder, scratch: Path) -> dict[str, str]:
    """Give every ``img`` its best address in ``src``, and drop those that show nothing; the files that there are.

    Best is one whose file is here; then what is to be loaded later, in place of a placeholder. Pictures that are
    written into the page are unpacked into ``scratch``.
    """
    files: dict[str, str] = {}
    for image in list(tree.iter("img")):
        ref = ""
        for address in _candidates(image):
            if address.lower().startswith("data:"):
                if found := _embedded(address, scratch):
                    ref, files[found[0]] = found
                    break
                continue
            joined = _joined(base, address)
            if here := next((one for one in (address, joined) if find(one)), ""):
                ref, files[here] = here, find(here)
                break
            ref = ref or joined
        if not ref or image.get("width") in ("0", "1") or _NO_PICTURE.search(names_of(image)) or _is_sign(image, ref):
            image.drop_tree()
            continue
        alt = image.get("alt")
        image.attrib.clear()
        image.set("src", ref)
        if alt is not None:
            image.set("alt", " ".join(alt.split()))
    for source in list(tree.iter("source")):
        if next(source.iterancestors("picture"), None) is not None:
            source.drop_tree()
    return files


def read_picture(image: HtmlElement) -> Picture:
    """A picture with its caption and its credit; the elements that say them are taken out."""
    picture = Picture(image.get("src") or "", alt=image.get("alt"))
    frame = next((one for one in image.iterancestors() if one.tag == "figure" or _CAPTION.search(names_of(one))), None)
    if frame is None or sum(1 for _ in frame.iter("p", "blockquote")) > 6:
        return picture
    said = [
        one
        for one in frame.iter()
        if one.tag == "figcaption"
        or (isinstance(one.tag, str) and one.tag != "img" and one is not frame and _CAPTION.search(names_of(one)))
    ]
    parts = said or [
        one for one in frame.iter("p", "span", "small", "cite") if _CREDIT.search(names_of(one)) or one.tag == "cite"
    ]
    for part in parts:
        if image in set(part.iter("img")):
            continue
        for one in list(part.iter()):
            if (
                one is not part
                and isinstance(one.tag, str)
                and (_CREDIT.search(names_of(one)) or one.tag == "cite")
                and text_of(one)
            ):
                picture.credit = picture.credit or credit_only(text_of(one)) or text_of(one)
                one.drop_tree()
        text = text_of(part)
        if not said:
            picture.credit = picture.credit or credit_only(text) or text
        elif not picture.caption:
            picture.caption, credit = split_credit(_SAYS_SO.sub("", text))
            picture.credit = picture.credit or credit
        if part.getparent() is not None:
            part.drop_tree()
    if picture.caption.endswith(picture.credit) and picture.credit:
        picture.caption = picture.caption[: -len(picture.credit)].rstrip(" |(–—-")
    return picture


def _is_sign(image: HtmlElement, ref: str) -> bool:
    """Whether a picture is a sign of the site: a button's, by its file's name, and in no figure."""
    words = re.sub(r"[\W_]+", " ", ref.rpartition("/")[2][:200])
    return bool(_SIGN.search(words)) and next(image.iterancestors("figure"), None) is None


def _candidates(image: HtmlElement) -> list[str]:
    """Addresses that an image could have, the one that was loaded first, but for a placeholder."""
    found = [image.get("src") or ""]
    later = [image.get(name) or "" for name in _LAZY]
    sets = [image.get("srcset") or "", image.get("data-srcset") or ""]
    above = image.getparent()
    if above is not None and above.tag == "picture":
        sets += [source.get("srcset") or source.get("data-srcset") or "" for source in above.iter("source")]
    largest = [max(parts, key=_width).split()[0] for one in sets if (parts := _set_parts(one))]
    found = later + largest + found if _is_placeholder(found[0]) else found + later + largest
    return [address.strip() for address in found if address.strip()]


def _is_placeholder(address: str) -> bool:
    if address.lower().startswith("data:"):
        return len(address) < 2 * _SMALLEST
    return not address or bool(_PLACEHOLDER.search(re.sub(r"[\W_]+", " ", address.rpartition("/")[2][:200])))


def _set_parts(srcset: str) -> list[str]:
    if "data:" in srcset:
        return []
    return [part.strip() for part in re.split(r",\s+|,(?=https?:|/)", srcset[:20_000]) if part.strip()]


def _width(part: str) -> float:
    number = re.search(r"\s(\d+(?:\.\d+)?)[wx]$", part)
    return float(number[1]) if number else 0


def _embedded(address: str, scratch: Path) -> tuple[str, str] | None:
    """A picture that is written into the page: the name that it gets, and its file."""
    found = _DATA.match(address)
    if not found or len(address) > _LARGEST or (ending := _TYPES.get(found[1].lower())) is None:
        return None
    try:
        data = unquote_to_bytes(address[found.end() :])
        if ";base64" in found[2].lower():
            data = base64.b64decode(data)
    except (binascii.Error, ValueError):
        return None
    if len(data) < _SMALLEST:
        return None
    name = f"embedded/{hashlib.sha256(data).hexdigest()[:20]}.{ending}"
    file = scratch / name
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_bytes(data)
    return name, str(file)


def _joined(base: str, address: str) -> str:
    """An address as it counts: whole, where the page's own is known, but for files that lie beside the page."""
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address
