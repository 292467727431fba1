"""Which stories share a search bundle: spans of time, cut by counts and never by the clock.

Time is a tree (all, century, decade, half-decade, year, half-year, quarter, month, day). A shard is a node that is
small enough, as high up as possible: small enough means the *closed* cap, or the *open* cap for a node in or above
the newest year that has stories, because new stories go there and each of them builds its shard anew.
Nodes are aligned, so a story that comes or goes splits or joins at most the nodes above it, and
two shards never hold the same day. A node that is too large is cut into its children; stories whose
date is less exact than the children's ("1956" in a year cut into halves) stay behind as a shard.

Rejected: joining neighbours greedily until a cap is reached packs better, but one more story early on
moves every border after it. Spans counted back from today change while nobody edits anything.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

UNDATED = "undated"
"""The id of the shard of stories without a date, when they don't share the only one."""

_YEAR = 4
_LEVELS: tuple[tuple[int, Callable[[str], str]], ...] = (
    (0, lambda date: "all"),
    (0, lambda date: f"{date[:2]}xx"),
    (0, lambda date: f"{date[:3]}x"),
    (4, lambda date: f"{date[:3]}0-{date[:3]}4" if date[3] < "5" else f"{date[:3]}5-{date[:3]}9"),
    (4, lambda date: date[:4]),
    (7, lambda date: f"{date[:4]}-h{1 if date[5:7] <= '06' else 2}"),
    (7, lambda date: f"{date[:4]}-q{(int(date[5:7]) + 2) // 3}"),
    (7, lambda date: date[:7]),
    (10, lambda date: date[:10]),
)
"""For each level of the tree: how many characters a date needs to have a node there, and the node's id."""
_OF_A_YEAR = 4
"""The level of years."""
_LEAST = 600
_MOST = 6_000
_PARTS = 64


def caps(total: int) -> tuple[int, int]:
    """How many stories a closed shard and an open one may hold, in an archive of ``total``.

    What an edit costs grows with the shard (0.7 ms a story), what a search of all costs with their number (two chunks
    of 36 kB in each for two words), and the memory of Pagefind with the shard again (94 kB a story). So shards grow
    with the archive, by doubling: the borders move seldom, and every shard is then built anew.
    """
    closed = _LEAST
    while closed * _PARTS < total:
        closed *= 2
    closed = min(closed, _MOST)
    return closed, max(_LEAST, closed // 4)


class Shard(msgspec.Struct, frozen=True):
    """One span of time and the dates in it that have stories."""

    id: str
    """``all``, ``19xx``, ``195x``, ``1955-1959``, ``1956``, ``1956-h2``, ``1956-q4``, ``1956-10``, ``1956-10-13``;
    what stays behind when a year or a month is cut: ``1956-00``, ``1956-10-00``; and ``undated``."""
    dates: tuple[str, ...]
    """Each date as known that has stories, in order."""
    count: int
    """Stories."""


def layout(counts: Mapping[str, int], closed: int, open_: int) -> list[Shard]:
    """Cut time into shards, oldest first and the undated one before them.

    ``counts`` gives the number of stories for each date as known (``""`` for undated); the result
    depends on nothing else but the two caps, in stories.
    """
    held = {date: count for date, count in counts.items() if count > 0}
    total = sum(held.values())
    if not total:
        return []
    dated = sorted(date for date in held if date)
    if dated and total <= open_:
        return [Shard("all", tuple(sorted(held)), total)]
    shards = [Shard(UNDATED, ("",), held[""])] if "" in held else []
    if dated:
        newest = dated[-1][:_YEAR]
        shards += _cut(dated, held, 0, newest, closed, open_)
    return shards


def _cut(
    dates: Sequence[str], counts: Mapping[str, int], level: int, newest: str, closed: int, open_: int
) -> Iterator[Shard]:
    """The shards of one node: itself if it is small enough or cannot be cut, else its children's."""
    id_ = _LEVELS[level][1](dates[0])
    size = sum(counts[date] for date in dates)
    is_open = dates[0][:_YEAR] == newest or (level < _OF_A_YEAR and _LEVELS[level][1](newest) == id_)
    if size <= (open_ if is_open else closed) or level == len(_LEVELS) - 1:
        yield Shard(id_, tuple(dates), size)
        return
    needed, name = _LEVELS[level + 1]
    vague = [date for date in dates if len(date) < needed]  # these come first: "1956" sorts before "1956-01"
    if vague:
        yield Shard(f"{vague[0]}-00", tuple(vague), counts[vague[0]])
    for _, child in groupby(dates[len(vague) :], key=name):
        yield from _cut(list(child), counts, level + 1, newest, closed, open_)


def first_day(date: str) -> str:
    """The earliest day that a date as known may mean: ``1956-10`` gives ``1956-10-01``."""
    return date + "-01-01"[len(date) - _YEAR :] if date else ""


def last_day(date: str) -> str:
    """The latest day that it may mean, for comparing: a month is taken to have 31 days."""
    return date + "-12-31"[len(date) - _YEAR :] if date else ""
