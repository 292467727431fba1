"""`backissue new article`: which file it writes, and when it writes none."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from archives import article, make_archive
from backissue.build import build
from backissue.cli import main
from backissue.errors import BackIssueError
from backissue.starter.story import make_story
from click.testing import CliRunner, Result

TWO = {"outlets/courier.yaml": "name: The Courier\n", "outlets/lamp.yaml": "name: The Lamp\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(tmp_path / "archive", {"articles/a.md": article()})


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["new", "article", "--root", str(root), *words])


def test_the_file_has_what_a_story_needs_and_builds(root: Path) -> None:
    made = run(root, "The line: it stays “open”", "--edition", "1962-03-09.late")
    assert (made.exit_code, made.stdout) == (0, "content/articles/courier/1962/03/09/the-line-it-stays-open.md\n")
    assert (root / made.stdout.strip()).read_text("utf-8").splitlines() == [
        "---", "headline: 'The line: it stays “open”'", "outlet: courier", "edition: 1962-03-09.late", "---", "",
    ]  # fmt: skip
    assert build(root).articles == 2
    assert (root / "site/courier/1962/03/09/the-line-it-stays-open/index.html").is_file()


@pytest.mark.parametrize(
    ("words", "folder", "field"),
    [
        (["--date", "2026-11-24"], "2026/11/24", "edition: 2026-11-24"),
        (["--published", "1962-03"], "1962/03", "published: 1962-03"),
        (["--published", "unknown"], "undated", "published: unknown"),
        (["--published", "1962-07-09T23:30:00+00:00"], "1962/07/10", "published: 1962-07-09T23:30:00+00:00"),
        (["--edition", "1962-03-09", "--published", "1962"], "1962/03/09", "published: 1962"),
    ],
)
def test_the_folder_follows_the_date(root: Path, words: list[str], folder: str, field: str) -> None:
    made = run(root, "Open", *words)
    assert made.stdout == f"content/articles/courier/{folder}/open.md\n"
    assert field in (root / made.stdout.strip()).read_text("utf-8").splitlines()


def test_without_a_date_it_is_in_the_edition_of_today(root: Path) -> None:
    before = datetime.now(UTC).date()
    path = make_story(root, "Open")
    assert path.split("/")[3:6] in (f"{before:%Y/%m/%d}".split("/"), f"{date.today():%Y/%m/%d}".split("/"))


def test_a_file_that_is_there_is_never_written_over(root: Path) -> None:
    file = root / run(root, "Open", "--edition", "1962-03-09").stdout.strip()
    file.write_text("mine", "utf-8")
    again = run(root, "Open!", "--edition", "1962-03-09")
    assert again.exit_code == 1
    assert "is there already; edit it, or give the story another headline" in again.stderr
    assert file.read_text("utf-8") == "mine"


def test_the_outlet_may_be_left_out_where_there_is_one(tmp_path: Path) -> None:
    root = make_archive(tmp_path, TWO)
    assert make_story(root, "Open", outlet="lamp", edition="1962-03-09").startswith("content/articles/lamp/")
    with pytest.raises(BackIssueError, match="several outlets; add --outlet with one of courier, lamp"):
        make_story(root, "Open")
    with pytest.raises(BackIssueError, match='unknown outlet "lampe"; did you mean "lamp"'):
        make_story(root, "Open", outlet="lampe")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Open", "--edition", "yesterday"], '"yesterday" is not an edition; write 2025-11-27'),
        (["Open", "--published", "1962-02-30"], '"1962-02-30" is not a date'),
        ([" "], "the headline is empty; write one"),
    ],
)
def test_what_a_build_would_refuse_is_not_written(root: Path, words: list[str], said: str) -> None:
    before = sorted(root.rglob("*"))
    refused = run(root, *words)
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert sorted(root.rglob("*")) == before


def test_a_long_headline_makes_a_short_name_and_one_in_another_script_a_plain_one(root: Path) -> None:
    name = make_story(root, "word " * 40, edition="1962-03-09").rpartition("/")[2]
    assert name == "-".join(["word"] * 16) + ".md"
    assert make_story(root, "Île et mer", edition="1962-03-09").endswith("/ile-et-mer.md")


def test_an_archive_is_made_as_before_and_a_folder_called_article_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words, folder in ((["paper"], "paper"), (["archive", "other"], "other"), (["./article"], "article")):
        made = CliRunner().invoke(main, ["new", *words])
        assert made.exit_code == 0
        assert (tmp_path / folder / "content/archive.yaml").is_file()
    refused = CliRunner().invoke(main, ["new", "article"])
    assert refused.exit_code == 2
    assert "Missing argument 'HEADLINE'" in refused.stderr
