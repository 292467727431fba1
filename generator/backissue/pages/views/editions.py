"""Editions, and the calendars that lead to them."""

from backissue.pages.views.common import Card, Figure, Group, Link, View
from backissue.pages.views.outlets import HoleView


class EditionBox(View, frozen=True):
    """An edition in small, for the home page and the latest-edition frame."""

    outlet: Link
    date: str
    label: str
    number: str
    url: str
    cover: Figure | None
    teaser: str
    lead: Card | None
    cards: tuple[Card, ...]


class DayView(View, frozen=True):
    """An edition: what an outlet published on one day (and under one label, if any)."""

    outlet: Link
    date: str
    label: str
    number: str
    volume: str
    cover: Figure | None
    teaser: str
    note: str
    pages: int | None
    lead: Card | None
    groups: tuple[Group, ...]
    """By section, in the order of their first printed page."""
    labelled: tuple[Link, ...]
    """On a day's own page: its labelled editions (the link's text is the label)."""
    previous: Link | None
    next: Link | None
    """The outlet's editions before and after; the text is the date as known, and the label."""
    month_url: str
    year_url: str
    card: Figure | None = None


class MonthView(View, frozen=True):
    """A month as its days with headlines."""

    outlet: Link
    month: str
    """``1937-07``."""
    year_url: str
    days: tuple[Group, ...]
    """Heading is the day's date, ``url`` its page."""
    loose: tuple[Card, ...]
    """Stories of which only the month is known."""
    previous: Link | None
    next: Link | None
    card: Figure | None = None
    held: int = 0
    expected: int = 0
    """Editions of the month that are held, and that there should be; ``expected`` is 0 where that is not known."""
    holes: tuple[HoleView, ...] = ()
    coverage_url: str = ""


class DayCell(View, frozen=True):
    """A day in a calendar."""

    day: int
    date: str
    count: int
    """Stories; 0 means that there is no page."""
    shade: int
    """0 (none) to 4."""
    url: str


class MonthTable(View, frozen=True):
    """A month as a calendar."""

    month: str
    count: int
    url: str
    """Empty when the month has no stories."""
    weeks: tuple[tuple[DayCell | None, ...], ...]
    """Seven cells a week, Monday first; None outside the month."""
    state: str = ""
    """Why a month of the outlet's run has nothing: "missing" (no edition is held), "unpublished" (there was none)."""
    reason: str = ""


class YearView(View, frozen=True):
    """A year as twelve calendars."""

    outlet: Link
    year: str
    count: int
    months: tuple[MonthTable, ...]
    loose: tuple[Card, ...]
    """Stories of which only the year is known."""
    previous: Link | None
    next: Link | None
    card: Figure | None = None


class UndatedView(View, frozen=True):
    """A paper's stories of which no date is known."""

    outlet: Link
    cards: tuple[Card, ...]
    card: Figure | None = None


class LatestView(View, frozen=True):
    """The small page in the frame on every article page."""

    outlet: Link
    box: EditionBox | None
    """None while the outlet has no edition whose day is known."""


class OnThisDayView(View, frozen=True):
    """What the archive holds for a day of any year."""

    day: str
    """``07-17``."""
    groups: tuple[Group, ...]
    """By year, newest first."""
    previous: Link | None
    next: Link | None
    """The text is the day as ``07-16``."""


class OnThisDayIndexView(View, frozen=True):
    """All days of a year that lead to stories."""

    months: tuple[MonthTable, ...]
    """A leap year's months; the weeks begin with day 1 and hold seven days; dates are ``07-17``."""
