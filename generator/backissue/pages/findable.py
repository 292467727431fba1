"""What an article page carries for search: what it can be filtered by, and its place in time."""

from collections.abc import Iterator

from backissue.catalog.columns import lead_image
from backissue.model import Article, Outlet
from backissue.pages.archive import Archive
from backissue.pages.views.common import Link
from backissue.pages.views.story import Credit

_KINDS = {"sections": "section", "agencies": "agency", "topics": "topic", "people": "people", "places": "place"}


def facets(
    article: Article, outlet: Outlet, named: tuple[Link, ...], byline: tuple[Credit, ...], *, is_copy: bool
) -> Iterator[tuple[str, str]]:
    """(filter, value), in the words that readers see (docs/search.md); ``is_copy``: of an earlier story."""
    yield "outlet", outlet.name
    yield from ((_KINDS[link.url.split("/")[1]], link.text) for link in named)
    yield from (("byline", name.name) for name in byline)
    if (lead := lead_image(article)) and lead.src:
        yield "has", "picture"
    yield from (("has", kind) for kind in dict.fromkeys(note.kind for note in article.corrections))
    if is_copy:
        yield "copy", "later"
    yield "language", article.language
    if article.date:
        yield "year", article.date[:4]
    if len(article.date) >= 7:
        yield "month", article.date[:7]
    yield "day", article.date or "undated"


def sort_key(archive: Archive, article: Article) -> str:
    """Unique, and in the order of editions as printed, so that search results have one order."""
    position = archive.ask.lists.position(article.source)
    return f"{article.date or '0000'} {article.label} {position} {article.url}"
