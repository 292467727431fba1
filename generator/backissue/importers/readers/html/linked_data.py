"""JSON-LD in pages: schema.org's NewsArticle and its kin, in every shape that sites give it."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from backissue.importers.from_html import one_line, to_text
from backissue.importers.readers.captured.names import Byline, is_agency, read_byline
from backissue.importers.readers.html.said import Said
from backissue.importers.record import Picture

_ARTICLES = {
    "Article", "NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReportageNewsArticle", "ReviewNewsArticle", "AdvertiserContentArticle", "SatiricalArticle", "BlogPosting",
    "LiveBlogPosting", "Report", "TechArticle", "ScholarlyArticle",
}  # fmt: skip
_LISTS = {"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage", "WebSite"}
_LARGEST = 4 * 1024 * 1024
_LONGEST_NAME = 300
_DEEPEST = 60
_MOST_NODES = 20_000


def read_linked_data(tree: HtmlElement, url: str) -> Said:
    """What the page's JSON-LD says; ``url`` is the page's own address, where it is known."""
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if _types(node) & _ARTICLES]
    if not articles:
        return Said(
            is_list=any(_types(node) & _LISTS for node in nodes) and not any("WebPage" in _types(n) for n in nodes)
        )
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    own = [node for node in articles if url and any(_same(url, one) for one in _addresses(node))]
    return _read(own[0] if own else articles[0], by_id)


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = re.sub(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$", "", script.text or "")
        if len(text) > _LARGEST:
            continue
        try:
            data = json.loads(text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _flat(data)


def _flat(data: Any) -> Iterator[dict[str, Any]]:
    """Every object that stands for the page or a part of it; lists of other pages are not gone into."""
    waiting = [(data, 0)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node, depth = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = [(one, depth + 1) for one in node if depth < _DEEPEST]
        elif isinstance(node, dict):
            yield node
            waiting += [(node[key], depth + 1) for key in ("@graph", "mainEntity") if key in node and depth < _DEEPEST]


def _types(node: dict[str, Any]) -> set[str]:
    return {str(one).rpartition("/")[2].removeprefix("schema:") for one in _listed(node.get("@type"))}


def _read(node: dict[str, Any], by_id: dict[str, Any]) -> Said:
    def get(name: str) -> list[Any]:
        """A property's values; what is named by its ``@id`` is looked up."""
        return [by_id.get(one["@id"], one) if isinstance(one, dict) and "@id" in one else one
                for one in _listed(node.get(name))]  # fmt: skip

    said = Said(is_article=True, addresses=_addresses(node))
    said.headline = next(filter(None, map(_text, [*get("headline"), *get("name")])), "")
    said.standfirst = next(filter(None, map(_text, [*get("alternativeHeadline"), *get("description")])), "")
    said.byline = _byline(get("author") or get("creator"))
    publishers = get("publisher")
    said.outlet = next(filter(None, map(_name, publishers)), "")
    said.outlet_url = next(
        (str(one["url"]) for one in publishers if isinstance(one, dict) and isinstance(one.get("url"), str)), ""
    )
    for supplier in [*get("sourceOrganization"), *get("provider")]:
        name = _name(supplier)
        if name and name != said.outlet and name not in said.byline.agencies:
            said.byline.agencies.append(name)
    said.published = _texts([*get("datePublished"), *get("dateCreated")])
    said.updated = _texts(get("dateModified"))
    said.sections = list(dict.fromkeys(filter(None, map(_name, get("articleSection")))))
    said.keywords = [word for one in get("keywords") for word in _words(one)]
    for about in [*get("about"), *get("mentions")]:
        _subject(said, about)
    said.places += [name for name in map(_name, get("contentLocation")) if name and name not in said.places]
    said.dateline = next(filter(None, map(_name, [*get("dateline"), *get("locationCreated")])), "")
    said.language = next(
        (_text(one.get("alternateName") if isinstance(one, dict) else one) for one in get("inLanguage")), ""
    )
    said.rights = next(filter(None, map(_text, [*get("copyrightNotice"), *get("license")])), "")
    said.images = [picture for one in get("image") if (picture := _picture(one))]
    said.text = to_text(next(filter(None, map(_string, get("articleBody"))), ""))
    said.corrections = [note for one in get("correction") if (note := _correction(one))]
    if genre := next(filter(None, map(_text, get("genre"))), ""):
        said.foreign["genre"] = genre
    return said


def _byline(authors: list[Any]) -> Byline:
    byline = Byline()
    for author in authors:
        if isinstance(author, dict):
            name, role = _name(author)[:_LONGEST_NAME], _text(author.get("jobTitle"))
            if not name or name.startswith("http"):
                continue
            found = Byline(agencies=[name]) if is_agency(name) else read_byline(name)
            if role and len(found.names) == 1 and isinstance(found.names[0], str):
                found.names = [{"name": found.names[0], "role": role}]
            byline.add(found)
        elif isinstance(author, str) and not author.startswith("http"):
            byline.add(read_byline(_text(author)[:_LONGEST_NAME]))
    return byline


def _picture(value: Any) -> Picture | None:
    if isinstance(value, str):
        return Picture(value) if value.strip() else None
    if not isinstance(value, dict):
        return None
    ref = next((str(value[key]) for key in ("contentUrl", "url", "@id") if isinstance(value.get(key), str)), "")
    credit = next(filter(None, map(_name, [*_listed(value.get("creditText")), *_listed(value.get("creator")),
                                           *_listed(value.get("author"))])), "")  # fmt: skip
    return Picture(
        ref, alt=_text(value.get("alternateName")) or None,
        caption=_text(value.get("caption") or value.get("description")),
        credit=credit, rights=_text(value.get("copyrightNotice")) or _text(value.get("license")),
    ) if ref else None  # fmt: skip


def _correction(value: Any) -> dict[str, str] | None:
    if isinstance(value, str):
        text, date = _text(value), ""
    elif isinstance(value, dict):
        text = _text(value.get("text") or value.get("description") or value.get("name"))
        date = next(iter(_texts(_listed(value.get("datePublished")))), "")
    else:
        return None
    return {"date": date, "text": text} if text else None


def _subject(said: Said, value: Any) -> None:
    name = _name(value)
    if not name or name.startswith("http"):
        return
    kinds = _types(value) if isinstance(value, dict) else set()
    if "Person" in kinds:
        into = said.people
    elif kinds & {"Place", "City", "Country", "State", "AdministrativeArea"}:
        into = said.places
    elif any(kind.endswith(("Organization", "Corporation")) for kind in kinds):
        into = said.organisations
    else:
        into = said.keywords
    if name not in into:
        into.append(name)


def _addresses(node: dict[str, Any]) -> list[str]:
    found = []
    for key in ("mainEntityOfPage", "url", "@id"):
        for value in _listed(node.get(key)):
            address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(address, str) and address.startswith(("http://", "https://")):
                found.append(address.partition("#")[0])
    return list(dict.fromkeys(found))


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/")


def _words(value: Any) -> list[str]:
    """Keywords are a list, one text with commas, or objects with names."""
    text = _name(value)
    return [word for part in re.split(r"[,;]", text) if (word := part.strip())] if text else []


def _texts(values: list[Any]) -> list[str]:
    return [text for text in map(_text, values) if text]


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("name", "@value", "headline") if isinstance(value.get(key), str | list)), ""
        )
    if isinstance(value, list):
        value = value[0] if value else ""
    return _text(value)


def _text(value: Any) -> str:
    return one_line(_string(value))


def _string(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@value", "")
    if isinstance(value, list):
        value = value[0] if value else ""
    return (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
    )


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
