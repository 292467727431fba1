"""Feeds of the newest stories, with their whole text, and of the newest corrections.

The archive, each outlet and the corrections have one; sections, bylines and topics do once it can be
filled. Each is there twice, as Atom (RFC 4287) and as a JSON Feed 1.1. Addresses in a feed are whole, so there
are none while nobody has said where the site will stand. A story of which no year is known is in none: feeds are in
order of time.
"""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from backissue.addresses import FEEDS, entity_url, outlet_url
from backissue.catalog.columns import memberships
from backissue.config import Config
from backissue.model import Article, Correction, DeadLinks, Entity, EntityKind, Outlet, Picture, Record, StaticPage
from backissue.pages.archive import Archive
from backissue.pages.feed_text import atom, json_feed
from backissue.pages.story import in_feeds
from backissue.pages.views.common import CorrectionNote
from backissue.pages.views.feeds import FeedItem, FeedView
from backissue.render.materials import Materials
from backissue.sources.dates import beginning

NAME = "feed"
GATHERED: tuple[EntityKind, ...] = ("bylines", "sections", "topics")
"""Of what else than outlets there are feeds."""
MOST = 20
"""Stories in the feed of the archive or of an outlet, and corrections in theirs."""
MOST_GATHERED = 10
"""Stories in the feed of a section, a byline or a topic; with fewer dated stories it has none."""
_CORRECTIONS = "corrections"
_NEVER = "1970-01-01T00:00:00Z"
"""When a feed was last changed that has nothing yet: RFC 4287, 4.1.1 wants a moment."""


def settings(config: Config) -> object:
    return (
        config.url, config.name, config.tagline, config.language, config.timezone, config.publisher, config.rights,
        config.markdown, config.dead_links,
    )  # fmt: skip


# Which feeds there are, and which show what ---------------------------------------------------
# A feed is named by what it is of: "" (the archive), "corrections", "gazette", "topics/floods".


def brought(archive: Archive) -> Iterator[str]:
    """All feeds, in both formats."""
    yield from _names(["", _CORRECTIONS, *(outlet.id for outlet in archive.outlets)])
    for kind in GATHERED:
        yield from _names(f"{kind}/{entity}" for entity in archive.ask.feeds.often_dated(kind, MOST_GATHERED))


def address(archive: Archive, of: str) -> str:
    """Where the feeds of ``of`` stand, without their ending; empty when there are none."""
    return f"/{of}/feed" if archive.config.origin and _is_there(archive, of) else ""


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The feeds that show something of the record."""
    ask = archive.ask
    shown: Iterable[str] = ()
    match record:
        case Article():
            gathered = [(kind, entity, record.date[:4]) for kind, entity, _ in memberships(record)]
            shown = {*_showing(archive, record.source, record.outlet, gathered), *_linking(archive, record.source)}
            if record.corrections:
                shown.add(_CORRECTIONS)
        case StaticPage():
            shown = _linking(archive, record.source)
        case DeadLinks():
            linking = (source for address, _ in record.links for source in ask.references.linking_out_to(address))
            shown = set(_of_sources(archive, linking))
        case Picture():
            shown = _of_sources(archive, ask.references.users_of(record.source))
        case Outlet():
            under = (f"{kind}/{entity}" for kind, entity in ask.gathered.entities_of(record.id) if kind in GATHERED)
            shown = ("", _CORRECTIONS, record.id, *under)
        case Entity():
            shown = {f"{record.kind}/{record.id}"} if record.kind in GATHERED else set()
            if record.kind in (*GATHERED, "agencies"):  # stories may call it by its id, and show its name
                shown |= set(_of_sources(archive, ask.gathered.sources(record.kind, record.id, record.id)))
    yield from _names(of for of in sorted(shown) if archive.first_time(NAME, of))


def body_keys(archive: Archive, article: Article) -> Iterator[str]:
    """The feeds that have the story's text."""
    gathered = [(kind, entity, article.date[:4]) for kind, entity, _ in memberships(article)]
    for of in sorted(set(_showing(archive, article.source, article.outlet, gathered))):
        if article.source in _sources(archive, of):
            yield from _names([of])


def _names(of: Iterable[str]) -> Iterator[str]:
    for one in of:
        yield from (f"{one}/{feed}".lstrip("/") for feed in FEEDS)


def _linking(archive: Archive, source: str) -> Iterator[str]:
    """Those whose texts link to a content file: the address changes with it, or the link goes."""
    return _of_sources(archive, archive.ask.references.linking_to(source))


def _of_sources(archive: Archive, sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        if found := archive.ask.feeds.gathering(source):
            yield from _showing(archive, source, *found)


def _showing(archive: Archive, source: str, outlet: str, gathered: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Those that show a story; of what gathers stories its year decides, and some are looked at in vain."""
    yield from (of for of in ("", outlet) if source in _newest(archive, of))
    for kind, entity, year in gathered:
        if kind in GATHERED and year and year >= (_since(archive, kind, entity) or "~"):
            yield f"{kind}/{entity}"


def _newest(archive: Archive, outlet: str) -> frozenset[str]:
    return archive.remember(f"feed of {outlet}", lambda: frozenset(archive.ask.feeds.newest_sources(outlet, MOST)))


def _since(archive: Archive, kind: str, entity: str) -> str:
    """The year that the last story in an entity's feed is from; empty when there is no feed."""
    wanted = MOST_GATHERED
    for year, count in reversed(archive.entity_years(kind, entity)):
        wanted -= count
        if wanted <= 0:
            return year
    return ""


def _is_there(archive: Archive, of: str) -> bool:
    kind, _, entity = of.partition("/")
    if entity:
        return kind in GATHERED and bool(_since(archive, kind, entity))
    return of in ("", _CORRECTIONS) or archive.ask.find(Outlet, of) is not None


def _sources(archive: Archive, of: str) -> list[str]:
    """The stories of a feed, newest first."""
    kind, _, entity = of.partition("/")
    if not entity:
        return archive.ask.feeds.newest_sources(of, MOST)
    since = _since(archive, kind, entity)
    return archive.ask.feeds.newest_under(kind, entity, since, MOST_GATHERED) if since else []


# What they show -------------------------------------------------------------------------------


def path(name: str) -> str:
    return name


def view(archive: Archive, name: str) -> FeedView | None:
    of, _, file = f"/{name}".rpartition("/")
    of = of.removeprefix("/")
    if not address(archive, of):
        return None
    config = archive.config
    kind, _, entity = of.partition("/")
    outlet = archive.outlet(of) if of not in ("", _CORRECTIONS) and not entity else None
    rights = archive.words((outlet.rights if outlet else "") or config.rights)
    items = archive.remember(f"items of {of}", lambda: _items(archive, of))  # both formats are made one after the other
    return FeedView(
        title=outlet.name if outlet else _name(archive, kind, entity) if entity else "",
        of_corrections=of == _CORRECTIONS,
        archive=config.name, tagline=config.tagline if not of else "",
        home=archive.whole(outlet_url(of) if of and not entity else entity_url(kind, entity) if entity else "/"),
        address=archive.whole(f"/{name}"), format="atom" if file == FEEDS[0] else "json",
        language=(outlet.language if outlet else "") or config.language, words=config.language,
        updated=max((item.updated for item in items), default=_NEVER),
        author=config.publisher or config.name, rights=rights.text, rights_url=rights.url, items=items,
    )  # fmt: skip


def write(view: FeedView, materials: Materials) -> bytes:
    return (atom if view.format == "atom" else json_feed)(view, materials.theme.folders[0])


def _name(archive: Archive, kind: str, entity: str) -> str:
    """As its file has it, else as the feed's own stories write it: no other story can change the feed."""
    record = archive.ask.find(Entity, f"{kind}/{entity}")
    shown = _sources(archive, f"{kind}/{entity}")
    return record.name if record else min(archive.ask.feeds.names_under(kind, entity, shown), default="")


def _items(archive: Archive, of: str) -> tuple[FeedItem, ...]:
    if of == _CORRECTIONS:
        newest = archive.ask.logs.newest_corrections(MOST)
        found = ((archive.ask.article(source), number) for source, number in newest)
        return tuple(_correction(archive, article, number) for article, number in found if article)
    articles = map(archive.ask.article, _sources(archive, of))
    return tuple(_story(archive, article) for article in articles if article)


def _story(archive: Archive, article: Article) -> FeedItem:
    zone = _zone(archive, article)
    published = article.published or article.date
    moments = (published, article.updated, *(note.date for note in article.corrections))
    where = archive.whole(article.url)
    return FeedItem(
        **in_feeds(archive, article), base=archive.config.base, id=where, address=where,
        published=beginning(published, zone),
        updated=max(beginning(moment, zone) for moment in moments if moment), language=article.language,
        corrections=tuple(_note(note) for note in article.corrections),
    )  # fmt: skip


def _correction(archive: Archive, article: Article, number: int) -> FeedItem:
    """A correction by itself; of several on one day the later ones are numbered."""
    note = article.corrections[number]
    when, where = beginning(note.date, _zone(archive, article)), archive.whole(article.url)
    same_day = sum(other.date == note.date for other in article.corrections[:number])
    return FeedItem(
        base=archive.config.base, id=f"{where}#correction-{note.date}{f'-{same_day + 1}' if same_day else ''}",
        address=where, published=when, updated=when, language=article.language, headline=article.headline,
        source=article.source,
        authors=(archive.outlet_link(article.outlet),),
        corrections=(_note(note),),
    )  # fmt: skip


def _note(note: Correction) -> CorrectionNote:
    return CorrectionNote(date=note.date, text=note.text, kind=note.kind)


def _zone(archive: Archive, article: Article) -> ZoneInfo:
    return ZoneInfo(archive.outlet(article.outlet).timezone or archive.config.timezone)
