"""What an archive is made of: the records that content files become.

Every record is frozen plain data. Texts are kept exactly as written. A date is kept as it is
known, no more and no less: ``2025-11-27T21:05:00+10:00``, ``1937-07-17``, ``1937-07``, ``1937``,
or the empty string for unknown; being ISO 8601, such texts also sort in time.
"""

from typing import Literal

import msgspec


class TakeDown(msgspec.Struct, frozen=True):
    """What a case of ``takedowns.yaml`` did to a record: all of it may be public."""

    id: str
    action: Literal["noindex", "redact", "withdraw"]
    date: str
    reason: str
    until: str = ""
    """When it ends, as known; empty when it does not."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What one content file became. ``source`` is its path below ``content/``."""

    source: str
    takedowns: tuple[TakeDown, ...] = ()
    """The cases by which it is other than its file says, in the order of the cases."""


class Name(msgspec.Struct, frozen=True):
    """One name in a byline."""

    name: str
    role: str = ""
    """What the person did, when it was not the writing: "photographs"."""


class Withheld(msgspec.Struct, frozen=True):
    """Why a text or a picture is not shown: an agency's terms, or the archive may not pass the picture on."""

    agency: str = ""
    """The agency's id; empty for a picture that is not distributable."""
    name: str = ""
    """The agency's name."""
    since: str = ""
    """The first day on which it was not shown; empty when that is not known."""
    reason: str = ""
    """What the terms give as theirs, in the archive's words."""
    picture: str = ""
    """Path of the picture below ``content/``; empty for a text."""


class Image(msgspec.Struct, frozen=True):
    """A picture as an article, an edition, an outlet or a person's file names it."""

    src: str
    """Path below ``content/``; empty when the archive does not hold the picture, and knows only what was said of it."""
    alt: str | None = None
    """What it shows, for who cannot see it; empty for decoration, None when nobody said."""
    caption: str = ""
    credit: str = ""
    rights: str = ""
    lead: bool = False
    shown_as: str = ""
    """The path in the site when that is another, because a take-down's text stands in the file's name."""
    agency: str | None = None
    """Who supplied it, when that was not the story's own agency; empty for no agency at all."""
    distributable: bool = True
    """False when the archive may not show it to readers."""
    withheld: Withheld | None = None
    """Set by ``rights.terms`` on what readers get of a picture that is not shown: its ``src`` is then empty."""


CorrectionKind = Literal["correction", "clarification", "editors-note", "update"]


class Correction(msgspec.Struct, frozen=True):
    """A dated note that the article was wrong, and how; or that it was not clear, or what became of it."""

    date: str
    text: str
    kind: CorrectionKind = "correction"


class Withdrawal(msgspec.Struct, frozen=True):
    """Why and when a story was taken down."""

    date: str
    reason: str


class Article(Record, frozen=True, kw_only=True):
    """One story, as published."""

    headline: str
    outlet: str
    url: str
    """Its address in the site, from the root: ``/harbour-courier/2025/11/27/gauge/``."""
    slug: str
    date: str
    """What dates the story in its address: the edition's day, else the publication's, as known."""
    order: str
    """Sorts stories in time: publication's instant in UTC within the day of ``date``."""
    edition: str = ""
    """The edition's date, when the story names one."""
    label: str = ""
    """The edition's label: "late"."""
    published: str = ""
    updated: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: tuple[Name, ...] = ()
    agencies: tuple[str, ...] = ()
    dateline: str = ""
    section: str = ""
    page: str = ""
    """The printed page or pages, as printed: "4", "A4", "4-5"."""
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    series: str = ""
    images: tuple[Image, ...] = ()
    corrections: tuple[Correction, ...] = ()
    embargo: str = ""
    """Not public before this instant, in UTC."""
    withdrawn: Withdrawal | None = None
    draft: bool = False
    noindex: bool = False
    unsearched: bool = False
    """Left out of the archive's own search too."""
    rights: str = ""
    language: str = ""
    """A BCP 47 tag; the outlet's or the archive's when the file does not say."""
    origin: str = ""
    """Where it was first published, if elsewhere."""
    aliases: tuple[str, ...] = ()
    extra: dict[str, object] = {}
    body: str = ""
    """Markdown."""
    body_line: int = 1
    """The file's line on which the body begins, for messages."""
    withheld: Withheld | None = None
    """Set by ``rights.terms`` on what readers get of a story whose text is not shown."""


class Edition(Record, frozen=True, kw_only=True):
    """What only the printed edition had. The edition itself exists as soon as a story carries its date."""

    outlet: str
    date: str
    label: str = ""
    number: str = ""
    volume: str = ""
    cover: Image | None = None
    teaser: str = ""
    lead: str = ""
    """The leading article, as written: ``articles/1956/flood.md``, or its slug."""
    pages: int | None = None
    note: str = ""


class Rhythm(msgspec.Struct, frozen=True):
    """How often an outlet came out, from a day on."""

    every: Literal["", "daily", "weekly", "fortnightly", "monthly", "quarterly", "irregular"] = ""
    """Empty when nobody said it in a word that can be counted by."""
    weekdays: tuple[int, ...] = ()
    """Monday is 0. Of a daily its days, all when empty; of a weekly or a fortnightly its one day."""
    since: str = ""
    """The date, as known, from which it was so; empty for the first."""
    words: str = ""
    """What the file says where that is none of the words above."""


class Absence(msgspec.Struct, frozen=True):
    """Days of which an outlet's file says that there was no edition, or that none is held."""

    first: str
    last: str
    """As known: ``1956-03`` is all of the month. Of a day of every year (``12-25``) both are that day."""
    reason: str = ""

    @property
    def yearly(self) -> bool:
        """True for a day of every year."""
        return len(self.first) == len("12-25")


class RightsSpan(msgspec.Struct, frozen=True):
    """Whose the stories of some dates are; the bounds belong to it, and an empty one is none."""

    since: str
    until: str
    rights: str


class Outlet(Record, frozen=True, kw_only=True):
    """A newspaper, magazine or site with a name of its own."""

    id: str
    name: str
    place: str = ""
    founded: str = ""
    ceased: str = ""
    issn: str = ""
    publisher: str = ""
    frequency: tuple[Rhythm, ...] = ()
    """In order of time."""
    not_published: tuple[Absence, ...] = ()
    """Days on which it did not appear."""
    missing: tuple[Absence, ...] = ()
    """Days of which it is known that no edition is held."""
    timezone: str = ""
    language: str = ""
    rights: str = ""
    """Of stories that no span below holds."""
    spans: tuple[RightsSpan, ...] = ()
    """Rights of stories by their dates; the first that holds all of a date as known is the one that counts."""
    description: str = ""
    nameplate: Image | None = None
    precedes: str = ""
    follows: str = ""
    corrections_at: Literal["top", "bottom"] = "top"
    """Where corrections stand: over the text of a story, or under it."""
    versions: bool = False
    """True: its stories say when their text changed, as far as a Git history tells."""


EntityKind = Literal["people", "places", "topics", "organisations", "sections", "bylines", "agencies", "series"]
"""What stories are gathered under; also the folder's name and the address's first part."""


Part = Literal["text", "pictures", "both"]
"""What of an agency's copy its terms are about."""


class Retention(msgspec.Struct, frozen=True):
    """An agency's copy may be shown for some days, the story's own date being the first."""

    days: int
    of: Part = "both"
    reason: str = ""


class Withdrawing(msgspec.Struct, frozen=True):
    """From a day on an agency's copy may not be shown any more."""

    since: str
    """The day, at whose first moment (in the outlet's time zone) it goes."""
    of: Part = "both"
    reason: str = ""
    first: str = ""
    last: str = ""
    """Dates of the stories that this is about; an empty bound is none."""


class Entity(Record, frozen=True, kw_only=True):
    """What a person's, place's, topic's … own file says of them."""

    kind: EntityKind
    id: str
    name: str
    description: str = ""
    same_as: tuple[str, ...] = ()
    """Addresses of the same thing elsewhere: Wikidata and the like."""
    image: Image | None = None
    rights: str = ""
    """Of what an agency supplied."""
    retention: Retention | None = None
    withdraw: Withdrawing | None = None
    """An agency's terms."""


class StaticPage(Record, frozen=True, kw_only=True):
    """A page of the archive's own: about, terms, privacy."""

    slug: str
    title: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    """Old addresses, from the root, that lead to it."""
    body: str = ""
    body_line: int = 1


class Comment(msgspec.Struct, frozen=True):
    """A reader's comment, archived with its replies."""

    author: str
    text: str
    date: str = ""
    replies: tuple["Comment", ...] = ()


class Comments(Record, frozen=True, kw_only=True):
    """All archived comments on one article."""

    article: str
    """The article's source."""
    comments: tuple[Comment, ...]


class Ledger(Record, frozen=True, kw_only=True):
    """Addresses that the archive has published, as one file below ``addresses/`` lists them."""

    addresses: tuple[str, ...]
    """Those at which a page must stand, from the root."""
    redirects: tuple[tuple[str, str], ...] = ()
    """(address, where it leads): the pages of these are no more."""


class DeadLinks(Record, frozen=True, kw_only=True):
    """Addresses on other hosts that are known to be dead, as ``links.yaml`` says."""

    links: tuple[tuple[str, str], ...]
    """(address, the day since which it fails), by address."""


class Picture(Record, frozen=True, kw_only=True):
    """A picture file: what its bytes are, and how large it is drawn."""

    digest: str
    """BLAKE2b of the file, in hex."""
    width: int
    height: int
    format: Literal["jpg", "png"]
    """What its derivatives are written as, beside WebP."""
    shown_as: str = ""
    """Its path in the site when that is not its own (see ``Image.shown_as``)."""


class Showing(msgspec.Struct, frozen=True):
    """What of the content a site shows: an input of a build, as the content is."""

    moment: str
    """Now, for embargoes: ``2026-01-01T00:00:00Z``, in UTC."""
    drafts: bool = False
    """True: drafts are shown too, marked as such."""

    def is_public(self, article: Article) -> bool:
        """Whether a story has a page."""
        return (self.drafts or not article.draft) and article.embargo <= self.moment


class PageKey(msgspec.Struct, gc=False, frozen=True, order=True):
    """Names one page for ever: its kind and what tells it from the others of its kind."""

    kind: str
    name: str
