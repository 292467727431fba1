"""Where markup stands in a story, found in time that grows with its length alone, whatever the story.

Regular expressions that look for an end from every beginning take hours on a megabyte of beginnings.
"""

import re
from collections.abc import Iterator
from functools import cache

TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")
"""A tag of HTML: ``/`` of an end, name, attributes."""
_RAW = re.compile(r"<(pre|code|script|style|textarea)\b", re.IGNORECASE)
_COMMENT = "<!--"


def comments(html: str) -> Iterator[tuple[str, str | None]]:
    """``html`` in pieces: the text before each HTML comment, and the comment's own; None with the last text."""
    at = 0
    while (begin := html.find(_COMMENT, at)) >= 0 and (end := html.find("-->", begin + 4)) >= 0:
        yield html[at:begin], html[begin + 4 : end]
        at = end + 3
    yield html[at:], None


def regions(html: str) -> Iterator[tuple[str, str]]:
    """``html`` in pieces with the element that each is: ``pre``, ``code`` … whose text means itself, or nothing."""
    at = begin = 0
    without_end: set[str] = set()
    while found := _RAW.search(html, at):
        name = found[1].lower()
        end = None
        if name not in without_end:
            end = _end_of(name).search(html, found.end())
        if end is None:
            without_end.add(name)
            at = found.end()
            continue
        if begin < found.start():
            yield html[begin : found.start()], ""
        yield html[found.start() : end.end()], name
        at = begin = end.end()
    if begin < len(html):
        yield html[begin:], ""


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE)
