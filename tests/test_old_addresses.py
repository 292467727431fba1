"""An old site's addresses find their stories by rules that a person can follow, and are written down when asked to."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from archives import AS_OF, article, make_archive, tree
from backissue.addresses import file_of
from backissue.build import build
from backissue.cli import main
from backissue.errors import BackIssueError
from backissue.ledger.fitting import Fit, fit
from backissue.ledger.old_urls import old_url
from backissue.sources.ledger import lines_of
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Stories that differ in what an old address may know of them; not built."""
    return make_archive(tmp_path / "archive", {
        "articles/flood.md": article("The river rises", aliases=["/old/flood.html"]),
        "articles/1957/flood.md": article("The river rises again", edition="1957-03-02", extra={"id": 13, "nid": 1920}),
        "articles/sea.md": article("Été à la mer", slug="ete-a-la-mer"),
        "articles/bridge.md": article("The swing bridge opens to boats at noon", edition="1956-11-02"),
        "articles/mill-of-1920.md": article("A mill", extra={"wp_id": 4711}),
        "articles/lamp.md": article("A lamp is lit", source="https://www.courier.example/news.php?nr=7"),
        "articles/secret.md": article("A secret", draft=True),
        "articles/odd.md": article("An odd source", source="http://[odd"),
    })  # fmt: skip


def fitted(root: Path, *addresses: str, write: bool = False) -> list[Fit]:
    file = root.parent / "old.txt"
    file.write_text("\n".join(addresses) + "\n", "utf-8")
    return list(fit(root, file, write=write, as_of=AS_OF, jobs=1))


@pytest.mark.parametrize(("address", "rule", "target"), [
    ("/courier/1956/10/13/flood/", "stands", ""),
    ("https://www.courier.example/courier/1956/10/13/flood", "stands", ""),
    ("/old/flood.html", "stands", ""),
    ("/topics/", "stands", ""),
    ("/1956/10/13/flood.html", "slug and date", "/courier/1956/10/13/flood/"),
    ("/news/1956/oct/14/flood-123456", "slug and date", "/courier/1956/10/13/flood/"),
    ("/19570302/Flood.aspx", "slug and date", "/courier/1957/03/02/flood/"),
    ("/news/flood.html", "", ""),
    ("/news/mill-of-1920.html", "slug", "/courier/1956/10/13/mill-of-1920/"),
    ("/1999/01/mill-of-1920.html", "", ""),
    ("/story/4711", "number", "/courier/1956/10/13/mill-of-1920/"),
    ("/?p=4711", "number", "/courier/1956/10/13/mill-of-1920/"),
    ("/news.php?nr=7", "source", "/courier/1956/10/13/lamp/"),
    ("/a-lamp-is-lit/", "headline", "/courier/1956/10/13/lamp/"),
    ("/1956/11/02/swing-bridge-opens-to-boats-at-noon.html", "headline", "/courier/1956/11/02/bridge/"),
    ("/secret/", "", ""),
    ("/contact.html", "", ""),
    ("HTTP://WWW.A.example:80/1956/10/13/flood.html?utm_source=x#top", "slug and date", "/courier/1956/10/13/flood/"),
    ("www.courier.example/1956/10/13/flood.html", "slug and date", "/courier/1956/10/13/flood/"),
    ("//www.courier.example/1956/10/13/FLOOD/", "slug and date", "/courier/1956/10/13/flood/"),
    ("/index.php/1956/10/13/flood", "slug and date", "/courier/1956/10/13/flood/"),
    ("/1956/10/13/flood/amp/", "slug and date", "/courier/1956/10/13/flood/"),
    ("/1956/10/13/flood/2/?replytocom=77", "slug and date", "/courier/1956/10/13/flood/"),
    ("/courier/1956/10/13/flood/?share=mail", "stands", ""),
    ("/News.php?nr=7", "source", "/courier/1956/10/13/lamp/"),
    ("/news.php?utm_medium=x&nr=7", "", ""),
    ("/index.php?option=com_content&id=4711", "number", "/courier/1956/10/13/mill-of-1920/"),
    ("/node/13", "number", "/courier/1957/03/02/flood/"),
    ("/page/13/", "", ""),
    ("/1956/10/13/", "", ""),
    ("/1920/", "", ""),
    ("/wp-content/uploads/1956/11/swing-bridge-opens-to-boats-at-noon.jpg", "", ""),
    ("/%C3%A9t%C3%A9-%C3%A0-la-mer", "slug", "/courier/1956/10/13/ete-a-la-mer/"),
    ("/%E9t%E9-%E0-la-mer", "slug", "/courier/1956/10/13/ete-a-la-mer/"),
    ("/kultur/0,1518,4711,flood-13.html", "number", "/courier/1957/03/02/flood/"),
])  # fmt: skip
def test_an_old_address_finds_its_story(root: Path, address: str, rule: str, target: str) -> None:
    (found,) = fitted(root, address)
    assert (found.rule, found.target) == (rule, target)


def test_nothing_is_written_unless_asked_and_then_the_addresses_lead_on(root: Path) -> None:
    addresses = ("/a-lamp-is-lit/", "/?p=4711", "/news/mill-of-1920.html", "/nobody.html")
    before = tree(root)
    fitted(root, *addresses)
    assert {path for path in tree(root) if path.startswith("content/")} == set(before)
    kept = [found.old for found in fitted(root, *addresses, write=True) if found.kept]
    assert kept == ["/a-lamp-is-lit/", "/news/mill-of-1920.html"], "a site of plain files has no queries"
    build(root, as_of=AS_OF, jobs=1)
    for address in ("a-lamp-is-lit/index.html", "news/mill-of-1920.html"):
        assert "url=/courier/1956/10/13/" in (root / "site" / address).read_text("utf-8")
    assert [found.rule for found in fitted(root, *addresses)] == ["stands", "number", "stands", ""]


def test_a_table_with_addresses_is_read_by_its_first(root: Path) -> None:
    found = fitted(root, "Title,Address,Views", '"A, b",https://www.courier.example/a-lamp-is-lit/,7', ",,")
    assert [one.old for one in found] == ["/a-lamp-is-lit/"]


def test_a_comma_is_a_part_of_an_address_but_in_a_table(root: Path) -> None:
    assert [one.old for one in fitted(root, "/kultur/0,1518,7,00.html", "/b")] == ["/kultur/0,1518,7,00.html", "/b"]
    assert [one.old for one in fitted(root, "Seite;Aufrufe", "/a,b;7")] == ["/a,b"]
    (root.parent / "old.csv").write_text("/a,7\n/b,8\n", "utf-8")
    assert [one.old for one in fit(root, root.parent / "old.csv", as_of=AS_OF, jobs=1)] == ["/a", "/b"]


def test_a_list_without_an_address_is_told(root: Path) -> None:
    with pytest.raises(BackIssueError, match="has no address; write one a line"):
        fitted(root, "gauge", "lamp.html", "")


@pytest.mark.parametrize(("address", "why"), [
    ("/Courier/1956/10/13/Flood/", "the same but for capital letters as another, or a draft's"),
    ("/old/flood.html/flood-4711", "below a file's address"),
    ("/old/flood-4711", ""),
    ("/topics/mill-of-1920/", "an address of the archive's own"),
    ("/%E9t%E9-%E0-la-mer", "no address that a site of plain files can have"),
    (f"/{'a' * 252}-4711", "longer than a file's name can be"),
])  # fmt: skip
def test_what_a_build_would_refuse_is_not_kept_and_said(root: Path, address: str, why: str) -> None:
    (found,) = fitted(root, address, write=True)
    assert (bool(found.target), found.hindrance) == (True, why)
    build(root, as_of=AS_OF, jobs=1)


PARTS = st.sampled_from((
    "flood", "Flood", "flood.html", "FLOOD.html", "lamp-4711", "a b ", "%25", "%E2%80%A8", "%C2%85x", "index.php",
    "old", "old.html", "topics", "courier", "1956", "10", "13", "..", "a -%3E b", "%00",
))  # fmt: skip
LINES = st.lists(
    st.builds(lambda parts, end: f"/{'/'.join(parts)}{end}", st.lists(PARTS, min_size=1, max_size=4),
              st.sampled_from(("", "/", "?p=4711", "?id=13&x", "#a"))),
    min_size=1, max_size=12,
)  # fmt: skip


@given(LINES)
@settings(max_examples=8)
def test_whatever_is_written_a_build_takes_it_and_the_addresses_lead_on(lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        root = make_archive(Path(folder, "archive"), {
            "articles/flood.md": article("Flood", aliases=["/old.html"], extra={"id": 4711}),
            "articles/mill.md": article("A mill", slug="4711-flood", extra={"id": 13}),
        })  # fmt: skip
        kept = {found.old for found in fitted(root, *lines, write=True) if found.kept}
        build(root, as_of=AS_OF, jobs=1)
        ledger = root / "content/addresses/imported.txt"
        written = list(lines_of(ledger.read_text("utf-8"))) if ledger.exists() else []
        assert {address for _, address, _ in written} <= kept
        assert {file_of(address).casefold() for address in kept} == {file_of(one).casefold() for _, one, _ in written}
        for _, address, _ in written:
            assert "url=/courier/1956/10/13/" in (root / "site" / file_of(address)).read_text("utf-8")


def test_a_list_that_is_no_text_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "old.bin").write_bytes(b"/a\xff\n")
    with pytest.raises(BackIssueError, match="is no list of addresses"):
        list(fit(root, tmp_path / "old.bin", as_of=AS_OF, jobs=1))


@given(st.text(st.sampled_from("ab/19560.-_?=&%é:[]"), max_size=30))
def test_whatever_stands_in_a_list_is_no_fault_of_the_program(text: str) -> None:
    found = old_url(f"https://old.example/{text}")
    assert found is None or found.path.startswith("/")


def test_the_command_says_what_fits_by_which_rule(root: Path, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("/a-lamp-is-lit/\n/nobody.html\n/old/flood.html\n", "utf-8")
    told = CliRunner().invoke(main, ["addresses", "--import", str(tmp_path / "list.txt"), "--root", str(root)])
    assert told.stdout.splitlines() == [
        "headline: /a-lamp-is-lit/ -> /courier/1956/10/13/lamp/",
        "nothing fits: /nobody.html",
        "stands: /old/flood.html",
        "3 addresses: 1 stand already, 1 by headline; 1 fit nothing",
        "1 could be kept; write them with --write",
    ]
    assert CliRunner().invoke(main, ["addresses", "--write"]).exit_code == 2
