"""Addresses in Markdown given anew, and everything round them as it was."""

import pytest
from backissue.importers.addresses import OldSite, as_alias, same
from backissue.importers.links import add_below, pictures, rewrite
from hypothesis import given
from hypothesis import strategies as st

NEW = {
    "[a](/x)": "[a](NEW/x)",
    "[a](/x 'title') [b](/y \"t\")": "[a](NEW/x 'title') [b](NEW/y \"t\")",
    "[a](</x y>)": "[a](<NEW/x y>)",
    "[`a`](/x)": "[`a`](NEW/x)",
    "[a [b] c](/x_(y))": "[a [b] c](<NEW/x_(y)>)",
    "[a]: /x\n\n[a]": "[a]: NEW/x\n\n[a]",
    "<https://a.example/x>": "[https://a.example/x](NEWhttps://a.example/x)",
    "![a](p.png) [![b](q.png)](/x)": "![a](PICp.png) [![b](PICq.png)](NEW/x)",
    "`[a](/x)` ``[a](/x)``": "`[a](/x)` ``[a](/x)``",
    "```\n[a](/x)\n```\n[a](/x)": "```\n[a](/x)\n```\n[a](NEW/x)",
    "~~~\n[a](/x)\n": "~~~\n[a](/x)\n",
    "a ` b [a](/x)\n\nc ` d": "a ` b [a](NEW/x)\n\nc ` d",
    "\\[a](/x)": "\\[a](/x)",
    "[^1]: /x is no link": "[^1]: /x is no link",
    "no link": "no link",
}


@pytest.mark.parametrize("body", NEW)
def test_links_are_found_where_markdown_has_them(body: str) -> None:
    assert rewrite(body, lambda ref, alt: f"PIC{ref}", lambda address: f"NEW{address}") == NEW[body]


def test_a_link_that_goes_leaves_its_words_and_a_picture_that_goes_leaves_nothing() -> None:
    body = "[a *b*](/x) c ![d](e) [![f](g)](/h)"
    assert rewrite(body, lambda ref, alt: None, lambda address: None) == "a *b* c  "


@given(st.text(alphabet="[]()!\\`~<> ab/\n\"':", max_size=60))
def test_a_text_whose_addresses_stay_stays(body: str) -> None:
    assert (
        rewrite(body, lambda ref, alt: ref, lambda address: address).replace("<>", "") == body.replace("<>", "")
        or "](" in body
        or "]:" in body
    )
    pictures(body)


def test_a_caption_goes_below_the_paragraph_of_its_picture() -> None:
    assert add_below("a ![b](c) d\ne\n\nf", "c", "*Cap* [1]") == "a ![b](c) d\ne\n\n\\*Cap\\* \\[1\\]\n\nf"


def test_one_address_has_many_spellings() -> None:
    spelt = ("/a/b/", "/a/b", "/a/b/index.html", "//a/b", "/a/./b/", "/a/%62/")
    assert {same(one) for one in spelt} == {"/a/b"}
    assert same("/?p=1") == "/?p=1"


def test_the_old_sites_own_addresses_are_told_from_others() -> None:
    site = OldSite("https://www.post.example/news/")
    assert site.own_path("http://post.example/a?b=1") == "/a?b=1"
    assert site.own_path("../b/", "https://post.example/a/c/") == "/a/b/"
    assert site.own_path("https://post.example") == "/"
    for other in ("https://other.example/a", "mailto:a@post.example", "javascript:a()", "http://[", "a.html"):
        assert site.own_path(other) == ""


def test_an_alias_is_one_that_plain_files_can_have() -> None:
    outlets = frozenset({"post"})
    assert as_alias("/news/a%20b.html", outlets) == "/news/a b.html"
    for none in ("/", "/?p=1", "/a/../b", "/a//b", "/topics/x/", "/post/1956/", "/a\\b", "/" + "a" * 600):
        assert as_alias(none, outlets) == ""
