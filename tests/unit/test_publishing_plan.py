"""What goes to a target and in which order; what a ledger remembers; what a bucket is told of a file."""

from pathlib import Path

import pytest
from backissue.errors import BackIssueError
from backissue.publishing.headers import Headers, form_of
from backissue.publishing.ledger import Entry, Ledger, read_ledger, refuse_others, write_ledger
from backissue.publishing.plan import Mark, make_plan
from hypothesis import given
from hypothesis import strategies as st

A, B = Mark("a"), Mark("b")


def steps(site: dict[str, Mark], there: dict[str, Mark | None]) -> list[tuple[str, tuple[str, ...]]]:
    return [(step.name, step.paths) for step in make_plan(site, there, there.keys()).steps()]


def test_what_pages_are_made_of_comes_before_them_and_the_front_page_last() -> None:
    names = ("index.html", "courier/1956/index.html", "courier/index.html", "search/shards.json",
             "search/shards/1956/fragment/en_1.pf_fragment", "assets/broadsheet.css", ".backissue-sum")  # fmt: skip
    assert steps(dict.fromkeys(names, A), {}) == [
        ("new files", ("search/shards/1956/fragment/en_1.pf_fragment", "assets/broadsheet.css", "search/shards.json")),
        ("new pages", ("courier/1956/index.html", "courier/index.html", "index.html")),
        ("the seal", (".backissue-sum",)),
    ]


def test_new_before_changed_before_removed() -> None:
    site = {"index.html": B, "new/index.html": A, "new.webp": A, "search/shards.json": B, "as/before.html": A}
    there = {"index.html": A, "search/shards.json": A, "as/before.html": A, "old/index.html": A, "old.webp": None}
    assert steps(site, there) == [
        ("new files", ("new.webp",)),
        ("new pages", ("new/index.html",)),
        ("changed files", ("search/shards.json",)),
        ("changed pages", ("index.html",)),
        ("removed pages", ("old/index.html",)),
        ("removed files", ("old.webp",)),
    ]


def test_only_what_was_put_there_is_removed() -> None:
    plan = make_plan({"a": A}, {"a": A, "b": A, "c": None}, {"a", "b"})
    assert (plan.removed, plan.strangers, plan.same) == (("b",), 1, 1)


def test_other_headers_are_a_change() -> None:
    assert make_plan({"a": Mark("a", "1")}, {"a": Mark("a", "2")}, {"a"}).changed == ("a",)


def test_a_name_changed_in_case_alone_is_not_removed_where_both_are_one_file() -> None:
    site, there = {"Report/index.html": A}, {"report/index.html": A}
    assert make_plan(site, there, there.keys()).removed == ("report/index.html",)
    assert make_plan(site, there, there.keys(), folds=True).removed == ()


def test_a_file_in_the_way_of_a_folder_goes_first_and_what_lies_in_the_way_of_a_file() -> None:
    site, there = {"old.v2/index.html": A, "a.b": A}, {"old.v2": A, "a.b/index.html": A, "c": A}
    plan = make_plan(site, there, there.keys(), has_folders=True)
    assert [step.paths for step in plan.steps()] == [
        ("old.v2", "a.b/index.html"), ("a.b",), ("old.v2/index.html",), ("c",),
    ]  # fmt: skip
    assert make_plan(site, there, there.keys()).blocking == ()


names = st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "a.css", "a/b.webp", "_redirects", "x.json"])
marks = st.dictionaries(names, st.sampled_from([A, B]))


@given(marks, marks)
def test_every_plan_ends_with_the_site(site: dict[str, Mark], there: dict[str, Mark]) -> None:
    after: dict[str, Mark] = dict(there)
    for step in make_plan(site, there, there.keys()).steps():
        for path in step.paths:
            if step.removes:
                del after[path]
            else:
                after[path] = site[path]
    assert after == site


def test_a_ledger_comes_back_as_it_was_written() -> None:
    ledger = Ledger("https://archive.example.org/", {"b": Entry("2", "", "tag"), "a": Entry("1")})
    assert read_ledger(write_ledger(ledger)) == ledger
    assert write_ledger(ledger).index(b'"a"') < write_ledger(ledger).index(b'"b"')


@pytest.mark.parametrize("data", [None, b"", b"{", b"[]", b'{"format":2,"archive":"","files":{}}', b"\xff"])
def test_a_ledger_of_no_known_form_is_none(data: bytes | None) -> None:
    assert read_ledger(data) is None


def test_a_target_of_another_hand_is_refused() -> None:
    with pytest.raises(BackIssueError, match="is not empty and holds no site"):
        refuse_others("there", "ours", None, {"index.html"}, adopt=False)
    with pytest.raises(BackIssueError, match="holds the site of theirs"):
        refuse_others("there", "ours", Ledger("theirs", {}), (), adopt=False)
    refuse_others("there", "ours", Ledger("theirs", {}), {"index.html"}, adopt=True)
    refuse_others("there", "ours", None, {".backissue-sum", "index.html"}, adopt=False)
    refuse_others("there", "ours", None, (), adopt=False)


RULES = """\
/*
  X-Frame-Options: SAMEORIGIN
/papers/search/shards/*
  Cache-Control: public, max-age=31536000, immutable
/papers/about/
  Content-Language: fr
/papers/search/opensearch.xml
  Content-Type: application/opensearchdescription+xml
"""


def test_headers_are_those_of_the_site_that_an_object_can_keep(tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text(RULES, "utf-8")
    headers = Headers(tmp_path, "/papers")
    again = "public, max-age=0, must-revalidate"
    assert headers.of("index.html") == {"Content-Type": "text/html; charset=utf-8", "Cache-Control": again}
    assert headers.of("about/index.html")["Content-Language"] == "fr"
    assert headers.of("images/a.png/480.webp") == {"Content-Type": "image/webp", "Cache-Control": again}
    assert headers.of("search/opensearch.xml")["Content-Type"] == "application/opensearchdescription+xml"
    assert headers.of("search/shards/1956/a.pf_index") == {
        "Content-Type": "application/octet-stream", "Cache-Control": "public, max-age=31536000, immutable",
    }  # fmt: skip
    assert form_of(headers.of("index.html")) != form_of(headers.of("about/index.html"))


def test_a_site_without_headers_has_types_and_is_asked_for_again(tmp_path: Path) -> None:
    again = "public, max-age=0, must-revalidate"
    assert Headers(tmp_path, "").of("a.svg") == {"Content-Type": "image/svg+xml", "Cache-Control": again}
