"""What of a text is compared: its phrases, whatever stands around them, and a sample of these."""

from backissue.reprints.sketch import LEAST_WORDS, are_alike, phrases, sketch, words
from hypothesis import given
from hypothesis import strategies as st


def text(first: int, last: int) -> str:
    """Words that stand in this order nowhere else."""
    return " ".join(f"word{number}" for number in range(first, last))


def copies(one: str, other: str) -> bool:
    """Whether two texts are alike, when no phrase of theirs is in many stories."""
    sampled = len({*sketch(one)} & {*sketch(other)})
    return are_alike(phrases(one), phrases(other), sampled, sampled)


def test_words_are_without_markup_and_in_small_letters() -> None:
    body = 'The **Gauge** at [Moorfield](https://a.example/x "A title") &amp; <em>the</em> “old” bridge’s pier'
    assert words(body) == ["the", "gauge", "at", "moorfield", "the", "old", "bridge", "s", "pier"]


def test_accents_are_the_same_however_they_are_written() -> None:
    assert words("E\u0301cole") == words("École") == ["école"]


def test_a_language_without_spaces_is_compared_by_characters() -> None:
    story = (
        "川の水位は火曜日の夜に四メートルに達し、渡し船の船頭たちは船を牧草地に引き上げた。"
        "粉屋は朝まで灯火の下で袋を数えていた。"
    )
    assert len(words(story)) > LEAST_WORDS
    assert copies(story, f"前書き。{story}")
    assert not copies(story, "".join(reversed(story)))


def test_a_short_text_is_not_compared() -> None:
    assert sketch(text(0, LEAST_WORDS - 1)) == []
    assert sketch(text(0, LEAST_WORDS)) != []


def test_a_third_of_a_story_is_a_copy_of_it_and_a_tenth_of_one_in_another_is_none() -> None:
    assert copies(text(0, 300), text(100, 200))
    assert not copies(text(0, 300), f"{text(100, 120)} {text(500, 680)}")


def test_a_text_without_phrases_is_like_none() -> None:
    assert not copies("", "")


def test_what_is_in_many_stories_makes_no_copies() -> None:
    """Half of each story is an advert, of which one sampled phrase in ten happens to be in few."""
    advert = text(0, 60)
    one, other = phrases(f"{advert} {text(100, 160)}"), phrases(f"{advert} {text(200, 260)}")
    assert are_alike(one, other, 10, 10)
    assert not are_alike(one, other, 1, 10)


def test_a_long_story_and_a_short_part_of_it_have_something_in_common_that_is_looked_up() -> None:
    story = sketch(text(0, 6_000))
    found = [bool({*story} & {*sketch(text(start, start + 150))}) for start in range(0, 5_800, 200)]
    assert sum(found) >= len(found) - 1
    assert len(story) < 6_000 / 10


@given(st.lists(st.integers(0, 30), max_size=200).map(lambda numbers: " ".join(f"w{number}" for number in numbers)))
def test_a_sketch_is_the_smallest_of_a_texts_phrases(body: str) -> None:
    found, everything = sketch(body), sorted(phrases(body))
    assert found == everything[: len(found)]
    assert len(found) >= min(24, len(everything))
