"""What a page shows round a story and between its paragraphs, taken out of the tree before the story is looked for.

An element goes by the names in its class and id, or by the words it begins with; never one that holds the headline
or much of the page's prose, because sites call whole stories ``paywall`` and ``has-comments``.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from backissue.importers.readers.captured import boxes

_NEVER_SHOWN = ("script", "style", "template", "noscript", "dialog", "link", "meta", "base", "nav", "select", "input",
                "textarea", "button", "svg", "object", "embed")  # fmt: skip
_FURNITURE = re.compile(
    r"\b(?:breadcrumbs?|nav|navbar|navigation|menu|skip|toolbar|masthead|sidebar"
    r"|(?:site|global) (?:header|footer)"
    r"|(?:sr|screen reader|visually) (?:only|text|hidden)|tooltip|modal|popup)\b"
)
_BY_NAME = (
    (boxes.NEWSLETTER, re.compile(r"\b(?:newsletters?|sign ?up|mailing list|email capture|mailchimp)\b")),
    (boxes.EDITION, re.compile(r"\b(?:(?:latest|digital|print|current) edition|edition promo|todays paper)\b")),
    (boxes.COMMENTS, re.compile(
        r"\b(?:comments|disqus|viafoura|respond"
        r"|comment (?:list|section|form|thread|area|container))\b")),
    (boxes.SHARE, re.compile(r"\b(?:share|sharing|sharedaddy|addthis|addtoany|social)\b")),
    (boxes.COOKIES, re.compile(r"\b(?:cookies?|consent|gdpr|onetrust|ccpa)\b")),
    (boxes.WALL, re.compile(r"\b(?:paywall|regwall|subscri(?:be|ber|ption) (?:box|offer|promo|wall|cta|banner))\b")),
    (boxes.ADVERTISEMENT, re.compile(
        r"\b(?:ads?|adverts?|advertisements?|advertising|adsbygoogle|dfp|gpt|sponsored|mpu)\b")),
    (boxes.RELATED, re.compile(
        r"\b(?:related|read ?more|more (?:stories|from|on|news|articles)|recommend(?:ed|ations?)?"
        r"|most (?:read|popular|viewed)|popular|trending|outbrain|taboola|also (?:like|read)|up next|next article"
        r"|teasers?|promos?|recirc\w*)\b")),
    ("the author's box", re.compile(r"\b(?:author (?:bio|box|card|info|profile)|about (?:the )?author)\b")),
    ("list of tags", re.compile(r"\b(?:tags|tag list|post tags|article tags|topics list)\b")),
)  # fmt: skip
_HEADINGS = (
    (boxes.COMMENTS, boxes.COMMENTS_HEADING), (boxes.EDITION, boxes.EDITION_HEADING),
    (boxes.RELATED, boxes.RELATED_HEADING),
)  # fmt: skip
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BLOCKS = {"p", "div", "section", "aside", "h2", "h3", "h4", "h5", "h6", "li", "span", "strong", "a", "label", "legend"}
_CONTAINERS = {"div", "section", "aside", "form", "fieldset", "ul", "ol", "li", "figure"}
_STORY = {"html", "body", "main", "article", "h1"}
_OFFER = re.compile(r"\b(?:subscri|sign (?:in|up)|log ?in|register|member|trial|offer|free articles?)", re.I)
_LONGEST_LINE = 200
_SHARE_OF_STORY = 0.35
_LONGEST_BOX = 700


def prune(tree: HtmlElement) -> list[str]:
    """Take out of ``tree`` what is no story; the names of what had words, each once."""
    gone: dict[str, None] = {}
    for element in list(tree.iter(*_NEVER_SHOWN)):
        _drop(element)
    prose = Prose(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _STORY or element.getparent() is None:
            continue
        kind = _kind(element)
        if kind is not None and _is_inside(element, tree) and not prose.holds_story(element, kind):
            if kind and text_of(element, 1):
                gone[kind] = None
            _drop(element)
    for element in list(tree.iter(*_BLOCKS)):
        if _is_inside(element, tree) and (kind := _by_words(element, prose)):
            gone[kind] = None
    return list(gone)


class Prose:
    """How much running text the elements of a tree hold."""

    def __init__(self, tree: HtmlElement) -> None:
        self._held: Counter[HtmlElement] = Counter()
        self._kept: set[HtmlElement] = set()
        for element in tree.iter("p"):
            if (length := len(text_of(element))) >= 80:
                self._held[element] += length
                for above in element.iterancestors():
                    self._held[above] += length
        self._all = self._held[tree] or 1
        for element in tree.xpath(".//h1|.//*[contains(concat(' ',@itemprop,' '),' articleBody ')]"):
            self._kept.update((element, *element.iterancestors()))

    def holds_story(self, element: HtmlElement, kind: str = "") -> bool:
        """Whether too much of the page would go with ``element``; comments may be longer than their story."""
        return element in self._kept or (kind != boxes.COMMENTS and self._held[element] > _SHARE_OF_STORY * self._all)


def text_of(element: HtmlElement, most: int | None = None) -> str:
    """What an element says, in one line; with ``most``, no more of it than tells that it is longer."""
    if most is None:
        return " ".join("".join(element.itertext(with_tail=False)).split())
    parts: list[str] = []
    length = 0
    for part in element.itertext(with_tail=False):
        words = " ".join(part.split())
        parts.append(part if len(part) <= most else words[: most + 1])
        length += len(words)
        if length > most:
            break
    return " ".join("".join(parts).split())


def names_of(element: HtmlElement) -> str:
    """The words in an element's class and id: ``article newsletter box`` of ``ArticleNewsletter-box``."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    return " ".join(_WORDS.findall(names)).lower()


def _kind(element: HtmlElement) -> str | None:
    """What an element's names or its role say that it is: a box, "" for what needs no mention; None for the rest."""
    if element.tag in ("header", "footer") and next(element.iterancestors("article", "main"), None) is None:
        return ""
    if element.get("role") in ("navigation", "banner", "search", "contentinfo", "dialog", "menu"):
        return ""
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return ""
    names = names_of(element)
    if not names:
        return None
    if element.tag == "p" and len(text_of(element, _LONGEST_LINE)) > _LONGEST_LINE:
        return None
    for kind, pattern in _BY_NAME:
        if pattern.search(names) and (kind != boxes.WALL or _is_wall(element)):
            return kind
    return "" if _FURNITURE.search(names) else None


def _is_wall(element: HtmlElement) -> bool:
    """Whether an element asks for a subscription; whole stories and their paragraphs are called ``paywall`` as well."""
    text = text_of(element, _LONGEST_BOX)
    return len(text) <= _LONGEST_BOX and bool(_OFFER.search(text))


def _by_words(element: HtmlElement, prose: Prose) -> str:
    """Take out the box that ``element`` begins by its words, if it does; what it was."""
    text = text_of(element, _LONGEST_BOX)
    if not 2 <= len(text) <= _LONGEST_BOX:
        return ""
    if boxes.NEWSLETTER_BEGINS.match(text) or (element.tag != "p" and boxes.NEWSLETTER_BEGINS.match(text[:120])):
        _drop_box(element, prose)
        return boxes.NEWSLETTER
    for kind, pattern in _HEADINGS:
        if pattern.match(text):
            _drop_box(element, prose)
            return kind
    if element.tag in ("p", "div", "li", "h2", "h3", "h4", "aside") and (kind := boxes.box_of(text)):
        if kind == boxes.RELATED and not (element.tag == "a" or element.find(".//a") is not None):
            return ""
        _drop(element)
        return kind
    return ""


def _drop_box(element: HtmlElement, prose: Prose) -> None:
    """The element with the box round it; or with those that follow it, where the box has no element of its own."""
    box = element
    for above in element.iterancestors():
        if above.tag not in _CONTAINERS or prose.holds_story(above) or len(text_of(above, _LONGEST_BOX)) > _LONGEST_BOX:
            break
        box = above
    if box is element:
        lines = [text_of(element), *(text_of(one) for one in _following(element))]
        end = boxes.newsletter_end(lines, 0)
        for other, line in zip(list(_following(element)), lines[1:], strict=True):
            end -= 1
            if end > 0 or (end <= 0 and not boxes.NEWSLETTER_BEGINS.match(lines[0]) and _is_links(other, line)):
                _drop(other)
            else:
                break
    _drop(box)


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    for at, other in enumerate(element.itersiblings()):
        if at > 12:
            return
        if isinstance(other.tag, str):
            yield other


def _is_links(element: HtmlElement, text: str) -> bool:
    """Whether an element is a list of links, and nothing else to speak of."""
    return link_share(element, text) > 0.6


def link_share(element: HtmlElement, text: str) -> float:
    """How much of an element's ``text`` is links."""
    return sum(len(text_of(link)) for link in element.iter("a")) / max(len(text), 1)


def _is_inside(element: HtmlElement, tree: HtmlElement) -> bool:
    """Whether ``element`` is still in the tree."""
    if element is tree:
        return True
    above = element.getparent()
    while above is not None and above is not tree:
        above = above.getparent()
    return above is tree


def _drop(element: HtmlElement) -> None:
    """Take an element out; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
