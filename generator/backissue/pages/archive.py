"""What views are made with: the catalog's answers, turned into the parts that templates know."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

import msgspec

from backissue.addresses import entity_url, outlet_url, picture_url, quoted, span_url
from backissue.catalog.queries import Queries
from backissue.catalog.queries.asking import Row
from backissue.config import Config
from backissue.images.pictures import renditions
from backissue.model import Edition, Image, Outlet, StaticPage, Withheld
from backissue.pages.views.common import Bar, Card, Figure, Frame, Group, Link, NotShown
from backissue.pages.views.editions import EditionBox
from backissue.pages.views.outlets import HoleView, RhythmView
from backissue.rights.statements import Words, words
from backissue.rights.terms import holds
from backissue.runs import Hole, Run
from backissue.runs.windows import REACH

Answer = TypeVar("Answer")

OPENSEARCH = "/search/opensearch.xml"
"""The description of search for browsers; there is one when the site's whole address is known."""
FEED = "/feed"
"""The archive's own feeds, without the ending; there are some when the site's whole address is known."""
SITEMAP = "sitemap.xml"
"""The index of sitemaps, of which the same is true."""
_MOST_ASKED = 100_000


class Archive:
    """The catalog as views see it, in one state: what it remembers must not outlive a change."""

    def __init__(self, queries: Queries, config: Config) -> None:
        self.ask = queries
        self.config = config
        self._outlets: dict[str, Outlet] = {}
        self._remembered: dict[str, Any] = {}
        self._asked: set[tuple[str, ...]] = set()

    @property
    def outlets(self) -> list[Outlet]:
        """All outlets, by id."""
        return self.ask.every(Outlet)

    def outlet(self, name: str) -> Outlet:
        """An outlet by id; the checks have seen that there is one."""
        if name not in self._outlets:
            found = self.ask.find(Outlet, name)
            self._outlets[name] = found or Outlet(source=f"outlets/{name}.yaml", id=name, name=name)
        return self._outlets[name]

    def remember(self, name: str, answer: Callable[[], Answer]) -> Answer:
        """What ``answer`` gives; asked once."""
        if name not in self._remembered:
            self._remembered[name] = answer()
        found: Answer = self._remembered[name]
        return found

    def first_time(self, *what: str) -> bool:
        """True when it is asked for the first time, or has forgotten that it was.

        For keys that a thousand stories share (those of their day, their topic's years): they are
        marked already when the second story comes.
        """
        if what in self._asked:
            return False
        if len(self._asked) > _MOST_ASKED:
            self._asked.clear()
        self._asked.add(what)
        return True

    def entity_years(self, kind: str, entity: str) -> list[tuple[str, int]]:
        """(year, stories) of what gathers stories."""
        return self.remember(f"years {kind}/{entity}", lambda: self.ask.gathered.years(kind, entity))

    @cached_property
    def newest(self) -> str:
        """The newest date of a listed story."""
        return self.ask.calendar.newest()

    # Parts of views ------------------------------------------------------------------------

    def tongue(self, language: str) -> dict[str, Any]:
        """``language`` and ``dir`` for a text: empty where they are the archive's own."""
        if not language or language == self.config.language:
            return {"language": "", "dir": ""}
        direction = text_direction(language)
        return {
            "language": language,
            "dir": "" if direction == text_direction(self.config.language) else direction,
        }

    def outlet_link(self, name: str) -> Link:
        """A paper by its id."""
        outlet = self.outlet(name)
        return Link(text=outlet.name, url=outlet_url(name), **self.tongue(outlet.language))

    def thumb(self, picture: str) -> str:
        """The address of a picture's thumbnail, by the picture's path in the site; empty for none."""
        return picture_url(picture, "thumb.jpg") if picture else ""

    @property
    def root(self) -> str:
        """What whole addresses begin with; empty while nobody has said where the site will stand."""
        return f"{self.config.origin}{self.config.base}" if self.config.origin else ""

    def canonical(self, url: str) -> str:
        """The whole address of a page; empty as ``root`` is."""
        return f"{self.root}{url}" if self.root else ""

    def whole(self, url: str) -> str:
        """The same, percent-encoded, for files that machines read."""
        return quoted(self.canonical(url))

    def card(self, row: Row) -> Card:
        """A story as lists show it."""
        return Card(
            url=row.url, headline=row.headline, kicker=row.kicker, standfirst=row.standfirst, date=row.date,
            outlet=row.outlet, outlet_name=self.outlet(row.outlet).name, section=row.section, page=row.page,
            thumb=self.thumb(row.thumb), draft=bool(row.draft), **self.tongue(row.language),
        )  # fmt: skip

    def cards(self, rows: Iterable[Row]) -> tuple[Card, ...]:
        """Stories as lists show them, in their order."""
        return tuple(self.card(row) for row in rows)

    def words(self, rights: str) -> Words:
        """A rights text as readers of this archive see it."""
        return words(rights, self.config.language)

    def rights(self, text: str) -> dict[str, Any]:
        """``rights``, ``rights_url`` and ``rights_language`` of a view."""
        found = self.words(text)
        return {"rights": found.text, "rights_url": found.url, "rights_language": found.language}

    def not_shown(self, why: Withheld | None) -> NotShown | None:
        """Why a text or a picture is kept from readers."""
        if why is None:
            return None
        agency = Link(text=why.name, url=entity_url("agencies", why.agency)) if why.agency else None
        return NotShown(agency=agency, since=why.since, reason=why.reason)

    def placeholder(self, image: Image) -> Figure:
        """What was said of a picture that the archive does not hold, or does not show."""
        why = image.withheld or (None if image.distributable else Withheld())
        return Figure(
            src="", srcset=(), webp=(), width=0, height=0, alt=image.alt or "", caption=image.caption,
            credit=image.credit, not_shown=self.not_shown(why), **self.rights(image.rights),
        )  # fmt: skip

    def figure(self, image: Image | None) -> Figure | None:
        """A picture ready for ``<picture>``, or its placeholder; None when its file is missing (the checks say so)."""
        if image and (image.withheld or not image.distributable):
            return self.placeholder(image)
        picture = self.ask.picture(image.src) if image else None
        if image is None or picture is None:
            return None
        made, where = renditions(picture), picture.shown_as or image.src
        sets = {
            form: tuple((picture_url(where, one.name), one.width) for one in made if one.format == form)
            for form in ("webp", picture.format)
        }
        own = sets[picture.format]
        width = own[-1][1]
        return Figure(
            src=own[-1][0], srcset=own, webp=sets["webp"], width=width,
            height=max(1, round(picture.height * width / picture.width)), alt=image.alt or "",
            caption=image.caption, credit=image.credit, **self.rights(image.rights),
        )  # fmt: skip

    def nameplate(self, outlet: Outlet) -> Figure | None:
        """A paper's own nameplate; what it says is the paper's name."""
        plate = outlet.nameplate
        if plate is None or not plate.distributable:
            return None
        return self.figure(msgspec.structs.replace(plate, alt=plate.alt or outlet.name))

    def groups_by(self, rows: Iterable[Row], size: int, *, newest_first: bool = False) -> tuple[Group, ...]:
        """Cards under what is known of their date, cut to ``size`` characters: 4 for years, 7 for months."""
        found: dict[str, list[Card]] = {}
        for row in rows:
            found.setdefault(row.date[:size], []).append(self.card(row))
        if newest_first:  # a day's stories stay in the order of its pages
            for cards in found.values():
                cards.sort(key=lambda card: card.date, reverse=True)
        order = sorted(found, reverse=newest_first)
        return tuple(Group(heading=heading, cards=tuple(found[heading])) for heading in order)

    def run(self, outlet: str, first: date = date.min, last: date = date.max) -> Run:
        """What there should be of an outlet, and what is held, as far as it decides on days ``first`` to ``last``."""
        low = max(first.toordinal() - REACH.days, date.min.toordinal())
        high = min(last.toordinal() + REACH.days, date.max.toordinal())
        days = self.ask.held.days(outlet, date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat())
        last_held, first_held = self.ask.held.near(outlet)
        return Run(self.outlet(outlet), days, (first_held, last_held) if first_held else None)

    def spans_around(self, outlet: str, span: str) -> Iterator[str]:
        """The years, or the months, whose pages show something of an edition in ``1937`` or ``1937-07``.

        These are the span; the spans before and after, which link to it, and may hold the rest of a week; and all from
        the last day held before it to the first after it: a run that begins or ends there has holes between them.
        """
        size = len(span)
        yield span
        near = self.ask.calendar.span_near(outlet, span)
        yield from (one for one in near if one)
        yield from self.ask.calendar.withdrawn_spans(outlet, size, *near)
        before, after = self.ask.held.near(outlet, span, span)
        yield from self.ask.held.spans_public(outlet, size, (before or span)[:size], (after or span)[:size])

    def edition_record(self, outlet: str, date: str, label: str) -> Edition | None:
        """What only the printed edition had, where it has a file."""
        return self.ask.find(Edition, f"{outlet}/{date}" + (f".{label}" if label else ""))

    def lead_of(self, edition: Edition | None, rows: list[Row]) -> Card | None:
        """The leading story: the one that the edition's file names, else the first as printed."""
        if edition and (row := self.ask.lists.leading(edition)):
            return self.card(row)
        return self.card(rows[0]) if rows else None

    def edition_box(self, outlet: str, date: str, label: str, most: int) -> EditionBox:
        """An edition in small, with at most ``most`` of its stories besides the leading one."""
        record = self.edition_record(outlet, date, label)
        rows = self.ask.lists.in_edition(outlet, date, label)
        lead = self.lead_of(record, rows)
        cover = self.figure(record.cover if record else None)
        return EditionBox(
            outlet=self.outlet_link(outlet), date=date, label=label, number=record.number if record else "",
            url=span_url(outlet, date, label), cover=cover if cover and cover.src else None,
            teaser=record.teaser if record else "", lead=lead,
            cards=tuple(card for card in self.cards(rows) if lead is None or card.url != lead.url)[:most],
        )  # fmt: skip

    def entity_link(self, kind: str, entity: str, name: str, count: int = 0) -> Link:
        """What gathers stories, by kind (``topics``) and id; ``count`` is of its stories."""
        return Link(text=name, url=entity_url(kind, entity), count=count)


def rhythms(outlet: Outlet) -> tuple[RhythmView, ...]:
    """How often an outlet came out, for words."""
    return tuple(RhythmView(**msgspec.structs.asdict(rhythm)) for rhythm in outlet.frequency)


def hole_view(hole: Hole) -> HoleView:
    """A hole of an outlet's run, for words."""
    return HoleView(
        first=hole.first.isoformat(), last=hole.last.isoformat(), state=hole.state, reason=hole.reason,
        editions=hole.editions,
    )  # fmt: skip


def outlet_rights(outlet: Outlet, date: str) -> str:
    """What an outlet's file says of the rights in its stories of a date as known; empty when it says nothing."""
    return next((span.rights for span in outlet.spans if holds(span, date)), outlet.rights)


def bars(years: Iterable[tuple[str, int]], url: str) -> tuple[Bar, ...]:
    """Every year from the first to the last, empty ones too; ``url`` has ``{year}`` where the year stands."""
    counts = {year: count for year, count in years if year}
    if not counts:
        return ()
    span = range(int(min(counts)), int(max(counts)) + 1)
    return tuple(
        Bar(year=f"{year:04d}", count=count, url=url.format(year=f"{year:04d}") if count else "")
        for year in span
        for count in (counts.get(f"{year:04d}", 0),)
    )


@cache
def text_direction(language: str) -> str:
    """``ltr`` or ``rtl``, by CLDR."""
    from babel import Locale

    return str(Locale.parse(language, sep="-").text_direction)


def frame(archive: Archive) -> Frame:
    """What every page shares: settings, and the archive's own pages."""
    config = archive.config
    pages = archive.ask.every(StaticPage)
    slugs = {page.slug for page in pages}
    return Frame(
        name=config.name, tagline=config.tagline, language=config.language, dir=text_direction(config.language),
        base=config.base, publisher=config.publisher, **archive.rights(config.rights),
        pages=tuple(Link(text=page.title, url=f"/{page.slug}/") for page in pages),
        terms="/terms/" if "terms" in slugs else "", privacy="/privacy/" if "privacy" in slugs else "",
        custom_css=any(msgspec.structs.asdict(config.look).values()),
        opensearch=OPENSEARCH if config.origin else "", feed=FEED if config.origin else "", root=archive.root,
    )  # fmt: skip
