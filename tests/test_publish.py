"""`backissue publish` of a built archive into a folder: the site must be whole, and comes out the same."""

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from archives import AS_OF, article, make_archive, make_two_stories, picture, tree
from backissue.build import build
from backissue.cli import main
from backissue.errors import BackIssueError, Busy
from backissue.place import BuildLock, find_place
from backissue.publishing.ledger import LEDGER
from backissue.publishing.run import publish
from backissue.publishing.store import Folder
from click.testing import CliRunner, Result

FLOOD = "courier/1956/10/13/flood/index.html"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_two_stories(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    copytree(first, tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "srv/archive"


def published(folder: Path) -> dict[str, bytes]:
    """Every file of a target but the ledger, hidden ones too."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != LEDGER)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def run(root: Path, there: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["publish", "--root", str(root), "--to", str(there), *more])


def test_the_target_becomes_the_site_and_stays_so_through_edits(root: Path, there: Path) -> None:
    done = publish(root, None, str(there), jobs=1)
    assert published(there) == published(root / "site")
    assert done.new == len(published(there))
    before = {path: (there / path).stat().st_mtime_ns for path in published(there)}
    make_archive(root, {
        "articles/flood.md": article("Flood", "Another story.\n"),
        "articles/gauge.md": article("Gauge", images=[{"src": "images/g.png", "alt": "A gauge"}]),
        "images/g.png": picture(),
    })  # fmt: skip
    (root / "content/articles/river.md").unlink()
    build(root, as_of=AS_OF)
    done = publish(root, None, str(there), jobs=1)
    assert published(there) == published(root / "site")
    assert all([done.new, done.changed, done.removed, done.same])
    touched = {path for path in published(there) if (there / path).stat().st_mtime_ns != before.get(path)}
    assert len(touched) == done.new + done.changed
    assert not (there / "courier/1956/10/13/river").exists()
    assert str(publish(root, None, str(there), jobs=1)).startswith("0 new, 0 changed, 0 removed, ")


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_site_that_was_built_with_drafts_is_refused_unless_that_is_meant(
    root: Path, there: Path, more: tuple[str, ...]
) -> None:
    make_archive(root, {"articles/weir.md": article("Weir", draft=True)})
    build(root, as_of=AS_OF, drafts=True)
    refused = run(root, there, *more)
    assert (refused.exit_code, there.exists()) == (1, False)
    assert "was built with drafts, which are not for readers; run: backissue build" in refused.stderr
    assert run(root, there, "--drafts", *more).exit_code == 0
    build(root, as_of=AS_OF)
    assert run(root, there).exit_code == 0
    assert published(there) == published(root / "site")


def test_the_command_says_what_it_did_and_a_dry_run_what_it_would(root: Path, there: Path) -> None:
    said = run(root, there, "--dry-run")
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert lines[0].startswith("new files: ")
    assert lines[-2:-1] == ["the seal: .backissue-sum"]
    assert re.fullmatch(r"nothing was sent: \d+ new, 0 changed, 0 removed, 0 as they were", lines[-1])
    assert not there.exists()
    done = run(root, there)
    assert done.stdout.splitlines() == [lines[-1].removeprefix("nothing was sent: ")]


def test_a_ledger_that_is_lost_costs_nothing_but_hashing(root: Path, there: Path) -> None:
    publish(root, None, str(there), jobs=1)
    kept = (there / LEDGER).read_bytes()
    for damage in (b"", b"{", None):
        (there / LEDGER).write_bytes(damage) if damage is not None else (there / LEDGER).unlink()
        done = publish(root, None, str(there), jobs=1)
        assert (done.new, done.changed, done.removed) == (0, 0, 0)
        assert (there / LEDGER).read_bytes() == kept


def test_what_another_hand_changed_there_is_put_right(root: Path, there: Path) -> None:
    publish(root, None, str(there), jobs=1)
    (there / FLOOD).write_text("Flooded")
    (there / "404.html").unlink()
    (there / "mine.txt").write_text("mine")
    done = publish(root, None, str(there), jobs=1)
    assert (done.new, done.changed, done.removed, done.strangers) == (1, 1, 0, 1)
    assert published(there) == {**published(root / "site"), "mine.txt": b"mine"}


def test_a_folder_of_other_things_is_left_alone_unless_it_is_adopted(root: Path, there: Path) -> None:
    make_archive(there, {})
    before = tree(there)
    done = run(root, there)
    assert done.exit_code == 1
    assert "is not empty and holds no site" in done.stderr
    assert tree(there) == before
    assert run(root, there, "--adopt").exit_code == 0
    assert published(there) == published(root / "site")


def test_the_site_of_another_archive_is_not_replaced(root: Path, there: Path) -> None:
    publish(root, None, str(there), jobs=1)
    make_archive(root, {"archive.yaml": "name: Other\nurl: https://other.example.org/\nlanguage: en-GB\n"})
    build(root, as_of=AS_OF)
    with pytest.raises(BackIssueError, match=r"holds the site of https://archive\.example\.org/"):
        publish(root, None, str(there), jobs=1)


def spoiled(root: Path) -> None:
    (root / "site" / FLOOD).write_text("Flooded")


def unsealed(root: Path) -> None:
    with closing(sqlite3.connect(root / ".backissue/catalog.db")) as db, db:
        db.execute("INSERT INTO dirty SELECT kind, name, 'for a test' FROM pages LIMIT 1")


def without_a_site(root: Path) -> None:
    rmtree(root / "site")


def without_a_cache(root: Path) -> None:
    rmtree(root / ".backissue")


def of_another_build(root: Path) -> None:
    (root / "site/.backissue-sum").write_text("another")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (spoiled, f"the site fails its check: {FLOOD}: changed by another hand; see backissue check --outputs"),
        (unsealed, "the last build was cut off; run: backissue build"),
        (without_a_site, "there is no site in "),
        (without_a_cache, "no build of this version is known here; run: backissue build"),
        (of_another_build, "the site is not the one that the cache knows; run: backissue build"),
    ],
)
def test_a_site_that_is_not_as_it_was_built_is_not_published(
    root: Path, there: Path, damage: object, said: str
) -> None:
    assert callable(damage)
    damage(root)
    done = run(root, there)
    assert done.exit_code == 1
    assert said in done.stderr
    assert not there.exists()


def test_it_waits_for_no_build(root: Path, there: Path) -> None:
    with BuildLock(find_place(root, None)), pytest.raises(Busy):
        publish(root, None, str(there), jobs=1)


def test_no_build_begins_while_it_sends(root: Path, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def put(self: Folder, path: str, data: bytes, headers: object) -> str:
        with pytest.raises(Busy):
            build(root, as_of=AS_OF)
        raise KeyboardInterrupt

    monkeypatch.setattr(Folder, "put", put)
    done = run(root, there)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (130, "stopped; the same command goes on from here")


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("site", "is a part of the archive itself"),
        ("content/public", "is a part of the archive itself"),
        (".", "is a part of the archive itself"),
        ("..", "is a part of the archive itself"),
        ("ftp://host/path", "no such kind of target"),
    ],
)
def test_what_is_no_target_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch, to: str, said: str) -> None:
    monkeypatch.chdir(root)
    with pytest.raises(BackIssueError, match=said):
        publish(root, None, to, jobs=1)


def test_a_folder_that_cannot_be_made_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BackIssueError, match="name a folder that can be written to"):
        publish(root, None, str(tmp_path / "file"), jobs=1)


def test_files_are_readable_by_a_server(root: Path, there: Path) -> None:
    before = os.umask(0o022)
    try:
        publish(root, None, str(there), jobs=1)
    finally:
        os.umask(before)
    assert (there / FLOOD).stat().st_mode & 0o777 == 0o644
