"""Drafts are an input of a build: shown everywhere with `--drafts`, marked as such, and nowhere without it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import AS_OF, article, make_archive, tree
from backissue import cli
from backissue.build import build
from click.testing import CliRunner
from lxml import html

DRAFT = "courier/1956/10/14/weir/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(tmp_path, {
        "articles/flood.md": article("Flood", "See [the weir](weir.md).\n", topics=["Rivers"]),
        "articles/weir.md": article(
            "Weir", edition="1956-10-14", topics=["Weirs"], draft=True, aliases=["/old/weir.html"]
        ),
    })  # fmt: skip


def test_a_draft_is_everywhere_with_drafts_and_nowhere_after(root: Path) -> None:
    build(root, as_of=AS_OF)
    without = tree(root / "site")
    build(root, as_of=AS_OF, drafts=True)
    shown = tree(root / "site")
    assert {DRAFT, "topics/weirs/index.html", "courier/1956/10/14/index.html", "old/weir.html"} <= shown.keys()
    assert b"Weir" in shown["index.html"]
    assert b"/courier/1956/10/14/weir/" in shown["courier/1956/10/13/flood/index.html"]
    maps = [data for path, data in shown.items() if path.startswith("sitemap")]
    assert maps
    assert not any(b"weir/" in data for data in maps)
    build(root, as_of=AS_OF)
    assert tree(root / "site") == without
    assert not any(b"weir/" in data for path, data in without.items() if path.endswith((".html", ".json")))


def test_a_drafts_page_says_that_it_is_one_and_is_kept_from_search_engines(root: Path) -> None:
    build(root, as_of=AS_OF, drafts=True)
    page, other = ((root / "site" / path).read_text("utf-8") for path in (DRAFT, "courier/1956/10/13/flood/index.html"))
    assert "Draft: not published" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Draft: not published" not in other
    assert "noindex" not in other


@pytest.mark.parametrize("shown", ["index.html", "courier/1956/10/index.html", "courier/1956/10/14/index.html",
                                   "topics/weirs/index.html", "on-this-day/10-14/index.html"])  # fmt: skip
def test_lists_say_of_a_draft_that_it_is_one_and_of_no_other(root: Path, shown: str) -> None:
    build(root, as_of=AS_OF, drafts=True)
    page = html.parse(str(root / "site" / shown))
    for link in page.xpath("//main//a[text()='Weir' or text()='Flood']"):
        said = "Weir Draft: not published" if link.text == "Weir" else "Flood"
        assert " ".join(link.getparent().text_content().split()) == said
    assert page.xpath("//main//a[text()='Weir']")


def test_a_draft_that_is_published_is_marked_no_more_where_it_is_listed(root: Path) -> None:
    build(root, as_of=AS_OF, drafts=True)
    make_archive(root, {"articles/weir.md": article("Weir", edition="1956-10-14", topics=["Weirs"])})
    build(root, as_of=AS_OF, drafts=True)
    marked = [path for path, data in tree(root / "site").items() if b"Draft: not published" in data]
    assert marked == []


def test_a_draft_waits_for_its_embargo_all_the_same(root: Path) -> None:
    make_archive(root, {"articles/weir.md": article("Weir", edition="1956-10-14", draft=True, embargo="2030-01-01")})
    build(root, as_of=AS_OF, drafts=True)
    assert not (root / "site" / DRAFT).exists()
    build(root, as_of=datetime(2031, 1, 1, tzinfo=UTC), drafts=True)
    assert (root / "site" / DRAFT).exists()


def test_a_text_of_a_draft_edited_while_it_is_shown_renders_its_page_alone(root: Path) -> None:
    build(root, as_of=AS_OF, drafts=True)
    file = root / "content/articles/weir.md"
    file.write_text(file.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert build(root, as_of=AS_OF, drafts=True).rendered == 1


def test_the_command_shows_drafts(root: Path) -> None:
    done = CliRunner().invoke(cli.main, ["build", "--root", str(root), "--drafts"])
    assert (done.exit_code, (root / "site" / DRAFT).exists()) == (0, True)
    CliRunner().invoke(cli.main, ["build", "--root", str(root)])
    done = CliRunner().invoke(cli.main, ["explain", "--root", str(root), "/courier/1956/10/13/flood/"])
    assert "is a draft, and whether these are shown changed" in done.stdout
