"""What single stories and editions say of themselves: no standfirst, a date that has not come."""

from collections.abc import Iterator
from datetime import datetime

from backissue.advice.content import Content
from backissue.advice.finding import Finding
from backissue.model import Article, Comment, Comments, Edition, Outlet, Record
from backissue.sources.reading import Reading


def standfirst(content: Content, story: Article) -> Iterator[Finding]:
    """Lists show a standfirst under the headline, and search engines show it too."""
    if not story.standfirst.strip() and not story.withdrawn:
        line = content.line(story.source, "standfirst")
        yield Finding("standfirst", f"content/{story.source}", line, "the story has no standfirst",
                      "sum it up in a sentence: standfirst: …")  # fmt: skip


class Future:
    """Finds dates that have not come. A story that waits, as a draft or by its embargo, may have one."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.reading: Reading = content.reading

    def of_record(self, record: Record) -> Iterator[Finding]:
        """Each date of a record that is later than the moment of the check."""
        for outlet, date, field in self._dates(record):
            if self._is_to_come(outlet, date):
                line = self.content.line(record.source, *field)
                yield Finding("future", f"content/{record.source}", line, f"{date} has not come yet",
                              "look for a slip; a story that is to wait has an embargo")  # fmt: skip

    def _dates(self, record: Record) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
        """(outlet, date as known, the field that says it)."""
        match record:
            case Article():
                if not record.draft and record.embargo <= self.content.as_of.strftime("%Y-%m-%dT%H:%M:%SZ"):
                    for field, date in (("edition", record.edition), ("published", record.published),
                                        ("updated", record.updated)):  # fmt: skip
                        yield record.outlet, date, (field,)
                for number, note in enumerate(record.corrections):
                    yield record.outlet, note.date, ("corrections", number, "date")
                if record.withdrawn:
                    yield record.outlet, record.withdrawn.date, ("withdrawn", "date")
            case Edition():
                yield record.outlet, record.date, ()
            case Outlet():
                yield record.id, record.founded, ("founded",)
            case Comments():
                yield from ((("", *found)) for found in _of_comments(record.comments, ()))

    def _is_to_come(self, outlet: str, date: str) -> bool:
        """A moment is compared as such, a day with today where the paper is, a year with this year."""
        if "T" in date:
            return datetime.fromisoformat(date) > self.content.as_of
        today = self.content.as_of.astimezone(self.reading.zone(outlet)).date().isoformat()
        return bool(date) and date > today[: len(date)]


def _of_comments(
    comments: tuple[Comment, ...], above: tuple[str | int, ...]
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for number, comment in enumerate(comments):
        place = (*above, number)
        yield comment.date, (*place, "date")
        yield from _of_comments(comment.replies, (*place, "replies"))
