"""An old site's list of addresses: what each says of the story that stood there."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qsl, unquote, unquote_to_bytes, urlsplit

import msgspec

from backissue.errors import BackIssueError
from backissue.sources.reading import identifier

_ENDING = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm|cms)$", re.IGNORECASE)
_PROGRAM = re.compile(r"\.(?:php\d?|aspx?|jsp|cfm|cgi|dll|exe|pl)$", re.IGNORECASE)
"""What a query asks: at other addresses it says how a page is shown, and a host of plain files does not look at it."""
_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|mp[34]|zip|txt|woff2?)$", re.IGNORECASE
)
"""Files that nobody wants a story instead of."""
_INDEX = re.compile(r"(?:(?:index|default)(?:\.\w+)?|amp|print|\d)$", re.IGNORECASE)
"""Parts that say nothing of the story: its folder's page, another form of it, its second page."""
_LISTS = frozenset({"page", "seite", "pagina", "página"})
"""What stands before the number of a list's page."""
_MONTHS = {name: f"{number:02d}" for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_DATE = re.compile(
    rf"(?<!\d)(1[5-9]\d\d|20\d\d)[/_-](\d\d?|{'|'.join(_MONTHS)})[a-z]*(?:[/_-](\d\d?))?(?!\d)|(?<!\d)(1[5-9]\d\d|20\d\d)(\d\d)(\d\d)(?!\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:^|[^\d])(\d{2,})$")
_YEAR = re.compile(r"/(?:1[5-9]|20)\d\d/?$")
_IDS = frozenset(
    {"p", "id", "article", "articleid", "article_id", "story", "storyid", "story_id", "post", "aid", "sid"}
)
"""Names of queries by which old sites told their stories apart."""
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_src|xtor", re.IGNORECASE)
"""Names of queries that others hung on."""
_WRITTEN = re.compile(r"/|https?://|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?/", re.IGNORECASE)


class OldUrl(msgspec.Struct, frozen=True):
    """One address of the list."""

    path: str
    """From the root, decoded; with its query, where that decides on what is shown."""
    slugs: tuple[str, ...]
    """Its last part without ending, and also without a number at either end, in the form of the archive's own slugs."""
    date: str
    """``2013-05-04`` or ``2013-05`` where the address has one; else empty."""
    number: str
    """The number at its end, or in its query; else empty."""
    has_query: bool = False
    """True for ``/?p=123``: no file of a static site can stand there."""
    is_utf8: bool = True
    """False for one in an old encoding: a host of plain files cannot be asked for it."""

    @property
    def known_as(self) -> str:
        """What is the same for all ways in which one address is written; empty for the root."""
        return self.path.rstrip("/").casefold()


def read_list(file: Path) -> Iterator[OldUrl]:
    """The addresses of a list, each once.

    One a line; or of a table (``.csv``, ``.tsv``, or a first line that is no address) the first cell of each line that
    holds one. Raises BackIssueError for a file that is no text, and for one without an address, OSError.
    """
    seen = set[str]()
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for written in _written(lines, is_table=file.suffix.lower() in (".csv", ".tsv")):
                found = old_url(written)
                if found and found.path not in seen:
                    seen.add(found.path)
                    yield found
    except (UnicodeDecodeError, csv.Error):
        raise BackIssueError(f"{file} is no list of addresses; write one a line, as UTF-8") from None
    if not seen:
        raise BackIssueError(f"{file} has no address; write one a line, such as /2013/05/04/gauge.html")


def _written(lines: Iterable[str], *, is_table: bool) -> Iterator[str]:
    rest = iter(lines)
    head = next((line for line in rest if line.strip()), "")
    if not is_table and _WRITTEN.match(head.strip()):
        for line in chain((head,), rest):
            if _WRITTEN.match(line.strip()):
                yield line.split()[0]
        return
    between = max(",;\t", key=head.count)
    for cells in csv.reader(chain((head,), rest), delimiter=between):
        if written := next((cell.strip() for cell in cells if _WRITTEN.match(cell.strip())), ""):
            yield written


def old_url(written: str) -> OldUrl | None:
    """What an address says; None for one that is none."""
    try:
        parts = urlsplit(written if re.match(r"/|\w+:", written) else f"//{written}")
    except ValueError:
        return None
    path, is_utf8 = _decoded(parts.path or "/")
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    kept = [(name, value) for name, value in asked if not _TRACKING.fullmatch(name)]
    number = next((value for name, value in kept if name.lower() in _IDS and value.isdigit()), "")
    named = [part for part in path.split("/") if part and not _INDEX.match(part)]
    last = named[-1] if named and not _NO_PAGE.search(named[-1]) else ""
    decides = (
        bool(parts.query) and bool(kept or not asked) and (bool(number) or not last or bool(_PROGRAM.search(last)))
    )
    last = _ENDING.sub("", last)
    is_list = len(named) > 1 and named[-2].lower() in _LISTS
    found = None if is_list or _is_date(path, last) else _NUMBER.search(last)
    bare = re.sub(r"^\d{3,}[-_]|[-_]\d{3,}$", "", last)
    slugs = dict.fromkeys(identifier(part) for part in (last, bare) if part.strip("-_ ") and not part.isdigit())
    return OldUrl(
        path=f"{path}?{unquote(parts.query)}" if decides else path, slugs=tuple(slugs), date=_date(path),
        number=number or (found[1] if found else ""), has_query=decides, is_utf8=is_utf8,
    )  # fmt: skip


def _decoded(path: str) -> tuple[str, bool]:
    """(a path in plain letters, whether it was UTF-8); before 2005 or so most sites wrote Windows's Latin letters."""
    data = unquote_to_bytes(path)
    try:
        return data.decode(), True
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), False


def _is_date(path: str, last: str) -> bool:
    """Whether the last part is one of a date: the list of a day, a month or a year."""
    found = _DATE.search(path)
    return bool(_YEAR.match(path)) or (found is not None and found[0].endswith(last))


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
