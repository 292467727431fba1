"""The figures as tables, for the terminal and for docs/performance.md."""

from collections.abc import Mapping
from pathlib import Path

from bench.edits import edits
from bench.targets import BODY, Figure, Runs, figures

BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
_MET = {True: "met", False: "**not met**", None: ""}


def tables(count: int, all_runs: Mapping[int, Runs], machine: str) -> str:
    """All that is said of one size."""
    runs = all_runs[count]
    rows = list(figures(count, runs, all_runs.get(count // 10)))
    parts = [
        f"## {count:,} stories",
        machine,
        _targets(rows),
        "### From nothing",
        _cold(runs),
        "### After an edit",
        _edits(runs),
    ]
    return "\n\n".join(parts)


def write_docs(file: Path, all_runs: Mapping[int, Runs], machines: Mapping[int, str]) -> None:
    """Put the tables of every size that is known between the two marks in the page; the words around them stay."""
    text = file.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    told = "\n\n".join(tables(count, all_runs, machines[count]) for count in sorted(all_runs))
    file.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}", "utf-8")


def _targets(rows: list[Figure]) -> str:
    lines = [
        [
            row.what,
            row.theme,
            _number(row.value, row.unit),
            _target(row),
            _MET[row.met],
        ]
        for row in rows
        if row.value is not None
    ]
    return _table(["", "theme", "measured", "target", ""], lines)


def _cold(runs: Runs) -> str:
    lines = []
    for program in runs.programs():
        cold = runs.of(program, "cold")
        wall, peak = runs.wall(program, "cold"), runs.peak(program, "cold")
        cpu = sorted(run.cost.cpu for run in cold)[len(cold) // 2]
        lines.append([program, _number(wall, " s"), _number(cpu, " s"), _number(peak, " MB"), f"{cold[-1].files:,}"])
    return _table(["", "time", "processor time", "peak memory", "files"], lines)


def _edits(runs: Runs) -> str:
    lines = []
    steps = {edit.name: BODY if edit.name in BODY else (edit.name,) for edit in edits("") if edit.name not in BODY[1:]}
    for program in runs.programs():
        for name, found in steps.items():
            if not runs.of(program, *found):
                continue
            wall, peak, differ = runs.wall(program, *found), runs.peak(program, *found), runs.differ(program, *found)
            lines.append([program, name, _number(wall, " s"), _number(peak, " MB"), f"{differ:,}"])
    return _table(["", "edit", "time", "peak memory", "files that differ"], lines)


def _target(row: Figure) -> str:
    if row.target is None:
        return ""
    return f"{'at least' if row.at_least else 'at most'} {_number(row.target, row.unit, short=True)}"


def _number(value: float | None, unit: str = "", short: bool = False) -> str:
    if value is None:
        return ""
    if short or isinstance(value, int):
        return f"{value:,}{unit}"
    return f"{value:,.0f}{unit}" if value >= 100 or unit == " MB" else f"{value:.2f}{unit}"


def _table(head: list[str], lines: list[list[str]]) -> str:
    """A Markdown table. Columns after the first that hold numbers stand to the right."""
    right = [
        "---:" if lines and all(line[at][:1].isdigit() or not line[at] for line in lines) else "---"
        for at in range(len(head))
    ]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, right, *lines))
