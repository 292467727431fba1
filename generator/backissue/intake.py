"""Changed content files into the catalog, and the pages that they touch into its queue.

Every change is one step from a state of the catalog to the next. Whatever a page shows of a
record, it shows in the state before, or after, or both: so the keys of both are marked. (An
article that changes its date touches two days and four neighbours.)
"""

from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.config import Config, known_zone, read_config
from backissue.errors import BuildFailed, Problem
from backissue.model import Article, Record
from backissue.pages import article as article_pages
from backissue.pages.archive import Archive
from backissue.pages.kinds import body_keys_of, keys_of
from backissue.place import Place
from backissue.render.pool import Pool
from backissue.sources.fields import Fields
from backissue.sources.read import Read, Wanted, read_files
from backissue.sources.reading import OutletFacts, Reading
from backissue.sources.records import OutletFields
from backissue.sources.scan import Found, scan
from backissue.sources.yaml_text import YamlFault, YamlText


class Changes(msgspec.Struct, frozen=True):
    """What is on disk and not yet in the catalog."""

    read: tuple[Read, ...]
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def sources(self) -> list[str]:
        """The content files that say something else now, or nothing any more."""
        return [read.found.source for read in self.read if read.record] + list(self.gone)


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


def find_changes(
    place: Place, catalog: Catalog, config: Config, pool: Pool, tell: Callable[[str, int, int], None]
) -> Changes:
    """Read what differs in size or time from what the catalog knows, and what its bytes say."""
    found, problems = scan(place.content)
    reading = _reading(place, config, found)
    known = catalog.sources()
    again = msgspec.json.encode(reading).decode()
    same_reading = catalog.meta("reading") == again
    wanted = [
        Wanted(file, before[2] if before and same_reading else None)
        for file in found
        if file.kind != "archive"
        and not ((before := known.get(file.source)) and same_reading and before[:2] == (file.size, file.mtime_ns))
    ]
    catalog.set_meta("reading", again)
    read: list[Read] = []
    for done, batch in pool.run(partial(read_files, str(place.content), reading), wanted):
        read += batch
        tell("reading", done, len(wanted))
    there = {file.source for file in found}
    gone = [source for source in known if source not in there]
    problems += [problem for one in read for problem in one.problems]
    return Changes(tuple(sorted(read, key=lambda one: one.found.source)), tuple(sorted(gone)), tuple(problems))


def _reading(place: Place, config: Config, found: Sequence[Found]) -> Reading:
    """What articles are read by. An outlet's faults are told when its own file is read."""
    outlets: list[tuple[str, OutletFacts]] = []
    for file in found:
        if file.kind != "outlet":
            continue
        name = file.source.removeprefix("outlets/").rpartition(".")[0]
        facts = OutletFacts("", "")
        try:
            text = (place.content / file.source).read_text(encoding="utf-8-sig")
            raw = Fields(YamlText(text, file.source)).read(OutletFields)
            facts = OutletFacts(raw.timezone or "", raw.language or "") if raw else facts
        except (YamlFault, UnicodeDecodeError, OSError):
            pass
        outlets.append((name, _sound(facts)))
    return Reading(tuple(outlets), config.timezone, config.language, config.markdown.html == "sanitise")


def _sound(facts: OutletFacts) -> OutletFacts:
    return facts if not facts.timezone or known_zone(facts.timezone) else OutletFacts("", facts.language)


def take_in(catalog: Catalog, config: Config, changes: Changes, as_of: str) -> None:
    """The changes into the catalog, and a mark on every page that they may touch.

    Must run inside a transaction. Raises BuildFailed when a file could not be read: then
    nothing of this is kept.
    """
    if any(not problem.warning for problem in changes.problems):
        raise BuildFailed(changes.problems)
    newest = Archive(Queries(catalog.db), config).newest
    for source in changes.gone:
        _step(catalog, config, source, None, f"content/{source} is gone", as_of)
    for read in changes.read:
        source = read.found.source
        if read.record:
            is_new = catalog.record(source) is None
            _step(catalog, config, source, read, f"content/{source} {'is new' if is_new else 'changed'}", as_of)
        catalog.put_source(read.found, read.digest)
    for source in catalog.due(catalog.meta("as_of") or as_of, as_of):
        record = catalog.record(source)
        if record:
            _pass_embargo(catalog, config, record, f"the embargo of content/{source} passed", as_of)
    catalog.set_meta("as_of", as_of)
    archive = Archive(Queries(catalog.db), config)
    if newest != archive.newest:
        keys = article_pages.age_keys(archive, archive.newest, newest)
        catalog.mark((article_pages.key(url) for url in keys), "the archive's newest date moved")


def _step(catalog: Catalog, config: Config, source: str, read: Read | None, reason: str, as_of: str) -> None:
    """One file from what it said to what it says."""
    old = catalog.record(source)
    new = read.record if read else None
    if old == new:
        return
    find = body_keys_of if _only_text_differs(old, new) else keys_of
    if old:
        catalog.mark(find(Archive(Queries(catalog.db), config), old), reason)  # type: ignore[arg-type]
    if read and new:
        catalog.put(new, read.found.kind, read.references, as_of)
        catalog.mark(find(Archive(Queries(catalog.db), config), new), reason)  # type: ignore[arg-type]
    else:
        catalog.remove(source)


def _pass_embargo(catalog: Catalog, config: Config, record: Record, reason: str, as_of: str) -> None:
    """A story that nothing changed but the time."""
    catalog.mark(keys_of(Archive(Queries(catalog.db), config), record), reason)
    catalog.refresh(record.source, as_of)
    catalog.mark(keys_of(Archive(Queries(catalog.db), config), record), reason)


def _only_text_differs(old: Record | None, new: Record | None) -> bool:
    """True for a change that no list can show."""
    if not isinstance(old, Article) or not isinstance(new, Article):
        return False
    blank = {"body": "", "body_line": 0}
    return msgspec.structs.replace(old, **blank) == msgspec.structs.replace(new, **blank)
