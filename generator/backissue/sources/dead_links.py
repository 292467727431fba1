"""``content/links.yaml``: addresses on other hosts that failed when they were tried, and which of them are dead."""

from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from backissue.errors import Problem
from backissue.model import DeadLinks
from backissue.sources import dates
from backissue.sources.fields import Fields
from backissue.sources.yaml_text import YamlFault, YamlText

FILE = "links.yaml"
GONE = ("404", "410")
"""What a host answers when there is nothing (RFC 9110, 15.5.5 and 15.5.11)."""
_PATIENCE = 7
"""Days between the first failure and the last, for one that a host may get over."""


class LinkFields(msgspec.Struct, forbid_unknown_fields=True):
    """An address that failed when it was last tried."""

    url: str
    status: str
    """What its host answered, ``404``; else ``no answer``."""
    since: str
    """The day of the first check at which it failed."""
    checked: str
    """The day of the last."""
    times: int = 1
    """Checks at which it failed, one after the other, on different days."""

    @property
    def is_dead(self) -> bool:
        """Told twice that it is gone; or failed at two checks at least a week apart."""
        if self.times < 2:
            return False
        apart = date.fromisoformat(self.checked) - date.fromisoformat(self.since)
        return self.status in GONE or apart.days >= _PATIENCE


class LinksFields(msgspec.Struct, forbid_unknown_fields=True):
    links: list[LinkFields]


def read_links(text: str, shown: str) -> tuple[list[LinkFields], list[Problem]]:
    """All entries of the file, and every problem with it."""
    try:
        fields = Fields(YamlText(text.removeprefix("\ufeff"), shown).under("links"))
    except YamlFault as fault:
        return [], [fault.problem]
    raw = fields.read(LinksFields) if fields.text.node is not None else LinksFields([])
    links = raw.links if raw else []
    known = set[str]()
    for at, link in enumerate(links):
        if not link.url.startswith(("https://", "http://")):
            fields.problem(("links", at, "url"), f'"{link.url}" is not a web address', "write it in full: https://…")
        elif link.url in known:
            fields.problem(("links", at, "url"), f"{link.url} is there twice", "keep the later one")
        known.add(link.url)
        for name in ("since", "checked"):
            _check_day(fields, at, name, getattr(link, name))
    return links, fields.problems


def _check_day(fields: Fields, at: int, name: str, text: str) -> None:
    try:
        is_day = len(dates.known(text, ZoneInfo("UTC"))) == len("2026-01-08")
    except ValueError:
        is_day = False
    if not is_day:
        fields.problem(("links", at, name), f'"{text}" is no day', "write 2026-01-08")


def read_dead_links(source: str, text: str, shown: str) -> tuple[DeadLinks | None, list[Problem]]:
    """The dead ones of the file, and every problem with it."""
    links, problems = read_links(text, shown)
    if problems:
        return None, problems
    dead = sorted((link.url, link.since) for link in links if link.is_dead)
    return DeadLinks(source=source, links=tuple(dead)), []
