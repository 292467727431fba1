"""Which commits changed which article: one walk, and afterwards only what is new.

Walked is the line of first parents: what the branch itself held, one state after the other. A branch that was merged
counts as one change, when it was merged. A file's revisions follow it through renames, and end when it is deleted.
"""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import msgspec

from backissue.catalog.store import Catalog
from backissue.history.git import NoHistory, Repository, fields, lines
from backissue.sources.scan import kind_of

_COMMIT = "\x02"
_LOG = (
    "log", "--first-parent", "-m", "--reverse", "--raw", "-z", "--no-abbrev", "--find-renames=50%", "-l1000",
    "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--no-notes", f"--format={_COMMIT}%ct",
)  # fmt: skip
_FILES = ("100644", "100755")
"""Git's modes of plain files: no link and no other repository."""
_LAST = 253_402_300_799
"""The last second of the year 9999."""


class _Change(msgspec.Struct, gc=False, frozen=True):
    """What one commit did to one article."""

    committed: str
    commit: int
    """Counted from the first on."""
    old: str
    """Its file before; empty where it had none."""
    new: str
    """Its file after; empty where it has none."""
    blob: str
    """The file's name in Git; empty where its bytes are the same."""


def walk(catalog: Catalog, repo: Repository, head: str, since: str) -> set[str] | None:
    """Bring the catalog's revisions to the commit ``head``. Inside a transaction.

    From ``since`` on where that lies on its line: then these sources have other revisions. Else from nothing, and the
    answer is None. Raises NoHistory.
    """
    prefix = lines(repo, "rev-parse", "--show-prefix")[0]
    if _leads_on(repo, head, since):
        touched: set[str] | None = set()
        number = int(catalog.meta("history commits") or 0)
        span = f"{since}..{head}"
    else:
        touched, number, span = None, 0, head
        catalog.db.execute("DELETE FROM revisions")
    for change in _changes(repo, span, prefix, number):
        number = change.commit
        _put(catalog, change)
        if touched is not None:
            touched |= {change.old, change.new} - {""}
    catalog.set_meta("history commits", str(number))
    return touched


def _leads_on(repo: Repository, head: str, since: str) -> bool:
    """True when ``since`` is on the line of first parents that ends in ``head``."""
    if not since:
        return False
    try:
        after = lines(repo, "rev-list", "--first-parent", "--parents", f"{since}..{head}")
    except NoHistory:  # the commit is no more
        return False
    return after[-1].split(" ")[1:2] == [since]


def _put(catalog: Catalog, change: _Change) -> None:
    if change.old and change.old != change.new:
        if change.new:
            catalog.db.execute("DELETE FROM revisions WHERE source = ?", (change.new,))
            catalog.db.execute("UPDATE revisions SET source = ? WHERE source = ?", (change.new, change.old))
        else:
            catalog.db.execute("DELETE FROM revisions WHERE source = ?", (change.old,))
    if change.new and change.blob:
        row = (change.new, change.commit, change.committed, change.blob)
        catalog.db.execute("INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?)", row)


def _changes(repo: Repository, span: str, prefix: str, number: int) -> Iterator[_Change]:
    """Every change of an article in a span of commits, in the order of the line."""
    parts = fields(repo, *_LOG, span, "--", "articles")
    committed = ""
    for part in parts:
        written = (part or "").lstrip("\n")
        if written.startswith(_COMMIT):
            number += 1
            committed = _moment(written.removeprefix(_COMMIT))
        elif written.startswith(":"):
            old_mode, new_mode, old_blob, blob, status = written.removeprefix(":").split(" ")
            paths = [_source(path, prefix) for path in islice(parts, 2 if status[0] in "RC" else 1)]
            old = paths[0] if old_mode in _FILES else ""
            new = paths[-1] if new_mode in _FILES else ""
            if old or new:
                yield _Change(committed, number, old, new, blob if blob != old_blob or not old else "")


def _source(path: str | None, prefix: str) -> str:
    """The article that a file of the repository is; empty where it is none."""
    source = unicodedata.normalize("NFC", path.removeprefix(prefix)) if path and path.startswith(prefix) else ""
    return source if kind_of(source) == "article" else ""


def _moment(seconds: str) -> str:
    """In UTC, as the catalog has moments."""
    since_1970 = min(max(int(seconds or 0), 0), _LAST)
    return datetime.fromtimestamp(since_1970, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
