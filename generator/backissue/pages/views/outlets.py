"""A paper's own page, and what is held of the papers."""

from backissue.pages.views.common import Bar, Figure, Link, View


class RhythmView(View, frozen=True):
    """How often an outlet came out, from a date on."""

    every: str
    """"daily", "weekly", "fortnightly", "monthly", "quarterly", "irregular", or empty."""
    weekdays: tuple[int, ...]
    """Monday is 0; empty for all days, or where that is not known."""
    since: str
    """As known; empty for the first."""
    words: str
    """As the outlet's file has it, where it is none of the words above."""


class RightsLine(View, frozen=True):
    """Whose an outlet's stories of some dates are."""

    since: str
    until: str
    """Dates as known; empty where there is no bound."""
    text: str
    url: str
    language: str
    """As a figure's ``rights``, ``rights_url`` and ``rights_language``."""


class OutletView(View, frozen=True):
    """A paper's own page."""

    name: str
    url: str
    place: str
    founded: str
    ceased: str
    issn: str
    publisher: str
    frequency: tuple[RhythmView, ...]
    rights: tuple[RightsLine, ...]
    """By spans of dates, as the outlet's file has them; what holds for all others comes last."""
    language: str
    dir: str
    description: str
    """Markdown, compiled as ``body``."""
    nameplate: Figure | None
    precedes: Link | None
    follows: Link | None
    decades: tuple[tuple[str, tuple[Bar, ...]], ...]
    """("1930", its years), oldest first."""
    undated: Link | None
    latest: Link | None
    """The newest edition; the text is its date."""
    feed: str = ""
    """Address of its feeds without their ending (``.atom``, ``.json``); empty when there are none."""
    card: Figure | None = None
    coverage_url: str = ""
    corrections_url: str = ""
    """Its log of corrections; empty when there are none."""


class HoleView(View, frozen=True):
    """Editions after each other that are not held, or days on which an outlet did not appear."""

    first: str
    last: str
    """Days: ``1956-03-12``."""
    state: str
    """"missing": no edition is held. "unpublished": there was none."""
    reason: str
    editions: int
    """How many; 0 where nobody knows how often the outlet came out."""


class CoverageCell(View, frozen=True):
    """A month in the table of what is held."""

    month: str
    held: int
    expected: int
    """Editions that are held, and that there should be; ``expected`` is 0 where that is not known."""
    shade: int
    """0 (nothing held) to 4 (everything, as far as known)."""
    state: str
    reason: str
    """Why nothing is held, as in ``MonthTable``."""
    url: str
    """The month's page; empty when it has none."""


class CoverageYear(View, frozen=True):
    """A year in the table of what is held."""

    year: str
    url: str
    cells: tuple[CoverageCell | None, ...]
    """Twelve; None for months outside of the run."""


class CoverageView(View, frozen=True):
    """What is held of one outlet, by year and month."""

    outlet: Link
    first: str
    last: str
    """The days on which its run begins and ends, as far as the archive can tell; empty when nothing dated is held."""
    frequency: tuple[RhythmView, ...]
    held: int
    expected: int
    years: tuple[CoverageYear, ...]
    holes: tuple[HoleView, ...]
    """In order of time; of very many the largest."""
    more_holes: int
    """How many more there are."""


class CoverageRow(View, frozen=True):
    """An outlet in the list of what is held."""

    outlet: Link
    url: str
    """Its page of what is held."""
    first: str
    last: str
    held: int
    expected: int


class CoverageIndexView(View, frozen=True):
    """What is held of all outlets."""

    rows: tuple[CoverageRow, ...]
