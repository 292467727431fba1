"""Which file of the ledger a line goes into, and how it gets there. (A build takes any line from any of them.)

One file for each outlet and year, one for each part of the archive's own pages, one for the rest: so that a new
edition changes one small file, and two branches that add lines to one are merged by keeping both.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from backissue.addresses import RESERVED, file_of
from backissue.sources.ledger import ARROW, line_of, lines_of

OTHER = "addresses/other.txt"
IMPORTED = "addresses/imported.txt"
"""An old site's addresses: many, and seldom touched."""
_HEAD = "# Every address that was ever published. An address goes on with: /old/ -> /new/\n"


def source_for(address: str, outlets: frozenset[str]) -> str | None:
    """The file of the ledger for an address, below ``content/``; None for the one of all the rest."""
    first, *rest = address.strip("/").split("/")
    if first in outlets:
        is_year = bool(rest) and len(rest[0]) == 4 and rest[0].isdigit()
        return f"addresses/{first}/{rest[0]}.txt" if is_year else f"addresses/{first}.txt"
    return f"addresses/{first}.txt" if first in RESERVED else None


def put_lines(content: Path, source: str, lines: Iterable[str]) -> bool:
    """Add lines to a file of the ledger and sort it; True if that changed it. Remarks stay, at its head.

    Of two lines for one address the one that leads on stays, and of two that lead on the one that is there.
    """
    file = content / source
    before = file.read_text(encoding="utf-8-sig") if file.exists() else _HEAD
    remarks = [line for line in before.splitlines() if line.strip().startswith("#")]
    kept: dict[str, str] = {}
    for _, address, target in lines_of("\n".join((before, *lines))):
        known = kept.get(file_of(address))
        if known is None or (target is not None and ARROW not in known):
            kept[file_of(address)] = line_of(address, target)
    after = "\n".join((*remarks, *sorted(kept.values()), ""))
    if file.exists() and after == before:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}~")  # no build reads a name like this
    beside.write_text(after, encoding="utf-8", newline="\n")
    os.replace(beside, file)
    return True
