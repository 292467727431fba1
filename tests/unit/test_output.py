"""Files into the site: whole or not at all, and untouched when they would not change."""

from pathlib import Path

import pytest
from backissue.render.output import SCRATCH, clear_scratch, put, remove


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    assert put(tmp_path, "a/b/index.html", b"one", "w")
    assert (tmp_path / "a/b/index.html").read_bytes() == b"one"


def test_a_file_that_would_not_change_is_not_touched(tmp_path: Path) -> None:
    put(tmp_path, "index.html", b"one", "w")
    before = (tmp_path / "index.html").stat()
    assert not put(tmp_path, "index.html", b"one", "w")
    after = (tmp_path / "index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_new_text_is_a_new_file_and_readers_of_the_old_one_keep_it(tmp_path: Path) -> None:
    put(tmp_path, "index.html", b"one", "w")
    with (tmp_path / "index.html").open("rb") as reader:
        assert put(tmp_path, "index.html", b"two", "w")
        assert reader.read() == b"one"
    assert (tmp_path / "index.html").read_bytes() == b"two"


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "index.html", b"one", "w")

    def fail(source: Path, target: Path) -> None:
        raise OSError("no space")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="no space"):
        put(tmp_path, "index.html", b"two", "w")
    assert (tmp_path / "index.html").read_bytes() == b"one"


def test_what_was_half_written_is_cleared(tmp_path: Path) -> None:
    (tmp_path / SCRATCH).mkdir()
    (tmp_path / SCRATCH / "w").write_bytes(b"ha")
    clear_scratch(tmp_path)
    clear_scratch(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_removed_file_takes_the_folders_with_it_that_it_leaves_empty(tmp_path: Path) -> None:
    put(tmp_path, "a/b/index.html", b"one", "w")
    put(tmp_path, "a/index.html", b"two", "w")
    clear_scratch(tmp_path)
    remove(tmp_path, "a/b/index.html")
    remove(tmp_path, "a/b/index.html")
    assert [path.name for path in tmp_path.rglob("*")] == ["a", "index.html"]
    remove(tmp_path, "a/index.html")
    assert tmp_path.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_file_gives_way_to_a_folder_and_a_folder_to_a_file(tmp_path: Path) -> None:
    """An old address that was a file may come back as a folder: what was there is of a page that is no more."""
    put(tmp_path, "old/one.html", b"one", "w")
    assert put(tmp_path, "old/one.html/more/index.html", b"two", "w")
    remove(tmp_path, "old/one.html")
    assert (tmp_path / "old/one.html/more/index.html").read_bytes() == b"two"
    assert put(tmp_path, "old/one.html", b"three", "w")
    remove(tmp_path, "old/one.html/more/index.html")
    assert (tmp_path / "old/one.html").read_bytes() == b"three"
