"""The benchmark: a tiny run from end to end, and what it makes of figures that were measured before."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from tools import ROOT

from bench import chart, report
from bench.edits import edits
from bench.figures import Figures
from bench.measure import Cost
from bench.outputs import Outputs
from bench.preview import told
from bench.record import recall, remember
from bench.run import MANY, options_of
from bench.runs import Run

PAGES, SEARCH = "Back Issue, plain, pages only", "Back Issue, plain, with search"


def test_a_tiny_run_measures_every_target_and_leaves_nothing_but_its_figures(tmp_path: Path) -> None:
    (tmp_path / "performance.md").write_text(f"Before.\n\n{report.BEGIN}\nold\n{report.END}\n\nAfter.\n", "utf-8")
    there = set((ROOT / "build/bench").glob("run-*"))
    arguments = ["--count", "40", "--programs", "plain", "--edits", "table", "--docs", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.run", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "performance.md").read_text("utf-8")
    assert page == f"Before.\n\n{report.BEGIN}\n\n{done.stdout.strip()}\n\n{report.END}\n\nAfter.\n"
    assert [line.split(" | ")[0].strip("| ") for line in page.splitlines() if "| plain |" in line] == [
        "cold, pages only, against Hugo",
        "cold with search, against Hugo + Pagefind",
        "Pelican against us, cold",
        "one body edit, pages: Hugo against us",
        "one body edit with search: Hugo + Pagefind against us",
        "nothing changed",
        "a restored cache, one edit",
        "peak memory, all processes",
        "files that differ after one body edit",
    ]
    assert page.count("| not measured |") == 5  # those that need another program
    known = Figures(recall(tmp_path / "performance.json")[40])
    steps = ["cold", *(edit.name for edit in edits("plain", "table"))]
    assert [[run.step for run in known.of(name, *steps)] for name in (PAGES, SEARCH)] == [steps, steps]
    assert "| start, end, all else |" in page
    assert {"reading", "rendering", "search"} <= known.phases(SEARCH, "cold").keys()
    assert known.differ(PAGES, "nothing") == known.differ(SEARCH, "nothing") == 0
    assert known.differ(PAGES, "restored cache") == 2  # the story, and the site's sum
    # Each story has a file in the index, and there is none of them without search.
    assert known.of(SEARCH, "cold")[0].files > known.of(PAGES, "cold")[0].files + 39
    assert set((ROOT / "build/bench").glob("run-*")) == there
    assert set(os.listdir(tmp_path)) == {"performance.md", "performance.json", "performance.svg"}  # noqa: PTH208


def test_a_million_stories_are_measured_by_what_the_targets_ask_for_unless_more_is_asked() -> None:
    few, many = options_of(["--count", str(MANY)]), options_of(["--count", "1000000"])
    assert (len(few.programs), few.edits) == (5, "all")
    assert (list(many.programs), many.edits) == (["plain"], "table")
    asked = options_of(["--count", "1000000", "--programs", "broadsheet", "--edits", "small"])
    assert (asked.programs, asked.edits) == (["broadsheet"], "small")


def test_files_with_other_bytes_differ_whenever_they_were_written(tmp_path: Path) -> None:
    for name in ("same", "touched", "other", "gone"):
        (tmp_path / name).write_text(name)
    outputs = Outputs(tmp_path)
    assert outputs.look() == (4, 4)
    assert outputs.look() == (4, 0)
    (tmp_path / "touched").write_text("touched")
    os.utime(tmp_path / "touched", (1, 1))
    assert outputs.look() == (4, 0)
    (tmp_path / "other").write_text("OTHER")
    os.utime(tmp_path / "other", (1, 1))
    (tmp_path / "gone").unlink()
    (tmp_path / "in").mkdir()
    (tmp_path / "in/new").touch()
    assert outputs.look() == (4, 2)  # what is gone is not uploaded
    assert outputs.look() == (4, 0)


def test_a_restored_cache_has_no_time_as_it_was_and_one_other_text(tmp_path: Path) -> None:
    articles = tmp_path / "content/articles"
    for number in range(8):
        (articles / "1976/01").mkdir(parents=True, exist_ok=True)
        (articles / f"1976/01/story-{number}.md").write_text("Some words here.\n")
    before = {file: (file.stat().st_mtime_ns, file.read_text()) for file in articles.rglob("*.md")}
    (restored,) = (edit for edit in edits("plain") if edit.name == "restored cache")
    restored.apply(tmp_path)
    after = {file: (file.stat().st_mtime_ns, file.read_text()) for file in articles.rglob("*.md")}
    assert all(after[file][0] != before[file][0] for file in before)
    assert sum(after[file][1] != before[file][1] for file in before) == 1


def cold(program: str, seconds: float) -> Run:
    return Run(program, "cold", Cost(seconds, seconds, 100_000_000), 10, 10)


def row(table: str, what: str) -> str:
    (line,) = (line for line in table.splitlines() if line.startswith(f"| {what} | plain |"))
    return line.removeprefix(f"| {what} | plain | ").removesuffix(" |")


def test_figures_of_several_goes_are_told_as_such(tmp_path: Path) -> None:
    file, ratio = tmp_path / "performance.json", "cold, pages only, against Hugo"
    remember(file, 10_000, "2026-01-01 10:00:00", [cold(PAGES, 4.0)])
    remember(file, 10_000, "2026-01-01 10:00:00", [cold("Hugo", 4.0)])
    told = report.tables(10_000, {10_000: Figures(recall(file)[10_000])})
    assert "Measured on 2026-01-01: " in told
    assert row(told, ratio) == "1.00 | at most 1.0 | met"
    remember(file, 10_000, "2026-02-02 20:00:00", [cold(PAGES, 6.0)])
    told = report.tables(10_000, {10_000: Figures(recall(file)[10_000])})
    assert "- 2026-01-01 10:00: Hugo. " in told
    assert f"- 2026-02-02 20:00: {PAGES}. " in told
    assert row(told, ratio) == "1.50 (two runs) | at most 1.0 | **not met**"
    remember(file, 10_000, "2026-02-02 20:00:00", [cold("Hugo", 6.0)])
    assert [one.begun for one in recall(file)[10_000]] == ["2026-02-02 20:00:00"]


@pytest.mark.parametrize(
    ("seconds", "verdict"), [(660.0, "11.00 (two runs) | at most 11 | met"), (661.0, "**not met**")]
)
def test_a_million_stories_are_compared_with_the_hundred_thousand_on_record(
    tmp_path: Path, seconds: float, verdict: str
) -> None:
    file = tmp_path / "performance.json"
    remember(file, 100_000, "2026-01-01 10:00:00", [cold(PAGES, 60.0)])
    remember(file, 1_000_000, "2026-01-02 10:00:00", [cold(PAGES, seconds)])
    told = report.tables(1_000_000, {count: Figures(known) for count, known in recall(file).items()})
    assert row(told, "cold, pages only, against a tenth of the stories").endswith(verdict)
    assert row(told, "cold, pages only") == f"{seconds:.0f} s | completes | met"
    assert row(told, "cold with search") == " | completes | not measured"


def test_the_chart_has_a_bar_for_each_figure_and_says_them_in_words() -> None:
    sizes = {count: Figures(known) for count, known in recall(ROOT / "docs/performance.json").items()}
    drawn = ET.fromstring(chart.draw(sizes))
    title, description, *_ = drawn
    bars = [one for one in drawn if one.tag.endswith("rect") and one.get("class") in ("bar", "ours")]
    assert title.text
    assert description.text
    assert len(bars) == description.text.count(" s;") + description.text.count(" s.")
    assert all(float(bar.get("x", "")) + float(bar.get("width", "")) < float(drawn.get("width", "")) for bar in bars)


def test_a_preview_is_measured_in_chromium_and_told_beside_what_it_may_take() -> None:
    there = set((ROOT / "build/bench").glob("preview-*"))
    done = subprocess.run(
        [sys.executable, "-m", "bench.preview", "--count", "40", "--edits", "2"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": "tests"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.match(r"40 stories: \d+ ms from saving to the screen\n\(median of 2 edits; ", done.stdout)
    assert set((ROOT / "build/bench").glob("preview-*")) == there
    assert "100,000 stories: 310 ms from saving to the screen, at most 300 ms: not met" in told(100_000, [310.0])
