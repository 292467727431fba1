"""An old site's addresses find their stories by rules that a person can follow, and are written down when asked to."""

from pathlib import Path

import pytest
from archives import AS_OF, article, make_archive, tree
from backissue.build import build
from backissue.cli import main
from backissue.errors import BackIssueError
from backissue.ledger.fitting import Fit, fit
from backissue.ledger.old_urls import old_url
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Stories that differ in what an old address may know of them; not built."""
    return make_archive(tmp_path / "archive", {
        "articles/flood.md": article("The river rises", aliases=["/old/flood.html"]),
        "articles/1957/flood.md": article("The river rises again", edition="1957-03-02"),
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
