"""RSS, Atom and JSON Feed, from a file or a folder of files. Nothing is fetched, and no entity of a file's own read."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
from feedparser.encodings import convert_to_utf8

from backissue.errors import ImportRefused
from backissue.importers.readers.feed.entry import line, story
from backissue.importers.readers.feed.json_feed import BadFeed, json_feed
from backissue.importers.readers.near import files_of, shown, sizes
from backissue.importers.readers.options import NoOptions, options_of
from backissue.importers.record import Found, LeftOut, Publication, Source

_ENDINGS = (".xml", ".rss", ".atom", ".rdf", ".json")
_LARGEST = 32 << 20
"""Bytes of one feed: all of it must be in memory."""
_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>'
_MEDIA_DESCRIPTION = re.compile(rb"(</?media:)description\b")
"""feedparser takes it for the item's own."""
_CODE_POINT = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
_SKIPPED = ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!", b">"))


def read(source: Source) -> Iterator[Found]:
    """Every item of a feed, or of a folder's feeds. Raises ImportRefused when there is none to read."""
    options_of(source.mapping, NoOptions)
    files, links = files_of(source.path, _ENDINGS, "feed")
    yield from links
    for file, before, total in sizes(files):
        name = shown(source.path, file)
        try:
            yield from _read(file, name)
        except BadFeed as fault:
            if file == source.path:
                raise ImportRefused(f"{name}: {fault}") from None
            yield LeftOut(name, str(fault), fault=True)
        source.tell(before + file.stat().st_size, total)


def _read(file: Path, name: str) -> Iterator[Found]:
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= _LARGEST else b""
    except OSError as fault:
        raise BadFeed(f"cannot be read: {fault.strerror}") from None
    if size > _LARGEST:
        raise BadFeed(f"over {_LARGEST >> 20} MB; part it into several feeds, or import the site's export")
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from json_feed(data, name, file)
        return
    feed, entries, broken = _parsed(data)
    yield _publication(feed)
    for number, entry in enumerate(entries, 1):
        where = f"{name}, item {number}"
        try:
            found = story(dict(entry), where, file)
        except Exception as fault:  # whatever one item holds, the others are read
            found = LeftOut(where, f"not readable: {type(fault).__name__}", fault=True)
        if broken and not isinstance(found, LeftOut):
            found.note("warning", "the feed is not well-formed XML: look whether the item is whole")
        yield found


def _parsed(data: bytes) -> tuple[dict[str, Any], list[dict[str, Any]], bool]:
    """What the feed says of itself, its items, and whether it is broken. Raises BadFeed."""
    said: dict[str, Any] = {}
    try:
        text = _CODE_POINT.sub(_sign, _root(convert_to_utf8({}, data, said)))
        whole = io.BytesIO(_DECLARATION + _MEDIA_DESCRIPTION.sub(rb"\1caption", text))
        found = feedparser.parse(whole, sanitize_html=False, resolve_relative_uris=False)
    except BadFeed:
        raise
    except Exception as fault:  # feedparser has no list of what it raises
        raise BadFeed(f"not readable: {type(fault).__name__}") from None
    if not found.get("version") and not found["entries"]:
        raise BadFeed("neither RSS nor Atom nor JSON Feed")
    if found.get("bozo") and not found["entries"]:
        raise BadFeed("it is not well-formed XML, and no item of it can be read")
    return dict(found["feed"]), list(found["entries"]), bool(found.get("bozo"))


def _sign(found: re.Match[bytes]) -> bytes:
    """A character by its number as it is; halves of characters, at which feedparser gives up, as the sign for such."""
    number = int(found[1], 16) if found[1] else int(found[2])
    return b"\xef\xbf\xbd" if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else found[0]


def _root(data: bytes) -> bytes:
    """The feed from its first element on: what stands before it, a document type above all, is not handed over.

    Raises BadFeed when entities are declared there.
    """
    at = data.find(b"<")
    while at >= 0:
        for opening, closing in _SKIPPED:
            if data.startswith(opening, at):
                end = data.find(closing, at + len(opening))
                if end >= 0 and opening == b"<!" and b"[" in data[at:end]:
                    raise BadFeed("it declares entities of its own, as no feed does; take the document type out")
                at = data.find(b"<", end + len(closing)) if end >= 0 else -1
                break
        else:
            return data[at:]
    raise BadFeed("neither RSS nor Atom nor JSON Feed")


def _publication(feed: dict[str, Any]) -> Publication:
    link = str(feed.get("link") or "")
    return Publication(
        name=line(feed, "title"), url=link if link.startswith(("http://", "https://")) else "",
        language=str(feed.get("language") or ""), description=line(feed, "subtitle"),
    )  # fmt: skip
