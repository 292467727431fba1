"""The page folds words, parts them and names their files as the build does: what one writes, the other finds."""

import unicodedata
from collections.abc import Iterator

import pytest
from backissue.search.pagefind import spaced
from backissue.search.terms import bucket
from backissue.search.words import fold, runs
from bare import bare_page
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

ALIKE = """async (texts) => {
  const { fold, runs } = await import("/search-words.js");
  const { bucket } = await import("/search-terms.js");
  return texts.map((text) => [fold(text), runs(text), bucket(`x${fold(text)}`), bucket(`${fold(text)}x`)]);
}"""
WAYS = "async ([text, language]) => (await import('/search-words.js')).ways(text, language)"


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with bare_page(browser, tmp_path_factory.mktemp("bare")) as page:
        yield page


def check(page: Page, texts: list[str]) -> None:
    found = page.evaluate(ALIKE, texts)
    expected = [[fold(text), runs(text), bucket(f"x{fold(text)}"), bucket(f"{fold(text)}x")] for text in texts]
    wrong = [(text, *pair) for text, *pair in zip(texts, found, expected, strict=True) if pair[0] != pair[1]]
    assert not wrong, f"{len(wrong)}: {wrong[:5]}"


def test_every_character_is_folded_as_the_build_folds_it(page: Page) -> None:
    """Those that Python's tables know and that are not private or halves of others."""
    known = [
        chr(point) for point in range(0x20, 0x110000) if unicodedata.category(chr(point)) not in ("Cn", "Co", "Cs")
    ]
    for begun in range(0, len(known), 20_000):
        check(page, [f"a{character}z{character}" for character in known[begun : begun + 20_000]])


@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cn", "Co")), min_size=1), min_size=40))
@settings(max_examples=20, deadline=None)
def test_any_text_is_read_as_the_build_reads_it(page: Page, texts: list[str]) -> None:
    check(page, texts)


@pytest.mark.parametrize(
    ("text", "language", "ways"),
    [
        ("Floods,", "en", [["floods"]]),
        ("well-known", "en", [["wellknown"], ["well", "known"]]),
        ("l’école", "fr", [["lecole"], ["l", "ecole"]]),
        ("河水2019年", "zh", [["河", "水", "2019", "年"]]),
        ("河水", "en", [["河水"]]),
    ],
)
def test_a_word_of_a_query_may_stand_in_several_ways(
    page: Page, text: str, language: str, ways: list[list[str]]
) -> None:
    assert page.evaluate(WAYS, [text, language]) == ways


def test_a_spaceless_text_and_its_query_are_cut_alike(page: Page) -> None:
    for text in ("港口的河水昨天上升。2019年3月", "北の海で、ラジオを聞く", "ท่าเรือเมือง", "東京ABC大学"):
        indexed = [fold(run) for token in spaced(text).split() for run in runs(token)]
        assert page.evaluate(WAYS, [text, "ja"]) == [indexed]
