"""Charts: the gauge of 1956, the harbour's tonnage, the floods compared, Sputnik's orbit."""

from __future__ import annotations

from chart_parts import heading, source
from drawing import (
    NARROW,
    NARROW_BOLD,
    SANS,
    SANS_BOLD,
    SCHOOL_BOLD,
    SCHOOL_ITALIC,
    Anchor,
    Box,
    Drawing,
    Face,
    smooth,
)
from orbit import orbit

PAPER, INK, BLUE, RED, GREY = "#f5efe0", "#1b1b1c", "#24567f", "#b5372a", "#8d8778"

TONNAGE = (
    412,
    428,
    401,
    437,
    455,
    463,
    391,
    405,
    438,
    472,
    498,
    561,
    604,
    638,
    655,
    671,
    702,
    748,
    716,
    644,
    662,
    689,
    711,
)
PEAKS = ((1934, 4.1), (1956, 5.3), (1973, 4.6), (1998, 4.9), (2025, 5.4))
GAUGE_HOURS = (
    (0, 1.6),
    (8, 1.7),
    (16, 1.9),
    (24, 2.2),
    (32, 2.6),
    (40, 3.1),
    (46, 3.6),
    (52, 4.2),
    (58, 4.8),
    (63, 5.15),
    (67, 5.3),
    (71, 5.22),
    (78, 4.9),
    (86, 4.4),
    (94, 3.9),
    (104, 3.3),
    (119, 2.6),
)


def gauge_1956() -> Drawing:
    """The gauge at Moorfield hour by hour, 10 to 14 October 1956."""
    sheet = Drawing(1400, 860, PAPER)
    heading(
        sheet,
        "Five days of the Wend",
        "Gauge at Moorfield, metres, hour by hour, October 10–14, 1956",
        SCHOOL_BOLD,
        SCHOOL_ITALIC,
    )
    box = Box(120, 190, 1210, 540)
    for metre in range(7):
        y = box.y + box.height * (1 - metre / 6)
        sheet.rule((box.x, y), (box.x + box.width, y), INK if metre == 0 else "#c9c0ac", 2 if metre == 0 else 1)
        sheet.text((box.x - 16, y + 8), str(metre), NARROW, 25, INK, "end")
    for day in range(5):
        x = box.x + box.width * day / 5
        sheet.rule((x, box.y + box.height), (x, box.y + box.height + 14), INK, 2)
        name = ("Wed. 10", "Thurs. 11", "Fri. 12", "Sat. 13", "Sun. 14")[day]
        sheet.text((x + box.width / 10, box.y + box.height + 36), name, NARROW, 25, INK, "middle")
    end = (box.x + box.width, box.y + box.height)
    sheet.rule(end, (end[0], end[1] + 14), INK, 2)
    line = [(box.x + box.width * h / 120, box.y + box.height * (1 - m / 6)) for h, m in GAUGE_HOURS]
    under = f"{smooth(line)}L{line[-1][0]:.1f} {end[1]:.1f}H{box.x:.1f}Z"
    mark = box.y + box.height * (1 - 4.1 / 6)
    sheet.rule((box.x, mark), (end[0], mark), RED, 2, "9 7")
    sheet.text((box.x + 8, mark - 10), "April 1934, the old record: 4.1 m", NARROW, 24, RED)
    sheet.shape(under, sheet.hatch(BLUE, 8, 0.6, 90))
    sheet.shape(smooth(line), ink=BLUE, weight=6)
    peak = max(line, key=lambda point: -point[1])
    sheet.circle(peak, 9, BLUE, PAPER, 3)
    sheet.text((peak[0] + 26, peak[1] - 8), "5.3 m", SCHOOL_BOLD, 36, BLUE)
    sheet.text((peak[0] + 138, peak[1] - 9), "Friday, 7 p.m.", NARROW, 25, INK)
    sheet.text((line[0][0] + 8, line[0][1] - 16), "1.6 m", NARROW_BOLD, 25, BLUE)
    sheet.text((line[-1][0] - 2, line[-1][1] - 48), "2.6 m", NARROW_BOLD, 25, BLUE, "end")
    source(sheet, "Wend River Board, hourly readings. The scale begins at zero.", NARROW)
    return sheet


def bar(sheet: Drawing, box: Box, fill: str, label: str, face: Face, size: float) -> None:
    """A bar with its value above it."""
    sheet.rect(box, fill)
    if label:
        sheet.text((box.x + box.width / 2, box.y - 12), label, face, size, INK, "middle")


def harbour_tonnage() -> Drawing:
    """Tonnage through Port Carrow, 1956 to 1978."""
    sheet = Drawing(1400, 860, PAPER)
    heading(
        sheet,
        "What crossed the quays",
        "Cargo landed and shipped at Port Carrow, thousands of tons a year, 1956–1978",
        SCHOOL_BOLD,
        SCHOOL_ITALIC,
    )
    box = Box(140, 200, 1190, 530)
    for tons in range(0, 801, 200):
        y = box.y + box.height * (1 - tons / 800)
        sheet.rule((box.x, y), (box.x + box.width, y), INK if tons == 0 else "#c9c0ac", 2 if tons == 0 else 1)
        sheet.text((box.x - 16, y + 8), str(tons), NARROW, 25, INK, "end")
    pitch = box.width / len(TONNAGE)
    for place, tons in enumerate(TONNAGE):
        year = 1956 + place
        tall = box.height * tons / 800
        noted = year in (1956, 1962, 1967, 1973, 1975, 1978)
        at = Box(box.x + pitch * (place + 0.14), box.y + box.height - tall, pitch * 0.72, tall)
        bar(sheet, at, BLUE if year >= 1967 else "#7d8b93", str(tons) if noted else "", NARROW_BOLD, 25)
        words = str(year) if year in (1956, 1978) else f"’{year % 100}"
        sheet.text((at.x + at.width / 2, box.y + box.height + 32), words, NARROW, 23, INK, "middle")
    notes: tuple[tuple[int, str, Anchor], ...] = (
        (1962, "Railway closes", "middle"),
        (1967, "High bridge opens", "end"),
        (1975, "Oil dear, ships idle", "middle"),
    )
    for year, words, anchor in notes:
        x = box.x + pitch * (year - 1956 + 0.5)
        tall = box.height * TONNAGE[year - 1956] / 800
        y = box.y + box.height - tall - 44
        rise = 66.0 if year == 1975 else 40.0
        sheet.rule((x, y), (x, y - rise), INK, 1.5)
        sheet.text((x + (6 if anchor == "end" else 0), y - rise - 10), words, SCHOOL_ITALIC, 23, INK, anchor)
    source(
        sheet,
        "Port Carrow Harbour Commission, annual returns. Blue: since the high bridge opened. 1978 estimated.",
        NARROW,
    )
    return sheet


def peaks() -> Drawing:
    """The highest gauge of each flood at Moorfield."""
    sheet = Drawing(1400, 860, "#fbf8f2")
    heading(sheet, "Five floods, one gauge", "Highest reading of each flood at Moorfield, metres", SANS_BOLD, SANS)
    box = Box(90, 200, 1240, 490)
    old = box.y + box.height * (1 - 5.3 / 6)
    for place, (year, metres) in enumerate(PEAKS):
        tall = box.height * metres / 6
        x = box.x + 34 + place * 242
        bar(
            sheet,
            Box(x, box.y + box.height - tall, 170, tall),
            "#8a5a2b" if year == 2025 else "#9db1bd",
            "",
            SANS_BOLD,
            0,
        )
        sheet.text(
            (x + 85, box.y + box.height - tall + 52),
            f"{metres:.1f}",
            SANS_BOLD,
            42,
            "#ffffff" if year == 2025 else INK,
            "middle",
        )
        months = {1934: "April 18", 1956: "October 12", 1973: "", 1998: "", 2025: "November 27"}
        sheet.text((x + 85, box.y + box.height + 38), str(year), SANS_BOLD, 29, INK, "middle")
        sheet.text((x + 85, box.y + box.height + 68), months[year], SANS, 22, GREY, "middle")
    sheet.rule((box.x, old), (box.x + box.width, old), INK, 2, "3 7")
    sheet.text((box.x + 34 + 2 * 242, old - 12), "the mark of 1956, passed after 69 years", SANS, 24, INK)
    sheet.rule((box.x, box.y + box.height), (box.x + box.width, box.y + box.height), INK, 3)
    source(
        sheet,
        "Source: Wend River Board. Bars begin at zero; the zero of the gauge has not been moved since 1934.",
        SANS,
    )
    return sheet


CHARTS = {
    "courier/gauge-1956.png": gauge_1956,
    "courier/harbour-tonnage.png": harbour_tonnage,
    "courier/peaks-1934-2025.png": peaks,
    "courier/orbit-1957.png": orbit,
}
