"""Card pictures, which a shared link shows: a line, a double rule, a text as large as it fits, and a year.

Letters are drawn as outlines from the theme's own font file, shaped by HarfBuzz. So neither the machine's fonts nor its
settings for them change anything: the same texts give the same bytes. Loaded when there is a card to draw.
"""

import unicodedata
from functools import lru_cache
from typing import Any

import pyvips
import uharfbuzz

from backissue.images.pictures import CARD

_WIDTH, _HEIGHT = CARD
_MARGIN = 80
_MEASURE = _WIDTH - 2 * _MARGIN
_SIZES = (104, 92, 80, 70, 62, 54)
"""What the large text may be set at, in pixels."""
_LEADING = 1.12
_ROOM = 330
"""The height that the large text may take."""
_TOP = (40, 34, 28)
_FOOT = (56, 44, 32)
_WRITTEN_FROM_RIGHT = ("R", "AL", "AN")


def draw(top: str, main: str, foot: str, colours: tuple[str, str, str], font: bytes) -> bytes:
    """A PNG of 1200 by 630 pixels: ``top`` small, ``main`` large, ``foot`` in the accent.

    ``colours`` are ink, paper and accent, in SVG's words. A text with a letter that the font lacks, or
    that is written from the right, is left out rather than drawn wrong; ``top`` then stands for ``main``.
    """
    face = _face(font)
    top, main, foot = (face.drawable(text) for text in (top, main, foot))
    if not main:
        top, main = "", top
    ink, paper, accent = colours
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{paper}"/><g fill="{ink}">{_line(face, top, _TOP, 112)}'
        f'<path d="M{_MARGIN} 142h{_MEASURE}v3h-{_MEASURE}zM{_MARGIN} 149h{_MEASURE}v1h-{_MEASURE}z"/>'
        f'{_large(face, main)}</g><g fill="{accent}">{_line(face, foot, _FOOT, 570)}</g></svg>'
    )
    image = pyvips.Image.svgload_buffer(svg.encode()).flatten()
    png: bytes = image.pngsave_buffer(palette=True, bitdepth=4, dither=0, effort=1, keep="none")
    return png


def _line(face: "_Face", text: str, sizes: tuple[int, ...], baseline: int) -> str:
    """A small line, smaller where it is long; cut where it is too long for that."""
    if not text:
        return ""
    size = next((size for size in sizes if face.width(text) * size <= _MEASURE), sizes[-1])
    return face.outlines(_cut(face, [text], size, 1)[0], _MARGIN, baseline, size)


def _large(face: "_Face", text: str) -> str:
    """The large text, as large as it fits; what does not fit at the smallest size is cut."""
    for size in _SIZES:
        lines = _wrapped(face, text, _MEASURE / size)
        if len(lines) * size * _LEADING <= _ROOM and max(map(face.width, lines), default=0) * size <= _MEASURE:
            break
    lines = _cut(face, _balanced(face, text, lines, size), size, int(_ROOM / size / _LEADING))
    first = 170 + size
    return "".join(
        face.outlines(line, _MARGIN, first + at * size * _LEADING, size) for at, line in enumerate(lines)
    )  # fmt: skip


def _wrapped(face: "_Face", text: str, measure: float) -> list[str]:
    """Lines of whole words, at most ``measure`` ems wide; a word that is wider has a line, and is cut there."""
    lines: list[str] = []
    left = 0.0
    for word in text.split():
        width = face.width(word)
        if lines and width + face.width(" ") <= left:
            lines[-1] += f" {word}"
            left -= width + face.width(" ")
        else:
            lines.append(word)
            left = measure - width
    return lines


def _balanced(face: "_Face", text: str, lines: list[str], size: float) -> list[str]:
    """As many lines, as even as they can be: no word stands alone on the last."""
    measure = _MEASURE / size
    while len(lines) > 1 and len(closer := _wrapped(face, text, measure := measure * 0.97)) == len(lines):
        lines = closer
    return lines


def _cut(face: "_Face", lines: list[str], size: float, most: int) -> list[str]:
    """At most so many lines, none too wide: what is cut ends in an ellipsis."""
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += "…"
    return [line if face.width(line) * size <= _MEASURE else _shortened(face, line, size) for line in kept]


def _shortened(face: "_Face", line: str, size: float) -> str:
    line = line.removesuffix("…")
    while line and face.width(f"{line}…") * size > _MEASURE:
        line = line[:-1].rstrip()
    return f"{line}…"


class _Face:
    """A font file, ready to measure and draw; widths are in ems."""

    def __init__(self, font: bytes) -> None:
        face = uharfbuzz.Face(font)
        self._font = uharfbuzz.Font(face)
        self._em = face.upem
        self._letters = face.unicodes
        self._pen = _pen()
        self.width = lru_cache(maxsize=4096)(self._width)
        self._glyph = lru_cache(maxsize=4096)(self._outline)

    def drawable(self, text: str) -> str:
        """The text on one line, without invisible marks; empty when it cannot all be drawn."""
        line = " ".join(text.split())
        shown = "".join(mark for mark in unicodedata.normalize("NFC", line) if unicodedata.category(mark) != "Cf")
        can = all(
            ord(mark) in self._letters and unicodedata.bidirectional(mark) not in _WRITTEN_FROM_RIGHT for mark in shown
        )
        return shown if can else ""

    def outlines(self, line: str, x: float, baseline: float, size: float) -> str:
        """SVG paths of a line."""
        scale, paths = size / self._em, []
        for glyph, place in self._shaped(line):
            at = f"{x + place.x_offset * scale:.2f} {baseline - place.y_offset * scale:.2f}"
            outline = self._glyph(glyph.codepoint)
            paths.append(f'<path transform="translate({at}) scale({scale:.5f} {-scale:.5f})" d="{outline}"/>')
            x += place.x_advance * scale
        return "".join(paths)

    def _shaped(self, text: str) -> list[tuple[Any, Any]]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        return list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))

    def _width(self, text: str) -> float:
        return float(sum(place.x_advance for _, place in self._shaped(text)) / self._em)

    def _outline(self, glyph: int) -> str:
        parts: list[str] = []
        self._font.draw_glyph(glyph, self._pen, parts)
        return "".join(parts)


def _pen() -> Any:
    """Writes a glyph's outline as the data of an SVG path."""
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, parts: parts.append(f"M{x:g} {y:g}"))
    pen.set_line_to_func(lambda x, y, parts: parts.append(f"L{x:g} {y:g}"))
    pen.set_quadratic_to_func(lambda a, b, x, y, parts: parts.append(f"Q{a:g} {b:g} {x:g} {y:g}"))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, parts: parts.append(f"C{a:g} {b:g} {c:g} {d:g} {x:g} {y:g}"))
    pen.set_close_path_func(lambda parts: parts.append("Z"))
    return pen


@lru_cache(maxsize=1)
def _face(font: bytes) -> _Face:
    return _Face(font)
