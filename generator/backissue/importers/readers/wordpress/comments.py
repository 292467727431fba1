"""Readers' comments as threads: what was approved, in plain text; the others are counted."""

from collections import Counter
from html import escape

from backissue.importers.from_html import to_markdown, to_text
from backissue.importers.readers.wordpress.dates import date_of
from backissue.importers.readers.wordpress.parse import Comment, Post
from backissue.importers.record import Item, Remark

DEEPEST = 50
"""Answers to answers beyond that stand beside one another: nobody can follow them, and programs cannot either."""
_NOT_COMMENTS = {"pingback", "trackback"}


def threads(post: Post, item: Item) -> list[Remark]:
    """The comments of ``post`` that were approved, each below what it answers; ``item`` gets notes of the others."""
    left_out: Counter[str] = Counter()
    parents: dict[str, str] = {}
    remarks: dict[str, Remark] = {}
    for at, comment in enumerate(post.comments):
        number = comment["id"].strip() or f"without number {at}"
        parents.setdefault(number, comment["parent"].strip())
        if comment["type"].strip() in _NOT_COMMENTS:
            left_out["pingbacks and trackbacks"] += 1
        elif comment["approved"].strip() != "1":
            left_out["comments that were not approved"] += 1
        elif not (remark := _remark(comment, item)).text:
            left_out["comments without words"] += 1
        else:
            remarks.setdefault(number, remark)
    for what, count in sorted(left_out.items()):
        item.note("lost", f"{what} are left out: {count}")
    answers = {number: _answered(number, parents, remarks) for number in remarks}
    places = _Places(answers)
    top: list[Remark] = []
    for number, remark in remarks.items():
        above = places.above(number)
        (remarks[above].replies if above else top).append(remark)
    return top


def _answered(number: str, parents: dict[str, str], remarks: dict[str, Remark]) -> str:
    """The nearest comment above that came over; nothing when there is none."""
    seen = {number}
    while (number := parents.get(number, "")) and number not in seen and len(seen) < 100:
        if number in remarks:
            return number
        seen.add(number)
    return ""


def as_markdown(remarks: list[Remark]) -> str:
    """Comments as part of a text, for what has no file of comments: answers are quotations below what they answer."""
    parts = (_signed(remark) + _quoted(as_markdown(remark.replies)) for remark in remarks)
    return "\n\n".join(parts)


def _signed(remark: Remark) -> str:
    line = f"<p><b>{escape(remark.author)}</b>{f', {remark.date[:10]}' if remark.date else ''}</p>"
    texts = escape(remark.text).replace("\n\n", "</p><p>").replace("\n", "<br>")
    return to_markdown(f"{line}<p>{texts}</p>")


def _quoted(text: str) -> str:
    return "\n\n" + "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else ""


class _Places:
    """Below which comment each stands: what it answers, but not too deep, and never itself by a way round."""

    def __init__(self, answers: dict[str, str]) -> None:
        self._answers = answers
        self._above: dict[str, str] = {}
        self._depth = {"": 0}

    def above(self, number: str) -> str:
        path: dict[str, None] = {}
        at = number
        while at not in self._depth and at not in path:
            path[at] = None
            at = self._answers.get(at, "")
        for one in reversed(path):
            above = self._answers.get(one, "")
            if above not in self._depth:  # it is in the path itself
                above = ""
            if self._depth[above] >= DEEPEST:
                above = self._above[above]
            self._above[one], self._depth[one] = above, self._depth[above] + 1
        return self._above[number]


def _remark(comment: Comment, item: Item) -> Remark:
    date = date_of(comment["date"], comment["date_gmt"])
    if "<a " in comment["content"]:
        item.note("lost", "links in comments are plain words")
    return Remark(
        author=" ".join(to_text(comment["author"]).split()) or "Anonymous",
        text=to_text(comment["content"].replace("\r\n", "\n").replace("\r", "\n")),
        date=date.isoformat() if date else "",
    )
