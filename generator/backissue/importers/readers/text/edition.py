"""The box for the latest edition that an article's page ends with: its day, its cover, what it led with."""

import re

import msgspec

from backissue.importers.readers.captured import boxes
from backissue.importers.readers.captured.dates import dates_in, read_date, without_weekday

_COVER = re.compile(
    r"(?P<name>\S.{0,60}?)(?:['’]s)? (?:front )?(?:cover|front page)(?: (?:for|of|from)|,|:)? (?P<date>.{6,40})$", re.I
)
_WORD = re.compile(r"\b(?:latest |the )?edition\b(?: (?:of|for))?[:,]?", re.I)
_FOOT = re.compile(
    r"©|copyright|all rights|terms|privacy|contact|about us|download|read (?:now|the|it)|view|open|subscribe"
    r"|past editions",
    re.I,
)
_LONGEST = 120


class Edition(msgspec.Struct):
    """What the box says."""

    day: str
    """ISO 8601."""
    cover: str = ""
    """What the cover's alt text is."""
    teaser: str = ""
    outlet: str = ""
    """The paper's name, as the cover has it."""
    days_differ: bool = False
    """The cover and the line below it name two days."""


def begins(line: str) -> bool:
    """Whether the box begins with ``line``."""
    return len(line) <= _LONGEST and bool(boxes.EDITION_HEADING.match(line) or _cover(line))


def read_edition(lines: list[str]) -> Edition | None:
    """What is said in ``lines``, the box's and maybe others; None when they name no day."""
    edition = Edition("")
    said = []
    last = -1
    for at, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        if not edition.cover and (cover := _cover(line)):
            edition.cover, edition.outlet, day = line, cover[0], cover[1]
        elif _WORD.search(line) or not _rest(line):
            day = next(iter(dates_in(line)), "") if not _rest(line) else ""
        else:
            continue
        if day:
            last = at
            said.append(day)
    if not said:
        return None
    edition.day = said[-1]
    edition.days_differ = len(set(said)) > 1
    edition.teaser = _teaser(lines[last + 1 :])
    return edition


def _cover(line: str) -> tuple[str, str] | None:
    """The paper's name and the day in ``The Courier cover for 27-11-2025``."""
    found = _COVER.match(line)
    if found and (when := read_date(found["date"])) and len(when.iso) >= 10 and not when.rest.strip(" ."):
        return found["name"], when.iso[:10]
    return None


def _rest(line: str) -> str:
    """What a line says beside days and the word edition; a line that names no day has itself left."""
    text = _WORD.sub(" ", line)
    found = False
    while when := read_date(text):
        text, found = when.rest, True
    return without_weekday(text).strip(" ,.|-–—") if found else line or " "


def _teaser(lines: list[str]) -> str:
    lines = [line for line in lines if line and not _FOOT.match(line) and not boxes.box_of(line)]
    sentences = [line for line in lines if len(line) >= 25 and line.endswith((".", "!", "?", "”", '"', "’", "…"))]
    return (sentences or lines[-1:] or [""])[0]
