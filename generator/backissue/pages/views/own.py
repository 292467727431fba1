"""The archive's own pages: its front door, search, pages such as about, redirects."""

from backissue.pages.views.common import Bar, Card, Figure, Link, Text, View
from backissue.pages.views.editions import EditionBox


class OutletBox(View, frozen=True):
    """A paper on the home page's shelf."""

    name: str
    url: str
    place: str
    founded: str
    ceased: str
    language: str
    dir: str
    nameplate: Figure | None
    count: int
    decades: tuple[tuple[str, str], ...]
    """("1930", address of the first year held in it)."""


class HomeView(View, frozen=True):
    """The front door."""

    description: str
    """Markdown, compiled as ``body``."""
    stories: int
    editions: int
    first_year: str
    last_year: str
    latest: EditionBox | None
    outlets: tuple[OutletBox, ...]
    decades: tuple[Bar, ...]
    """Stories by decade over all papers; ``year`` is "1930", ``url`` a search of that decade."""
    day: str
    """``11-27``: the newest edition's day."""
    day_url: str
    on_this_day: tuple[Card, ...]
    topics: tuple[Link, ...]
    people: tuple[Link, ...]
    places: tuple[Link, ...]
    """The largest of each."""


class SearchView(View, frozen=True):
    """The search page; its script finds the rest."""

    outlets: tuple[Link, ...]
    copies: bool
    """True when there are stories that share their text, so that copies can be hidden."""


class SearchHelpView(View, frozen=True):
    """How to search."""

    outlets: tuple[Link, ...]
    """An example looks for stories of the first."""
    copies: bool
    """True when there are stories that share their text, so that copies can be hidden."""


class PageView(Text, frozen=True, kw_only=True):
    """One of the archive's own pages."""

    title: str
    description: str
    url: str


class RedirectView(View, frozen=True):
    """An old address that leads to the new one."""

    target: str
    canonical: str


class NotFoundView(View, frozen=True):
    """What a host shows where there is no page."""

    outlets: tuple[Link, ...]
