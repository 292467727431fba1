"""What a page says of its article in one of its ways: page data, meta elements, attributes, or what it shows."""

from typing import Any

import msgspec

from backissue.importers.captured.names import Byline
from backissue.importers.record import Picture


class Said(msgspec.Struct):
    """One way's word on an article. What it does not say is empty."""

    headline: str = ""
    standfirst: str = ""
    """As stated; it may be the story's own first sentence."""
    byline: Byline = msgspec.field(default_factory=Byline)
    published: str = ""
    """ISO 8601, like the next."""
    updated: str = ""
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
    doubts: list[str] = msgspec.field(default_factory=list)
    is_article: bool = False
    """This way says that the page is an article."""
    is_list: bool = False
    """This way says that the page is something else: a home page, a section's."""


def merged(ways: list[Said]) -> Said:
    """The first word on each; of addresses, images, agencies and doubts all."""
    whole = Said()
    for way in ways:
        for name in Said.__struct_fields__:
            if name in ("byline", "addresses", "images", "doubts", "foreign"):
                continue
            if not getattr(whole, name):
                setattr(whole, name, getattr(way, name))
        if not whole.byline.names:
            whole.byline.names = way.byline.names
        whole.byline.agencies += [name for name in way.byline.agencies if name not in whole.byline.agencies]
        whole.addresses += [one for one in way.addresses if one not in whole.addresses]
        whole.images += way.images
        whole.doubts += [one for one in way.doubts if one not in whole.doubts]
        whole.foreign = way.foreign | whole.foreign
    return whole
