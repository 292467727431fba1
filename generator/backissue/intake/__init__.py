"""Changed content files into the catalog, and the pages that they touch into its queue.

All changes are one step from a state of the catalog to the next. Whatever a page shows of a record,
it shows in the state before, or after, or both: so each changed record, as it was and as it is, is
asked for its pages in both states. (An article that changes its date touches two days and four
neighbours.) The state before is what a second connection still sees: nothing is committed yet.
"""

from collections.abc import Collection
from contextlib import closing
from zoneinfo import ZoneInfo

import msgspec

from backissue.catalog import records
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.config import Config
from backissue.errors import BuildFailed, Problem
from backissue.fingerprints import program_digest
from backissue.history.keeping import take_in_history
from backissue.intake.changes import Change, How, how_changed
from backissue.intake.differing import differing
from backissue.intake.marking import mark, mark_copies, mark_for_time
from backissue.intake.settings import sketches
from backissue.intake.unedited import follow_terms, show
from backissue.model import Article, Record, Showing
from backissue.pages.archive import Archive
from backissue.place import Place
from backissue.progress import Tell
from backissue.render.pool import Pool
from backissue.reprints import phrases
from backissue.reprints.pairing import pair
from backissue.sources.read import Read
from backissue.takedowns.applying import Active
from backissue.takedowns.cases import Cases, read_cases
from backissue.takedowns.concerning import check_names, known_cases, remember_cases
from backissue.takedowns.guard import Guard, guard_of


class Taken(msgspec.Struct, frozen=True):
    """What was taken in."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    guard: Guard = Guard()
    """What no file of the site may hold."""

    @property
    def sources(self) -> list[str]:
        """Content files that say something else than before, or whose hour has come."""
        return [change.source for change in self.changes]


def take_in(
    place: Place,
    catalog: Catalog,
    config: Config,
    pool: Pool,
    tell: Tell,
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
        for read, digest in differing(place, catalog, known, config, pool, tell, problems, told, active.cases):
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
        problems += take_in_history(place, catalog, catalog.reading(), active, program_digest().hex())
        changes += follow_terms(catalog, known, changes, showing)
        changes += show(catalog, known, {change.source for change in changes if change.how != "text"}, showing)
        pair(catalog.db)
        after = Archive(Queries(catalog.db), config)
        mark(catalog, known, changes, before, after)
        mark_copies(catalog, before, after)
        mark_for_time(catalog, before, after, showing)
    return Taken(tuple(changes), tuple(problems), guard)


def _put(catalog: Catalog, read: Read, old: Record | None, new: Record | None, showing: Showing) -> How:
    """One file into the catalog, as the cases let it be; what that changed, if anything."""
    source = read.found.source
    if new is None and (not read.digest or (old is not None and read.record is not None)):
        records.remove(catalog, source)
        return "gone"
    if new and new != old:
        records.put(catalog, new, read.found.kind, read.references, showing, is_new=old is None)
    if new is None or new == old:
        return ""
    return "new" if old is None else how_changed(old, new)


def _begin_reprints(catalog: Catalog, config: Config) -> bool:
    """True when stories' phrases are noted anew: ``reprints`` was turned on, or their sketches are others now.

    Every story is read then: ``Reading`` says of which version its sketch is.
    """
    wanted = str(sketches(config))
    if catalog.meta("sketches") == wanted:
        return False
    phrases.clear(catalog.db)
    catalog.set_meta("sketches", wanted)
    return True
