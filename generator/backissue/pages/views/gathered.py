"""What gathers stories: topics, people …, and the logs."""

from backissue.pages.views.common import Bar, Figure, Group, Link, View


class EntityIndexView(View, frozen=True):
    """All topics, all people …"""

    kind: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    """(initial letter, its entries with counts)."""


class EntityView(View, frozen=True):
    """One topic, person, place, organisation, section, byline, agency or series."""

    kind: str
    name: str
    url: str
    count: int
    description: str
    """Markdown, compiled as ``body``."""
    same_as: tuple[str, ...]
    image: Figure | None
    bars: tuple[Bar, ...]
    """Every year from the first to the last, empty ones too."""
    groups: tuple[Group, ...]
    """By year, newest first (a series: oldest first); empty when split over years."""
    years: tuple[Bar, ...]
    """When split: the years with stories, newest first, each a page."""
    feed: str = ""
    """Address of its feeds without their ending (``.atom``, ``.json``); empty when there are none."""


class EntityYearView(View, frozen=True):
    """One year of what has too many stories for one page."""

    kind: str
    name: str
    url: str
    """The page of the topic, person … itself."""
    year: str
    """Empty for its undated stories."""
    groups: tuple[Group, ...]
    """By month."""
    previous: Link | None
    next: Link | None


class LogEntry(View, frozen=True):
    """A correction or a withdrawal in its log."""

    date: str
    text: str
    kind: str
    """As in ``CorrectionNote``."""
    url: str
    headline: str
    """Empty for a withdrawn story."""
    outlet_name: str
    story_date: str
    language: str
    dir: str


class LogView(View, frozen=True):
    """The corrections log or the withdrawals log, or one outlet's corrections: the front, or one year."""

    log: str
    """"corrections" or "withdrawals"."""
    url: str
    """The front of the log."""
    outlet: Link | None
    """Set for the log of one outlet's corrections."""
    year: str
    """The year shown; on the front the newest."""
    front: bool
    entries: tuple[LogEntry, ...]
    """Newest first."""
    years: tuple[Bar, ...]
    """Newest first."""
    feed: str = ""
    """Address of its feeds without their ending (``.atom``, ``.json``); empty when there are none."""
