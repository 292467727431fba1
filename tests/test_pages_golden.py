"""A page of each kind, as a person can read it, from a small archive that never changes."""

import json
import shutil
from pathlib import Path

import pytest
from archives import AS_OF, article, make_archive
from backissue.build import build
from golden_files import Golden
from pretty import pretty_main
from tools import ROOT

PAGES = {
    "article": "gazette/1926/05/04/bridge",
    "article-in-french": "phare/1927/05/brume",
    "article-undated": "gazette/undated/undated",
    "article-withdrawn": "gazette/1926/05/04/taken-down",
    "edition": "gazette/1926/05/04",
    "edition-labelled": "gazette/1926/05/04.late",
    "month": "gazette/1926/05",
    "year": "gazette/1926",
    "outlet": "gazette",
    "outlet-in-french": "phare",
    "outlet-latest": "gazette/latest",
    "undated": "gazette/undated",
    "entity-index": "topics",
    "entity": "people/ines-marr",
    "series": "series/the-bridge",
    "on-this-day": "on-this-day/05-04",
    "on-this-day-index": "on-this-day",
    "corrections": "corrections",
    "corrections-of-a-year": "corrections/1926",
    "corrections-of-an-outlet": "gazette/corrections",
    "withdrawals": "withdrawals",
    "coverage": "coverage",
    "coverage-of-an-outlet": "gazette/coverage",
    "home": "",
    "search": "search",
    "search-help": "search/help",
    "page": "about",
    "redirect": "bridge",
}
"""By the golden file's name, the address."""

TOPIC = {
    **{
        f"articles/{n}.md": article(f"Tide {n}", edition=f"1900-{n % 12 + 1:02d}-01", topics=["Tides"])
        for n in range(99)
    },
    "articles/a.md": article("Spring tide", edition="1901-03-21", topics=["Tides"]),
    "articles/b.md": article("Neap tide", published="1901", topics=["Tides"]),
    "articles/c.md": article("A tide table", published="unknown", topics=["Tides"]),
}  # fmt: skip
"""More stories on one topic than a page holds."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small archive."""
    root = tmp_path_factory.mktemp("small")
    shutil.copytree(ROOT / "tests/sites/small/content", root / "content")
    build(root, as_of=AS_OF)
    return root / "site"


@pytest.fixture(scope="module")
def tides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an archive with a topic of more than 100 stories."""
    root = make_archive(tmp_path_factory.mktemp("tides"), TOPIC)
    build(root, as_of=AS_OF)
    return root / "site"


@pytest.mark.parametrize(("name", "address"), PAGES.items(), ids=list(PAGES))
def test_a_page_shows_what_it_showed(name: str, address: str, small: Path, golden: Golden) -> None:
    golden(f"pages/{name}.html", pretty_main((small / address / "index.html").read_text("utf-8")))


@pytest.mark.parametrize(
    ("name", "address"), [("entity-split", "topics/tides"), ("entity-year", "topics/tides/1901"),
                          ("entity-undated", "topics/tides/undated")],
)  # fmt: skip
def test_a_large_topic_is_split_by_year(name: str, address: str, tides: Path, golden: Golden) -> None:
    golden(f"pages/{name}.html", pretty_main((tides / address / "index.html").read_text("utf-8")))


def test_the_page_for_what_is_not_there_shows_what_it_showed(small: Path, golden: Golden) -> None:
    golden("pages/not-found.html", pretty_main((small / "404.html").read_text("utf-8")))


@pytest.mark.parametrize("name", ["_redirects", "_headers"])
def test_the_host_reads_what_it_read(name: str, small: Path, golden: Golden) -> None:
    golden(f"pages/{name}.txt", (small / name).read_text("utf-8"))


@pytest.mark.parametrize("name", ["gazette/feed.atom", "gazette/feed.json", "sitemaps/1926-05.xml"])
def test_programs_are_told_what_they_were_told(name: str, small: Path, golden: Golden) -> None:
    golden(f"pages/{name.rpartition('/')[2]}.txt", (small / name).read_text("utf-8"))


def test_search_offers_what_it_offered(small: Path, golden: Golden) -> None:
    facets = json.loads((small / "search/facets.json").read_bytes())
    lines = (f"{name}: {json.dumps(values, ensure_ascii=False)}" for name, values in facets.items())
    golden("pages/facets.txt", "\n".join(lines) + "\n")


def test_the_head_of_a_story_says_what_it_said(small: Path, golden: Golden) -> None:
    page = (small / PAGES["article"] / "index.html").read_text("utf-8")
    golden("pages/article-head.html", page[: page.index("</head>")].strip() + "\n</head>\n")


def test_what_is_not_public_is_nowhere_in_the_site(small: Path) -> None:
    secrets = ("must not be read", "Opened in 2099", "Not yet", "Secrets")
    for file in small.rglob("*"):
        if file.suffix in (".html", ".json", ".xml", ".txt", ".atom") or file.name.startswith("_"):
            text = file.read_text("utf-8")
            assert not [secret for secret in secrets if secret in text], file.relative_to(small)


def test_a_link_to_the_file_beside_it_leads_to_its_story(small: Path) -> None:
    page = (small / PAGES["article"] / "index.html").read_text("utf-8")
    assert 'See <a href="/gazette/1926/05/04/tide/">the tides</a>, a draft and' in page


def test_all_files_of_the_small_site_are_known(small: Path, golden: Golden) -> None:
    files = sorted(file.relative_to(small).as_posix() for file in small.rglob("*") if file.is_file())
    known = [file for file in files if not file.startswith(("search/terms/", "search/shards/", "assets/"))]
    golden("pages/all-files.txt", "\n".join(known) + "\n")
