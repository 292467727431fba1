"""What a feed is made of: plain data, the same for both of its formats."""

from typing import Literal

from backissue.pages.views.common import CorrectionNote, Figure, Link, NotShown, Text, View


class FeedItem(Text, frozen=True, kw_only=True):
    """A story with its whole text, or one correction of it."""

    id: str
    """Permanent: the story's whole address, and the correction's date behind ``#``."""
    address: str
    """The story's whole address."""
    base: str
    """What the site's own addresses begin with: "" or "/archive"."""
    published: str
    updated: str
    """Instants in UTC (RFC 3339). What is known of a date begins at its first moment in the outlet's time zone."""
    language: str
    headline: str
    authors: tuple[Link, ...]
    """Who wrote it, else the agencies, else the outlet."""
    corrections: tuple[CorrectionNote, ...] = ()
    standfirst: str = ""
    dateline: str = ""
    tags: tuple[str, ...] = ()
    """Section and topics."""
    lead: Figure | None = None
    not_shown: NotShown | None = None
    """Why there is no text."""
    rights: str = ""
    rights_url: str = ""
    """A rights statement's name and address; or words, and no address."""
    origin: str = ""


class FeedView(View, frozen=True):
    """One feed in one format."""

    title: str
    """Of the outlet, the section, the byline or the topic; empty for the archive's and the corrections'."""
    of_corrections: bool
    archive: str
    """The archive's name."""
    tagline: str
    home: str
    """The whole address of the page that it is of."""
    address: str
    """Its own."""
    format: Literal["atom", "json"]
    language: str
    words: str
    """The language of the archive's own words."""
    updated: str
    author: str
    """Who stands for the feed."""
    rights: str
    rights_url: str
    items: tuple[FeedItem, ...]
    """Newest first."""
