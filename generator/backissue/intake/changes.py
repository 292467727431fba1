"""A content file that says something else than before, and how: few pages show a change that is small."""

from typing import Literal

import msgspec

from backissue.model import Article, Outlet, Record
from backissue.takedowns.cases import FILE

_HOW = {"new": "is new", "changed": "changed", "gone": "is gone"}
_WHY = {
    "due": "the embargo of content/{} passed",
    "draft": "content/{} is a draft, and whether these are shown changed",
    "over": "content/{} fell due by an agency's terms",
    "terms": "an agency's terms for content/{} changed",
}

How = Literal["new", "changed", "text", "run", "gone", "due", "draft", "over", "terms", ""]


class Change(msgspec.Struct, gc=False, frozen=True):
    """One content file that says something else now, or whose hour has come."""

    source: str
    how: How
    """"text": a change that no list can show; "run": one of an outlet that no story can show; "draft": drafts are shown
    now, or are shown no more; "over": a part fell due by an agency's terms; "terms": these changed."""
    by_case: bool = False
    """True when the file is the same, and the cases of takedowns.yaml are not."""

    @property
    def reason(self) -> str:
        """Why its pages are looked at again, as ``backissue explain`` tells it."""
        if self.how in _WHY:
            return _WHY[self.how].format(self.source)
        if self.by_case:
            return f"a case of content/{FILE} is about content/{self.source}"
        return f"content/{self.source} {_HOW.get(self.how, 'changed')}"


def how_changed(old: Record, new: Record) -> Literal["text", "run", "changed"]:
    """How a record changed; a change that few pages can show has a name of its own."""
    match old, new:
        case Article(), Article() if _are_alike(old, new, body="", body_line=0):
            return "text"
        case Outlet(), Outlet() if _are_alike(old, new, frequency=(), not_published=(), missing=()):
            return "run"
        case _:
            return "changed"


def _are_alike(old: Record, new: Record, **blank: object) -> bool:
    """True when two records differ in nothing but what is left out."""
    return msgspec.structs.replace(old, **blank) == msgspec.structs.replace(new, **blank)
