"""Brings the search shards of a site up to date: those whose stories changed are built again, no others."""

import hashlib
import os
import shutil
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path

from backissue.errors import SearchError
from backissue.search import canonical, contents, manifest, pagefind, runtime
from backissue.search.interface import (
    MANIFEST,
    MANIFEST_ID,
    RUNTIME,
    RUNTIME_ID,
    SHARDS,
    Ledger,
    SearchSettings,
    Stories,
    Story,
    Summary,
    folder_of,
    path_of,
)
from backissue.search.shards import Shard, caps, layout

_VERSION = b"1"
"""Raised when the same pages and Pagefind would give other bundles."""
_STORIES_AT_ONCE = 5_000
"""In all shards that are made at the same time, but for one that is larger: Pagefind takes 94 kB for each."""
_COUNT = 4
"""Bytes at the end of a shard's digest: how many stories it has."""

Progress = Callable[[int, int], None]
"""Told how many shards of how many are built."""


def update(
    stories: Stories,
    site: Path,
    work: Path,
    ledger: Ledger,
    settings: SearchSettings,
    progress: Progress = lambda done, total: None,
    touched: Sequence[str] | None = None,
) -> Summary:
    """Make ``site/search`` hold exactly ``stories``; the result depends on them and the caps alone.

    ``work`` is a scratch folder in the site's file system. A shard is forgotten by the ledger before its
    folder is touched and remembered once it is in place, so a build that was killed is made good by
    the next. ``touched`` are the dates, sorted, of all stories that came or changed since every shard was in place;
    None when that is not known. Raises SearchError; shards already in place stay and are remembered.
    """
    tally = stories.tally()
    shards = _layout(tally, settings)
    known = ledger.known()
    digests = {shard.id: _digest_of(shard, stories, known, touched) for shard in shards}
    languages = {pagefind.index_language(language) for _, language, _ in tally}
    if languages:
        digests[RUNTIME_ID] = runtime.digest(languages)
    stale = [id_ for id_ in digests if known.get(id_) != digests[id_] or not folder_of(site, id_).is_dir()]
    weights = {shard.id: shard.count for shard in shards}
    spans = {shard.id: (shard.dates[0], shard.dates[-1]) for shard in shards}

    def make(id_: str, held: Sequence[Story]) -> Path:
        made = _empty(work / f"search-{id_}")
        if id_ == RUNTIME_ID:
            runtime.make(languages, made / "new", made)
        else:
            _make_shard(held, site, made, settings.inherit)
        return made

    def started(id_: str) -> Callable[[], Path]:
        return partial(make, id_, stories.between(*spans[id_]) if id_ in spans else ())

    built = [id_ for id_ in stale if id_ != RUNTIME_ID]
    progress(0, len(built))
    for done, (id_, made) in enumerate(_each(stale, started, weights, settings.jobs), 1):
        ledger.forget(id_)
        _swap(made, folder_of(site, id_))
        ledger.note(id_, contents.listing(site, path_of(id_)))
        ledger.remember(id_, digests[id_])
        progress(min(done, len(built)), len(built))
    manifest.write(site, shards, tally, digests)
    ledger.note(MANIFEST_ID, contents.listing(site, MANIFEST))
    removed = _remove_others(site, ledger, known, digests)  # last: what the manifest names is always there
    return Summary(shards=len(shards), built=len(built), removed=removed, stories=sum(count for *_, count in tally))


def _layout(tally: Sequence[tuple[str, str, int]], settings: SearchSettings) -> list[Shard]:
    """The shards of an archive, by its size where the settings do not say how large they may be."""
    counts: Counter[str] = Counter()
    for date, _, count in tally:
        counts[date] += count
    closed, open_ = caps(counts.total())
    return layout(counts, settings.closed or closed, settings.open or open_)


def _digest_of(shard: Shard, stories: Stories, known: Mapping[str, bytes], touched: Sequence[str] | None) -> bytes:
    """Of all that a shard is made from.

    A shard that was there, with as many stories, and of whose stories none was touched, is what it was: one that left
    it makes it smaller, and one that came in its stead was touched.
    """
    first, last = shard.dates[0], shard.dates[-1]
    count = shard.count.to_bytes(_COUNT, "big")
    is_as_large = known.get(shard.id, b"")[-_COUNT:] == count
    if is_as_large and touched is not None and bisect_left(touched, first) == bisect_right(touched, last):
        return known[shard.id]
    state = hashlib.sha256(_VERSION + b"\0" + pagefind.program()[1].encode())
    for story in stories.between(first, last):
        for part in (story.url, story.file, pagefind.index_language(story.language)):
            state.update(part.encode() + b"\0")
        state.update(story.digest + b"\n")
    return state.digest() + count


def _each(
    ids: Sequence[str], started: Callable[[str], Callable[[], Path]], weights: Mapping[str, int], jobs: int
) -> Iterator[tuple[str, Path]]:
    """Make shards, ``jobs`` at once but no more than memory allows, each given as it is ready; a failure ends it."""
    cores = _cores() if jobs > 1 and len(ids) > 2 else []  # one shard and the runtime may have all of them
    with ThreadPoolExecutor(max(1, jobs), initializer=_keep_to_one, initargs=(cores,)) as pool:
        running: dict[Future[Path], str] = {}
        try:
            for id_ in ids:
                while running and (
                    len(running) > jobs  # one more is ready to begin while those that ended are put in place
                    or sum(weights.get(one, 0) for one in (id_, *running.values())) > _STORIES_AT_ONCE
                ):
                    yield from _ended(running)
                running[pool.submit(started(id_))] = id_
            while running:
                yield from _ended(running)
        finally:
            pool.shutdown(cancel_futures=True)


def _cores() -> list[int]:
    """The cores that this process may use, where the system tells."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def _keep_to_one(cores: list[int]) -> None:
    """Keep a thread, and the Pagefinds that it starts, to a core of its own.

    Pagefind's threads would take a fifth of the time to wake each other on cores that are all busy.
    """
    if cores:
        os.sched_setaffinity(0, {cores.pop()})


def _ended(running: dict[Future[Path], str]) -> Iterator[tuple[str, Path]]:
    """Those that are ready, one at least."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        yield running.pop(future), future.result()


def _make_shard(stories: Sequence[Story], site: Path, made: Path, inherit: tuple[int, ...]) -> None:
    """Index a shard's stories into ``made/new``, a bundle for each language."""
    by_language: Mapping[str, list[Story]] = defaultdict(list)
    for story in stories:
        by_language[pagefind.index_language(story.language)].append(story)
    for language in sorted(by_language):
        staged, raw = made / f"{language}.pages", made / f"{language}.raw"
        pagefind.stage(by_language[language], site, staged)
        pagefind.run(staged, raw, language, inherit)
        bundle = canonical.canonicalise(raw, made / "new" / language, language)
        if bundle.pages != len(by_language[language]):
            raise SearchError(
                f"Pagefind indexed {bundle.pages} of {len(by_language[language])} stories between "
                f"{by_language[language][0].url} and {by_language[language][-1].url}; "
                "does the theme's article page carry data-pagefind-body?"
            )


def _swap(made: Path, target: Path) -> None:
    """Put ``made/new`` in the place of ``target``, and clear the scratch folder away."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.replace(made / "old")
    (made / "new").replace(target)
    shutil.rmtree(made)


def _remove_others(site: Path, ledger: Ledger, known: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> int:
    """Remove the shards that are no more, those in the ledger and any that a killed build left."""
    lying = {folder.name for folder in (site / SHARDS).glob("*")}
    lying |= {RUNTIME_ID} if (site / RUNTIME).is_dir() else set()
    others = sorted((known.keys() | lying) - wanted.keys())
    for id_ in others:
        ledger.forget(id_)
        shutil.rmtree(folder_of(site, id_), ignore_errors=True)
    if not wanted:
        shutil.rmtree(site / SHARDS, ignore_errors=True)
    return len([id_ for id_ in others if id_ != RUNTIME_ID])


def _empty(folder: Path) -> Path:
    """``folder``, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
