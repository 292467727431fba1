"""Elevations of the bridges: the swing bridge and the high bridge."""

from __future__ import annotations

from drafting import callout, dimension
from drawing import (
    NARROW,
    ROMAN,
    ROMAN_BOLD,
    ROMAN_ITALIC,
    SCHOOL_BOLD,
    SCHOOL_ITALIC,
    Box,
    Drawing,
    Face,
)
from lighthouse import lighthouse

AGED, INK = "#ebdfc3", "#211c17"
WARM, BLUE, RED = "#f5efe0", "#2f6690", "#b5372a"


def water_lines(sheet: Drawing, area: Box, ink: str) -> None:
    """A water level and the broken lines under it."""
    sheet.rule((area.x, area.y), (area.x + area.width, area.y), ink, 2)
    for row in range(1, 5):
        inset = row * 26
        y = area.y + row * 11
        sheet.rule((area.x + inset, y), (area.x + area.width - inset, y), ink, 1.1, f"{60 - row * 9} {10 + row * 8}")


def masonry(sheet: Drawing, box: Box, paper: str) -> None:
    """A pier or abutment in courses."""
    sheet.rect(box, paper, INK, 3)
    rows = int(box.height // 18)
    for row in range(rows):
        y = box.y + box.height * (row + 1) / rows
        if row < rows - 1:
            sheet.rule((box.x, y), (box.x + box.width, y), INK, 1)
        for x in range(int(box.x) + (14 if row % 2 else 34), int(box.x + box.width) - 6, 44):
            sheet.rule((x, y - box.height / rows), (x, y), INK, 1)


def truss(sheet: Drawing, left: float, right: float, deck: float, ends: tuple[float, float]) -> None:
    """One arm of the swing span: chords, posts and ties, deeper toward the pier."""
    panels = 7
    tops = [deck - (ends[0] + (ends[1] - ends[0]) * step / panels) for step in range(panels + 1)]
    xs = [left + (right - left) * step / panels for step in range(panels + 1)]
    sheet.rule((xs[0], tops[0]), (xs[-1], tops[-1]), INK, 5)
    rising = ends[1] > ends[0]
    for step in range(panels + 1):
        sheet.rule((xs[step], tops[step]), (xs[step], deck), INK, 3)
        if step < panels:
            low, high = (step, step + 1) if rising else (step + 1, step)
            sheet.rule((xs[low], deck), (xs[high], tops[high]), INK, 2)


def swing_bridge() -> Drawing:
    """The swing bridge at Port Carrow, shut to shipping, 1936."""
    sheet = Drawing(1500, 860, AGED)
    deck, level = 452.0, 560.0
    for box in (Box(60, 466, 150, 210), Box(1290, 466, 150, 210)):
        masonry(sheet, box, AGED)
    water_lines(sheet, Box(210, level, 1080, 0), INK)
    masonry(sheet, Box(672, 494, 156, 180), AGED)
    sheet.rect(Box(660, 480, 180, 14), INK)
    for x in range(676, 836, 18):
        sheet.circle((x, 474), 7, AGED, INK, 2)
    truss(sheet, 216, 722, deck, (44, 112))
    truss(sheet, 778, 1284, deck, (112, 44))
    sheet.rect(Box(212, deck, 1076, 14), INK)
    sheet.shape(f"M722 {deck}V296H778V{deck}M722 {deck}L778 340M778 {deck}L722 340", ink=INK, weight=3)
    sheet.rect(Box(712, 244, 76, 54), AGED, INK, 3)
    sheet.shape("M704 244L750 218L796 244Z", INK)
    for x in (722, 742, 762):
        sheet.rect(Box(x, 256, 14, 22), INK)
    sheet.rule((750, 218), (750, 186), INK, 3)
    for x in (60, 1290):
        sheet.rule((x, 452), (x + 150, 452), INK, 4)
        sheet.rule((x, 466), (x + 150, 466), INK, 2)
    sheet.shape(
        "M60 676L210 676L260 716L420 734H620L656 674H844L880 734H1080L1240 716L1290 676H1440",
        ink=INK,
        weight=2,
    )
    dimension(sheet, (216, 640), (672, 640), "132 feet clear", ROMAN, INK, AGED)
    dimension(sheet, (828, 640), (1284, 640), "132 feet clear", ROMAN, INK, AGED)
    dimension(sheet, (212, 772), (1288, 772), "310 feet over the ends of the span", ROMAN, INK, AGED)
    dimension(sheet, (300, 466), (300, 560), "16 ft.", ROMAN, INK, AGED)
    callout(sheet, (872, 246), (790, 268), "The cabin and its brass handle", ROMAN_ITALIC, INK)
    callout(sheet, (884, 524), (842, 474), "Ring of rollers", ROMAN_ITALIC, INK)
    sheet.text((560, 550), "High water", ROMAN_ITALIC, 23, INK, "middle")
    head(
        sheet,
        "THE SWING BRIDGE AT PORT CARROW",
        "Elevation from the sea side, the span shut to shipping. 1936",
        ROMAN_BOLD,
        ROMAN_ITALIC,
    )
    return sheet


def head(sheet: Drawing, title: str, line: str, bold: Face, plain: Face) -> None:
    """The title block of a drawing."""
    sheet.rule((60, 48), (sheet.width - 60, 48), INK, 4)
    sheet.text((60, 102), title, bold, 40, INK)
    sheet.text((60, 140), line, plain, 26, INK)


def high_bridge() -> Drawing:
    """The high bridge of 1964, three spans."""
    sheet = Drawing(1500, 860, WARM)
    deck, level = 372.0, 624.0
    water_lines(sheet, Box(190, level, 1120, 0), BLUE)
    sheet.shape("M40 470H150L196 640L300 704L470 724H1030L1200 704L1304 640L1350 470H1460", ink=INK, weight=3)
    sheet.shape(
        "M40 470H150L196 640L300 704L300 790H40ZM1460 470H1350L1304 640L1200 704V790H1460Z",
        sheet.hatch(INK, 12, 0.5),
    )
    for x in (450.0, 1050.0):
        sheet.shape(f"M{x - 26} 706V{deck + 34}H{x + 26}V706Z", WARM, INK, 3)
        sheet.rect(Box(x - 54, 706, 108, 30), WARM, INK, 3)
        sheet.rule((x, deck + 40), (x, 700), INK, 1)
    curve = (
        f"M120 {deck}H1380V{deck + 22}C1250 {deck + 22} 1140 {deck + 34} 1076 {deck + 86}H1024"
        f"C940 {deck + 34} 840 {deck + 22} 750 {deck + 22}"
        f"C660 {deck + 22} 560 {deck + 34} 476 {deck + 86}H424"
        f"C360 {deck + 34} 250 {deck + 22} 120 {deck + 22}Z"
    )
    sheet.shape(curve, BLUE, INK, 3)
    sheet.rule((120, deck - 18), (1380, deck - 18), INK, 2)
    for x in range(120, 1381, 30):
        sheet.rule((x, deck - 18), (x, deck), INK, 1.4)
    for x in (120, 1338):
        sheet.rect(Box(x, deck + 22, 42, 90), WARM, INK, 3)
    sheet.shape("M550 600L578 624H740L768 592H722V566H680V592ZM610 592V520M680 540V566", INK, INK, 3)
    for start, end, words in ((141, 450, "92 m"), (450, 1050, "180 m"), (1050, 1359, "92 m")):
        dimension(sheet, (start, 284), (end, 284), words, NARROW, RED, WARM)
        for x in (start, end):
            sheet.rule((x, 298), (x, deck - 22), RED, 0.9, "4 5")
    dimension(sheet, (850, deck + 28), (850, level), "41 m at high water", NARROW, RED, WARM)
    dimension(sheet, (141, 806), (1359, 806), "364 m between abutments", NARROW, RED, WARM)
    head(
        sheet,
        "The high bridge, as proposed",
        "Three spans of steel, no part of which moves. Elevation; J. Weir, engineer, 1964",
        SCHOOL_BOLD,
        SCHOOL_ITALIC,
    )
    return sheet


ELEVATIONS = {
    "lamp/swing-bridge-1936.png": swing_bridge,
    "courier/high-bridge-1964.png": high_bridge,
    "phare/lighthouse-section.png": lighthouse,
}
