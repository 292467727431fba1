"""Versions of a story: what a Git history tells readers, and when it is not to be believed."""

import re
import shutil
from contextlib import closing
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import AS_OF, PAPER, article, make_archive, tree
from backissue.build import build
from backissue.catalog.store import Catalog
from backissue.errors import Problem
from backissue.history.keeping import folders_to_follow
from backissue.ledger.record import unrecorded
from backissue.place import find_place
from repositories import Repository

pytestmark = pytest.mark.long

FLOOD = "courier/1956/10/13/flood"
TELLS = {"outlets/courier.yaml": f"{PAPER}versions: true\n"}
FIRST = "The river rose by two feet in the night."
SECOND = "The river rose by three feet in the night."


class History:
    """An archive under Git with one paper and one story, ``flood``."""

    def __init__(self, folder: Path) -> None:
        self.root = make_archive(folder, TELLS)
        self.repo = Repository(self.root)

    def says(self, body: str, at: str = "", name: str = "flood", **fields: Any) -> None:
        """The story says something, and that is committed when ``at`` is given."""
        self.write({f"articles/{name}.md": article(fields.pop("headline", "Flood"), f"{body}\n", **fields)}, at)

    def write(self, files: dict[str, str | bytes], at: str = "") -> None:
        make_archive(self.root, files)
        if at:
            self.repo.commit(at)

    def build(self, as_of: datetime = AS_OF) -> tuple[Problem, ...]:
        """Warnings of a build, whose site is also what a build from nothing makes."""
        summary = build(self.root, as_of=as_of, jobs=1)
        cold = self.root.with_name(f"{self.root.name}-cold")
        shutil.rmtree(cold, ignore_errors=True)
        shutil.copytree(self.root, cold, ignore=shutil.ignore_patterns("site", ".backissue"), symlinks=True)
        build(cold, as_of=as_of, jobs=1)
        assert tree(self.root / "site") == tree(cold / "site")
        return summary.warnings

    def page(self, path: str) -> str:
        file = self.root / "site" / path / "index.html"
        return file.read_text("utf-8") if file.exists() else ""

    def told(self, path: str = FLOOD) -> str:
        """What the story's page says of its versions."""
        found = re.search(r"<dt>Versions</dt><dd>(.*?)</dd>", self.page(path))
        return unescape(re.sub(r"<[^>]*>", "", found[1])) if found else ""

    def moments(self, path: str = FLOOD) -> list[str]:
        """When each version began, the newest first."""
        return re.findall(r'<h2><time datetime="([^"]*)"', self.page(f"{path}/versions"))


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "archive")


def two_versions(history: History) -> None:
    history.says(FIRST, "2025-03-01T10:00")
    history.says(SECOND, "2025-07-02T18:30")


def test_a_story_says_when_its_text_last_changed_and_links_its_versions(history: History) -> None:
    two_versions(history)
    assert history.build() == ()
    assert history.told() == "Text last changed on 2 July 2025; 2 versions"
    assert f'href="/{FLOOD}/versions/"' in history.page(FLOOD)


def test_versions_show_word_by_word_what_changed_in_the_papers_time(history: History) -> None:
    two_versions(history)
    history.build()
    assert history.moments() == ["2025-07-02T19:30:00+01:00", "2025-03-01T10:00:00+00:00"]
    assert "rose by <del>two</del> <ins>three</ins> feet" in history.page(f"{FLOOD}/versions")
    assert '<meta name="robots" content="noindex">' in history.page(f"{FLOOD}/versions")


def test_each_part_that_readers_see_is_compared(history: History) -> None:
    history.says(FIRST, "2025-03-01", byline=["Ada Quill"], images=[{"caption": "The bridge"}])
    history.says(
        FIRST, "2025-03-02", byline=["Tom Marsh"], images=[{"caption": "The gauge"}], headline="Flood at Moorfield",
        standfirst="It rose.", kicker="Weather",
    )  # fmt: skip
    history.build()
    parts = re.findall(r'<p class="label">(.*?)</p>\n<p class="passage">(.*?)</p>', history.page(f"{FLOOD}/versions"))
    assert parts == [
        ("Kicker", "<ins>Weather</ins>"), ("Headline", "Flood <ins>at Moorfield</ins>"),
        ("Standfirst", "<ins>It rose.</ins>"), ("Byline", "<del>Ada Quill</del> <ins>Tom Marsh</ins>"),
        ("Caption", "The <del>bridge</del> <ins>gauge</ins>"),
    ]  # fmt: skip


def test_nothing_is_said_of_a_story_that_never_changed_nor_by_a_paper_that_does_not_want_it(history: History) -> None:
    history.says(FIRST, "2025-03-01")
    history.build()
    assert history.told() == ""
    history.says(SECOND, "2025-03-02")
    history.write({"outlets/courier.yaml": PAPER})
    history.build()
    assert (history.told(), history.page(f"{FLOOD}/versions")) == ("", "")


def test_what_readers_do_not_see_makes_no_version(history: History) -> None:
    history.says(FIRST, "2025-03-01")
    history.says(FIRST, "2025-03-02", topics=["Floods"])
    file = history.root / "content/articles/flood.md"
    file.write_text("---\nedition: 1956-10-13\nheadline: 'Flood'\n---\n" + FIRST.replace(" in", "\nin") + "\n")
    history.repo.commit("2025-03-03")
    history.build()
    assert history.told() == ""


def test_a_text_that_is_not_committed_is_no_version_and_hides_what_would_not_be_true(history: History) -> None:
    two_versions(history)
    history.build()
    history.says("Another text.")
    history.build()
    assert (history.told(), history.page(f"{FLOOD}/versions")) == ("", "")
    history.repo.commit("2025-08-01")
    history.build()
    assert history.told() == "Text last changed on 1 August 2025; 3 versions"


def test_a_renamed_file_keeps_its_versions(history: History) -> None:
    two_versions(history)
    history.build()
    history.repo.git("mv", "content/articles/flood.md", "content/articles/river.md")
    history.repo.commit("2025-08-01")
    history.build()
    river = FLOOD.replace("flood", "river")
    assert history.told(river) == "Text last changed on 2 July 2025; 2 versions"
    assert history.page(f"{FLOOD}/versions") == ""


def test_a_story_that_was_deleted_and_comes_back_begins_anew(history: History) -> None:
    two_versions(history)
    history.build()
    (history.root / "content/articles/flood.md").unlink()
    history.repo.commit("2025-08-01")
    history.build()
    history.says(FIRST, "2025-08-02")
    history.build()
    assert history.told() == ""


def test_a_merge_is_one_change_when_it_was_merged(history: History) -> None:
    history.says(FIRST, "2025-03-01")
    history.build()
    history.repo.git("checkout", "-q", "-b", "desk")
    history.says("The river did not rise.", "2025-04-01")
    history.says(SECOND, "2025-04-02")
    history.repo.git("checkout", "-q", "main")
    history.repo.git("merge", "-q", "--no-ff", "-m", "Merge", "desk", at="2025-05-01T12:00")
    history.build()
    assert history.moments() == ["2025-05-01T13:00:00+01:00", "2025-03-01T00:00:00+00:00"]


def test_a_history_that_was_written_anew_is_read_anew(history: History) -> None:
    two_versions(history)
    history.build()
    history.repo.git("commit", "-q", "--amend", "--no-edit", at="2025-09-09")
    history.build()
    assert history.told() == "Text last changed on 9 September 2025; 2 versions"
    history.repo.git("reset", "-q", "--hard", "HEAD~1")
    history.build()
    assert history.told() == ""


def test_a_drafts_time_is_not_a_version(history: History) -> None:
    history.says("A first idea.", "2025-02-01", draft=True)
    history.says("A second idea.", "2025-02-02", draft=True)
    two_versions(history)
    history.build()
    assert history.told().endswith("2 versions")
    assert "idea" not in history.page(f"{FLOOD}/versions")


def test_what_was_written_under_an_embargo_is_not_a_version(history: History) -> None:
    embargo = "2025-06-01T08:00:00+01:00"
    history.says("A first idea.", "2025-05-01", embargo=embargo)
    history.says(FIRST, "2025-05-20", embargo=embargo)
    history.says(SECOND, "2025-06-20", embargo=embargo)
    history.build(datetime(2025, 5, 30, tzinfo=UTC))
    assert history.page(f"{FLOOD}/versions") == ""
    history.build()
    assert history.moments() == ["2025-06-20T01:00:00+01:00", embargo]
    assert "idea" not in history.page(f"{FLOOD}/versions")


def test_what_was_said_before_a_story_was_taken_back_is_not_shown(history: History) -> None:
    history.says("Something wrong.", "2025-03-01")
    history.says("", "2025-03-02", withdrawn={"date": "2025-03-02", "reason": "Wrong"})
    history.build()
    two_versions(history)
    history.build()
    assert history.told().endswith("2 versions")
    assert "Something wrong" not in history.page(f"{FLOOD}/versions")


def test_a_withdrawn_story_has_no_versions(history: History) -> None:
    two_versions(history)
    history.build()
    history.says(SECOND, withdrawn={"date": "2025-08-01", "reason": "A court"})
    history.build()
    assert (history.told(), history.page(f"{FLOOD}/versions")) == ("", "")


def test_an_old_version_does_not_show_what_a_case_takes_away_today(history: History) -> None:
    history.says("Ada Quill saw the river rise.", "2025-03-01")
    history.says("Ada Quill saw the gauge rise.", "2025-04-01")
    history.says("Someone saw the gauge rise.", "2025-05-01")
    history.build()
    assert "Ada Quill" in history.page(f"{FLOOD}/versions")
    case = {"id": "2025-01", "action": "redact", "date": "2025-06-01", "reason": "Court order", "text": "Ada Quill"}
    history.write({"takedowns.yaml": yaml.safe_dump([case])})
    history.build()
    assert history.moments() != []
    assert not [path for path, data in tree(history.root / "site").items() if b"Ada Quill" in data]
    history.write({"takedowns.yaml": yaml.safe_dump([{**case, "until": "2025-07-01"}])})
    history.build()
    assert "Ada Quill" in history.page(f"{FLOOD}/versions")


@pytest.mark.parametrize("articles", [None, "articles/flood.md"])
@pytest.mark.parametrize(("first", "second"), [
    ("John rode home.", "Smith rode home."),
    ("So said John.\n\nSmith rode home.", "So said nobody.\n\nSmith rode home. John Smith."),
    ("**Jo**hn *Smith* rode home.", "Nobody rode home."),
    ("John[^1] Smith rode home.\n\n[^1]: A note.", "Nobody rode home."),
    ("| A | B |\n|---|---|\n| John | Smith |", "Nobody rode home."),
])  # fmt: skip
def test_old_words_beside_new_ones_never_read_as_what_a_case_takes_away(
    history: History, first: str, second: str, articles: str | None
) -> None:
    """Nor does an old version whose markup parts the name; a build does not stop for what nobody said."""
    history.says(first, "2025-03-01")
    history.says(second, "2025-04-01")
    history.says("Last of all.", "2025-05-01")
    case = {"id": "2025-01", "action": "redact", "date": "2025-06-01", "reason": "Court order", "text": "John Smith"}
    history.write({"takedowns.yaml": yaml.safe_dump([case | ({"articles": articles} if articles else {})])})
    assert history.build() == ()
    page = history.page(f"{FLOOD}/versions")
    assert not re.search(r"John\s+Smith", unescape(re.sub(r"<[^>]*>", "", page)))
    assert "Last of all" in page or not page
    history.write({"takedowns.yaml": "[]"})
    history.build()
    assert "John" in history.page(f"{FLOOD}/versions")


def test_a_change_that_may_not_be_shown_is_counted_and_the_next_is_shown(history: History) -> None:
    for body, at in (("John rode home.", "2025-03-01"), ("Smith rode home.", "2025-04-01"), ("He rode.", "2025-05-01")):
        history.says(body, at)
    history.build()
    assert "<del>John</del> <ins>Smith</ins> rode home" in history.page(f"{FLOOD}/versions")
    case = {"id": "2025-01", "action": "redact", "date": "2025-06-01", "reason": "Court order", "text": "John Smith"}
    history.write({"takedowns.yaml": yaml.safe_dump([case])})
    history.build()
    page = history.page(f"{FLOOD}/versions")
    assert len(history.moments()) == 3
    assert page.count("What changed is not shown.") == 1
    assert "John" not in page
    assert "<del>Smith</del> <ins>He</ins> rode" in page


KEEPS = "name: Continental Wire\nretention: {days: 30, reason: The contract}\n"


def test_a_text_that_an_agencys_terms_keep_from_readers_is_in_no_version(history: History) -> None:
    history.write({"agencies/continental-wire.yaml": KEEPS})
    history.says(FIRST, "2025-03-01", agency="Continental Wire", published="2025-03-01")
    history.says(SECOND, "2025-03-02", agency="Continental Wire", published="2025-03-01")
    wire = "courier/2025/03/01/flood"
    history.build(datetime(2025, 3, 3, tzinfo=UTC))
    assert history.told(wire).endswith("2 versions")
    history.build()
    assert (history.told(wire), history.page(f"{wire}/versions")) == ("", "")


def test_versions_of_an_agency_that_the_story_names_no_more_are_not_shown(history: History) -> None:
    history.says("The wire says so.", "2025-03-01", agency="Continental Wire")
    history.says(FIRST, "2025-03-02")
    history.build()
    assert history.told() == ""
    history.says(SECOND, "2025-03-03")
    history.build()
    assert history.told().endswith("2 versions")
    assert "The wire says so" not in history.page(f"{FLOOD}/versions")


def test_a_revision_that_no_build_took_is_none(history: History) -> None:
    history.says(FIRST, "2025-03-01")
    (history.root / "content/articles/flood.md").write_bytes(b"---\nheadlin: Flood\n---\n\xff")
    history.repo.commit("2025-04-01")
    history.says(SECOND, "2025-05-01")
    history.build()
    assert history.moments() == ["2025-05-01T01:00:00+01:00", "2025-03-01T00:00:00+00:00"]


def test_a_page_that_a_file_claims_is_left_to_it(history: History) -> None:
    two_versions(history)
    history.build()
    history.says("Another story.", name="other", permalink=f"/{FLOOD}/versions/", headline="Other")
    history.build()
    assert history.told() == ""
    assert "Another story" in history.page(f"{FLOOD}/versions")


def test_a_story_at_an_old_address_has_its_versions_beside_it(history: History) -> None:
    history.says(FIRST, "2025-03-01", permalink="/old/flood.html")
    history.says(SECOND, "2025-03-02", permalink="/old/flood.html")
    history.build()
    assert "<ins>three</ins>" in history.page("old/flood.versions")


def test_the_ledger_does_not_promise_versions(history: History) -> None:
    two_versions(history)
    history.build()
    assert f"/{FLOOD}/" in unrecorded(history.root, None)
    assert not [address for address in unrecorded(history.root, None) if "versions" in address]


def test_at_the_same_commit_no_git_is_started(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    two_versions(history)
    history.build()
    monkeypatch.setenv("PATH", "")
    (history.root / "content/articles/other.md").write_text(article("Other"))
    assert build(history.root, as_of=AS_OF, jobs=1).warnings == ()
    assert history.told() != ""


# What is not to be believed ------------------------------------------------------------------


def warned(history: History, why: str) -> None:
    """A build says in one line why no story tells of versions, and none does."""
    (warning,) = history.build()
    assert str(warning).startswith(f"content/outlets/courier.yaml: warning: no story says when its text changed: {why}")
    assert (history.told(), history.page(f"{FLOOD}/versions")) == ("", "")


def test_a_shallow_clone_says_nothing_until_all_is_fetched(history: History, tmp_path: Path) -> None:
    two_versions(history)
    Repository(tmp_path).git("clone", "-q", "--depth", "1", history.root.as_uri(), "clone")
    clone = object.__new__(History)
    clone.root, clone.repo = tmp_path / "clone", Repository(tmp_path / "clone", init=False)
    warned(clone, "this Git repository has only a part of its history; fetch all of it (fetch-depth: 0)")
    clone.repo.git("fetch", "-q", "--unshallow")
    assert clone.build() == ()
    assert clone.told() == "Text last changed on 2 July 2025; 2 versions"


def test_a_clone_without_old_texts_says_nothing_until_they_are_fetched(history: History, tmp_path: Path) -> None:
    """As some hosts clone: all commits, and of the files those that are checked out."""
    two_versions(history)
    for setting in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        history.repo.git("config", setting, "true")
    Repository(tmp_path).git("clone", "-q", "--filter=blob:none", history.root.as_uri(), "clone")
    clone = object.__new__(History)
    clone.root, clone.repo = tmp_path / "clone", Repository(tmp_path / "clone", init=False)
    warned(clone, "this Git repository lacks some of its files; fetch all of them (git fetch --refetch --no-filter)")
    clone.repo.git("fetch", "-q", "--refetch", "--no-filter")
    assert clone.build() == ()
    assert clone.told() == "Text last changed on 2 July 2025; 2 versions"


def test_without_git_nothing_is_said(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    two_versions(history)
    monkeypatch.setenv("PATH", "")
    warned(history, "there is no Git on this machine")


def test_outside_of_a_repository_nothing_is_said(history: History) -> None:
    two_versions(history)
    history.build()
    shutil.rmtree(history.root / ".git")
    warned(history, "the content is in no Git repository")


def test_a_repository_without_a_commit_says_nothing(history: History) -> None:
    history.says(FIRST)
    warned(history, "git rev-parse fails")


def test_a_repository_that_git_refuses_says_nothing(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    two_versions(history)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # dropped on the way: a hook's variables do not count
    assert history.build() == ()
    (history.root / ".git/config").write_text("[core\n")
    history.says(FIRST)
    (history.root / ".git/refs/heads/main").write_text("0" * 40 + "\n")
    warned(history, "git rev-parse fails")


def test_a_linked_working_tree_and_an_archive_below_the_root_are_read(tmp_path: Path) -> None:
    history = History(tmp_path / "whole/papers")
    shutil.rmtree(history.root / ".git")
    history.repo = Repository(tmp_path / "whole")
    make_archive(history.root, {"articles/flood.md": article("Flood", FIRST)})
    history.repo.git("add", "papers/content")
    history.repo.git("commit", "-q", "-m", "One", at="2025-03-01")
    make_archive(history.root, {"articles/flood.md": article("Flood", SECOND)})
    history.repo.git("add", "papers/content")
    history.repo.git("commit", "-q", "-m", "Two", at="2025-07-02")
    build(history.root, as_of=AS_OF, jobs=1)
    assert history.told() == "Text last changed on 2 July 2025; 2 versions"
    history.repo.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    history.root = tmp_path / "linked/papers"
    build(history.root, as_of=AS_OF, jobs=1)
    assert history.told() == "Text last changed on 2 July 2025; 2 versions"


def test_what_a_repository_says_is_run_is_not_run(history: History) -> None:
    two_versions(history)
    trap = history.root / "trap"
    program = history.root / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n")
    program.chmod(0o755)
    for name in ("diff.external", "diff.trap.textconv", "filter.trap.smudge", "core.pager", "core.fsmonitor",
                 "pager.log"):  # fmt: skip
        history.repo.git("config", name, str(program))
    (history.root / ".git/info/attributes").write_text("*.md diff=trap filter=trap\n")
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        shutil.copy(program, history.root / f".git/hooks/{hook}")
    assert not build(history.root, as_of=AS_OF, jobs=1).warnings
    assert history.told() != ""
    assert not trap.exists()


def test_a_name_that_is_not_ascii_is_found(history: History) -> None:
    for body, at in ((FIRST, "2025-03-01"), (SECOND, "2025-03-02")):
        history.says(body, at, name="Île d’été", slug="isle")
    history.build()
    assert history.told("courier/1956/10/13/isle").endswith("2 versions")


def test_the_history_is_followed_while_an_outlet_tells_of_it(tmp_path: Path) -> None:
    history = History(tmp_path / "a")
    history.says(FIRST, "2026-01-01")
    place = find_place(history.root, None)
    git = history.root / ".git"
    for outlet, folders in ((f"{PAPER}versions: true\n", {git: False, git / "refs/heads": True}), (PAPER, {})):
        history.write({"outlets/courier.yaml": outlet})
        history.build()
        with closing(Catalog(place.catalog, read_only=True)) as catalog:
            assert folders_to_follow(place, catalog) == folders
