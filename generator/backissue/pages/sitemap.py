"""Sitemaps for search engines: an index, a file for each month of stories, the archive's own pages, the news.

After the protocol of sitemaps.org 0.9, Google's extensions for pictures (1.1) and news (0.9). A story that is
known by its year alone stands in the year's file, one of no known year in ``undated``. Whatever is said of when a
story changed comes from its content. There are none while nobody has said where the site will stand, and none of
a month that has nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from backissue.addresses import outlet_url
from backissue.config import Config
from backissue.model import Article, Image, Outlet, Picture, Record, StaticPage
from backissue.pages.archive import SITEMAP, Archive
from backissue.pages.sitemap_text import IndexView, Mapped, News, NewsView, SitemapView, written
from backissue.pages.views.common import View
from backissue.render.materials import Materials
from backissue.sources.dates import beginning
from backissue.sources.markdown import may_name

NAME = "sitemap"
_PAGES = "sitemaps/pages.xml"
_NEWS = "sitemaps/news.xml"
STANDING = (SITEMAP, _PAGES)
MOST = 10_000
"""Addresses in one file; the protocol allows 50,000."""
_MOST_PICTURES = 1_000
"""Of one story: Google reads no more."""
_MOST_NEWS = 1_000
"""Stories in the news: Google reads no more."""
_NEWS_FOR = timedelta(days=2)


def settings(config: Config) -> object:
    return config.url, config.timezone


def brought(archive: Archive) -> Iterator[str]:
    """All files, for when the site's address becomes known."""
    for span, stories, _ in archive.ask.feeds.mapped_months():
        yield from _parts(span, stories)
    yield _NEWS


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The files of the story's month, and what lists all files."""
    match record:
        case Article():
            if archive.first_time(NAME):
                yield SITEMAP
            yield from _of_month(archive, record.date)
            first, last = _days(archive.ask.moment())
            if first <= record.date <= last and archive.first_time(NAME, "news"):
                yield from (_NEWS, SITEMAP)
        case Picture():
            sources = archive.ask.references.users_of(record.source)
            articles = (archive.ask.article(source) for source in sources if source.startswith("articles/"))
            yield from (name for article in articles if article for name in _of_month(archive, article.date))
        case Outlet():
            yield from (_PAGES, _NEWS, SITEMAP)
        case StaticPage():
            yield _PAGES


def body_keys(archive: Archive, article: Article) -> Iterator[str]:
    """A text that names anything may show another picture now."""
    if may_name(article.body):
        yield from _of_month(archive, article.date)


def time_keys(archive: Archive, before: str, now: str) -> Iterator[str]:
    """What the passing of time alone changes: stories become news, and are news no more."""
    if before and _news(archive, before) != _news(archive, now):
        yield from (_NEWS, SITEMAP)


def _of_month(archive: Archive, date: str) -> Iterator[str]:
    span = date[:7]
    if archive.first_time(NAME, span):
        yield from _parts(span, archive.ask.feeds.count_mapped(span) or 1)


def _parts(span: str, stories: int) -> Iterator[str]:
    for part in range(-(-stories // MOST)):
        yield _file(span, part)


def _file(span: str, part: int) -> str:
    return f"sitemaps/{span or 'undated'}{f'.{part + 1}' if part else ''}.xml"


def path(name: str) -> str:
    return name


def view(archive: Archive, name: str) -> View | None:
    if not archive.config.origin:
        return None
    match name:
        case _ if name == SITEMAP:
            return IndexView(files=tuple(_files(archive)))
        case _ if name == _PAGES:
            return SitemapView(pages=tuple(Mapped(address=archive.whole(url)) for url in _pages(archive)))
        case _ if name == _NEWS:
            stories = _news(archive, archive.ask.moment())
            return NewsView(stories=tuple(_told(archive, *story) for story in stories)) if stories else None
    span, _, part = name.removeprefix("sitemaps/").removesuffix(".xml").partition(".")
    rows = archive.ask.feeds.mapped("" if span == "undated" else span, (int(part or 1) - 1) * MOST, MOST)
    return SitemapView(pages=tuple(_mapped(archive, *row) for row in rows)) if rows else None


def write(view: View, materials: Materials) -> bytes:
    return written(view)


def _files(archive: Archive) -> Iterator[Mapped]:
    yield Mapped(address=archive.whole(f"/{_PAGES}"))
    if _news(archive, archive.ask.moment()):
        yield Mapped(address=archive.whole(f"/{_NEWS}"))
    for span, stories, modified in archive.ask.feeds.mapped_months():
        for file in _parts(span, stories):
            yield Mapped(address=archive.whole(f"/{file}"), modified=modified)


def _pages(archive: Archive) -> Iterator[str]:
    yield "/"
    yield from (outlet_url(outlet.id) for outlet in archive.outlets)
    yield from (f"/{page.slug}/" for page in archive.ask.every(StaticPage))


def _mapped(archive: Archive, url: str, modified: str, source: str) -> Mapped:
    return Mapped(
        address=archive.whole(url), modified=modified, pictures=tuple(_pictures(archive, source))[:_MOST_PICTURES]
    )


def _pictures(archive: Archive, source: str) -> Iterator[str]:
    for picture in archive.ask.references.pictures_of(source):
        if figure := archive.figure(Image(picture)):
            yield archive.whole(figure.src)


# The news -------------------------------------------------------------------------------------


def _days(moment: str) -> tuple[str, str]:
    """The first and the last date that a story of the news may have, with a day to spare for time zones."""
    if not moment:
        return "~", ""
    now = datetime.fromisoformat(moment)
    first, last = now - _NEWS_FOR - timedelta(days=1), now + timedelta(days=1)
    return first.date().isoformat(), last.date().isoformat()


def _news(archive: Archive, moment: str) -> list[tuple[str, str]]:
    """(source, instant) of what outlets that still appear published in the two days before a moment; newest first."""
    first, last = _days(moment)
    now = datetime.fromisoformat(moment)
    since, until = ((now - _NEWS_FOR).strftime("%Y-%m-%dT%H:%M:%SZ"), moment)
    living = {outlet.id: outlet for outlet in archive.outlets if not outlet.ceased}
    found = []
    for source, outlet, order in archive.ask.feeds.in_news(first, last):
        if outlet in living:
            day, _, instant = order.partition(" ")
            zone = ZoneInfo(living[outlet].timezone or archive.config.timezone)
            if since < (published := instant or beginning(day, zone)) <= until:
                found.append((source, published))
    return found[:_MOST_NEWS]


def _told(archive: Archive, source: str, published: str) -> News:
    article = archive.ask.article(source)
    assert article  # it is listed
    return News(
        address=archive.whole(article.url), outlet=archive.outlet(article.outlet).name, language=article.language,
        published=published, headline=article.headline,
    )  # fmt: skip
