"""The figures as one drawing: bars of the time from nothing and of the time after one edit, for each size."""

from collections.abc import Iterator, Mapping
from html import escape

from bench.figures import BODY, Figures

_LABEL, _BAR, _ROW = 250, 380, 22
_WIDTH = _LABEL + _BAR + 90
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.h{font-weight:600}.n{text-anchor:end}"
    ".ours{fill:#9b1c1c}.other{fill:#8a857a}"
    "@media(prefers-color-scheme:dark){text{fill:#ece6da}.ours{fill:#f2988c}.other{fill:#a39c90}}"
)


def draw(all_runs: Mapping[int, Figures]) -> str:
    """An SVG image: a group of bars for each size and each question."""
    parts: list[str] = []
    top = 24
    for count, runs in sorted(all_runs.items()):
        for title, steps in (("from nothing", ("cold",)), ("after one body edit", BODY)):
            parts.append(f'<text class="h" x="0" y="{top}">{count:,} stories, {title}: seconds</text>')
            bars = [(name, wall) for name in runs.programs() if (wall := runs.wall(name, *steps))]
            parts += _bars(bars, top + 8)
            top += 8 + _ROW * len(bars) + 36
    size = f'viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" height="{top}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    title = "<title>How long each program takes, from nothing and after one edit</title>"
    return "\n".join([head, title, f"<style>{_STYLE}</style>", *parts, "</svg>\n"])


def _bars(bars: list[tuple[str, float]], top: float) -> Iterator[str]:
    longest = max((wall for _, wall in bars), default=1)
    for row, (name, wall) in enumerate(bars):
        y = top + row * _ROW
        length = max(1, wall / longest * _BAR)
        ours = "ours" if name.startswith("Back Issue") else "other"
        yield f'<text class="n" x="{_LABEL - 8}" y="{y + 14}">{escape(name)}</text>'
        yield f'<rect class="{ours}" x="{_LABEL}" y="{y + 3}" width="{length:.1f}" height="{_ROW - 7}"/>'
        yield f'<text x="{_LABEL + length + 6:.1f}" y="{y + 14}">{wall:.2f}</text>'
