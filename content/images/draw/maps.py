"""Line maps: the Wend in flood, the Moorfield branch, the ferry's way."""

from __future__ import annotations

from drawing import (
    BOOK,
    BOOK_BOLD,
    BOOK_ITALIC,
    NARROW,
    ROMAN,
    ROMAN_BOLD,
    ROMAN_ITALIC,
    SCHOOL,
    SCHOOL_BOLD,
    SCHOOL_ITALIC,
    Anchor,
    Box,
    Drawing,
    Face,
    Point,
    points,
    smooth,
)

AGED, INK = "#ebdfc3", "#211c17"
WARM, BLUE, RED = "#f5efe0", "#2f6690", "#b5372a"


def frame(sheet: Drawing, ink: str) -> None:
    """The neat line round a map."""
    sheet.rect(Box(24, 24, sheet.width - 48, sheet.height - 48), ink=ink, weight=4)
    sheet.rect(Box(34, 34, sheet.width - 68, sheet.height - 68), ink=ink, weight=1.2)


def north(sheet: Drawing, at: Point, ink: str, face: Face) -> None:
    """A north arrow, one half filled."""
    x, y = at
    sheet.text((x, y - 66), "N", face, 30, ink, "middle")
    sheet.shape(f"M{x} {y - 56}L{x + 15} {y + 44}L{x} {y + 28}Z", ink, ink, 1.5)
    sheet.shape(f"M{x} {y - 56}L{x - 15} {y + 44}L{x} {y + 28}Z", "none", ink, 1.5)


def scale_bar(
    sheet: Drawing, at: Point, unit: float, steps: int, words: str, ink: str, face: Face, each: int = 1
) -> None:
    """A scale bar of black and open steps, figured at each."""
    for step in range(steps):
        box = Box(at[0] + step * unit, at[1], unit, 10)
        sheet.rect(box, ink if step % 2 == 0 else "none", ink, 1.5)
    for step in range(steps + 1):
        label = f"{step * each} {words}" if step == steps else str(step * each)
        sheet.text((at[0] + step * unit, at[1] + 36), label, face, 22, ink, "middle" if step < steps else "start")


def band(river: list[Point], north_side: list[float], south_side: list[float]) -> str:
    """A meadow along a river: the bank widened by so much on either side."""
    upper = [(x, y - w) for (x, y), w in zip(river, north_side, strict=True)]
    lower = [(x, y + w) for (x, y), w in zip(river, south_side, strict=True)]
    ends = f"L{lower[-1][0]:.1f} {lower[-1][1]:.1f}"
    return smooth(upper) + ends + smooth(lower[::-1]).replace("M", "L", 1) + "Z"


def town(sheet: Drawing, at: Point, blocks: str, ink: str) -> None:
    """Houses as small black blocks, given as 'dx,dy,width,height' groups."""
    for group in blocks.split():
        dx, dy, width, height = (float(value) for value in group.split(","))
        sheet.rect(Box(at[0] + dx, at[1] + dy, width, height), ink)


def station(sheet: Drawing, at: Point, paper: str, ink: str, radius: float = 11) -> None:
    """A station on the line."""
    sheet.circle(at, radius, paper, ink, 4)


MOORFIELD_BLOCKS = (
    "0,0,20,13 26,-4,15,15 48,2,24,12 4,20,15,12 26,18,26,11 58,20,16,14 12,38,22,11 42,36,15,13 80,6,13,11 66,42,20,10"
)


def river_map() -> Drawing:
    """The Wend from Moorfield to Port Carrow, April 1934."""
    sheet = Drawing(1400, 900, AGED)
    river = points("34,190 140,216 250,262 350,282 460,340 560,420 660,446 760,430 860,470 950,556 1050,590 1140,622")
    coast = points(
        "1060,34 1085,120 1150,190 1140,280 1190,370 1170,470 "
        "1204,560 1150,606 1140,622 1156,650 1210,690 1196,780 1240,866"
    )
    for shift in range(1, 6):
        moved = [(x + shift * (9 + shift * 2), y) for x, y in coast]
        sheet.shape(smooth(moved), ink=INK, weight=1.5 - shift * 0.2)
    sheet.rect(Box(1100, 20, 280, 10), AGED)
    meadow = band(river[3:11], [8, 74, 58, 70, 52, 66, 60, 8], [8, 66, 84, 60, 78, 84, 52, 8])
    sheet.shape(meadow, sheet.hatch(INK, 10, 0.7), INK, 1.3)
    upper = band(river[:3], [14, 24, 8], [14, 34, 8])
    sheet.shape(upper, sheet.hatch(INK, 10, 0.7), INK, 1.3)
    sheet.shape(smooth(coast), ink=INK, weight=3)
    sheet.shape(smooth(river), ink=INK, weight=13)
    sheet.shape(smooth(river), ink=AGED, weight=8)
    rails = points("240,128 380,146 540,204 680,280 800,330 960,420 1070,520 1110,556")
    sheet.shape(smooth(rails), ink=INK, weight=2)
    sheet.shape(smooth(rails), ink=INK, weight=10, dash="2 16")
    town(sheet, (164, 142), MOORFIELD_BLOCKS, INK)
    town(
        sheet,
        (1040, 522),
        "0,0,20,12 26,4,16,13 48,-4,14,12 66,8,22,12 40,22,20,11 8,22,22,12 70,-14,16,12",
        INK,
    )
    town(sheet, (1060, 632), "0,0,20,12 26,4,16,13 48,0,14,12 8,20,22,12 40,22,18,11", INK)
    sheet.rule((262, 228), (276, 292), INK, 6)
    sheet.rule((262, 228), (276, 292), AGED, 2)
    labels: tuple[tuple[Point, str, Face, float, Anchor], ...] = (
        ((112, 116), "MOORFIELD", ROMAN_BOLD, 32, "start"),
        ((1030, 706), "PORT CARROW", ROMAN_BOLD, 32, "end"),
        ((282, 234), "Town bridge and gauge", ROMAN_ITALIC, 22, "start"),
        ((190, 352), "Tannery Lane", ROMAN_ITALIC, 22, "middle"),
        ((134, 300), "Cattle Green", ROMAN_ITALIC, 22, "middle"),
        ((660, 566), "Sawyer’s Landing", ROMAN_ITALIC, 24, "middle"),
        ((742, 262), "Railway, cut", ROMAN_ITALIC, 24, "start"),
        ((1302, 262), "THE SEA", ROMAN, 22, "middle"),
        ((430, 462), "Mill Meadows", ROMAN_ITALIC, 24, "end"),
    )
    for at, words, face, size, anchor in labels:
        sheet.text(at, words, face, size, INK, anchor, 1 if face is not ROMAN_ITALIC else 0)
    sheet.text((846, 622), "River Wend", ROMAN_ITALIC, 26, INK, "middle", turn=14)
    title(sheet)
    north(sheet, (1300, 140), INK, ROMAN_BOLD)
    frame(sheet, INK)
    return sheet


def title(sheet: Drawing) -> None:
    """The title, the key and the scale of the flood map."""
    sheet.text((84, 660), "THE WEND IN FLOOD", ROMAN_BOLD, 44, INK)
    sheet.text((84, 698), "Noon, Wednesday, April 18, 1934", ROMAN_ITALIC, 27, INK)
    sheet.rect(Box(86, 726, 58, 34), sheet.hatch(INK, 10, 0.7), INK, 1.3)
    sheet.text((160, 751), "Meadows under water", ROMAN, 24, INK)
    scale_bar(sheet, (86, 796), 53, 5, "miles", INK, ROMAN)


STATIONS: tuple[tuple[Point, str, str, Anchor, Point], ...] = (
    ((212, 236), "Moorfield", "0", "start", (26, -20)),
    ((386, 316), "Cattle Bridge", "3", "start", (20, -22)),
    ((560, 420), "Tobin’s Halt", "7", "start", (22, -16)),
    ((740, 506), "Fen End", "11", "start", (20, -20)),
    ((924, 560), "Salt Pans", "15", "start", (14, -26)),
    ((1112, 652), "Port Carrow", "19", "end", (-26, 50)),
)


def railway_map() -> Drawing:
    """The Moorfield branch in its last week."""
    sheet = Drawing(1400, 900, WARM)
    coast = points("1080,34 1130,180 1180,330 1160,470 1220,600 1196,748 1250,800 1262,866")
    sheet.shape(smooth(coast) + "H1366V34Z", sheet.hatch(BLUE, 11, 0.7, 90))
    sheet.shape(smooth(coast), ink=INK, weight=3)
    river = points("34,250 190,290 330,400 480,480 600,560 730,640 880,730 1020,768 1196,750")
    sheet.shape(smooth(river), ink=BLUE, weight=9)
    sheet.text((560, 590), "River Wend", SCHOOL_ITALIC, 26, BLUE, turn=20)
    line = [stop[0] for stop in STATIONS]
    sheet.shape(smooth(line), ink=INK, weight=9)
    sheet.shape(smooth(line), ink=WARM, weight=4, dash="18 18")
    for at, name, miles, anchor, (dx, dy) in STATIONS:
        end = name in ("Moorfield", "Port Carrow")
        station(sheet, at, WARM, INK, 15 if end else 11)
        x, y = at[0] + dx, at[1] + dy
        sheet.text((x, y), name, SCHOOL_BOLD if end else SCHOOL, 32 if end else 27, INK, anchor)
        sheet.text((x, y - 34), f"{miles} miles" if miles != "0" else "Terminus", NARROW, 22, RED, anchor)
    junction: list[Point] = [(1112, 652), (1136, 740), (1120, 866)]
    sheet.shape(smooth(junction), ink=INK, weight=4)
    sheet.text((1104, 828), "to the main line", SCHOOL_ITALIC, 22, INK, "end")
    sheet.rule((84, 84), (620, 84), INK, 4)
    sheet.text((84, 136), "The Moorfield branch", SCHOOL_BOLD, 42, INK)
    sheet.text((84, 640), "Nineteen miles, six stations,", SCHOOL_ITALIC, 27, INK)
    sheet.text((84, 676), "closed to all traffic 1962", SCHOOL_ITALIC, 27, INK)
    scale_bar(sheet, (86, 780), 53, 5, "miles", INK, NARROW)
    north(sheet, (1000, 140), INK, SCHOOL_BOLD)
    sheet.text((1290, 420), "The sea", SCHOOL_ITALIC, 27, INK, "middle")
    frame(sheet, INK)
    return sheet


def ferry_map() -> Drawing:
    """The way from Port Carrow to Anse-aux-Saules."""
    sheet = Drawing(1400, 900, WARM)
    sheet.rect(Box(34, 34, 1332, 832), sheet.hatch(BLUE, 13, 0.5, 90))
    mainland = points("400,34 420,130 360,220 380,320 300,400 262,436 286,476 350,540 330,660 400,760 380,866")
    sheet.shape(smooth(mainland) + "H34V34Z", WARM, INK, 3)
    sheet.shape(smooth(points("34,470 110,440 190,462 264,438")), ink=BLUE, weight=10)
    island = points(
        "970,240 1040,180 1130,170 1190,220 1260,250 1280,340 1240,420 1256,520 1200,620 "
        "1110,660 1040,620 1010,560 1030,520 1066,480 1040,440 986,420 950,340 970,240"
    )
    sheet.shape(smooth(island), WARM, INK, 3)
    route = points("276,436 400,452 560,420 760,440 930,500 1052,482")
    sheet.shape(smooth(route), ink=WARM, weight=12)
    sheet.shape(smooth(route), ink=RED, weight=5, dash="20 11")
    road = points("1072,480 1130,440 1160,360 1140,280 1106,206")
    sheet.shape(smooth(road), ink=INK, weight=2)
    for at in (route[0], (1060, 481)):
        station(sheet, at, RED, INK, 12)
    sheet.shape("M560 404L574 430H546ZM560 404V390", RED, INK, 3)
    light(sheet, (1106, 196))
    labels: tuple[tuple[Point, str, Face, float, str, Anchor], ...] = (
        ((282, 386), "Port Carrow", BOOK_BOLD, 33, INK, "end"),
        ((1004, 560), "Anse-aux-Saules", BOOK_BOLD, 33, INK, "end"),
        ((150, 502), "Wend", BOOK_ITALIC, 26, BLUE, "middle"),
        ((1128, 150), "Feu de Saint-Brieuc", BOOK_ITALIC, 26, INK, "middle"),
        ((1132, 590), "Pré-Long", BOOK_ITALIC, 26, INK, "middle"),
        ((560, 372), "bouée à cloche · bell buoy", BOOK_ITALIC, 24, INK, "middle"),
        ((650, 484), "une heure · one hour", BOOK_BOLD, 28, RED, "middle"),
    )
    for at, words, face, size, colour, anchor in labels:
        sheet.text(at, words, face, size, colour, anchor, halo=WARM)
    sheet.rect(Box(470, 640, 470, 172), WARM, INK, 1.5)
    sheet.text((500, 692), "La traversée – The crossing", BOOK_BOLD, 34, INK)
    sheet.text((500, 728), "Carrow Ferry Company, 1974", BOOK_ITALIC, 25, INK)
    scale_bar(sheet, (502, 752), 54, 4, "km", INK, BOOK, each=2)
    north(sheet, (680, 180), INK, BOOK_BOLD)
    frame(sheet, INK)
    return sheet


def light(sheet: Drawing, at: Point) -> None:
    """A lighthouse mark: a dot and its flash."""
    x, y = at
    sheet.circle(at, 8, INK)
    for dx, dy in ((-1, 0), (1, 0), (-0.7, -0.7), (0.7, -0.7)):
        sheet.rule((x + dx * 15, y + dy * 15), (x + dx * 32, y + dy * 32), RED, 5)


MAPS = {
    "lamp/river-map-1934.png": river_map,
    "courier/railway-1962.png": railway_map,
    "phare/ferry-map.png": ferry_map,
}
