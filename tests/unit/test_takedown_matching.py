"""A text that must not be public is found however it is written, and nothing else is."""

import unicodedata

import pytest
from backissue.takedowns.matching import Texts
from hypothesis import assume, given
from hypothesis import strategies as st

LETTERS = st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F)
WORDS = st.text(LETTERS, min_size=2, max_size=9)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@pytest.mark.parametrize("written", [
    "John Smith", "JOHN SMITH", "john-smith", "john_smith", "John\nSmith", "John\n> Smith", "John  \u00a0Smith",
    "John&nbsp;Smith", "johnsmith", "john%20smith", "Jo\u00adhn Smith", "John\\\nSmith", "(John Smith)",
    "John Smith's", "_John Smith_",
    "john-smith2.jpg",
])  # fmt: skip
def test_a_name_is_found_in_every_form(written: str) -> None:
    assert Texts(["John Smith"]).find(f"It was {written} who") is not None


@pytest.mark.parametrize(
    "written", ["Johnny Smith", "John Smithson", "Elijohn Smith", "John\n\nSmith", "Smith, John", "Jon Smith"]
)
def test_what_is_another_name_is_left_alone(written: str) -> None:
    assert Texts(["John Smith"]).find(written) is None


@pytest.mark.parametrize(("text", "written"), [
    ("Ann", "Annual"), ("Ann", "Joann"), ("An Na", "Anna"), ("Jose", "Jose\u0301"), ("4 May", "14 May"),
])  # fmt: skip
def test_a_text_is_not_found_inside_a_word(text: str, written: str) -> None:
    assert Texts([text]).find(written) is None


@pytest.mark.parametrize(("text", "written"), [
    ("José Ñandú", "Jose Nandu"), ("José", "Jose\u0301"), ("Jose\u0301", "José"),
    ("O'Brien", "O’Brien"), ("O’Brien", "O'Brien"), ("O’Brien", "/o-brien/"),
    ("J. Smith", "/j-smith/"), ("Großmann", "GROSSMANN"), ("Μαρία", "ΜΑΡΊΑ"),
    ("王伟", "昨日王伟说"), ("王伟", "/wang-wei/"),
])  # fmt: skip
def test_accents_apostrophes_and_other_scripts(text: str, written: str) -> None:
    assert Texts([text]).find(written) is not None


def test_the_longest_text_is_taken() -> None:
    texts = Texts(["Smith", "John Smith"])
    assert texts.replace("John Smith and Mrs Smith", lambda which: f"[{which}]") == "[1] and Mrs [0]"


@given(NAMES, st.text(), st.text())
def test_a_name_between_any_two_texts_is_gone(name: str, before: str, after: str) -> None:
    texts = Texts([name])
    assume(texts.find("\u2588") is None)
    assert texts.find(texts.replace(f"{before} {name} {after}", lambda which: "\u2588")) is None


@given(NAMES, st.sampled_from((str.upper, str.lower, lambda text: unicodedata.normalize("NFD", text))))
def test_neither_case_nor_the_form_of_unicode_hides_a_name(name: str, form: object) -> None:
    assert callable(form)
    written = form(name)
    assume(len(written) == len(name) or unicodedata.normalize("NFC", written) == unicodedata.normalize("NFC", name))
    assert Texts([name]).find(written) is not None
