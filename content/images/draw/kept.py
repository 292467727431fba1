"""Pictures that the archive holds and does not show: an agency's comet, and a book on a string, lent for print."""

from __future__ import annotations

import math

from drawing import NARROW, SCHOOL_BOLD, Drawing, polyline

PAPER, INK, RED = "#f5efe0", "#1b1b1c", "#b5372a"


def comet() -> Drawing:
    """A dark lump with jets on the side of the sun, as the probe saw it."""
    sheet = Drawing(1200, 800, PAPER)
    sheet.circle((430, 420), 150, INK)
    sheet.circle((530, 370), 105, INK)
    for jet in range(7):
        angle = math.radians(-50 + jet * 15)
        start = (520 + 110 * math.cos(angle), 380 + 110 * math.sin(angle))
        end = (520 + 480 * math.cos(angle), 380 + 480 * math.sin(angle))
        sheet.shape(polyline([start, end]), ink=RED, weight=3)
    sheet.text((90, 730), "The heart of the comet, some fifteen kilometres long", SCHOOL_BOLD, 34, INK)
    return sheet


def string() -> Drawing:
    """A window, a string, and a book at the end of it."""
    sheet = Drawing(800, 1000, PAPER)
    for x in (250, 400, 550):
        sheet.rule((x, 80), (x, 380), INK, 8)
    for y in (80, 230, 380):
        sheet.rule((250, y), (550, y), INK, 8)
    sheet.rule((400, 380), (400, 720), RED, 3)
    sheet.shape(polyline([(320, 720), (480, 720), (480, 830), (320, 830), (320, 720)]), ink=INK, weight=6)
    sheet.text((400, 790), "VOL. II", NARROW, 40, INK, "middle")
    return sheet


KEPT = {"courier/comet-1986.png": comet, "courier/string-2020.png": string}
