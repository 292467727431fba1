"""What readers of pages and feeds are told of links that are dead."""

from collections.abc import Callable, Iterable, Mapping
from gettext import NullTranslations

from backissue.pages.views.common import DeadLink
from backissue.sources.markdown import Dead


def told(links: Iterable[DeadLink], words: NullTranslations) -> Mapping[str, Dead]:
    """By address, what becomes of a dead link, in the archive's own words."""
    return {link.url: _told(link, words.gettext) for link in links}


def _told(link: DeadLink, say: Callable[[str], str]) -> Dead:
    if not link.copy:
        return Dead("", say("no longer there"), "")
    return Dead(link.copy, say("archived copy"), say("A copy of {address}").format(address=link.url))
