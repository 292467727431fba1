"""The archive's own pages (about, terms …), the search page, its help and the page for what is not there."""

from collections.abc import Iterator

from backissue.addresses import file_of
from backissue.config import Config
from backissue.model import Article, DeadLinks, Image, Outlet, Picture, Record, StaticPage
from backissue.pages.archive import Archive
from backissue.pages.story import dead_links, links
from backissue.pages.views.common import View
from backissue.pages.views.own import NotFoundView, PageView, SearchHelpView, SearchView

NAME = "page"
TEMPLATES = {
    PageView: "page.html", NotFoundView: "not_found.html",
    SearchView: "search.html", SearchHelpView: "search_help.html",
}  # fmt: skip
STANDING: dict[str, type[SearchView | SearchHelpView | NotFoundView]] = {
    "/search/": SearchView, "/search/help/": SearchHelpView, "/404.html": NotFoundView,
}  # fmt: skip
OF_COPIES = ("/search/", "/search/help/")
"""Pages that show whether there are copies; marked where copies are found (``intake``)."""


def settings(config: Config) -> object:
    return config.markdown, config.dead_links


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case StaticPage():
            yield f"/{record.slug}/"
            yield from _linking(archive, record.source)
        case Article():
            yield from _linking(archive, record.source)
        case Outlet():
            yield from STANDING
        case DeadLinks():
            linking = (
                source for address, _ in record.links for source in archive.ask.references.linking_out_to(address)
            )
            yield from (_address(archive, source) for source in linking if source.startswith("pages/"))
        case Picture():
            yield from (
                _address(archive, user)
                for user in archive.ask.references.users_of(record.source)
                if user.startswith("pages/")
            )


def _linking(archive: Archive, source: str) -> Iterator[str]:
    yield from (_address(archive, one) for one in archive.ask.references.linking_to(source) if one.startswith("pages/"))


def _address(archive: Archive, source: str) -> str:
    return archive.ask.public_url(source)


def path(name: str) -> str:
    return file_of(name)


def view(archive: Archive, name: str) -> View | None:
    if name in STANDING:
        kind, outlets = STANDING[name], tuple(archive.outlet_link(outlet.id) for outlet in archive.outlets)
        if issubclass(kind, NotFoundView):
            return kind(outlets=outlets)
        return kind(outlets=outlets, copies=archive.ask.lineage.has_copies())
    page = archive.ask.page_at(name)
    if page is None:
        return None
    pictures = archive.ask.references.pictures_of(page.source)
    figures = ((picture, archive.figure(Image(picture, alt=""))) for picture in pictures)
    return PageView(
        source=page.source, title=page.title, description=page.description, body=page.body,
        sanitise_html=archive.config.markdown.html == "sanitise", links=links(archive, page.source),
        figures=tuple((picture, figure) for picture, figure in figures if figure), url=name,
        dead_links=dead_links(archive, page.source),
    )  # fmt: skip
