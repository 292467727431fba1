"""What a page shows of its article: the headline, who wrote it, when, the standfirst. The last resort of the reader."""

import re
from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from backissue.importers.readers.captured.dates import When, read_date
from backissue.importers.readers.captured.names import is_agency, is_byline, is_name, read_byline
from backissue.importers.readers.html.boilerplate import names_of, text_of
from backissue.importers.readers.html.meta import without_outlet
from backissue.importers.readers.html.said import Said

_BYLINE = re.compile(r"\b(?:byline|bylines|authors?|contributors?|writer|reporter|author names?)\b")
_STANDFIRST = re.compile(
    r"\b(?:standfirst|sub ?(?:head|heading|headline|title)|dek|deck|intro|summary|strapline|excerpt)\b"
)
_KICKER = re.compile(r"\b(?:kicker|eyebrow|overline)\b")
_DATES = re.compile(r"\b(?:dates?|time|timestamp|published|updated|pub ?date|posted|meta)\b")
_UPDATED = re.compile(r"\b(?:updated|modified|last)\b", re.I)
_WORDS = re.compile(r"\b(?:first|last|published|posted|updated|modified|on|at|date)\b", re.I)
"""What may stand beside a date and says nothing without it."""
_LONGEST = 200

Reading = Callable[[str], When | None]
"""Finds the first date in a text."""


def read_shown(tree: HtmlElement, outlet: str, forms: Sequence[str] = ()) -> Said:
    """What is read off the page itself; elements that were taken for a field are marked to be no part of the story."""
    language = tree.getroottree().getroot().get("lang") or ""

    def date(text: str) -> When | None:
        return read_date(text, forms, language)

    said = Said()
    heads = [head for head in tree.iter("h1") if text_of(head)]
    if heads:
        said.headline = text_of(heads[0])
        heads[0].set("data-field", "headline")
    elif (title := tree.find(".//title")) is not None:
        said.headline = without_outlet(text_of(title), outlet)
    near = _near(heads[0]) if heads else tree
    below = not heads
    for element in tree.iter():
        below = below or element is heads[0]
        if isinstance(element.tag, str) and element.get("data-field") is None:
            _take(said, element, date, below=below, near=near)
    return said


def _near(head: HtmlElement) -> HtmlElement:
    """The element that a headline shares with its standfirst."""
    near = head
    for above in list(head.iterancestors())[:4]:
        if above.tag in ("body", "html"):
            break
        near = above
    return near


def _take(said: Said, element: HtmlElement, date: Reading, *, below: bool, near: HtmlElement) -> None:
    """What one element says, where its names or its form tell which field that is.

    ``below``: it stands below the headline. Above it are the day's date and others' names, but for what is ``near``.
    """
    is_near = any(above is near for above in element.iterancestors())
    if not below and not is_near:
        return
    text = text_of(element, _LONGEST * 2)
    if not 2 <= len(text) <= _LONGEST * 2:
        return
    names = names_of(element)
    if element.tag == "time" and len(text) <= _LONGEST:
        _take_date(said, date, element, element.get("datetime") or text, text)
    elif _is_signature(element, date, names, text):
        before = element.getparent()
        if not said.byline.names or (before is not None and before.find("./*[@data-field='byline']") is not None):
            said.byline.add(read_byline(_without_dates(element, date)))
        element.set("data-field", "byline")
    elif is_near and not said.standfirst and _is_standfirst(element, names, text):
        said.standfirst = text
        element.set("data-field", "standfirst")
    elif is_near and _KICKER.search(names) and len(text) <= 60 and "kicker" not in said.foreign:
        said.foreign["kicker"] = text
        element.set("data-field", "kicker")
    elif _DATES.search(names) and len(text) <= 80 and (when := date(text)) and len(when.rest) < 40:
        _take_date(said, date, element, text, text)


def _is_standfirst(element: HtmlElement, names: str, text: str) -> bool:
    return len(text) > 20 and element.tag in ("p", "div", "h2", "h3") and bool(_STANDFIRST.search(names))


def _is_signature(element: HtmlElement, date: Reading, names: str, text: str) -> bool:
    if len(text) > _LONGEST or element.tag in (
        "h1",
        "h2",
        "img",
        "figure",
        "figcaption",
        "ul",
        "article",
        "main",
        "body",
    ):
        return False
    if next(element.iterancestors("figure", "figcaption"), None) is not None:
        return False
    if element.get("rel") == "author":
        return is_name(text) or is_agency(text)
    if _BYLINE.search(names) or "author" in (element.get("itemprop") or ""):
        words = _without_dates(element, date)
        return is_byline(words) or is_name(words) or is_agency(words) or bool(read_byline(words).agencies)
    return element.tag in ("p", "div", "span", "address") and len(element) <= 2 and is_byline(text)


def _take_date(said: Said, date: Reading, element: HtmlElement, value: str, text: str) -> None:
    written = next((one for one in (value, text) if date(one[:80])), "")
    if not written:
        return
    above = element.getparent()
    label = f"{names_of(element)} {element.get('itemprop') or ''} {text}"
    if above is not None and len(about := text_of(above, 120)) < 120:
        label += f" {about.partition(text)[0]}"
    if _UPDATED.search(label) or "dateModified" in label:
        said.updated.append(written)
    else:
        said.published.append(written)
    alone = above is not None and not _WORDS.sub("", text_of(above, _LONGEST * 2).replace(text, "")).strip(" :,|–—-")
    (above if above is not None and alone else element).set("data-field", "date")


def _without_dates(element: HtmlElement, date: Reading) -> str:
    """A byline's words, without the date that stands beside the names."""
    parts = [
        text for one in element.itertext(with_tail=False) if (text := " ".join(one.split())) and date(text) is None
    ]
    return re.sub(r"\s+([,;])", r"\1", " ".join(parts)).strip(" ,|•·–—-")
