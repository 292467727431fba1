"""The ``meta`` elements by which others show, cite and save a page: Open Graph, Highwire Press, Dublin Core.

Open Graph (https://ogp.me/) and ``twitter:card`` are what a shared link looks like. Highwire's ``citation_*`` and
Dublin Core are what reference managers read: from ``DC.type`` Zotero learns that it is a newspaper article.
``citation_journal_title``, which would make it one of a journal, is not given.
"""

import re
from collections.abc import Iterator

from backissue.pages.card import of_archive
from backissue.pages.views.common import Figure, Frame, View
from backissue.pages.views.editions import DayView
from backissue.pages.views.own import HomeView, NotFoundView, PageView
from backissue.pages.views.story import ArticleView
from backissue.render.locations import location, whole

Meta = tuple[str, str, str]
"""("property" or "name", which, content)."""

_PAGES = re.compile(r"(\w+)[-–](\w+)")


def metadata(page: View, frame: Frame, title: str) -> list[Meta]:
    """All elements of a page, in order; none of a withdrawn story. ``title`` is the page's own."""
    if isinstance(page, NotFoundView) or (isinstance(page, ArticleView) and page.withdrawn):
        return []
    found = [("property", name, content) for name, content in _open_graph(page, frame, title) if content]
    if frame.root:
        found.append(("name", "twitter:card", "summary_large_image"))
    if isinstance(page, ArticleView):
        found += [("name", name, text) for part in (_cited, _dublin) for name, text in part(page, frame) if text]
    return found


def _open_graph(page: View, frame: Frame, title: str) -> Iterator[tuple[str, str]]:
    story = page if isinstance(page, ArticleView) else None
    yield "og:type", "article" if story else "website"
    yield "og:title", story.headline if story else title
    yield "og:description", _description(page, frame)
    yield "og:url", location(page, frame)
    yield "og:site_name", frame.name
    yield "og:locale", _locale(story.lang if story else frame.language)
    yield from _image(getattr(page, "card", None) or of_archive(frame.name), frame)
    if story:
        published = story.published or story.date
        yield "article:published_time", published if len(published) >= 10 else ""
        yield "article:modified_time", story.updated if len(story.updated) >= 10 else ""
        yield "article:section", story.section.text if story.section else ""


def _description(page: View, frame: Frame) -> str:
    match page:
        case ArticleView():
            return page.standfirst
        case DayView():
            return page.teaser
        case PageView():
            return page.description
        case HomeView():
            return frame.tagline
        case _:
            return ""


def _image(card: Figure, frame: Frame) -> Iterator[tuple[str, str]]:
    if frame.root:
        yield "og:image", whole(card.src, frame)
        yield "og:image:width", str(card.width)
        yield "og:image:height", str(card.height)
        yield "og:image:alt", card.alt


def _locale(language: str) -> str:
    """``en_CA`` of "en-CA"; Open Graph has no form for a language without a country."""
    parts = language.split("-")
    return f"{parts[0]}_{parts[-1]}" if len(parts) > 1 and re.fullmatch("[A-Z]{2}", parts[-1]) else ""


def _cited(page: ArticleView, frame: Frame) -> Iterator[tuple[str, str]]:
    """As Google Scholar's guidelines for webmasters and Zotero's translator have them; dates are written 1937/07/17."""
    pages = _PAGES.fullmatch(page.page)
    yield "citation_title", page.headline
    yield from (("citation_author", name) for name in _authors(page))
    yield "citation_publication_date", page.date.replace("-", "/")
    yield "citation_issue", page.edition.number if page.edition else ""
    yield "citation_firstpage", pages[1] if pages else page.page
    yield "citation_lastpage", pages[2] if pages else ""
    yield "citation_issn", page.issn
    yield "citation_public_url", location(page, frame)
    yield "prism.publicationName", page.outlet.text
    yield "prism.edition", page.edition.label if page.edition else ""


def _dublin(page: ArticleView, frame: Frame) -> Iterator[tuple[str, str]]:
    """Dublin Core (https://www.dublincore.org/specifications/dublin-core/dcq-html/)."""
    yield "DC.type", "newspaperArticle"
    yield "DC.title", page.headline
    yield from (("DC.creator", name) for name in _authors(page))
    yield "DC.source", page.outlet.text
    yield "DC.publisher", page.publisher
    yield "DC.date", page.date
    yield "DC.language", page.lang
    yield "DC.identifier", location(page, frame)
    yield "DC.rights", page.rights
    yield from (("DC.subject", topic.text) for topic in page.topics)


def _authors(page: ArticleView) -> list[str]:
    """Who wrote it; where nobody is named, who supplied it."""
    return [credit.name for credit in page.byline if not credit.role] or [link.text for link in page.agencies]
