"""How many planted copies a build finds, how many that are none, and what looking costs; `make bench-reprints`.

    python -m bench.reprints [--count N] [--repeat TIMES]

Half of the long stories of an invented archive are planted in a second paper again, under another headline: as they
were, edited, cut, or several of these. Beside them stands what is no copy: stories that quote a sentence of another,
and a notice that stands under one story in thirty (of fewer than 2,000 stories so few have it that it counts as a
copy). Then the archive is built from nothing, with ``reprints`` and without.
"""

import argparse
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench import corpus
from bench.corpus import Story
from bench.measure import Cost, run
from bench.peers.peer import INSTALLED
from bench.words import Vocabulary

LEAST = 0.95
"""Of precision and of recall."""
MOST_TIME = 0.15
"""Of a build's time that looking for copies may add."""
OTHER_PAPER = "hill-mercury"
_PLANTED, _QUOTING, _NOTICED = 1 / 2, 1 / 40, 1 / 30
"""How many of the long stories have a copy, quote another, and of all have the notice."""
_LONG = 150
"""Words of stories that are cut or quoted, at least: what is left of them is to be long enough to be compared."""

Change = Callable[["Desk", str], str]


@dataclass(frozen=True)
class Desk:
    """What a second paper's editor works with: new words and chance."""

    vocabulary: Vocabulary
    chance: Random

    def sentence(self) -> str:
        return f"{' '.join(self.vocabulary.draw(self.chance, 15)).capitalize()}."


def as_it_was(desk: Desk, body: str) -> str:
    return body


def edited(desk: Desk, body: str) -> str:
    """One word in ten is another, or is struck, and paragraphs begin elsewhere."""
    new = iter(desk.vocabulary.draw(desk.chance, body.count(" ") + body.count("\n") + 1))
    kept = (next(new) if desk.chance.random() < 1 / 15 else word for word in body.split())
    return "\n\n".join(_in_paragraphs([word for word in kept if desk.chance.random() > 1 / 30]))


def cut(desk: Desk, body: str) -> str:
    """What fits into the column: a third to two thirds from the top."""
    words = body.split()
    return " ".join(words[: round(len(words) * desk.chance.uniform(1 / 3, 2 / 3))])


def a_part(desk: Desk, body: str) -> str:
    """A third from anywhere."""
    words = body.split()
    start = desk.chance.randrange(len(words) * 2 // 3)
    return " ".join(words[start : start + len(words) // 3 + 1])


def with_a_local_beginning(desk: Desk, body: str) -> str:
    """Half of it, under two sentences of the paper's own."""
    words = body.split()
    return f"{desk.sentence()} {desk.sentence()}\n\n{' '.join(words[: len(words) // 2])}"


def cut_and_edited(desk: Desk, body: str) -> str:
    return edited(desk, cut(desk, body))


KINDS: dict[str, Change] = {
    "as it was": as_it_was, "edited": edited, "cut": cut, "a third of it": a_part,
    "half, with another beginning": with_a_local_beginning, "cut and edited": cut_and_edited,
}  # fmt: skip


def _in_paragraphs(words: list[str]) -> Iterator[str]:
    for start in range(0, len(words), 45):
        yield " ".join(words[start : start + 45])


def planted(count: int, desk: Desk) -> Iterator[tuple[Story, str, str]]:
    """(story, its paper, ""), and after it, where one is planted, (copy, the other paper, kind of copy)."""
    kinds = list(KINDS)
    notice = " ".join(desk.sentence() for _ in range(4))
    before: Story | None = None
    for number, story in enumerate(corpus.stories(count)):
        body = story.body
        is_long = len(body.split()) >= _LONG
        if before and is_long and desk.chance.random() < _QUOTING:
            body += f"\n\n{before.body.split('.')[0]}."
        if desk.chance.random() < _NOTICED:
            body += f"\n\n{notice}"
        story = replace(story, body=body)
        yield story, corpus.OUTLET, ""
        if is_long and desk.chance.random() < _PLANTED:
            kind = kinds[number % len(kinds)]
            day = date.fromisoformat(story.day) + timedelta(days=desk.chance.choice((0, 1, 2, 7_000)))
            headline = " ".join(desk.vocabulary.draw(desk.chance, 6)).capitalize()
            yield replace(story, slug=f"copy-{number}", headline=headline, day=day.isoformat(),
                          body=KINDS[kind](desk, story.body)), OTHER_PAPER, kind  # fmt: skip
        before = story


def write_archive(count: int, root: Path) -> dict[frozenset[str], str]:
    """Write the archive; the kind of each planted pair, by the two stories' sources."""
    content, truth, original = root / "content", dict[frozenset[str], str](), ""
    for paper, name in ((corpus.OUTLET, corpus.OUTLET_NAME), (OTHER_PAPER, "The Hill Mercury")):
        corpus.write(content / f"outlets/{paper}.yaml", f"name: {name}\n")
    for story, paper, kind in planted(count, Desk(Vocabulary(corpus.SEED), Random("copies"))):
        source = f"articles/{paper}/{story.file}"
        corpus.write(content / source, corpus.story_text(story).replace("---\n", f"---\noutlet: {paper}\n", 1))
        if kind:
            truth[frozenset((original, source))] = kind
        original = source
    return truth


def build(root: Path, *, reprints: bool) -> Cost:
    """What a build from nothing costs, with copies or without."""
    for made in (".backissue", "site"):
        shutil.rmtree(root / made, ignore_errors=True)
    settings = corpus.SETTINGS.format(theme="broadsheet") + corpus.ALL
    corpus.write(root / "content/archive.yaml", f"{settings}reprints: {str(reprints).lower()}\n")
    return run([sys.executable, "-m", "backissue", "build"], root)


def found(root: Path) -> set[frozenset[str]]:
    """The pairs that the last build found, by the two stories' sources."""
    with sqlite3.connect(root / ".backissue/catalog.db") as db:
        return {frozenset(row) for row in db.execute(
            "SELECT one.source, two.source FROM copies JOIN articles AS one ON one.id = copies.article"
            " JOIN articles AS two ON two.id = copies.other"
        )}  # fmt: skip


def told(truth: dict[frozenset[str], str], pairs: set[frozenset[str]], costs: dict[bool, Cost]) -> Iterator[str]:
    """The figures in words, a line each."""
    right = pairs & truth.keys()
    for kind in KINDS:
        planted_ = [pair for pair, its in truth.items() if its == kind]
        hits = sum(pair in pairs for pair in planted_)
        yield f"{kind:<30} {hits:>6,} of {len(planted_):>6,} found  {hits / max(1, len(planted_)):.3f}"
    for name, value in (("precision", len(right) / max(1, len(pairs))), ("recall", len(right) / max(1, len(truth)))):
        yield f"{name:<30} {value:.4f}, at least {LEAST}: {'met' if value >= LEAST else 'not met'}"
    for is_on in (False, True):
        cost = costs[is_on]
        yield (
            f"{'with reprints' if is_on else 'without':<30} {cost.wall:.2f} s, processor {cost.cpu:.2f} s, "
            f"{cost.peak / 1e6:,.0f} MB"
        )
    added = costs[True].cpu / costs[False].cpu - 1
    verdict = "met" if added <= MOST_TIME else "not met"
    yield f"{'processor time added':<30} {added:.1%}, at most {MOST_TIME:.0%}: {verdict}"


def measure(count: int, repeat: int, root: Path) -> Iterator[str]:
    """Plant, build by turns without and with, and tell of the least that each cost."""
    truth = write_archive(count, root)
    turns = [{is_on: build(root, reprints=is_on) for is_on in (False, True)} for _ in range(repeat)]
    costs = {is_on: min((turn[is_on] for turn in turns), key=lambda cost: cost.cpu) for is_on in (False, True)}
    yield f"{count:,} stories and {len(truth):,} planted copies"
    yield from told(truth, found(root), costs)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.reprints", description="Measure how copies are found.")
    options.add_argument("--count", type=int, default=5_000, help="how many stories, copies not among them")
    options.add_argument("--repeat", type=int, default=2, help="builds of each kind; the least cost counts")
    given = options.parse_args()
    INSTALLED.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="reprints-", dir=INSTALLED))
    try:
        for line in measure(given.count, given.repeat, work):
            sys.stdout.write(f"{line}\n")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
