"""``/search/shards.json``: all that the search page needs to begin, a line for each shard, newest first.

It is small (some 150 bytes a shard) and says which spans of time exist, so that a search with dates fetches
no shard outside them, and a hash of each, so that a browser keeps what has not changed.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from backissue.render.output import put
from backissue.search import pagefind
from backissue.search.interface import MANIFEST
from backissue.search.shards import Shard, first_day, last_day


def write(
    site: Path, shards: Sequence[Shard], tally: Sequence[tuple[str, str, int]], digests: Mapping[str, bytes]
) -> bool:
    """Write the manifest of ``shards`` (oldest first); True if it changed."""
    languages: Mapping[str, set[str]] = defaultdict(set)
    undated = 0
    for date, language, count in tally:
        languages[date].add(pagefind.index_language(language))
        undated += count if not date else 0
    lines = [json.dumps(_line(shard, languages, undated, digests[shard.id])) for shard in reversed(shards)]
    text = '{"shards": [' + ",".join("\n" + line for line in lines) + "\n]}\n"
    return put(site, MANIFEST, text.encode(), "search-manifest")


def _line(shard: Shard, languages: Mapping[str, set[str]], undated: int, digest: bytes) -> dict[str, object]:
    """One shard as the page reads it.

    ``first`` and ``last`` are the earliest and the latest day that a dated story in it may be from, empty
    when none is dated; ``undated`` counts the others. ``hash`` is of what the shard was built from, and
    that decides its bytes.
    """
    dated = [date for date in shard.dates if date]
    return {
        "path": f"search/shards/{shard.id}/",
        "first": min(map(first_day, dated), default=""),
        "last": max(map(last_day, dated), default=""),
        "count": shard.count,
        "undated": undated if "" in shard.dates else 0,
        "languages": sorted(set().union(*(languages[date] for date in shard.dates))),
        "hash": digest.hex()[:12],
    }
