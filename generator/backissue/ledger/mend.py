"""What would vanish leads on: the ledger's own remedy for addresses that the content gave up."""

from collections import defaultdict
from datetime import datetime
from pathlib import Path

import msgspec

from backissue.advice.content import content_as_it_stands
from backissue.checks.ledger import LedgerChecks
from backissue.ledger.files import put_lines
from backissue.progress import Tell
from backissue.sources.ledger import line_of


class Mended(msgspec.Struct, frozen=True):
    """What became of the addresses at which nothing would stand."""

    led: tuple[tuple[str, str], ...]
    """(address, where it leads now), in the order of the ledger."""
    left: tuple[str, ...]
    """What to do about each of the others."""


def mend(
    root: Path, *, as_of: datetime | None = None, jobs: int | None = None,
    tell: Tell = lambda phase, done, total: None,
) -> Mended:  # fmt: skip
    """Write into the ledger where each lost address leads, as far as that is known. No build is needed for it.

    Raises BuildFailed when files cannot be read, Busy while a build runs, and BackIssueError when there is no archive.
    """
    led, left, lines = list[tuple[str, str]](), list[str](), defaultdict[str, list[str]](list)
    with content_as_it_stands(root, as_of, jobs, tell) as content:
        for one in LedgerChecks(content.catalog, content.place, frozenset(content.sources())).lost():
            if one.remedy.target:
                led.append((one.address, one.remedy.target))
                lines[one.source].append(line_of(one.address, one.remedy.target))
            else:
                left.append(f"{one.address}: {one.remedy.hint}")
        for source, new in lines.items():
            put_lines(content.place.content, source, new)
    return Mended(tuple(led), tuple(left))
