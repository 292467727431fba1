"""One program after another on the same stories: each is built from nothing, then edited, then cleared away."""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from backissue.summary import Summary

from bench import corpus
from bench.edits import BEFORE, change_body, edits
from bench.measure import Cost, run_and_hear
from bench.outputs import Outputs
from bench.peers.peer import HUGO, Peer, index_with_pagefind

THEMES = Path(__file__).parent / "themes"
ROOT = Path(__file__).parent.parent
COLD = "cold"


@dataclass(frozen=True)
class Run:
    """One build and what it cost."""

    program: str
    """As the tables name it: ``Back Issue, plain, pages only``."""
    step: str
    """``cold``, or an edit's name."""
    cost: Cost
    files: int
    """In the site, after the build."""
    differ: int
    """New, or with other bytes than before the build: what a deploy uploads."""
    phases: dict[str, float] = field(default_factory=dict)
    """Seconds in each part of a build of Back Issue's, as it says itself."""


class Options(argparse.Namespace):
    """What was asked for."""

    count: int
    programs: Sequence[str]
    repeat: int
    edits: str
    docs: Path
    keep: bool


def name_of(theme: str, search: bool) -> str:
    """A variant of Back Issue as the tables name it."""
    return f"Back Issue, {theme}, {'with search' if search else 'pages only'}"


def run_archive(count: int, theme: str, search: bool, folder: Path, options: Options) -> Iterator[Run]:
    """Back Issue: cold, then every edit."""
    name = name_of(theme, search)
    root, site = folder / "archive", folder / "archive/site"
    corpus.write_archive(corpus.stories(count), root, theme)
    shutil.copytree(THEMES, root / "themes")
    for _ in range(options.repeat):
        _remove(site, root / ".backissue")
        outputs = Outputs(site)
        cost, told = build(root, search, BEFORE)
        yield Run(name, COLD, cost, *outputs.look(), told.phases)
    for edit in edits(theme, options.edits):
        edit.apply(root)
        cost, told = build(root, search, edit.as_of)
        yield Run(name, edit.name, cost, *outputs.look(), told.phases)
    if not options.keep:
        shutil.rmtree(folder)


def build(root: Path, search: bool, as_of: str) -> tuple[Cost, Summary]:
    """The command as anybody would type it, in a process of its own: what it cost, and what it says that it did."""
    module = "backissue" if search else "bench.pages_only"
    command: list[str | Path] = [sys.executable, "-m", module, "build", "--root", root, "--as-of", as_of, "--json"]
    cost, said = run_and_hear(command, root, {"PYTHONPATH": str(ROOT)})
    summary = next(line for line in said.splitlines() if line.startswith("{"))
    return cost, msgspec.json.decode(summary, type=Summary)


def run_peer(count: int, peer: Peer, folder: Path, options: Options) -> Iterator[Run]:
    """Another program: cold, then one edit of one text. Hugo also with an index by Pagefind."""
    work = folder / "peer"
    site = work / peer.output
    peer.prepare(corpus.stories(count), work)
    for step in (*[COLD] * options.repeat, "body"):
        if step == COLD:
            _remove(site)
            alone, with_search = Outputs(site), Outputs(site)
        else:
            _remove(site / "pagefind")
            change_body(work / "content", 0)
        cost = peer.build(work)
        yield Run(peer.name, step, cost, *alone.look())
        if peer is HUGO:
            cost += index_with_pagefind(work, peer.output)
            yield Run("Hugo + Pagefind", step, cost, *with_search.look())
    if not options.keep:
        shutil.rmtree(folder)


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
