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
from backissue.search.canonical import meta_of
from backissue.search.interface import MANIFEST, path_of
from backissue.search.shards import Shard, first_day, last_day


def write(site: Path, shards: Sequence[Shard], tally: Sequence[tuple[str, str, int]]) -> bool:
    """Write the manifest of ``shards`` (oldest first), whose bundles are in place; True if it changed."""
    languages: Mapping[str, set[str]] = defaultdict(set)
    undated = 0
    for date, language, count in tally:
        languages[date].add(pagefind.index_language(language))
        undated += count if not date else 0
    lines = [json.dumps(_line(site, shard, languages, undated)) for shard in reversed(shards)]
    text = '{"shards": [' + ",".join("\n" + line for line in lines) + "\n]}\n"
    return put(site, MANIFEST, text.encode(), "search-manifest")


def order(site: Path) -> list[str]:
    """The shards that the manifest in the site names, oldest first."""
    try:
        lines = json.loads((site / MANIFEST).read_bytes())["shards"]
        return [line["path"].split("/")[-2] for line in reversed(lines)]
    except (OSError, ValueError, LookupError, TypeError):  # none, or another hand's: then nothing is known of the words
        return []


def _line(site: Path, shard: Shard, languages: Mapping[str, set[str]], undated: int) -> dict[str, object]:
    """One shard as the page reads it.

    ``first`` and ``last`` are the earliest and the latest day that a dated story in it may be from, empty
    when none is dated; ``undated`` counts the others. ``languages`` has the name of each bundle's metadata, which is
    of its content: with it the page can begin, and a browser keeps what has not changed.
    """
    dated = [date for date in shard.dates if date]
    path = path_of(shard.id)
    held = sorted(set().union(*(languages[date] for date in shard.dates)))
    return {
        "path": f"{path}/",
        "first": min(map(first_day, dated), default=""),
        "last": max(map(last_day, dated), default=""),
        "count": shard.count,
        "undated": undated if "" in shard.dates else 0,
        "languages": {language: meta_of(site / path / language) for language in held},
    }
