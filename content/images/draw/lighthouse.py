"""The Saint-Brieuc light, in section."""

from __future__ import annotations

from drafting import callout, dimension
from drawing import BOOK, BOOK_BOLD, BOOK_ITALIC, Box, Drawing

INK, WARM, BLUE, RED = "#211c17", "#f5efe0", "#2f6690", "#b5372a"


def lighthouse() -> Drawing:
    """The Saint-Brieuc light cut through from top to bottom."""
    sheet = Drawing(1200, 1500, WARM)
    foot, top = 1330.0, 420.0
    outer = (176.0, 112.0)
    sheet.shape(f"M40 {foot}H1160V1420H40Z", sheet.hatch(INK, 12, 0.6))
    sheet.rule((40, foot), (1160, foot), INK, 3)
    x = 500.0

    def half(y: float, inner: bool) -> float:
        share = (y - top) / (foot - top)
        wall = 26 + 46 * share if inner else 0
        return outer[1] + (outer[0] - outer[1]) * share - wall

    for side in (-1, 1):
        wall = (
            f"M{x + side * half(foot, False):.1f} {foot}L{x + side * half(top, False):.1f} {top}"
            f"H{x + side * half(top, True):.1f}L{x + side * half(foot, True):.1f} {foot}Z"
        )
        sheet.shape(wall, sheet.hatch(RED, 9, 1.0), INK, 3)
    stairs(sheet, x, foot, top, half(foot, True), half(top, True))
    lantern(sheet, x, top)
    for words, to, at in (
        ("Chambre de la lampe – Lamp room", (x + 70.0, 268.0), (760.0, 250.0)),
        ("La lentille, 1871", (x + 28.0, 316.0), (760.0, 330.0)),
        ("Galerie – Gallery", (x + 150.0, 406.0), (760.0, 410.0)),
        ("Chambre de veille – Watch room", (x + 40.0, 500.0), (760.0, 510.0)),
        ("154 marches – 154 steps", (x + 60.0, 822.0), (760.0, 830.0)),
        ("Maçonnerie de granit", (x + 142.0, 1040.0), (760.0, 1040.0)),
        ("Porte – Door", (x + 150.0, 1270.0), (760.0, 1230.0)),
    ):
        callout(sheet, at, to, words, BOOK_ITALIC, INK)
    dimension(sheet, (200, 176), (200, foot), "31 m", BOOK, INK, WARM)
    for y in (176.0, foot):
        sheet.rule((216, y), (x - (20 if y < 400 else 190), y), INK, 0.9, "4 6")
    sheet.rule((60, 48), (1140, 48), INK, 4)
    sheet.text((60, 104), "Le phare de Saint-Brieuc, en coupe", BOOK_BOLD, 44, INK)
    sheet.text(
        (60, 144),
        "Allumé en 1871, sans gardien depuis juin 1988 – A section of the light",
        BOOK_ITALIC,
        28,
        INK,
    )
    return sheet


def stairs(sheet: Drawing, x: float, foot: float, top: float, wide: float, narrow: float) -> None:
    """The stair winding up inside the wall, with a landing at each storey and the door below."""
    floors = 7
    for floor in range(floors):
        low = foot - (foot - top - 130) * floor / floors
        high = foot - (foot - top - 130) * (floor + 1) / floors
        reach = wide - (wide - narrow) * (foot - (low + high) / 2) / (foot - top) - 4
        way = 1 if floor % 2 == 0 else -1
        path, steps = f"M{x - way * reach:.1f} {low:.1f}", 22  # seven flights of them make 154
        for _ in range(steps):
            path += f"v{(high - low) / steps:.2f}h{way * 2 * reach / steps:.2f}"
        sheet.shape(path, ink=INK, weight=2.6 if way > 0 else 1.2)
        if floor < floors - 1:
            sheet.rule((x - way * reach, low - 44), (x + way * reach, high - 44), INK, 1)
    sheet.rect(Box(x + wide - 4, foot - 96, 76, 96), WARM, INK, 3)
    sheet.rule((x + wide + 12, foot - 96), (x + wide + 12, foot), INK, 4)
    floor_y = top + 130
    sheet.rect(Box(x - narrow - 8, floor_y - 5, 2 * narrow + 16, 10), INK)
    sheet.shape(
        f"M{x - 60} {floor_y - 5}v-42h40v42M{x + 30} {floor_y - 5}v-30h22v-34M{x + 30} {floor_y - 35}v30",
        ink=INK,
        weight=3,
    )


def lantern(sheet: Drawing, x: float, top: float) -> None:
    """Gallery, lamp room, lens and cupola."""
    sheet.rect(Box(x - 166, top - 14, 332, 16), INK)
    for side in (-1, 1):
        for step in (160, 128, 96):
            sheet.rule((x + side * step, top - 14), (x + side * step, top - 58), INK, 2)
        sheet.rule((x + side * 160, top - 58), (x + side * 90, top - 58), INK, 3)
        sheet.rect(Box(x + side * 84 - 5, 246, 10, 160), INK)
    sheet.rule((x - 84, 326), (x + 84, 326), INK, 1)
    sheet.shape(f"M{x} 246C{x + 56} 270 {x + 56} 366 {x} 390C{x - 56} 366 {x - 56} 270 {x} 246Z", WARM, INK, 3)
    for shift in (-44, -26, 26, 44):
        reach = 36 if abs(shift) < 30 else 28
        sheet.rule((x - reach, 318 + shift), (x + reach, 318 + shift), BLUE, 2.5)
    sheet.circle((x, 318), 13, RED, INK, 2)
    sheet.shape(f"M{x - 14} 390H{x + 14}V406H{x - 14}Z", INK)
    sheet.shape(f"M{x - 100} 246C{x - 84} 206 {x - 30} 198 {x} 196C{x + 30} 198 {x + 84} 206 {x + 100} 246Z", INK)
    sheet.circle((x, 188), 10, INK)
    sheet.rule((x, 188), (x, 176), INK, 3)
