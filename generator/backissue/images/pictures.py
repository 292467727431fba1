"""Which derivatives a picture has."""

import msgspec

from backissue.model import Picture

WIDTHS = (480, 960, 1600)
"""What a picture is drawn at, in pixels, besides its own width when that is smaller."""
THUMB = (240, 160)
CARD = (1200, 630)
"""A card's size: what Open Graph's readers ask for."""


class BadPicture(Exception):
    """The file is not a picture that can be shown."""


class Rendition(msgspec.Struct, frozen=True):
    """One derivative of a picture."""

    name: str
    """Its file's name: ``480.webp``, ``thumb.jpg``."""
    width: int
    format: str


def renditions(picture: Picture) -> tuple[Rendition, ...]:
    """All derivatives of a picture, smallest first within each format."""
    largest = min(picture.width, WIDTHS[-1])
    widths = sorted({width for width in WIDTHS if width < largest} | {largest})
    formats = ("webp", picture.format)
    made = [Rendition(f"{width}.{form}", width, form) for form in formats for width in widths]
    return (*made, Rendition("thumb.jpg", THUMB[0], "thumb"))
