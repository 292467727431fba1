"""A feed's bytes: Atom (RFC 4287) and JSON Feed 1.1. Every address in it is whole."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from gettext import NullTranslations
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from backissue.addresses import quoted
from backissue.pages.dead_links import told
from backissue.pages.views.common import Figure, NotShown
from backissue.pages.views.feeds import FeedItem, FeedView
from backissue.pages.xml_text import xml
from backissue.render.words import translations
from backissue.sources.markdown import compile_body

_TAG = re.compile(r"""<(?:a|img)\s(?:[^"<>]|"[^"]*")*>""")
"""A tag that has an address; in a text "<" is always escaped."""
_KINDS = {
    "correction": "Correction", "clarification": "Clarification", "editors-note": "Editor’s note", "update": "Update",
}  # fmt: skip
"""As the theme words them."""
_ATTRIBUTE = re.compile(r'(\s[\w:-]+)="([^"]*)"')


def atom(view: FeedView, theme: Path) -> bytes:
    """Atom (RFC 4287), with the words of ``theme``."""
    words = _words(view.words, theme)
    return "".join((
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(view.language)}">\n',
        _element("title", _title(view, words)),
        _element("subtitle", view.tagline) if view.tagline else "",
        _element("id", view.address),
        f'<link rel="self" type="application/atom+xml" href="{xml(view.address)}"/>\n',
        f'<link rel="alternate" type="text/html" href="{xml(view.home)}"/>\n',
        _element("updated", view.updated),
        f"<author>{_element('name', view.author).rstrip()}</author>\n",
        *_rights(view),
        *(_entry(item, view, words) for item in view.items),
        "</feed>\n",
    )).encode()  # fmt: skip


def _entry(item: FeedItem, view: FeedView, words: NullTranslations) -> str:
    return "".join((
        f'<entry xml:lang="{xml(item.language)}">\n',
        _element("title", item.headline),
        _element("id", item.id),
        f'<link rel="alternate" type="text/html" href="{xml(item.address)}"/>\n',
        f'<link rel="via" href="{xml(quoted(item.origin))}"/>\n' if item.origin else "",
        _element("published", item.published),
        _element("updated", item.updated),
        *(
            f"<author><name>{xml(link.text)}</name><uri>{xml(_whole(link.url, item))}</uri></author>\n"
            for link in item.authors
        ),
        *(f'<category term="{xml(tag)}"/>\n' for tag in item.tags),
        *(_rights(item) if item.rights and item.rights != view.rights else ()),
        _element("summary", item.standfirst) if item.standfirst else "",
        f'<content type="html">{xml(_html(item, words))}</content>\n',
        "</entry>\n",
    ))  # fmt: skip


def _rights(of: FeedView | FeedItem) -> Iterator[str]:
    """Whose it is, and the statement's address where it has one (RFC 4946)."""
    if of.rights:
        yield _element("rights", of.rights)
    if of.rights_url:
        yield f'<link rel="license" href="{xml(of.rights_url)}"/>\n'


def _element(name: str, text: str) -> str:
    return f"<{name}>{xml(text)}</{name}>\n"


def json_feed(view: FeedView, theme: Path) -> bytes:
    """JSON Feed 1.1 (jsonfeed.org), with the words of ``theme``."""
    words = _words(view.words, theme)
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": _title(view, words), "home_page_url": view.home,
        "feed_url": view.address, "description": view.tagline, "language": view.language,
        "authors": [{"name": view.author}], "items": [_json_item(item, words) for item in view.items],
    }  # fmt: skip
    text = json.dumps({name: value for name, value in feed.items() if value != ""}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _json_item(item: FeedItem, words: NullTranslations) -> dict[str, Any]:
    fields = {
        "id": item.id, "url": item.address, "external_url": quoted(item.origin), "title": item.headline,
        "summary": item.standfirst, "content_html": _html(item, words),
        "image": _whole(item.lead.src, item) if item.lead and item.lead.src else "",
        "date_published": item.published, "date_modified": item.updated,
        "authors": [{"name": link.text, "url": _whole(link.url, item)} for link in item.authors],
        "tags": list(item.tags), "language": item.language,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value or name == "content_html"}


def _title(view: FeedView, words: NullTranslations) -> str:
    title = words.gettext("Corrections") if view.of_corrections else view.title
    return f"{title} · {view.archive}" if title else view.archive


@lru_cache(maxsize=8)
def _words(language: str, theme: Path) -> NullTranslations:
    return translations(language, theme)


@lru_cache(maxsize=128)
def _html(item: FeedItem, words: NullTranslations) -> str:
    """The story as a reader's program shows it: summary, corrections, lead picture, text.

    Kept for a while: a story's feeds are made one after the other, each in two formats.
    """
    figures = dict(item.figures)

    def figure(path: str, alt: str) -> str:
        found = figures.get(path)
        return _figure(found, alt or found.alt) if found else ""

    body = compile_body(
        item.body, item.source, figures=figure, links=dict(item.links), sanitise=item.sanitise_html,
        back=words.gettext("Back to the text"), dead=told(item.dead_links, words),
    )  # fmt: skip
    above = "".join((
        f"<p><b>{escape(item.standfirst)}</b></p>\n" if item.standfirst else "",
        *_corrections(item, words),
        _figure(item.lead, item.lead.alt) if item.lead and item.lead.src else "",
        _not_shown(item.not_shown, words) if item.not_shown else "",
    ))  # fmt: skip
    if item.dateline:  # at the head of the text, as on the page
        dateline = f"<p><i>{escape(item.dateline)}</i>"
        body = f"{dateline} {body[3:]}" if body.startswith("<p>") else f"{dateline}</p>\n{body}"
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(lambda found: _resolved(found, item), tag[0]), above + body)


def _not_shown(why: NotShown, words: NullTranslations) -> str:
    """The line that stands where the text did."""
    told = words.gettext("The text of this story came from %(agency)s. Under the agency’s terms it is not shown.")
    text = f"{told % {'agency': why.agency.text if why.agency else ''}} {why.reason}".rstrip()
    return f"<p>{escape(text)}</p>\n"


def _corrections(item: FeedItem, words: NullTranslations) -> Iterator[str]:
    for note in item.corrections:
        label = escape(words.gettext(_KINDS[note.kind]))
        yield f"<p><b>{label}{f', {note.date[:10]}' if note.date else ''}:</b> {escape(note.text)}</p>\n"


def _figure(figure: Figure, alt: str) -> str:
    credit = f" <small>{escape(figure.credit)}</small>" if figure.credit else ""
    caption = f"<figcaption>{escape(figure.caption)}{credit}</figcaption>" if figure.caption or credit else ""
    size = f'width="{figure.width}" height="{figure.height}"'
    image = f'<img src="{escape(figure.src)}" {size} alt="{escape(alt)}">' if figure.src else ""
    return f"<figure>{image}{caption}</figure>\n" if image or caption else ""


def _resolved(attribute: re.Match[str], item: FeedItem) -> str:
    name, value = attribute.groups()
    if name.strip() not in ("href", "src"):
        return attribute[0]
    return f'{name}="{escape(_whole(unescape(value), item))}"'


def _whole(address: str, item: FeedItem) -> str:
    """An address in the story as a whole one; what is no address (``http://[``) stays as it is written."""
    own = address.startswith("/") and not address.startswith("//")
    try:
        return quoted(urljoin(item.address, item.base + address if own else address))
    except ValueError:
        return address
