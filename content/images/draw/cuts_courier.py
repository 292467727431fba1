"""The cuts on the front pages of The Harbour Courier: black and one colour, then more."""

from __future__ import annotations

import math

from drawing import SANS_BOLD, Box, Drawing, polyline
from front_page import Palette
from water import gauge_board, gulls, waves


def harbour(inks: Palette) -> Drawing:
    """A steamer at the quay beneath a crane."""
    cut = Drawing(600, 440)
    cut.rect(Box(0, 300, 600, 140), inks.spot)
    waves(cut, Box(0, 318, 600, 130), inks.paper)
    cut.rect(Box(0, 276, 132, 170), inks.ink)
    cut.shape("M40 276L64 84H86L110 276M47 220H103M55 160H95M47 220L95 160M103 220L55 160", ink=inks.ink, weight=5)
    cut.shape("M60 96L320 30M74 84V40M74 40L320 30M74 40L24 96V124", ink=inks.ink, weight=4)
    cut.rect(Box(10, 124, 28, 34), inks.ink)
    cut.rule((316, 31), (316, 186), inks.ink, 2)
    cut.rect(Box(292, 186, 48, 30), inks.paper, inks.ink, 3)
    cut.shape("M160 262L560 250L590 240L566 326H182Z", inks.ink)
    cut.shape("M172 296H574L569 314H178Z", inks.paper)
    cut.shape("M400 252V204H530V248ZM424 204V172H510V204Z", inks.paper, inks.ink, 3)
    cut.shape("M446 172V102H488V172Z", inks.ink)
    cut.shape("M446 120H488V138H446Z", inks.spot)
    for x in range(412, 526, 19):
        cut.circle((x, 226), 5, inks.ink)
    cut.shape("M250 258V110M250 120L190 256M250 120L330 254M560 246V150", ink=inks.ink, weight=3)
    cut.shape("M484 96C520 74 500 50 548 44C570 40 580 22 610 24", ink=inks.ink, weight=2)
    gulls(cut, inks.ink, [(380, 100), (426, 70), (170, 176)])
    return cut


def house(cut: Drawing, inks: Palette, x: float, base: float, size: float, tall: float) -> None:
    """A gabled house standing in the water."""
    roof = size * 0.5
    cut.shape(
        polyline(
            [
                (x, base),
                (x, base - tall),
                (x + size / 2, base - tall - roof),
                (x + size, base - tall),
                (x + size, base),
            ],
            closed=True,
        ),
        inks.paper,
        inks.ink,
        4,
    )
    cut.shape(
        polyline(
            [
                (x - 8, base - tall + 5),
                (x + size / 2, base - tall - roof - 4),
                (x + size + 8, base - tall + 5),
            ]
        ),
        ink=inks.ink,
        weight=8,
    )
    for step in (0.22, 0.6):
        cut.rect(Box(x + size * step, base - tall + 24, size * 0.18, 30), inks.ink)


def town_in_water(inks: Palette) -> Drawing:
    """Roofs and a spire above the river, and a rowing boat in the street."""
    cut = Drawing(600, 430)
    cut.rect(Box(0, 0, 600, 290), cut.hatch(inks.ink, 9, 0.6, 75))
    cut.shape("M392 300V96L420 -8L448 96V300Z", inks.ink)
    cut.rect(Box(412, 112, 16, 34), inks.paper)
    for x, size, tall in ((-20, 110, 120), (98, 120, 82), (228, 104, 136), (352, 124, 92), (486, 130, 122)):
        house(cut, inks, x, 310, size, tall)
    cut.rect(Box(0, 286, 600, 150), inks.spot)
    waves(cut, Box(0, 296, 600, 140), inks.paper, 16)
    cut.shape("M196 350C240 366 340 366 392 346L372 384H222Z", inks.ink)
    for x in (262, 324):
        cut.shape(f"M{x - 15} 360C{x - 15} 320 {x + 15} 320 {x + 15} 360Z", inks.ink)
        cut.circle((x, 318), 11, inks.ink)
    cut.shape("M256 340L176 396M316 342L240 404", ink=inks.ink, weight=4)
    return cut


def ring_and_dot(inks: Palette) -> Drawing:
    """The earth, a ring about it, and a dot on the ring."""
    cut = Drawing(440, 440)
    centre = (220.0, 220.0)
    cut.circle(centre, 104, cut.hatch(inks.ink, 8, 1.1), inks.ink, 4)
    cut.circle(centre, 168, ink=inks.ink, weight=3)
    at = (220 + 168 * math.cos(-0.86), 220 + 168 * math.sin(-0.86))
    cut.circle(at, 34, inks.paper)
    cut.circle(at, 19, inks.spot)
    return cut


def moon(inks: Palette) -> Drawing:
    """The lander on the moon's curve below a small blue earth."""
    cut = Drawing(900, 470)
    cut.rect(Box(0, 0, 900, 470), inks.ink)
    for step in range(60):
        at = (step * 0.6180339 % 1 * 900, (step * step * 0.4142135 + step * 0.217) % 1 * 330)
        cut.circle(at, 1.2 + step % 3 * 0.5, inks.paper)
    cut.circle((690, 120), 62, inks.spot)
    cut.shape("M690 58A62 62 0 0 1 690 182A22 62 0 0 0 690 58Z", inks.ink)
    cut.shape("M652 96q20 -18 30 0t16 30q-20 8 -30 -8t-16 -22ZM660 150q14 -6 22 6q-12 8 -22 -6Z", inks.paper)
    cut.circle((450, 1180), 840, inks.paper)
    for x, y, size in (
        (120, 426, 44),
        (300, 392, 22),
        (640, 410, 54),
        (800, 450, 36),
        (470, 440, 60),
        (210, 452, 24),
    ):
        tint = cut.hatch(inks.ink, 5, 0.8)
        cut.put(
            f'<ellipse cx="{x}" cy="{y}" rx="{size}" ry="{size * 0.22:.0f}" fill="{tint}" '
            f'stroke="{inks.ink}" stroke-width="2"/>'
        )
    cut.put('<g transform="translate(300 206)">')
    cut.shape("M-44 100L-84 146M44 100L84 146M-20 104L-28 150M20 104L28 150", ink=inks.ink, weight=14)
    cut.shape("M-44 100L-84 146M44 100L84 146M-20 104L-28 150M20 104L28 150", ink=inks.paper, weight=6)
    cut.shape("M-96 147H-70M70 147H96M-38 151H-18M18 151H38", ink=inks.ink, weight=7)
    cut.shape("M-54 66H54V108H-54Z", inks.paper, inks.ink, 4)
    cut.shape("M-40 66L-48 30L-26 -4H26L48 30L40 66Z", inks.paper, inks.ink, 4)
    cut.shape("M-26 18L-8 22L-22 40ZM26 18L8 22L22 40Z", inks.ink)
    cut.shape("M-18 66H18V46H-18ZM0 -4V-30M-14 -34A16 10 0 0 0 14 -34Z", inks.ink, inks.paper, 3)
    cut.put("</g>")
    return cut


def open_wall(inks: Palette) -> Drawing:
    """The wall's concrete panels with a gap, light in it, and people walking through."""
    cut = Drawing(900, 460)
    cut.rect(Box(0, 0, 900, 390), inks.ink)
    cut.shape("M360 110H560L640 390H280Z", inks.spot)
    cut.rect(Box(0, 380, 900, 90), inks.grey)
    cut.shape("M290 380H628L760 470H140Z", inks.spot)
    for x in (-40, 84, 208, 572, 696, 820):
        cut.rect(Box(x, 126, 122, 256), inks.paper, inks.ink, 3)
        cut.shape(f"M{x + 18} 340h50M{x + 30} 312h64M{x + 22} 170h40", ink=inks.grey, weight=3)
    for x, width in ((-40, 372), (570, 380)):
        cut.rect(Box(x, 104, width, 30), inks.paper, inks.ink, 3)
    for x, y, size in (
        (352, 388, 1.0),
        (396, 376, 0.85),
        (436, 396, 1.1),
        (484, 380, 0.9),
        (530, 394, 1.05),
        (462, 372, 0.8),
    ):
        walker(cut, inks.ink, x, y, size)
    walker(cut, inks.ink, 318, 440, 1.5)
    walker(cut, inks.ink, 600, 446, 1.55)
    return cut


def walker(cut: Drawing, ink: str, x: float, foot: float, size: float) -> None:
    """A person in a coat, seen from far off."""
    cut.put(f'<g transform="translate({x} {foot}) scale({size})">')
    cut.shape("M-11 -38C-13 -66 -7 -72 0 -72C7 -72 13 -66 12 -38L10 -30H-10Z", ink)
    cut.circle((0, -82), 8, ink)
    cut.shape("M-5 -32L-9 0M5 -32L8 0", ink=ink, weight=6)
    cut.put("</g>")


def gauge(inks: Palette) -> Drawing:
    """The gauge board at the town bridge, the mark of 1956 under water."""
    cut = Drawing(560, 560)
    cut.rect(Box(0, 0, 560, 310), "#d3dcdd")
    for x, tall in ((-20, 84), (66, 120), (134, 60), (380, 92), (462, 132), (530, 80)):
        cut.shape(f"M{x} 310v-{tall}l36 -28l36 28v{tall}Z", "#a9b6b8")
    cut.rect(Box(0, 300, 560, 270), "#8a6b45")
    waves(cut, Box(0, 326, 560, 250), "#a88b63", 20, 3)
    board = Box(200, 36, 160, 480)
    pitch = gauge_board(cut, board, 58, 50, inks.ink)
    level = board.y + 4 * pitch
    cut.put('<g opacity="0.72">')
    cut.rect(Box(200, level, 160, 320), "#8a6b45")
    cut.put("</g>")
    cut.shape(f"M176 {level}q14 -7 28 0t28 0t28 0t28 0t28 0t28 0t28 0", ink="#f1e7d3", weight=4)
    old = level + pitch
    cut.rule((372, old), (396, old), "#ffffff", 3)
    cut.text((404, old + 9), "1956  5.3", SANS_BOLD, 27, "#ffffff")
    cut.rule((372, level), (396, level), inks.ink, 3)
    cut.text((404, level - 8), "today  5.4", SANS_BOLD, 27, inks.ink)
    return cut
