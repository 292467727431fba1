"""A story as data beside its page, ``article.json``: IPTC ninjs 3.1, https://iptc.org/std/ninjs/.

ninjs knows moments alone, and has no word for an edition or a printed page. These, and what is known to the day or
less, are in ``altIds`` by the names of front matter; a name's ``rel`` says what it is to the story. The importer reads
both again (``importers/readers/ninjs/own.py``). The hash of the story's words is an ``altId`` too, as its page has it.
"""

import json
from collections.abc import Iterable, Iterator
from html import escape

import msgspec

from backissue.addresses import export_url, quoted
from backissue.config import Config
from backissue.fixity.content import content_hash
from backissue.model import Article, Entity, Outlet, Picture, Record, StaticPage
from backissue.pages import story
from backissue.pages.archive import Archive
from backissue.pages.views.common import Figure, Link, View
from backissue.render.materials import Materials
from backissue.sources.markdown import compile_body

NAME = "ninjs"
_STANDARD = {"name": "ninjs", "version": "3.1", "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.1.json"}
_TYPES = {"jpg": "image/jpeg", "png": "image/png"}

Entry = dict[str, object]


class NinjsView(View, frozen=True):
    """What ``article.json`` says."""

    article: Article
    root: str
    """What whole addresses begin with, without a slash at the end."""
    outlet: Link
    byline: tuple[tuple[Link, str], ...]
    """(name, role)."""
    names: tuple[tuple[str, tuple[Link, ...]], ...]
    """What the story stands under: ("topics", …), ("people", …)."""
    pictures: tuple[Figure, ...]
    figures: tuple[tuple[str, Figure], ...]
    links: tuple[tuple[str, str], ...]
    sanitise_html: bool
    rights: str
    """As the story, its agency, its outlet or the archive states them, so that an import finds the same."""
    terms: str
    """A rights statement's name; empty for other words."""
    terms_url: str
    """The statement's address."""


def settings(config: Config) -> object:
    return config.url, config.language, config.rights, config.markdown, config.exports


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The stories whose own words, names, pictures or links come from a record."""
    ask = archive.ask
    if not _wanted(archive):
        return
    match record:
        case Article():
            yield record.url
            yield from story.urls(archive, ask.references.linking_to(record.source))
        case StaticPage():
            yield from story.urls(archive, ask.references.linking_to(record.source))
        case Picture():
            yield from story.urls(archive, ask.references.users_of(record.source))
        case Outlet():
            yield from ask.lists.public_urls(record.id)
        case Entity():
            yield from story.urls(archive, ask.gathered.sources(record.kind, record.id, record.id))


def body_keys(archive: Archive, article: Article) -> Iterator[str]:
    if _wanted(archive):
        yield article.url


def brought(archive: Archive) -> Iterator[str]:
    if _wanted(archive):
        yield from archive.ask.lists.listed_urls()


def path(name: str) -> str:
    return export_url(name, "article.json").removeprefix("/")


def view(archive: Archive, name: str) -> NinjsView | None:
    """None, too, for a story that is kept from search engines: its text must not be found by way of this file."""
    article = archive.ask.article_at(name) if _wanted(archive) else None
    if article is None or article.withdrawn or article.noindex:
        return None
    named = {kind: story.entity_links(archive, kind, getattr(article, kind)) for kind in _NAMED}
    named["sections"] = story.entity_links(archive, "sections", (article.section,))
    named["series"] = story.entity_links(archive, "series", (article.series,))
    bylines = ((story.entity_links(archive, "bylines", (name.name,)), name.role) for name in article.byline)
    shown = story.figures(archive, article)
    rights = story.rights_of(archive, article)
    found = archive.words(rights)
    stated = {image.src for image in article.images}
    pictures = [*map(archive.figure, article.images), *(figure for path, figure in shown if path not in stated)]
    return NinjsView(
        article=msgspec.structs.replace(article, body_line=0), root=archive.whole("/").removesuffix("/"),
        outlet=archive.outlet_link(article.outlet), byline=tuple((link[0], role) for link, role in bylines if link),
        names=tuple(named.items()), pictures=tuple(one for one in pictures if one and one.src), figures=shown,
        links=story.links(archive, article.source), sanitise_html=archive.config.markdown.html == "sanitise",
        rights=rights, terms=found.text if found.url else "", terms_url=found.url,
    )  # fmt: skip


def write(view: NinjsView, materials: Materials) -> bytes:
    """The object, its fields in the order in which people read them."""
    article, names = view.article, dict(view.names)
    topics = [*_named(view, names["topics"], "topic"), *_named(view, names["sections"], "section")]
    found: Entry = {
        "uri": view.root + quoted(article.url), "type": "text", "standard": _STANDARD, "profile": "back-issue-article",
        "representationType": "full", "pubStatus": "usable", "language": article.language,
        "headlines": _texts(("main", article.headline), ("kicker", article.kicker)),
        "descriptions": _texts(("standfirst", article.standfirst), *(
            ("correction", ": ".join(filter(None, (note.date, note.text)))) for note in article.corrections
        )),
        "by": ", ".join(f"{link.text} ({role})" if role else link.text for link, role in view.byline),
        "located": article.dateline,
        "firstCreated": _moment(article.published), "versionCreated": _moment(article.updated),
        "altIds": _alternatives(article),
        "bodies": [{"role": "main", "contentType": "text/html", "value": _body(view)}],
        "people": [*(entry for link, role in view.byline for entry in _named(view, [link], role or "author")),
                   *_named(view, names["people"], "about")],
        "organisations": _named(view, names["organisations"], "about"),
        "places": _named(view, names["places"], "about"),
        "subjects": [*topics, *_named(view, names["series"], "series")],
        "infoSources": [*_named(view, [view.outlet], "publisher", "role"),
                        *_named(view, names["agencies"], "agency", "role")],
        "copyrightNotice": view.rights, "usageTerms": view.terms, "rightsInfo": _linked(view.terms_url),
        "associations": [_picture(view, figure, number) for number, figure in enumerate(view.pictures, 1)],
    }  # fmt: skip
    return json.dumps(_filled(found), ensure_ascii=False, indent=1).encode() + b"\n"


_NAMED = ("topics", "people", "places", "organisations", "agencies")


def _wanted(archive: Archive) -> bool:
    """A ninjs object needs a URI; there is none while nobody has said where the site will stand."""
    return "ninjs" in archive.config.exports and bool(archive.config.origin)


def _filled(entry: Entry) -> Entry:
    """The fields that say something."""
    return {name: value for name, value in entry.items() if value}


def _texts(*said: tuple[str, str]) -> list[Entry]:
    return [{"role": role, "value": value} for role, value in said if value]


def _named(view: NinjsView, links: Iterable[Link], relation: str, field: str = "rel") -> list[Entry]:
    return [{"name": link.text, field: relation, "uri": view.root + quoted(link.url)} for link in links]


def _moment(known: str) -> str:
    """A date with its time (RFC 3339, 5.6); a day has none, and gets none made up."""
    return known if "T" in known else ""


def _alternatives(article: Article) -> list[Entry]:
    """What ninjs has no field for, as front matter has it."""
    edition = ".".join(filter(None, (article.edition, article.label)))
    said = [("edition", edition), ("page", article.page), ("source", article.origin)]
    said += [(name, known) for name, known in (("published", article.published), ("updated", article.updated))
             if not _moment(known)]  # fmt: skip
    return _texts(*said, ("content-sha256", content_hash(article)))


def _linked(statement: str) -> Entry:
    """A rights statement's address where ninjs has one."""
    return _filled({"linkedRights": statement})


def _body(view: NinjsView) -> str:
    """The text as HTML whose addresses are whole."""
    figures = dict(view.figures)

    def shown(path: str, alt: str) -> str:
        figure = figures.get(path)
        if figure is None:
            return ""
        caption = escape(f"{figure.caption} {figure.credit}".strip())
        below = f"<figcaption>{caption}</figcaption>" if caption else ""
        source = escape(view.root + quoted(figure.src))
        image = f'<img src="{source}" alt="{escape(alt or figure.alt)}">' if figure.src else ""
        return f"<figure>{image}{below}</figure>\n" if image or below else ""

    return compile_body(
        view.article.body, view.article.source, figures=shown, links=dict(view.links), base=view.root,
        sanitise=view.sanitise_html,
    )  # fmt: skip


def _picture(view: NinjsView, figure: Figure, number: int) -> Entry:
    """A picture with its words and its sizes; the first leads."""
    sizes = [
        {
            "name": f"{width}px", "href": view.root + quoted(address),
            "contentType": _TYPES[address.rpartition(".")[2]], "width": width,
            "height": max(1, round(figure.height * width / figure.width)),
        }
        for address, width in figure.srcset
    ]  # fmt: skip
    return _filled({
        "name": "lead" if number == 1 else f"picture-{number}", "type": "picture",
        "uri": view.root + quoted(figure.src), "by": figure.credit, "copyrightNotice": figure.rights,
        "rightsInfo": _linked(figure.rights_url),
        "descriptions": _texts(("caption", figure.caption), ("alt", figure.alt)), "renditions": sizes,
    })  # fmt: skip
