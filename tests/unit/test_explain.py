"""Why a page is as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from archives import article, make_archive, picture
from backissue.build import build
from backissue.errors import BackIssueError
from backissue.explain import explain

FLOOD = "/courier/1956/10/13/flood/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_archive(tmp_path_factory.mktemp("archive"), {
        "articles/1956/flood.md": article("Flood", topics=["Floods"], aliases=["/old.html"]),
        "articles/1956/river.md": article("River", topics=["Floods"], images=[{"src": "images/a.png", "alt": ""}]),
        "articles/1957/bridge.md": article("Bridge", edition="1957-01-01"),
        "editions/courier/1956-10-13.yaml": "number: 12\n",
        "topics/floods.yaml": "name: Floods and rain\n",
        "comments/1956/flood.yaml": "- {author: A, text: b}\n",
        "pages/about.md": "---\ntitle: About\n---\nText.\n",
        "images/a.png": picture(),
    })  # fmt: skip
    build(root)
    return root


def told(root: Path, page: str) -> list[str]:
    return list(explain(root, None, page))


def test_a_story_is_made_of_its_file_and_what_stands_beside_it(root: Path) -> None:
    lines = told(root, FLOOD)
    assert lines[0] == (f"courier/1956/10/13/flood/index.html: a page of the kind article, named {FLOOD}")
    assert lines[1:3] == [
        "  template       article.html",
        "  last rendered  because content/articles/1956/flood.md is new",
    ]
    assert lines[3] == "  made of        content/articles/1956/flood.md"
    assert "                 content/comments/1956/flood.yaml" in lines
    assert "                 content/articles/1957/bridge.md" not in lines


def test_a_topic_is_made_of_its_file_and_its_stories(root: Path) -> None:
    assert [line.split()[-1] for line in told(root, "/topics/floods/")[3:]] == [
        "content/articles/1956/flood.md",
        "content/articles/1956/river.md",
        "content/topics/floods.yaml",
    ]


def test_an_edition_is_made_of_its_file_and_its_stories(root: Path) -> None:
    assert {line.split()[-1] for line in told(root, "/courier/1956/10/13/")[3:]} >= {
        "content/articles/1956/flood.md", "content/articles/1956/river.md", "content/editions/courier/1956-10-13.yaml",
    }  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [FLOOD, FLOOD.rstrip("/"), FLOOD[1:], f"{FLOOD}#text", f"{FLOOD}?q=a", f"{FLOOD}index.html",
     f"https://archive.example.org{FLOOD}"],
)  # fmt: skip
def test_a_page_may_be_named_as_it_comes(root: Path, page: str) -> None:
    assert told(root, page)[0].startswith("courier/1956/10/13/flood/index.html:")


def test_a_page_may_be_named_by_its_file(root: Path) -> None:
    file = root / "site/courier/1956/10/13/flood/index.html"
    assert told(root, str(file))[0].startswith("courier/1956/10/13/flood/index.html:")


@pytest.mark.parametrize(
    ("page", "kind"),
    [("/", "a page of the kind home"), ("/old.html", "a page of the kind redirect"),
     ("/about/", "a page of the kind page"),
     ("/_headers", "a file of the kind file"), ("/assets/broadsheet.css", "a file of the kind asset"),
     ("/images/a.png/60.webp", "a file of the kind picture"), ("/404.html", "a page of the kind page")],
)  # fmt: skip
def test_every_file_of_the_site_can_be_explained(root: Path, page: str, kind: str) -> None:
    assert kind in told(root, page)[0]


def test_the_reason_is_that_of_the_last_time(root: Path) -> None:
    make_archive(
        root,
        {"articles/1956/flood.md": article("Flood", "More.\n", topics=["Floods"], aliases=["/old.html"])},
    )
    build(root)
    assert told(root, FLOOD)[2] == "  last rendered  because content/articles/1956/flood.md changed"
    assert told(root, "/topics/floods/")[2] != told(root, FLOOD)[2]


def test_a_page_that_is_not_there_is_told(root: Path) -> None:
    with pytest.raises(BackIssueError, match="the site has no page /nothing/; give its address"):
        told(root, "/nothing/")


def test_a_cache_of_another_version_explains_nothing(root: Path, tmp_path: Path) -> None:
    other = copytree(root, tmp_path / "other")
    with closing(sqlite3.connect(other / ".backissue/catalog.db")) as cache:
        cache.executescript("DROP TABLE pages; PRAGMA user_version = 1")
    with pytest.raises(BackIssueError, match="no build of this version is known here; run: backissue build"):
        told(other, "/")


def test_before_the_first_build_there_is_nothing_to_explain(tmp_path: Path) -> None:
    with pytest.raises(BackIssueError, match="no build of this version is known here; run: backissue build"):
        told(make_archive(tmp_path, {}), "/")
