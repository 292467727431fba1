"""The format ``text``: article pages as a browser's "save as text" gives them, one or a folder of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from backissue.errors import ImportRefused
from backissue.importers.from_html import to_markdown
from backissue.importers.mapping import Mapping
from backissue.importers.readers.captured.boxes import EDITION
from backissue.importers.readers.captured.dates import read_date
from backissue.importers.readers.captured.files import TooLarge, decode, walk
from backissue.importers.readers.captured.files import read_page as read_file
from backissue.importers.readers.options import options_of
from backissue.importers.readers.text.edition import Edition
from backissue.importers.readers.text.page import TextPage, read_page
from backissue.importers.record import Found, Item, LeftOut, Publication, Source

_ENDINGS = (".txt", ".text")


def read(source: Source) -> Iterator[Found]:
    """An article for each page, and an edition for each day that their boxes show as the latest one.

    Raises ImportRefused when there is no page, or when an option cannot be read.
    """
    options = options_of(source.mapping, Options)
    published = _published(options.published, source.mapping)
    pages = _pages(source.path)
    editions: set[str] = set()
    named = False
    for at, file in enumerate(pages, 1):
        name = file.relative_to(source.path).as_posix() if file != source.path else file.name
        try:
            text, remark = decode(read_file(file))
        except (TooLarge, OSError) as fault:
            yield LeftOut(
                name, str(fault) if isinstance(fault, TooLarge) else f"cannot be read: {fault.strerror}", fault=True
            )
            continue
        page = read_page(text, source.mapping, options.agencies)
        if not page.headline or not page.paragraphs:
            yield LeftOut(
                name, "no article: it has no text" if not page.headline else "no article: a headline and no text"
            )
            continue
        if page.outlet and not named:
            named = True
            yield Publication(name=page.outlet)
        item = _article(page, name, published)
        if remark:
            item.note("warning", remark)
        yield item
        if page.edition and page.edition.day not in editions:
            editions.add(page.edition.day)
            yield _edition(page.edition, name)
        source.tell(at, len(pages))


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mapping's ``options`` for this format."""

    published: str = ""
    """The date of every page that comes."""
    agencies: list[str] = []
    """Wire services beside those that are known."""


def _published(text: str, mapping: Mapping) -> str:
    """The date that the options give. Raises ImportRefused when it is none."""
    when = read_date(text, mapping.dates)
    if text and text != "unknown" and (not when or when.rest):
        raise ImportRefused(f"options.published: {text!r} is not a date; write it as 2025-11-27")
    return when.iso if when else text


def _pages(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    pages = [file for file in walk(path) if file.suffix.casefold() in _ENDINGS]
    if not pages:
        raise ImportRefused(f"{path}: no .txt file in it; save the pages as text, or name the folder that has them")
    return pages


def _article(page: TextPage, name: str, published: str) -> Item:
    fields: dict[str, Any] = {
        "headline": page.headline, "standfirst": page.standfirst, "section": page.section,
        "byline": page.byline.names, "agency": page.byline.agencies, "updated": page.updated,
    }  # fmt: skip
    item = Item(
        key=name, source=name, fields={field: value for field, value in fields.items() if value},
        body=to_markdown("".join(page.paragraphs)), words="\n\n".join(page.words), pictures=page.pictures,
        addresses=[page.address] if page.address else [],
    )  # fmt: skip
    _date(item, published or page.published, page.edition)
    for box in page.boxes:
        if box == EDITION and page.edition:
            item.note("changed", "the latest-edition box is in the edition's file")
        else:
            item.note("lost", f"{box} left out")
    for doubt in page.doubts:
        item.note("warning", doubt)
    return item


def _date(item: Item, published: str, edition: Edition | None) -> None:
    """The page's own date; without one, the day of the edition that the page shows as the latest."""
    if published:
        item.fields["published"] = published
        if edition and edition.day == published[:10]:
            item.fields["edition"] = edition.day
    elif edition:
        item.fields["edition"] = edition.day
        item.note("warning", "dated by the edition shown on the page; check")
    else:
        item.fields["published"] = "unknown"
        item.note("warning", "no date was found on the page")


def _edition(edition: Edition, name: str) -> Item:
    fields: dict[str, Any] = {"edition": edition.day}
    if edition.cover:
        fields["cover"] = {"alt": edition.cover}
    if edition.teaser:
        fields["teaser"] = edition.teaser
    item = Item(key=f"edition/{edition.day}", source=name, kind="edition", fields=fields)
    if edition.days_differ:
        item.note("warning", "the cover and the edition's line name two days; check")
    return item
