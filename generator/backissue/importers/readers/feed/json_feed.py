"""JSON Feed, version 1 and 1.1 (jsonfeed.org)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backissue.importers.readers.feed.entry import SUMMARY_ALONE, add_pictures, is_picture, key_of, link_below, slug_of
from backissue.importers.readers.json_stream import decoded
from backissue.importers.readers.moments import moment
from backissue.importers.readers.prose import prose, repeats
from backissue.importers.record import Found, Item, LeftOut, Picture, Publication


class BadFeed(Exception):
    """A file that is no feed that can be read; its text says why."""


def json_feed(data: bytes, name: str, file: Path) -> Iterator[Found]:
    """What a JSON Feed holds. Raises BadFeed."""
    try:
        feed = decoded(data)
    except ValueError as fault:
        raise BadFeed(str(fault)) from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise BadFeed("neither RSS nor Atom nor JSON Feed")
    url = _text(feed, "home_page_url")
    yield Publication(
        name=_line(feed, "title"), url=url if url.startswith(("http://", "https://")) else "",
        language=_text(feed, "language"), description=_line(feed, "description"),
    )  # fmt: skip
    for number, entry in enumerate(items, 1):
        where = f"{name}, item {number}"
        if not isinstance(entry, dict):
            yield LeftOut(where, "not an item", fault=True)
            continue
        item = _story(entry, where, file)
        if item.body or item.fields.get("headline"):
            yield item
        else:
            yield LeftOut(where, "neither a headline nor a text")


def _story(entry: dict[str, Any], where: str, file: Path) -> Item:
    key = _text(entry, "id") or _text(entry, "url")
    item = Item(key=key[:1000] or key_of(_text(entry, "title"), _text(entry, "date_published")), source=where)
    summary = _line(entry, "summary")
    if rich := _text(entry, "content_html"):
        item.body, item.words = prose(rich, rich=True)
    elif plain := _text(entry, "content_text"):
        item.body, item.words = prose(plain, rich=False)
    elif summary:
        item.body, item.words = prose(summary, rich=False)
        item.note("warning", SUMMARY_ALONE)
    authors = entry.get("authors") or [entry.get("author")]
    names = [_line(one, "name") for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    tags = entry.get("tags")
    item.fields = {
        "headline": _line(entry, "title"), "standfirst": "" if repeats(summary, item.words) else summary,
        "byline": list(filter(None, names)), "language": _text(entry, "language"),
        "published": _date(entry, "date_published") or _date(entry, "date_modified"),
        "updated": _date(entry, "date_modified") if entry.get("date_published") else "",
        "source": _text(entry, "external_url"),
    }  # fmt: skip
    if item.fields["updated"] == item.fields["published"]:
        del item.fields["updated"]
    item.fields = {name: value for name, value in item.fields.items() if value}
    item.terms["tags"] = [tag.strip() for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    item.addresses = [url for url in (_text(entry, "url"), key) if url.startswith(("http://", "https://"))][:1]
    item.slug = slug_of(next(iter(item.addresses), ""))
    pictures = [Picture(ref) for name in ("image", "banner_image") if (ref := _text(entry, name))]
    attachments = entry.get("attachments")
    for one in attachments if isinstance(attachments, list) else ():
        if isinstance(one, dict) and (ref := _text(one, "url")):
            if is_picture(ref, _text(one, "mime_type")):
                pictures.append(Picture(ref, caption=_line(one, "title")))
            elif ref.startswith(("http://", "https://")):
                link_below(item, _line(one, "title"), ref)
    add_pictures(item, pictures, file)
    return item


def _date(entry: dict[str, Any], name: str) -> str:
    written = _text(entry, name)
    try:
        return moment(written) if written else ""
    except ValueError:
        return written


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _line(record: dict[str, Any], name: str) -> str:
    return " ".join(_text(record, name).split())
