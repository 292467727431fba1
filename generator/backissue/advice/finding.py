"""What is told to an editor: one finding a line, gathered by kind."""

from collections import Counter
from collections.abc import Mapping

import msgspec

KINDS: Mapping[str, str] = {
    "refused": "What a build refuses",
    "links": "Broken links",
    "outside": "Links to other hosts",
    "alt": "Pictures without an alt text",
    "credit": "Pictures without a credit",
    "caption": "Pictures without a caption",
    "doubled": "Captions said twice",
    "orphans": "Pictures that nothing shows",
    "standfirst": "Stories without a standfirst",
    "names": "Names that are almost the same",
    "future": "Dates in the future",
    "holes": "Days without an edition",
    "editions": "Edition files that fit no edition",
}
"""The kinds of advice, in the order in which they are told, each with its heading."""


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing that an editor may want to mend: where, what, and what to do."""

    kind: str
    """One of ``KINDS``."""
    path: str
    """The file, from the archive's root: ``content/articles/1956/flood.md``."""
    line: int
    """Counted from 1; 0 when it is not at a line."""
    message: str
    remedy: str
    broken: bool = False
    """True for what a reader would stumble over, a link that leads nowhere; all else is advice."""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}{f'; {self.remedy}' if self.remedy else ''}"


class Report(msgspec.Struct, frozen=True):
    """All that was found."""

    stories: int
    """Stories that were looked at, drafts among them."""
    findings: tuple[Finding, ...]
    """By kind, in the order of ``KINDS``, then by file and line."""
    tried: int = 0
    """Addresses on other hosts that were tried."""
    left: int = 0
    """Of those, how many their hosts do not let programs try."""
    dead: int | None = None
    """Links that ``content/links.yaml`` now says are dead; None when it was not written."""

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each kind that has any."""
        found = Counter(finding.kind for finding in self.findings)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @property
    def broken(self) -> int:
        """How many of the findings are more than advice."""
        return sum(finding.broken for finding in self.findings)


def sorted_findings(findings: list[Finding]) -> tuple[Finding, ...]:
    """Each once, in the order in which they are told."""
    place = {kind: number for number, kind in enumerate(KINDS)}
    return tuple(sorted(set(findings), key=lambda finding: (place[finding.kind], finding)))
