"""Each fault in the content is told with file, line and remedy; and none touches the last good site."""

import re
from pathlib import Path

import pytest
from archives import article, make_archive, picture, tree
from backissue.build import build
from backissue.errors import BuildFailed
from bad_content import CASES, GOOD, STORY, bad_links
from golden_files import Golden


def messages(root: Path) -> list[str]:
    """What a build has to say about the archive in ``root``."""
    try:
        return [str(warning) for warning in build(root, jobs=1).warnings]
    except BuildFailed as failed:
        return [str(problem) for problem in failed.problems]


def test_every_fault_says_where_it_is_and_what_to_do(tmp_path: Path, golden: Golden) -> None:
    told = ""
    for number, (name, files) in enumerate(CASES.items()):
        said = messages(make_archive(tmp_path / str(number), {**GOOD, **files}))
        told += "\n".join([f"# {name}", *said, "\n"])
    golden("bad-content.txt", re.sub(r"can be read \([^)]*\)", "can be read (…)", told))  # libvips's own words


def test_links_out_of_the_content_are_refused(tmp_path: Path) -> None:
    root = make_archive(tmp_path / "archive", {**GOOD})
    bad_links(root)
    assert messages(root) == [
        "content/articles/caf?.md: the file's name is not UTF-8; rename it",
        "content/articles/folder: a symbolic link to a folder; link or copy its files",
        "content/articles/leaves-too: a symbolic link that leaves content/; copy the file here",
        "content/articles/leaves.md: a symbolic link that leaves content/; copy the file here",
        "content/articles/nowhere.md: a symbolic link that leads nowhere; remove it",
        "content/articles/round.md: a symbolic link that leads nowhere; remove it",
    ]


def test_a_link_to_a_file_of_the_content_is_followed(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/a.md": article(), "articles/notes.txt": article("Linked")})
    (root / "content/articles/b.md").symlink_to("notes.txt")
    assert build(root).articles == 2


def test_a_field_that_is_written_wrongly_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    flood = f"{STORY}images:\n  - src: images/gauge.png\n    alt: A gauge.\n    credt: Marsh\n---\n"
    root = make_archive(tmp_path, {**GOOD, "articles/1956/flood.md": flood})
    assert messages(root) == [
        'content/articles/1956/flood.md:7: unknown field "credt" in images[0]; did you mean "credit"?'
    ]


def test_a_picture_that_is_said_to_be_decoration_needs_no_words(tmp_path: Path) -> None:
    shown = article(images=[{"src": "images/gauge.png", "alt": ""}])
    assert messages(make_archive(tmp_path, {**GOOD, "articles/flood.md": shown})) == []


def test_an_alias_that_is_the_storys_own_address_changes_nothing(tmp_path: Path) -> None:
    own = "/courier/1956/10/13/flood"
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood", aliases=[own, f"{own}/"])})
    assert messages(root) == []
    assert "<h1" in (root / "site" / own[1:] / "index.html").read_text("utf-8")
    assert "A story." in (root / "site" / own[1:] / "index.html").read_text("utf-8")
    assert (root / "site/_redirects").read_text("utf-8") == ""


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        **GOOD, "articles/a.md": article(topcs=["Floods"]), "articles/b.md": article(outlet="lamp"),
        "articles/c.md": "", "topics/floods.yaml": "nam: Floods\n", "images/gauge.png": b"",
        "archive.yaml": "nam: x\n",
    })  # fmt: skip
    told = [line.partition(":")[0] for line in messages(root)]
    assert told == [
        "content/archive.yaml", "content/articles/a.md", "content/articles/b.md", "content/articles/c.md",
        "content/images/gauge.png", "content/topics/floods.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "fault",
    [
        {"articles/a.md": article("Changed", topcs=["Floods"])},
        {"articles/a.md": article("Changed", "[nothing](nothing.md)")},
        {"articles/a.md": article("Changed", slug="good")},
        {"articles/a.md": article("Changed", images=[{"src": "images/cut.jpg", "alt": "x"}]),
         "images/cut.jpg": picture(600, 400, ".jpg")[:-1200]},
        {"outlets/courier.yaml": "nam: The Courier\n"},
        {"archive.yaml": "language: klingonian\n"},
    ],
    ids=["in a file", "in a link", "in an address", "in a picture", "in an outlet", "in the settings"],
)  # fmt: skip
def test_a_fault_leaves_the_last_good_site_and_the_catalog_as_they_were(
    tmp_path: Path, fault: dict[str, str | bytes]
) -> None:
    root = make_archive(tmp_path, {**GOOD, "articles/a.md": article("A story", "Text.\n")})
    build(root)
    before = tree(root / "site")
    kept = {path: (root / "content" / path).read_bytes() for path in fault if (root / "content" / path).exists()}
    make_archive(root, fault)
    with pytest.raises(BuildFailed):
        build(root)
    assert tree(root / "site") == before
    for path in fault:
        (root / "content" / path).unlink()
    make_archive(root, {**kept, "articles/a.md": article("A story", "Another text.\n")})
    summary = build(root)
    assert summary.rendered == 1
    assert summary.cold == ""
    after = tree(root / "site")
    assert {path for path in after if after[path] != before.get(path)} >= {"courier/1956/10/13/a/index.html"}
    assert all(
        path.startswith(("search/", "courier/1956/10/13/a/", ".backissue")) or "feed." in path
        for path in after
        if after[path] != before.get(path)
    )
