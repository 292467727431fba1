"""A killed build loses nothing: whenever it ends, the next one ends equal to a cold one."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from backissue.place import BuildLock, find_place
from backissue.render.words import shipped_theme
from edits import Archive, clone, first_archive
from test_incremental import built, differences, tree

pytestmark = pytest.mark.long

_SCRIPT = Path(__file__).with_name("killed_build.py")
Run = Callable[[Path, Archive, int], tuple[int, int]]
"""Builds an archive that is killed at a moment: (exit code, how many moments there were)."""


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with subprocess.Popen(
        [sys.executable, str(_SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin
        assert process.stdout
        ask, answers = process.stdin, process.stdout

        def run(root: Path, archive: Archive, moment: int) -> tuple[int, int]:
            ask.write(f"{json.dumps([str(root), archive.as_of, moment])}\n")
            code, seen = json.loads(answers.readline())
            return code, seen

        yield run
        ask.close()


@pytest.fixture(scope="module")
def before_and_after(
    tmp_path_factory: pytest.TempPathFactory, templates_of_ones_own: None
) -> tuple[Path, Archive, dict[str, bytes]]:
    """An archive that was built once and has changed since, and the site that it should become."""
    root = tmp_path_factory.mktemp("kill") / "archive"
    archive = first_archive()
    archive.settings["search"] = {"closed": 50, "open": 4}
    archive.write(root, shipped_theme())
    assert built(root, archive)
    story = archive.stories.pop("gazette/story-4.md")
    archive.stories["gazette/moved.md"] = story.with_field("published", "1957-05-05").with_field(
        "aliases", ["/old.html"]
    )
    archive.stories["herald/story-1.md"] = archive.stories["herald/story-1.md"].with_field(
        "withdrawn", {"date": "1958", "reason": "R"}
    )
    archive.write(root, shipped_theme())
    cold = root.with_name("cold")
    clone(root, cold)
    assert built(cold, archive)
    return root, archive, tree(cold / "site")


def assert_every_death_is_made_good(
    run: Run, root: Path, archive: Archive, wanted: dict[str, bytes], scratch: Path, step: int
) -> None:
    copytree(root, scratch)
    code, total = run(scratch, archive, 0)
    assert code == 0
    assert total > 40
    rmtree(scratch)
    for moment in [*range(1, total, step), total]:
        copytree(root, scratch)
        code, _ = run(scratch, archive, moment)
        assert code == -signal.SIGKILL
        assert built(scratch, archive)
        assert differences(tree(scratch / "site"), wanted) == [], f"killed at moment {moment} of {total}"
        rmtree(scratch)


def test_an_incremental_build_killed_at_any_write_or_commit_is_made_good_by_the_next(
    run: Run, before_and_after: tuple[Path, Archive, dict[str, bytes]], tmp_path: Path
) -> None:
    """Moments come in pairs, after one write and before the next: every second meets each state of the disk."""
    assert_every_death_is_made_good(run, *before_and_after, tmp_path / "scratch", step=2)


def test_a_first_build_killed_on_its_way_is_made_good_by_the_next(
    run: Run, before_and_after: tuple[Path, Archive, dict[str, bytes]], tmp_path: Path
) -> None:
    """It has hundreds of moments, most of them alike: every fifteenth, so that all sorts are met."""
    root, archive, wanted = before_and_after
    clone(root, tmp_path / "fresh")
    assert_every_death_is_made_good(run, tmp_path / "fresh", archive, wanted, tmp_path / "scratch", step=15)


def test_workers_end_with_the_build_that_started_them(tmp_path: Path) -> None:
    """A killed build's processes must not write into the next one's site."""
    archive = first_archive()
    for index in range(450):
        story = archive.stories["gazette/story-0.md"]
        archive.stories[f"gazette/more-{index}.md"] = story.with_field("headline", f"More {index}")
    archive.settings["search"] = {"closed": 5000, "open": 5000}
    archive.write(tmp_path, shipped_theme())
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC; from backissue.build import build\n"
        "def tell(phase, done, total):\n"
        "    if phase == 'rendering': import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n"
        "if __name__ == '__main__':\n"
        f"    as_of = datetime.fromisoformat('{archive.as_of}').replace(tzinfo=UTC)\n"
        "    build(Path(sys.argv[1]), as_of=as_of, jobs=2, progress=tell)\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    died = subprocess.run([sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert built(tmp_path, archive)
    clone(tmp_path, tmp_path / "cold")
    assert built(tmp_path / "cold", archive)
    assert differences(tree(tmp_path / "site"), tree(tmp_path / "cold" / "site")) == []


def test_a_build_waits_for_the_pagefind_that_a_killed_one_left_running(tmp_path: Path) -> None:
    """Else it would write into the folders that the new build's own Pagefind writes into."""
    archive = first_archive()
    archive.write(tmp_path, shipped_theme())
    started, ended, slow = tmp_path / "started", tmp_path / "ended", tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\necho >'{started}'\nsleep 3\necho >'{ended}'\nexit 3\n")
    slow.chmod(0o755)
    code = (
        "from pathlib import Path; from backissue.build import build; from backissue.search import pagefind\n"
        f"pagefind.program = lambda: (Path({str(slow)!r}), 'slow 1')\n"
        f"build(Path({str(tmp_path)!r}), jobs=1)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    while not started.is_file():
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert not ended.is_file()
    with BuildLock(find_place(tmp_path, None)):
        assert ended.is_file()
