"""What many views are made of, and the frame that every page shares.

A template sees ``page`` (the view of its kind), ``frame`` and the pure filters of ``render/filters.py``. Views are
frozen plain data, the same for the same content, whatever was built before. Dates are ISO 8601 texts as far as known
(see ``model``); addresses are paths from the site's root and go through the ``url`` filter. ``language`` and ``dir``
are empty where they are the archive's own. ``docs/themes.md`` lists all views for those who write themes.
"""

import msgspec


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
    draft: bool = False
    """True: the site is built with drafts, and this is one."""


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


class CorrectionNote(View, frozen=True):
    """A dated note: of a correction, of a withdrawal, of what a case took out."""

    date: str
    text: str
    kind: str = ""
    """"correction", "clarification", "editors-note" or "update"; empty for the others."""


class DeadLink(View, frozen=True):
    """A link of a text whose address is dead."""

    url: str
    """Without what follows a ``#``."""
    copy: str
    """Where it leads instead; empty where it stays as it is."""


class Text(View, frozen=True, kw_only=True):
    """What has a text in Markdown, and what the addresses in it stand for."""

    source: str
    """The content file's path: what the text's links and pictures are relative to."""
    body: str = ""
    """Markdown; a template gets it compiled as ``body``."""
    figures: tuple[tuple[str, Figure], ...] = ()
    """What its picture addresses stand for; when a story's text is not shown, all pictures but the lead, in order."""
    links: tuple[tuple[str, str], ...] = ()
    """What its links to content files stand for; empty when the target is not public."""
    sanitise_html: bool = False
    """True: raw HTML in it is kept as far as it is harmless; else it is shown as text."""
    dead_links: tuple[DeadLink, ...] = ()
    """Its links to other hosts that are dead, where readers are told so."""
