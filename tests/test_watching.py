"""What the watcher hands over: the paths that changed, once a burst is over, and everything when some were lost."""

import logging
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archives import article, make_archive
from backissue.history.git import head_folders, repository
from backissue.preview.watching import Told, Watcher
from repositories import Repository

Change = Callable[[Path], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(
        tmp_path, {"articles/1956/flood.md": article("Flood"), "articles/1957/river.md": article("River")}
    )


@pytest.fixture
def watcher(root: Path) -> Iterator[Watcher]:
    watcher = Watcher(root)
    assert watcher.start()
    yield watcher
    watcher.stop()


def told(watcher: Watcher) -> Told:
    assert watcher.wait(10)
    return watcher.take()


def by_rename(root: Path) -> None:
    """As vim and many others save: beside, then over it, with a backup and a swap file about."""
    file = root / "content/articles/1956/flood.md"
    (file.parent / ".flood.md.swp").write_text("swap")
    (file.parent / "4913").write_text("")
    (file.parent / "4913").unlink()
    file.rename(f"{file}~")
    file.write_text("another text")
    Path(f"{file}~").unlink()
    (file.parent / "flood.md.tmp").write_text("a third text")
    os.replace(file.parent / "flood.md.tmp", file)
    (file.parent / ".flood.md.swp").unlink()


def twice(root: Path) -> None:
    file = root / "content/articles/1956/flood.md"
    file.write_text("one")
    file.write_text("two")
    file.touch()


@pytest.mark.parametrize("save", [by_rename, twice])
def test_a_save_is_one_change_however_an_editor_makes_it(watcher: Watcher, root: Path, save: Change) -> None:
    save(root)
    assert told(watcher) == frozenset({"articles/1956/flood.md"})
    assert not watcher.wait(0.6), "and nothing comes after it"


def test_what_is_no_content_is_no_change(watcher: Watcher, root: Path) -> None:
    for name in (".flood.md.swp", "flood.md~", "4913", "notes.txt", "#flood.md#"):
        (root / "content/articles/1956" / name).write_text("x")
    (root / "site").mkdir()
    (root / "site/index.html").write_text("x")
    (root / "content/articles/1956/flood.md").read_text()
    assert not watcher.wait(0.6)


def test_five_thousand_files_of_a_branch_are_one_change(watcher: Watcher, root: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=E", "-c", "user.email=e@example.org")
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "few")
    git("checkout", "-qb", "many")
    make_archive(root, {f"articles/{number // 100}/{number}.md": "text" for number in range(5_000)})
    git("add", ".")
    git("commit", "-qm", "many")
    assert told(watcher) is None
    git("checkout", "-q", "main")
    assert told(watcher) is None, "so many are looked for on the disk"
    assert not watcher.wait(0.8), "and there is no second build"


def test_a_folder_that_comes_goes_or_is_renamed_is_told(watcher: Watcher, root: Path) -> None:
    articles = root / "content/articles"
    (articles / "1956").rename(articles / "1958")
    found = told(watcher)
    assert found is not None
    assert {"articles/1956", "articles/1958"} <= found
    (articles / "1958/flood.md").write_text("in a folder under its new name")
    assert told(watcher) == frozenset({"articles/1958/flood.md"})
    (articles / "a/b").mkdir(parents=True)
    (articles / "a/b/new.md").write_text("in a folder that is new")
    found = told(watcher)
    assert found is not None
    assert "articles/a" in found
    shutil.rmtree(articles / "a")
    found = told(watcher)
    assert found is not None
    assert "articles/a" in found or "articles/a/b/new.md" in found


def test_what_is_about_all_stories_is_told(watcher: Watcher, root: Path) -> None:
    (root / "content/takedowns.yaml").write_text("[]\n")
    assert told(watcher) == frozenset({"takedowns.yaml"})


def test_the_theme_alone_changes_no_content(watcher: Watcher, root: Path) -> None:
    (root / "themes/broadsheet").mkdir(parents=True)
    assert told(watcher) == frozenset()
    (root / "themes/broadsheet/custom.css").write_text("p {}")
    assert told(watcher) == frozenset()


def test_lost_events_mean_that_every_file_is_looked_at(watcher: Watcher) -> None:
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; filesystem events were lost")
    assert told(watcher) is None
    assert not watcher.wait(0.6), "once"


def test_the_content_folder_itself_may_go_and_come(watcher: Watcher, root: Path) -> None:
    (root / "content").rename(root / "elsewhere")
    assert told(watcher) is None
    (root / "elsewhere").rename(root / "content")
    assert told(watcher) is None
    (root / "content/articles/1956/flood.md").write_text("seen again")
    assert told(watcher) is not None


def test_a_system_without_watches_left_is_looked_at_now_and_then(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*given: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("backissue.preview.watching.Observer", none_left)
    monkeypatch.setattr("backissue.preview.watching._POLL", 0.1)
    watcher = Watcher(root)
    assert not watcher.start()
    try:
        (root / "content/articles/1956/flood.md").write_text("another text, and a longer one")
        assert told(watcher) == frozenset({"articles/1956/flood.md"})
    finally:
        watcher.stop()


def test_commits_are_heard_of_while_they_are_followed(watcher: Watcher, root: Path) -> None:
    repo = Repository(root)
    repo.commit("2026-01-01")
    assert not watcher.wait(0.3)
    watcher.follow(head_folders(repository(root / "content")))
    assert told(watcher) == frozenset()  # one may have come before it was listened to
    for change in (("commit", "-q", "--allow-empty", "-m", "Two"), ("switch", "-q", "-c", "deep/branch")):
        repo.git(*change)
        assert told(watcher) == frozenset(), change
    repo.git("commit", "-q", "--allow-empty", "-m", "On the branch")
    assert told(watcher) == frozenset()
    (root / "content/archive.yaml").touch()
    told(watcher)
    repo.git("add", "-A", "--", "content")
    repo.git("status")
    repo.git("tag", "a-tag")
    assert not watcher.wait(0.3)
    watcher.follow({})
    repo.git("commit", "-q", "--allow-empty", "-m", "Unheard")
    assert not watcher.wait(0.3)
