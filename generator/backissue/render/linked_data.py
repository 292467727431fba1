"""What a page is about, for machines: schema.org's words as JSON-LD, from its view alone.

The form is that of https://www.w3.org/TR/json-ld11/. What is not known is left out, and nothing is guessed; what needs
a whole address is left out while there is none.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from markupsafe import Markup

from backissue.pages.views.common import Figure, Frame, Link, View
from backissue.pages.views.editions import DayView, MonthView, YearView
from backissue.pages.views.gathered import EntityView
from backissue.pages.views.outlets import OutletView
from backissue.pages.views.own import HomeView
from backissue.pages.views.story import ArticleView, Credit, EditionLine
from backissue.render.locations import location, whole

Node = dict[str, Any]
DateWords = Callable[[str], str]

_ENTITY_TYPES = {"people": "Person", "places": "Place", "organisations": "Organization", "topics": "Thing"}
"""Of bylines and agencies nobody says what they are: "Staff Writers" is no person."""


def linked_data(page: View, frame: Frame, date_words: DateWords) -> Markup:
    """The text of a page's ``application/ld+json``; empty where there is nothing to say.

    ``date_words`` puts a date as known into the archive's language, for the names of pages above.
    """
    nodes = [node for node in _nodes(page, frame, date_words) if node]
    if not nodes:
        return Markup("")
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": nodes}).decode()
    return Markup(text.replace("<", "\\u003c"))  # no text of a story may end the element


def _nodes(page: View, frame: Frame, date_words: DateWords) -> Iterable[Node]:
    match page:
        case ArticleView():
            return [] if page.withdrawn else [_article(page, frame)]
        case DayView():
            month = (date_words(page.date[:7]), page.month_url)
            trail = [(page.outlet.text, page.outlet.url), (page.date[:4], page.year_url), month]
            return [_edition_page(page, frame), _breadcrumbs(trail, date_words(page.date), frame)]
        case MonthView():
            trail = [(page.outlet.text, page.outlet.url), (page.month[:4], page.year_url)]
            return [_breadcrumbs(trail, date_words(page.month), frame)]
        case YearView():
            return [_breadcrumbs([(page.outlet.text, page.outlet.url)], page.year, frame)]
        case OutletView():
            return [_outlet(page, frame)]
        case EntityView() if page.kind in _ENTITY_TYPES:
            return [_entity(page, frame)]
        case HomeView():
            return [_archive(frame)]
        case _:
            return []


def _article(page: ArticleView, frame: Frame) -> Node:
    """A NewsArticle (https://schema.org/NewsArticle)."""
    writers = [_person(credit, frame) for credit in page.byline if not credit.role]
    agencies = [_thing("Organization", link, frame) for link in page.agencies]
    address = location(page, frame)
    return _given({
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": page.headline,
        "description": page.standfirst,
        "datePublished": page.published or page.date,
        "dateModified": page.updated,
        "inLanguage": page.lang,
        "author": writers or agencies,
        "contributor": [_person(credit, frame) for credit in page.byline if credit.role],
        "sourceOrganization": agencies if writers else [],
        "publisher": _given({"@type": "Organization", "name": page.publisher or page.outlet.text}),
        "dateline": page.dateline,
        "articleSection": page.section.text if page.section else "",
        "printEdition": page.edition.label if page.edition else "",
        "printPage": page.page,
        "image": [_picture(figure, frame) for figure in _pictures(page)] if frame.root else [],
        "correction": [
            _given({"@type": "CorrectionComment", "datePublished": note.date, "text": note.text})
            for note in page.corrections
        ],
        "about": [
            _thing(kind, link, frame)
            for kind, links in (("Thing", page.topics), ("Person", page.people), ("Place", page.places),
                                ("Organization", page.organisations))
            for link in links
        ],
        "isPartOf": _edition(page.edition, page, frame) if page.edition else _periodical(page.outlet, page.issn, frame),
        "isBasedOn": page.origin if page.origin.startswith(("https://", "http://")) else "",
        "isAccessibleForFree": page.not_shown is None,
        **_rights(page.rights, page.rights_url),
    })  # fmt: skip


def _pictures(page: ArticleView) -> list[Figure]:
    """The story's own pictures, the leading one first and each once; else the card that is drawn for it."""
    own = [*([page.lead] if page.lead else []), *(figure for _, figure in page.figures)]
    held = {figure.src: figure for figure in reversed(own) if figure.src}
    return [*reversed(held.values())] or ([page.card] if page.card else [])


def _picture(figure: Figure, frame: Frame) -> Node:
    return _given({
        "@type": "ImageObject", "url": whole(figure.src, frame), "width": figure.width, "height": figure.height,
        "caption": figure.caption or figure.alt, "creditText": figure.credit,
        **_rights(figure.rights, figure.rights_url),
    })  # fmt: skip


def _person(credit: Credit, frame: Frame) -> Node:
    return _given({
        "@type": "Person", "name": credit.name, "jobTitle": credit.role, "url": whole(credit.url, frame),
    })  # fmt: skip


def _thing(kind: str, link: Link, frame: Frame) -> Node:
    return _given({"@type": kind, "name": link.text, "url": whole(link.url, frame)})


def _edition(edition: EditionLine, page: ArticleView, frame: Frame) -> Node:
    address = whole(edition.url, frame)
    return _given({
        "@type": "PublicationIssue", "@id": address, "url": address, "issueNumber": edition.number,
        "datePublished": edition.date, "isPartOf": _periodical(page.outlet, page.issn, frame),
    })  # fmt: skip


def _periodical(outlet: Link, issn: str, frame: Frame) -> Node:
    address = whole(outlet.url, frame)
    return _given({"@type": "Periodical", "@id": address, "name": outlet.text, "url": address, "issn": issn})


def _edition_page(page: DayView, frame: Frame) -> Node:
    """A PublicationIssue, in its volume where that is known (https://schema.org/PublicationIssue)."""
    paper = _periodical(page.outlet, "", frame)
    volume = {"@type": "PublicationVolume", "volumeNumber": page.volume, "isPartOf": paper}
    address = location(page, frame)
    return _given({
        "@type": "PublicationIssue", "@id": address, "url": address,
        "name": f"{page.outlet.text}, {' '.join((page.date, page.label)).rstrip()}",
        "issueNumber": page.number, "datePublished": page.date, "description": page.teaser,
        "image": _picture(page.cover, frame) if page.cover and page.cover.src and frame.root else None,
        "isPartOf": volume if page.volume else paper,
    })  # fmt: skip


def _outlet(page: OutletView, frame: Frame) -> Node:
    """A Periodical: whether it is a newspaper is not said (https://schema.org/Periodical)."""
    address = whole(page.url, frame)
    return _given({
        "@type": "Periodical", "@id": address, "url": address, "name": page.name, "issn": page.issn,
        "startDate": page.founded, "endDate": page.ceased, "inLanguage": page.language or frame.language,
        "publisher": _given({"@type": "Organization", "name": page.publisher}) if page.publisher else None,
        "locationCreated": _given({"@type": "Place", "name": page.place}) if page.place else None,
        "image": _picture(page.nameplate, frame) if page.nameplate and frame.root else None,
        **(_rights(page.rights[-1].text, page.rights[-1].url) if len(page.rights) == 1 else {}),
    })  # fmt: skip


def _entity(page: EntityView, frame: Frame) -> Node:
    return _given({
        "@type": _ENTITY_TYPES[page.kind], "name": page.name, "url": whole(page.url, frame), "sameAs": page.same_as,
        "image": _picture(page.image, frame) if page.image and page.image.src and frame.root else None,
    })  # fmt: skip


def _archive(frame: Frame) -> Node:
    """The WebSite, and how it is searched (https://schema.org/SearchAction)."""
    target = f"{whole('/search/', frame)}?q={{query}}"
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=query"}
    return _given({
        "@type": "WebSite", "url": whole("/", frame), "name": frame.name, "description": frame.tagline,
        "inLanguage": frame.language, "potentialAction": search if frame.root else None,
        "publisher": _given({"@type": "Organization", "name": frame.publisher}) if frame.publisher else None,
    })  # fmt: skip


def _breadcrumbs(above: list[tuple[str, str]], here: str, frame: Frame) -> Node:
    """The pages above this one (https://schema.org/BreadcrumbList); the last is this one and needs no address."""
    if not frame.root:
        return {}
    items = [
        _given({"@type": "ListItem", "position": at, "name": text, "item": whole(path, frame)})
        for at, (text, path) in enumerate([*above, (here, "")], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _rights(text: str, url: str) -> Node:
    """A licence or a rights statement by its address; else the notice as it stands."""
    if url:
        return {"license": url}
    if text.startswith(("https://", "http://")) and " " not in text:
        return {"license": text}
    return {"copyrightNotice": text}


def _given(node: Node) -> Node:
    """A node without what is not known."""
    return {name: value for name, value in node.items() if value or value is False}
