"""Brings the search shards of a site up to date: those whose stories changed are built again, no others."""

import hashlib
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from backissue.errors import SearchError
from backissue.search import canonical, manifest, pagefind, runtime
from backissue.search.interface import Ledger, SearchSettings, Story, Summary
from backissue.search.shards import Shard, layout

FOLDER = "search/shards"
_VERSION = b"1"
"""Raised when the same pages and Pagefind would give other bundles."""

Progress = Callable[[int, int], None]
"""Told how many shards of how many are built."""


def update(
    stories: Sequence[Story],
    site: Path,
    work: Path,
    ledger: Ledger,
    settings: SearchSettings,
    progress: Progress = lambda done, total: None,
) -> Summary:
    """Make ``site/search`` hold exactly ``stories``; the result depends on them and the caps alone.

    ``work`` is a scratch folder in the site's file system. A shard is forgotten by the ledger before its
    folder is touched and remembered once it is in place, so a build that was killed is made good by
    the next. Raises SearchError; shards already in place stay and are remembered.
    """
    shards = layout(Counter(story.date for story in stories), settings.closed, settings.open)
    members = _assign(stories, shards)
    digests = {id_: _digest(held) for id_, held in members.items()}
    languages = {pagefind.index_language(story.language) for story in stories}
    if languages:
        digests[runtime.LEDGER_ID] = runtime.digest(languages)
    known = ledger.known()
    stale = [id_ for id_ in digests if known.get(id_) != digests[id_] or not folder_of(site, id_).is_dir()]

    def make(id_: str) -> Path:
        made = _empty(work / f"search-{id_}")
        if id_ == runtime.LEDGER_ID:
            runtime.make(languages, made / "new", made)
        else:
            _make_shard(members[id_], site, made, settings.inherit)
        return made

    built = [id_ for id_ in stale if id_ != runtime.LEDGER_ID]
    progress(0, len(built))
    for done, (id_, made) in enumerate(_each(stale, make, settings.jobs), 1):
        ledger.forget(id_)
        _swap(made, folder_of(site, id_))
        ledger.remember(id_, digests[id_])
        progress(min(done, len(built)), len(built))
    manifest.write(site, shards, members, digests)
    removed = _remove_others(site, ledger, known, digests)  # last: what the manifest names is always there
    return Summary(shards=len(shards), built=len(built), removed=removed, stories=len(stories))


def _assign(stories: Sequence[Story], shards: Sequence[Shard]) -> dict[str, list[Story]]:
    """The stories of each shard, by address."""
    home = {date: shard.id for shard in shards for date in shard.dates}
    members: dict[str, list[Story]] = {shard.id: [] for shard in shards}
    for story in sorted(stories, key=lambda story: story.url):
        members[home[story.date]].append(story)
    return members


def _digest(stories: Sequence[Story]) -> bytes:
    """Of all that a shard is made from."""
    state = hashlib.sha256(_VERSION + b"\0" + pagefind.program()[1].encode())
    for story in stories:
        for part in (story.url, story.file, pagefind.index_language(story.language)):
            state.update(part.encode() + b"\0")
        state.update(story.digest + b"\n")
    return state.digest()


def _each(ids: Sequence[str], make: Callable[[str], Path], jobs: int) -> Iterator[tuple[str, Path]]:
    """Make shards, ``jobs`` at once, and give each as it is ready; the first failure ends it."""
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        running = {pool.submit(make, id_): id_ for id_ in ids}
        try:
            for future in as_completed(running):
                yield running[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


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
        shutil.rmtree(staged)
        shutil.rmtree(raw)
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
    lying = {folder.name for folder in (site / FOLDER).glob("*")}
    lying |= {runtime.LEDGER_ID} if (site / runtime.FOLDER).is_dir() else set()
    others = sorted((known.keys() | lying) - wanted.keys())
    for id_ in others:
        ledger.forget(id_)
        shutil.rmtree(folder_of(site, id_), ignore_errors=True)
    if not wanted:
        shutil.rmtree(site / FOLDER, ignore_errors=True)
    return len([id_ for id_ in others if id_ != runtime.LEDGER_ID])


def folder_of(site: Path, id_: str) -> Path:
    """Where a shard, or the runtime, lies in the site."""
    return site / runtime.FOLDER if id_ == runtime.LEDGER_ID else site / FOLDER / id_


def _empty(folder: Path) -> Path:
    """``folder``, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
