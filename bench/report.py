"""The figures as tables, for the terminal and for docs/performance.md."""

from collections.abc import Iterable, Iterator, Mapping
from math import inf
from pathlib import Path

from bench.edits import edits
from bench.figures import BODY, Figures
from bench.runs import COLD
from bench.targets import Row, Target, rows, size_of

BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"


def tables(count: int, sizes: Mapping[int, Figures]) -> str:
    """All that is said of one size."""
    known = sizes[count]
    parts = [
        f"## {count:,} stories",
        _measured(known),
        _targets(count, rows(count, known, sizes.get(count // 10))),
        "### From nothing",
        _cold(known),
        "### After an edit",
        _edits(known),
        *_phases(known),
    ]
    return "\n\n".join(parts)


def write_docs(file: Path, sizes: Mapping[int, Figures]) -> None:
    """Put the tables of every size that is known between the two marks in the page; the words around them stay."""
    text = file.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    told = "\n\n".join(tables(count, sizes) for count in sorted(sizes))
    file.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}", "utf-8")


def _measured(known: Figures) -> str:
    """When and on what; program by program when they were not measured in one go."""
    if len(known.measured) == 1:
        return f"Measured on {known.measured[0].begun[:10]}: {known.measured[0].machine}"
    lines = ["The programs were measured in several goes:", ""]
    for one in known.measured:
        programs = "; ".join(name for name in known.programs() if known.begun(name) == one.begun)
        lines.append(f"- {one.begun[:16]}: {programs}. {one.machine}")
    return "\n".join(lines)


def _targets(count: int, told: Iterable[Row]) -> str:
    lines = [[row.what, row.theme, _value(row), _target(row.target, row.unit), _verdict(row)] for row in told]
    return as_table(["", "theme", "measured", f"target at {size_of(count):,}", ""], lines)


def _value(row: Row) -> str:
    mixed = " (two runs)" if row.mixed and row.value is not None else ""
    return _number(row.value, row.unit) + mixed


def _verdict(row: Row) -> str:
    if row.value is None:
        return "not measured"
    return "met" if row.target.is_met(row.value) else "**not met**"


def _target(target: Target, unit: str) -> str:
    if target.limit == inf:
        return "completes"
    return f"{'at least' if target.at_least else 'at most'} {target.limit:,}{unit}"


def _cold(known: Figures) -> str:
    lines = []
    for program in known.programs():
        files = f"{known.of(program, COLD)[-1].files:,}"
        wall, cpu, peak = known.wall(program, COLD), known.cpu(program, COLD), known.peak(program, COLD)
        lines.append([program, _number(wall, " s"), _number(cpu, " s"), _number(peak, " MB"), files])
    return as_table(["", "time", "processor time", "peak memory", "files"], lines)


def _edits(known: Figures) -> str:
    lines = []
    steps = {edit.name: BODY if edit.name in BODY else (edit.name,) for edit in edits("") if edit.name not in BODY[1:]}
    for program in known.programs():
        for name, found in steps.items():
            if not known.of(program, *found):
                continue
            wall, peak, differ = known.wall(program, *found), known.peak(program, *found), known.differ(program, *found)
            lines.append([program, name, _number(wall, " s"), _number(peak, " MB"), f"{differ:,}"])
    return as_table(["", "edit", "time", "peak memory", "files that differ"], lines)


def _phases(known: Figures) -> Iterator[str]:
    """Seconds in each part of a build, as ``backissue build --json`` tells them."""
    told = {
        (program, step): parts
        for program in known.programs()
        for step, steps in ((COLD, (COLD,)), ("body", BODY))
        if (parts := known.phases(program, *steps))
    }
    names = list(dict.fromkeys(name for parts in told.values() for name in parts))
    names.sort(key=lambda name: name.startswith("start"))
    lines = [[*where, *(_number(parts.get(name), " s") for name in names)] for where, parts in told.items()]
    if lines:
        yield "### Where the time goes"
        yield as_table(["", "build", *names], lines)


def _number(value: float | None, unit: str = "") -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}{unit}"
    return f"{value:,.0f}{unit}" if value >= 100 or unit == " MB" else f"{value:.2f}{unit}"


def as_table(head: list[str], lines: list[list[str]]) -> str:
    """A Markdown table. Columns after the first that hold numbers stand to the right."""
    right = [
        "---:" if any(line[at] for line in lines) and all(line[at][:1].isdigit() or not line[at] for line in lines)
        else "---"
        for at in range(len(head))
    ]  # fmt: skip
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, right, *lines))
