"""Pictures of news objects: which of their renditions, and what is said of them."""

from typing import Any

from backissue.importers.addresses import path_of
from backissue.importers.readers.ninjs.object import by_role, entries, line, names, news_object, text
from backissue.importers.record import Picture
from backissue.rights.statements import statement
from backissue.sources.scan import PICTURE_ENDINGS

KINDS = ("picture", "graphic")
_CAPTION = ("caption", "main", "text", "", "html", "xhtml", "richtext", "plain")
_ALT = ("alt", "alttext", "alt_text", "alternative")
_LEADS = ("featuremedia", "mainimage", "main_image", "lead", "leadimage", "hero", "featured")


def picture_of(found: dict[str, Any]) -> Picture | None:
    """The picture that ``found`` (a ``news_object``) is; None when nothing says where it is."""
    ref = best_rendition(found) or _picture_address(text(found.get("uri")))
    if not ref:
        return None
    said, written = found.get("descriptions"), found.get("bodies")
    return Picture(
        ref, alt=by_role(said, _ALT) or by_role(written, _ALT) or None,
        caption=by_role(said, _CAPTION) or by_role(written, _CAPTION),
        credit=line(text(found.get("by"))) or by_role(said, ("creditline", "credit"))
        or ", ".join(names(found.get("infosources"))) or line(text(found.get("copyrightholder"))),
        rights=rights_of(found), lead=text(found.get("name")).lower() in _LEADS,
    )  # fmt: skip


def associated(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The news objects that ``found`` is associated with."""
    return [news_object(one) for one in entries(found.get("associations"))]


def is_picture(found: dict[str, Any]) -> bool:
    """True of a picture or a graphic, by its type or when it has none by what it holds."""
    return text(found.get("type")).lower() in KINDS or ("type" not in found and bool(best_rendition(found)))


def best_rendition(found: dict[str, Any]) -> str:
    """The address of the largest picture among the renditions."""
    holds_pictures = text(found.get("type")).lower() in KINDS
    best, address = (-1, -1), ""
    for one in entries(found.get("renditions")):
        kind = text(one.get("contenttype") or one.get("mimetype")).lower()
        href = text(one.get("href"))
        shows = kind.startswith("image/") if kind else holds_pictures or bool(_picture_address(href))
        size = (_number(one.get("width")) * _number(one.get("height")), _number(one.get("sizeinbytes")))
        if href and shows and size > best:
            best, address = size, href
    return address


def renditions(found: dict[str, Any]) -> list[str]:
    """The addresses of all renditions."""
    return [href for one in entries(found.get("renditions")) if (href := text(one.get("href")))]


def rights_of(found: dict[str, Any]) -> str:
    """The line on rights: a statement's id where one says it all; else the notice, or whose it is, and the terms."""
    holder = line(text(found.get("copyrightholder")))
    notice = line(text(found.get("copyrightnotice"))) or (f"© {holder}" if holder else "")
    if statement(notice):  # its terms are known
        return notice
    terms, address = line(text(found.get("usageterms"))), linked_rights(found)
    linked = statement(address)
    if linked and {notice, terms} <= {"", *linked.names.values()}:
        return linked.id
    return " ".join(dict.fromkeys(filter(None, (notice, terms, address))))


def linked_rights(found: dict[str, Any]) -> str:
    """The address of what ``rightsInfo`` says; empty where it says it in another way."""
    return next((text(one.get("linkedrights")) for one in entries(found.get("rightsinfo"))), "")


def _picture_address(address: str) -> str:
    return address if path_of(address).lower().endswith(PICTURE_ENDINGS) else ""


def _number(value: Any) -> int:
    """A width, a size: numbers come as the texts that they were."""
    try:
        return int(float(value)) if isinstance(value, str) and len(value) < 20 else 0
    except (ValueError, OverflowError):
        return 0
