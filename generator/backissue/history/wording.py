"""What readers see of a story's text, and which of its revisions were versions of it. Pure."""

from collections.abc import Iterable

import msgspec

from backissue.history.differences import Piece, differences
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
    is_told: bool = True
    """False where the old words beside the new ones would read as a text that a case takes away."""


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


def passages(old: Wording, new: Wording) -> list[tuple[str, tuple[Piece, ...]]]:
    """(which part of the story, a passage that changed), in the order in which readers see them."""
    parts = {
        "kicker": ([old.kicker], [new.kicker]), "headline": ([old.headline], [new.headline]),
        "standfirst": ([old.standfirst], [new.standfirst]), "byline": (old.byline, new.byline),
        "text": (old.text, new.text), "caption": (old.captions, new.captions),
    }  # fmt: skip
    return [(part, passage) for part, (one, other) in parts.items() for passage in differences(one, other)]


def side_by_side(old: Wording, new: Wording) -> str:
    """All that changed as it is read when nothing tells old words from new ones: by a search engine, or aloud."""
    return "\n\n".join(_in_a_row(passage) for _, passage in passages(old, new))


def all_words(words: Wording) -> str:
    """Everything that a version says, an empty line between its texts."""
    texts = (words.kicker, words.headline, words.standfirst, *words.byline, *words.text, *words.captions)
    return "\n\n".join(texts)


def _in_a_row(passage: tuple[Piece, ...]) -> str:
    """As ``versions.html`` has it: a blank stands between what went and what came for it."""
    sorts = ("", *(piece.sort for piece in passage))
    return "".join(
        f" {piece.text}" if (before, piece.sort) == ("del", "ins") else piece.text
        for before, piece in zip(sorts, passage, strict=False)
    )
