"""Pairs follow from the stories alone: whatever came and went, they are those of the same stories taken in at once."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from backissue.catalog import records
from backissue.catalog.store import Catalog
from backissue.model import Article, Showing
from backissue.reprints import pairing, phrases
from backissue.reprints.sketch import sketch
from backissue.sources.article import read_article
from backissue.sources.markdown import References
from backissue.sources.reading import OutletFacts, Reading
from edits import WIRE
from hypothesis import given
from hypothesis import strategies as st

READING = Reading((("a", OutletFacts("", "")), ("b", OutletFacts("", ""))), "UTC", "en", False)
NOW = Showing("2026-01-01T00:00:00Z")
FORM = " ".join(f"form{number}" for number in range(45))
"""A form of words that stands under many stories."""

Pairs = dict[str, set[str]]
"""The addresses of each story's copies, by its own."""


def story(number: int, parts: tuple[int, ...], cut: int) -> Article:
    """One of a few stories: some of the wire's paragraphs, from a word on, and perhaps the form of words."""
    own = " ".join(f"own{number}x{at}" for at in range(42))
    texts = [FORM if part == len(WIRE) else WIRE[part] for part in parts]
    body = f"{own if cut else ''}\n\n{' '.join(' '.join(texts).split()[cut:])}"
    series = "series: S\n" if number == 3 else ""
    text = f"---\nheadline: H\noutlet: {'ab'[number % 2]}\nedition: 1956-10-{number + 10}\n{series}---\n{body}\n"
    source = f"articles/{number}.md"
    article, problems = read_article(source, text, source, READING)
    assert article, problems
    return article


def take_in(catalog: Catalog, stories: Mapping[int, Article | None]) -> set[str]:
    """Stories that are other now, or gone where there is None; the addresses that this touched."""
    with catalog.transaction():
        for number, article in stories.items():
            if article is None:
                records.remove(catalog, f"articles/{number}.md")
            else:
                records.put(catalog, article, "article", References(), NOW)
                phrases.note(catalog.db, article, sketch(article.body))
        pairing.pair(catalog.db)
        return set(pairing.touched(catalog.db))


def pairs(catalog: Catalog) -> Pairs:
    found: Pairs = {}
    for one, other in catalog.db.execute(
        "SELECT a.url, b.url FROM copies JOIN articles AS a ON a.id = article JOIN articles AS b ON b.id = other"
    ):
        found.setdefault(one, set()).add(other)
    return found


STORIES = st.tuples(
    st.integers(0, 8),
    st.sampled_from(((0, 1, 2), (0,), (1, 2), (2, 3), (3,), (0, 3), (1,))),
    st.sampled_from((0, 0, 0, 9)),
).map(lambda drawn: (drawn[0], story(*drawn)))
GONE = st.integers(0, 8).map(lambda number: (number, None))
STEPS = st.lists(st.lists(st.one_of(STORIES, STORIES, GONE), min_size=1, max_size=5).map(dict), min_size=2, max_size=8)


@given(STEPS, st.integers(2, 5))
def test_pairs_are_those_of_the_same_stories_taken_in_at_once(
    steps: list[dict[int, Article | None]], most: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairing, "MOST", most)
        held: dict[int, Article | None] = {}
        with closing(Catalog(Path(folder, "warm.db"))) as warm:
            for number, step in enumerate(steps):
                before = pairs(warm)
                touched = take_in(warm, step)
                held = {key: article for key, article in (held | step).items() if article}
                after = pairs(warm)
                with closing(Catalog(Path(folder, f"cold{number}.db"))) as cold:
                    take_in(cold, dict(sorted(held.items(), reverse=True)))
                    assert after == pairs(cold)
                mine = {f"/{'ab'[key % 2]}/1956/10/{key + 10}/{key}/" for key in step}
                told = touched | mine | {other for url in mine for other in before.get(url, ())}
                assert {url for url in before | after if before.get(url) != after.get(url)} <= told
