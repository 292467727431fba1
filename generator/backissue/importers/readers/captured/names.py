"""Who wrote it, as bylines and page data have it: names, their roles, and the wire services among them."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

_AGENCIES = {
    "aap", "australian associated press", "afp", "agence france-presse", "anp", "ansa", "ap",
    "the associated press", "associated press", "ani", "antara", "apa", "belga", "bernama", "bloomberg",
    "bloomberg news", "cna", "cp", "the canadian press", "canadian press", "cns", "cnw", "dpa",
    "deutsche presse-agentur", "dow jones", "dow jones newswires", "efe", "europa press", "ians", "interfax",
    "itar-tass", "kna", "kyodo", "kyodo news", "lusa", "mena", "ntb", "nzpa", "notimex", "pa", "pa media",
    "pa news agency", "the press association", "press association", "pap", "pti", "press trust of india",
    "reuters", "thomson reuters", "ritzau", "sda", "sid", "sapa", "stt", "tass", "tt", "tanjug", "upi",
    "united press international", "uni", "unian", "ukrinform", "xinhua", "xinhua news agency", "yonhap",
    "yonhap news agency",
}  # fmt: skip
_AGENCY_LIKE = re.compile(r"\b(?:news\s?wires?|wires?|(?:news|press) agency|news service|press association)\b", re.I)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|columnist|critic|photographer|photographs|photography|photos|pictures|words"
    r"|illustrations?|graphics|video|contributor|analyst|producer|bureau|journalist|chief|author|essayist|cartoonist"
    r"|commentator|researcher|translat\w+|research|additional reporting|reporting|host|presenter|intern)\b",
    re.I,
)
_BY = re.compile(r"^\s*(?:(?P<what>[\w ]{0,24}?)\s*\bby\b|(?:from|von|par|por|door|av|af|di)\b)\s*:?\s+", re.I)
_PLAIN_BY = {"", "written", "story", "words", "report", "article", "text"}
_BREAKS = re.compile(r"\s*(?:;|\||·|•|\n|/|\s&\s|\s(?:and|with|und|et|y)\s)\s*")
_AFTER = re.compile(r"^(.+?)\s+(?:for|of)\s+(.+)$")
_PLACE = re.compile(r"\s+in\s+[A-Z][\w .'’-]+$")
_WORD = re.compile(r"[A-Z\u00C0-\u00DE\u0400-\u042F][\w.'’\u2010-]*|[A-Z]\.|de|del|della|di|da|dos"
                   r"|van|von|der|den|ter|la|le|al|bin|ibn|the|of|and|al-[A-Z]\w+|d[’'][A-Z]\w+|ó|Ó")  # fmt: skip
_LONGEST = 120


class Byline(msgspec.Struct):
    """What a byline says."""

    names: list[str | dict[str, str]] = msgspec.field(default_factory=list)
    """As front matter has them: a name, or a mapping with ``name`` and ``role``."""
    agencies: list[str] = msgspec.field(default_factory=list)

    def add(self, other: "Byline") -> None:
        """What ``other`` says as well; the same name only once."""
        have = {_bare(name) for name in self.names}
        self.names += [name for name in other.names if _bare(name) not in have]
        self.agencies += [name for name in other.agencies if name not in self.agencies]


def read_byline(text: str, agencies: Collection[str] = ()) -> Byline:
    """The parts of ``By Ada Quill and Tom Marsh, photographs``; ``agencies`` are known beside the usual ones."""
    byline = Byline()
    text = " ".join(text.replace("\xa0", " ").split(" ")).strip()
    role = ""
    if by := _BY.match(text):
        what = (by["what"] or "").strip().casefold()
        role = "" if what in _PLAIN_BY else what
        text = text[by.end() :]
    if is_agency(text, agencies):
        byline.agencies.append(_tidy(text))
        return byline
    for part in _BREAKS.split(text):
        for name in _comma_parts(part):
            _add(byline, name, role, agencies)
    return byline


def is_agency(name: str, agencies: Collection[str] = ()) -> bool:
    """Whether ``name`` is a wire service: a known one, or one that says so."""
    plain = _tidy(name).casefold()
    return plain in _AGENCIES or plain in {one.casefold() for one in agencies} or (
        len(plain) < 50 and bool(_AGENCY_LIKE.search(plain))
    )  # fmt: skip


def is_name(text: str) -> bool:
    """Whether a line could be names and nothing else: ``Ada Quill``, ``Staff Writers``, ``Ada Quill and Tom Marsh``."""
    text = _tidy(text)
    if not 3 <= len(text) <= _LONGEST or text[-1] in "?!:;…" or re.search(r"\d|[“”\"]", text):
        return False
    if text[-1] == "." and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", text):
        return False
    words = re.split(r"[\s,&/]+", text)
    return 2 <= len(words) <= 14 and all(not word or _WORD.fullmatch(word) for word in words)


def is_byline(text: str) -> bool:
    """Whether a line says who wrote it: ``By Ada Quill``, with or without a role."""
    by = _BY.match(text)
    if not by or len(text) > _LONGEST or text.rstrip()[-1:] in ".?!:":
        return False
    what = (by["what"] or "").strip().casefold()
    names = text[by.end() :]
    return (what in _PLAIN_BY or bool(_ROLE.search(what))) and bool(re.match(r"[A-Z\u00C0-\u00DE\u0400-\u042F]", names))


def _comma_parts(part: str) -> Iterator[str]:
    """Names between commas; a role or a suffix stays with its name."""
    held = ""
    for piece in part.split(","):
        if held and (_ROLE.search(piece) or re.fullmatch(r"\s*(?:jr|sr|ph\.?d|md|m\.d|obe|mbe)\.?\s*", piece, re.I)):
            held += "," + piece
        else:
            if held:
                yield held
            held = piece
    yield held


def _add(byline: Byline, text: str, role: str, agencies: Collection[str]) -> None:
    name, _, after = _tidy(text).partition(",")
    name, after = _tidy(name), _tidy(after)
    if bracket := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", name):
        name, after = bracket[1], after or bracket[2]
    if is_agency(name, agencies):
        byline.agencies.append(name)
        return
    if (served := _AFTER.match(name)) and is_agency(served[2], agencies):
        byline.agencies.append(served[2])
        name = served[1]
    if is_agency(after, agencies):
        byline.agencies.append(after)
        after = ""
    name = _PLACE.sub("", name) if is_name(_PLACE.sub("", name)) else name
    if not re.search(r"\w", name) or re.match(r"https?:|www\.|@", name) or "@" in name:
        return
    role = after if _ROLE.search(after) else role
    if after and not _ROLE.search(after):
        name = f"{name}, {after}"
    if _bare(name) not in map(_bare, byline.names):
        byline.names.append({"name": name, "role": role} if role else name)


def _bare(name: str | dict[str, Any]) -> str:
    return (name["name"] if isinstance(name, dict) else name).casefold()


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;|·•–—-")
