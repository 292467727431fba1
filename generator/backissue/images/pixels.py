"""Pictures as readers get them: smaller, upright, in sRGB, and with nothing in them but the picture.

Camera data (place, owner, serial number) is never passed on. Derivatives are made once for
each content of a file and kept in ``.backissue/pictures/<digest>/``. Loaded when there is a picture to look at.
"""

import os
import shutil
from pathlib import Path
from typing import Any, Literal

import pyvips

from backissue.images.pictures import THUMB, BadPicture, Rendition, renditions
from backissue.model import Picture

_JPEG = {"Q": 82, "optimize_coding": True, "interlace": True}
_MOST_PIXELS = 250_000_000
_DRAWN_WIDTH = 1600
"""How wide a drawing with no pixels of its own (SVG) is made."""


def inspect(data: bytes) -> tuple[int, int, Literal["jpg", "png"]]:
    """(width, height, format to write) of an upright picture. Raises BadPicture."""
    try:
        image = pyvips.Image.new_from_buffer(data, "", access="sequential").autorot()
    except pyvips.Error as fault:
        raise BadPicture(f"not a picture that can be read ({_reason(fault)})") from None
    if image.width * image.height > _MOST_PIXELS:
        raise BadPicture(f"too large: {image.width} by {image.height} pixels")
    width, height = image.width, image.height
    if _is_drawing(image):
        height = max(1, round(height * _DRAWN_WIDTH / width))
        width = _DRAWN_WIDTH
    return width, height, "png" if _loader(image) in _LOSSLESS or image.hasalpha() else "jpg"


def derive(data: bytes, picture: Picture, folder: Path) -> None:
    """Make every rendition of ``picture`` in ``folder``, which appears whole or not at all.

    Raises BadPicture when its pixels cannot be read.
    """
    beside = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        made = renditions(picture)
        largest = _load(data, picture, max(one.width for one in made))
        for rendition in made:
            _save(_sized(largest, rendition), beside / rendition.name, rendition.format)
        if not folder.exists():
            beside.rename(folder)
    except pyvips.Error as fault:
        raise BadPicture(f"not a picture that can be read ({_reason(fault)})") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _load(data: bytes, picture: Picture, width: int) -> Any:
    """The picture upright, in sRGB, ``width`` pixels wide: decoded once, shrunk while it loads.

    ``fail_on`` goes to the loader itself: thumbnail_buffer's own is not passed on, and half a picture would pass.
    """
    height = max(1, round(picture.height * width / picture.width))
    options = {"height": height, "size": "force", "export_profile": "srgb", "option_string": "fail_on=error"}
    return pyvips.Image.thumbnail_buffer(data, width, **options).copy_memory()


def _sized(largest: Any, rendition: Rendition) -> Any:
    if rendition.format == "thumb":
        return largest.thumbnail_image(THUMB[0], height=THUMB[1], crop="centre")
    if rendition.width == largest.width:
        return largest
    height = max(1, round(largest.height * rendition.width / largest.width))
    return largest.thumbnail_image(rendition.width, height=height, size="force")


def _save(image: Any, path: Path, form: str) -> None:
    if form in ("jpg", "thumb"):
        flat = image.flatten(background=[255, 255, 255]) if image.hasalpha() else image
        flat.jpegsave(str(path), keep="none", **_JPEG)
    elif form == "webp":
        image.webpsave(str(path), Q=80, effort=2, keep="none")  # 4 costs 5 times the time for 2 % of the bytes
    else:
        image.pngsave(str(path), compression=9, keep="none")


_LOSSLESS = {"pngload_buffer", "svgload_buffer", "gifload_buffer"}


def _loader(image: Any) -> str:
    return str(image.get("vips-loader")) if image.get_typeof("vips-loader") else ""


def _is_drawing(image: Any) -> bool:
    return _loader(image) == "svgload_buffer"


def _reason(fault: Any) -> str:
    lines = str(getattr(fault, "detail", "") or fault).strip().splitlines()
    return lines[0].strip() if lines else "unknown format"
