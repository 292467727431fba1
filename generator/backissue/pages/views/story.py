"""A story's own page, and the page of its versions."""

import msgspec

from backissue.citing.work import Work
from backissue.pages.views.common import Card, CorrectionNote, Figure, Link, NotShown, Text, View


class Credit(View, frozen=True):
    """One name of the byline."""

    name: str
    url: str
    role: str


class CommentView(View, frozen=True):
    """An archived comment, with the answers to it."""

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
    language: str
    """The name's language and direction."""
    dir: str


class VersionsNote(View, frozen=True):
    """That a story's text changed."""

    moment: str
    """When it last did, in the outlet's time zone: ``2026-03-02T18:30:00+10:00``."""
    count: int
    """Versions, the first one among them."""
    url: str
    """The page that shows them."""


class Newsletter(View, frozen=True):
    """The sign-up form, when the archive has one."""

    title: str
    text: str
    action: str
    """Where it posts; empty with ``netlify``."""
    consent: str
    button: str
    netlify: bool = False


class ArticleView(Text, frozen=True, kw_only=True):
    """One story. When ``withdrawn`` is set every text of it is empty."""

    url: str
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
    more_copies: int = 0
    """How many others there are."""
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
    extra: dict[str, object] = msgspec.field(default_factory=dict)
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
    """Dates and public reasons of the cases that took names or passages out of the story, or out of its comments."""
    searched: bool = True
    """False for a story that a case leaves out of the archive's own search."""
    sha256: str = ""
    """The story's own hash: of its words (``fixity/content.py``)."""
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
    """None of the first version, nor where they are not for readers."""


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
