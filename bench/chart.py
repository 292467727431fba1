"""The figures as one drawing for docs/performance.md: two columns of bars, a block of rows for each size.

Every panel has a linear scale of its own that begins at nothing, so lengths compare within it. The colours and the
paper stand in the file, for it is shown as an image, where no stylesheet of the page reaches.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from bench.figures import BODY, PROGRAMS, Figures
from bench.runs import COLD

_MARGIN, _LABELS, _BARS, _VALUES, _GAP = 24, 204, 196, 66, 10
_ROW, _BAR = 24, 14
_WIDTH = 2 * _MARGIN + _LABELS + 2 * (_BARS + _VALUES) + _GAP
_COLUMNS = (("From nothing", (COLD,)), ("After a one-word edit", BODY))
_GROUPS = (
    ("Pages only", *(name for name in PROGRAMS if name.endswith("pages only")), "Hugo", "Pelican", "Eleventy"),
    ("With search", *(name for name in PROGRAMS if name.endswith("with search")), "Hugo + Pagefind"),
)
"""A heading and its programs: like beside like."""
_TITLE = "How long the same archive takes"
_NOTE = "Bars begin at nothing. Each block and each column has a linear scale of its own; shorter is better."
_STYLE = """
.paper{fill:#fbf9f4}.rule{stroke:#222;stroke-width:1.5}.grid{stroke:#dcd6c8}.zero{stroke:#6b655a}
text{font:14px 'Helvetica Neue',Arial,'Liberation Sans',sans-serif;fill:#222}
.title{font:700 24px Georgia,'Times New Roman','Liberation Serif',serif}
.size{font:700 18px Georgia,'Times New Roman','Liberation Serif',serif}
.small{font-size:12px;fill:#5d574c}.group{font-size:12px;fill:#5d574c;font-weight:700}
.column{font-weight:700}.middle{text-anchor:middle}
.value{stroke:#fbf9f4;stroke-width:4;paint-order:stroke}
.bar{fill:#9d978a}.ours{fill:#9b1c1c}.bold{font-weight:700}
@media (prefers-color-scheme:dark){
.paper{fill:#1a1816}.value{stroke:#1a1816}.rule{stroke:#ece6da}.grid{stroke:#3b3732}.zero{stroke:#9b9488}
text{fill:#ece6da}.small,.group{fill:#b3ab9e}.bar{fill:#8b857a}.ours{fill:#f0857a}
}
"""


def draw(sizes: Mapping[int, Figures]) -> str:
    """An SVG image."""
    parts: list[str] = []
    top = 96
    for count, known in sorted(sizes.items()):
        block = _Block(known, top)
        parts += block.draw(f"{count:,} stories")
        top = block.bottom + 40
    height = top + 2
    return "\n".join([*_head(sizes, height), *parts, _text("small", _MARGIN, height - 16, _NOTE), "</svg>\n"])


def _head(sizes: Mapping[int, Figures], height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        'role="img" aria-labelledby="title description">'
    )
    yield f'<title id="title">{_TITLE}</title>'
    yield f'<desc id="description">{escape(_description(sizes))}</desc>'
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{_WIDTH}" height="{height}"/>'
    yield f'<line class="rule" x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="18" y2="18"/>'
    yield _text("title", _MARGIN, 48, _TITLE)
    yield _text("small", _MARGIN, 68, "Seconds for the whole command. Back Issue in red, other programs in grey.")


def _description(sizes: Mapping[int, Figures]) -> str:
    """All figures in words, for those who do not see the bars."""
    said = []
    for count, known in sorted(sizes.items()):
        for column, steps in _COLUMNS:
            bars = [f"{name} {_seconds(wall)}" for name in known.programs() if (wall := known.wall(name, *steps))]
            said.append(f"{count:,} stories, {column.lower()}: {'; '.join(bars)}.")
    return " ".join(said)


class _Block:
    """The rows of one size: programs by group, and for each a bar in both columns."""

    def __init__(self, known: Figures, top: int) -> None:
        self._known = known
        self._top = top
        self._rows: list[tuple[int, str]] = []
        self._groups: list[tuple[int, str]] = []
        y = top + 52
        for group, *members in _GROUPS:
            there = [name for name in members if name in known.programs()]
            if there:
                self._groups.append((y, group))
                self._rows += [(y + 8 + _ROW * at, name) for at, name in enumerate(there)]
                y += 8 + _ROW * len(there) + 24
        self.bottom = y - 24

    def draw(self, heading: str) -> Iterator[str]:
        yield f'<line class="zero" x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="{self._top - 8}" y2="{self._top - 8}"/>'
        yield _text("size", _MARGIN, self._top + 16, heading)
        for at, (column, steps) in enumerate(_COLUMNS):
            left = _MARGIN + _LABELS + at * (_BARS + _VALUES + _GAP)
            yield _text("column", left, self._top + 14, column)
            yield from self._bars(left, steps)
        for y, group in self._groups:
            yield _text("group", _MARGIN, y, group)
        for y, name in self._rows:
            yield _text("name" + _bold(name), _MARGIN, y + 16, _short(name))

    def _bars(self, left: int, steps: Sequence[str]) -> Iterator[str]:
        """One column: its scale, and a bar for each program."""
        walls = [self._known.wall(name, *steps) for _, name in self._rows]
        step, end = _scale(max((wall for wall in walls if wall), default=1.0))
        for number in range(round(end / step) + 1):
            x = left + _BARS * number * step / end
            kind = "grid" if number else "zero"
            yield f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{self._top + 40}" y2="{self.bottom}"/>'
            unit = " s" if number * step == end else ""
            yield _text("small middle", x, self._top + 34, f"{number * step:,g}{unit}")
        for (y, name), wall in zip(self._rows, walls, strict=True):
            if wall is None:
                continue
            length = max(1.5, wall / end * _BARS)
            bar = "ours" if _is_ours(name) else "bar"
            yield f'<rect class="{bar}" x="{left}" y="{y + 4}" width="{length:.1f}" height="{_BAR}"/>'
            yield _text("value" + _bold(name), left + length + 6, y + 16, _seconds(wall))


def _scale(longest: float) -> tuple[float, float]:
    """The distance between two marks, and the last of them: three to five marks that are round numbers."""
    rough = longest / 4
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return step, step * ceil(longest / step)


def _seconds(wall: float) -> str:
    return f"{wall:,.0f} s" if wall >= 100 else f"{wall:.1f} s" if wall >= 10 else f"{wall:.2f} s"


def _is_ours(name: str) -> bool:
    return name.startswith("Back Issue")


def _bold(name: str) -> str:
    return " bold" if _is_ours(name) else ""


def _short(name: str) -> str:
    """A program's name in its group."""
    return name.removesuffix(", pages only").removesuffix(", with search")


def _text(kind: str, x: float, y: float, said: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(said)}</text>'
