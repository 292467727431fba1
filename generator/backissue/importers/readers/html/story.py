"""Where in a page the story is.

trafilatura knows best which of a page's paragraphs are the story's; but what it gives out has no captions, no frames,
and only some of the pictures. So it is asked where the story is, and the page's own elements are what is kept.
"""

import copy
import logging
import re

from lxml.html import HtmlElement, document_fromstring

from backissue.errors import ImportRefused
from backissue.importers.readers.html.boilerplate import link_share, text_of

_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
"""A word, or a sign of a script that writes none between its words."""
_MOST = 1_000_000
"""Signs of a text that it is known by."""
_RUN = 4
"""Words in a row that tell one text from another."""
_ENOUGH = 0.85
"""The share of the story that its element must hold."""
_THERE = 0.6
"""The share of the story in the page's data that the page must show to be looked for by it."""
_TOO_MUCH = 1.7
"""How much longer than the story its element may be before it is thought to hold other things."""
_BLOCKS = ("p", "ul", "ol", "div", "section", "aside", "table")


def find_story(tree: HtmlElement, text: str = "") -> tuple[HtmlElement | None, bool]:
    """The element that is the story, in ``tree`` or of what was found in it; None when there is no text to speak of.

    True beside it when links between its paragraphs were taken out.

    ``text`` is what the page's data says that the story is; it often says nothing.
    """
    marked = [
        one
        for one in tree.xpath(".//*[contains(concat(' ',@itemprop,' '),' articleBody ')]")
        if len(text_of(one)) > 100
    ]
    if len(marked) == 1:
        return marked[0], False
    if len(stated := _runs(text)) > 50:
        held = _weighed(tree, stated)
        if held.get(tree, 0) > _THERE * len(stated):
            story = _holder(tree, held)
            dropped = _drop_links(story, stated, 0.8)
            if len(text_of(story)) <= _TOO_MUCH * len(text) + 400:
                return story, dropped
    html = _extracted(tree)
    if html is None:
        return _by_name(tree), False
    runs = _runs(text_of(html))
    story = _holder(tree, _weighed(tree, runs))
    length = len(text_of(html))
    dropped = _drop_links(story, runs, 0.8)
    if len(text_of(story)) > _TOO_MUCH * length + 400:
        dropped |= _drop_links(story, runs, 0.5)
    if len(text_of(story)) > _TOO_MUCH * length + 400:
        return html, True
    return story, dropped


def _extracted(tree: HtmlElement) -> HtmlElement | None:
    """trafilatura's own idea of the story. It gets a tree, never an address: it has nothing to ask the network for."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        import trafilatura
    except ImportError as fault:
        raise ImportRefused(f"trafilatura cannot be loaded ({fault}); install the package that it misses") from None
    try:
        html = trafilatura.extract(
            copy.deepcopy(tree), output_format="html", include_comments=False, include_formatting=True,
            include_links=True, include_images=True, include_tables=True, favor_recall=True, deduplicate=False,
        )  # fmt: skip
    except Exception:  # whatever a page makes it stumble over, there is another way
        return None
    if not html or len(html) < 40:
        return None
    body = document_fromstring(html).find("body")
    return body if body is not None and text_of(body) else None


def _by_name(tree: HtmlElement) -> HtmlElement | None:
    """The element that ought to have it, where there is too little text to find it by."""
    for tag in ("article", "main", "body"):
        for element in tree.iter(tag):
            if text_of(element):
                return element
    return None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text[:_MOST].casefold())
    return {tuple(words[at : at + _RUN]) for at in range(max(len(words) - _RUN + 1, 1))}


def _weighed(tree: HtmlElement, runs: set[tuple[str, ...]]) -> dict[HtmlElement, int]:
    """How many of ``runs`` each element holds."""
    weights: dict[HtmlElement, int] = {}
    for element in tree.iter():
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if not text or holder is None or not isinstance(element.tag, str):
                continue
            words = _WORD.findall(text.casefold())
            weight = sum(tuple(words[at : at + _RUN]) in runs for at in range(len(words) - _RUN + 1))
            if weight:
                weights[holder] = weights.get(holder, 0) + weight
    held: dict[HtmlElement, int] = {}
    for element, weight in weights.items():
        for above in (element, *element.iterancestors()):
            held[above] = held.get(above, 0) + weight
    return held


def _holder(tree: HtmlElement, held: dict[HtmlElement, int]) -> HtmlElement:
    """The deepest element that holds nearly all of what ``tree`` does."""
    story = tree
    whole = held.get(tree, 0) * _ENOUGH
    while (
        whole
        and (deeper := next((one for one in story if held.get(one, 0) >= whole), None)) is not None
        and deeper.tag != "p"
    ):
        story = deeper
    return story


def _drop_links(story: HtmlElement, runs: set[tuple[str, ...]], share: float) -> bool:
    """Take blocks out of ``story`` that are links for more than ``share``, and not in its text; whether there were."""
    dropped = False
    for block in list(story.iter(*_BLOCKS)):
        text = text_of(block)
        if block is story or not text or block.getparent() is None:
            continue
        if link_share(block, text) > share and not _runs(text) & runs:
            block.drop_tree()
            dropped = True
    return dropped
