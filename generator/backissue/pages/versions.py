"""The versions of a story, where its outlet tells of them and a Git history knows: what its text said, and when."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from backissue.addresses import file_of, versions_url
from backissue.config import Config
from backissue.history.differences import counts
from backissue.history.wording import Version, passages, suppliers, wording
from backissue.model import Article, Ledger, Outlet, Record, StaticPage
from backissue.pages.archive import Archive
from backissue.pages.views.story import PassageView, VersionLine, VersionsNote, VersionsView

NAME = "versions"
TEMPLATE = "versions.html"


def settings(config: Config) -> object:
    return config.timezone, config.markdown


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The story's own; of an outlet all; and the story whose versions would stand at an address that a file has."""
    match record:
        case Article():
            yield from body_keys(archive, record)
            yield from _stories_above((record.url, *record.aliases))
        case StaticPage():
            yield from _stories_above(record.aliases)
        case Ledger():
            yield from _stories_above(address for address, _ in record.redirects)
        case Outlet():
            yield from archive.ask.lineage.urls_with_versions(record.id)


def body_keys(archive: Archive, article: Article) -> Iterator[str]:
    if archive.ask.lineage.has_versions(article.source):
        yield article.url


def path(name: str) -> str:
    return file_of(versions_url(name))


def view(archive: Archive, name: str) -> VersionsView | None:
    article = archive.ask.article_at(name)
    versions = _told(archive, article) if article else []
    if article is None or not versions:
        return None
    lines = [_line(archive, article, at, versions) for at in range(len(versions))]
    return VersionsView(
        url=article.url, headline=article.headline, lang=article.language, **archive.tongue(article.language),
        date=article.date, outlet=archive.outlet_link(article.outlet), versions=tuple(reversed(lines)),
    )  # fmt: skip


def note(archive: Archive, article: Article) -> VersionsNote | None:
    """What the story's own page says of its versions."""
    versions = _told(archive, article)
    if not versions:
        return None
    moment = _local(archive, article, versions[-1].moment)
    return VersionsNote(moment=moment, count=len(versions), url=versions_url(article.url))


def _told(archive: Archive, article: Article) -> list[Version]:
    """None where the outlet does not tell, the text is not that of the newest commit, or the page has no room.

    An agency's text is shown while its terms allow it, and only of one that the story still names: its terms are
    looked at whenever they fall due.
    """
    if not archive.outlet(article.outlet).versions or article.withdrawn or article.draft or article.withheld:
        return []
    versions = archive.ask.lineage.versions(article.source)
    named = set(suppliers(article))
    foreign = [at for at, version in enumerate(versions) if not named.issuperset(version.agencies)]
    versions = versions[foreign[-1] + 1 :] if foreign else versions
    if len(versions) < 2 or archive.ask.references.is_claimed(versions_url(article.url)):
        return []
    now = wording(article, sanitise=archive.config.markdown.html == "sanitise")
    return versions if versions[-1].words == now else []


def _stories_above(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        above, mark, last = address.rstrip("/").rpartition("/")
        if last == "versions":
            yield above + mark
        elif last.endswith(".versions"):
            yield f"{above}{mark}{last.removesuffix('.versions')}.html"


def _line(archive: Archive, article: Article, at: int, versions: list[Version]) -> VersionLine:
    """A version, and what it changed."""
    version = versions[at]
    changed = passages(versions[at - 1].words, version.words) if at else []
    came, went = counts([passage for _, passage in changed])
    return VersionLine(
        number=at + 1, moment=_local(archive, article, version.moment), came=came, went=went,
        passages=tuple(
            PassageView(part=part, pieces=tuple((piece.sort, piece.text) for piece in passage))
            for part, passage in (changed if version.is_told else ())
        ),
    )  # fmt: skip


def _local(archive: Archive, article: Article, moment: str) -> str:
    zone = ZoneInfo(archive.outlet(article.outlet).timezone or archive.config.timezone)
    return datetime.fromisoformat(moment).astimezone(zone).isoformat()
