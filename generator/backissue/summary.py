"""What a build did and how long it took: counted while it runs, told when it has ended."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec

from backissue.errors import Problem
from backissue.pages.kinds import BY_NAME
from backissue.render.batch import Outcome


class Summary(msgspec.Struct, frozen=True):
    """What a build did. Counts of pages are of HTML pages alone."""

    pages: int
    articles: int
    """Public ones, withdrawn ones among them."""
    rendered: int
    unchanged: int
    removed: int
    written: int
    """Files of any sort whose bytes changed, search bundles apart."""
    shards: int
    shards_built: int
    seconds: float
    warnings: tuple[Problem, ...] = ()
    cold: str = ""
    """Why everything was looked at, when that was not for the content's sake."""
    phases: dict[str, float] = {}
    """Seconds in each part of the build, in the order in which they came."""

    def __str__(self) -> str:
        return (
            f"{self.pages:,} pages from {self.articles:,} articles: {self.rendered:,} rendered, "
            f"{self.unchanged:,} unchanged, {self.removed:,} removed · "
            f"search: {self.shards_built:,} of {self.shards:,} shards · {self.seconds:.1f} s"
        )


class Clock:
    """Where a build's time goes: seconds since it began, and in each phase."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self.phases: dict[str, float] = {}

    @property
    def seconds(self) -> float:
        """Since the build began."""
        return time.monotonic() - self._begun

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the time spent inside to the phase ``name``."""
        before = time.monotonic()
        try:
            yield
        finally:
            self.phases[name] = self.phases.get(name, 0.0) + time.monotonic() - before


@dataclass
class Tally:
    """What became of the pages that were looked at."""

    rendered: int = 0
    """HTML pages."""
    removed: int = 0
    """HTML pages."""
    written: int = 0
    """Files of any sort whose bytes changed."""
    gone: list[Outcome] = field(default_factory=list)
    """Pages that are no more: their files go when everything is rendered."""

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Count a batch."""
        for outcome in outcomes:
            is_html = BY_NAME[outcome.key.kind].is_html
            self.rendered += is_html and outcome.status == "rendered"
            self.removed += is_html and outcome.status == "gone" and bool(outcome.before)
            self.written += outcome.changed
            if outcome.status == "gone":
                self.gone.append(outcome)
