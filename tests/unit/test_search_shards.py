"""The layout of shards: every story in one, spans apart and in order, from the counts alone."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from backissue.search import shards
from backissue.search.shards import Shard, first_day, last_day, layout
from hypothesis import given
from hypothesis import strategies as st

days = st.dates(date(1895, 1, 1), date(1905, 12, 31)).map(str)
dates = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]), st.just(""))
counts_of_dates = st.dictionaries(dates, st.integers(0, 30), max_size=60)
caps = st.tuples(st.integers(1, 200), st.integers(1, 60))


@given(counts_of_dates, caps)
def test_each_date_is_in_exactly_one_shard(counts: dict[str, int], cap: tuple[int, int]) -> None:
    held = [day for shard in layout(counts, *cap) for day in shard.dates]
    assert sorted(held) == sorted(date for date, count in counts.items() if count)


@given(counts_of_dates, caps)
def test_shards_count_their_stories_and_have_ids_of_their_own(counts: dict[str, int], cap: tuple[int, int]) -> None:
    shards = layout(counts, *cap)
    assert all(shard.count == sum(counts[date] for date in shard.dates) for shard in shards)
    assert len({shard.id for shard in shards}) == len(shards)


@given(counts_of_dates, caps)
def test_spans_are_apart_and_in_order(counts: dict[str, int], cap: tuple[int, int]) -> None:
    for earlier, later in pairwise(layout(counts, *cap)):
        assert earlier.dates[-1] < later.dates[0]


@given(counts_of_dates, caps, st.randoms())
def test_the_layout_depends_on_the_counts_alone(counts: dict[str, int], cap: tuple[int, int], random: Random) -> None:
    shuffled = list(counts.items())
    random.shuffle(shuffled)
    assert layout(dict(shuffled), *cap) == layout(counts, *cap)


def is_of(year: str, id_: str) -> bool:
    """True when a shard's span, by its id, is of a year, or holds it."""
    if len(id_) == 9 and id_[4] == "-":
        return id_[:4] <= year <= id_[5:]
    return year.startswith(id_.rstrip("x")[:4])


@given(counts_of_dates, caps)
def test_a_shard_over_its_cap_is_one_that_cannot_be_cut(counts: dict[str, int], cap: tuple[int, int]) -> None:
    closed, open_ = cap
    newest = max((date[:4] for date, count in counts.items() if count and date), default="")
    for shard in layout(counts, closed, open_):
        is_open = shard.id == "all" or is_of(newest, shard.id)
        if shard.count > (open_ if is_open else closed):
            assert len(shard.dates) == 1


@given(counts_of_dates, caps, days)
def test_one_story_more_changes_only_shards_above_or_beside_its_day(
    counts: dict[str, int], cap: tuple[int, int], day: str
) -> None:
    before = {shard.id: shard for shard in layout(counts, *cap)}
    newest = max((date[:4] for date, count in counts.items() if count and date), default="")
    if day[:4] > newest:
        return  # a new year closes the one before it, and may join it with its decade
    after = {shard.id: shard for shard in layout(counts | {day: counts.get(day, 0) + 1}, *cap)}
    shared = before.keys() & after.keys()
    assert len([id_ for id_ in shared if before[id_] != after[id_]]) <= 1


def test_a_small_archive_is_one_shard_the_undated_too() -> None:
    assert layout({"1956": 2, "": 1, "2025-01-02": 3}, 5000, 500) == [Shard("all", ("", "1956", "2025-01-02"), 6)]


def test_time_that_is_over_is_cut_later_than_the_newest_year() -> None:
    counts = {"": 3, "1937-05-07": 9, "1956-10": 2, "1956-10-13": 9, "1957": 1, "2025-11": 1}
    counts |= {f"2025-11-{day:02}": 3 for day in range(1, 6)}
    assert [(shard.id, shard.count) for shard in layout(counts, closed=12, open_=5)] == [
        ("undated", 3),
        ("193x", 9),
        ("195x", 12),
        ("2025-11-00", 1),
        *((f"2025-11-{day:02}", 3) for day in range(1, 6)),
    ]


def test_what_is_known_by_year_alone_stays_behind_when_the_year_is_cut() -> None:
    counts = {"1956": 3, "1956-10": 2, "1956-10-13": 9, "1956-11-01": 4, "1957-01-01": 1}
    assert [shard.id for shard in layout(counts, closed=8, open_=8)] == [
        "1956-00",
        "1956-10-00",
        "1956-10-13",
        "1956-11",
        "1957",
    ]


@pytest.mark.parametrize(
    ("known", "first", "last"),
    [
        ("1956-10-13", "1956-10-13", "1956-10-13"),
        ("1956-10", "1956-10-01", "1956-10-31"),
        ("1956", "1956-01-01", "1956-12-31"),
        ("", "", ""),
    ],
)
def test_the_days_a_date_may_mean(known: str, first: str, last: str) -> None:
    assert (first_day(known), last_day(known)) == (first, last)


def test_half_decades_halves_and_quarters_stand_between() -> None:
    counts = {f"{1950 + at}-05-05": 3 for at in range(10)} | {f"1961-{month:02}-05": 4 for month in range(1, 13)}
    assert [(shard.id, shard.count) for shard in layout(counts | {"1999": 1}, closed=15, open_=5)] == [
        ("1950-1954", 15), ("1955-1959", 15), ("1961-q1", 12), ("1961-q2", 12), ("1961-q3", 12), ("1961-q4", 12),
        ("199x", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("total", "closed", "open_"), [
    (0, 600, 600), (38_400, 600, 600), (38_401, 1200, 600), (100_000, 2400, 600), (1_000_000, 6000, 1500),
])  # fmt: skip
def test_shards_grow_with_the_archive(total: int, closed: int, open_: int) -> None:
    assert shards.caps(total) == (closed, open_)


def test_a_hundred_years_of_ten_thousand_a_year_are_at_most_250_shards() -> None:
    counts = {f"{1926 + day // 360}-{day % 360 // 30 + 1:02}-{day % 30 + 1:02}": 28 for day in range(36_000)}
    assert len(layout(counts, *shards.caps(sum(counts.values())))) <= 250
