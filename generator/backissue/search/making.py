"""Makes shards, several at once, each in a scratch folder of its own."""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

import msgspec

from backissue.errors import SearchError
from backissue.search import canonical, pagefind
from backissue.search.chunks import Word
from backissue.search.interface import Story

_STORIES_AT_ONCE = 5_000
"""In all shards that are made at the same time, but for one that is larger: Pagefind takes 94 kB for each."""


class Made(msgspec.Struct, frozen=True):
    """A shard that is ready to be put in its place."""

    scratch: Path
    """The bundles are in the folder ``new`` in it."""
    words: Mapping[str, Sequence[Word]]
    """Those of each language."""


def each(
    ids: Sequence[str], started: Callable[[str], Callable[[], Made]], weights: Mapping[str, int], jobs: int
) -> Iterator[tuple[str, Made]]:
    """Make shards, ``jobs`` at once but no more than memory allows, each given as it is ready; a failure ends it."""
    cores = _cores() if jobs > 1 and len(ids) > 2 else []  # two shards may have all of them
    with ThreadPoolExecutor(max(1, jobs), initializer=_keep_to_one, initargs=(cores,)) as pool:
        running: dict[Future[Made], str] = {}
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


def _ended(running: dict[Future[Made], str]) -> Iterator[tuple[str, Made]]:
    """Those that are ready, one at least."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        yield running.pop(future), future.result()


def make_shard(stories: Sequence[Story], site: Path, scratch: Path, inherit: tuple[int, ...]) -> Made:
    """Index a shard's stories into ``new`` in ``scratch``, which is made anew: a bundle for each language."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    by_language: Mapping[str, list[Story]] = defaultdict(list)
    for story in stories:
        by_language[pagefind.index_language(story.language)].append(story)
    words = {}
    for language in sorted(by_language):
        staged, raw = scratch / f"{language}.pages", scratch / f"{language}.raw"
        pagefind.stage(by_language[language], site, staged, language)
        pagefind.run(staged, raw, inherit)
        if canonical.count(raw) < len(by_language[language]):
            pagefind.give_words(by_language[language], canonical.addresses(raw), staged)
            shutil.rmtree(raw)
            pagefind.run(staged, raw, inherit)
        if (count := canonical.count(raw)) != len(by_language[language]):
            raise SearchError(
                f"Pagefind indexed {count} of {len(by_language[language])} stories between "
                f"{by_language[language][0].url} and {by_language[language][-1].url}; "
                "does the theme's article page carry data-pagefind-body?"
            )
        bundle = canonical.canonicalise(raw, scratch / "new" / language, pagefind.UNKNOWN)
        words[language] = bundle.words
    return Made(scratch, words)
