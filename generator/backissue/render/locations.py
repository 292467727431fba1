"""Where pages stand, as whole addresses: shared links, citations and search engines need them whole."""

from backissue.addresses import coverage_url, day_of_year_url, outlet_url, quoted, span_url
from backissue.pages.views.common import Frame, View
from backissue.pages.views.editions import DayView, MonthView, OnThisDayIndexView, OnThisDayView, UndatedView, YearView
from backissue.pages.views.gathered import EntityIndexView, EntityView, EntityYearView, LogView
from backissue.pages.views.outlets import CoverageIndexView, CoverageView, OutletView
from backissue.pages.views.own import HomeView, PageView, SearchHelpView, SearchView
from backissue.pages.views.story import ArticleView


def whole(path: str, frame: Frame) -> str:
    """The whole address of a path from the site's root; empty while nobody has said where the site will stand."""
    return frame.root + quoted(path) if frame.root and path else ""


def location(page: View, frame: Frame) -> str:
    """A page's own whole address; empty as above, and for a page that stands for others (``/404.html``)."""
    return whole(_path(page), frame)


def _path(page: View) -> str:
    match page:
        case ArticleView() | OutletView() | EntityView() | PageView():
            return page.url
        case DayView():
            return span_url(_id(page), page.date, page.label)
        case MonthView():
            return span_url(_id(page), page.month)
        case YearView():
            return span_url(_id(page), page.year)
        case UndatedView():
            return span_url(_id(page), "")
        case EntityYearView():
            return f"{page.url}{page.year or 'undated'}/"
        case EntityIndexView():
            return f"/{page.kind}/"
        case OnThisDayView():
            return day_of_year_url(page.day)
        case LogView():
            return page.url if page.front else f"{page.url}{page.year}/"
        case CoverageView():
            return coverage_url(_id(page))
        case _:
            return _ALONE.get(type(page), "")


_ALONE: dict[type[View], str] = {
    HomeView: "/", OnThisDayIndexView: "/on-this-day/", SearchView: "/search/", SearchHelpView: "/search/help/",
    CoverageIndexView: "/coverage/",
}  # fmt: skip


def _id(page: CoverageView | DayView | MonthView | YearView | UndatedView) -> str:
    identifier = page.outlet.url.strip("/")
    assert outlet_url(identifier) == page.outlet.url
    return identifier
