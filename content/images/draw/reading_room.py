"""The county library's reading room of 2011, empty."""

from __future__ import annotations

from drawing import Box, Drawing, Point, polyline

INK = "#22262b"


def reading_room() -> Drawing:
    """Tall windows, long tables and lamps, before the doors open; drawn to one vanishing point."""
    sheet = Drawing(1500, 1000, "#efe4cd")
    eye = (750.0, 470.0)
    sheet.shape("M0 0H1500L1010 250H490Z", "#e2d3b6")
    sheet.shape("M0 1000H1500L1010 640H490Z", "#c9ab80")
    sheet.shape("M0 0L490 250V640L0 1000Z", "#e9dcc1")
    sheet.shape("M1500 0L1010 250V640L1500 1000Z", "#dccbab")
    sheet.rect(Box(490, 250, 520, 390), "#f3ead6")
    for step in range(1, 8):
        x = -700 + step * 362
        sheet.rule((x, 1000), (eye[0] + (x - eye[0]) * 0.33, 640), "#b8996c", 2)
    for share in (0.0, 0.3, 0.55, 0.75, 0.9):
        y = 250 * share
        sheet.rule((490 * share, y), (1500 - 490 * share, y), "#cdbb98", 5 - 3 * share)
    side_windows(sheet, eye)
    for place in range(3):
        tall_window(sheet, Box(536 + place * 156, 292, 116, 268))
    sheet.rule((490, 640), (1010, 640), "#8d7a5c", 3)
    shelves(sheet)
    for near, far in ((0.40, 0.19), (0.98, 0.46)):
        for side in (-1, 1):
            table(sheet, near, far, *((-430, -90) if side < 0 else (90, 430)))
    return sheet


def tall_window(sheet: Drawing, box: Box) -> None:
    """A round-headed window with its bars."""
    x, y, width, height = box
    arch = f"M{x} {y + height}V{y + width / 2}A{width / 2} {width / 2} 0 0 1 {x + width} {y + width / 2}V{y + height}Z"
    sheet.shape(arch, "#cfe0e6", INK, 5)
    for share in (1 / 3, 2 / 3):
        sheet.rule((x + width * share, y + 12), (x + width * share, y + height), INK, 2.5)
    for share in (0.3, 0.53, 0.76):
        sheet.rule((x, y + height * share), (x + width, y + height * share), INK, 2.5)
    sheet.rect(Box(x - 8, y + height, width + 16, 9), INK)


def side_windows(sheet: Drawing, eye: Point) -> None:
    """Tall windows along the left wall."""

    def at(x: float, height: float) -> Point:
        return (x, eye[1] + height * (eye[0] - x) / 260)

    for left, right in ((40, 190), (256, 350), (394, 454)):
        corners = [at(left, -150), at(right, -150), at(right, 84), at(left, 84)]
        sheet.shape(polyline(corners, closed=True), "#d9e8ec", INK, 4)
        for share in (1 / 3, 2 / 3):
            x = left + (right - left) * (share + 0.03)
            sheet.rule(at(x, -150), at(x, 84), INK, 2.5)
        for height in (-92, -34, 24):
            sheet.rule(at(left, height), at(right, height), INK, 2.5)
        sheet.rule(at(left - 8, 90), at(right + 5, 90), INK, 8)


def shelves(sheet: Drawing) -> None:
    """Books along the right wall."""
    colours = ("#8a4b35", "#3f5f73", "#6c6a4a", "#a98455", "#54483c")
    for row in range(5):
        share_top, share_low = -150 + row * 62, -150 + (row + 1) * 62 - 8
        for place in range(46):
            start, end = 1040 + place * 10, 1040 + place * 10 + 8
            if place % 12 == 11:
                continue
            lean = (place * 7 + row * 5) % 5 * 4
            points = [
                (x, 470 + height * (x - 750) / 300)
                for x, height in (
                    (start, share_top + lean),
                    (end, share_top + lean),
                    (end, share_low),
                    (start, share_low),
                )
            ]
            path = "M" + "L".join(f"{x} {y:.1f}" for x, y in points) + "Z"
            sheet.shape(path, colours[(place * 3 + row * 7 + place // 5) % 5])
        sheet.rule((1034, 470 + (share_low + 2) * 284 / 300), (1500, 470 + (share_low + 2) * 750 / 300), INK, 4)


def table(sheet: Drawing, near: float, far: float, left: float, right: float) -> None:
    """A long table running away from the eye, with its lamps."""

    def at(x: float, depth: float, height: float = 330) -> Point:
        return (750 + x * depth * 1.55, 470 + height * depth)

    corners = [at(left, far), at(right, far), at(right, near), at(left, near)]
    for x in (left + 26, right - 26):
        for depth in (far * 1.1, near * 0.94):
            foot, head = at(x, depth, 520), at(x, depth)
            sheet.rule(head, foot, "#5a3f28", 13 * depth + 2)
    sheet.shape("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z", "#8b5e3a", INK, 3)
    front = f"M{corners[3][0]:.1f} {corners[3][1]:.1f}H{corners[2][0]:.1f}v{22 * near:.1f}H{corners[3][0]:.1f}Z"
    sheet.shape(front, "#6d4729", INK, 3)
    for share in (0.1, 0.3, 0.6):
        depth = far + (near - far) * share
        x, y = at((left + right) / 2, depth)
        size = depth * 1.1
        sheet.rule((x, y), (x, y - 74 * size), INK, 5 * size)
        sheet.shape(
            f"M{x - 66 * size:.1f} {y - 70 * size:.1f}q{66 * size:.1f} {-70 * size:.1f} {132 * size:.1f} 0Z",
            "#2f6b57",
            INK,
            2,
        )
        sheet.shape(
            f"M{x - 120 * size:.0f} {y - 10 * size:.0f}l{52 * size:.0f} -12l{52 * size:.0f} 12l{-52 * size:.0f} 14Z",
            "#fbf6ea",
            INK,
            1.5,
        )
