"""What differs between two texts, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

Sort = Literal["same", "ins", "del"]
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 4_000
"""Words, old and new together, that are compared; of a longer passage all is old and all is new."""
_AROUND = 12
"""Words and blanks that are kept of what stays the same, on either side of a change."""


class Piece(msgspec.Struct, gc=False, frozen=True):
    """A run of words that stayed, came or went."""

    sort: Sort
    text: str


def differences(old: Sequence[str], new: Sequence[str]) -> list[tuple[Piece, ...]]:
    """The passages that differ between two lists of paragraphs, in order; what stayed the same is cut short."""
    found = []
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before, after = old[from_old:to_old], new[from_new:to_new]
        if len(before) == len(after):
            found += [_passage(one, other) for one, other in zip(before, after, strict=True)]
        else:
            found.append(_passage("\n".join(before), "\n".join(after)))
    return found


def counts(passages: Sequence[Sequence[Piece]]) -> tuple[int, int]:
    """(words that came, words that went)."""
    came, went = (
        sum(len(re.findall(r"\w+", piece.text)) for passage in passages for piece in passage if piece.sort == sort)
        for sort in ("ins", "del")
    )
    return came, went


def _passage(old: str, new: str) -> tuple[Piece, ...]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if not before or not after or len(before) + len(after) > _MOST:
        return tuple(piece for piece in (Piece("del", old), Piece("ins", new)) if piece.text)
    return tuple(_shortened(list(_joined(_pieces(before, after)))))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[from_old:to_old]))
            continue
        if to_old > from_old:
            yield Piece("del", "".join(before[from_old:to_old]))
        if to_new > from_new:
            yield Piece("ins", "".join(after[from_new:to_new]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Two changes with nothing but a blank between them are one: a reader sees a phrase, not its words."""
    went = came = ""
    for piece in pieces:
        if piece.sort == "del":
            went += piece.text
        elif piece.sort == "ins":
            came += piece.text
        elif (went or came) and piece.text.isspace():
            went, came = went + piece.text, came + piece.text
        else:
            yield from _change(went, came)
            went = came = ""
            yield piece
    yield from _change(went, came)


def _change(went: str, came: str) -> Iterator[Piece]:
    """A blank that both end in stays, and so does one before words that only came: the new text has it."""
    end = ""
    if not went and came.strip():
        words = came.lstrip()
        if words != came:
            yield Piece("same", came.removesuffix(words))
        came = words
    while went and came and went[-1] == came[-1] and went[-1].isspace():
        end, went, came = went[-1] + end, went[:-1], came[:-1]
    if went:
        yield Piece("del", went)
    if came:
        yield Piece("ins", came)
    if end:
        yield Piece("same", end)


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    last = len(pieces) - 1
    for at, piece in enumerate(pieces):
        words = _WORDS.findall(piece.text) if piece.sort == "same" else []
        start = words[:_AROUND] if at else []
        end = words[-_AROUND:] if at < last else []
        if len(words) > len(start) + len(end):
            piece = Piece("same", "".join([*start, " … " if start and end else "… " if end else " …", *end]))
        yield piece
