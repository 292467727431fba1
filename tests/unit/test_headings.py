"""A heading can be named in an address: by its words, once in a page, and never by what the page has itself."""

import re
from collections import Counter

import pytest
from backissue.sources.headings import PAGES_OWN, slug
from backissue.sources.markdown import compile_body
from hypothesis import given
from hypothesis import strategies as st
from tools import ROOT

TEMPLATES = ROOT / "themes/broadsheet/templates"
HEADINGS = st.lists(
    st.sampled_from(
        ("One", "One 1", "one-1", "Corrections", "fn1", "fnref1", "main", "?", "Île", "`a` *b*", "x <b id=one>y</b>")
    )
    | st.text(st.characters(exclude_categories=("C", "Z")), max_size=6),
    max_size=6,
)


def compiled(text: str, *, sanitise: bool = False) -> str:
    return compile_body(text, "articles/a.md", figures=lambda path, alt: "", links={}, sanitise=sanitise)


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]*)"', html)


@pytest.mark.parametrize(("heading", "id_"), [
    ("The boat", "the-boat"),
    ("Et maintenant ?", "et-maintenant-"),
    ("Le phare, l'île & la mer", "le-phare-lîle--la-mer"),
    ("What `main()` does", "what-main-does"),
    ("*Evening Lamp*, 1937", "evening-lamp-1937"),
    ("橋の下", "橋の下"),
    ("Corrections", "corrections-1"),
])  # fmt: skip
def test_a_heading_has_its_words_as_its_id(heading: str, id_: str) -> None:
    assert ids(compiled(f"## {heading}\n")) == [id_]


def test_two_headings_alike_differ_by_a_number() -> None:
    assert ids(compiled("# One\n\n# One\n\n# One 1\n\n# One\n")) == ["one", "one-1", "one-1-1", "one-2"]


def test_a_heading_without_a_word_has_no_id() -> None:
    assert ids(compiled("# ?\n\n# ![](images/a.png)\n\n#\n")) == []


def test_raw_html_keeps_its_ids_and_headings_keep_off_them() -> None:
    html = compiled('<p id="the-boat">A</p>\n\n<p id=main>B</p>\n\n# The boat\n', sanitise=True)
    assert ids(html) == ["the-boat", "the-boat-1"]


@given(HEADINGS, st.booleans())
def test_no_id_is_there_twice_or_the_pages_own(headings: list[str], sanitise: bool) -> None:
    text = "\n\n".join(f"# {heading}" for heading in headings)
    found = ids(compiled(f"{text}\n\nA note.[^1]\n\n[^1]: Here.\n", sanitise=sanitise))
    assert [one for one, count in Counter(found).items() if count > 1] == []
    assert PAGES_OWN.isdisjoint(found)


@given(st.text())
def test_an_id_is_one_word(text: str) -> None:
    assert not re.search(r"\s", slug(text))


def test_the_ids_of_the_templates_that_show_a_text_are_the_pages_own() -> None:
    """With all that these include; what only lists and search show beside no text may be called otherwise."""
    seen, waiting = set[str](), ["article.html", "page.html"]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        text = (TEMPLATES / name).read_text("utf-8")
        named = re.findall(r'{%-? *(?:include|extends|from|import) +"([^"]+)"', text)
        waiting += [one for one in named if one not in seen]
    own = {id_ for name in seen for id_ in ids((TEMPLATES / name).read_text("utf-8")) if "{" not in id_}
    assert {"main", "corrections", "comments"} <= own <= PAGES_OWN
