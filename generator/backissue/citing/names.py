"""Names of bylines as reference lists need them: which part is the family's.

A byline is a line of text, so this is a judgement. What may not be one person's name in the usual order stays whole:
agencies, collectives ("Staff Writers"), lines of several names, and names from languages that put the family first.
"""

import re
from functools import lru_cache

import msgspec

_PARTICLES = frozenset((
    "af", "al", "am", "ap", "av", "bin", "da", "das", "de", "dei", "del", "della", "den", "der", "di", "do", "dos",
    "du", "el", "ibn", "la", "las", "le", "los", "op", "ten", "ter", "van", "vom", "von", "vor", "zu", "zum", "zur",
))  # fmt: skip
_SUFFIX = re.compile(r",? (Jr|Sr|II|III|IV)\.?$")
_NO_PERSON = re.compile(r"[,;&/|:()\d]")
_COLLECTIVE = frozenset((
    "a", "an", "and", "et", "und", "our", "the", "from", "by", "staff", "writer", "writers", "reporter", "reporters",
    "correspondent", "correspondents", "editor", "editors", "editorial", "desk", "bureau", "agency", "press", "news",
    "newspaper", "newspapers", "service", "services", "team", "newsroom", "office", "reader", "readers", "board",
    "committee", "council", "department", "ministry", "university", "group", "company", "special", "agence", "presse",
    "rédaction", "redaktion", "redacción", "notre", "nos", "unser", "unsere", "nuestro", "les",
))  # fmt: skip
_FAMILY_FIRST = frozenset(("hu", "ja", "ko", "vi", "zh"))


class Name(msgspec.Struct, gc=False, frozen=True):
    """A name; of one that stays whole ``family`` is all of it."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def straight(self) -> str:
        """``Ada Quill``, ``John Orde Jr.``"""
        return " ".join(filter(None, (self.given, self.family, self.suffix)))

    @property
    def inverted(self) -> str:
        """``Quill, Ada``, ``Orde, John, Jr.``"""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))

    @property
    def with_initials(self) -> str:
        """``Quill, A. M.``, ``Roy, J.-P.``"""
        initials = " ".join(
            "-".join(f"{part[0]}." for part in word.split("-") if part)
            for word in re.sub(r"(?<=\w)\.(?=\w)", ". ", self.given).split()
        )
        return ", ".join(filter(None, (self.family, initials, self.suffix)))


@lru_cache(maxsize=2_000)
def name_of(written: str, language: str) -> Name:
    """The parts of a name as printed; ``language`` is the story's, a BCP 47 tag."""
    text = re.sub(r"^by\s+(?=\S+\s)", "", " ".join(written.split()), flags=re.IGNORECASE)
    suffix = ""
    if found := _SUFFIX.search(text):
        text, suffix = text[: found.start()], found[1] + ("." if found[1] in ("Jr", "Sr") else "")
    words = text.split(" ")
    is_whole = _NO_PERSON.search(text) or not _COLLECTIVE.isdisjoint(text.lower().split(" "))
    if len(words) < 2 or is_whole or language.partition("-")[0] in _FAMILY_FIRST:
        return Name(written if suffix else text)
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def names_of(written: tuple[str, ...], language: str) -> list[Name]:
    """The parts of each name."""
    return [name_of(name, language) for name in written]
