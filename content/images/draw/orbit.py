"""The path of the first satellite."""

from __future__ import annotations

import math

from chart_parts import heading, source
from drawing import NARROW, SCHOOL_BOLD, SCHOOL_ITALIC, Anchor, Drawing, polyline

PAPER, INK, RED = "#f5efe0", "#1b1b1c", "#b5372a"


def orbit() -> Drawing:
    """Sputnik's path round the earth, drawn to scale."""
    sheet = Drawing(1400, 1000, PAPER)
    heading(
        sheet,
        "The path of the new moon",
        "Drawn to scale: the earth is 12,742 kilometres through",
        SCHOOL_BOLD,
        SCHOOL_ITALIC,
    )
    scale = 350 / 6371
    centre = (700.0, 560.0)
    half = (6371 * 2 + 215 + 939) / 2
    offset = half - (6371 + 215)
    minor = math.sqrt(half**2 - offset**2)
    middle = centre[0] + offset * scale
    sheet.circle(centre, 350, sheet.hatch(INK, 11, 0.45), INK, 3)
    sheet.circle(centre, 118, PAPER)
    sheet.text((700, 555), "THE EARTH", SCHOOL_BOLD, 31, INK, "middle", 1)
    sheet.text((700, 592), "once round in 96 minutes", SCHOOL_ITALIC, 20, INK, "middle")
    sheet.put(
        f'<ellipse cx="{middle:.1f}" cy="560" rx="{half * scale:.1f}" ry="{minor * scale:.1f}" '
        f'fill="none" stroke="{RED}" stroke-width="4"/>'
    )
    near, far = centre[0] - (6371 + 215) * scale, centre[0] + (6371 + 939) * scale
    for x, surface, metres, name, side in (
        (near, 350.0, "215 km", "Nearest", -1),
        (far, 1050.0, "939 km", "Farthest", 1),
    ):
        anchor: Anchor = "end" if side < 0 else "start"
        sheet.circle((x, 560), 8, RED)
        sheet.text((x + side * 26, 552), metres, SCHOOL_BOLD, 36, RED, anchor)
        sheet.text((x + side * 26, 586), f"{name} point", SCHOOL_ITALIC, 24, INK, anchor)
        sheet.rule((surface, 560), (x, 560), INK, 2.5)
    angle = math.radians(-42)
    at = (middle + half * scale * math.cos(angle), 560 + minor * scale * math.sin(angle))
    sheet.circle(at, 20, PAPER)
    sheet.circle(at, 11, RED)
    for side in (-1, 1):
        sheet.shape(polyline([at, (at[0] - 44 + side * 5, at[1] - 26 + side * 10)]), ink=RED, weight=2)
    sheet.text((at[0] + 34, at[1] - 30), "The satellite", SCHOOL_BOLD, 26, INK)
    sheet.text((at[0] + 34, at[1] + 0), "58 cm across; its dot", NARROW, 23, INK)
    sheet.text((at[0] + 34, at[1] + 27), "here is far too large", NARROW, 23, INK)
    source(
        sheet,
        "Orbit as given out by Moscow and measured from the signal. Seen square to the plane of the path.",
        NARROW,
    )
    return sheet
