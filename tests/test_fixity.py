"""A site can be held against what was built, file by file; and a story against its own words."""

import hashlib
import json
import os
import shutil
import subprocess
import tracemalloc
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from archives import AS_OF, article, make_archive, make_two_stories, tree
from backissue.advice.asking import Asker
from backissue.build import build
from backissue.catalog.store import Catalog
from backissue.cli import main
from backissue.errors import BackIssueError
from backissue.fixity.content import content_hash
from backissue.fixity.manifest import files_of, hashes, line_of, read_manifest, write_manifest
from backissue.fixity.verify import Verified, evenly, verify_folder, verify_site
from backissue.model import Article, Correction, Name
from backissue.publishing.run import publish
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from serving import served

PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda text: f"a{text}")
STORY = Article(
    source="articles/flood.md", headline="Flood", outlet="courier", url="/courier/1956/10/13/flood/", slug="flood",
    date="1956-10-13", order="1956-10-13", byline=(Name("Ada Quill", "words"),), body="The river rose.\n",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two stories, built, with a manifest."""
    root = make_two_stories(tmp_path / "archive")
    write_manifest(root, None)
    return root


def verified(folder: Path, manifest: Path | None = None) -> list[str]:
    return [str(fault) for fault in verify_folder(folder, manifest, lambda phase, done, total: None).faults]


def fetched(base: str, manifest: Path | None = None, most: int = 0) -> Verified:
    asker = Asker(private=True, pause=0.0)
    return verify_site(base, manifest, most, lambda phase, done, total: None, asker)


def test_the_manifest_has_every_file_of_the_site_once_and_in_order(root: Path) -> None:
    files = {path: data for path, data in tree(root / "site").items() if not path.startswith((".", "manifest-"))}
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in sorted(files.items())]
    assert (root / "site/manifest-sha256.txt").read_text("utf-8").splitlines() == lines
    assert any("search/shards/" in line for line in lines)
    assert verified(root / "site") == []


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_the_manifest_is_one_that_sha256sum_reads(root: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--quiet", "manifest-sha256.txt"], cwd=root / "site", check=False)
    assert done.returncode == 0


def test_what_another_hand_did_is_told(root: Path) -> None:
    site = root / "site"
    (site / "index.html").write_text("Mine", "utf-8")
    (site / "404.html").unlink()
    (site / "new.txt").write_text("Mine too", "utf-8")
    assert verified(site) == ["404.html: missing", "index.html: changed", "new.txt: not in the manifest"]


def test_a_build_that_changes_a_page_takes_the_manifest_away_and_another_does_not(root: Path) -> None:
    build(root, as_of=AS_OF, jobs=1)
    assert verified(root / "site") == []
    make_archive(root, {"articles/river.md": article("River", "It fell.\n")})
    build(root, as_of=AS_OF, jobs=1)
    assert not (root / "site/manifest-sha256.txt").exists()


def test_no_manifest_is_made_of_a_site_that_is_not_done(root: Path) -> None:
    catalog = Catalog(root / ".backissue/catalog.db")
    catalog.mark_all("a test")
    catalog.close()
    with pytest.raises(BackIssueError, match="run: backissue build"):
        write_manifest(root, None)


def test_a_site_with_a_manifest_is_published_with_it_and_passes_its_check(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    publish(root, None, str(target), jobs=1)
    assert verified(target) == []
    assert (target / "manifest-sha256.txt").exists()


def test_a_site_on_the_web_is_compared_with_a_manifest_of_ones_own(root: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    shutil.copy(root / "site/manifest-sha256.txt", kept)
    with served(root / "site") as address:
        assert fetched(address).faults == ()
        (root / "site/index.html").write_text("Mine", "utf-8")
        (root / "site/about.txt").write_text("Mine", "utf-8")
        shutil.rmtree(root / "site/topics/floods")
        found = fetched(address, kept)
    assert [str(fault) for fault in found.faults] == [
        "index.html: changed", "topics/floods/index.html: its host answers 404",
    ]  # fmt: skip
    assert found.compared == found.total - 2, "_headers and _redirects are not served"


def test_a_sample_is_of_the_whole_site(root: Path) -> None:
    assert evenly(1000, 3) == {0, 499, 999}
    assert list(evenly(1000, 0)) == list(range(1000))
    with served(root / "site") as address:
        assert fetched(address, most=4).compared == 4


def test_a_file_that_is_no_manifest_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Hello\n", "utf-8")
    with pytest.raises(BackIssueError, match="line 1 of the manifest"):
        verified(root / "site", tmp_path / "other.txt")
    with pytest.raises(BackIssueError, match="there is no manifest"):
        verified(tmp_path)


@given(st.dictionaries(PATHS, st.binary(max_size=3)), st.sampled_from(("\n", "\r\n")))
def test_a_manifest_is_read_as_it_was_written(files: dict[str, bytes], end: str) -> None:
    wanted = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    text = "".join(line_of(path, digest) for path, digest in wanted.items()).replace("\n", end)
    assert dict(read_manifest(StringIO(text, newline="\n"))) == wanted


def test_manifests_of_other_programs_are_read() -> None:
    digest = "a" * 64
    lines = [f"{digest} *./index.html", f"{digest.upper()}\tdata/a b", f"{digest}  100%25%0a%0D.html\r\n", "\n"]
    assert list(read_manifest(lines)) == [
        ("index.html", digest), ("data/a b", digest), ("100%\n\r.html", digest),
    ]  # fmt: skip


ODD = ("a b.html", "100%25.html", "two\nlines", "\rreturn", "a", "a-b/x", "a.d/x", " before", "*star", "ü/ß", 'quo"te')


def test_files_with_odd_names_are_in_the_manifest_once_and_in_order(root: Path) -> None:
    for name in ODD:
        file = root / "site" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name, "utf-8")
    write_manifest(root, None)
    text = (root / "site/manifest-sha256.txt").read_bytes().decode("utf-8")
    assert "  two%0Alines\n" in text
    assert "  100%2525.html\n" in text
    paths = [path for path, _ in read_manifest(text.split("\n"))]
    assert paths == sorted(paths)
    assert set(ODD) <= set(paths)
    assert verified(root / "site") == []
    (root / "site/two\nlines").write_text("changed", "utf-8")
    assert verified(root / "site") == ["two%0Alines: changed"]


def test_a_name_that_is_not_utf8_is_told_and_no_manifest_has_it(root: Path) -> None:
    (root / "site" / os.fsdecode(b"caf\xe9.html")).write_text("A", "utf-8")
    assert verified(root / "site") == [r"caf\udce9.html: not in the manifest"]
    told = CliRunner().invoke(main, ["verify", "--json", str(root / "site")])
    assert json.loads(told.stdout)["faults"] == [{"path": r"caf\udce9.html", "fault": "not in the manifest"}]
    kept = (root / "site/manifest-sha256.txt").read_bytes()
    with pytest.raises(BackIssueError, match=r"caf\\udce9\.html in the site has a name that is not UTF-8"):
        write_manifest(root, None)
    assert (root / "site/manifest-sha256.txt").read_bytes() == kept


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_not_waited_for_and_a_link_out_of_the_site_is_not_followed(root: Path) -> None:
    (root / "site/404.html").unlink()
    os.mkfifo(root / "site/404.html")
    (root / "site/elsewhere").symlink_to(root / "content", target_is_directory=True)
    with (root / "site/manifest-sha256.txt").open("a") as manifest:
        manifest.write(line_of("../content/archive.yaml", hashlib.sha256(b"").hexdigest()))
    assert verified(root / "site") == ["../content/archive.yaml: missing", "404.html: cannot be read"]


def test_a_site_of_many_files_is_gone_through_with_little_memory(tmp_path: Path) -> None:
    """Ten thousand names of 60 letters, with hashes, are two megabytes; the bytes being hashed are half of one."""
    for folder in range(20):
        (tmp_path / f"{folder:03}").mkdir()
        for number in range(500):
            (tmp_path / f"{folder:03}" / f"{number:060}").touch()
    tracemalloc.start()
    lines = (line_of(path, digest) for path, digest in hashes(tmp_path, files_of(tmp_path)))
    with (tmp_path / "manifest-sha256.txt").open("w") as manifest:
        manifest.writelines(lines)
    assert verified(tmp_path) == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_200_000


def test_a_storys_hash_is_of_its_words_in_canonical_json() -> None:
    canonical = (
        '{"agencies":[],"byline":["Ada Quill"],"corrections":[],"date":"1956-10-13","dateline":"","headline":"Flood",'
        '"kicker":"","standfirst":"","text":"The river rose.\\n"}'
    )
    assert json.loads(canonical)["text"] == STORY.body
    assert content_hash(STORY) == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.parametrize(("change", "differs"), [
    ({"headline": "Floods"}, True),
    ({"body": "The river rose."}, True),
    ({"corrections": (Correction("1957-01-01", "It fell."),)}, True),
    ({"topics": ("Floods",)}, False),
    ({"url": "/elsewhere/"}, False),
    ({"source": "articles/other.md"}, False),
])  # fmt: skip
def test_a_word_changes_a_storys_hash_and_a_new_place_does_not(change: dict[str, object], differs: bool) -> None:
    changed = msgspec.structs.replace(STORY, **change)
    assert (content_hash(changed) != content_hash(STORY)) is differs


def test_where_a_link_leads_is_no_word_of_a_story() -> None:
    before, after = (
        content_hash(msgspec.structs.replace(STORY, body=f"[It]({file}) rose, see [the map].\n\n[the map]: {file}\n"))
        for file in ("articles/a.md", "articles/b/a.md#end")
    )
    other = content_hash(msgspec.structs.replace(STORY, body="[It](articles/a.md) fell.\n"))
    assert before == after != other


def test_a_storys_page_says_its_hash_and_a_withdrawn_ones_does_not(root: Path) -> None:
    page = root / "site/courier/1956/10/13/river/index.html"
    with_hash = page.read_text("utf-8")
    assert with_hash.count('<meta name="content-sha256" content="') == 1
    gone = {"date": "1957-01-01", "reason": "A court"}
    make_archive(root, {"articles/river.md": article("River", withdrawn=gone)})
    build(root, as_of=AS_OF, jobs=1)
    assert "content-sha256" not in page.read_text("utf-8")


def test_the_commands_write_and_compare(root: Path) -> None:
    run = CliRunner().invoke
    (root / "site/manifest-sha256.txt").unlink()
    assert run(main, ["manifest", "--root", str(root)]).output.startswith("manifest-sha256.txt: ")
    assert run(main, ["verify", str(root / "site")]).output.endswith("all as they were\n")
    (root / "site/index.html").unlink()
    told = run(main, ["verify", "--json", str(root / "site")])
    assert told.exit_code == 1
    assert json.loads(told.stdout)["faults"] == [{"path": "index.html", "fault": "missing"}]
