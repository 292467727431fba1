"""An old site's list of addresses: what each says of the story that stood there."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from backissue.errors import BackIssueError
from backissue.sources.reading import identifier

_ENDING = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm|cms)$", re.IGNORECASE)
_INDEX = re.compile(r"(?:index|default)(?:\.\w+)?$", re.IGNORECASE)
_MONTHS = {name: f"{number:02d}" for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_DATE = re.compile(
    rf"(?<!\d)(1[5-9]\d\d|20\d\d)[/_-](\d\d?|{'|'.join(_MONTHS)})[a-z]*(?:[/_-](\d\d?))?(?!\d)|(?<!\d)(1[5-9]\d\d|20\d\d)(\d\d)(\d\d)(?!\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:^|[^\d])(\d{2,})$")
_IDS = frozenset(
    {"p", "id", "article", "articleid", "article_id", "story", "storyid", "story_id", "post", "aid", "sid"}
)
"""Names of queries by which old sites told their stories apart."""


class OldUrl(msgspec.Struct, frozen=True):
    """One address of the list."""

    path: str
    """From the root, with its query; decoded."""
    slugs: tuple[str, ...]
    """Its last part without ending, and also without a number at either end, in the form of the archive's own slugs."""
    date: str
    """``2013-05-04`` or ``2013-05`` where the address has one; else empty."""
    number: str
    """The number at its end, or in its query; else empty."""
    whole: str
    """As it stands in the list."""

    @property
    def has_query(self) -> bool:
        """True for ``/?p=123``: no file of a static site can stand there."""
        return "?" in self.path


def read_list(file: Path) -> Iterator[OldUrl]:
    """The addresses of a list, each once: one a line, or in the first cell of a line that holds one.

    Raises BackIssueError for a file that is no text, OSError.
    """
    seen = set[str]()
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for cells in csv.reader(lines):
                written = next((cell.strip() for cell in cells if _is_written(cell.strip())), "")
                found = old_url(written) if written else None
                if found and found.path not in seen:
                    seen.add(found.path)
                    yield found
    except (UnicodeDecodeError, csv.Error):
        raise BackIssueError(f"{file} is no list of addresses; write one a line, as UTF-8") from None


def _is_written(cell: str) -> bool:
    return cell.startswith(("/", "https://", "http://"))


def old_url(written: str) -> OldUrl | None:
    """What an address says; None for one that is none."""
    try:
        parts = urlsplit(written)
    except ValueError:
        return None
    path = unquote(parts.path) or "/"
    named = [part for part in path.split("/") if part and not _INDEX.match(part)]
    last = _ENDING.sub("", named[-1]) if named else ""
    query = {name.lower(): value for name, value in parse_qsl(parts.query)}
    asked = next((value for name, value in query.items() if name in _IDS and value.isdigit()), "")
    number = _NUMBER.search(last)
    bare = re.sub(r"^\d{3,}[-_]|[-_]\d{3,}$", "", last)
    slugs = dict.fromkeys(identifier(part) for part in (last, bare) if part.strip("-_ ") and not part.isdigit())
    return OldUrl(
        path=path + (f"?{parts.query}" if parts.query else ""), slugs=tuple(slugs), date=_date(path),
        number=asked or (number[1] if number else ""), whole=written,
    )  # fmt: skip


def _date(path: str) -> str:
    """The first date in a path; a day that no calendar has leaves the month."""
    found = _DATE.search(path)
    if not found:
        return ""
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(4, 5, 6)
    month = _MONTHS.get(month.lower()[:3], month.zfill(2))
    if not "01" <= month <= "12":
        return ""
    return f"{year}-{month}" + (f"-{day.zfill(2)}" if day and 1 <= int(day) <= 31 else "")
