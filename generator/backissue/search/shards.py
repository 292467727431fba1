"""Which stories share a search bundle: spans of time, cut by counts and never by the clock.

Time is a tree (all, century, decade, year, month, day). A shard is a node that is small enough, as
high up as possible: small enough means the *closed* cap, or the *open* cap for a node in or above the
newest year that has stories, because new stories go there and each of them builds its shard anew.
Nodes are aligned, so a story that comes or goes splits or joins at most the nodes above it, and
two shards never hold the same day. A node that is too large is cut into its children; stories whose
date is less exact than the children's ("1956" in a year cut into months) stay behind as a shard.

Rejected: joining neighbours greedily until a cap is reached packs better, but one more story early on
moves every border after it. Spans counted back from today change while nobody edits anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

UNDATED = "undated"
"""The id of the shard of stories without a date, when they don't share the only one."""

_DEPTHS = (0, 2, 3, 4, 7, 10)
"""How many characters of a date name its node: all, century, decade, year, month, day."""
_YEAR = 4


class Shard(msgspec.Struct, frozen=True):
    """One span of time and the dates in it that have stories."""

    id: str
    """``all``, ``19xx``, ``195x``, ``1956``, ``1956-10``, ``1956-10-13``; what stays behind when a year or
    a month is cut: ``1956-00``, ``1956-10-00``; and ``undated``."""
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
    depth = _DEPTHS[level]
    prefix = dates[0][:depth]
    size = sum(counts[date] for date in dates)
    is_open = newest.startswith(prefix[:_YEAR])
    if size <= (open_ if is_open else closed) or depth == _DEPTHS[-1]:
        yield Shard(_name(prefix), tuple(dates), size)
        return
    for vague, group in groupby(dates, key=lambda date: len(date) == depth):
        if vague:  # comes first: "1956" sorts before "1956-01"
            yield Shard(f"{prefix}-00", (prefix,), counts[prefix])
            list(group)
            continue
        deeper = _DEPTHS[level + 1]
        for _, child in groupby(group, key=lambda date: date[:deeper]):
            yield from _cut(list(child), counts, level + 1, newest, closed, open_)


def _name(prefix: str) -> str:
    """The id of the node whose dates begin with ``prefix``."""
    return {0: "all", 2: f"{prefix}xx", 3: f"{prefix}x"}.get(len(prefix), prefix)


def first_day(date: str) -> str:
    """The earliest day that a date as known may mean: ``1956-10`` gives ``1956-10-01``."""
    return date + "-01-01"[len(date) - _YEAR :] if date else ""


def last_day(date: str) -> str:
    """The latest day that it may mean, for comparing: a month is taken to have 31 days."""
    return date + "-12-31"[len(date) - _YEAR :] if date else ""
