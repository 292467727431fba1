"""What was taken down, as data and as a feed, for those who use the archive's data: they may have copies to mend.

``removed.json`` has all of it; ``removed.atom`` (RFC 4287) the newest, where the site's whole address is known.
"""

import json
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from backissue.addresses import quoted
from backissue.config import Config
from backissue.model import Article, Comments, Record
from backissue.pages.archive import Archive
from backissue.pages.views.common import View
from backissue.pages.xml_text import xml
from backissue.render.materials import Materials
from backissue.render.words import translations
from backissue.sources.dates import beginning

NAME = "removed"
FEED = "removed.atom"
STANDING = ("removed.json", FEED)
MOST = 50
"""Of the newest, in the feed."""
_NEVER = "1970-01-01T00:00:00Z"
"""When a feed was last changed that has nothing yet: RFC 4287, 4.1.1 wants a moment."""


class Removal(View, frozen=True, kw_only=False):
    """One story that a case, or its own file, took down in whole or in part."""

    address: str
    """Whole where the archive's own is known, else from the host's root."""
    date: str
    action: str
    """``noindex``, ``redact`` or ``withdraw``."""
    reason: str
    case: str = ""
    until: str = ""
    moment: str = ""
    """When the date began, in UTC; for the feed."""


class RemovedView(View, frozen=True):
    """All of them, or the newest, the newest first."""

    removed: tuple[Removal, ...]
    address: str = ""
    """The feed's own; empty for the data."""
    archive: str = ""
    author: str = ""
    language: str = ""


def settings(config: Config) -> object:
    return config.url, config.name, config.publisher, config.language, config.timezone


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article() if record.withdrawn or archive.ask.logs.is_taken_down(record.source):
            yield from STANDING
        case Comments() if record.takedowns:
            yield from STANDING


def path(name: str) -> str:
    return name


def view(archive: Archive, name: str) -> RemovedView | None:
    config = archive.config
    zone = ZoneInfo(config.timezone)
    rows = archive.ask.logs.removed()
    if name != FEED:
        return RemovedView(removed=tuple(Removal(_address(archive, row[0]), *row[1:]) for row in rows))
    if not config.origin:
        return None
    dated = [row for row in rows if row[1]][:MOST]
    return RemovedView(
        removed=tuple(Removal(_address(archive, row[0]), *row[1:], beginning(row[1], zone)) for row in dated),
        address=archive.whole(f"/{FEED}"), archive=config.name, author=config.publisher or config.name,
        language=config.language,
    )  # fmt: skip


def _address(archive: Archive, url: str) -> str:
    return archive.whole(url) or quoted(archive.config.base + url)


def write(view: RemovedView, materials: Materials) -> bytes:
    return _atom(view, materials).encode() if view.address else _json(view).encode()


def _json(view: RemovedView) -> str:
    names = ("address", "action", "date", "reason", "case", "until")
    lines = (
        json.dumps({name: value for name in names if (value := getattr(one, name))}, ensure_ascii=False)
        for one in view.removed
    )
    return '{"removed": [' + ",".join(f"\n{line}" for line in lines) + "\n]}\n"


def _atom(view: RemovedView, materials: Materials) -> str:
    say = translations(view.language, materials.theme.folders[0]).gettext
    words = {
        "withdraw": say("This story has been withdrawn"), "redact": say("Taken out of this story"),
        "noindex": say("Kept from search engines"),
    }  # fmt: skip
    author = f"<author><name>{xml(view.author)}</name></author>\n"
    return "".join((
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(view.language)}">\n',
        f"<title>{xml(say('Taken down'))} · {xml(view.archive)}</title>\n<id>{xml(view.address)}</id>\n",
        f'<link rel="self" type="application/atom+xml" href="{xml(view.address)}"/>\n',
        f"<updated>{max((one.moment for one in view.removed), default=_NEVER)}</updated>\n",
        author,
        *(
            f"<entry>\n<title>{xml(words[one.action])}</title>\n"
            f"<id>{xml(one.address)}#{one.action}-{xml(one.case or one.date)}</id>\n"
            f'<link rel="alternate" type="text/html" href="{xml(one.address)}"/>\n'
            f"{author}<updated>{one.moment}</updated>\n<content>{xml(one.reason)}</content>\n</entry>\n"
            for one in view.removed
        ),
        "</feed>\n",
    ))  # fmt: skip
