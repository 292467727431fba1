"""What a history of edits reaches: which sorts of edit there were, and which addresses there ever were."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml
from backissue.addresses import file_of
from backissue.catalog.store import Catalog
from backissue.sources.ledger import lines_of
from backissue.takedowns.matching import Texts
from edits import Archive

_LEADS = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"#]*)')
_LISTS = ("people", "places", "topics", "organisations", "sections", "bylines", "agencies", "series")


def sorts_of(before: Archive, after: Archive, kept_back: set[str], kept_back_now: set[str]) -> set[str]:
    """What an edit did, in a few words for each sort; and what the moment did by way of agencies' terms.

    ``kept_back`` is what terms kept from readers before the edit, and then what they do after it.
    """
    sorts = set(_sorts(before, after))
    if after.as_of != before.as_of and _agencies(before) == _agencies(after):
        sorts |= {"terms fall due"} if kept_back_now - kept_back else set()
        sorts |= {"terms end"} if kept_back - kept_back_now else set()
    return sorts


def _sorts(before: Archive, after: Archive) -> Iterator[str]:
    gone, come = before.stories.keys() - after.stories.keys(), after.stories.keys() - before.stories.keys()
    if len(gone) == len(come) == 1 and before.stories[min(gone)] == after.stories[min(come)]:
        yield "a story's file is renamed"
    elif gone or come:
        yield "a story goes" if gone else "a story comes"
    for path in before.stories.keys() & after.stories.keys():
        was, now = before.stories[path], after.stories[path]
        if was.body != now.body:
            yield "body"
        for name in {name for name, _ in _set_of(was.fields) ^ _set_of(now.fields)}:
            yield name
    for path in before.files.keys() | after.files.keys():
        if before.files.get(path) != after.files.get(path):
            yield path.partition("/")[0]
            if path.startswith("outlets/") and _frequency(before, path) != _frequency(after, path):
                yield "an outlet changes its frequency"
    was_active, is_active = active(before), active(after)
    if is_active.keys() - was_active.keys():
        yield "a case begins"
    if was_active.keys() - is_active.keys():
        yield "a case ends"
    for name in ("settings", "template_mark", "as_of", "drafts"):
        if getattr(before, name) != getattr(after, name):
            yield name


def _set_of(fields: tuple[tuple[str, object], ...]) -> set[tuple[str, str]]:
    return {(name, repr(value)) for name, value in fields}


def _frequency(archive: Archive, path: str) -> object:
    return (yaml.safe_load(archive.files.get(path, b"")) or {}).get("frequency")


def _agencies(archive: Archive) -> dict[str, bytes]:
    return {path: data for path, data in archive.files.items() if path.startswith("agencies/")}


def active(archive: Archive) -> Mapping[str, Any]:
    """The cases that hold at the archive's moment, by what they say."""
    cases = yaml.safe_load(archive.files.get("takedowns.yaml", b"")) or []
    return {
        repr(case): case for case in cases
        if case["date"] <= archive.as_of and not ("until" in case and case["until"] <= archive.as_of)
    }  # fmt: skip


def kept_back(root: Path) -> set[str]:
    """Stories and pictures that terms keep from readers, as the last build left it."""
    catalog = Catalog(root / ".backissue/catalog.db", read_only=True)
    query = (
        "SELECT source FROM articles WHERE withheld <> '' UNION SELECT source || picture FROM shows WHERE hidden <> ''"
    )
    found = {source for (source,) in catalog.db.execute(query)}
    catalog.close()
    return found


def promised(site: Path) -> set[str]:
    """Files of pages that are never to be lost: all but years of long lists, and those of the log of withdrawals."""
    pages = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    return {
        page for page in pages
        if page != "404.html" and not (page.startswith(_LISTS) and page.count("/") > 2)
        and not (page.startswith("withdrawals/") and page.count("/") > 1)
    }  # fmt: skip


def lost(site: Path, files: set[str], archive: Archive) -> list[str]:
    """Those of some files at which nothing stands, or what leads to nothing, though no case takes them away."""
    cases = [case for case in active(archive).values() if case["action"] == "redact"]
    given_up = {file_of(old) for case in cases for old in case.get("addresses", {})}
    texts = Texts([text for case in cases if "articles" not in case for text in _texts(case["text"])])
    kept = sorted(file for file in files - given_up if texts.find(file) is None)
    base = urlsplit(str(archive.settings["url"])).path.rstrip("/")
    return [file for file in kept if not _stands(site, file, base)]


def ledger_of(archive: Archive) -> set[str]:
    """The files of all addresses that the archive's ledger has."""
    lists = (data.decode() for path, data in archive.files.items() if path.startswith("addresses/"))
    return {file_of(address) for text in lists for _, address, _ in lines_of(text)}


def _texts(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _stands(site: Path, file: str, base: str) -> bool:
    """Whether a reader who asks for it comes to a page."""
    if not (site / file).is_file():
        return False
    leads = _LEADS.search((site / file).read_text("utf-8"))
    return leads is None or (site / file_of(unquote(leads[1]).removeprefix(base))).is_file()
