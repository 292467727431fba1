"""What templates get: frozen plain data, the same for the same content, whatever was built before.

A template sees ``page`` (the view of its kind), ``frame`` (what every page shares) and the pure
filters of ``render/filters.py``. Dates are ISO 8601 texts as far as known (see ``model``);
addresses are paths from the site's root and go through the ``url`` filter.
``language`` and ``dir`` are empty where they are the archive's own.

It is one long file because it is one list: who writes a theme reads it from top to bottom, and
``docs/themes.md`` follows it.
"""

import msgspec

from backissue.citing.work import Work


class View(msgspec.Struct, gc=False, frozen=True, kw_only=True):
    """The base of all views."""


class Link(View, frozen=True):
    """Something with a page of its own."""

    text: str
    url: str
    count: int = 0
    """Stories behind it, where that is shown."""
    language: str = ""
    dir: str = ""


class Newsletter(View, frozen=True):
    """The sign-up form, when the archive has one."""

    title: str
    text: str
    action: str
    """Where it posts; empty with ``netlify``."""
    consent: str
    button: str
    netlify: bool = False


class Frame(View, frozen=True):
    """What every page shares. Nothing that content changes from day to day may stand here."""

    name: str
    tagline: str
    language: str
    dir: str
    base: str
    """What addresses begin with: "" or "/archive"."""
    publisher: str
    rights: str
    """The name of the archive's rights statement, or its own words."""
    pages: tuple[Link, ...]
    """The archive's own pages, for the footer."""
    terms: str
    privacy: str
    """Addresses of the terms and privacy pages; empty when there are none."""
    custom_css: bool
    """True when ``archive.yaml`` sets colours or faces: ``/assets/custom.css`` is then there."""
    opensearch: str = ""
    """Address of the description by which a browser adds the archive's search; empty while ``url`` is not set."""
    feed: str = ""
    """Address of the archive's feeds without their ending (``.atom``, ``.json``); empty while ``url`` is not set."""
    root: str = ""
    """``https://archive.example.org/papers``: what whole addresses begin with; empty while ``url`` is not set."""
    rights_url: str = ""
    rights_language: str = ""
    """As a figure's."""


class NotShown(View, frozen=True):
    """Why a text or a picture is not shown."""

    agency: Link | None
    """Whose terms keep it from readers; None for a picture that the archive may not pass on."""
    since: str
    """The first day on which it was not shown; empty when that is not known."""
    reason: str
    """The archive's own words, if it gives any."""


class Figure(View, frozen=True):
    """A picture with its text alternatives, ready for ``<picture>``."""

    src: str
    """The fallback file's address; empty for a picture that the archive does not hold, or does not show."""
    srcset: tuple[tuple[str, int], ...]
    """(address, width in pixels) in the original's format, smallest first."""
    webp: tuple[tuple[str, int], ...]
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    rights: str = ""
    """The name of its rights statement, or the words that its file gives."""
    rights_url: str = ""
    """The statement's URI; empty for words of the archive's own."""
    rights_language: str = ""
    """``en`` where the statement has no name in the archive's language."""
    not_shown: NotShown | None = None
    """Set with an empty ``src`` when rights keep the picture from readers."""


class Card(View, frozen=True):
    """A story as lists show it."""

    url: str
    headline: str
    kicker: str
    standfirst: str
    date: str
    """As known, to the day at most."""
    outlet: str
    outlet_name: str
    section: str
    page: str
    language: str
    dir: str
    thumb: str
    """The thumbnail's address (240 by 160 pixels), or empty; its alt text is empty in lists."""


class Group(View, frozen=True):
    """Cards under one heading: a section's name, a year, or a date as known."""

    heading: str
    cards: tuple[Card, ...]
    url: str = ""


class Bar(View, frozen=True):
    """One bar of a chart by years: how many stories, and where they are listed."""

    year: str
    count: int
    url: str


class Credit(View, frozen=True):
    """One name of the byline."""

    name: str
    url: str
    role: str


class CorrectionNote(View, frozen=True):
    date: str
    text: str
    kind: str = ""
    """"correction", "clarification", "editors-note" or "update"; empty for a withdrawal."""


class CommentView(View, frozen=True):
    author: str
    date: str
    text: str
    """Plain text; blank lines separate paragraphs."""
    replies: tuple["CommentView", ...]


class SeriesBox(View, frozen=True):
    """The other parts of the series, in order of time."""

    name: str
    url: str
    parts: tuple[Card, ...]
    """All parts, this one among them (compare ``url``)."""


class EditionLine(View, frozen=True):
    """The edition a story was printed in, as its own page links it."""

    date: str
    label: str
    number: str
    url: str


class CopyLine(View, frozen=True):
    """Another story with the same text: in another paper, or years later in the same."""

    outlet: str
    """The paper's name."""
    date: str
    url: str
    is_earlier: bool
    """True when it appeared before the page's own story."""
    language: str
    """The name's language and direction."""
    dir: str


class DeadLink(View, frozen=True):
    """A link of a text whose address is dead."""

    url: str
    """Without what follows a ``#``."""
    copy: str
    """Where it leads instead; empty where it stays as it is."""


class VersionsNote(View, frozen=True):
    """That a story's text changed."""

    moment: str
    """When it last did, in the outlet's time zone: ``2026-03-02T18:30:00+10:00``."""
    count: int
    """Versions, the first one among them."""
    url: str
    """The page that shows them."""


class ArticleView(View, frozen=True):
    """One story. When ``withdrawn`` is set every text of it is empty."""

    url: str
    source: str
    """The content file's path: what the text's links and pictures are relative to."""
    canonical: str
    language: str
    dir: str
    lang: str
    """The story's language, always given, for search and citation."""
    date: str
    outlet: Link
    edition: EditionLine | None
    latest: str
    """The address of the outlet's latest-edition page."""
    noindex: bool
    draft: bool = False
    """True: the site is built with drafts, and this is one."""
    withdrawn: CorrectionNote | None = None
    """Date and reason."""
    not_shown: NotShown | None = None
    """Set when an agency's terms keep the text from readers: it has then no body, standfirst and dateline."""
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: tuple[Credit, ...] = ()
    agencies: tuple[Link, ...] = ()
    dateline: str = ""
    published: str = ""
    updated: str = ""
    page: str = ""
    section: Link | None = None
    old_year: str = ""
    """Set when the story is more than a year older than the archive's newest: its year."""
    lead: Figure | None = None
    body: str = ""
    """Markdown; the template gets it compiled as ``body``."""
    figures: tuple[tuple[str, Figure], ...] = ()
    """What the body's picture addresses stand for; when the text is not shown, all pictures but the lead, in order."""
    links: tuple[tuple[str, str], ...] = ()
    """What the body's links to content files stand for; empty when the target is not public."""
    sanitise_html: bool = False
    corrections: tuple[CorrectionNote, ...] = ()
    corrections_below: bool = False
    """True when they stand under the text, as the outlet wants it."""
    topics: tuple[Link, ...] = ()
    people: tuple[Link, ...] = ()
    places: tuple[Link, ...] = ()
    organisations: tuple[Link, ...] = ()
    series: SeriesBox | None = None
    copies: tuple[CopyLine, ...] = ()
    """Where else the text stands, in order of time; 20 at most."""
    previous: Link | None = None
    next: Link | None = None
    """The stories before and after in the edition: their headlines."""
    comments: tuple[CommentView, ...] = ()
    newsletter: Newsletter | None = None
    rights: str = ""
    """The name of its rights statement, or the words that the story, its agency, its outlet or the archive gives."""
    rights_url: str = ""
    rights_language: str = ""
    """As a figure's."""
    publisher: str = ""
    """The outlet's, and its ISSN, where its file gives them."""
    issn: str = ""
    card: Figure | None = None
    """What a shared link shows: the leading picture, or a picture that is drawn."""
    origin: str = ""
    extra: dict[str, object] = {}
    work: Work | None = None
    """What citations say of it, for the filters that write them."""
    files: tuple[tuple[str, str], ...] = ()
    """(format, address) of the files beside the page: ``ninjs``, ``ris``, ``bib``, as far as there are any."""
    facets: tuple[tuple[str, str], ...] = ()
    """(filter, value) for search."""
    sort: str = ""
    """Sorts search results in time: unique."""
    thumb: str = ""
    redactions: tuple[CorrectionNote, ...] = ()
    """Dates and public reasons of the cases that took names or passages out of the story."""
    searched: bool = True
    """False for a story that a case leaves out of the archive's own search."""
    sha256: str = ""
    """The story's own hash: of its words (``fixity/content.py``)."""
    dead_links: tuple[DeadLink, ...] = ()
    versions: VersionsNote | None = None
    """That its text changed, where the outlet tells of it and a Git history knows."""


class PassageView(View, frozen=True):
    """A passage that one version changed."""

    part: str
    """``headline``, ``kicker``, ``standfirst``, ``byline``, ``text`` or ``caption``."""
    pieces: tuple[tuple[str, str], ...]
    """("same", "ins" or "del", words)."""


class VersionLine(View, frozen=True):
    """What a story said from a moment on, and how it differs from what it said before."""

    number: int
    """The first version is 1."""
    moment: str
    """In the outlet's time zone."""
    came: int
    went: int
    """Words."""
    passages: tuple[PassageView, ...]


class VersionsView(View, frozen=True):
    """The versions of a story, the newest first."""

    url: str
    """The story's address."""
    headline: str
    lang: str
    """The story's language, always given."""
    language: str
    dir: str
    date: str
    outlet: Link
    versions: tuple[VersionLine, ...]


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
    day: int
    date: str
    count: int
    """Stories; 0 means that there is no page."""
    shade: int
    """0 (none) to 4."""
    url: str


class MonthTable(View, frozen=True):
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


class UndatedView(View, frozen=True):
    outlet: Link
    cards: tuple[Card, ...]
    card: Figure | None = None


class LatestView(View, frozen=True):
    """The small page in the frame on every article page."""

    outlet: Link
    box: EditionBox | None
    """None while the outlet has no edition whose day is known."""


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
    months: tuple[MonthTable, ...]
    """A leap year's months; the weeks begin with day 1 and hold seven days; dates are ``07-17``."""


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
    canonical: str


class SearchView(View, frozen=True):
    outlets: tuple[Link, ...]
    copies: bool
    """True when there are stories that share their text, so that copies can be hidden."""


class SearchHelpView(View, frozen=True):
    """How to search."""

    outlets: tuple[Link, ...]
    copies: bool
    """True when there are stories that share their text, so that copies can be hidden."""
    """An example looks for stories of the first."""


class PageView(View, frozen=True):
    """One of the archive's own pages."""

    source: str
    title: str
    description: str
    body: str
    sanitise_html: bool
    links: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, Figure], ...]
    url: str
    dead_links: tuple[DeadLink, ...] = ()


class RedirectView(View, frozen=True):
    """An old address that leads to the new one."""

    target: str
    canonical: str


class NotFoundView(View, frozen=True):
    outlets: tuple[Link, ...]
