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


def recall(file: Path) -> dict[int, Size]:
    """All that is known, by the number of stories."""
    return msgspec.json.decode(file.read_bytes(), type=dict[int, Size]) if file.is_file() else {}


def remember(file: Path, count: int, done: Sequence[Run]) -> None:
    """Add these runs to the others. Programs that did not run now keep their figures."""
    known = recall(file)
    ran = {run.program for run in done}
    kept = [run for run in known[count].runs if run.program not in ran] if count in known else []
    runs = [*kept, *done]
    known[count] = Size(_machine(runs), runs)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n")


def _machine(runs: Sequence[Run]) -> str:
    """What the figures depend on, and nothing that tells one such machine from another."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {memory:.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}.{_disturbance(runs)}"
    )


def _disturbance(runs: Sequence[Run]) -> str:
    """A warning, when other programs had more than a twentieth of the machine."""
    offered = sum(run.cost.wall for run in runs) * (os.cpu_count() or 1)
    share = sum(run.cost.others for run in runs) / offered if offered else 0.0
    return f" Other programs had {share:.0%} of the cores meanwhile: times are too long by far." if share > 0.05 else ""
