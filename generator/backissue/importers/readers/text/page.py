"""The text of an article's page in its parts.

A browser leaves one line for each heading, name and paragraph, and blank lines between most of them. What a line is
can be told by its form and its place alone, so the parts are taken in order: the boxes in the middle, the page's end,
the head with its byline and pictures, and what is left is the story.
"""

import re
from collections.abc import Collection
from html import escape

import msgspec

from backissue.importers.mapping import Mapping
from backissue.importers.readers.captured import boxes
from backissue.importers.readers.captured.dates import read_date, without_weekday
from backissue.importers.readers.captured.names import Byline, is_agency, is_byline, is_name, read_byline
from backissue.importers.readers.text.edition import Edition, begins, read_edition
from backissue.importers.readers.text.pictures import picture_at
from backissue.importers.record import Picture

_SECTIONS = {
    "world", "politics", "business", "sport", "sports", "opinion", "lifestyle", "culture", "entertainment",
    "technology", "finance", "health", "science", "travel", "education", "environment", "national", "local",
    "local news", "international", "economy", "money", "property", "crime", "courts", "letters", "obituaries",
    "features", "arts", "weather", "editorial",
}  # fmt: skip
_DATE_LABEL = re.compile(
    r"^(?:first |originally )?(?P<label>published|posted|updated|last updated|modified|created|date|on)\b"
    r"\s*(?:on\b|at\b)?:?",
    re.I,
)
_NEWSLETTER_OF = re.compile(
    r"(?:sign up (?:to|for)|subscribe to) (?P<name>[A-Z\d].{1,50}?)['’]s? (?:\w+ )?newsletters?\b", re.I
)
_URL = re.compile(r"(?:URL:\s*)?<?(https?://[^\s<>]+)>?$")
_BULLET = re.compile(r"[*•·‣▪-]\s+(?=\S)")
_STAFF = re.compile(
    r"(?:\w+ )?(?:staff|newsroom|news desk|editorial board|our) ?(?:writers?|reporters?|correspondents?)?$", re.I
)
_SENTENCE_END = (".", "!", "?", "”", '"', "’", "'", "…", ")", ":")
_LONGEST_LINE = 400
"""Longer ones are paragraphs, whatever they say."""


class TextPage(msgspec.Struct):
    """What a page's text says."""

    headline: str = ""
    standfirst: str = ""
    section: str = ""
    published: str = ""
    updated: str = ""
    byline: Byline = msgspec.field(default_factory=Byline)
    pictures: list[Picture] = msgspec.field(default_factory=list)
    paragraphs: list[str] = msgspec.field(default_factory=list)
    """The story, as HTML."""
    words: list[str] = msgspec.field(default_factory=list)
    """The story's lines as the file has them."""
    address: str = ""
    outlet: str = ""
    edition: Edition | None = None
    boxes: list[str] = msgspec.field(default_factory=list)
    """What was left out."""
    doubts: list[str] = msgspec.field(default_factory=list)


def read_page(text: str, mapping: Mapping, agencies: Collection[str] = ()) -> TextPage:
    """The parts of a page's ``text``."""
    page = TextPage()
    lines = [" ".join(line.split()) for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text.replace("\0", ""))]
    lines = _without_newsletters(page, lines)
    lines = _without_end(page, lines)
    at = _read_head(page, lines, mapping, agencies)
    _read_body(page, lines[at:])
    if page.paragraphs and (agency := _signed_by(page.words[-1], agencies)):
        page.byline.add(Byline(agencies=[agency]))
        page.paragraphs.pop()
        page.words.pop()
    return page


def _without_newsletters(page: TextPage, lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        end = boxes.newsletter_end(lines, at) if kept else at
        if end > at:
            page.boxes.append(boxes.NEWSLETTER)
            if not page.outlet and (name := _NEWSLETTER_OF.match(lines[at])):
                page.outlet = name["name"]
            at = end
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _without_end(page: TextPage, lines: list[str]) -> list[str]:
    """``lines`` up to the comments or the latest edition, whichever is first below a paragraph of the story."""
    story = False
    for at, line in enumerate(lines):
        if len(line) > _LONGEST_LINE or (at and _is_prose(line)):
            story = True
        elif story and line and (boxes.COMMENTS_HEADING.match(line) or begins(line)):
            rest = lines[at:]
            edition = next((number for number, other in enumerate(rest) if begins(other)), len(rest))
            if edition:
                page.boxes.append(boxes.COMMENTS)
            if edition < len(rest):
                page.boxes.append(boxes.EDITION)
                page.edition = read_edition(rest[edition:])
            if page.edition and page.edition.outlet:
                page.outlet = page.edition.outlet
            return lines[:at]
    return lines


def _read_head(page: TextPage, lines: list[str], mapping: Mapping, agencies: Collection[str]) -> int:
    """Everything above the story's first paragraph; where that is."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line:
            at += 1
            continue
        signed = _is_signature(line, agencies)
        if len(line) > _LONGEST_LINE and page.headline:
            return at
        if found := picture_at(lines, at, is_other=signed) if page.headline else None:
            found.picture.lead = not page.pictures
            page.pictures.append(found.picture)
            at = found.end
            continue
        if address := _URL.match(line):
            page.address = page.address or address[1]
        elif not page.headline:
            if not boxes.FURNITURE.match(line):
                page.headline = line
        elif box := boxes.box_of(line):
            page.boxes.append(box)
        elif _take_date(page, line, mapping):
            pass
        elif line.casefold() in _SECTIONS:
            page.section = page.section or line
        elif signed:
            page.byline.add(read_byline(line, agencies))
        elif not (page.standfirst or page.byline.names) and _is_followed_by_byline(lines, at, mapping, agencies):
            page.standfirst = line
        else:
            return at
        at += 1
    return at


def _read_body(page: TextPage, lines: list[str]) -> None:
    block: list[str] = []
    at = 0
    skipping = False
    while at < len(lines):
        line = lines[at]
        found = picture_at(lines, at)
        skipping = skipping and not (len(line) >= 120 or found)
        if found:
            page.pictures.append(found.picture)
        elif len(line) <= _LONGEST_LINE and boxes.RELATED_HEADING.match(line):
            page.boxes.append(boxes.RELATED)
            skipping = True
        elif box := boxes.box_of(line):
            page.boxes.append(box)
        elif not line:
            _end_block(page, block)
            block = []
        elif not skipping:
            block.append(line)
        at = found.end if found else at + 1
    _end_block(page, block)


def _end_block(page: TextPage, block: list[str]) -> None:
    """Lines that stand together: a wrapped paragraph, a list, or a paragraph each."""
    page.words += block
    if len(block) > 1 and all(50 <= len(line) <= 82 for line in block[:-1]) and len(block[-1]) <= 82:
        block = [" ".join(block)]
    if len(block) > 1 and all(_BULLET.match(line) for line in block):
        items = "".join(f"<li>{escape(_BULLET.sub('', line, count=1))}</li>" for line in block)
        page.paragraphs.append(f"<ul>{items}</ul>")
    else:
        page.paragraphs += [f"<p>{escape(line)}</p>" for line in block]


def _take_date(page: TextPage, line: str, mapping: Mapping) -> bool:
    """Whether ``line`` is a date and nothing else; then it is kept."""
    if len(line) > 100 or not (label := _DATE_LABEL.match(line) or re.match("", line)):
        return False
    when = read_date(line[label.end() :], mapping.dates)
    if not when or re.search(r"\w", re.sub(r"\b(?:at|on)\b|\b[A-Z]{2,4}\b", "", without_weekday(when.rest))):
        return False
    name = (label.groupdict().get("label") or "").casefold()
    if "updated" in name or "modified" in name:
        page.updated = page.updated or when.iso
    else:
        page.published = page.published or when.iso
    if when.doubtful:
        page.doubts.append("a date in figures was read day first; check")
    return True


def _is_signature(line: str, agencies: Collection[str]) -> bool:
    """Whether ``line`` could say who wrote the story, standing above it."""
    return len(line) <= 120 and (
        is_agency(line, agencies) or is_byline(line) or is_name(line) or bool(_STAFF.match(line))
        or bool(read_byline(line, agencies).agencies and not _is_prose(line))
    )  # fmt: skip


def _is_followed_by_byline(lines: list[str], at: int, mapping: Mapping, agencies: Collection[str]) -> bool:
    for line in [line for line in lines[at + 1 :] if line][:1]:
        return _is_signature(line, agencies) or _take_date(TextPage(), line, mapping)
    return False


def _signed_by(line: str, agencies: Collection[str]) -> str:
    """The agency that a story's last line names: ``– with Reuters``."""
    name = re.sub(r"^[\s–—-]*(?:with|from)?\s+|^[–—-]+", "", line).strip(" .()")
    return name if len(line) <= 60 and is_agency(name, agencies) else ""


def _is_prose(line: str) -> bool:
    return (len(line) >= 40 and line.endswith(_SENTENCE_END)) or len(line) >= 120
