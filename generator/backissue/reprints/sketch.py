"""What of a story's text is looked up to find its copies. Pure: a sketch is of one text alone.

A text is taken as the set of its phrases of five words (w-shingles: Broder, "On the resemblance and containment of
documents", 1997). Two stories are copies when a good part of the shorter one's phrases stand in the other, so a
copy that was cut is found like one that was edited. Looked up is a sample of the phrases: those whose hashes are
smallest, the same ones in whatever story they stand.

Plain MinHash with bands was rejected: it finds what is alike as a whole, and a copy that keeps a third is not.
"""

import re
import unicodedata
from bisect import bisect_left
from itertools import islice
from zlib import adler32, crc32

VERSION = 1
"""Of what is kept in catalogs. Another one makes all stories be read again."""
LEAST_WORDS = 40
"""Shorter texts have no copies: what they share is a form of words."""
SHARE = 0.3
"""Of the shorter story's phrases, those that must stand in the other, at least."""

_PHRASE, _SPACELESS_PHRASE = 5, 10
"""Words in a phrase; characters, where words have no spaces between them."""
_SAMPLE = 24
"""Runs of a text that are looked up, at least: a text of average length has a sixth of its phrases among them."""
_ALWAYS = 1 << 44
"""Runs with a smaller hash are always looked up, one in sixteen: of a long story a short part is found too."""

_MARKUP = re.compile(r"\]\([^()\s]*(?:\s[^()]*)?\)|<[^<>]*>|&#?\w+;")
"""Addresses of links and pictures, HTML and references to characters."""
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese characters."""
_WORD = re.compile(f"[{_SPACELESS}]|[^\\W_{_SPACELESS}]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def words(body: str) -> list[str]:
    """A text's words in small letters, without Markdown and punctuation; each character, where words have no spaces."""
    text = (_MARKUP.sub(" ", body) if "](" in body or "<" in body or "&" in body else body).lower()
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return _WORD.findall(unicodedata.normalize("NFC", text))


def phrases(body: str) -> set[int]:
    """Hashes of all phrases of words in a story's Markdown, of 48 bits; none where it is too short to be compared."""
    found = words(body)
    if len(found) < LEAST_WORDS:
        return set()
    length = _SPACELESS_PHRASE if sum(map(len, found)) < len(found) * 1.5 else _PHRASE
    spread = [word.encode() for word in found]
    joined = map(b" ".join, zip(*(islice(spread, start, None) for start in range(length)), strict=False))
    # 32 bits are too few to tell a million stories' phrases apart
    return {crc32(phrase) << 16 | adler32(phrase) & 0xFFFF for phrase in joined}


def sketch(body: str) -> list[int]:
    """The phrases that are looked up, the smallest first."""
    found = sorted(phrases(body))
    return found[: max(_SAMPLE, bisect_left(found, _ALWAYS))]


def are_alike(one: set[int], other: set[int], telling: int, sampled: int) -> bool:
    """True when two texts, by all their phrases, are copies of one another, or of parts.

    ``sampled`` is how many phrases both sketches have, and ``telling`` how many of them are not in many stories: what
    both texts have is taken for as telling as its sample is. So one advert under two stories makes them no copies.
    """
    least = min(len(one), len(other))
    return telling > 0 and len(one & other) * telling >= SHARE * least * sampled
