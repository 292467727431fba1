"""The promise at 5,000 articles and at the worst hours: hundreds of files at once, a branch switched, a folder renamed,
a year deleted, two builds at once, and random edits on top."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from backissue.render.words import shipped_theme
from backissue.summary import Summary
from edits import EDITS, NAMES, OUTLETS, TOPICS, Archive, Edit, Story, clone, first_archive
from hypothesis import Phase, given, settings
from test_hostile import until
from test_incremental import built, differences, tree

pytestmark = pytest.mark.long

STORIES = 5000
SEARCH = {"closed": 400, "open": 400}
RANDOM_EDITS = 24


def large_archive() -> Archive:
    """Two papers over thirty years, twice a month, with series, aliases, withdrawn and linked stories among them."""
    chance = random.Random(3)
    archive = first_archive()
    archive.settings["search"] = SEARCH
    for at in range(STORIES - len(archive.stories)):
        outlet, year = OUTLETS[at % 2], 1930 + at % 30
        fields: dict[str, object] = {
            "headline": f"Report {at}", "outlet": outlet, "topics": chance.sample(TOPICS, 2),
            "published": f"{year}-{chance.randint(1, 12):02}-{chance.choice((5, 19)):02}",
            "byline": [chance.choice(NAMES)],
        }  # fmt: skip
        if at % 40 == 0:
            fields["series"] = f"Series {at % 7}"
        if at % 70 == 0:
            fields["withdrawn"] = {"date": "1999", "reason": "A court"}
        if at % 50 == 0:
            fields["aliases"] = [f"/old/{at}.html"]
        body = "See [it](articles/gazette/1930/report-30.md)." if at % 97 == 0 else "A text."
        archive.stories[f"{outlet}/{year}/report-{at}.md"] = Story(tuple(sorted(fields.items())), body)
    return archive


def edit_hundreds(archive: Archive, seed: int = 7) -> None:
    """Texts, headlines, topics and dates of three hundred stories, and two hundred new ones, in one go."""
    chance = random.Random(seed)
    for at, path in enumerate(chance.sample(sorted(archive.stories), 300)):
        story = archive.stories[path]
        changed = (
            replace(story, body=f"Another text {at}."), story.with_field("headline", f"Other {at}"),
            story.with_field("topics", [TOPICS[at % 5]]), story.with_field("published", f"19{31 + at % 28}-05-05"),
        )  # fmt: skip
        archive.stories[path] = changed[at % 4]
    for at in range(200):
        story = archive.stories[sorted(archive.stories)[at]].with_field("aliases", None)
        day = f"1961-01-{1 + at % 28:02}"
        archive.stories[f"{OUTLETS[at % 2]}/1961/new-{seed}-{at}.md"] = story.with_field("published", day)


def rename_folder(archive: Archive) -> None:
    """A folder's name is no part of an address: nothing but the links to it could notice, and they are mended."""
    for path in [path for path in archive.stories if path.startswith("gazette/")]:
        archive.stories[f"renamed/{path}"] = archive.stories.pop(path)
    for path, story in archive.stories.items():
        body = story.body.replace("(articles/gazette/", "(articles/renamed/gazette/")
        archive.stories[path] = replace(story, body=body)


def delete_year(archive: Archive) -> None:
    """All of 1940, in both papers."""
    for path in [path for path in archive.stories if "/1940/" in path]:
        del archive.stories[path]


def switch_branch(archive: Archive) -> None:
    """All of that together."""
    rename_folder(archive)
    delete_year(archive)
    edit_hundreds(archive, seed=8)


def after(root: Path, archive: Archive) -> Summary:
    """Write the archive down and build it."""
    archive.write(root, shipped_theme())
    summary = built(root, archive)
    assert summary is not None
    return summary


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Archive]:
    """The large archive, built once; the histories go on from one another."""
    root, archive = tmp_path_factory.mktemp("bursts") / "warm", large_archive()
    assert after(root, archive).articles > STORIES - 20
    return root, archive


def assert_cold(root: Path, archive: Archive) -> None:
    """The site equals a cold build's, byte for byte."""
    other = root.with_name("cold")
    clone(root, other)
    assert built(other, archive)
    assert differences(tree(root / "site"), tree(other / "site")) == []


def test_five_hundred_files_at_once_equal_a_cold_build(start: tuple[Path, Archive]) -> None:
    root, archive = start
    edit_hundreds(archive)
    assert after(root, archive).rendered > 500
    assert_cold(root, archive)


def test_a_renamed_folder_writes_no_file(start: tuple[Path, Archive]) -> None:
    """The site stays the one that a cold build has confirmed; so it does when the folder gets its name back."""
    root, archive = start
    before, renamed = tree(root / "site"), archive.copy()
    rename_folder(renamed)
    for state in (renamed, archive):
        done = after(root, state)
        assert (done.written, done.removed) == (0, 0)
        assert differences(tree(root / "site"), before) == []


def test_a_switch_of_branches_and_back_leaves_the_site_as_it_was(start: tuple[Path, Archive]) -> None:
    """There it equals a cold build's; back again, the site of before, which a cold build has confirmed."""
    root, archive = start
    before, branch = tree(root / "site"), archive.copy()
    switch_branch(branch)
    after(root, branch)
    assert_cold(root, branch)
    after(root, archive)
    assert differences(tree(root / "site"), before) == []


def test_a_deleted_year_is_gone(start: tuple[Path, Archive]) -> None:
    """The next test goes on from here, and ends with a cold build's site."""
    root, archive = start
    delete_year(archive)
    assert after(root, archive).removed > 160
    assert not list((root / "site").glob("*/1940"))


def test_of_two_builds_at_once_one_is_told_and_the_other_equals_a_cold_build(start: tuple[Path, Archive]) -> None:
    """The second begins while the first renders what five hundred files have touched."""
    root, archive = start
    edit_hundreds(archive, seed=9)
    archive.write(root, shipped_theme())
    command = [sys.executable, "-m", "backissue", "build", "--root", str(root), "--as-of", archive.as_of]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as first:
        until(lambda: marks(root) > 500)
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        assert first.poll() is None
        _, told = first.communicate(timeout=120)
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == "backissue: another build of this archive is running; wait for it, or end it\n"
    assert first.returncode == 0, told
    assert marks(root) == 0
    assert_cold(root, archive)


def marks(root: Path) -> int:
    """How many pages wait to be looked at."""
    with closing(sqlite3.connect(f"file:{root}/.backissue/catalog.db?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT count(*) FROM dirty").fetchone()[0])


def random_edits() -> list[Edit]:
    """The same ones in every run."""
    found: list[Edit] = []

    @given(EDITS)
    @settings(max_examples=RANDOM_EDITS, derandomize=True, database=None, phases=(Phase.generate,))
    def draw(edit: Edit) -> None:
        found.append(edit)

    draw()
    return found


def edit_somewhere(archive: Archive, edit: Edit, chance: random.Random) -> None:
    """An edit knows some thirty stories by their place in the order: here they are any thirty of all."""
    few = chance.sample(sorted(archive.stories), 30)
    part = archive.copy()
    part.stories = {path: archive.stories.pop(path) for path in few}
    edit(part)
    archive.stories |= part.stories
    archive.files, archive.template_mark, archive.as_of = part.files, part.template_mark, part.as_of
    archive.settings = part.settings | {"search": SEARCH}  # shards of four stories would be a thousand shards


def test_random_edits_among_thousands_of_stories_equal_a_cold_build(start: tuple[Path, Archive]) -> None:
    """An edit that breaks the content leaves the site alone, and is taken back."""
    root, archive = start
    chance, taken = random.Random(5), 0
    for edit in random_edits():
        after_edit = archive.copy()
        edit_somewhere(after_edit, edit, chance)
        after_edit.write(root, shipped_theme())
        if built(root, after_edit):
            archive, taken = after_edit, taken + 1
    archive.write(root, shipped_theme())
    assert built(root, archive)
    assert taken > RANDOM_EDITS / 2
    assert_cold(root, archive)
