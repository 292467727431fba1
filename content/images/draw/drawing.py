"""A sheet of paper to draw on: shapes and type kept as SVG text, printed with pyvips."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import pyvips

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


class Box(NamedTuple):
    """A rectangle on the sheet, in pixels from its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Face:
    """A typeface as fontconfig knows it."""

    family: str
    weight: Literal["normal", "bold"] = "normal"
    style: Literal["normal", "italic"] = "normal"

    def pango(self, size: float) -> str:
        """The description Pango wants when it measures."""
        parts = [self.family]
        parts += ["Bold"] if self.weight == "bold" else []
        parts += ["Italic"] if self.style == "italic" else []
        return f"{' '.join(parts)} {size:g}"


ROMAN = Face("Old Standard TT")
ROMAN_BOLD = Face("Old Standard TT", "bold")
ROMAN_ITALIC = Face("Old Standard TT", style="italic")
SCHOOL = Face("TeX Gyre Schola")
SCHOOL_BOLD = Face("TeX Gyre Schola", "bold")
SCHOOL_ITALIC = Face("TeX Gyre Schola", style="italic")
BOOK = Face("Linux Libertine O")
BOOK_BOLD = Face("Linux Libertine O", "bold")
BOOK_ITALIC = Face("Linux Libertine O", style="italic")
DISPLAY = Face("Linux Libertine Display O")
NARROW = Face("TeX Gyre Heros Cn")
NARROW_BOLD = Face("TeX Gyre Heros Cn", "bold")
SANS = Face("Lato")
SANS_BOLD = Face("Lato", "bold")


@cache
def unit_width(words: str, face: Face) -> float:
    """The width of the words for each pixel of type size."""
    if not words:
        return 0.0
    sample = cast(Any, pyvips.Image).text(escape(words, quote=False), font=face.pango(100), dpi=72)
    return float(sample.width + sample.xoffset) / 100


def width_of(words: str, face: Face, size: float, spacing: float = 0) -> float:
    """The width of the words set at a size, letter-spacing counted."""
    return unit_width(words, face) * size + spacing * max(0, len(words) - 1)


def fitted(words: str, face: Face, width: float, largest: float) -> float:
    """The largest size, not above `largest`, at which the words go into the width."""
    return min(largest, width / max(unit_width(words, face), 0.01))


def wrapped(words: str, face: Face, size: float, width: float) -> list[str]:
    """The words broken into as few lines as the width allows, those lines of like length."""
    lines = broken(words, face, size, width)
    narrower = width
    while narrower > width / 2:
        narrower -= size / 4
        tighter = broken(words, face, size, narrower)
        if len(tighter) > len(lines) or any(width_of(line, face, size) > width for line in tighter):
            break
        lines = tighter
    return lines


def broken(words: str, face: Face, size: float, width: float) -> list[str]:
    """The words broken into lines that go into the width; a newline forces a break."""
    lines: list[str] = []
    for passage in words.split("\n"):
        line = ""
        for word in passage.split(" "):
            longer = f"{line} {word}".strip()
            if line and width_of(longer, face, size) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def number(value: float) -> str:
    """A coordinate, short and the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def points(text: str) -> list[Point]:
    """Points written as 'x,y x,y'."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def polyline(corners: list[Point], closed: bool = False) -> str:
    """Path data through the points."""
    joined = "L".join(f"{number(x)} {number(y)}" for x, y in corners)
    return f"M{joined}{'Z' if closed else ''}"


def smooth(through: list[Point]) -> str:
    """Path data for an easy curve through the points (Catmull-Rom)."""
    path = f"M{number(through[0][0])} {number(through[0][1])}"
    padded = [through[0], *through, through[-1]]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        out = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        into = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path += "C" + " ".join(f"{number(x)} {number(y)}" for x, y in (out, into, end))
    return path


@dataclass
class Drawing:
    """A sheet and what has been put on it, in the order it was put."""

    width: float
    height: float
    paper: str = "none"
    marks: list[str] = field(default_factory=list)
    tints: dict[str, str] = field(default_factory=dict)

    def put(self, mark: str) -> None:
        """Add a piece of SVG."""
        self.marks.append(mark)

    def rect(self, box: Box, fill: str = "none", ink: str = "none", weight: float = 1) -> None:
        """A rectangle, filled or outlined."""
        x, y, width, height = (number(value) for value in box)
        self.put(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" '
            f'fill="{fill}" stroke="{ink}" stroke-width="{number(weight)}"/>'
        )

    def rule(self, start: Point, end: Point, ink: str, weight: float = 1, dash: str = "") -> None:
        """A straight line."""
        self.shape(polyline([start, end]), ink=ink, weight=weight, dash=dash or "none")

    def shape(self, path: str, fill: str = "none", ink: str = "none", weight: float = 1, dash: str = "") -> None:
        """Any path."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.put(
            f'<path d="{path}" fill="{fill}" stroke="{ink}" stroke-width="{number(weight)}" '
            f'stroke-linejoin="round" stroke-linecap="{"butt" if dash else "round"}"{dashes}/>'
        )

    def circle(self, centre: Point, radius: float, fill: str = "none", ink: str = "none", weight: float = 1) -> None:
        """A circle."""
        self.put(
            f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}" '
            f'fill="{fill}" stroke="{ink}" stroke-width="{number(weight)}"/>'
        )

    def text(
        self,
        at: Point,
        words: str,
        face: Face,
        size: float,
        ink: str,
        anchor: Anchor = "start",
        spacing: float = 0,
        turn: float = 0,
        halo: str = "",
    ) -> None:
        """One line of type on its baseline, turned or cleared of what lies under it when asked."""
        x, y = number(at[0]), number(at[1])
        turned = f' transform="rotate({number(turn)} {x} {y})"' if turn else ""
        spaced = f' letter-spacing="{number(spacing)}"' if spacing else ""
        cleared = f' stroke="{halo}" stroke-width="9" paint-order="stroke"' if halo else ""
        self.put(
            f'<text x="{x}" y="{y}" font-family="{face.family}" font-weight="{face.weight}" '
            f'font-style="{face.style}" font-size="{size:.2f}" fill="{ink}" '
            f'text-anchor="{anchor}"{spaced}{turned}{cleared}>{escape(words)}</text>'
        )

    def hatch(self, ink: str, gap: float = 9, weight: float = 1.4, angle: float = 45) -> str:
        """A ruled tint to fill shapes with."""
        name = f"tint{ink.strip('#')}g{gap:g}w{weight:g}a{angle:g}".replace(".", "-")
        self.tints[name] = (
            f'<pattern id="{name}" width="{gap:g}" height="{gap:g}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate({angle:g})"><path d="M0 0V{gap:g}" stroke="{ink}" '
            f'stroke-width="{weight * 2:g}"/></pattern>'
        )
        return f"url(#{name})"

    def inset(self, other: Drawing, box: Box) -> None:
        """Another drawing, scaled to cover a box and cut off at its edges."""
        x, y, width, height = (number(value) for value in box)
        self.tints.update(other.tints)
        self.put(
            f'<svg x="{x}" y="{y}" width="{width}" height="{height}" '
            f'viewBox="0 0 {number(other.width)} {number(other.height)}" '
            f'preserveAspectRatio="xMidYMid slice">{"".join(other.marks)}</svg>'
        )

    def svg(self) -> str:
        """The whole sheet as SVG text."""
        size = f'width="{number(self.width)}" height="{number(self.height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{"".join(self.tints.values())}'
            f'</defs><rect {size} fill="{self.paper}"/>{"".join(self.marks)}</svg>'
        )

    def print(self, path: Path) -> None:
        """Write the sheet as PNG or JPEG, by the ending of the path, without metadata."""
        path.parent.mkdir(parents=True, exist_ok=True)
        scale = 0.84 if path.suffix == ".jpg" else 1.0
        image = cast(Any, pyvips.Image).svgload_buffer(self.svg().encode(), scale=scale)
        flat = image.flatten(background=[255, 255, 255]).copy(xres=1, yres=1)
        if path.suffix == ".jpg":
            flat.jpegsave(str(path), Q=82, optimize_coding=True, keep="none")
            return
        flat.pngsave(
            str(path),
            palette=True,
            Q=90,
            dither=0,
            effort=10,
            compression=9,
            keep="none",
        )
