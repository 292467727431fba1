"""Cases of ``takedowns.yaml`` for tests, and the bytes of a site in which nothing may be left of a name."""

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyvips
import yaml
from archives import tree
from backissue.search.chunks import SIGNATURE

REMOVED = "[name removed]"


def case(action: str, **fields: Any) -> dict[str, Any]:
    """A case that holds when tests build, unless it says otherwise."""
    return {"id": "2025-01", "action": action, "date": "2025-03-09", "reason": "Court order", **fields}


def cases(*given: dict[str, Any]) -> dict[str, str | bytes]:
    """The file of take-downs."""
    return {"takedowns.yaml": yaml.safe_dump(list(given), allow_unicode=True, sort_keys=False)}


def with_metadata(name: str) -> bytes:
    """A picture that says in its EXIF, XMP and IPTC data who is on it."""
    image = pyvips.Image.black(60, 40).copy(interpretation="b-w")
    image.set_type(pyvips.GValue.gstr_type, "exif-ifd0-ImageDescription", name)
    image.set_type(pyvips.GValue.blob_type, "xmp-data", f"<x>{name}</x>".encode())
    caption = b"\x1c\x02\x78" + len(name).to_bytes(2, "big") + name.encode()  # IIM, dataset 2:120
    resource = b"8BIM\x04\x04\x00\x00" + len(caption).to_bytes(4, "big") + caption
    image.set_type(pyvips.GValue.blob_type, "iptc-data", resource)
    data: bytes = image.write_to_buffer(".jpg", keep="all")
    assert data.count(name.encode()) == 3
    return data


def opened(site: Path) -> list[tuple[str, str]]:
    """Every file of the site by its path, with nothing of its text but letters and digits; what is packed, unpacked."""
    found = []
    for path, data in tree(site).items():
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data).removeprefix(SIGNATURE)
        found.append((path, plain(path + unquote(data.decode("latin-1")))))
    return found


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())
