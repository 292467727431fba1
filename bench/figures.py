"""The builds of one size as figures: by program and step, the median where a build was made several times."""

from collections.abc import Sequence
from itertools import chain
from statistics import median

from bench.record import Measurement
from bench.runs import Run, name_of

MEGABYTE = 1_000_000
BODY = ("body", "body, again", "body, a third time")
PROGRAMS = (
    *(name_of(theme, search) for theme in ("plain", "broadsheet") for search in (False, True)),
    *("Hugo", "Hugo + Pagefind", "Pelican", "Eleventy"),
)
"""In the order in which they are told, whenever they ran."""


class Figures:
    """All that is known of one size."""

    def __init__(self, measured: Sequence[Measurement]) -> None:
        self.measured = measured
        self._runs = list(chain.from_iterable(one.runs for one in measured))
        self._begun = {run.program: one.begun for one in measured for run in one.runs}

    def programs(self) -> list[str]:
        """Those that ran."""
        return [name for name in PROGRAMS if name in self._begun]

    def begun(self, program: str) -> str:
        """When the benchmark was started that ran this program last; empty when it never ran."""
        return self._begun.get(program, "")

    def of(self, program: str, *steps: str) -> list[Run]:
        return [run for run in self._runs if run.program == program and run.step in steps]

    def wall(self, program: str, *steps: str) -> float | None:
        """Seconds."""
        found = [run.cost.wall for run in self.of(program, *steps)]
        return median(found) if found else None

    def cpu(self, program: str, *steps: str) -> float | None:
        """Seconds of all cores."""
        found = [run.cost.cpu for run in self.of(program, *steps)]
        return median(found) if found else None

    def peak(self, program: str, *steps: str) -> float | None:
        """The most memory that any of these builds needed, in megabytes."""
        found = [run.cost.peak / MEGABYTE for run in self.of(program, *steps)]
        return max(found) if found else None

    def differ(self, program: str, *steps: str) -> int | None:
        """The most files that any of these builds changed."""
        return max((run.differ for run in self.of(program, *steps)), default=None)

    def phases(self, program: str, *steps: str) -> dict[str, float]:
        """Seconds in each part of a build of Back Issue's, and in all that is none of them; empty for the others."""
        runs = [run for run in self.of(program, *steps) if run.phases]
        parts = {name: median(run.phases.get(name, 0.0) for run in runs) for run in runs for name in run.phases}
        rest = [run.cost.wall - sum(run.phases.values()) for run in runs]
        return parts | {"start, end, all else": median(rest)} if runs else {}
