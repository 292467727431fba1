"""Brings the search shards of a site up to date: those whose stories changed are built again, no others."""

import hashlib
import shutil
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial
from pathlib import Path

from backissue.search import contents, manifest, pagefind, terms
from backissue.search.interface import (
    MANIFEST,
    MANIFEST_ID,
    SHARDS,
    TERMS,
    TERMS_ID,
    Ledger,
    SearchSettings,
    Stories,
    Summary,
    folder_of,
    path_of,
)
from backissue.search.making import Made, each, make_shard
from backissue.search.shards import Shard, caps, layout

_VERSION = b"3"
"""Raised when the same pages and Pagefind would give other bundles."""
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
    stale = [id_ for id_ in digests if known.get(id_) != digests[id_] or not folder_of(site, id_).is_dir()]
    weights = {shard.id: shard.count for shard in shards}
    spans = {shard.id: (shard.dates[0], shard.dates[-1]) for shard in shards}
    words = terms.Directory(site, known, digests)
    if not words.is_current:
        ledger.forget(TERMS_ID)

    def started(id_: str) -> Callable[[], Made]:
        held = stories.between(*spans[id_])
        return partial(make_shard, held, site, work / f"search-{id_}", settings.inherit)

    progress(0, len(stale))
    for done, (id_, made) in enumerate(each(stale, started, weights, settings.jobs), 1):
        settings.look(made.scratch / "new", path_of(id_))
        ledger.forget(id_)
        _swap(made.scratch, folder_of(site, id_))
        ledger.note(id_, contents.listing(site, path_of(id_)))
        ledger.remember(id_, digests[id_])
        words.replace(id_, made.words)
        progress(done, len(stale))
    if shards and not words.is_current:
        words.write()
        ledger.note(TERMS_ID, contents.listing(site, TERMS))
        ledger.remember(TERMS_ID, words.digest)
    manifest.write(site, shards, tally)
    ledger.note(MANIFEST_ID, contents.listing(site, MANIFEST))
    wanted = digests.keys() | {TERMS_ID} if shards else set[str]()
    removed = _remove_others(site, ledger, known, wanted)  # last: what the manifest names is always there
    return Summary(shards=len(shards), built=len(stale), removed=removed, stories=sum(count for *_, count in tally))


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


def _swap(made: Path, target: Path) -> None:
    """Put ``made/new`` in the place of ``target``, and clear the scratch folder away."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.replace(made / "old")
    (made / "new").replace(target)
    shutil.rmtree(made)


def _remove_others(site: Path, ledger: Ledger, known: Mapping[str, bytes], wanted: Set[str]) -> int:
    """Remove the shards that are no more, those in the ledger and any that a killed build left."""
    lying = {folder.name for folder in (site / SHARDS).glob("*")}
    lying |= {TERMS_ID} if (site / TERMS).is_dir() else set()
    others = sorted((known.keys() | lying) - wanted)
    for id_ in others:
        ledger.forget(id_)
        shutil.rmtree(folder_of(site, id_), ignore_errors=True)
    if not wanted:
        shutil.rmtree(site / SHARDS, ignore_errors=True)
    return len([id_ for id_ in others if id_ != TERMS_ID])
