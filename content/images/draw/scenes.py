"""Scenes in two or three inks: the gauge, the marsh, the towns, the cards."""

from __future__ import annotations

import math

from drawing import SCHOOL, SCHOOL_BOLD, SCHOOL_ITALIC, Box, Drawing, Point, smooth
from reading_room import reading_room
from water import gauge_board, gulls, waves

WARM, INK, BLUE, RED = "#f4ecdb", "#22262b", "#2f5f86", "#b5462f"


def gauge_2025() -> Drawing:
    """A white board with black figures standing in brown water."""
    sheet = Drawing(1200, 1200, "#dfe3df")
    sheet.rect(Box(0, 560, 1200, 640), "#86653f")
    sheet.shape("M0 500C180 480 320 512 520 496C760 480 980 506 1200 488V580H0Z", "#a6ab97")
    for x in range(20, 1200, 74):
        tall = 60 + x * 37 % 90
        sheet.rule((x, 506), (x + 6, 506 - tall), "#7f8577", 5)
        sheet.shape(
            f"M{x + 3} {506 - tall * 0.5:.0f}l-22 -26M{x + 4} {506 - tall * 0.62:.0f}l20 -22",
            ink="#7f8577",
            weight=3,
        )
    sheet.rect(Box(426, 110, 24, 1010), "#5a4630")
    board = Box(446, 150, 310, 940)
    level = board.y + 4 * gauge_board(sheet, board, 58, 50, "#191919")
    sheet.put('<g opacity="0.8">')
    sheet.rect(Box(420, level, 350, 530), "#86653f")
    sheet.put("</g>")
    waves(sheet, Box(0, 580, 420, 640), "#a3845c", 34, 4)
    waves(sheet, Box(810, 580, 390, 640), "#a3845c", 34, 4)
    waves(sheet, Box(470, level + 40, 280, 520), "#a3845c", 34, 4)
    sheet.shape(f"M384 {level + 4}q24 -14 48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0", ink="#efe2c8", weight=7)
    sheet.shape("M850 760l150 -26l34 12l-150 30Z", "#4d3a26")
    return sheet


Creek = tuple[str, float]


def creeks(start: Point, heading: float, length: float, depth: int, seed: int) -> list[Creek]:
    """One creek and the smaller creeks that feed it, each a path and its width."""
    points, at, turn = [start], start, heading
    for step in range(5):
        turn += math.sin(seed * 1.7 + step * 2.1) * 0.4
        at = (at[0] + math.cos(turn) * length / 5, at[1] + math.sin(turn) * length / 5)
        points.append(at)
    found = [(smooth(points), 3.5 + depth**1.6 * 3.2)]
    if depth == 0:
        return found
    for place, side in ((2, -1), (3, 1), (5, -1)):
        angle = turn + side * (0.72 + 0.2 * math.sin(seed + place))
        found += creeks(
            points[place], angle, length * (0.52 + 0.08 * ((seed + place) % 3)), depth - 1, seed * 3 + place
        )
    return found + creeks(points[-1], turn + 0.2, length * 0.7, depth - 1, seed * 2 + 1)


def salt_marsh() -> Drawing:
    """Creeks dividing through the grass, seen from above."""
    sheet = Drawing(1500, 1000, "#93a06a")
    for step in range(170):
        x, y = step * 0.6180339 % 1 * 1500, (step * 0.7548776 + 0.2) % 1 * 1000
        colour = ("#a3ad73", "#86955f", "#b4b47c")[step % 3]
        sheet.put(
            f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{40 + step * 17 % 70}" ry="{12 + step * 7 % 22}" '
            f'fill="{colour}" transform="rotate({-12 + step % 5 * 5} {x:.0f} {y:.0f})"/>'
        )
    found = creeks((60, 950), -0.5, 560, 3, 3) + creeks((1540, 980), -2.6, 300, 2, 6)
    sheet.shape("M-20 760C140 780 200 900 190 1020H-20Z", "#d8c7a0")
    for path, width in found:
        sheet.shape(path, ink="#d8c7a0", weight=width + 12)
    for path, width in found:
        sheet.shape(path, ink="#4f7f8c", weight=width)
    sheet.shape("M-20 800C110 812 156 910 150 1020H-20Z", "#4f7f8c")
    sheet.shape("M980 -20L1520 250V-20Z", "#b79f6a")
    sheet.rule((960, -20), (1520, 262), "#8a7446", 14)
    for x, y in ((620, 800), (650, 822), (684, 806), (1180, 640), (1210, 656)):
        sheet.shape(f"M{x} {y}l12 -5l4 5l-4 5Z", "#ffffff")
    return sheet


def moorfield() -> Drawing:
    """Roofs, the Town Hall clock tower, a spire and chimneys over the river."""
    sheet = Drawing(640, 640, WARM)
    sheet.circle((470, 190), 56, "#e4c98f")
    sheet.shape("M0 400C120 360 240 380 340 356C460 330 560 360 640 340V460H0Z", "#cfc6ae")
    far = (
        "M0 450V392h40l20 -22l20 22h34v-30l30 -26l30 26v30h40l18 "
        "-20l18 20h60v-36h50v36h40l24 -28l24 28h60v-22h50v22h50V450Z"
    )
    sheet.shape(far, "#8f9aa0")
    sheet.shape("M196 460V206H260V460ZM188 206L228 140L268 206Z", INK)
    sheet.circle((228, 240), 20, WARM)
    sheet.shape("M228 226V240L238 247", ink=INK, weight=3)
    sheet.shape("M396 460V270L420 110L444 270V460Z", INK)
    for x, width, tall in (
        (20, 84, 66),
        (108, 84, 84),
        (270, 62, 60),
        (336, 60, 92),
        (446, 76, 72),
        (526, 96, 88),
    ):
        y = 456 - tall
        sheet.shape(
            f"M{x} 460V{y}L{x + width / 2} {y - width * 0.42:.0f}L{x + width} {y}V460Z",
            RED if x in (108, 446) else INK,
        )
        sheet.rect(Box(x + width * 0.7, y - width * 0.42, 11, 32), INK)
        for column in (0.22, 0.6):
            sheet.rect(Box(x + width * column, y + 20, 13, 18), WARM)
    sheet.rect(Box(0, 458, 640, 22), "#6d6657")
    sheet.rect(Box(0, 480, 640, 160), BLUE)
    waves(sheet, Box(0, 492, 640, 150), "#86a7bd", 18, 2.5)
    return sheet


def port_carrow() -> Drawing:
    """Two cranes, and the high bridge behind."""
    sheet = Drawing(640, 640, WARM)
    sheet.shape("M0 330C60 318 110 320 160 326V440H0ZM640 322C590 314 540 318 490 328V440H640Z", "#cfc6ae")
    sheet.shape(
        "M0 250H640V266C560 266 520 276 492 306H470C430 276 380 266 "
        "320 266C260 266 210 276 170 306H148C120 276 80 266 0 266Z",
        BLUE,
    )
    for x in (148, 470):
        sheet.rect(Box(x, 304, 22, 150), "#8f9aa0")
    sheet.rect(Box(0, 436, 640, 204), BLUE)
    waves(sheet, Box(0, 448, 640, 200), "#86a7bd", 18, 2.5)
    for x, size in ((60, 1.0), (230, 0.84)):
        sheet.put(f'<g transform="translate({x} 500) scale({size})">')
        sheet.shape("M20 0L40 -250H84L104 0M28 -84H96M34 -166H90M28 -84L90 -166M96 -84L34 -166", ink=INK, weight=8)
        sheet.shape("M34 -250H92V-290H34Z", RED)
        sheet.shape("M62 -290L250 -402M62 -290L62 -340L250 -402M62 -340L14 -276M250 -402V-250", ink=INK, weight=6)
        sheet.shape("M238 -250H262V-232H238Z", INK)
        sheet.put("</g>")
    sheet.rect(Box(0, 496, 380, 150), INK)
    for x in range(22, 380, 60):
        sheet.rect(Box(x, 520, 14, 60), "#4b5157")
    sheet.shape("M400 500H620L596 548H420ZM520 500V462H590V500ZM540 462V430H562V462Z", INK)
    sheet.rule((452, 500), (452, 430), INK, 4)
    gulls(sheet, INK, [(500, 130), (548, 108), (580, 190)])
    return sheet


def card(sheet: Drawing, initials: str, name: str, line: str) -> Drawing:
    """The rules and the type of a person's card."""
    sheet.rect(Box(24, 24, 592, 592), ink=INK, weight=5)
    sheet.rect(Box(35, 35, 570, 570), ink=INK, weight=1.3)
    sheet.text((320, 462), initials, SCHOOL_BOLD, 112, INK, "middle", 2)
    sheet.rule((270, 494), (370, 494), RED, 4)
    sheet.text((320, 536), name, SCHOOL, 31, INK, "middle")
    sheet.text((320, 570), line, SCHOOL_ITALIC, 23, INK, "middle")
    return sheet


def ada_quill() -> Drawing:
    """A quill, and the initials A.Q."""
    sheet = Drawing(640, 640, WARM)
    sheet.put('<g transform="translate(0 -16)">')
    vane = (
        "M448 70C380 84 296 148 262 226C250 254 246 282 244 300C270 292 300 284 322 262L306 262"
        "C334 254 356 236 372 212L354 214C388 196 416 164 428 132L412 136C434 116 446 92 448 70Z"
    )
    sheet.shape(vane, BLUE)
    sheet.shape("M448 70C380 130 280 230 214 350", ink=WARM, weight=4)
    sheet.shape("M262 270C246 296 230 322 214 350L206 364L212 348C224 318 240 292 254 268Z", INK)
    sheet.shape("M206 364C262 372 330 352 420 366", ink=INK, weight=3)
    sheet.put("</g>")
    return card(sheet, "A.Q.", "Ada Quill", "The Harbour Courier, 1956–1991")


def jane_weir() -> Drawing:
    """One span of the high bridge, and the initials J.W."""
    sheet = Drawing(640, 640, WARM)
    sheet.shape(
        "M80 170H560V188C530 190 506 204 496 232H472C440 200 390 188 "
        "320 188C250 188 200 200 168 232H144C134 204 110 190 80 188Z",
        BLUE,
    )
    sheet.rule((80, 156), (560, 156), INK, 2)
    for x in range(80, 561, 20):
        sheet.rule((x, 156), (x, 170), INK, 1.5)
    for x in (144, 472):
        sheet.rect(Box(x, 232, 24, 108), INK)
    for row, inset in enumerate((0, 24, 60)):
        sheet.rule((84 + inset, 322 + row * 12), (556 - inset, 322 + row * 12), INK, 1.6, f"{54 - row * 12} 12")
    sheet.rule((156, 112), (484, 112), RED, 2)
    for x in (156, 484):
        sheet.rule((x, 100), (x, 150), RED, 2)
    sheet.text((320, 104), "180 m", SCHOOL_ITALIC, 24, RED, "middle")
    return card(sheet, "J.W.", "Jane Weir", "Harbour engineer, from 1964")


SCENES = {
    "courier/reading-room-2011.jpg": reading_room,
    "courier/gauge-2025.png": gauge_2025,
    "phare/salt-marsh-2019.jpg": salt_marsh,
    "places/moorfield.png": moorfield,
    "places/port-carrow.png": port_carrow,
    "people/ada-quill.png": ada_quill,
    "people/jane-weir.png": jane_weir,
}
