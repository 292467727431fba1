"""Water and what stands in it or flies above it."""

from __future__ import annotations

from drawing import SANS_BOLD, Box, Drawing


def waves(cut: Drawing, area: Box, ink: str, gap: float = 14, weight: float = 2) -> None:
    """Short ripples over an area of water."""
    rows = int(area.height // gap)
    for row in range(rows):
        y = area.y + gap * (row + 0.6)
        path, x = "", area.x - 40 + (row * 37) % 60
        while x < area.x + area.width:
            length = 26 + (row * 29 + int(x)) % 34
            path += f"M{x:.0f} {y:.0f}q{length / 4:.0f} -5 {length / 2:.0f} 0t{length / 2:.0f} 0"
            x += length + 22 + (row * 13 + int(x)) % 40
        cut.shape(path, ink=ink, weight=weight)


def gulls(cut: Drawing, ink: str, places: list[tuple[float, float]]) -> None:
    """Gulls, as two strokes each."""
    for x, y in places:
        cut.shape(f"M{x - 15} {y - 4}q9 -8 15 4q6 -12 15 -4", ink=ink, weight=2.2)


def gauge_board(cut: Drawing, box: Box, highest: int, lowest: int, ink: str) -> float:
    """A white board marked in decimetres; answers with the height of one decimetre."""
    cut.rect(box, "#fbfaf5", ink, 3)
    pitch = box.height / (highest - lowest)
    for mark in range(lowest + 1, highest):
        y = box.y + (highest - mark) * pitch
        cut.rect(Box(box.x, y - pitch / 2, box.width * 0.26, pitch / 2), ink)
        cut.rect(Box(box.x + box.width * 0.26, y - 2, box.width * 0.14, 4), ink)
        words = f"{mark / 10:.1f}"
        cut.text((box.x + box.width * 0.93, y - pitch * 0.07), words, SANS_BOLD, pitch * 0.72, ink, "end")
    return pitch
