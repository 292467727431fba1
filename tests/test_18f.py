"""Real input: 509 posts of another generator become an archive, without a hand on any of them."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from backissue.build import build
from backissue.importers.formats import FORMATS
from backissue.importers.mapping import Mapping, OutletMapping
from backissue.importers.readers.markdown.site import find_site
from backissue.importers.report import Report
from backissue.importers.run import run_import
from backissue.summary import Summary
from lxml import html as lxml_html
from tools import ROOT

POSTS = ROOT.parent / "shared/data/18f-posts"
MAPPING = Mapping(
    outlet=OutletMapping("18f", "18F", "America/New_York"),
    url="https://18f.gsa.gov/",
    fields={"tumblr_url": "source"},
    drop=["“Array”"],
    options={"names_from_ids": "true"},
)
SEARCH = "search: {closed: 200, open: 60}\n"

pytestmark = [
    pytest.mark.skipif(not POSTS.is_dir(), reason=f"no posts to import in ../{POSTS.relative_to(ROOT.parent)}"),
    pytest.mark.long,
]


@dataclass(frozen=True)
class Archive:
    """The posts' archive, imported and built once."""

    root: Path
    report: Report
    summary: Summary

    @property
    def site(self) -> Path:
        return self.root / "site"

    def pages(self) -> Iterator[tuple[Path, str]]:
        """Every page of the site, with its text."""
        for file in sorted(self.site.rglob("*.html")):
            yield file, file.read_text("utf-8")

    def rows(self) -> list[dict[str, Any]]:
        """The report's line on each post."""
        found: list[dict[str, Any]] = json.loads((self.root / "import-report.json").read_bytes())["articles"]
        return found


@pytest.fixture(scope="session")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root = tmp_path_factory.mktemp("18f")
    report = run_import(FORMATS["markdown"], POSTS, root, MAPPING)
    with (root / "content/archive.yaml").open("a") as settings:
        settings.write(SEARCH)
    return Archive(root, report, build(root))


def test_each_post_is_an_article(posts: Archive) -> None:
    assert dict(posts.report.outcomes) == {"written": 509}
    assert dict(posts.report.left_out) == {"a file about the site, not a story of it": 1}
    assert posts.summary.articles == 509
    assert len(list(posts.site.glob("18f/[0-9]*/[0-9]*/[0-9]*/*/index.html"))) == 509


def test_no_word_is_lost_on_the_way(posts: Archive) -> None:
    assert posts.report.words > 500_000
    assert posts.report.share < 0.0001
    assert [row["source"] for row in posts.rows() if row["share_lost"] > 0.01] == []


def test_no_tag_of_a_template_is_left_in_any_page(posts: Archive) -> None:
    for file, page in posts.pages():
        shown = html.unescape(re.sub("<[^>]*>", "", re.sub(r"(?s)<(code|pre)\b.*?</\1>", "", page)))
        marks = [
            mark for mark in re.findall(r"\{\{[^}]*\}\}|\{%", shown) if mark != "{{ }}"
        ]  # one post speaks of {{ }}
        assert marks == [], file.relative_to(posts.site)


def test_raw_blocks_are_read_as_they_were_meant(posts: Archive) -> None:
    (file,) = posts.site.glob("18f/2024/07/17/working-with-oracle*/index.html")
    assert "ORACLE_PASSWORD={{ your secure password }}" in html.unescape(file.read_text("utf-8"))
    (file,) = posts.site.glob("18f/2017/09/26/automated-scanning*/index.html")
    assert "status: {staged {%!s(bool=false)}}" in html.unescape(file.read_text("utf-8"))


def test_every_picture_that_is_there_is_shown(posts: Archive) -> None:
    named = set()
    for file in (POSTS / "content/posts").glob("*.md"):
        text = re.sub(r"\{\{\s*site\.baseurl\s*\}\}", "", file.read_text("utf-8"))
        named |= set(re.findall(r"assets/[\w./+@-]+\.(?:png|jpe?g|gif|svg|webp)\b", text, re.IGNORECASE))
    there = {name: (POSTS / name).read_bytes() for name in named if (POSTS / name).is_file()}
    held = {file.read_bytes() for file in (posts.root / "content/images").rglob("*.*")}
    assert len(there) > 100
    assert {name for name, data in there.items() if data not in held} == set()


def test_links_among_the_posts_lead_to_their_pages(posts: Archive) -> None:
    stems = {file.stem[11:].lower() for file in (POSTS / "content/posts").glob("*.md")}
    found = 0
    for file in posts.site.glob("18f/[0-9]*/[0-9]*/[0-9]*/*/index.html"):
        for link in lxml_html.fromstring(file.read_bytes()).iterfind(".//article//a[@href]"):
            address = str(link.get("href"))
            if address.startswith("/18f/") and not address.endswith((".json", ".ris", ".bib")):
                found += address.partition("#")[0].count("/") == 6
                assert (posts.site / address.partition("#")[0].strip("/") / "index.html").is_file(), address
            old = re.match(r"https?://18f\.gsa\.gov/\d{4}/\d\d/\d\d/([^/#?]+)", address)
            assert not old or old[1].lower() not in stems, f"{file}: {address}"
    assert found > 500


def test_old_addresses_lead_to_the_posts(posts: Archive) -> None:
    for address in (
        "2014/03/19/hello-world-we-are-18f",
        "2015/05/21/TockingTime",
        "2016/01/05/tips-for-adapting-analytics-usa-gov",
    ):
        assert "/18f/" in (posts.site / address / "index.html").read_text("utf-8")


def test_the_posts_alone_know_their_site() -> None:
    part, whole = find_site(POSTS / "content/posts"), find_site(POSTS)
    assert part.root == whole.root == POSTS
    assert part.posts == {stem: path for stem, path in whole.posts.items() if path != "LICENSE.md"}


def test_the_posts_are_searched_in_shards(posts: Archive) -> None:
    shards = json.loads((posts.site / "search/shards.json").read_bytes())["shards"]
    assert len(shards) == posts.summary.shards > 2
    assert sum(shard["count"] for shard in shards) == 509
    for shard in shards:
        assert list((posts.site / shard["path"]).glob("*/pagefind-entry.json")), shard["path"]


def test_only_what_is_worth_a_look_is_warned_of(posts: Archive) -> None:
    odd = [
        str(warning)
        for warning in posts.summary.warnings
        if not re.search("is on another host: it is shown as a link|has no alt text", warning.message)
    ]
    assert odd == []


def test_a_second_build_renders_nothing(posts: Archive) -> None:
    again = build(posts.root)
    assert (again.rendered, again.written, again.shards_built, again.cold) == (0, 0, 0, "")
