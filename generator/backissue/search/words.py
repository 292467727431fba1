"""What counts as the same word: how words are folded, taken apart and stemmed.

The search page folds a query in the same way (``search-words.js``); a test holds the two together. Stems are made here
alone, so that no stemmer has to be loaded by a reader: which words share one is told by the directory (``terms``).
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import cast

from backissue.versions import version

MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
"""Accents, points and vowel marks that a reader may leave out. Those of Indic scripts are letters to their readers."""
LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ",
    "ى": "ي", "ٱ": "ا", "ـ": "",
}  # fmt: skip
"""Letters that have no accent to lose and are written as others where they cannot be typed."""
SPACELESS = frozenset({"zh", "ja", "th", "lo", "km", "my"})
"""Languages whose words have no spaces between them: each character is indexed, and a word is a phrase of them."""

_MARKS = re.compile(f"[{MARKS}]+")
_TABLE = str.maketrans(LETTERS)
_STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english",
    "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""The Snowball stemmer (snowballstem.org) of each language that has one."""


def fold(text: str) -> str:
    """A text in small letters, without what a reader may leave out: ``Œuvre Ærø`` gives ``oeuvre aero``."""
    if text.isascii():
        return text.lower()
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFC", _MARKS.sub("", small).translate(_TABLE))


def runs(text: str) -> list[str]:
    """The parts of a text between all that is no letter, mark or digit: ``l'école`` gives ``l`` and ``école``."""
    if text.isalnum():
        return [text]
    spaced = "".join(character if _belongs(character) else " " for character in text)
    return [run for run in spaced.split() if any(map(str.isalnum, run))]


def _belongs(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def stemmers() -> str:
    """The name and version of what makes the stems."""
    return f"PyStemmer {version('PyStemmer')}"


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    import Stemmer

    name = _STEMMERS.get(language)
    return cast(Callable[[str], str], Stemmer.Stemmer(name).stemWord) if name in Stemmer.algorithms() else None


def stem(word: str, language: str) -> str:
    """What a word shares with its other forms, folded; the word itself where its language has no stemmer."""
    stemmer = _stemmer(language)
    return fold(stemmer(word) if stemmer else word)


def readings(written: str, language: str) -> set[tuple[str, str]]:
    """(folded, stem) of each word that a reader may mean by a word as it stands in a story: itself without its
    punctuation, and its parts. ``law’s`` gives ``laws``, ``law`` and ``s``."""
    parts = runs(written)
    whole = "".join(parts)
    return {(fold(word), stem(word, language)) for word in {whole, *parts} if word}
