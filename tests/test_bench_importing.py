"""What a large import costs: a tiny one, and the verdict that is made of figures."""

import subprocess
import sys

from tools import ROOT

from bench.importing import Imported, options_of, told
from bench.measure import Cost


def test_a_tiny_import_is_measured_and_leaves_nothing() -> None:
    there = set((ROOT / "build/bench").glob("import-*"))
    done = subprocess.run(
        [sys.executable, "-m", "bench.importing", "--count", "40"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("40 stories, ")
    assert "| 300 MB | pass |" in done.stdout
    assert set((ROOT / "build/bench").glob("import-*")) == there


def test_memory_passes_up_to_its_limit() -> None:
    assert "| 300 MB | 300 MB | pass |" in told(Imported(10, 1000, Cost(2.0, 1.0, 300_000_000)))
    assert "| 301 MB | 300 MB | **fail** |" in told(Imported(10, 1000, Cost(2.0, 1.0, 301_000_000)))


def test_as_many_stories_as_were_asked_for() -> None:
    assert options_of([]).count == 300_000
    assert options_of(["--count", "7"]).count == 7
