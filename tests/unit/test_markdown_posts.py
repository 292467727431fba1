"""Folders of posts as records: what each generator writes, and what no post should be able to do."""

from collections.abc import Mapping as Files
from pathlib import Path
from typing import Any

import pytest
from backissue.errors import ImportRefused
from backissue.importers.mapping import Mapping
from backissue.importers.readers.markdown import read
from backissue.importers.record import Item, LeftOut, Publication, Source
from hypothesis import given, settings
from hypothesis import strategies as st


def site(root: Path, files: Files[str, str | bytes]) -> Path:
    """``files`` below ``root``."""
    for name, data in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def found(path: Path, **mapping: Any) -> list[Any]:
    """Everything that the reader yields."""
    return list(read(Source(path, Mapping(**mapping), path, lambda done, total: None)))


def items(path: Path, **mapping: Any) -> dict[str, Item]:
    """The stories, by their names in their addresses."""
    return {one.slug: one for one in found(path, **mapping) if isinstance(one, Item)}


def the_item(root: Path, text: str, name: str = "_posts/1956-10-13-flood.md", **more: str | bytes) -> Item:
    """The one story of a site with this post."""
    (item,) = items(site(root, {name: text, **more})).values()
    return item


def left_out(path: Path) -> dict[str, LeftOut]:
    return {one.source: one for one in found(path) if isinstance(one, LeftOut)}


def test_a_jekyll_post_is_a_story(tmp_path: Path) -> None:
    root = site(
        tmp_path,
        {
            "_config.yml": "title: The Valley Post\nurl: https://valleypost.example\ntimezone: Europe/London\n",
            "_data/authors.yml": "ada: {name: Ada Quill}\n",
            "_posts/1956-10-13-flood.md": "---\ntitle: The river &amp; <em>us</em>\nauthor: ada\ntags: river bridge\n"
            "category: News\nexcerpt: A **white** board.\nimage: /assets/gauge.png\nimage_alt: A board\nlevel: 5.40\n"
            "layout: post\n---\nWater.\n",
            "assets/gauge.png": b"png",
        },
    )
    publication, item = found(root)
    assert publication == Publication("The Valley Post", "https://valleypost.example", "", "Europe/London", "")
    assert item.fields == {
        "headline": "The river & us", "standfirst": "A white board.", "byline": ["Ada Quill"],
        "published": "1956-10-13",
    }  # fmt: skip
    assert item.terms == {"tags": ["river", "bridge"], "categories": ["News"]}
    assert item.foreign == {"level": "5.40"}
    assert (item.key, item.source, item.kind, item.slug) == (
        item.source,
        "_posts/1956-10-13-flood.md",
        "article",
        "flood",
    )
    assert [(one.ref, one.alt) for one in item.pictures] == [("/assets/gauge.png", "A board")]
    assert item.files == {"/assets/gauge.png": str(root / "assets/gauge.png")}
    assert item.addresses == ["/1956/10/13/flood/", "/news/1956/10/13/flood.html"]


@pytest.mark.parametrize(
    ("front", "addresses"),
    [
        ("permalink: /river/", ["/river/"]),
        ("permalink: /:year/:title/", ["/1956/flood/"]),
        ("redirect_from: [/a/, /b.html]", ["/1956/10/13/flood/", "/a/", "/b.html"]),
        ("aliases: old", ["/1956/10/13/flood/", "/old"]),
        ("url: https://valleypost.example/x/", ["https://valleypost.example/x/"]),
        ("date: 1956-10-12", ["/1956/10/13/flood/", "/1956/10/12/flood/"]),
    ],
)
def test_a_post_says_where_it_stood(tmp_path: Path, front: str, addresses: list[str]) -> None:
    item = the_item(tmp_path, f"---\ntitle: Flood\n{front}\n---\nWater.", "content/posts/1956-10-13-flood.md")
    assert item.addresses == addresses


@pytest.mark.parametrize(
    ("config", "name", "address"),
    [
        ("hugo.toml", "content/posts/flood.md", "/posts/flood/"),
        ("hugo.toml", "content/posts/flood/index.md", "/posts/flood/"),
        ("hugo.toml", "content/posts/1956-10-13-flood.md", "/posts/1956-10-13-flood/"),
        ("hugo.toml", "content/about.md", "/about/"),
        ("pelicanconf.py", "content/news/flood.md", "/the-flood.html"),
        (".eleventy.js", "src/posts/flood.md", "/posts/flood/"),
        ("conf.py", "posts/flood.md", "/posts/flood/"),
    ],
)
def test_each_generator_puts_posts_where_it_does(tmp_path: Path, config: str, name: str, address: str) -> None:
    item = the_item(tmp_path, "---\ntitle: The flood\n---\nWater.", name, **{config: ""})
    assert item.addresses == [address]


def test_zola_and_the_permalink_of_a_config(tmp_path: Path) -> None:
    post = '+++\ntitle = "Flood"\n[taxonomies]\ntags = ["river"]\n[extra]\nkicker = "Weather"\n+++\nWater.'
    root = site(
        tmp_path / "z", {"config.toml": 'base_url = "https://v.example"', "content/blog/1956-10-13-flood.md": post}
    )
    item = items(root)["flood"]
    assert (item.addresses, item.terms, item.fields["kicker"]) == (["/blog/flood/"], {"tags": ["river"]}, "Weather")
    root = site(
        tmp_path / "j", {"_config.yml": "permalink: pretty", "_posts/1956-10-13-flood.md": "---\ntitle: F\n---\nW"}
    )
    assert items(root)["flood"].addresses == ["/1956/10/13/flood/"]


@pytest.mark.parametrize("start", [".", "content", "content/posts", "content/posts/1956-10-13-flood.md"])
def test_a_part_of_a_site_knows_the_whole(tmp_path: Path, start: str) -> None:
    post = "---\ntitle: Flood\n---\n![A](/a.png) ![B](b.png) ![C](../../../c.png) ![D](assets/d.png)"
    files = {
        "content/posts/1956-10-13-flood.md": post,
        "static/a.png": "",
        "content/posts/b.png": "",
        "assets/d.png": "",
    }
    root = site(tmp_path / "site", files)
    site(tmp_path, {"c.png": ""})
    (item,) = items(root / start).values()
    assert item.key == "content/posts/1956-10-13-flood.md"
    assert sorted(item.files) == ["/a.png", "assets/d.png", "b.png"]


def test_drafts_and_pages_are_told_from_stories(tmp_path: Path) -> None:
    root = site(
        tmp_path,
        {
            "_config.yml": "",
            "_drafts/later.md": "---\ntitle: Later\n---\nSoon.",
            "_posts/1956-10-13-unseen.md": "---\ntitle: Unseen\npublished: false\n---\nNo.",
            "_posts/1956-10-14-seen.md": "---\ntitle: Seen\npublished: true\n---\nYes.",
            "_pages/about.md": "---\ntitle: About\n---\nUs.",
            "terms.md": "---\ntitle: Terms\n---\nThese.",
            "README.md": "# This site\n",
            "LICENSE.md": "Free.",
            "_includes/x.md": "no",
        },
    )
    found_items = items(root)
    assert {slug: item.kind for slug, item in found_items.items()} == {
        "later": "article", "unseen": "article", "seen": "article", "about": "page", "terms": "page",
    }  # fmt: skip
    assert {slug for slug, item in found_items.items() if item.fields.get("draft")} == {"later", "unseen"}
    assert found_items["later"].fields["published"] == "unknown"
    assert {one.reason for one in left_out(root).values()} == {"a file about the site, not a story of it"}
    assert sorted(left_out(root)) == ["LICENSE.md", "README.md"]


def test_a_post_without_a_title_is_called_by_its_heading(tmp_path: Path) -> None:
    assert the_item(tmp_path / "a", "# The flood\n\nWater.", "posts/flood.md").fields["headline"] == "The flood"
    item = the_item(tmp_path / "b", "Water.", "posts/1956-10-13-high-water.md")
    assert (item.fields["headline"], item.body) == ("High water", "Water.")


def test_one_bad_post_does_not_stop_the_rest(tmp_path: Path) -> None:
    root = site(
        tmp_path,
        {
            "_posts/1956-10-12-bad.md": "---\ntitle: a\n  more: b\n---\n",
            "_posts/1956-10-13-good.md": "---\ntitle: Good\n---\nWater.",
            "_posts/1956-10-14-latin.md": b"---\ntitle: Caf\xe9\n---\nWater.",
            "_posts/1956-10-15-other.rst": "Title\n=====\n",
            "_posts/1956-10-16-nul.md": b"---\ntitle: N\0ul\n---\nWa\0ter.",
        },
    )
    assert sorted(items(root)) == ["good", "nul"]
    assert {source: one.fault for source, one in left_out(root).items()} == {
        "_posts/1956-10-12-bad.md:3": True, "_posts/1956-10-14-latin.md:2": True, "_posts/1956-10-15-other.rst": False,
    }  # fmt: skip


def test_what_is_no_address_stops_nothing(tmp_path: Path) -> None:
    front = "title: A\nimage: //[a.png\npermalink: //[b:c\naliases: ['http://[d']"
    item = the_item(tmp_path, f"---\n{front}\n---\nText ![x](//[e.png) and [y](http://[f).\n")
    assert (item.fields["headline"], item.files) == ("A", {})


def test_no_link_leads_out_of_the_site(tmp_path: Path) -> None:
    site(tmp_path, {"secret.png": "x", "secret.md": "---\ntitle: Secret\n---\nx"})
    post = "---\ntitle: Flood\n---\n![a](../../secret.png) ![b](/out.png) ![c](/../secret.png) ![d](/etc/passwd)"
    root = site(tmp_path / "site", {"_posts/1956-10-13-flood.md": post})
    (root / "out.png").symlink_to(tmp_path / "secret.png")
    (root / "_posts/1956-10-14-out.md").symlink_to(tmp_path / "secret.md")
    (root / "folder").symlink_to(tmp_path)
    assert items(root)["flood"].files == {}
    assert {one.reason for one in left_out(root).values()} == {"a symbolic link is not followed; copy the file"}


def test_links_between_files_become_links_between_addresses(tmp_path: Path) -> None:
    post = (
        "---\ntitle: A\n---\n[1]({% post_url 1956-10-14-ferry %}) [2]({% link _posts/1956-10-14-ferry.md %}#deck) "
        "[3](1956-10-14-ferry.md) [4]({filename}1956-10-14-ferry.md) [5](@/_posts/1956-10-14-ferry.md) "
        '[6]({{< ref "1956-10-14-ferry" >}}) [7](https://else.example/x.md)'
    )
    root = site(
        tmp_path,
        {"_posts/1956-10-13-a.md": post, "_posts/1956-10-14-ferry.md": "---\ntitle: F\npermalink: /f/\n---\nx"},
    )
    assert items(root)["a"].body == (
        "[1](/f/) [2](/f/#deck) [3](/f/) [4](/f/) [5](/f/) [6](/f/) [7](https://else.example/x.md)"
    )


def test_nothing_to_import_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="there is no post in it"):
        found(site(tmp_path, {"README.md": "x"}))


@given(front=st.text(max_size=80), body=st.text(max_size=300))
@settings(max_examples=60)
def test_any_post_is_read_or_left_out(tmp_path_factory: pytest.TempPathFactory, front: str, body: str) -> None:
    root = site(
        tmp_path_factory.mktemp("any"),
        {"_posts/1956-10-13-x.md": f"---\ntitle: {front}\n---\nWater. {body}".encode("utf-8", "replace")},
    )
    assert sum(isinstance(one, Item | LeftOut) for one in found(root)) == 1
