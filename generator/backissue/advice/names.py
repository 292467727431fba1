"""Topics, people, places … that are almost the same: "Floods" and "Flood", "Moorfield" and "Moorfeild".

Each name makes a page; two names for one thing part its stories. Ids are compared in two ways, neither of which
looks at every pair: by the stems of their words in any order, and by what is left when one letter is left out
(two ids that differ by one slip share such a rest).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from backissue.advice.content import Content
from backissue.advice.finding import Finding
from backissue.model import Entity
from backissue.search.words import stem
from backissue.sources.records import ENTITY_KINDS

_SMALL = frozenset({"a", "an", "the", "le", "la", "les", "l", "der", "die", "das", "el", "los", "las"})
"""Words that may be there or not."""
_PROPER = frozenset({"people", "bylines"})
"""Kinds whose names have no plural: Peter and Peters are two persons."""
_SHORTEST = 6
"""Letters that a word must have for one of them to be a slip: Mark and Mary are two names."""


def alike(content: Content) -> Iterator[Finding]:
    """Pairs of names that may mean one thing, where not both have a file of their own; the rarer is told."""
    language = content.config.language.partition("-")[0]
    for kind in ENTITY_KINDS:
        entities = {id_: (name, count) for id_, name, count in content.ask.gathered.entities(kind)}
        for pair in sorted(pairs(entities, "" if kind in _PROPER else language)):
            if all(content.ask.find(Entity, f"{kind}/{id_}") for id_ in pair):
                continue
            rare, other = sorted(pair, key=lambda id_: (entities[id_][1], id_))
            yield _finding(content, kind, rare, entities[rare][0], other, entities[other])


def _finding(content: Content, kind: str, rare: str, name: str, other: str, known: tuple[str, int]) -> Finding:
    source = content.ask.gathered.sources(kind, rare)[0]
    field = {"sections": "section", "bylines": "byline", "agencies": "agency"}.get(kind, kind)
    stories = f"{known[1]:,} {'story' if known[1] == 1 else 'stories'}"
    remedy = f"write one of the two; when both are meant, give each a file in content/{kind}/"
    message = f'"{name}" is almost "{known[0]}" (/{kind}/{other}/, {stories})'
    return Finding("names", f"content/{source}", content.line(source, field), message, remedy)


def pairs(ids: Iterable[str], language: str) -> set[tuple[str, str]]:
    """Ids that may mean one thing, two and two, each pair in order; an empty ``language`` compares no stems."""
    forms: dict[str, list[str]] = {}
    rests: dict[str, list[str]] = {}
    for id_ in sorted(ids):
        words = _words(id_)
        form = sorted(stem(word, language) for word in words) if language else sorted(words)
        forms.setdefault(" ".join(form), []).append(id_)
        for rest in {"".join(words), *_without_a_letter(words)}:
            rests.setdefault(rest, []).append(id_)
    found = {pair for group in forms.values() for pair in combinations(group, 2)}
    found |= {pair for group in rests.values() for pair in combinations(group, 2) if _slipped(*pair)}
    return {(one, other) for one, other in found if _numbers(one) == _numbers(other)}


def _words(id_: str) -> list[str]:
    """The words of an id that tell it from others; all of them where none does."""
    words = id_.split("-")
    return [word for word in words if word not in _SMALL] or words


def _without_a_letter(words: list[str]) -> Iterator[str]:
    """All ways to leave a letter out of a word that is long enough for a slip."""
    for number, word in enumerate(words):
        if len(word) >= _SHORTEST - 1:
            before, after = "".join(words[:number]), "".join(words[number + 1 :])
            for at in range(len(word)):
                yield f"{before}{word[:at]}{word[at + 1 :]}{after}"


def _numbers(id_: str) -> list[str]:
    """The numbers in an id: 1956 and 1957 are no slip."""
    return re.findall(r"\d+", id_)


def _slipped(one: str, other: str) -> bool:
    """True for the same letters with other hyphens, and for words of which one has a slip."""
    first, second = _words(one), _words(other)
    if "".join(first) == "".join(second):
        return True
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) == 1 and is_slip(*differing[0])


def is_slip(one: str, other: str) -> bool:
    """True for long words that differ by one letter, left out, put in, exchanged, or by two that changed places.

    The first letter is hardly ever mistyped.
    """
    short, long = sorted((one, other), key=len)
    if len(long) < _SHORTEST or len(long) - len(short) > 1 or short[:1] != long[:1]:
        return False
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = long[same + 1 : same + 2] + long[same : same + 1] + long[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or short[same:] == swapped
