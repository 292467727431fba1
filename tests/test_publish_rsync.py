"""`backissue publish` by rsync: what the program is asked for, and, where it is installed, what it does."""

import shutil
from pathlib import Path

import pytest
from backissue.errors import BackIssueError
from backissue.publishing import rsync
from backissue.publishing.ledger import LEDGER, Ledger, read_ledger
from backissue.publishing.outcome import Published
from publishing import FIRST, SECOND, lay, texts

FAKE = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$LOG"
case "$*" in
  *--list-only*) echo 'rsync: [sender] link_stat failed: No such file or directory (2)' >&2; exit 23 ;;
esac
"""
SHELL = """\
#!/bin/sh
shift
exec "$@"
"""
"""In place of ssh: the other host is this one."""

needs_rsync = pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")


def program(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)
    return folder / name


def send(site: Path, to: str, *, archive: str = "ours", dry_run: bool = False, adopt: bool = False) -> Published:
    return rsync.send(site, to, archive, dry_run=dry_run, adopt=adopt, tell=lambda phase, done, total: None)


@pytest.mark.parametrize("to", ["host:path", "editor@host:/srv/archive", "rsync://host/module", "host:", "[::1]:path"])
def test_a_place_of_rsync_is_known_by_its_colon(to: str) -> None:
    assert rsync.is_remote(to)


@pytest.mark.parametrize("to", ["public", "./a:b", "/srv/a:b", "s3://bucket/prefix", "gs://bucket", "a/b"])
def test_other_places_are_not_taken_for_one(to: str) -> None:
    assert not rsync.is_remote(to)


def test_it_is_asked_for_new_files_then_changed_ones_then_removals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "rsync", FAKE)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    send(lay(tmp_path / "site", FIRST), "host:archive/")
    listed, claimed, *steps = (tmp_path / "log").read_text().splitlines()
    assert listed.endswith("-- host:archive/")
    assert f"/{LEDGER} host:archive/" in claimed
    said = [[one for one in step.split() if one in (
        "--ignore-existing", "--existing", "--delete-delay", "--exclude=*.html", "--exclude=/.backissue-sum"
    )] for step in steps]  # fmt: skip
    assert said == [
        ["--ignore-existing", "--exclude=*.html", "--exclude=/.backissue-sum"],
        ["--ignore-existing", "--exclude=/.backissue-sum"],
        ["--existing", "--exclude=*.html", "--exclude=/.backissue-sum"],
        ["--existing", "--exclude=/.backissue-sum"],
        [],
        ["--existing", "--ignore-existing", "--delete-delay"],
    ]
    assert all(step.endswith(f"-- {tmp_path}/site/ host:archive/") for step in steps)
    assert all("--checksum" in step and f"--filter=P /{LEDGER}" in step for step in steps)


def test_what_rsync_says_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "rsync", "#!/bin/sh\necho 'ssh: no route to host' >&2\nexit 255\n")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(BackIssueError, match="rsync ended with 255: ssh: no route to host"):
        send(tmp_path, "host:archive")


def test_an_option_is_no_target_and_a_missing_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for to in ("-oProxyCommand=x:y", "host:", "host:/", "rsync://host", "rsync://host/"):
        with pytest.raises(BackIssueError, match="names no folder"):
            send(tmp_path, to)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackIssueError, match="rsync was not found"):
        send(tmp_path, "host:archive")


@pytest.fixture
def to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("RSYNC_RSH", str(program(tmp_path, "shell", SHELL)))
    return f"host:{tmp_path}/there"


@needs_rsync
def test_the_target_becomes_the_site_and_follows_it(tmp_path: Path, to: str) -> None:
    site, there = lay(tmp_path / "site", FIRST), tmp_path / "there"
    would = send(site, to, dry_run=True)
    assert not there.exists()
    done = send(site, to)
    assert (done.new, done.changed, done.removed) == (would.new, would.changed, would.removed) == (len(FIRST), 0, 0)
    assert texts(there) == FIRST
    assert read_ledger((there / LEDGER).read_bytes()) == Ledger("ours", None)
    assert str(send(site, to)) == "0 new, 0 changed, 0 removed"
    lay(site, SECOND)
    would = send(site, to, dry_run=True)
    assert texts(there) == FIRST
    done = send(site, to)
    assert (done.new, done.changed, done.removed) == (3, 3, 2)
    assert [(step.name, sorted(step.paths)) for step in done.steps] == [
        ("new files", ["images/b.webp", "search/shards/1957/b.pf_index"]),
        ("new pages", ["courier/1957/index.html"]),
        ("changed files", ["search/shards.json"]),
        ("changed pages", ["index.html"]),
        ("the seal", [".backissue-sum"]),
        ("removed files", ["courier/1956/index.html", "search/shards/1956/a.pf_index"]),
    ]
    assert [(step.name, sorted(step.paths)) for step in would.steps] == [
        (step.name, sorted(step.paths)) for step in done.steps
    ]
    assert texts(there) == SECOND
    assert not (there / "courier/1956").exists()


@needs_rsync
def test_a_target_of_another_hand_is_refused_unless_it_is_adopted(tmp_path: Path, to: str) -> None:
    site, there = lay(tmp_path / "site", FIRST), lay(tmp_path / "there", {"index.html": "theirs", "a.html": "theirs"})
    with pytest.raises(BackIssueError, match="is not empty and holds no site"):
        send(site, to)
    assert texts(there) == {"index.html": "theirs", "a.html": "theirs"}
    send(site, to, adopt=True)
    assert texts(there) == FIRST
    with pytest.raises(BackIssueError, match="holds the site of ours"):
        send(site, to, archive="another")


@needs_rsync
def test_a_file_becomes_a_folder_and_a_folder_a_file(tmp_path: Path, to: str) -> None:
    site, there = lay(tmp_path / "site", {**FIRST, "old.v2": "a page", "a.b/index.html": "another"}), tmp_path / "there"
    send(site, to)
    shutil.rmtree(site)
    after = {**FIRST, "old.v2/index.html": "a page", "a.b": "another"}
    send(lay(site, after), to)
    assert texts(there) == after


@needs_rsync
def test_files_of_the_same_size_and_time_are_compared_by_content(tmp_path: Path, to: str) -> None:
    site, there = lay(tmp_path / "site", FIRST), tmp_path / "there"
    send(site, to)
    (there / "index.html").write_text("HOME")
    shutil.copystat(site / "index.html", there / "index.html")
    assert send(site, to).changed == 1
    assert texts(there) == FIRST
