"""What happens to an archive on an ordinary day, as changes to its files."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backissue.render.words import shipped_theme

from bench.corpus import Story, story_text, write

BEFORE, AFTER = "2030-01-01", "2031-01-02"
"""Builds are made as on the first of these days, but for the one that follows the end of the embargo."""
CHOICES = ("table", "small", "all")
"""Which edits are made: those that the targets ask for; these and all small ones; also those that change every page."""
_HOUR = 3_600_000_000_000
"""In nanoseconds."""


@dataclass(frozen=True)
class Edit:
    """A change to an archive."""

    name: str
    apply: Callable[[Path], None]
    """Gets the archive's folder."""
    as_of: str = BEFORE
    choice: str = "small"
    """The narrowest of CHOICES that has it."""


def edits(theme: str, choice: str = "all") -> list[Edit]:
    """Those of a choice, in the order in which they are made: each on top of those before."""
    chosen = CHOICES[: CHOICES.index(choice) + 1]
    return [edit for edit in _all(theme) if edit.choice in chosen]


def _all(theme: str) -> list[Edit]:
    return [
        Edit("nothing", lambda root: None, choice="table"),
        Edit("body", lambda root: change_body(_articles(root), 0), choice="table"),
        Edit("body, again", lambda root: change_body(_articles(root), 1), choice="table"),
        Edit("body, a third time", lambda root: change_body(_articles(root), 2), choice="table"),
        Edit("headline", _change_headline),
        Edit("new story", _add_story),
        Edit("deleted story", lambda root: nth_story(_articles(root), 4).unlink()),
        Edit("restored cache", _restore, choice="table"),
        Edit("setting", _change_name, choice="all"),
        Edit("template", lambda root: _change_template(root, theme), choice="all"),
        Edit("embargo passes", lambda root: None, AFTER),
    ]


def nth_story(articles: Path, number: int) -> Path:
    """A story from the middle of the archive: the same one, whatever program's form it is in."""
    stories: list[Path] = []
    years = sorted(articles.iterdir())
    for year in years[len(years) // 2 :]:
        stories += sorted(year.rglob("*.md"))
        if len(stories) > number:
            return stories[number]
    raise LookupError("the archive is too small to be edited")


def change_body(articles: Path, number: int) -> None:
    """One word of a story's text becomes another."""
    file = nth_story(articles, number)
    text = file.read_text("utf-8").rstrip().rpartition(" ")[0]
    file.write_text(f"{text} corrected.\n", "utf-8")


def _articles(root: Path) -> Path:
    return root / "content/articles"


def _change_headline(root: Path) -> None:
    file = nth_story(_articles(root), 3)
    text = re.sub(
        r"^headline: .*", "headline: Another headline than before", file.read_text("utf-8"), flags=re.MULTILINE
    )
    file.write_text(text, "utf-8")


def _add_story(root: Path) -> None:
    """One more in the newest edition, under two topics that are there."""
    newest = max(_articles(root).rglob("*.md"), key=lambda file: file.parts[-3:])
    found = re.search(r"^edition: (.*)\ntopics: \[(.*)\]$", newest.read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise LookupError(f"{newest} is no story of the benchmark's")
    story = Story("a-new-story", "A new story", found[1], tuple(found[2].split(", ")), "It was not there before.")
    write(_articles(root) / story.file, story_text(story))


def _restore(root: Path) -> None:
    """What CI finds: the site and the cache of before, a fresh clone in which no file has its time, and one edit."""
    for folder, _, names in os.walk(root / "content"):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - a million times
            changed = os.stat(path).st_mtime_ns - _HOUR  # noqa: PTH116
            os.utime(path, ns=(changed, changed))
    change_body(_articles(root), 5)


def _change_name(root: Path) -> None:
    """The archive's name stands on every page: the dearest setting there is."""
    file = root / "content/archive.yaml"
    file.write_text(file.read_text("utf-8").replace("The Valley Post Archive", "The Post Archive"), "utf-8")


def _change_template(root: Path, theme: str) -> None:
    """One more tag in the template of stories."""
    file = root / f"themes/{theme}/templates/article.html"
    given = file if file.is_file() else shipped_theme() / "templates/article.html"
    before, _, after = given.read_text("utf-8").rpartition("{% endblock %}")
    write(file, f"{before}<hr>\n{{% endblock %}}{after}")
