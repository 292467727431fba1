"""An invented archive of N wire stories over a hundred years, the same for the same N and seed.

    python -m bench.corpus 10000 FOLDER

writes it in Back Issue's form. Stories come in editions of eight; where a hundred years have fewer days than that
takes, editions are larger. Every story has one to three of 300 topics, some of them far commoner than others. Names
stand in the text and not in fields, since Back Issue would make a page of each and its peers would not.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from bench.words import Vocabulary

SEED = 1926
FIRST = date(1926, 1, 1)
DAYS = 36_525
PER_EDITION = 8
TOPICS = 300
BODY_BYTES = 815
OUTLET = "valley-post"
OUTLET_NAME = "The Valley Post"
_WORDS = 101
"""That many, and what the last paragraph has beyond them, come to BODY_BYTES on average: found by measuring."""

SETTINGS = """\
name: The Valley Post Archive
tagline: A hundred years of wire stories
language: en
theme: {theme}
"""
ALL = "url: https://archive.example.org/\n"
"""With an address there are feeds, sitemaps and data files too, as in a real archive."""
COMPARED = "exports: []\nreprints: false\n"
"""The plain theme makes what the other programs make, and nothing that is in none of them."""


@dataclass(frozen=True)
class Story:
    """One story, before any program's own form."""

    slug: str
    headline: str
    day: str
    """ISO 8601, to the day."""
    topics: tuple[str, ...]
    body: str
    embargo: str = ""

    @property
    def file(self) -> str:
        """Where it lies below the folder of stories."""
        return f"{self.day[:4]}/{self.day[5:7]}/{self.slug}.md"


def stories(count: int, seed: int = SEED) -> Iterator[Story]:
    """The archive's stories in order of time; they are made as they are asked for."""
    vocabulary = Vocabulary(seed)
    chance = Random(f"stories {seed}")
    names = [word.capitalize() for word in vocabulary.words[1_000 : 1_000 + 3 * TOPICS : 3]]
    weights = list(accumulate(1 / (rank + 20) for rank in range(TOPICS)))
    editions = min(DAYS, max(1, count // PER_EDITION))
    days = _edition_days(editions, chance)
    for number in range(count):
        day = days[number * editions // count]
        topics = dict.fromkeys(chance.choices(names, cum_weights=weights, k=chance.randint(1, 3)))
        headline = " ".join(vocabulary.draw(chance, chance.randint(5, 9))).capitalize()
        yield Story(
            slug=f"{'-'.join(headline.lower().split()[:4])}-{number}",
            headline=headline,
            day=day.isoformat(),
            topics=tuple(topics),
            body=_body(vocabulary, chance, day),
        )


def stories_of_days(count: int, seed: int = SEED) -> Counter[str]:
    """How many of ``stories`` each day has; for a million it is known in a moment."""
    editions = min(DAYS, max(1, count // PER_EDITION))
    days = _edition_days(editions, Random(f"stories {seed}"))
    return Counter(days[number * editions // count].isoformat() for number in range(count))


def _edition_days(editions: int, chance: Random) -> list[date]:
    """The days on which the paper came out: one in each of as many equal spans of time."""
    starts = [number * DAYS // editions for number in range(editions + 1)]
    return [FIRST + timedelta(days=chance.randrange(start, end)) for start, end in pairwise(starts)]


def _body(vocabulary: Vocabulary, chance: Random, day: date) -> str:
    """A few paragraphs; most stories are short and some are long."""
    left = round(min(chance.lognormvariate(-0.125, 0.5), 6) * _WORDS)
    paragraphs: list[str] = []
    while left > 0:
        sentences = [_sentence(vocabulary, chance, day) for _ in range(chance.randint(2, 3))]
        paragraphs.append(" ".join(sentences))
        left -= paragraphs[-1].count(" ") + 1
    return "\n\n".join(paragraphs)


def _sentence(vocabulary: Vocabulary, chance: Random, day: date) -> str:
    words = vocabulary.draw(chance, chance.randint(6, 22))
    kind = chance.random()
    if kind < 0.2:
        words[-1:] = ["said", vocabulary.name(chance)]
    elif kind < 0.3:
        words += ["in", chance.choice(vocabulary.towns)]
    elif kind < 0.4:
        then = day - timedelta(days=chance.randint(1, 400))
        words += ["on", str(then.day), f"{then:%B}", str(then.year)]
    elif kind < 0.5:
        words.insert(2, str(chance.randint(2, 9_999)))
    words[0] = words[0][:1].upper() + words[0][1:]
    return " ".join(words) + "."


def story_text(story: Story) -> str:
    """A story in Back Issue's form."""
    embargo = f"embargo: {story.embargo}\n" if story.embargo else ""
    return (
        f"---\nheadline: {story.headline}\nedition: {story.day}\n"
        f"topics: [{', '.join(story.topics)}]\n{embargo}---\n\n{story.body}\n"
    )


def write_archive(told: Iterator[Story], root: Path, theme: str) -> None:
    """Write stories as an archive of Back Issue's. One of them, of the first edition, is embargoed until 2031."""
    content = root / "content"
    (content / "outlets").mkdir(parents=True)
    settings = SETTINGS.format(theme=theme) + (COMPARED if theme == "plain" else ALL)
    (content / "archive.yaml").write_text(settings, "utf-8")
    (content / f"outlets/{OUTLET}.yaml").write_text(f"name: {OUTLET_NAME}\nfounded: {FIRST.year}\n", "utf-8")
    for number, story in enumerate(told):
        write(content / "articles" / story.file, story_text(replace(story, embargo="" if number else "2031-01-01")))


def write(file: Path, text: str) -> None:
    """Write a file, and its folder where it is missing."""
    try:
        file.write_text(text, "utf-8")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


if __name__ == "__main__":
    write_archive(stories(int(sys.argv[1])), Path(sys.argv[2]), "broadsheet")
