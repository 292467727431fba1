"""A sitemap's bytes, and what it is made of."""

from collections.abc import Iterable

from backissue.pages.views.common import View
from backissue.pages.xml_text import xml

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


class Mapped(View, frozen=True):
    """A page, or a sitemap in the index."""

    address: str
    """Whole."""
    modified: str = ""
    """When its content last changed: a day, or an instant in UTC (W3C Datetime); empty when unknown."""
    pictures: tuple[str, ...] = ()
    """Whole addresses."""


class IndexView(View, frozen=True):
    """The sitemap of sitemaps."""

    files: tuple[Mapped, ...]


class SitemapView(View, frozen=True):
    """Pages that search engines may list."""

    pages: tuple[Mapped, ...]


class News(View, frozen=True):
    """A story that has just been published."""

    address: str
    outlet: str
    language: str
    published: str
    """An instant in UTC."""
    headline: str


class NewsView(View, frozen=True):
    """The stories of the last two days."""

    stories: tuple[News, ...]


def written(view: View) -> bytes:
    """Sitemaps 0.9 (sitemaps.org), with Google's extensions for pictures and news."""
    match view:
        case IndexView():
            return _document("sitemapindex", "", (f"<sitemap>{_located(one)}</sitemap>\n" for one in view.files))
        case SitemapView():
            space = f' xmlns:image="{_IMAGE}"' if any(page.pictures for page in view.pages) else ""
            return _document("urlset", space, (f"<url>{_located(page)}</url>\n" for page in view.pages))
        case NewsView():
            return _document("urlset", f' xmlns:news="{_NEWS}"', map(_news, view.stories))
        case _:
            raise TypeError(type(view).__name__)


def _document(root: str, spaces: str, parts: Iterable[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SITEMAP}"{spaces}>\n'
    return f"{head}{''.join(parts)}</{root}>\n".encode()


def _located(one: Mapped) -> str:
    modified = f"<lastmod>{one.modified}</lastmod>" if one.modified else ""
    pictures = (f"<image:image><image:loc>{xml(picture)}</image:loc></image:image>" for picture in one.pictures)
    return f"<loc>{xml(one.address)}</loc>{modified}{''.join(pictures)}"


def _news(story: News) -> str:
    return (
        f"<url><loc>{xml(story.address)}</loc><news:news><news:publication><news:name>{xml(story.outlet)}</news:name>"
        f"<news:language>{xml(_language(story.language))}</news:language></news:publication>"
        f"<news:publication_date>{story.published}</news:publication_date>"
        f"<news:title>{xml(story.headline)}</news:title></news:news></url>\n"
    )


def _language(tag: str) -> str:
    """ISO 639, as Google's schema wants it; of Chinese it wants the script."""
    parts = tag.lower().split("-")
    if parts[0] == "zh":
        return "zh-tw" if {"tw", "hk", "hant", "mo"} & set(parts) else "zh-cn"
    return parts[0]
