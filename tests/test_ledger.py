"""Addresses never die: what the ledger names stands, leads on, or stops the build with the line to write."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import AS_OF, article, make_archive, tree
from backissue.advice.content import content_as_it_stands
from backissue.build import build
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.cli import main
from backissue.config import Config
from backissue.errors import BackIssueError, BuildFailed
from backissue.ledger.files import put_lines
from backissue.ledger.mend import mend
from backissue.ledger.record import record, unrecorded
from backissue.model import PageKey
from backissue.pages import entity
from backissue.pages.archive import Archive
from backissue.pages.kinds import BY_NAME
from backissue.sources.ledger import line_of, lines_of
from click.testing import CliRunner
from edits import clone
from hypothesis import given
from hypothesis import strategies as st

ADDRESS = st.text(st.sampled_from("ab/.é %->"), max_size=8).map(lambda text: f"/{text.strip()}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three stories of two days, built and recorded."""
    make_archive(tmp_path, {
        "articles/flood.md": article("Flood", topics=["Floods"]),
        "articles/bridge.md": article("Bridge", "The bridge fell.\n", edition="1956-10-14", topics=["Bridges"]),
        "articles/river.md": article("River", aliases=["/old/river.html"]),
    })  # fmt: skip
    build(tmp_path, as_of=AS_OF, jobs=1)
    record(tmp_path, None)
    build(tmp_path, as_of=AS_OF, jobs=1)
    return tmp_path


def faults(root: Path) -> list[str]:
    """What a build refuses; one from nothing refuses as much."""
    clone(root, root / "cold")
    told, from_nothing = refused(root), refused(root / "cold")
    assert len(told) == len(from_nothing)
    return told


def refused(root: Path) -> list[str]:
    try:
        build(root, as_of=AS_OF, jobs=1)
    except BuildFailed as failed:
        return [str(problem) for problem in failed.problems]
    return []


def where(root: Path, address: str) -> str:
    """The place of an address in the ledger, as messages have it."""
    for file in sorted((root / "content/addresses").rglob("*.txt")):
        for number, one, _ in lines_of(file.read_text("utf-8")):
            if one == address:
                return f"{file.relative_to(root).as_posix()}:{number}"
    raise LookupError(address)


def test_what_is_recorded_is_every_page_once_by_outlet_and_year(root: Path) -> None:
    files = tree(root / "content/addresses")
    assert set(files) >= {"courier.txt", "courier/1956.txt", "topics.txt", "other.txt", "on-this-day.txt"}
    assert b"/courier/1956/10/14/bridge/\n" in files["courier/1956.txt"]
    assert b"/old/river.html\n" in files["other.txt"]
    pages = {f"/{path.removesuffix('index.html')}" for path in tree(root / "site") if path.endswith(".html")}
    lines = [one for data in files.values() for _, one, _ in lines_of(data.decode())]
    assert sorted(lines) == sorted(pages - {"/404.html"})
    assert unrecorded(root, None) == []
    assert record(root, None) == (0, [])


def test_recording_changes_no_page(root: Path) -> None:
    before = tree(root / "site")
    shutil.rmtree(root / "content/addresses")
    assert build(root, as_of=AS_OF, jobs=1).rendered == 0
    assert tree(root / "site") == before


def test_what_shows_drafts_is_not_recorded(root: Path) -> None:
    make_archive(root, {"articles/secret.md": article("A secret", draft=True)})
    build(root, as_of=AS_OF, jobs=1, drafts=True)
    with pytest.raises(BackIssueError, match="drafts"):
        record(root, None)
    build(root, as_of=AS_OF, jobs=1)
    assert unrecorded(root, None) == []


def test_a_case_that_ends_by_itself_breaks_no_promise(tmp_path: Path) -> None:
    case = (
        "{id: a, action: withdraw, date: 2025-03-01, until: 2026-03-01, reason: A court, articles: articles/flood.md}"
    )
    make_archive(tmp_path, {"articles/flood.md": article("Flood"), "takedowns.yaml": f"- {case}\n"})
    build(tmp_path, as_of=AS_OF, jobs=1)
    record(tmp_path, None)
    build(tmp_path, as_of=AS_OF, jobs=1)
    assert (tmp_path / "site/withdrawals/2025/index.html").exists()
    build(tmp_path, as_of=datetime(2026, 3, 2, tzinfo=UTC), jobs=1)
    assert not (tmp_path / "site/withdrawals/2025/index.html").exists()


def test_a_new_story_is_one_line_in_one_file(root: Path) -> None:
    make_archive(root, {"articles/late.md": article("Late", topics=["Floods"])})
    build(root, as_of=AS_OF, jobs=1)
    assert unrecorded(root, None) == ["/courier/1956/10/13/late/"]
    assert record(root, None) == (1, ["addresses/courier/1956.txt"])


def test_a_story_with_another_date_is_told_its_alias(root: Path) -> None:
    before, at = tree(root / "site"), where(root, "/courier/1956/10/14/bridge/")
    make_archive(root, {"articles/bridge.md": article("Bridge", "The bridge fell.\n", topics=["Bridges"])})
    assert (
        f"{at}: /courier/1956/10/14/bridge/ was published, and nothing would stand there; "
        "add to content/articles/bridge.md: aliases: [/courier/1956/10/14/bridge/]" in faults(root)
    )
    assert tree(root / "site") == before


def test_a_story_in_a_renamed_file_is_found_by_its_words(root: Path) -> None:
    (root / "content/articles/bridge.md").rename(root / "content/articles/fallen.md")
    (only,) = faults(root)
    assert only.endswith("add to content/articles/fallen.md: aliases: [/courier/1956/10/14/bridge/]")
    text = (root / "content/articles/fallen.md").read_text("utf-8")
    aliased = text.replace("headline:", "aliases: [/courier/1956/10/14/bridge/]\nheadline:")
    make_archive(root, {"articles/fallen.md": aliased})
    assert faults(root) == []
    assert "/courier/1956/10/14/fallen/" in (root / "site/courier/1956/10/14/bridge/index.html").read_text("utf-8")


def test_a_withdrawn_story_keeps_its_address_and_a_draft_does_not(root: Path) -> None:
    gone = {"date": "1957-01-01", "reason": "A court"}
    make_archive(root, {"articles/flood.md": article("Flood", topics=["Floods"], withdrawn=gone)})
    lost = [fault.partition(": ")[2].split(" ")[0] for fault in faults(root)]
    assert lost == ["/topics/floods/"]
    make_archive(root, {"articles/flood.md": article("Flood", topics=["Floods"], draft=True)})
    assert any("flood.md is a draft; what was published can be withdrawn: withdrawn:" in one for one in faults(root))


def test_an_alias_that_was_taken_away_is_wanted_back(root: Path) -> None:
    make_archive(root, {"articles/river.md": article("River")})
    (only,) = faults(root)
    assert only.endswith("add to content/articles/river.md: aliases: [/old/river.html]")


def test_a_topic_of_another_name_leads_to_it(root: Path) -> None:
    make_archive(root, {"articles/flood.md": article("Flood", topics=["Flood"])})
    (only,) = faults(root)
    assert only.endswith("write where it leads: /topics/floods/ -> /topics/flood/")
    put_lines(root / "content", "addresses/topics.txt", ["/topics/floods/ -> /topics/flood/"])
    assert faults(root) == []
    assert "url=/topics/flood/" in (root / "site/topics/floods/index.html").read_text("utf-8")
    assert "/topics/floods/ /topics/flood/ 301!" in (root / "site/_redirects").read_text("utf-8")


def test_what_is_lost_can_be_mended_in_the_ledger_at_once(root: Path) -> None:
    make_archive(root, {"articles/bridge.md": article("Bridge", "The bridge fell.\n", topics=["Floods"])})
    done = mend(root, as_of=AS_OF, jobs=1)
    assert dict(done.led) == {
        "/courier/1956/10/14/": "/courier/1956/10/",
        "/courier/1956/10/14/bridge/": "/courier/1956/10/13/bridge/",
        "/on-this-day/10-14/": "/on-this-day/",
        "/topics/bridges/": "/topics/",
    }
    assert done.left == ()
    assert faults(root) == []


def test_a_line_more_is_one_page_more(root: Path) -> None:
    """However many lead on already."""
    lines = [f"/old/{number}.html -> /courier/" for number in range(60)]
    put_lines(root / "content", "addresses/imported.txt", lines)
    assert build(root, as_of=AS_OF, jobs=1).rendered == 60
    put_lines(root / "content", "addresses/imported.txt", ["/old/60.html -> /courier/"])
    with content_as_it_stands(root, AS_OF, 1, lambda phase, done, total: None) as content:
        marked = [key for part in content.catalog.dirty() for key, _ in part]
    assert marked == [PageKey("file", "_redirects"), PageKey("redirect", "/old/60.html")]
    file = root / "content/addresses/imported.txt"
    file.write_text(file.read_text("utf-8").replace("/old/7.html -> /courier/", "/old/7.html -> /topics/"), "utf-8")
    assert faults(root) == []
    assert "url=/topics/" in (root / "site/old/7.html").read_text("utf-8")
    file.unlink()
    assert build(root, as_of=AS_OF, jobs=1).removed == 61


def test_what_leads_to_an_old_address_leads_on_at_once(root: Path) -> None:
    put_lines(root / "content", "addresses/other.txt", ["/older.html -> /old/river.html"])
    assert faults(root) == []
    assert "url=/courier/1956/10/13/river/" in (root / "site/older.html").read_text("utf-8")
    put_lines(root / "content", "addresses/other.txt", ["/oldest.html -> /older.html"])
    (only,) = faults(root)
    assert only.endswith(
        "leads to /older.html, which leads on; write where that leads: /oldest.html -> /old/river.html"
    )


@pytest.mark.parametrize(("line", "fault"), [
    ("/a/ -> /nowhere/", "leads to /nowhere/, where nothing stands"),
    ("/topics/floods/ -> /topics/", "/topics/floods/ leads away from a page"),
    ("/courier/1956/10/13/flood/ -> /courier/", "wants the address /courier/1956/10/13/flood/"),
    ("/search/ -> /", "/search/ is, or may become, an address of the archive itself"),
    ("/robots.txt -> /", "/robots.txt is, or may become, an address of the archive itself"),
    ("/images/a.png -> /", "/images/a.png is, or may become, an address of the archive itself"),
    ("flood", '"flood" is not an address in this site'),
    ("<<<<<<< ours", '"<<<<<<< ours" is not an address in this site'),
    ("/../a -> /", '"/../a" is not an address in this site'),
    ("/a -> /topics/\n/a/ -> /courier/", "/a/ leads to /topics/ already"),
])  # fmt: skip
def test_a_line_that_cannot_be_kept_is_told(root: Path, line: str, fault: str) -> None:
    before = tree(root / "site")
    make_archive(root, {"addresses/mine.txt": f"# Mine\n{line}\n"})
    (only,) = faults(root)
    assert only.startswith("content/addresses/mine.txt:")
    assert fault in only
    assert tree(root / "site") == before


def test_both_branches_lines_are_kept_by_a_merge_that_keeps_both(root: Path) -> None:
    """Git's ``merge=union`` leaves lines in any order, some twice."""
    file = root / "content/addresses/courier/1956.txt"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*reversed(lines), lines[2]]) + "\n", "utf-8")
    assert faults(root) == []


@given(st.lists(st.tuples(ADDRESS, st.none() | ADDRESS), max_size=4))
def test_a_line_of_the_ledger_is_read_as_it_was_written(entries: list[tuple[str, str | None]]) -> None:
    written = "\n".join(line_of(*entry) for entry in entries)
    assert [(address, target) for _, address, target in lines_of(written)] == entries


def test_a_look_up_tells_as_much_as_a_view(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all pages that are, and of those that would be in another archive."""
    monkeypatch.setattr(entity, "MOST_ON_ONE_PAGE", 1)
    make_archive(root, {"articles/more.md": article("More", topics=["Floods", "Bridges"])})
    build(root, as_of=AS_OF, jobs=1)
    catalog = Catalog(root / ".backissue/catalog.db", read_only=True)
    archive = Archive(Queries(catalog.db), Config())
    names = catalog.db.execute("SELECT kind, name FROM pages WHERE kind NOT IN ('asset', 'file')").fetchall()
    names += [(kind, name.replace("1956", "1957").replace("floods", "none")) for kind, name in names]
    asked = [(kind, name) for kind, name in names if BY_NAME[kind].stands]
    assert {kind for kind, _ in asked} >= {"article", "day", "month", "year", "entity", "on-this-day"}
    for kind, name in asked:
        assert BY_NAME[kind].has(archive, name) == (BY_NAME[kind].view(archive, name) is not None), (kind, name)
    catalog.close()


def test_the_command_lists_records_and_mends(root: Path) -> None:
    run = CliRunner().invoke
    assert run(main, ["addresses", "--root", str(root)]).output == "the ledger has every address of the site\n"
    make_archive(root, {"articles/late.md": article("Late")})
    build(root, as_of=AS_OF, jobs=1)
    listed = run(main, ["addresses", "--root", str(root)])
    assert (listed.exit_code, listed.output.splitlines()[0]) == (1, "/courier/1956/10/13/late/")
    recorded = run(main, ["addresses", "--record", "--root", str(root)])
    assert recorded.output == "content/addresses/courier/1956.txt\n1 address added to the ledger\n"
    (root / "content/articles/late.md").rename(root / "content/articles/later.md")
    mended = run(main, ["addresses", "--mend", "--root", str(root)])
    assert "/courier/1956/10/13/late/ -> /courier/1956/10/13/later/\n" in mended.output
    assert run(main, ["addresses", "--mend", "--record"]).exit_code == 2
