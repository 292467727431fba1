"""The command line: help, exit codes, what is said where."""

import io
import json
import re
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import backissue.bars
import click
import pytest
from archives import article, make_archive
from backissue import __version__, cli
from backissue.build import build
from backissue.commands.options import progress
from backissue.errors import Busy, SearchError
from backissue.summary import Summary
from click.testing import CliRunner, Result
from rich.console import Console

COMMANDS = sorted(cli.main.commands.items())
CLOSING = re.compile(
    r"[\d,]+ pages from [\d,]+ articles: [\d,]+ rendered, [\d,]+ unchanged, [\d,]+ removed"
    r" · search: [\d,]+ of [\d,]+ shards · \d+\.\d s"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(tmp_path, {"articles/flood.md": article("Flood", images=[])})


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert f"Usage: main {name}" in shown.output


def test_the_program_says_which_version_it_is() -> None:
    assert run("--version").output == f"backissue, version {__version__}\n"


def test_a_build_ends_with_one_line(root: Path) -> None:
    done = run("build", "--root", root)
    assert done.exit_code == 0
    assert CLOSING.fullmatch(done.stdout.rstrip("\n"))
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["reading", "rendering", "search"]
    again = run("build", "--root", root)
    assert " 0 rendered, " in again.stdout


def test_the_closing_line_has_its_form() -> None:
    summary = Summary(
        pages=1204, articles=312, rendered=14, unchanged=1190, removed=1, written=20, shards=9, shards_built=1,
        seconds=0.94,
    )  # fmt: skip
    assert str(summary) == (
        "1,204 pages from 312 articles: 14 rendered, 1,190 unchanged, 1 removed · search: 1 of 9 shards · 0.9 s"
    )


def test_the_summary_is_one_json_object_for_machines(root: Path) -> None:
    done = run("build", "--root", root, "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["articles"], told["cold"]) == (0, 1, "first build")
    assert told["pages"] == told["rendered"] > 5
    assert list(told["phases"]) == [
        "reading", "checks", "pictures", "fingerprints", "rendering", "search", "cases", "finishing",
    ]  # fmt: skip
    assert 0 < sum(told["phases"].values()) <= told["seconds"]


def test_a_profile_follows_the_closing_line(root: Path) -> None:
    done = run("build", "--root", root, "--profile")
    assert CLOSING.fullmatch(done.stdout.rstrip("\n"))
    *_, last = done.output.partition(done.stdout)
    assert [re.fullmatch(r" *([a-z ]+?) +\d+\.\d\d s +\d+\.\d%", line)[1] for line in last.splitlines()] == [  # type: ignore[index]
        "reading", "checks", "pictures", "fingerprints", "rendering", "search", "cases", "finishing", "all else",
    ]  # fmt: skip


def test_a_terminal_is_shown_pages_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    terminal = Console(file=screen, force_terminal=True, width=100)
    monkeypatch.setattr(backissue.bars, "Console", lambda **named: terminal)
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: True))
    with progress() as tell:
        for done in (0, 400, 800):
            tell("rendering", done, 1000)
            time.sleep(0.15)
    shown = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", screen.getvalue())
    assert re.search(r"rendering.* 800/1000.* [\d,]+/s .*\d:\d\d:\d\d", shown)


def test_warnings_go_to_standard_error(root: Path) -> None:
    make_archive(root, {"articles/flood.md": article("Flood", "See [it](draft.md).\n"),
                        "articles/draft.md": article("Draft", draft=True)})  # fmt: skip
    done = run("build", "--root", root)
    assert done.exit_code == 0
    assert "content/articles/flood.md:5: warning: links to articles/draft.md" in done.stderr
    assert CLOSING.fullmatch(done.stdout.rstrip("\n"))


def test_faults_in_the_content_are_1(root: Path) -> None:
    make_archive(root, {"articles/a.md": "", "articles/b.md": article(topcs=["x"])})
    failed = run("build", "--root", root)
    assert failed.exit_code == 1
    assert failed.stdout == ""
    assert failed.stderr.splitlines()[-3:] == [
        "content/articles/a.md:1: no front matter; begin the file with a line ---, fields, and a line ---",
        'content/articles/b.md:4: unknown field "topcs"; did you mean "topics"?',
        "2 problems; the site is as it was",
    ]


@pytest.mark.parametrize("fault", [Busy("another build runs"), SearchError("no Pagefind"), OSError("disk full")])
def test_a_build_that_fails_is_1(root: Path, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object, **named: object) -> None:
        raise fault

    monkeypatch.setattr(cli, "build", fail)
    failed = run("build", "--root", root)
    assert (failed.exit_code, failed.stderr) == (1, f"backissue: {fault}\n")


def test_stopping_it_is_130(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "build", stop)
    stopped = run("build", "--root", root)
    assert (stopped.exit_code, stopped.stderr) == (130, "\nstopped; the next build goes on from here\n")


@pytest.mark.parametrize(
    "arguments",
    [["bild"], ["build", "--nothing"], ["build", "--jobs", "0"], ["build", "--as-of", "soon"], ["new"], ["explain"],
     ["serve", "--port", "99999"]],
    ids=" ".join,
)  # fmt: skip
def test_misuse_is_2(arguments: list[str]) -> None:
    misused = run(*arguments)
    assert misused.exit_code == 2
    assert "Usage: main" in misused.stderr


def test_a_folder_that_is_no_archive_is_1(tmp_path: Path) -> None:
    failed = run("build", "--root", tmp_path)
    assert failed.exit_code == 1
    assert "make an archive with: backissue new DIR" in failed.stderr


@pytest.mark.parametrize("site", ["content/site", ".", "..", ".backissue/site"])
def test_a_site_that_would_overwrite_the_archive_is_refused(root: Path, site: str) -> None:
    before = sorted(root.rglob("*"))
    failed = run("build", "--root", root, "--site", root / site)
    assert failed.exit_code == 1
    assert "would overwrite the archive itself; choose another folder" in failed.stderr
    assert sorted(root.rglob("*")) == before


def test_the_site_goes_where_it_is_wanted(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = tmp_path_factory.mktemp("out") / "public"
    assert run("build", "--root", root, "--site", site, "--jobs", "1").exit_code == 0
    assert (site / "index.html").is_file()
    assert not (root / "site").exists()
    assert run("explain", "/", "--root", root, "--site", site).stdout.startswith("index.html: a page of the kind home")


def test_an_embargo_passes_on_the_day_that_is_given(root: Path) -> None:
    make_archive(root, {"articles/later.md": article("Later", embargo="2099-01-01T06:00:00Z")})
    page = root / "site/courier/1956/10/13/later/index.html"
    for moment, there in (
        ("2099-01-01", False),
        ("2099-01-01T06:00:00+00:00", True),
        ("2099-01-01T06:59:00+01:00", False),
    ):
        assert run("build", "--root", root, "--as-of", moment).exit_code == 0
        assert page.exists() is there, moment


def test_a_new_archive_builds_without_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "valley"
    made = run("new", folder)
    assert made.exit_code == 0
    assert made.stdout.splitlines()[-1] == f"Next: cd {folder} && backissue serve"
    summary = build(folder)
    assert summary.articles == 3
    assert summary.warnings == ()
    assert (folder / ".gitignore").read_text("utf-8").split() == ["/site/", "/.backissue/"]


def test_a_new_archive_may_go_into_an_empty_folder(tmp_path: Path) -> None:
    assert run("new", tmp_path).exit_code == 0


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_new_archive_overwrites_nothing(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "there"
    if what == "file":
        folder.write_text("mine", "utf-8")
    else:
        folder.mkdir()
        (folder / "mine.txt").write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    refused = run("new", folder)
    assert refused.exit_code == 1
    assert "is not empty; choose a folder that is new or empty" in refused.stderr
    assert sorted(tmp_path.rglob("*")) == before
