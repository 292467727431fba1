"""Differences between two texts, word by word."""

from backissue.history.differences import Piece, counts, differences
from hypothesis import example, given
from hypothesis import strategies as st

PARAGRAPHS = st.lists(st.text(alphabet="ab .\né", max_size=12), max_size=4)


def shown(old: list[str], new: list[str]) -> list[str]:
    """Passages with what went in square brackets and what came in curly ones."""
    marks = {"same": "{}", "del": "[{}]", "ins": "{{{}}}"}
    return ["".join(marks[piece.sort].format(piece.text) for piece in passage) for passage in differences(old, new)]


def test_a_word_that_changed_is_shown_among_those_that_stayed() -> None:
    assert shown(["It rose two feet."], ["It rose three feet."]) == ["It rose [two]{three} feet."]


def test_a_phrase_that_changed_is_one_change() -> None:
    assert shown(["the old stone bridge fell"], ["the new iron bridge fell"]) == [
        "the [old stone]{new iron} bridge fell"
    ]


def test_a_mark_is_a_word() -> None:
    assert shown(["It rose."], ["It rose!"]) == ["It rose[.]{!}"]


def test_paragraphs_that_stayed_are_left_out_and_a_new_one_is_whole() -> None:
    assert shown(["One.", "Two."], ["One.", "One and a half.", "Two."]) == ["{One and a half.}"]


def test_what_stayed_the_same_is_cut_short() -> None:
    (passage,) = shown([f"{'word ' * 40}old {'word ' * 40}"], [f"{'word ' * 40}new {'word ' * 40}"])
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert "[old]{new}" in passage
    assert len(passage) < 120


def test_a_passage_that_is_too_long_is_not_compared_word_by_word() -> None:
    old, new = "a " * 3000, "a " * 2999 + "b "
    assert differences([old], [new]) == [(Piece("del", old), Piece("ins", new))]


def test_words_are_counted_and_marks_are_not() -> None:
    assert counts(differences(["It rose."], ["It rose, and fell!"])) == (2, 0)


def test_a_blank_that_went_between_marks_is_told() -> None:
    assert shown(["It rose. . ."], ["It rose.. ."]) == ["It rose.[ ]. ."]


@given(PARAGRAPHS, PARAGRAPHS)
def test_nothing_is_told_of_the_same_and_something_of_the_rest(old: list[str], new: list[str]) -> None:
    assert bool(differences(old, new)) == (old != new)


@given(st.text(alphabet="ab .", max_size=20), st.text(alphabet="ab .", max_size=20))
@example(". .", "..")
def test_what_stayed_and_what_came_is_the_new_text(old: str, new: str) -> None:
    for passage in differences([old], [new]):
        said = "".join(piece.text for piece in passage if piece.sort != "del")
        assert said.split() == new.split() or "…" in said
