"""The figures that are kept, as JSON: all runs at every size that was ever measured, each with its machine."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bench.runs import Run


@dataclass(frozen=True)
class Size:
    """What is known of one size of archive."""

    machine: str
    """A sentence."""
    runs: list[Run]


def remember(file: Path, count: int, done: Sequence[Run]) -> dict[int, Size]:
    """Add these runs to those of other sizes, and give all. Programs that did not run now keep their figures."""
    known = msgspec.json.decode(file.read_bytes(), type=dict[int, Size]) if file.is_file() else {}
    ran = {run.program for run in done}
    kept = [run for run in known[count].runs if run.program not in ran] if count in known else []
    known[count] = Size(_machine(), [*done, *kept])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n")
    return known


def _machine() -> str:
    """What the figures depend on, and nothing that tells one such machine from another."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {memory:.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}."
    )
