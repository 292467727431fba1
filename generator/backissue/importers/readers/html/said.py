"""What a page says of its article in one of its ways: page data, meta elements, attributes, or what it shows."""

from typing import Any

import msgspec

from backissue.importers.readers.captured.names import Byline
from backissue.importers.record import Picture

_ALL = ("published", "updated", "addresses", "images")
"""What is put together from all ways."""


class Said(msgspec.Struct):
    """One way's word on an article. What it does not say is empty."""

    headline: str = ""
    standfirst: str = ""
    """As stated; it may be the story's own first sentence."""
    byline: Byline = msgspec.field(default_factory=Byline)
    published: list[str] = msgspec.field(default_factory=list)
    """As written, the best first; so is the next."""
    updated: list[str] = msgspec.field(default_factory=list)
    sections: list[str] = msgspec.field(default_factory=list)
    keywords: list[str] = msgspec.field(default_factory=list)
    people: list[str] = msgspec.field(default_factory=list)
    places: list[str] = msgspec.field(default_factory=list)
    organisations: list[str] = msgspec.field(default_factory=list)
    dateline: str = ""
    language: str = ""
    rights: str = ""
    outlet: str = ""
    outlet_url: str = ""
    addresses: list[str] = msgspec.field(default_factory=list)
    """The canonical one first."""
    images: list[Picture] = msgspec.field(default_factory=list)
    """The same picture may be there in several sizes."""
    corrections: list[dict[str, str]] = msgspec.field(default_factory=list)
    text: str = ""
    """The story's plain text."""
    foreign: dict[str, Any] = msgspec.field(default_factory=dict)
    is_article: bool = False
    """This way says that the page is an article."""
    is_list: bool = False
    """This way says that the page is something else: a home page, a section's."""


def merged(ways: list[Said]) -> Said:
    """The first word on each; of dates, addresses, images and agencies all."""
    whole = Said()
    for way in ways:
        for name in Said.__struct_fields__:
            if name in ("byline", "foreign", *_ALL):
                continue
            if not getattr(whole, name):
                setattr(whole, name, getattr(way, name))
        if not whole.byline.names:
            whole.byline.names = way.byline.names
        whole.byline.agencies += [name for name in way.byline.agencies if name not in whole.byline.agencies]
        for name in _ALL:
            have = getattr(whole, name)
            have += [one for one in getattr(way, name) if one not in have]
        whole.foreign = way.foreign | whole.foreign
    return whole
