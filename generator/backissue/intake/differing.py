"""Which files on disk differ from what the catalog knows, read."""

from collections.abc import Collection, Iterator
from functools import partial

import msgspec

from backissue.catalog.store import Catalog
from backissue.config import Config
from backissue.errors import Problem
from backissue.intake.settings import reading_of
from backissue.place import Place
from backissue.progress import Tell
from backissue.render.pool import Pool
from backissue.sources.markdown import References
from backissue.sources.read import Read, Wanted, read_files
from backissue.sources.scan import Found, look, scan
from backissue.takedowns.cases import Case
from backissue.takedowns.concerning import known_cases, to_read_again


def differing(
    place: Place,
    catalog: Catalog,
    known: Catalog,
    config: Config,
    pool: Pool,
    tell: Tell,
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
        reading = known.reading()
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
