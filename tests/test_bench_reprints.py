"""What the benchmark of copies plants, and what it says of what was found."""

from random import Random

from backissue.reprints.sketch import LEAST_WORDS, words

from bench.corpus import SEED
from bench.measure import Cost
from bench.reprints import KINDS, Desk, planted, told
from bench.words import Vocabulary


def test_it_plants_copies_of_every_kind_long_enough_to_be_compared_and_under_another_headline() -> None:
    found, before = set(), None
    for story, paper, kind in planted(700, Desk(Vocabulary(SEED), Random("copies"))):
        if kind and before:
            found.add(kind)
            assert before[1] != paper
            assert before[0].headline != story.headline
            assert len(words(story.body)) >= LEAST_WORDS
        before = story, paper
    assert found == set(KINDS)


def test_precision_recall_and_cost_are_told_with_what_they_have_to_be() -> None:
    one, two, three = frozenset("ab"), frozenset("cd"), frozenset("ef")
    costs = {False: Cost(1, 10, 1_000_000), True: Cost(1, 11, 2_000_000)}
    lines = list(told({one: "cut", two: "edited"}, {one, three}, costs))
    assert f"{'cut':<30}      1 of      1 found  1.000" in lines
    assert f"{'edited':<30}      0 of      1 found  0.000" in lines
    assert f"{'precision':<30} 0.5000, at least 0.95: not met" in lines
    assert f"{'recall':<30} 0.5000, at least 0.95: not met" in lines
    assert f"{'processor time added':<30} 10.0%, at most 15%: met" in lines
