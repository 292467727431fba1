"""Addresses in the site, and the files that stand at them. They are promises: none ever changes its form."""

import re
import unicodedata
from urllib.parse import quote

RESERVED = frozenset({
    "people", "places", "topics", "organisations", "sections", "bylines", "agencies", "series", "on-this-day",
    "search", "coverage", "corrections", "withdrawals", "images", "cards", "assets", "404.html",
    "_headers", "_redirects",
    "feed.atom", "feed.json", "sitemap.xml", "sitemaps", "robots.txt", ".well-known",
    "removed.json", "removed.atom",
})  # fmt: skip
"""First parts of addresses that the archive itself uses: no outlet, page or alias may take them."""
FILES = RESERVED - frozenset({
    "people", "places", "topics", "organisations", "sections", "bylines", "agencies", "series", "on-this-day",
    "corrections", "coverage", "withdrawals",
})  # fmt: skip
"""Those of them below which there are files, or pages that always stand."""

EXPORTS = ("article.json", "article.ris", "article.bib")
"""Files beside a story's page: no address of a page may have a part that is one, or that ends in a dot and one."""
_EXPORTED = tuple(f".{name}" for name in EXPORTS)

FEEDS = ("feed.atom", "feed.json")
"""What a feed's address ends with, in each of the two formats."""

_ADDRESS = re.compile(r"/(?:[^/\x00-\x1f\x7f?#\\]+/)*[^/\x00-\x1f\x7f?#\\]*$")


def is_address(path: str) -> bool:
    """True for an address in a site of plain files: from the root, never out of it, and without a query."""
    return bool(_ADDRESS.match(path)) and not {".", ".."} & set(path.split("/"))


def file_of(url: str) -> str:
    """The file below the site that a host serves at ``url``: folders have an ``index.html``."""
    path = url.strip("/")
    if not path:
        return "index.html"
    last = path.rpartition("/")[2]
    return path if "." in last and not url.endswith("/") else f"{path}/index.html"


def span_url(outlet: str, date: str, label: str = "") -> str:
    """An outlet's page for a date as known: a day's, a month's, a year's, or the undated."""
    parts = date.split("-") if date else ["undated"]
    if label:
        parts[-1] += f".{label}"
    return f"/{outlet}/{'/'.join(parts)}/"


def outlet_url(outlet: str) -> str:
    """A paper's own page: ``/evening-lamp/``."""
    return f"/{outlet}/"


def coverage_url(outlet: str = "") -> str:
    """What is held of an outlet, or of all of them."""
    return f"/{outlet}/coverage/" if outlet else "/coverage/"


def entity_url(kind: str, entity: str, year: str | None = None) -> str:
    """The page of a topic, a person …, or its stories of one year ("" for the undated)."""
    return f"/{kind}/{entity}/" + ("" if year is None else f"{year or 'undated'}/")


def export_url(url: str, name: str) -> str:
    """The address of a file beside a story's page, ``name`` one of EXPORTS: ``…/gauge/article.ris``.

    A page that is no folder's, ``/old/gauge.html``, has ``/old/gauge.article.ris``.
    """
    file = file_of(url)
    folder = file.removesuffix("index.html")
    return f"/{folder}{name}" if folder == "" or folder.endswith("/") else f"/{file.removesuffix('.html')}.{name}"


def versions_url(url: str) -> str:
    """The page of a story's versions: ``…/gauge/versions/``; of ``/old/gauge.html``, ``/old/gauge.versions/``."""
    return export_url(url, "versions/")


def day_of_year_url(day: str) -> str:
    """The page of ``07-17`` of any year."""
    return f"/on-this-day/{day}/"


def picture_url(source: str, rendition: str) -> str:
    """A rendition of a picture: ``/images/2025/gauge.jpg/480.webp``."""
    return f"/{source}/{rendition}"


def quoted(address: str) -> str:
    """An address as pages and files for machines have it: percent-encoded where it must be, and nothing twice."""
    # "%" is safe: what is already percent-encoded must not be so twice.
    return quote(address, safe="/?#=&%:@!$'()*+,;~[]")


def is_generated(url: str, outlets: frozenset[str]) -> bool:
    """True when ``url`` is, or may one day be, a page that the archive makes of itself.

    ``outlets`` are given in small letters: many disks and hosts take ``/Topics/`` for ``/topics/``.
    """
    first, *rest = url.casefold().strip("/").split("/")
    if first in RESERVED or first == "" or any(f".{part}".endswith(_EXPORTED) for part in (first, *rest)):
        return True
    if first not in outlets or len(rest) > 3:
        return False
    sizes = (4, 2, 2)
    date_like = all(
        part.partition(".")[0].isdigit() and len(part.partition(".")[0]) == sizes[i] for i, part in enumerate(rest)
    )
    if rest[:1] == ["corrections"]:
        return len(rest) < 3 and all(part.isdigit() and len(part) == 4 for part in rest[1:])
    return date_like or rest in (["undated"], ["latest"], ["coverage"], *([feed] for feed in FEEDS))


def folded(name: str) -> str:
    """A name as a disk sees it that takes capital letters and small ones for the same."""
    return unicodedata.normalize("NFC", name.casefold())
