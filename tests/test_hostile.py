"""Disks, names, hands and sizes that nobody wishes for: each right, or a clear error and the last good site intact."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from archives import AS_OF, PAPER, article, make_archive, picture, tree
from backissue.build import build
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.cli import main
from backissue.errors import BuildFailed, Busy
from backissue.place import BuildLock, find_place
from backissue.sources import read
from backissue.summary import Summary
from click.testing import CliRunner, Result
from folding_disk import folding_disk

pytestmark = pytest.mark.long

FILES = {f"articles/story-{at}.md": article(f"Story {at}", topics=["Floods"]) for at in range(8)}
DAY = "courier/1956/10/13"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Eight stories, built."""
    root = make_archive(tmp_path / "archive", FILES)
    built(root)
    return root


def built(root: Path, jobs: int = 1) -> Summary:
    return build(root, as_of=AS_OF, jobs=jobs)


def command(root: Path) -> Result:
    return CliRunner().invoke(main, ["build", "--root", str(root), "--as-of", "2026-01-01", "--jobs", "1"])


def cold(root: Path, beside: str = "cold") -> dict[str, bytes]:
    """What a build from nothing makes of an archive's content."""
    other = root.with_name(beside)
    shutil.copytree(root / "content", other / "content")
    built(other)
    return tree(other / "site")


def faults(root: Path) -> list[str]:
    with pytest.raises(BuildFailed) as failed:
        built(root)
    return [str(problem) for problem in failed.value.problems]


def failing(function: Callable[..., Any], at: int, code: int) -> Callable[..., Any]:
    """``function`` until its ``at``-th call in the site, and an OSError from then on."""
    calls = 0

    def call(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += "site/" in f"{args[0]}"
        if calls >= at and "site/" in f"{args[0]}":
            raise OSError(code, os.strerror(code), str(args[0]))
        return function(*args, **named)

    return call


# The disk ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("at", [1, 2, 7])
@pytest.mark.parametrize("what", ["write", "rename"])
def test_a_disk_that_is_full_or_read_only_costs_no_page(root: Path, code: int, at: int, what: str) -> None:
    for name in FILES:
        (root / "content" / name).write_text(article("Another headline", slug=name[9:-3]), "utf-8")
    before = tree(root / "site")
    with pytest.MonkeyPatch.context() as patch:
        if what == "write":
            patch.setattr(os, "open", failing(os.open, at, code))
        else:
            patch.setattr(os, "replace", failing(os.replace, at, code))
        failed = command(root)
    assert failed.exit_code == 1
    said = [line for line in failed.stderr.splitlines() if not line.startswith(("reading: ", "rendering: "))]
    assert len(said) == 1
    assert os.strerror(code) in said[0]
    after, wanted = tree(root / "site"), cold(root)
    for path, data in before.items():
        assert after[path] in (data, wanted.get(path)), path
    built(root)
    assert tree(root / "site") == wanted


def test_a_catalog_that_finds_no_room_is_one_line(root: Path) -> None:
    """SQLite undoes the transaction by itself: to undo it once more would hide what happened."""

    class Full(Catalog):
        def _create(self) -> None:
            super()._create()
            pages = self.db.execute("PRAGMA page_count").fetchone()[0]
            self.db.execute(f"PRAGMA max_page_count = {pages}")

    for at in range(40):
        make_archive(root, {f"articles/more-{at}.md": article(f"More {at}", "Words. " * 2000)})
    before = tree(root / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("backissue.build.Catalog", Full)
        failed = command(root)
    assert failed.exit_code == 1
    assert failed.stderr.splitlines()[-1].startswith("backissue: the cache: database or disk is full; make room")
    assert tree(root / "site") == before
    built(root)
    assert tree(root / "site") == cold(root)


def test_a_site_that_cannot_be_a_folder_is_one_line(root: Path) -> None:
    shutil.rmtree(root / "site")
    (root / "site").write_text("a file", "utf-8")
    failed = command(root)
    assert failed.exit_code == 1
    assert failed.stderr.count("\n") == 1
    assert (root / "site").read_text("utf-8") == "a file"
    (root / "site").unlink()
    built(root)
    assert tree(root / "site") == cold(root)


# What changes meanwhile -------------------------------------------------------------------


def test_a_source_that_changes_after_it_was_read_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same size and, within a tick of the clock, the same time: only its bytes tell."""
    file = root / "content/articles/story-1.md"
    file.write_text(article("Headline A"), "utf-8")
    status = file.stat()
    wanted: list[bytes] = []
    parse = read._parse

    def slow(*args: Any) -> Any:
        if not wanted:
            wanted.append(article("Headline B").encode())
            file.write_bytes(wanted[0])
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        return parse(*args)

    monkeypatch.setattr(read, "_parse", slow)
    monkeypatch.setattr(read, "_TICK_NS", 60_000_000_000)  # however long a busy machine keeps this waiting
    built(root)
    assert wanted
    built(root)
    assert tree(root / "site") == cold(root)


def test_a_source_that_is_written_while_it_is_read_is_never_taken_in_by_halves(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = root / "content/articles/story-1.md"
    file.write_text(article("Headline A"), "utf-8")
    times = iter((True, False, False, False, False))
    fstat = os.fstat

    def writing(descriptor: int) -> os.stat_result:
        status = fstat(descriptor)
        if Path(f"/proc/self/fd/{descriptor}").readlink() == file.resolve() and next(times, False):
            file.write_text(article("Headline B, which is longer"), "utf-8")
        return status

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc")
    monkeypatch.setattr(os, "fstat", writing)
    built(root)
    assert b"Headline B" in (root / "site" / DAY / "story-1/index.html").read_bytes()
    assert tree(root / "site") == cold(root)


# Sizes ------------------------------------------------------------------------------------


def test_an_article_of_five_megabytes_is_a_page(root: Path) -> None:
    paragraph = "The river rose, and rose again, until the bridge at Moorfield was under water. " * 5 + "\n\n"
    make_archive(root, {"articles/long.md": article("Long", paragraph * (5_000_000 // len(paragraph)))})
    built(root)
    assert (root / "site" / DAY / "long/index.html").stat().st_size > 5_000_000


def test_stories_without_a_single_word_are_searched_by_all_that_is_known_of_them(tmp_path: Path) -> None:
    wordless = {f"articles/blank-{at}.md": article("[…]", body="", slug=f"blank-{at}") for at in range(3)}
    root = make_archive(tmp_path / "archive", {**FILES, **wordless})
    assert built(root).articles == 11
    (shard,) = json.loads((root / "site/search/shards.json").read_bytes())["shards"]
    entry = json.loads(next((root / "site" / shard["path"]).glob("*/pagefind-entry.json")).read_bytes())
    assert [language["page_count"] for language in entry["languages"].values()] == [11]
    page = (root / f"site/{DAY}/blank-0/index.html").read_text("utf-8")
    assert "<p>blank-0</p>" not in page, "the page itself is as it was"


def test_ten_thousand_stories_of_one_day_under_one_topic_cost_one_page_an_edit(tmp_path: Path) -> None:
    """Nothing that is asked for each story may pass over all of its day's, or its topic's."""
    count = 10_000
    stories = {f"articles/a-{at}.md": article(f"Story {at}", topics=["Floods"]) for at in range(count)}
    settings = "name: Test\nsearch: {closed: 20000, open: 20000}\n"
    root = make_archive(tmp_path / "archive", {"archive.yaml": settings, **stories})
    assert built(root, jobs=2).articles == count
    for list_ in (DAY, "topics/floods/1956"):
        page = (root / "site" / list_ / "index.html").read_text("utf-8")
        assert page.count(f'href="/{DAY}/a-') >= count
    make_archive(root, {"articles/a-77.md": article("Story 77", "Another text.\n", topics=["Floods"])})
    edited = built(root)
    assert (edited.rendered, edited.written) == (1, 1)
    assert instructions_for_a_story(root) < 5_000


def instructions_for_a_story(root: Path) -> int:
    """What SQLite executes, in round hundreds, for what every story asks of its day."""
    steps: list[None] = []
    with closing(Catalog(root / ".backissue/catalog.db", read_only=True)) as catalog:
        ask = Queries(catalog.db)
        story = ask.article_at(f"/{DAY}/a-5000/")
        assert story is not None
        catalog.db.set_progress_handler(lambda: steps.append(None), 100)
        ask.lists.neighbours(story)
        ask.calendar.labels(story.outlet, story.date)
        ask.calendar.editions_near(story.outlet, story.date, story.label)
        catalog.db.set_progress_handler(None, 100)
    return 100 * len(steps)


# Names ------------------------------------------------------------------------------------


def test_a_file_name_may_be_as_long_as_a_file_system_has_it(root: Path) -> None:
    name = "x" * 252
    make_archive(root, {f"articles/{name}.md": article("Long name")})
    built(root)
    assert (root / "site" / DAY / name / "index.html").is_file()


def test_a_name_whose_address_would_be_too_long_is_told(root: Path) -> None:
    before = tree(root / "site")
    name = "橋" * 84
    make_archive(root, {f"articles/{name}.md": article("Long name"), "articles/b.md": article(topics=["y" * 300])})
    told = faults(root)
    assert len(told) == 2
    assert told[0].startswith("content/articles/b.md: an address would have a part of 300 bytes, yyyy")
    assert told[1].startswith(f"content/articles/{name}.md: an address would have a part of ")
    assert tree(root / "site") == before


def test_a_permalink_leaves_room_for_the_files_beside_its_page(root: Path) -> None:
    fits = "x" * (255 - len(".article.json"))
    make_archive(root, {"articles/long.md": article("Long", permalink=f"/{fits}.html")})
    built(root)
    assert (root / f"site/{fits}.article.json").is_file()
    make_archive(root, {"articles/long.md": article("Long", permalink=f"/{fits}x.html")})
    (told,) = faults(root)
    assert told.startswith("content/articles/long.md:4: a file beside its page would have a name of 256 bytes, xxxx")
    assert told.endswith("give a permalink with a shorter last part")


@pytest.mark.parametrize(
    ("first", "second"), [("articles/Q.md", "articles/q.md"), ("images/Q.png", "images/q.png")]
)  # fmt: skip
def test_names_that_differ_in_case_alone_are_told(root: Path, first: str, second: str) -> None:
    contents = picture() if first.endswith("png") else article()
    make_archive(root, {first: contents})
    built(root)
    make_archive(root, {second: contents})
    if (root / "content" / first).samefile(root / "content" / second):
        pytest.skip("this disk takes them for one")
    (told,) = faults(root)
    assert f"content/{first}" in told
    assert f"content/{second}" in told
    assert "many disks and hosts take them for one" in told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"outlets/Gazette.yaml": PAPER, "outlets/gazette.yaml": PAPER},
            "content/outlets/Gazette.yaml: wants /Gazette/, and content/outlets/gazette.yaml has /gazette/",
        ),
        (
            {"outlets/GAZETTE.yaml": PAPER, "outlets/Gazette.yaml": PAPER},
            "content/outlets/Gazette.yaml: wants /Gazette/, and content/outlets/GAZETTE.yaml has /GAZETTE/",
        ),
        (
            {"people/Tom-Marsh.yaml": "name: Tom\n", "people/tom-marsh.yaml": "name: Tom\n"},
            "content/people/Tom-Marsh.yaml: wants /people/Tom-Marsh/, and content/people/tom-marsh.yaml has"
            " /people/tom-marsh/",
        ),
        (
            {"topics/Floods.yaml": "name: Floods\n"},
            "content/topics/Floods.yaml: wants /topics/Floods/, and stories are in /topics/floods/",
        ),
    ],
)
def test_outlets_and_topics_that_differ_in_case_alone_are_told(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    stories = {path: article("Story", outlet="courier", topics=["Floods"]) for path in FILES}
    root = make_archive(tmp_path / "archive", {"outlets/courier.yaml": PAPER, **stories})
    built(root)
    make_archive(root, files)
    if len({(root / "content" / path).stat().st_ino for path in files}) < len(files):
        pytest.skip("this disk takes them for one")
    ending = ": many disks and hosts take them for one; let them differ in more than capital letters"
    assert faults(root) == [told + ending]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"outlets/Search.yaml": PAPER},
            "content/outlets/Search.yaml: /Search/ is an address of the archive itself; give the outlet's file another"
            " name",
        ),
        (
            {"articles/q.md": article(outlet="courier", aliases=["/Courier/1956/"])},
            "content/articles/q.md:6: /Courier/1956/ is, or may become, an address of the archive itself; choose"
            " another address",
        ),
        (
            {"editions/courier/1956-10-13.Late.yaml": "teaser: Late\n"},
            "content/editions/courier/1956-10-13.Late.yaml:1: this is not where an edition's file belongs; name it"
            " editions/<outlet>/<yyyy-mm-dd>.yaml, or <yyyy-mm-dd>.<label>.yaml",
        ),
        (
            {"editions/Courier/1956-10-13.yaml": "teaser: Late\n"},
            'content/editions/Courier/1956-10-13.yaml:1: unknown outlet "Courier"; did you mean "courier"?',
        ),
    ],
)
def test_capital_letters_make_no_address_of_the_archive_another(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    root = make_archive(tmp_path / "archive", {"outlets/courier.yaml": PAPER, **files})
    assert faults(root) == [told]


def test_what_is_renamed_in_case_alone_stays_on_a_disk_that_folds_case(tmp_path: Path) -> None:
    """The new page is in the old one's file: to remove the one would remove both."""
    root = make_archive(tmp_path / "archive", {
        "outlets/Courier.yaml": PAPER, "articles/b.md": article("B"), "images/Bridge.png": picture(),
        "articles/Report.md": article("Report", images=[{"src": "images/Bridge.png", "alt": ""}]),
    })  # fmt: skip

    def rename(old: str, new: str) -> None:
        (root / "content" / old).rename(root / "content" / new)

    with folding_disk(root / "site"):
        built(root)
        rename("articles/Report.md", "articles/REPORT.md")
        built(root)
        rename("images/Bridge.png", "images/bridge.png")
        make_archive(root, {"articles/REPORT.md": article("Report", images=[{"src": "images/bridge.png", "alt": ""}])})
        built(root)
        rename("outlets/Courier.yaml", "outlets/courier.yaml")
        rename("articles/b.md", "articles/c.md")
        built(root)
        rename("articles/REPORT.md", "articles/report.md")
        shutil.rmtree(root / ".backissue")
        built(root)
    assert tree(root / "site") == cold(root)


def test_names_from_macos_and_from_elsewhere_are_one_name(root: Path) -> None:
    """A disk keeps é as it was written, in one code point or in two; texts may say either."""
    composed, decomposed = (unicodedata.normalize(form, "été à Québec") for form in ("NFC", "NFD"))
    texts = {
        "articles/links.md": f"[one](<{composed}.md>) [two](<{decomposed}.md>)\n\n![A view](<images/{composed}.png>)\n"
    }
    make_archive(root, {
        **{path: article("Links", body) for path, body in texts.items()},
        f"articles/{decomposed}.md": article("Target", images=[{"src": f"images/{composed}.png", "alt": "A"}]),
        f"images/{decomposed}.png": picture(),
    })  # fmt: skip
    built(root)
    page = (root / "site" / DAY / "links/index.html").read_text("utf-8")
    assert page.count(f'<a href="/{DAY}/ete-a-quebec/">') == 2
    assert "<figure" in page
    before = tree(root / "site")
    (root / f"content/articles/{decomposed}.md").rename(root / f"content/articles/{composed}.md")
    (root / f"content/images/{decomposed}.png").rename(root / f"content/images/{composed}.png")
    assert built(root).written == 0
    assert tree(root / "site") == before


def test_one_name_in_both_forms_is_told(root: Path) -> None:
    for form in ("NFC", "NFD"):
        make_archive(root, {unicodedata.normalize(form, "articles/été.md"): article("Été")})
    if len(list((root / "content/articles").glob("*t*.md"))) == len(FILES) + 1:
        pytest.skip("this disk takes them for one")
    assert any("is there twice" in told for told in faults(root))


# Two at once, and one that is stopped -----------------------------------------------------


def test_of_two_builds_at_once_the_second_is_told(root: Path) -> None:
    make_archive(root, {"articles/story-1.md": article("Other")})
    with BuildLock(find_place(root, None)):
        with pytest.raises(Busy):
            built(root)
        second = command(root)
    assert second.exit_code == 1
    assert second.stderr == "backissue: another build of this archive is running; wait for it, or end it\n"
    built(root)
    assert tree(root / "site") == cold(root)


@pytest.mark.parametrize("phase", ["start", "rendering"])
def test_ctrl_c_ends_every_process_and_the_next_build_goes_on(tmp_path: Path, phase: str) -> None:
    stories = {f"articles/a-{at}.md": article(f"Story {at}") for at in range(700)}
    settings = "name: Test\nsearch: {closed: 5000, open: 5000}\n"
    root = make_archive(tmp_path / "archive", {"archive.yaml": settings, **stories})
    program = [sys.executable, "-m", "backissue", "build", "--root", str(root), "--jobs", "2", "--as-of", "2026-01-01"]
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        until(lambda: (root / ".backissue/build.lock").exists())
        if phase == "rendering":
            until(lambda: (root / "site/courier").exists())
        else:
            time.sleep(0.6)  # its processes are starting
        os.killpg(running.pid, signal.SIGINT)
        out, told = running.communicate(timeout=30)
    assert (running.returncode, out) == (130, ""), told
    assert told.splitlines()[-1] == "stopped; the next build goes on from here"
    assert "Traceback" not in told
    built(root)
    assert tree(root / "site") == cold(root)


def until(there: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + 30
    while not there():
        assert time.monotonic() < end
        time.sleep(0.01)


# The cache --------------------------------------------------------------------------------


def test_a_restored_cache_is_believed_by_its_bytes(root: Path, tmp_path: Path) -> None:
    """As on a build server: a fresh clone, and what was kept, and every file has another time."""
    clone = tmp_path / "clone"
    shutil.copytree(root, clone, copy_function=shutil.copyfile)
    for file in clone.rglob("*"):
        if file.is_file():
            os.utime(file, ns=(1, 1))
    done = built(clone)
    assert (done.rendered, done.written, done.shards_built, done.cold) == (0, 0, 0, "")
    assert tree(clone / "site") == tree(root / "site")


def test_a_lost_cache_is_a_cold_build_that_says_so(root: Path) -> None:
    before = tree(root / "site")
    shutil.rmtree(root / ".backissue")
    (root / "site/stray.html").write_text("of nobody", "utf-8")
    done = command(root)
    assert "the site is not the one that the cache knows: everything was looked at again" in done.stderr
    assert tree(root / "site") == before


def test_another_archives_cache_is_a_cold_build_that_says_so(root: Path, tmp_path: Path) -> None:
    other = make_archive(tmp_path / "other", {f"articles/story-{at}.md": article("Other") for at in range(3)})
    built(other)
    before = tree(root / "site")
    shutil.rmtree(root / ".backissue")
    shutil.copytree(other / ".backissue", root / ".backissue")
    done = command(root)
    assert "the site is not the one that the cache knows: everything was looked at again" in done.stderr
    assert tree(root / "site") == before


def test_a_damaged_cache_is_told_or_made_anew(root: Path) -> None:
    catalog = root / ".backissue/catalog.db"
    before = tree(root / "site")
    data = bytearray(catalog.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    catalog.write_bytes(data)
    failed = command(root)
    assert failed.exit_code == 1
    assert failed.stderr.startswith("backissue: the cache: database disk image is malformed")
    assert failed.stderr.rstrip().endswith("remove .backissue/")
    assert tree(root / "site") == before
