"""A caption and the credit at its end: ``The gauge at noon. Credit: Tom Marsh``."""

import re

_LABELS = (
    r"(?:(?:image|photo|picture|photograph)\s+)?(?:credits?|source|courtesy(?:\s+of)?)"
    r"|photos?|photographs?|photography|pictures?|pics?|images?|illustrations?|graphic|supplied|foto|bild|fotos|crédit"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[\s.!?”\"’')\]|(–—-]))(?:{_LABELS})\s*(?:by\s*)?(?::|©)\s*(?P<credit>[^\n]{{1,120}}?)\)?\.?\s*$", re.I
)
_CERTAIN = re.compile(
    r"(?:^|(?<=\s)|(?<=[.!?”\"’')]))(?:(?:Image|Photo|Picture)\s+)?(?:Credits?|CREDIT|(?:(?<=[.!?”\"’')]\s)|^)(?:Photo|Picture"
    r"|Photograph|Image|Pic|PHOTO|PICTURE|IMAGE)s?)\s*(?:by\s*)?:\s*(?P<credit>[A-Z\d\u00C0-\u00DE@][^\n]{0,80}?)\.?\s*$"
)
"""What is a credit even where the text may be no caption at all."""
_BY = re.compile(
    r"(?:^|(?<=[.!?”\"’')\]|(]\s)|(?<=\())(?:photo|picture|photograph|image|illustration)s?\s+(?:by|courtesy(?:\s+of)?)\s+"
    r"(?P<credit>[^\n.]{2,80}?)\)?\.?\s*$",
    re.I,
)
_SIGN = re.compile(r"(?:^|\s)(?:©|\(c\))\s*(?P<credit>[^\n]{2,80}?)\.?\s*$", re.I)
_SLASH = re.compile(
    r"(?:(?<=[.!?”\"’)])\s+\(?|\s\((?=[^()]*\)\s*$))(?P<credit>[A-Z][^\n.!?()/]{1,40}/[^\n.!?()]{2,60}?)\)?\s*$"
)
"""``… at noon. (Tom Marsh/Valley Post)``: the form of wire services."""
_SENTENCE = re.compile(r"[a-z]{3,}[.!?]\s+\w")


def split_credit(text: str, *, labelled: bool = False) -> tuple[str, str]:
    """A caption without its credit, and the credit; either may be empty.

    ``labelled``: only a credit with a label counts, because the text may be no caption at all.
    """
    text = " ".join(text.split())
    for pattern in (_CERTAIN,) if labelled else (_LABELLED, _BY, _SIGN, _SLASH):
        found = pattern.search(text)
        if found and not _SENTENCE.search(found["credit"]):
            return text[: found.start()].rstrip(" |(–—-"), found["credit"].strip(" .|")
    return text, ""


def credit_only(text: str) -> str:
    """The credit in a text that is nothing but one: ``Credit: AAP``; else nothing."""
    caption, credit = split_credit(text)
    return "" if caption else credit
