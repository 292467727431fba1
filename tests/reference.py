"""What a search must find, worked out the plain way: every story's words, one after the other.

No part of the search has a hand in it but the rules themselves: how a word is folded and stemmed (``search.words``).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from backissue.search.words import fold, stem
from search_archive import Page

Query = tuple[str, ...] | tuple[object, ...]
"""``("word", w)``, ``("phrase", w, …)``, ``("and" | "or", q, …)``, ``("not", q)`` or ``("near", n, q, q)``."""


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _parts(written: str) -> list[str]:
    """A token whole, without its punctuation; its parts between punctuation; and between small letters and capitals."""
    runs = "".join(character if _is_letter(character) else " " for character in written).split()
    humps = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", written).split()
    bare = ["".join(filter(_is_letter, hump)) for hump in humps]
    return ["".join(runs), *runs, *(bare if len(humps) > 1 else [])]


@cache
def _keys(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    """What to look for: the words folded or, where a language is given, their stems in it."""
    return tuple(stem(word.lower(), language.split("-")[0]) if language else fold(word) for word in words)


@dataclass
class Text:
    """One story as the reference reads it."""

    page: Page
    words: list[set[str]] = field(default_factory=list)
    """For each token, the folded words that it may be read as."""
    stems: list[set[str]] = field(default_factory=list)
    every: frozenset[str] = frozenset()
    """All of both: most stories lack what is looked for."""
    _at: dict[tuple[str, bool], list[int]] = field(default_factory=dict)
    """Where a word was found to stand, and whether as itself: most are asked for again."""

    @classmethod
    def of(cls, page: Page) -> "Text":
        language = page.language.split("-")[0]
        tokens = [[part for part in _parts(token) if part] for token in f"{page.headline} {page.text}".split()]
        words = [{fold(part) for part in parts} for parts in tokens]
        stems = [{stem(part.lower(), language) for part in parts} for parts in tokens]
        return cls(page, words, stems, frozenset().union(*words, *stems))

    def begins(self, words: Sequence[str], exact: bool) -> list[int]:
        """Where these words follow each other."""
        held = self.words if exact else self.stems
        wanted = _keys(tuple(words), "" if exact else self.page.language)
        if not self.every.issuperset(wanted):
            return []
        last = len(held) - len(wanted) + 1
        return [
            at for at in self._stands(wanted[0], exact)
            if at < last and all(word in held[at + step] for step, word in enumerate(wanted))
        ]  # fmt: skip

    def _stands(self, word: str, exact: bool) -> list[int]:
        if (word, exact) not in self._at:
            held = self.words if exact else self.stems
            self._at[word, exact] = [at for at, may_be in enumerate(held) if word in may_be]
        return self._at[word, exact]


def finds(text: Text, query: tuple[object, ...], exact: bool) -> bool:
    """Whether a story is one that a query asks for."""
    kind, *rest = query
    if kind in ("word", "phrase"):
        return bool(text.begins([str(word) for word in rest], exact))
    if kind == "near":
        within, one, other = rest
        return _is_near(text, int(str(within)), one, other, exact)  # type: ignore[arg-type]
    found = [finds(text, part, exact) for part in rest]  # type: ignore[arg-type]
    return {"and": all(found), "or": any(found), "not": not found[0]}[str(kind)]


def _is_near(text: Text, within: int, one: tuple[str, ...], other: tuple[str, ...], exact: bool) -> bool:
    size, length = len(one) - 1, len(other) - 1
    for left in text.begins(one[1:], exact):
        for right in text.begins(other[1:], exact):
            steps = right - (left + size - 1) if right > left else left - (right + length - 1)
            if left != right and 0 < steps <= within:
                return True
    return False


def written(query: tuple[object, ...]) -> str:
    """A query as a reader would type it."""
    kind, *rest = query
    if kind == "word":
        return str(rest[0])
    if kind == "phrase":
        return f'"{" ".join(map(str, rest))}"'
    if kind == "not":
        return f"-{written(rest[0])}"  # type: ignore[arg-type]
    if kind == "near":
        return f"{written(rest[1])} NEAR/{rest[0]} {written(rest[2])}"  # type: ignore[arg-type]
    return (" OR " if kind == "or" else " ").join(written(part) for part in rest)  # type: ignore[arg-type]
