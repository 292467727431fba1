"""Changed content files into the catalog, and the pages that they touch into its queue.

All changes are one step from a state of the catalog to the next. Whatever a page shows of a record,
it shows in the state before, or after, or both: so each changed record, as it was and as it is, is
asked for its pages in both states. (An article that changes its date touches two days and four
neighbours.) The state before is what a second connection still sees: nothing is committed yet.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from backissue.catalog import due, records
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.config import Config, known_zone, read_config
from backissue.errors import BuildFailed, Problem
from backissue.fingerprints import program_digest
from backissue.history.keeping import take_in_history
from backissue.model import Article, DeadLinks, Entity, Outlet, PageKey, Record, Showing
from backissue.pages import article as article_pages
from backissue.pages import simple, sitemap
from backissue.pages.archive import Archive
from backissue.pages.kinds import body_keys_of, keys_of, run_keys_of
from backissue.place import Place
from backissue.render.pool import Pool
from backissue.reprints import phrases
from backissue.reprints.pairing import pair, touched
from backissue.reprints.sketch import VERSION
from backissue.sources.fields import Fields
from backissue.sources.markdown import References
from backissue.sources.read import Read, Wanted, read_files
from backissue.sources.reading import OutletFacts, Reading
from backissue.sources.records import OutletFields
from backissue.sources.scan import Found, look, on_disk, scan
from backissue.sources.yaml_text import YamlFault, YamlText
from backissue.takedowns.applying import Active
from backissue.takedowns.cases import FILE, Case, Cases, read_cases
from backissue.takedowns.concerning import check_names, known_cases, remember_cases, to_read_again
from backissue.takedowns.guard import Guard, guard_of

_MOST_REMEMBERED = 100_000
"""Marks that are not written again; more would only cost memory."""


_YES = "yes"

_HOW = {"new": "is new", "changed": "changed", "gone": "is gone"}
_WHY = {
    "due": "the embargo of content/{} passed",
    "draft": "content/{} is a draft, and whether these are shown changed",
    "over": "content/{} fell due by an agency's terms",
    "terms": "an agency's terms for content/{} changed",
}


_How = Literal["new", "changed", "text", "run", "gone", "due", "draft", "over", "terms", ""]


class Change(msgspec.Struct, gc=False, frozen=True):
    """One content file that says something else now, or whose hour has come."""

    source: str
    how: _How
    """"text": a change that no list can show; "run": one of an outlet that no story can show; "draft": drafts are shown
    now, or are shown no more; "over": a part fell due by an agency's terms; "terms": these changed."""
    by_case: bool = False
    """True when the file is the same, and the cases of takedowns.yaml are not."""

    @property
    def reason(self) -> str:
        if self.how in _WHY:
            return _WHY[self.how].format(self.source)
        if self.by_case:
            return f"a case of content/{FILE} is about content/{self.source}"
        return f"content/{self.source} {_HOW.get(self.how, 'changed')}"


class Taken(msgspec.Struct, frozen=True):
    """What was taken in."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    guard: Guard = Guard()
    """What no file of the site may hold."""

    @property
    def sources(self) -> list[str]:
        return [change.source for change in self.changes]


def read_settings(place: Place) -> tuple[Config, list[Problem]]:
    """The archive's settings, or the defaults where there is no file or it has faults."""
    for name in ("archive.yaml", "archive.yml"):
        try:
            text = (place.content / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            continue
        except UnicodeDecodeError:
            return Config(), [Problem(f"content/{name}", 0, "not UTF-8", "save the file as UTF-8")]
        try:
            fields = Fields(YamlText(text, f"content/{name}"))
        except YamlFault as fault:
            return Config(), [fault.problem]
        config = read_config(fields)
        return config if config and not fields.problems else Config(), fields.problems
    return Config(), []


def take_in(
    place: Place,
    catalog: Catalog,
    config: Config,
    pool: Pool,
    tell: Callable[[str, int, int], None],
    showing: Showing,
    told: Collection[str] | None = None,
) -> Taken:
    """What differs on disk into the catalog, and a mark on every page that it may touch.

    ``told``, if not None, are the only paths below ``content/`` where anything can differ; a folder stands for all
    that is in it. Must run inside a transaction, the first thing in it. Raises BuildFailed when a file could not be
    read: then nothing of this is kept.
    """
    with closing(Catalog(catalog.path, read_only=True)) as known:
        before = Archive(Queries(known.db), config)
        changes: list[Change] = []
        cases, problems = read_cases(place.content, ZoneInfo(config.timezone))
        if problems:  # the build ends with these; the cases of the last one touch nothing meanwhile
            cases = Cases(known_cases(known))
        active = Active(cases, showing.moment, config.language)
        if active.cases != known_cases(known):
            told = None
        anew = _begin_reprints(catalog, config)
        for read, digest in _differing(place, catalog, known, config, pool, tell, problems, told, active.cases):
            old = records.of(known, read.found.source) if digest and read.record else None
            new, faults = active.apply(read.record) if read.record else (None, [])
            problems += faults
            how = _put(catalog, read, old, new, showing)
            if config.reprints and isinstance(new, Article) and (how or anew):
                phrases.note(catalog.db, new, read.sketch or ())
            if how:
                changes.append(Change(read.found.source, how, digest is not None and read.digest == digest))
        remember_cases(catalog, active.cases)
        problems += check_names(catalog, cases, showing.moment)
        guard = guard_of(active.cases)
        problems += guard.look_at_settings(config)
        if any(not problem.warning for problem in problems):
            raise BuildFailed(problems)
        reading = msgspec.json.decode(catalog.meta("reading"), type=Reading)
        problems += take_in_history(place, catalog, reading, active, program_digest().hex())
        changes += _follow_terms(catalog, known, changes, showing)
        changes += _show(catalog, known, {change.source for change in changes if change.how != "text"}, showing)
        pair(catalog.db)
        after = Archive(Queries(catalog.db), config)
        _mark(catalog, known, changes, before, after)
        _mark_copies(catalog, before, after)
        keys = sitemap.time_keys(after, before.ask.moment(), showing.moment)
        catalog.mark((PageKey(sitemap.NAME, name) for name in keys), "time passed")
        if before.newest != after.newest:
            urls = article_pages.age_keys(after, after.newest, before.newest)
            catalog.mark((article_pages.key(url) for url in urls), "the archive's newest date moved")
    return Taken(tuple(changes), tuple(problems), guard)


def _differing(
    place: Place,
    catalog: Catalog,
    known: Catalog,
    config: Config,
    pool: Pool,
    tell: Callable[[str, int, int], None],
    problems: list[Problem],
    told: Collection[str] | None,
    cases: tuple[Case, ...],
) -> Iterator[tuple[Read, bytes | None]]:
    """What differs in size or time from what the catalog knows, or is under other cases, read; and the hash it had.

    Files that are gone come last, with no digest.
    """
    if told is not None and not (known.meta("reading") and all(map(_is_read_alone, told))):
        told = None
    if told is None:
        found, faults = scan(place.content)
        reading = reading_of(place, config, found)
    else:
        found, faults = look(place.content, told)
        reading = msgspec.json.decode(known.meta("reading"), type=Reading)
    problems += faults
    again = msgspec.json.encode(reading).decode()
    same_reading = known.meta("reading") == again
    sources = known.sources(told)
    again_by_case = to_read_again(known, found, known_cases(known), cases)
    wanted, still_there = list[Wanted](), 0
    for file in found:
        before = sources.get(file.source)
        still_there += before is not None
        is_same = before and same_reading and file.source not in again_by_case
        if file.kind != "archive" and not (before and is_same and before[:2] == (file.size, file.mtime_ns)):
            wanted.append(Wanted(file, before[2] if before and is_same else None))
    catalog.set_meta("reading", again)
    for done, batch in pool.run(partial(read_files, str(place.content), reading), wanted):
        for read in batch:
            problems += read.problems
            yield read, sources[read.found.source][2] if read.found.source in sources else None
        catalog.put_sources((read.found, read.digest) for read in batch if read.digest)
        tell("reading", done, len(wanted))
    gone = sources.keys() - {file.source for file in found} if still_there < len(sources) else ()
    for source in sorted(gone):
        yield Read(Found(source, "article", 0, 0), b"", None, References(), ()), None


def _is_read_alone(path: str) -> bool:
    """True when no other file is read otherwise for what stands at a path."""
    return path.partition("/")[0] not in ("", "outlets", "archive.yaml", "archive.yml")


def _put(catalog: Catalog, read: Read, old: Record | None, new: Record | None, showing: Showing) -> _How:
    """One file into the catalog, as the cases let it be; what that changed, if anything."""
    source = read.found.source
    if new is None and (not read.digest or (old is not None and read.record is not None)):
        records.remove(catalog, source)
        return "gone"
    if new and new != old:
        records.put(catalog, new, read.found.kind, read.references, showing, is_new=old is None)
    if new is None or new == old:
        return ""
    return "new" if old is None else _how(old, new)


def _begin_reprints(catalog: Catalog, config: Config) -> bool:
    """True when stories' phrases are noted anew: ``reprints`` was turned on, or their sketches are others now.

    Every story is read then: ``Reading`` says of which version its sketch is.
    """
    wanted = str(_sketches(config))
    if catalog.meta("sketches") == wanted:
        return False
    phrases.clear(catalog.db)
    catalog.set_meta("sketches", wanted)
    return True


def _sketches(config: Config) -> int:
    return VERSION if config.reprints else 0


def _follow_terms(catalog: Catalog, known: Catalog, changes: Sequence[Change], showing: Showing) -> list[Change]:
    """Stories whose agency allows something else than before; time zones move what falls due at midnight.

    A story of which the text changed too was taken in by these terms already, unseen by any list.
    """
    wanted = due.ever_by_terms(catalog) if known.meta("reading") != catalog.meta("reading") else []
    for change in changes:
        folder, _, name = change.source.partition("/")
        if folder == "agencies" and _terms(records.of(known, change.source)) != _terms(
            records.of(catalog, change.source)
        ):
            wanted += due.supplied_by(catalog, name.rpartition(".")[0])
    unseen = {change.source for change in changes if change.how == "text"}
    refreshed = {source: records.refresh(catalog, source, showing) for source in dict.fromkeys(wanted)}
    return [Change(source, "terms") for source, is_other in refreshed.items() if is_other or source in unseen]


def _terms(record: Record | None) -> object:
    """What stories take from their agency's file."""
    return (record.name, record.rights, record.retention, record.withdraw) if isinstance(record, Entity) else None


def _show(catalog: Catalog, known: Catalog, changed: set[str], showing: Showing) -> list[Change]:
    """Stories that nothing changed but the time, or whether drafts are shown; and perhaps their text.

    Of a text no list knows, of the time it may: what changed in its text alone is not among ``changed``.
    """
    before = known.meta("as_of")
    moments = before or showing.moment, showing.moment
    whether = before and (known.meta("drafts") == _YES) != showing.drafts
    shown = [Change(source, "due") for source in due.embargoed(known, *moments)]
    shown += [Change(source, "over") for source in due.by_terms(known, *moments)]
    shown += [Change(source, "draft") for source in (due.drafts(known) if whether else ())]
    found = {change.source: change for change in reversed(shown) if change.source not in changed}
    for source in found:
        records.refresh(catalog, source, showing)
    catalog.set_meta("as_of", showing.moment)
    catalog.set_meta("drafts", _YES if showing.drafts else "")
    return list(found.values())


def _mark(catalog: Catalog, known: Catalog, changes: Sequence[Change], before: Archive, after: Archive) -> None:
    """Every page that a change may touch; a mark that is there already is not written again."""
    marked: set[PageKey] = set()
    for change in changes:
        old = records.of(known, change.source) if change.how != "new" else None
        new = records.of(catalog, change.source) if change.how != "gone" else None
        fresh = [key for key in _touched(change, old, new, before, after) if key not in marked]
        catalog.mark(fresh, change.reason)
        if len(marked) > _MOST_REMEMBERED:
            marked.clear()
        marked.update(fresh)


def _mark_copies(catalog: Catalog, before: Archive, after: Archive) -> None:
    """Stories whose copies are others now, though nobody edited them."""
    catalog.mark(map(article_pages.key, touched(catalog.db)), "which stories share its text changed")
    if before.ask.lineage.has_copies() != after.ask.lineage.has_copies():
        keys = (PageKey(simple.NAME, name) for name in simple.OF_COPIES)
        catalog.mark(keys, "there are stories that share their text, or none any more")


def _touched(
    change: Change, old: Record | None, new: Record | None, before: Archive, after: Archive
) -> Iterator[PageKey]:
    """Every page that may show something else for a change.

    What the record said is asked for in the state after, too: a list that is split into years only
    while it is long loses all its years with one story.
    """
    if isinstance(old, DeadLinks) and isinstance(new, DeadLinks):  # the rest of the list is what it was
        old, new = _without(old, new), _without(new, old)
    for archive, record in ((before, old), (after, old), (after, new)):
        if record and change.how == "text" and isinstance(record, Article):
            yield from body_keys_of(archive, record)
        elif record and change.how == "run" and isinstance(record, Outlet):
            yield from run_keys_of(archive, record)
        elif record:
            yield from keys_of(archive, record)


def _without(links: DeadLinks, others: DeadLinks) -> DeadLinks:
    known = frozenset(others.links)
    return msgspec.structs.replace(links, links=tuple(link for link in links.links if link not in known))


def reading_of(place: Place, config: Config, found: Sequence[Found]) -> Reading:
    """What articles are read by. An outlet's faults are told when its own file is read."""
    outlets: list[tuple[str, OutletFacts]] = []
    for file in found:
        if file.kind != "outlet":
            continue
        name = file.source.removeprefix("outlets/").rpartition(".")[0]
        facts = OutletFacts("", "")
        try:
            text = on_disk(place.content, file.source).read_text(encoding="utf-8-sig")
            raw = Fields(YamlText(text, file.source)).read(OutletFields)
            facts = OutletFacts(raw.timezone or "", raw.language or "") if raw else facts
        except (YamlFault, UnicodeDecodeError, OSError):
            pass
        outlets.append((name, _sound(facts)))
    return Reading(tuple(outlets), config.timezone, config.language, config.markdown.html == "sanitise",
                   _sketches(config))  # fmt: skip


def _sound(facts: OutletFacts) -> OutletFacts:
    return facts if not facts.timezone or known_zone(facts.timezone) else OutletFacts("", facts.language)


def _how(old: Record, new: Record) -> Literal["text", "run", "changed"]:
    """How a record changed; a change that few pages can show has a name of its own."""
    match old, new:
        case Article(), Article() if _are_alike(old, new, body="", body_line=0):
            return "text"
        case Outlet(), Outlet() if _are_alike(old, new, frequency=(), not_published=(), missing=()):
            return "run"
        case _:
            return "changed"


def _are_alike(old: Record, new: Record, **blank: object) -> bool:
    """True when two records differ in nothing but what is left out."""
    return msgspec.structs.replace(old, **blank) == msgspec.structs.replace(new, **blank)
