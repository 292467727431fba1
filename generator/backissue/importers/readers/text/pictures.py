"""Pictures as a page's text has them: what they show, and the same again with the credit at its end."""

from typing import NamedTuple

from backissue.importers.readers.captured.credits import credit_only, split_credit
from backissue.importers.record import Picture

_LONGEST = 1500
_SHORTEST_ALT = 12
_QUOTES = str.maketrans("“”‘’„", '""\'\'"')


class Found(NamedTuple):
    """A picture, and where the lines that tell of it end."""

    picture: Picture
    end: int


def picture_at(lines: list[str], at: int, *, is_other: bool = False) -> Found | None:
    """The picture that ``lines[at]`` begins, if it does. ``is_other``: the line could well be something else.

    Known forms: alt text, then the same with its credit (also after a blank line); the same twice; alt text above a
    caption with its credit; a caption with its credit; a caption above its credit.
    """
    line = lines[at]
    if not line or len(line) > _LONGEST:
        return None
    beside = lines[at + 1] if at + 1 < len(lines) else ""
    second = at + 1 if beside else at + 2
    below = lines[second] if second < len(lines) else ""
    caption, credit = split_credit(below) if len(below) <= _LONGEST else ("", "")
    if caption and credit and _same(caption, line):
        return Found(Picture("", alt=line, caption=caption, credit=credit), second + 1)
    own_caption, own_credit = split_credit(line, labelled=True)
    if beside and _same(beside, line) and not is_other:
        end = second + 1
        if not own_credit and end < len(lines) and (own_credit := credit_only(lines[end])):
            end += 1
        return Found(Picture("", alt=own_caption, caption=own_caption, credit=own_credit), end)
    if own_credit and own_caption:
        return Found(Picture("", caption=own_caption, credit=own_credit), at + 1)
    if is_other or not beside:
        return None
    if lone := credit_only(beside):
        return Found(Picture("", caption=line, credit=lone), second + 1)
    if len(line) >= _SHORTEST_ALT and all(split_credit(beside, labelled=True)):
        return Found(Picture("", alt=line, caption=caption, credit=credit), second + 1)
    return None


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split()).rstrip(" .,;:").casefold()
