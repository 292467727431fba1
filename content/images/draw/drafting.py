"""What a measured drawing needs: dimension lines and names."""

from __future__ import annotations

from drawing import Drawing, Face, Point


def dimension(sheet: Drawing, start: Point, end: Point, words: str, face: Face, ink: str, paper: str) -> None:
    """A dimension line with ticks at its ends and its figure in a gap at the middle."""
    upright = start[0] == end[0]
    sheet.rule(start, end, ink, 1.4)
    for x, y in (start, end):
        across = ((x - 9, y), (x + 9, y)) if upright else ((x, y - 9), (x, y + 9))
        sheet.rule(*across, ink, 1.4)
        sheet.rule((x - 6, y + 6), (x + 6, y - 6), ink, 2.2)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    turn = -90 if upright else 0
    at = (middle[0] + 8, middle[1]) if upright else (middle[0], middle[1] + 8)
    sheet.text(at, words, face, 24, ink, "middle", turn=turn, halo=paper)


def callout(sheet: Drawing, at: Point, to: Point, words: str, face: Face, ink: str) -> None:
    """A name and a fine line from it to the thing."""
    side = 1 if to[0] < at[0] else -1
    sheet.rule((at[0] - side * 8, at[1] - 7), to, ink, 1.2)
    sheet.circle(to, 3, ink)
    sheet.text(at, words, face, 23, ink, "start" if side > 0 else "end")
