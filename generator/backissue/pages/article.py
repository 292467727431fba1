"""A story's own page: text, pictures, corrections, neighbours; or the note that it was withdrawn."""

from collections.abc import Iterator
from typing import Any

import msgspec

from backissue.addresses import entity_url, file_of, outlet_url, span_url
from backissue.catalog.columns import lead_image
from backissue.catalog.queries.asking import Row
from backissue.config import Config
from backissue.fixity.content import content_hash
from backissue.model import (
    Article,
    Comment,
    Comments,
    DeadLinks,
    Edition,
    Entity,
    Outlet,
    PageKey,
    Picture,
    Record,
    StaticPage,
    Withdrawal,
)
from backissue.pages import reference as references
from backissue.pages import story, versions
from backissue.pages.archive import Archive
from backissue.pages.card import of_story
from backissue.pages.findable import facets, sort_key
from backissue.pages.views.common import CorrectionNote, Link
from backissue.pages.views.story import ArticleView, CommentView, CopyLine, EditionLine, Newsletter, SeriesBox
from backissue.sources.dates import a_year_before
from backissue.sources.markdown import may_name
from backissue.sources.reading import identifier

NAME = "article"
TEMPLATE = "article.html"
MOST_COPIES = 20
"""Copies that a story's page names, the first ones."""


def settings(config: Config) -> object:
    """What of the settings this kind's views are made of."""
    return (
        config.newsletter,
        config.rights,
        config.url,
        config.markdown,
        config.cards,
        config.exports,
        config.reprints,
        config.timezone,
        config.dead_links,
    )


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The story itself, and the stories that show something of the record."""
    ask = archive.ask
    match record:
        case Article():
            yield from body_keys(archive, record)
            yield from (row.url for row in ask.lists.neighbours(record) if row)
            yield from story.urls(archive, ask.references.linking_to(record.source))
            if record.series:
                yield from (row.url for row in ask.gathered.rows("series", identifier(record.series)))
        case StaticPage():
            yield from story.urls(archive, ask.references.linking_to(record.source))
        case DeadLinks():
            for address, _ in record.links:
                yield from story.urls(archive, ask.references.linking_out_to(address))
        case Comments():
            yield from story.urls(archive, [record.article])
        case Picture():
            yield from story.urls(archive, ask.references.users_of(record.source))
        case Edition():
            yield from ask.lists.public_urls(record.outlet, record.date)
        case Outlet():
            yield from ask.lists.public_urls(record.id)
            yield from ask.lineage.with_copies_in(record.id)
        case Entity():
            yield from story.urls(archive, ask.gathered.sources(record.kind, record.id, record.id))


def body_keys(archive: Archive, article: Article) -> Iterator[str]:
    """What a change of the text alone touches: the story, and those that share the text."""
    yield article.url
    yield from (url for url, *_ in archive.ask.lineage.copies(article.source))


def key(url: str) -> PageKey:
    """The key of the story at an address."""
    return PageKey(NAME, url)


def age_keys(archive: Archive, newest: str, newest_before: str) -> Iterator[str]:
    """Stories whose age notice comes or goes when the archive's newest date moves."""
    low, high = sorted((a_year_before(newest), a_year_before(newest_before)))
    yield from archive.ask.lists.urls_between(low[:4], high)


def path(name: str) -> str:
    return file_of(name)


def stands(archive: Archive, name: str) -> bool:
    return archive.ask.is_public_at(name)


def view(archive: Archive, name: str) -> ArticleView | None:
    article = archive.ask.article_at(name)
    if article is None:
        return None
    note = article.withdrawn
    return _withdrawn(archive, article, note) if note else _story(archive, article)


def _story(archive: Archive, article: Article) -> ArticleView:
    lead = lead_image(article)
    before, after = archive.ask.lists.neighbours(article)
    section = story.entity_links(archive, "sections", (article.section,))
    agencies = story.entity_links(archive, "agencies", article.agencies)
    topics = story.entity_links(archive, "topics", article.topics)
    people, places = (
        story.entity_links(archive, "people", article.people),
        story.entity_links(archive, "places", article.places),
    )
    byline = tuple(story.credit(archive, name) for name in article.byline)
    outlet = archive.outlet(article.outlet)
    copies, comments = archive.ask.lineage.copies(article.source), archive.ask.comments_on(article.source)
    return ArticleView(
        **_identity(archive, article),
        headline=article.headline,
        kicker=article.kicker,
        standfirst=article.standfirst,
        byline=byline,
        agencies=agencies,
        dateline=article.dateline,
        published=article.published,
        updated=article.updated,
        page=article.page,
        section=section[0] if section else None,
        old_year=_old_year(archive, article),
        lead=story.leading(archive, article, lead) if lead else None,
        body=article.body,
        figures=story.figures(archive, article),
        links=story.links(archive, article.source) if may_name(article.body) else (),
        dead_links=story.dead_links(archive, article.source, article.date),
        sanitise_html=archive.config.markdown.html == "sanitise",
        corrections=tuple(
            CorrectionNote(date=note.date, text=note.text, kind=note.kind) for note in article.corrections
        ),
        corrections_below=outlet.corrections_at == "bottom",
        topics=topics,
        people=people,
        places=places,
        organisations=story.entity_links(archive, "organisations", article.organisations),
        series=_series(archive, article),
        copies=tuple(_copy(archive, *copy) for *copy, _ in copies[:MOST_COPIES]),
        more_copies=max(0, len(copies) - MOST_COPIES),
        previous=_neighbour(archive, before),
        next=_neighbour(archive, after),
        comments=tuple(map(_comment, comments.comments)) if comments else (),
        newsletter=_newsletter(archive.config),
        **archive.rights(story.rights_of(archive, article)),
        not_shown=archive.not_shown(article.withheld),
        publisher=outlet.publisher,
        issn=outlet.issn,
        card=of_story(archive, article, archive.figure(lead) if lead and lead.src else None),
        origin=article.origin,
        extra=article.extra,
        work=references.work(archive, article),
        files=references.files(archive, article),
        facets=tuple(
            facets(
                article,
                outlet,
                section + agencies + topics + people + places,
                byline,
                is_copy=any(is_earlier for *_, is_earlier in copies),
            )
        ),
        sort=sort_key(archive, article),
        thumb=archive.thumb((lead.shown_as or lead.src) if lead and lead.src else ""),
        redactions=_redactions(article, comments),
        searched=not article.unsearched,
        sha256=content_hash(article),
        versions=versions.note(archive, article),
    )


def _withdrawn(archive: Archive, article: Article, note: Withdrawal) -> ArticleView:
    """The same address and no text: not even a headline, which may be what was wrong."""
    withdrawn = CorrectionNote(date=note.date, text=note.reason)
    return ArticleView(**_identity(archive, article), withdrawn=withdrawn)


def _identity(archive: Archive, article: Article) -> dict[str, Any]:
    """What stays when the text goes."""
    return {
        "url": article.url,
        "source": article.source,
        "canonical": archive.canonical(article.url),
        "lang": article.language,
        **archive.tongue(article.language),
        "date": article.date,
        "outlet": archive.outlet_link(article.outlet),
        "edition": _edition_line(archive, article),
        "latest": f"{outlet_url(article.outlet)}latest/",
        "draft": article.draft,
        "noindex": article.noindex or article.draft or article.withdrawn is not None,
    }


def _old_year(archive: Archive, article: Article) -> str:
    """The story's year when it is more than a year older than the archive's newest.

    A date that is known less well than the limit is old only when all of it is.
    """
    limit = a_year_before(archive.newest)
    known = article.date[: len(limit)]
    return article.date[:4] if known and limit[: len(known)] > known else ""


def _edition_line(archive: Archive, article: Article) -> EditionLine | None:
    """The edition, where the story names one or the day's has a file."""
    edition = archive.edition_record(article.outlet, article.date, article.label)
    if len(article.date) != 10 or not (article.edition or edition):
        return None
    return EditionLine(
        date=article.date,
        label=article.label,
        number=edition.number if edition else "",
        url=span_url(article.outlet, article.date, article.label),
    )


def _series(archive: Archive, article: Article) -> SeriesBox | None:
    entity = identifier(article.series) if article.series else ""
    parts = archive.cards(archive.ask.gathered.rows("series", entity)) if entity else ()
    if len(parts) < 2:
        return None
    return SeriesBox(name=article.series, url=entity_url("series", entity), parts=parts)


def _copy(archive: Archive, url: str, outlet: str, date: str) -> CopyLine:
    link = archive.outlet_link(outlet)
    return CopyLine(outlet=link.text, date=date, url=url, language=link.language, dir=link.dir)


def _neighbour(archive: Archive, row: Row | None) -> Link | None:
    """A neighbour is its headline: nothing else of it can make this page change."""
    return Link(text=row.headline, url=row.url, **archive.tongue(row.language)) if row else None


def _redactions(article: Article, comments: Comments | None) -> tuple[CorrectionNote, ...]:
    """What cases took out of the story or of the comments on it, each case once."""
    cases = dict.fromkeys((*article.takedowns, *(comments.takedowns if comments else ())))
    return tuple(CorrectionNote(date=one.date, text=one.reason) for one in cases if one.action == "redact")


def _comment(comment: Comment) -> CommentView:
    return CommentView(
        author=comment.author, date=comment.date, text=comment.text,
        replies=tuple(_comment(reply) for reply in comment.replies),
    )  # fmt: skip


def _newsletter(config: Config) -> Newsletter | None:
    return Newsletter(**msgspec.structs.asdict(config.newsletter)) if config.newsletter else None
