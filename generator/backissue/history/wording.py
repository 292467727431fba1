"""What readers see of a story's text, and which of its revisions were versions of it. Pure."""

from collections.abc import Iterable

import msgspec

from backissue.model import Article
from backissue.sources.dates import instant
from backissue.sources.markdown import spoken
from backissue.sources.reading import Reading, identifier


class Wording(msgspec.Struct, gc=False, frozen=True):
    """The words of a story: where they are the same, it says the same."""

    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    """Its paragraphs, headings, items and cells, without markup."""


class Version(msgspec.Struct, gc=False, frozen=True):
    """What a story said from a moment on."""

    moment: str
    """In UTC."""
    words: Wording
    agencies: tuple[str, ...] = ()
    """The ids of all that are said to have supplied it."""


def wording(article: Article, *, sanitise: bool) -> Wording:
    """The words of a story. ``sanitise``: raw HTML in texts is markup, as the archive's setting has it."""
    return Wording(
        article.headline, article.kicker, article.standfirst,
        tuple(f"{name.name} ({name.role})" if name.role else name.name for name in article.byline),
        tuple(image.caption for image in article.images if image.caption), spoken(article.body, sanitise=sanitise),
    )  # fmt: skip


def versions_of(revisions: Iterable[tuple[str, Article | None]], reading: Reading) -> list[Version]:
    """The versions of a story, from its (moment of the commit, record) in the order of the commits.

    Versions begin when the story was public: with its publication or the end of its embargo, where the commit was
    earlier. A revision that a build refused (None) was never shown. A story that was taken back (draft, withdrawn,
    under an embargo again) begins anew: what it said before is not for readers.
    """
    shown: list[Version] = []
    first = ""
    """When the first version was committed."""
    for committed, article in revisions:
        if article is None:
            continue
        if shown and len(shown) == 1 and first < shown[0].moment and committed < shown[0].moment:
            shown.clear()  # nobody saw it
        if article.draft or article.withdrawn or article.embargo > committed:
            shown.clear()
        if article.draft or article.withdrawn:
            continue
        words = wording(article, sanitise=reading.sanitise_html)
        agencies = suppliers(article)
        if not shown:
            first = committed
            shown.append(Version(max(committed, article.embargo, _published(article, reading)), words, agencies))
        elif shown[-1].words != words:
            shown.append(Version(max(committed, shown[-1].moment), words, agencies))
        else:
            both = tuple(sorted({*agencies, *shown[-1].agencies}))
            shown[-1] = msgspec.structs.replace(shown[-1], agencies=both)
    return shown


def suppliers(article: Article) -> tuple[str, ...]:
    """The ids of the agencies that a story's text came from."""
    return tuple(sorted({identifier(name) for name in article.agencies}))


def _published(article: Article, reading: Reading) -> str:
    """The moment of publication, as far as the day at least is known."""
    known = article.published or article.date
    return instant(known, reading.zone(article.outlet)) if len(known) >= len("2025-11-27") else ""
