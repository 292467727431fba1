"""What `backissue check` finds: files that another hand touched, pages that should have been marked."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
from archives import AS_OF, PAPER, article, make_archive, make_two_stories, picture, tree
from backissue.audit import audit
from backissue.build import build
from backissue.cli import main
from backissue.errors import BackIssueError, Busy
from backissue.fixity.fault import Fault
from backissue.pages.kinds import BY_NAME
from backissue.place import BuildLock, find_place
from click.testing import CliRunner
from repositories import Repository

ABOUT = "---\ntitle: About\n---\nAbout it.\n"
FLOOD = "courier/1956/10/13/flood/index.html"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_two_stories(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    copytree(first, tmp_path / "archive")
    return tmp_path / "archive"


def execute(root: Path, statement: str) -> None:
    """What no build does: a change of the catalog by another hand."""
    with closing(sqlite3.connect(root / ".backissue/catalog.db")) as db, db:
        assert db.execute(statement).rowcount == 1


def found(root: Path) -> list[Fault]:
    return list(audit(root, None, jobs=1).findings)


def test_a_clean_site_passes_and_is_left_alone(root: Path) -> None:
    before = tree(root / "site")
    done = audit(root, None, jobs=1)
    assert (done.findings, done.waiting) == ((), ())
    assert done.outputs == len([path for path in before if path != ".backissue-sum"])
    assert done.views > 10
    assert tree(root / "site") == before


def test_a_file_that_another_hand_changed_is_named(root: Path) -> None:
    (root / "site" / FLOOD).write_bytes((root / "site" / FLOOD).read_bytes().replace(b"Flood", b"Fl00d"))
    assert found(root) == [Fault(FLOOD, "changed by another hand")]


def test_a_file_that_was_removed_is_named(root: Path) -> None:
    (root / "site" / FLOOD).unlink()
    assert found(root) == [Fault(FLOOD, "missing")]


def test_a_file_that_was_added_is_named(root: Path) -> None:
    (root / "site/courier/notes.txt").write_text("mine", "utf-8")
    assert found(root) == [Fault("courier/notes.txt", "not a file of this site")]


def test_a_search_bundle_that_was_removed_is_named(root: Path) -> None:
    shard = sorted((root / "site/search/shards").iterdir())[0]
    rmtree(shard)
    assert [one.path for one in found(root)] == [f"search/shards/{shard.name}"]


def test_a_file_of_search_that_was_changed_removed_or_added_is_named(root: Path) -> None:
    shard = sorted((root / "site/search/shards").iterdir())[0]
    fragment, other = sorted(shard.rglob("*.pf_fragment"))[:2]
    fragment.write_bytes(other.read_bytes())
    other.unlink()
    (shard / "en/notes.txt").write_text("mine", "utf-8")
    (shard / "en/nowhere").symlink_to("nothing")
    words = sorted((root / "site/search/terms/en").rglob("*.json"))[0]
    words.write_text("mine", "utf-8")
    (root / "site/search/shards.json").write_text("{}", "utf-8")
    bundle = f"search/shards/{shard.name}"
    assert found(root) == [
        Fault("search/shards.json", "changed by another hand"),
        Fault(bundle, "1 of its files is missing"),
        Fault(f"{bundle}/en/fragment/{fragment.name}", "changed by another hand"),
        Fault(f"{bundle}/en/notes.txt", "not a file of this site"),
        Fault(f"{bundle}/en/nowhere", "not a file of this site"),
        Fault(f"search/terms/en/{words.parent.name}/{words.name}", "changed by another hand"),
    ]


def test_what_search_put_into_the_site_is_known_after_every_build(root: Path) -> None:
    """Bundles that were built again, that are no more, and a manifest with no bundle."""
    make_archive(root, {"articles/late.md": article("Late", edition="2012-12-12", language="fr")})
    for gone in ((), ("late",), ("flood", "river")):
        for name in gone:
            (root / f"content/articles/{name}.md").unlink()
        build(root, as_of=AS_OF)
        assert found(root) == []
    (root / "site/search/shards.json").unlink()
    assert [one.path for one in found(root)] == ["search/shards.json"]


def test_pages_that_should_have_been_marked_are_named(root: Path) -> None:
    execute(root, "UPDATE articles SET headline = 'Drought' WHERE source = 'articles/flood.md'")
    stale = {one.path for one in found(root)}
    assert {"courier/1956/10/13/index.html", "topics/floods/index.html"} <= stale
    assert all("should have been marked" in one.fault for one in found(root))


def test_a_page_that_waits_for_the_next_build_is_no_finding(root: Path) -> None:
    execute(root, "UPDATE pages SET view = x'00' WHERE kind = 'home'")
    assert [one.path for one in found(root)] == ["index.html"]
    execute(root, "INSERT INTO dirty VALUES ('home', 'index', 'a test')")
    assert found(root) == []


def test_pages_that_should_be_there_or_be_no_more_are_named(root: Path) -> None:
    execute(root, "UPDATE articles SET public = 0, listed = 0 WHERE source = 'articles/river.md'")
    execute(root, "DELETE FROM pages WHERE kind = 'article' AND name LIKE '%flood%'")
    faults = {one.path: one.fault for one in found(root) if "made of" not in one.fault}
    assert faults["courier/1956/10/13/river/index.html"].startswith("should be no more")
    assert faults[FLOOD].startswith("should be there, and is not marked")


def test_a_page_that_the_catalog_lost_is_named_whatever_its_kind(root: Path) -> None:
    """A month's, a picture's, an old address's …: each is a page that some record is on, or that always stands."""
    late: dict[str, Any] = {
        "edition": "2012-12-12.late",
        "aliases": ["/old.html"],
        "images": [{"src": "images/a.png", "alt": ""}],
    }
    late |= {"corrections": [{"date": "2013", "text": "Wrong"}], "byline": ["Ada Quill"], "series": "Rivers"}
    paper: dict[str, str | bytes] = {"outlets/courier.yaml": f"{PAPER}versions: true\n"}
    make_archive(root, {**paper, "images/a.png": picture(), "pages/about.md": ABOUT})
    repo = Repository(root)
    for text, at in (("A text.\n", "2025-01-01"), ("Another text.\n", "2025-01-02")):
        make_archive(root, {"articles/late.md": article("Late", text, **late)})
        repo.commit(at)
    build(root, as_of=AS_OF)
    with closing(sqlite3.connect(root / ".backissue/catalog.db")) as db:
        pages = db.execute("SELECT kind, name, path FROM pages ORDER BY kind, name").fetchall()
    assert {kind for kind, _, _ in pages} == set(BY_NAME)
    for kind, name, _ in pages:
        execute(root, f"DELETE FROM pages WHERE kind = '{kind}' AND name = '{name}'")
    named = {one.path: one.fault for one in audit(root, None, outputs=False, jobs=1).findings}
    assert named == {path: f"should be there, and is not marked (the {kind} page {name})" for kind, name, path in pages}


def test_kinds_that_the_next_build_looks_at_are_told(root: Path) -> None:
    settings = root / "content/archive.yaml"
    settings.write_text(settings.read_text("utf-8") + "look: {accent: '#00f'}\n", "utf-8")
    done = audit(root, None, jobs=1)
    assert done.findings == ()
    assert {"asset", "day"} <= set(done.waiting)


def test_a_site_that_is_not_the_caches_is_refused(root: Path) -> None:
    (root / "site/.backissue-sum").write_text("another", "utf-8")
    with pytest.raises(BackIssueError, match="run: backissue build"):
        audit(root, None)
    rmtree(root / ".backissue")
    with pytest.raises(BackIssueError, match="run: backissue build"):
        audit(root, None)


def test_nothing_is_checked_while_a_build_runs(root: Path) -> None:
    with BuildLock(find_place(root, None)), pytest.raises(Busy):
        audit(root, None)


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--outputs", "--views"], r"\d+ files hashed, \d+ pages compared: 1 finding"),
        (["--outputs"], r"\d+ files hashed: 1 finding"),
        (["--views"], r"\d+ pages compared: no findings"),
    ],
)
def test_the_command_names_what_it_finds_and_ends_with_1(root: Path, flags: list[str], said: str) -> None:
    (root / "site" / FLOOD).write_text("touched", "utf-8")
    done = CliRunner().invoke(main, ["check", "--root", str(root), *flags])
    *findings, closing_line = done.stdout.splitlines()
    assert re.fullmatch(said, closing_line)
    assert findings == ([] if flags == ["--views"] else [f"{FLOOD}: changed by another hand"])
    assert done.exit_code == len(findings)


def test_the_findings_are_there_for_programs_too(root: Path) -> None:
    (root / "site" / FLOOD).unlink()
    done = CliRunner().invoke(main, ["check", "--root", str(root), "--outputs", "--json"])
    assert json.loads(done.stdout)["findings"] == [{"path": FLOOD, "fault": "missing"}]
    assert done.exit_code == 1
