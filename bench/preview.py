"""How soon an editor sees what was saved: from a story's file to its new text on the screen; `make bench-preview`.

    python -m bench.preview [--count N] [--edits TIMES]

An invented archive is built and previewed, a story is open in Chromium, and a word is added to it again and again. The
clock runs from before the file is written to the second frame after the page has its new text: that one is painted.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import ConsoleMessage

from bench import corpus
from bench.edits import nth_story
from bench.line import browser
from bench.peers.peer import INSTALLED

THEME = "broadsheet"
TARGETS = {1_000: 150, 100_000: 300}
"""Milliseconds, by how many stories there are."""
_PAUSE = 0.25
"""Seconds between an edit that is seen and the next one."""
_ANNOUNCED = "The archive is at "
_SHOWN = """
addEventListener("DOMContentLoaded", () => {
  const painted = () => requestAnimationFrame(() => {
    const word = document.body.textContent.match(/seen-\\d+(?=\\.\\s)/g)?.at(-1);
    console.debug("shown", word, performance.timeOrigin + performance.now());
  });
  requestAnimationFrame(painted);
});
"""


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.preview", description="Measure the preview.")
    options.add_argument("--count", type=int, default=1_000, help="how many stories")
    options.add_argument("--edits", type=int, default=20, help="how many edits; the median counts")
    given = options.parse_args()
    INSTALLED.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="preview-", dir=INSTALLED))
    try:
        corpus.write_archive(corpus.stories(given.count), work, THEME)
        found = measure(work, given.edits)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    sys.stdout.write(f"{told(given.count, found)}\n")


def measure(root: Path, edits: int) -> list[float]:
    """Milliseconds from each save to the screen, in order."""
    file = nth_story(root / "content/articles", 0)
    with previewed(root) as address, browser() as chromium:
        page = chromium.new_page()
        page.add_init_script(_SHOWN)
        page.goto(address + _address_of(file))
        found: list[float] = []
        for number in range(edits):
            text = f"{file.read_text('utf-8').rstrip()} seen-{number}.\n"
            time.sleep(_PAUSE)
            with page.expect_console_message(_says(number)) as seen:
                begun = time.time()
                file.write_text(text, "utf-8")
            found.append(float(seen.value.text.split()[-1]) - begun * 1000)
        return found


def _says(number: int) -> Callable[[ConsoleMessage], bool]:
    """Whether a page says that it shows an edit's word."""
    return lambda message: message.text.startswith(f"shown seen-{number} ")


def _address_of(file: Path) -> str:
    day = next(line for line in file.read_text("utf-8").splitlines() if line.startswith("edition: ")).split()[1]
    return f"{corpus.OUTLET}/{day.replace('-', '/')}/{file.stem}/"


@contextmanager
def previewed(root: Path) -> Iterator[str]:
    """The address of a preview of an archive while the block runs."""
    command = [sys.executable, "-m", "backissue", "serve", "--root", os.fspath(root), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            lines = (line for line in process.stdout if line.startswith(_ANNOUNCED))
            yield next(lines).removeprefix(_ANNOUNCED).split()[0]
        finally:
            process.terminate()


def told(count: int, found: list[float]) -> str:
    """The figures in words: the median beside what it may be, where that is said."""
    median = statistics.median(found)
    target = TARGETS.get(count)
    verdict = "" if target is None else f", at most {target} ms: {'met' if median <= target else 'not met'}"
    return (
        f"{count:,} stories: {median:.0f} ms from saving to the screen{verdict}\n"
        f"(median of {len(found)} edits; the quickest {min(found):.0f} ms, the slowest {max(found):.0f} ms)"
    )


if __name__ == "__main__":
    main()
