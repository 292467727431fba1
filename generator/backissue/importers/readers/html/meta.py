"""What a page says in its meta elements (Open Graph, Dublin Core, Highwire, plain ones) and in microdata."""

import re
from urllib.parse import urljoin

from lxml.html import HtmlElement

from backissue.importers.readers.captured.names import Byline, read_byline
from backissue.importers.readers.html.said import Said
from backissue.importers.record import Picture

_FIRST = 40
"""Values of one name that are looked at."""
_SHORT = 300
"""No field is longer: what is taken for one goes from the story."""
_ARTICLE = re.compile(r"schema\.org/\w*(?:Article|BlogPosting|Report)\b")


def read_meta(tree: HtmlElement, base: str) -> list[Said]:
    """Open Graph, then Highwire, Dublin Core, and what has no family; ``base`` is where the page stood."""
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().casefold()
        content = " ".join((meta.get("content") or "").split())
        if name and content and len(held := values.setdefault(name, [])) < _FIRST:
            held.append(content)
    ways = [_open_graph(values, base), _highwire(values), _dublin_core(values), _plain(values)]
    html = tree.getroottree().getroot()
    ways[-1].language = ways[-1].language or (
        html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    )
    canonical = [
        link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").casefold() == "canonical"
    ]
    ways[0].addresses[:0] = [joined for one in canonical if (joined := _joined(base, one)).startswith("http")]
    return ways


def read_microdata(tree: HtmlElement) -> Said:
    """The itemprops of the page's article."""
    scopes = [element for element in tree.iter() if _ARTICLE.search(element.get("itemtype") or "")]
    said = Said(is_article=bool(scopes))
    if not scopes:
        return said
    values: dict[str, list[HtmlElement]] = {}
    for element in scopes[0].iter():
        for name in (element.get("itemprop") or "").split():
            values.setdefault(name, []).append(element)

    def text(name: str) -> str:
        return next((said for element in values.get(name, []) if (said := _value(element))), "")

    said.headline = text("headline")
    said.standfirst = text("alternativeHeadline") or text("description")
    said.published, said.updated = _filled(text("datePublished")), _filled(text("dateModified"))
    for author in values.get("author", [])[:_FIRST]:
        names = [one for one in author.iter() if "name" in (one.get("itemprop") or "").split()]
        for one in names or [author]:
            said.byline.add(read_byline(_value(one)[:200]))
    for name in ("headline", "author", "datePublished", "dateModified"):
        for element in values.get(name, [])[:1]:
            if element.get("content") is None and element.tag != "h1" and len(_value(element)) < _SHORT:
                element.set("data-field", name)
    said.sections = _filled(text("articleSection"))
    said.keywords = [word.strip() for word in text("keywords").split(",") if word.strip()]
    return said


def _open_graph(values: dict[str, list[str]], base: str) -> Said:
    def get(*names: str) -> str:
        return next((values[name][0] for name in names if name in values), "")

    kind = get("og:type").casefold()
    said = Said(
        is_article=kind in ("article", "news", "newsarticle") or "article:published_time" in values,
        is_list=kind in ("website", "profile"), outlet=get("og:site_name"), language=get("og:locale"),
        standfirst=get("og:description"),
    )  # fmt: skip
    said.headline = without_outlet(get("og:title"), said.outlet)
    said.published = values.get("article:published_time", []) + values.get("og:article:published_time", [])
    said.updated = values.get("article:modified_time", []) + values.get("og:updated_time", [])
    said.sections = values.get("article:section", []) + values.get("og:article:section", [])
    said.keywords = [word.strip() for one in values.get("article:tag", []) for word in one.split(",") if word.strip()]
    for author in values.get("article:author", []) + values.get("article:author:name", []):
        if not author.startswith(("http", "/", "@")):
            said.byline.add(read_byline(author[:200]))
    said.addresses = [joined for one in values.get("og:url", []) if (joined := _joined(base, one)).startswith("http")]
    images = values.get("og:image", []) or values.get("og:image:url", []) or values.get("twitter:image", [])
    alts = values.get("og:image:alt", []) or values.get("twitter:image:alt", [])
    said.images = [
        Picture(_joined(base, one), alt=alts[at] if at < len(alts) else None) for at, one in enumerate(images)
    ]
    return said


def _highwire(values: dict[str, list[str]]) -> Said:
    said = Said(is_article="citation_title" in values, byline=_names(values.get("citation_author", []), inverted=True))
    said.headline = values.get("citation_title", [""])[0]
    said.published = values.get("citation_publication_date", []) + values.get("citation_date", [])
    said.outlet = values.get("citation_journal_title", [""])[0]
    return said


def _dublin_core(values: dict[str, list[str]]) -> Said:
    def get(name: str) -> list[str]:
        return [
            one
            for form in (f"dc.{name}", f"dcterms.{name}", f"dc:{name}", f"dcterms:{name}")
            for one in values.get(form, [])
        ]

    said = Said(byline=_names(get("creator"), inverted=True), keywords=get("subject"))
    said.headline = next(iter(get("title")), "")
    said.standfirst = next(iter(get("description")), "")
    said.published = get("date.issued") + get("issued") + get("created") + get("date")
    said.updated = get("modified") + get("date.modified")
    said.language = next(iter(get("language")), "")
    said.outlet = next(iter(get("publisher")), "")
    said.rights = next(iter(get("rights")), "")
    return said


def _plain(values: dict[str, list[str]]) -> Said:
    def get(*names: str) -> list[str]:
        return [one for name in names for one in values.get(name, [])]

    said = Said(byline=_names(get("author", "byl", "sailthru.author", "parsely-author", "twitter:creator:name")))
    said.headline = next(iter(get("headline", "parsely-title", "sailthru.title", "twitter:title")), "")
    said.standfirst = next(iter(get("description", "twitter:description")), "")
    said.published = get("datepublished", "pubdate", "publishdate", "publish-date", "publication_date",
                         "parsely-pub-date", "sailthru.date", "date", "article.published", "created")  # fmt: skip
    said.updated = get("datemodified", "lastmod", "last-modified", "article.updated")
    said.sections = get("section", "parsely-section", "articlesection", "article.section")[:1]
    words = next(iter(get("news_keywords", "keywords", "parsely-tags", "sailthru.tags")), "")
    said.keywords = [word.strip() for word in words.split(",") if word.strip()]
    said.rights = next(iter(get("copyright")), "")
    said.outlet = next(iter(get("application-name", "publisher")), "")
    return said


def without_outlet(title: str, outlet: str) -> str:
    """A title without the paper's name at its end or its beginning: ``The river rises | The Lamp``."""
    if not outlet or title.casefold() == outlet.casefold():
        return title
    name, sign = rf"(?:the\s+)?{re.escape(outlet)}", r"\s*[|–—·•:»-]+\s*"
    return re.sub(rf"{sign}{name}\s*$|^{name}{sign}", "", title, flags=re.I) or title


def _names(values: list[str], *, inverted: bool = False) -> Byline:
    """Names; ``Quill, Ada`` is turned round where a family of meta elements writes them so."""
    byline = Byline()
    for value in values[:_FIRST]:
        if value.startswith(("http", "@")):
            continue
        if inverted and (turned := re.fullmatch(r"([^\s,]+(?: [^\s,]+)?),\s+([^,]+)", value)):
            value = f"{turned[2]} {turned[1]}"
        byline.add(read_byline(value[:200]))
    return byline


def _filled(text: str) -> list[str]:
    return [text] if text else []


def _value(element: HtmlElement) -> str:
    said = element.get("content") or element.get("datetime")
    return " ".join((said if said else "".join(element.itertext())).split())


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip()) if base.startswith("http") else address.strip()
    except ValueError:
        return ""
