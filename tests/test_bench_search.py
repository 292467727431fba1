"""What a search costs: a tiny run in Chromium, and the table that is made of figures."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from tools import ROOT

from bench import corpus, costs
from bench.line import Meter
from bench.reading import Reading, Shares, middle
from bench.search import options_of

CHEAP = Reading("common + rare", "water zeppelin", 12, 0.5, 100_000, 2.0, 900_000, 0.25)
MEASURED = costs.Measured([CHEAP], 19_999, 1, 12, 250, 10_000, 300_000_000)


@pytest.mark.browser
def test_a_tiny_run_searches_the_real_page_and_leaves_nothing_but_its_table(tmp_path: Path) -> None:
    (tmp_path / "search.md").write_text(f"Before.\n\n{costs.BEGIN}\nold\n{costs.END}\n\nAfter.\n", "utf-8")
    there = set((ROOT / "build/bench").glob("search-*"))
    done = subprocess.run(
        [sys.executable, "-m", "bench.search", "--count", "700", "--repeat", "1", "--docs", str(tmp_path)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": "tests"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "search.md").read_text("utf-8")
    assert page == f"Before.\n\n{costs.BEGIN}\n\n{done.stdout.strip()}\n\n{costs.END}\n\nAfter.\n"
    cells = {line.split(" | ")[0].strip("| "): line.split(" | ")[1] for line in page.splitlines() if " | " in line}
    assert cells["shards rebuilt by one edit"] == "1"
    assert 15 < float(cells["the page's own script"].removesuffix(" kB")) < 60
    assert 40 < float(cells["bytes before the first ten results"].removesuffix(" kB")) < 250
    assert float(cells["time to the first ten results"].removesuffix(" s")) > 0.25  # five answers after each other
    assert float(cells["memory of one Pagefind process"].removesuffix(" MB")) > 10
    assert set((ROOT / "build/bench").glob("search-*")) == there


def test_each_figure_passes_up_to_its_limit_and_the_dearest_search_counts() -> None:
    assert [row.what for row in costs.rows(MEASURED) if not row.passes] == []
    dear = replace(CHEAP, first_bytes=250_001, first=1.3, whole_bytes=2_600_000, whole=8.1, second=0.301)
    over = costs.Measured([CHEAP, dear, CHEAP], 20_001, 2, 13, 251, 10_001, 300_000_001)
    rows = costs.rows(over)
    assert len(rows) == 11
    assert not any(row.passes for row in rows)
    told = costs.told(over, "Measured today.")
    assert told.startswith("Measured today.\n\n| ")
    assert "| time to the first ten results | 1.30 s | 1.2 s | **fail** |" in told
    assert "| most files in one folder | 10,001 | 10,000 | **fail** |" in told
    assert "| common + rare (*water zeppelin*) | 12 | 100 kB, 0.50 s | 0.90 MB, 2.00 s | 250 ms |" in told


def test_a_page_without_the_marks_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "search.md"
    page.write_text(f"No end.\n{costs.BEGIN}\n")
    with pytest.raises(LookupError, match="lacks the marks"):
        costs.write_docs(page, "table")
    assert page.read_text() == f"No end.\n{costs.BEGIN}\n"


def test_the_days_of_the_stories_are_known_without_making_them() -> None:
    for count in (5, 900):
        assert corpus.stories_of_days(count) == Counter(story.day for story in corpus.stories(count))


def test_a_million_stories_over_a_hundred_years_are_cut_into_few_shards() -> None:
    assert costs.shards_of(400) == 1
    assert 64 <= costs.shards_of(1_000_000) <= 250


def test_words_are_chosen_by_the_share_of_stories_that_have_them() -> None:
    shares = Shares()
    told = [
        corpus.Story(f"{n}", "", "", (), f"every Fortress {'fifth' * (n % 50 == 0)} {'twentieth' * (n % 200 == 0)}")
        for n in range(2_000)
    ]
    assert list(shares.watch(iter(told))) == told
    assert shares.words("common", 1) == ["fifth"]
    assert shares.words("middling", 3) == ["twentieth", "fifth", "every"]  # no part of a name


def test_bytes_are_counted_up_to_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    meter, clock = Meter(), iter([10.0, 11.0, 12.0])
    monkeypatch.setattr("bench.line.time.time", lambda: next(clock))
    for count in (5, 7, 9):
        meter.add(count)
    assert meter.between(9.0, 9.5) == 0
    assert meter.between(9.0, 11.0) == 12
    assert meter.between(10.5, 99.0) == 16


def test_the_median_of_each_figure_counts() -> None:
    three = [replace(CHEAP, first=first, whole=whole) for first, whole in ((1, 9), (2, 7), (9, 8))]
    assert middle(three) == replace(CHEAP, first=2, whole=8)


def test_a_hundred_thousand_stories_are_searched_unless_others_are_asked_for() -> None:
    assert options_of([]).count == 100_000
    assert options_of(["--count", "20000"]).count == 20_000
