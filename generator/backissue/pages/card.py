"""Cards: the pictures that shared links show of pages without a picture of their own.

By default a paper's stories of one year share one. With ``cards: headline`` each story has its own, which takes some
twenty milliseconds to draw: twenty times as long as the story's page.
"""

import hashlib
import re
from collections.abc import Iterator

from backissue.config import Config
from backissue.images.pictures import CARD
from backissue.model import Article, Outlet, Record
from backissue.pages.archive import Archive
from backissue.pages.views.common import Figure, View
from backissue.render.materials import Materials

NAME = "card"
STANDING = ("archive",)
MADE_BY = ("images/cards.py", "pages/card.py")
"""What alone decides on the bytes: a new version of the rest of the program draws no card again."""
_COLOURS = {"ink": "#16140f", "paper": "#fffdf8", "accent": "#9b1c1c"}
_PLAIN_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class CardView(View, frozen=True):
    """One card's texts, and its colours: ink, paper, accent."""

    top: str
    main: str
    foot: str
    colours: tuple[str, str, str]


def settings(config: Config) -> object:
    return bool(config.origin), config.cards, config.name, colours(config)


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """There are cards only where their whole address is known: nobody could show them otherwise."""
    if not archive.config.origin:
        return
    match record:
        case Article():
            if archive.first_time(NAME, record.outlet, record.date[:4]):
                yield _year_name(record.outlet, record.date)
            if archive.config.cards == "headline":
                yield f"story{record.url}"
        case Outlet():
            yield from _of_outlet(archive, record.id)


def brought(archive: Archive) -> Iterator[str]:
    """All cards: settings alone decide on whether there are any, and which."""
    if archive.config.origin:
        for outlet in archive.outlets:
            yield from _of_outlet(archive, outlet.id)


def _of_outlet(archive: Archive, outlet: str) -> Iterator[str]:
    yield f"outlet/{outlet}/paper"
    years = (
        {year for year, _ in archive.ask.calendar.years(outlet)}
        | set(archive.ask.calendar.withdrawn_spans(outlet, 4))
        | {""}
    )
    yield from (_year_name(outlet, year) for year in sorted(years))
    if archive.config.cards == "headline":
        yield from (f"story{url}" for url in archive.ask.lists.public_urls(outlet))


def _year_name(outlet: str, date: str) -> str:
    return f"outlet/{outlet}/{date[:4] or 'undated'}"


def path(name: str) -> str:
    """A story's card is filed by a hash of its address: what is added to an address might be another's."""
    if not name.startswith("story/"):
        return f"cards/{name}.png"
    digest = hashlib.blake2b(name.encode(), digest_size=12).hexdigest()
    return f"cards/story/{digest[:2]}/{digest[2:]}.png"


def view(archive: Archive, name: str) -> CardView | None:
    if not archive.config.origin:
        return None
    which, _, rest = name.partition("/")
    texts = {"archive": _archive, "outlet": _outlet, "story": _story}[which](archive, rest)
    return CardView(top=texts[0], main=texts[1], foot=texts[2], colours=colours(archive.config)) if texts else None


Texts = tuple[str, str, str]


def _archive(archive: Archive, rest: str) -> Texts | None:
    return "", archive.config.name, ""


def _outlet(archive: Archive, rest: str) -> Texts | None:
    """A paper's card, or that of one of its years, which is there as long as the year has a page."""
    outlet, _, which = rest.partition("/")
    record = archive.ask.find(Outlet, outlet)
    if record is None:
        return None
    if which == "paper":
        span = f"{record.founded[:4]}–{record.ceased[:4]}" if record.founded and record.ceased else ""
        return archive.config.name, record.name, span
    year = "" if which == "undated" else which
    return (archive.config.name, record.name, year) if archive.ask.calendar.is_public(outlet, year) else None


def _story(archive: Archive, rest: str) -> Texts | None:
    article = archive.ask.article_at(f"/{rest}") if archive.config.cards == "headline" else None
    if article is None or article.withdrawn:
        return None
    return archive.outlet(article.outlet).name, article.headline, article.date[:4]


def write(view: CardView, materials: Materials) -> bytes:
    from backissue.images.cards import draw  # HarfBuzz and libvips are not loaded for nothing

    return draw(view.top, view.main, view.foot, view.colours, materials.theme.font)


def colours(config: Config) -> tuple[str, str, str]:
    """Ink, paper and accent: the archive's own where they are plain (``#1f4e79``), else the theme's."""
    own = {name: getattr(config.look, name) for name in _COLOURS}
    ink, paper, accent = (own[name] if _PLAIN_COLOUR.fullmatch(own[name]) else _COLOURS[name] for name in _COLOURS)
    return ink, paper, accent


# What pages show ----------------------------------------------------------------------------


def of_archive(name: str) -> Figure:
    """The card of pages that are of no paper."""
    return _figure("archive", name)


def of_outlet(archive: Archive, outlet: Outlet) -> Figure | None:
    return _figure(f"outlet/{outlet.id}/paper", outlet.name) if archive.config.origin else None


def of_year(archive: Archive, outlet: str, date: str) -> Figure | None:
    """The card that a paper's pages of one year share; of its undated stories, where ``date`` is empty."""
    name = archive.outlet(outlet).name
    alt = f"{name}, {date[:4]}" if date else name
    return _figure(_year_name(outlet, date), alt) if archive.config.origin else None


def of_story(archive: Archive, article: Article, lead: Figure | None) -> Figure | None:
    """A story's own card where it has one; else its leading picture, unless that is small; else the year's."""
    if archive.config.cards == "headline" and archive.config.origin:
        return _figure(f"story{article.url}", article.headline)
    return lead if lead and is_large(lead) else of_year(archive, article.outlet, article.date)


def is_large(figure: Figure) -> bool:
    """True when a picture fills a card without being made larger than half of its size again."""
    return figure.width * 2 >= CARD[0] and figure.height * 2 >= CARD[1]


def _figure(name: str, alt: str) -> Figure:
    return Figure(src=f"/{path(name)}", srcset=(), webp=(), width=CARD[0], height=CARD[1], alt=alt)
