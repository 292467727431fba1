"""Parts of a story that its page, its exports and the feeds show: names with pages, pictures, links, rights."""

import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from backissue.addresses import entity_url
from backissue.catalog.columns import lead_image
from backissue.model import Article, Entity, Image, Name
from backissue.pages.archive import Archive, outlet_rights
from backissue.pages.views.common import DeadLink, Figure, Link
from backissue.pages.views.story import Credit
from backissue.sources.markdown import may_name
from backissue.sources.reading import identifier


def in_feeds(archive: Archive, article: Article) -> dict[str, Any]:
    """What feeds tell of a story: its text as its page has it, and nothing of what stands around it there."""
    lead = lead_image(article)
    section = entity_links(archive, "sections", (article.section,))
    byline = tuple(credit(archive, name) for name in article.byline if not name.role)
    rights = archive.words(rights_of(archive, article))
    return {
        "headline": article.headline, "standfirst": article.standfirst, "dateline": article.dateline,
        "authors": tuple(Link(text=name.name, url=name.url) for name in byline)
        or entity_links(archive, "agencies", article.agencies) or (archive.outlet_link(article.outlet),),
        "tags": tuple(link.text for link in section + entity_links(archive, "topics", article.topics)),
        "lead": leading(archive, article, lead) if lead else None, "body": article.body, "source": article.source,
        "figures": figures(archive, article),
        "links": links(archive, article.source) if may_name(article.body) else (),
        "dead_links": dead_links(archive, article.source, article.date),
        "sanitise_html": archive.config.markdown.html == "sanitise",
        "rights": rights.text, "rights_url": rights.url, "origin": article.origin,
        "not_shown": archive.not_shown(article.withheld),
    }  # fmt: skip


def rights_of(archive: Archive, article: Article) -> str:
    """What holds for a story: its own or its agency's rights, its outlet's for its date, or the archive's."""
    return article.rights or outlet_rights(archive.outlet(article.outlet), article.date) or archive.config.rights


def entity_links(archive: Archive, kind: str, names: tuple[str, ...]) -> tuple[Link, ...]:
    """Names as written, or, where an id was written, as the id's own file has it."""
    found: list[Link] = []
    for name in names:
        entity = identifier(name) if name else ""
        if not entity:
            continue
        record = archive.ask.find(Entity, f"{kind}/{entity}") if name == entity else None
        found.append(Link(text=record.name if record else name, url=entity_url(kind, entity)))
    return tuple({link.url: link for link in reversed(found)}.values())[::-1]


def credit(archive: Archive, name: Name) -> Credit:
    """A name of the byline, with its page."""
    link = entity_links(archive, "bylines", (name.name,))[0]
    return Credit(name=link.text, url=link.url, role=name.role)


def links(archive: Archive, source: str) -> tuple[tuple[str, str], ...]:
    """What a text's links to content files stand for."""
    return tuple((target, archive.ask.public_url(target)) for target in archive.ask.references.links_of(source))


def dead_links(archive: Archive, source: str, date: str = "") -> tuple[DeadLink, ...]:
    """A text's links that are dead. Wanted is a copy of the story's day; else of the day since which it fails."""
    template = archive.config.dead_links.template
    return tuple(
        DeadLink(
            url=address,
            copy=template.replace("{date}", (date or since).replace("-", "")).replace("{url}", address),
        )
        for address, since in archive.ask.references.dead_links_of(source)
    )


def figures(archive: Archive, article: Article) -> tuple[tuple[str, Figure], ...]:
    """The body's pictures, with caption, credit and rights from the front matter's entry of that file."""
    if article.withheld:
        lead = lead_image(article)
        others = [(_path(image), image) for image in article.images if image is not lead]
        return tuple((path, archive.figure(image) or archive.placeholder(image)) for path, image in others)
    stated = {_path(image): image for image in article.images}
    found = []
    for picture in archive.ask.references.pictures_of(article.source) if may_name(article.body) else ():
        figure = archive.figure(stated.get(picture, Image(picture, alt="")))
        if figure and _names(article.body, picture.rpartition("/")[2]):
            found.append((picture, figure))
    return tuple(found)


def leading(archive: Archive, article: Article, lead: Image) -> Figure | None:
    """The lead picture above the text, unless the text shows it; of one that is not held, what was said of it."""
    if _in_body(article, lead):
        return None
    return archive.figure(lead) if lead.src else archive.placeholder(lead)


def _in_body(article: Article, lead: Image) -> bool:
    """True when the text itself shows the picture that would lead: it is then not shown twice."""
    path = _path(lead)
    return bool(path) and not lead.lead and f"]({path}" in article.body.replace("(/images/", "(images/")


def _path(image: Image) -> str:
    """The picture's file, shown or not."""
    return image.withheld.picture if image.withheld else image.src


def _names(body: str, name: str) -> bool:
    """True when the text names a file, letter by letter or as addresses are written."""
    return name in body or name in unicodedata.normalize("NFC", unquote(body))


def urls(archive: Archive, sources: list[str]) -> Iterator[str]:
    """The addresses of stories by their sources, public or not."""
    yield from filter(None, map(archive.ask.story_url, sources))
