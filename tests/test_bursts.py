"""The promise at the worst hours: hundreds of files at once, a folder renamed, a year deleted, a branch switched."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from backissue.render.words import shipped_theme
from backissue.summary import Summary
from edits import NAMES, OUTLETS, TOPICS, Archive, Edit, Story, clone, first_archive
from test_incremental import built, differences, tree

STORIES = 1500


def large_archive() -> Archive:
    """Two papers over thirty years, with series, aliases, withdrawn and linked stories among them."""
    chance = random.Random(3)
    archive = first_archive()
    archive.settings["search"] = {"closed": 5000, "open": 5000}
    for at in range(STORIES):
        outlet, year = OUTLETS[at % 2], 1930 + at % 30
        fields: dict[str, object] = {
            "headline": f"Report {at}", "outlet": outlet, "topics": chance.sample(TOPICS, 2),
            "published": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "byline": [chance.choice(NAMES)],
        }  # fmt: skip
        if at % 40 == 0:
            fields["series"] = f"Series {at % 3}"
        if at % 70 == 0:
            fields["withdrawn"] = {"date": "1999", "reason": "A court"}
        if at % 50 == 0:
            fields["aliases"] = [f"/old/{at}.html"]
        body = "See [it](articles/gazette/1930/report-30.md)." if at % 97 == 0 else "A text."
        archive.stories[f"{outlet}/{year}/report-{at}.md"] = Story(tuple(sorted(fields.items())), body)
    return archive


def edit_hundreds(archive: Archive) -> None:
    """Texts, headlines, topics and dates of four hundred stories, and two hundred new ones, in one go."""
    chance = random.Random(7)
    for at, path in enumerate(chance.sample(sorted(archive.stories), 400)):
        story = archive.stories[path]
        changed = (
            replace(story, body=f"Another text {at}."), story.with_field("headline", f"Other {at}"),
            story.with_field("topics", [TOPICS[at % 5]]), story.with_field("published", f"19{31 + at % 28}-05-05"),
        )  # fmt: skip
        archive.stories[path] = changed[at % 4]
    for at in range(200):
        story = archive.stories[sorted(archive.stories)[at]].with_field("aliases", None)
        day = f"1961-01-{1 + at % 28:02}"
        archive.stories[f"{OUTLETS[at % 2]}/1961/new-{at}.md"] = story.with_field("published", day)


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
    after(root, archive)
    return root, archive


def assert_cold(root: Path, archive: Archive) -> None:
    """The site equals a cold build's, byte for byte."""
    other = root.with_name("cold")
    clone(root, other)
    assert built(other, archive)
    assert differences(tree(root / "site"), tree(other / "site")) == []


def test_hundreds_of_files_at_once_equal_a_cold_build(start: tuple[Path, Archive]) -> None:
    root, archive = start
    edit_hundreds(archive)
    assert after(root, archive).rendered > 600
    assert_cold(root, archive)


@pytest.mark.parametrize("there", [(rename_folder,), (delete_year,), (rename_folder, delete_year, edit_hundreds)])
def test_a_switch_of_branches_and_back_leaves_the_site_as_it_was(
    start: tuple[Path, Archive], there: tuple[Edit, ...]
) -> None:
    """There and back again is the site of before, which a cold build has confirmed."""
    root, archive = start
    before, branch = tree(root / "site"), archive.copy()
    for edit in there:
        edit(branch)
    went = after(root, branch)
    if there == (rename_folder,):
        assert (went.written, went.removed) == (0, 0)
        assert tree(root / "site") == before
    if len(there) > 1:
        assert_cold(root, branch)
    after(root, archive)
    assert differences(tree(root / "site"), before) == []


def test_a_deleted_year_is_gone(start: tuple[Path, Archive]) -> None:
    root, archive = start
    delete_year(archive)
    assert after(root, archive).removed > 40
    assert_cold(root, archive)
