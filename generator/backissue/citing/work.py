"""What a citation says of a story."""

import re

import msgspec


class Work(msgspec.Struct, gc=False, frozen=True, kw_only=True):
    """A story as citations see it. Anything but headline and paper may be empty."""

    authors: tuple[str, ...]
    """Names as printed."""
    agencies: tuple[str, ...]
    headline: str
    paper: str
    date: str
    """The edition's, as known, to the day at most."""
    label: str
    """The edition's label: ``late``."""
    page: str
    """As printed: ``A4``, ``4-5``."""
    language: str
    """A BCP 47 tag."""
    url: str
    """The whole address, percent-encoded; empty while nobody has said where the site will stand."""
    key: str
    """A name for it: outlet, year and slug."""

    @property
    def names(self) -> tuple[str, ...]:
        """Who stands where authors do: those of the byline, else the agencies."""
        return self.authors or self.agencies

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month, day, as far as they are known."""
        return tuple(map(int, self.date.split("-"))) if self.date else ()

    @property
    def edition(self) -> str:
        """The labelled edition in words: ``late edition``."""
        words = self.label.replace("-", " ")
        return words if not words or "edition" in words else f"{words} edition"

    @property
    def pages(self) -> str:
        """The printed pages with a dash for a range: ``4–5``; in B-4 the sign is a part of the name."""
        return re.sub(r"(?<=\d)\s*-\s*(?=\w*\d)", "–", self.page)
