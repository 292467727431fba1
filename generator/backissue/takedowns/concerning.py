"""Which files a case is about: those to be read again when it comes, changes or goes; and names that name nothing."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

import msgspec

from backissue.catalog.store import Catalog
from backissue.errors import Problem
from backissue.sources.scan import Found
from backissue.takedowns.cases import Case, Cases, is_pattern
from backissue.takedowns.matching import Texts

_META = "cases"


def known_cases(catalog: Catalog) -> tuple[Case, ...]:
    """The cases that the catalog's records were taken in under."""
    written = catalog.meta(_META)
    return msgspec.json.decode(written, type=tuple[Case, ...]) if written else ()


def remember_cases(catalog: Catalog, cases: tuple[Case, ...]) -> None:
    """The catalog's records are taken in under these cases."""
    catalog.set_meta(_META, msgspec.json.encode(cases).decode() if cases else "")


def to_read_again(known: Catalog, found: Sequence[Found], before: tuple[Case, ...], now: tuple[Case, ...]) -> set[str]:
    """Sources whose records may come out otherwise under other cases than before; empty when the cases are the same."""
    changed = tuple(set(before) ^ set(now))
    if not changed:
        return set()
    again = {source for (source,) in known.db.execute("SELECT DISTINCT source FROM taken_down")}
    everywhere = any(case.is_everywhere for case in changed)
    names_addresses = any(case.addresses for case in changed)
    # A text's number in its case names pictures, so every text of a case that changed counts.
    names = Texts([text for case in changed for text in case.texts])
    for file in found:
        if file.kind == "picture":
            if names.find(file.source):
                again.add(file.source)
                again.update(_users(known, file.source))
        elif everywhere or _is_concerned(file, changed) or (file.kind == "ledger" and names_addresses):
            again.add(file.source)
    for case in changed:
        for name in case.articles:
            again.update(_at_address(known, name))
    return again


def _is_concerned(file: Found, cases: Iterable[Case]) -> bool:
    """By the file alone: an article, or the comments on it."""
    article = file.source
    if file.kind == "comments":
        article = f"articles/{file.source.removeprefix('comments/').rpartition('.')[0]}.md"
    return file.kind in ("article", "comments") and any(case.concerns(article) for case in cases)


def _users(known: Catalog, picture: str) -> Iterator[str]:
    yield from (source for (source,) in known.db.execute("SELECT source FROM shows WHERE picture = ?", (picture,)))


def _at_address(known: Catalog, name: str) -> Iterator[str]:
    """Sources at an address, or at those that fit a pattern."""
    if not name.startswith("/"):
        return
    start = name.partition("*")[0].partition("?")[0] if is_pattern(name) else name.rstrip("/")
    span = (start, start + "\U0010ffff")
    for path, source in known.db.execute("SELECT path, source FROM addresses WHERE path >= ? AND path <= ?", span):
        if fnmatchcase(path, name) if is_pattern(name) else path.rstrip("/") == start:
            yield source


def check_names(catalog: Catalog, cases: Cases, as_of: str) -> Iterator[Problem]:
    """Articles that a case names and that are not there; patterns that fit none. Cases that have ended are let be."""
    for case in cases.cases:
        if case.ends and case.ends <= as_of:
            continue
        for name in case.articles:
            if _names_something(catalog, case.id, name):
                continue
            if is_pattern(name):
                yield cases.problem(case.id, f"{name} fits no article", "mend the pattern", warning=True)
            else:
                yield cases.problem(case.id, f"there is no article {name}", _near(catalog, name))


def _names_something(catalog: Catalog, case: str, name: str) -> bool:
    if name.startswith("/"):
        if any(source.startswith("articles/") for source in _at_address(catalog, name)):
            return True  # else it may be the address that the story had before another case gave it one
        return catalog.db.execute("SELECT 1 FROM taken_down WHERE id = ? LIMIT 1", (case,)).fetchone() is not None
    if not is_pattern(name):
        return catalog.db.execute("SELECT 1 FROM articles WHERE source = ?", (name,)).fetchone() is not None
    start = name.partition("*")[0].partition("?")[0]
    query = "SELECT source FROM articles WHERE source >= ? AND source <= ?"
    return any(fnmatchcase(source, name) for (source,) in catalog.db.execute(query, (start, start + "\U0010ffff")))


def _near(catalog: Catalog, name: str) -> str:
    last = name.rstrip("/").rpartition("/")[2].removesuffix(".md")
    query = "SELECT source FROM articles WHERE source LIKE ? ORDER BY source LIMIT 2"
    alike = [source for (source,) in catalog.db.execute(query, (f"%/{last}.md",))]
    return f"did you mean {alike[0]}?" if len(alike) == 1 else "backissue explain gives the file of an address"
