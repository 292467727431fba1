"""The history in the catalog: what it tells of each story, and marks on the pages that show it."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec

from backissue.catalog.store import Catalog
from backissue.errors import Problem
from backissue.history.git import Blobs, NoHistory, Repository, blobs, head, head_folders, repository
from backissue.history.revisions import walk
from backissue.history.wording import Version, Wording, all_words, side_by_side, versions_of, wording
from backissue.model import Article, Outlet, PageKey
from backissue.place import Place
from backissue.sources.article import read_article
from backissue.sources.reading import Reading
from backissue.takedowns.applying import Active
from backissue.takedowns.matching import Texts

_SHOWN_BY = ("article", "versions")
"""Kinds of pages that tell of a story's versions."""
_HEAD, _SEEN_BY = "history head", "history seen by"


def take_in_history(
    place: Place, catalog: Catalog, reading: Reading, active: Active, program: str
) -> Iterator[Problem]:
    """The catalog's versions as of the commit that is checked out, when an outlet wants them; a warning if it cannot.

    Inside a transaction, when all records are in. At a commit that the catalog knows no process is started. ``program``
    stands for the code that reads articles.
    """
    outlet = _wanting(catalog)
    if outlet is None:
        _forget(catalog)
        return
    try:
        repo = repository(place.content)
        _bring(catalog, repo, reading, active, f"{program} {_digest(reading, active)}")
    except NoHistory as none:
        _forget(catalog)
        message = f"no story says when its text changed: {none}"
        yield Problem(f"content/{outlet.source}", 0, message, none.remedy, warning=True)


def folders_to_follow(place: Place, catalog: Catalog) -> dict[Path, bool]:
    """Where a new commit is seen, as ``head_folders`` has it; nowhere while no outlet tells of versions."""
    if _wanting(catalog) is None:
        return {}
    try:
        return head_folders(repository(place.content))
    except NoHistory:
        return {}


def _wanting(catalog: Catalog) -> Outlet | None:
    rows = catalog.db.execute("SELECT record FROM records WHERE kind = 'outlet' ORDER BY source")
    outlets = (msgspec.msgpack.decode(record, type=Outlet) for (record,) in rows)
    return next((outlet for outlet in outlets if outlet.versions), None)


def _digest(reading: Reading, active: Active) -> str:
    return hashlib.blake2b(msgspec.json.encode((reading, active.cases)), digest_size=16).hexdigest()


def _bring(catalog: Catalog, repo: Repository, reading: Reading, active: Active, seen_by: str) -> None:
    now = f"{repo.git} {head(repo)}"
    before = catalog.meta(_HEAD)
    is_seen_alike = catalog.meta(_SEEN_BY) == seen_by
    if now == before and is_seen_alike:
        return
    where, _, commit = now.rpartition(" ")
    touched: set[str] | None = set()
    if now != before:
        since = before.rpartition(" ")[2] if before.rpartition(" ")[0] == where else ""
        touched = walk(catalog, repo, commit, since)
    some = sorted(touched) if touched is not None and is_seen_alike else _with_history(catalog)
    with blobs(repo) as kept:
        for source in some:
            _put(catalog, source, _versions(catalog, source, kept, reading, active))
    catalog.set_meta(_HEAD, now)
    catalog.set_meta(_SEEN_BY, seen_by)


def _with_history(catalog: Catalog) -> Iterator[str]:
    """Every source that has versions, or may have some; asked one by one, because the answer changes meanwhile."""
    query = (
        "SELECT min(source) FROM (SELECT min(source) AS source FROM versions WHERE source > ? UNION ALL"
        " SELECT * FROM (SELECT source FROM revisions WHERE source > ? GROUP BY source HAVING count(*) > 1"
        " ORDER BY source LIMIT 1))"
    )
    last = ""
    while (last := catalog.db.execute(query, (last, last)).fetchone()[0]) is not None:
        yield last


def _versions(catalog: Catalog, source: str, kept: Blobs, reading: Reading, active: Active) -> list[Version]:
    query = "SELECT committed, blob FROM revisions WHERE source = ? ORDER BY number"
    rows = catalog.db.execute(query, (source,)).fetchall()
    if len(rows) < 2:  # most stories: nothing is read for them
        return []
    revisions = ((committed, _record(source, kept.read(blob), reading, active)) for committed, blob in rows)
    found = versions_of(revisions, reading)
    return _told(found, active.texts_of(source)) if len(found) > 1 else []


def _told(versions: list[Version], texts: Texts) -> list[Version]:
    """The versions; what one changed is not shown where old words beside new ones would read as one of the texts."""

    def is_told(old: Wording, new: Wording) -> bool:
        may_be = texts and texts.may_stand_in(f"{all_words(old)}\n{all_words(new)}")
        return not (may_be and texts.find(side_by_side(old, new)))

    return versions[:1] + [
        msgspec.structs.replace(new, is_told=is_told(old.words, new.words)) for old, new in pairwise(versions)
    ]


def _record(source: str, data: bytes, reading: Reading, active: Active) -> Article | None:
    """A revision as the cases that hold today let it be; None where a build would refuse it, or they cannot be applied.

    It stands at no address of its own, so none can be at fault.
    """
    try:
        article, problems = read_article(source, data.decode(), source, reading)
    except UnicodeDecodeError:
        return None
    if article is None or any(not problem.warning for problem in problems):
        return None
    article = msgspec.structs.replace(article, url="/", slug="", aliases=())
    record, faults = active.apply(article)
    if not isinstance(record, Article) or faults:
        return None
    texts = active.texts_of(source)
    if texts and texts.find(all_words(wording(record, sanitise=reading.sanitise_html))):
        return None
    return record


def _put(catalog: Catalog, source: str, versions: list[Version]) -> None:
    """A story's versions, and marks where they are others than before."""
    rows = [
        (source, at, one.moment, msgspec.msgpack.encode((one.words, one.agencies, one.is_told)))
        for at, one in enumerate(versions)
    ]
    before = catalog.db.execute("SELECT * FROM versions WHERE source = ? ORDER BY number", (source,)).fetchall()
    if rows == before:
        return
    catalog.db.execute("DELETE FROM versions WHERE source = ?", (source,))
    catalog.db.executemany("INSERT INTO versions VALUES (?, ?, ?, ?)", rows)
    _mark(catalog, catalog.db.execute("SELECT url FROM articles WHERE source = ?", (source,)))


def _forget(catalog: Catalog) -> None:
    """No history is told of; the next one is read from nothing."""
    query = "SELECT url FROM articles WHERE source IN (SELECT source FROM versions)"
    _mark(catalog, catalog.db.execute(query))
    for table in ("versions", "revisions"):
        catalog.db.execute(f"DELETE FROM {table}")
    for name in (_HEAD, _SEEN_BY):
        if catalog.meta(name):
            catalog.set_meta(name, "")


def _mark(catalog: Catalog, urls: Iterable[tuple[str]]) -> None:
    keys = (PageKey(kind, url) for (url,) in urls for kind in _SHOWN_BY)
    catalog.mark(keys, "its versions in the Git history are others")
