"""Real input: 509 posts of another generator become an archive, without a hand on any of them."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from backissue.build import build
from backissue.summary import Summary
from convert_18f import Converted, convert
from lxml import html as lxml_html
from tools import ROOT

POSTS = ROOT.parent / "shared/data/18f-posts"

pytestmark = pytest.mark.skipif(
    not POSTS.is_dir(), reason=f"no posts to convert in ../{POSTS.relative_to(ROOT.parent)}"
)


@dataclass(frozen=True)
class Archive:
    """The posts' archive, built once."""

    root: Path
    converted: Converted
    summary: Summary

    @property
    def site(self) -> Path:
        return self.root / "site"

    def pages(self) -> Iterator[tuple[Path, str]]:
        """Every page of the site, with its text."""
        for file in sorted(self.site.rglob("*.html")):
            yield file, file.read_text("utf-8")


@pytest.fixture(scope="session")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root = tmp_path_factory.mktemp("18f")
    converted = convert(POSTS, root)
    return Archive(root, converted, build(root))


def test_each_post_is_an_article(posts: Archive) -> None:
    assert posts.converted.articles == 509
    assert posts.summary.articles == 509
    stories = list(posts.site.glob("18f/[0-9]*/[0-9]*/[0-9]*/*/index.html"))
    assert len(stories) == 509
    assert len(posts.converted.pictures) > 100


def test_no_tag_of_a_template_is_left_in_any_page(posts: Archive) -> None:
    for file, page in posts.pages():
        shown = html.unescape(re.sub("<[^>]*>", "", page))
        meant = posts.converted.raw.get(file.parent.name, "")
        for mark in ("{{", "{%"):
            assert shown.count(mark) == meant.count(mark), f"{file.relative_to(posts.site)}: {mark}"


def test_links_among_the_posts_lead_to_their_pages(posts: Archive) -> None:
    found = 0
    for file in posts.site.glob("18f/[0-9]*/[0-9]*/[0-9]*/*/index.html"):
        for link in lxml_html.fromstring(file.read_bytes()).iterfind(".//article//a[@href]"):
            address = str(link.get("href"))
            if address.startswith("/18f/"):
                found += address.count("/") == 6
                assert (posts.site / address.partition("#")[0].strip("/") / "index.html").is_file(), address
    assert posts.converted.links > 300
    assert found >= posts.converted.links * 0.9, "some links among the posts are lost"


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
