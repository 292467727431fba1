"""The figures that are kept, as JSON: all that was ever measured at every size, each with its day and its machine."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.runs import Run


@dataclass(frozen=True)
class Measurement:
    """What one go of the benchmark measured at one size, as far as no later one measured it again."""

    begun: str
    """When, in UTC: ``2026-11-24 14:09:34``. Figures are of one go when this is the same."""
    machine: str
    """A sentence."""
    runs: list[Run]


Record = dict[int, list[Measurement]]
"""By the number of stories, the oldest first."""


def recall(file: Path) -> Record:
    """All that is known."""
    return msgspec.json.decode(file.read_bytes(), type=Record) if file.is_file() else {}


def remember(file: Path, count: int, begun: str, done: Sequence[Run]) -> None:
    """Add these builds to the others. Programs that did not run now keep their figures, and their day."""
    known = recall(file)
    measured = [_without(one, {run.program for run in done}) for one in known.get(count, [])]
    now = [*(run for one in measured if one.begun == begun for run in one.runs), *done]
    kept = [one for one in measured if one.begun != begun and one.runs]
    known[count] = [*kept, Measurement(begun, machine(now), now)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n")


def _without(one: Measurement, programs: set[str]) -> Measurement:
    return Measurement(one.begun, one.machine, [run for run in one.runs if run.program not in programs])


def machine(runs: Sequence[Run]) -> str:
    """What the figures depend on, and nothing that tells one such machine from another."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()}, "
        f"Python {platform.python_version()}.{_disturbance(runs)}"
    )


def _disturbance(runs: Sequence[Run]) -> str:
    """A warning, when other programs had more than a twentieth of the machine."""
    offered = sum(run.cost.wall for run in runs) * (os.cpu_count() or 1)
    share = sum(run.cost.others for run in runs) / offered if offered else 0.0
    return f" Other programs had {share:.0%} of the cores meanwhile: times are too long by far." if share > 0.05 else ""
