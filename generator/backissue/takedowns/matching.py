"""Finds a text that must not be public, however it is written.

Small and capital letters are one, and so are Unicode's forms of a letter, and typewriters' apostrophes and printers'.
A blank stands for any run of blanks, hyphens and underscores, a line break among them, so that a name is found in an
address too; names of eight letters and more are found run together. So is what addresses make of the text
(``identifier``): most often the text without its accents. A text that begins or ends with a letter is not found inside
a word: "Ann" is not in "Annual". In scripts that do not part words as Latin, Greek and Cyrillic do, it is.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from backissue.search.words import fold
from backissue.sources.reading import identifier

_APOSTROPHES = "'’ʼ‘`´"
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_UNSEEN = "\u00ad\u200b\u200d\u2060"
"""The soft hyphen, and characters without width: they may stand anywhere in a word."""
_BETWEEN = r"(?:(?:[^\S\n]|[-+_\u2010\u2011]|&nbsp;|&#160;|%20)+(?:\\?\n[ \t>]*)?|\\?\n[ \t>]*)"
"""Between two words: no more than one line break, for an empty line ends a paragraph."""
_PARTS = re.compile(r"[\s\-_\u2010\u2011]+")
_RUN_TOGETHER = 8
"""Letters from which on a text is found without its blanks: "An Na" must not be found in "Anna"."""
_LETTER = r"[^\W\d_]|[\u0300-\u036f]"


class Texts:
    """Some texts to be found."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = tuple(texts)
        self._keys = [_keys(text) for text in texts]

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, text: str) -> tuple[int, int] | None:
        """(which of the texts, where) of the first that ``text`` holds."""
        if not (among := self._among(text)):
            return None
        found = _pattern(tuple(self._texts[at] for at in among)).search(text)
        return (among[(found.lastindex or 1) - 1], found.start()) if found else None

    def replace(self, text: str, by: Callable[[int], str]) -> str:
        """``text`` with ``by(which)`` in place of each of the texts; the longest is taken where several fit."""
        if not (among := self._among(text)):
            return text
        pattern = _pattern(tuple(self._texts[at] for at in among))
        return pattern.sub(lambda found: by(among[(found.lastindex or 1) - 1]), text)

    def may_stand_in(self, text: str) -> bool:
        """False when ``text`` lacks words without which none of the texts can be there."""
        return bool(self._among(text))

    def is_all(self, text: str) -> bool:
        """True when ``text`` is one of the texts and nothing else."""
        among = self._among(text)
        return bool(among) and bool(_pattern(tuple(self._texts[at] for at in among)).fullmatch(text.strip()))

    def _among(self, text: str) -> list[int]:
        """Which of the texts may be there, longest first: a plain look-up that spares most of the costly ones."""
        folded = fold(text.translate(_NOTHING) if not text.isascii() else text)
        among = [at for at, keys in enumerate(self._keys) if any(key in folded for key in keys)]
        return sorted(among, key=lambda at: -len(self._texts[at]))


_NOTHING = dict.fromkeys(map(ord, _UNSEEN))


def _keys(text: str) -> tuple[str, ...]:
    """A word that must be there, folded, for a text to be; one for each way in which it is written."""
    return tuple({max(re.findall(r"\w+", way), key=len, default=way) for way in map(fold, _ways(text))})


def _ways(text: str) -> list[str]:
    """A text as it is given, and what addresses make of it, with either apostrophe."""
    text = unicodedata.normalize("NFC", text.strip())
    plain = {identifier(text), identifier(_APOSTROPHE.sub("'", text)), identifier(_APOSTROPHE.sub("’", text))}
    return [text, *sorted(plain - {text.lower()})]


@lru_cache(maxsize=1_000)
def _pattern(texts: tuple[str, ...]) -> re.Pattern[str]:
    """One group for each text."""
    return re.compile("|".join(f"({_one(text)})" for text in texts), re.IGNORECASE)


def _one(text: str) -> str:
    """One text's ways to be written, between its bounds."""
    ways = _ways(text)
    return f"{_bound(ways[0][0], '<!')}(?:{'|'.join(map(_words, ways))}){_bound(ways[0][-1], '!')}"


def _words(text: str) -> str:
    words = [part for part in _PARTS.split(text) if part]
    between = _BETWEEN if sum(map(len, words)) < _RUN_TOGETHER else f"{_BETWEEN}?"
    return between.join(f"[{_UNSEEN}]*".join(map(_character, word)) for word in words)


def _character(character: str) -> str:
    if character in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    apart = unicodedata.normalize("NFD", character)
    return re.escape(character) if apart == character else f"(?:{re.escape(character)}|{re.escape(apart)})"


def _bound(edge: str, look: str) -> str:
    """What may not stand beside a text's first or last character."""
    if edge.isdigit():
        return rf"(?{look}\d)"
    is_parted = unicodedata.name(edge, "").startswith(("LATIN", "GREEK", "CYRILLIC"))
    return rf"(?{look}{_LETTER})" if is_parted else ""
