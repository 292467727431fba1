"""The cuts on the front pages of Le Phare – The Beacon."""

from __future__ import annotations

from drawing import Box, Drawing
from front_page import Palette
from water import gulls, waves


def tower(cut: Drawing, inks: Palette, x: float, base: float, size: float) -> None:
    """The Saint-Brieuc light, white with two bands of colour."""
    cut.put(f'<g transform="translate({x} {base}) scale({size})">')
    cut.shape("M-36 0L-24 -210H24L36 0Z", inks.paper, inks.ink, 4)
    cut.shape("M-31.5 -78L-28 -140H28L31.5 -78Z", inks.spot, inks.ink, 3)
    cut.shape("M-36 0L-33.4 -40H33.4L36 0Z", inks.spot, inks.ink, 3)
    cut.rect(Box(-38, -222, 76, 13), inks.ink)
    cut.shape("M-36 -222V-240M36 -222V-240M-18 -222V-240M18 -222V-240M-36 -240H36", ink=inks.ink, weight=3)
    cut.rect(Box(-18, -262, 36, 40), inks.paper, inks.ink, 4)
    cut.shape("M0 -262V-222M-18 -242H18", ink=inks.ink, weight=2)
    cut.shape("M-26 -262L0 -292L26 -262Z", inks.ink)
    cut.circle((0, -297), 5, inks.ink)
    cut.rect(Box(-7, -186, 14, 22), inks.ink)
    cut.rect(Box(-7, -66, 14, 22), inks.ink)
    cut.put("</g>")


def island(cut: Drawing, inks: Palette) -> None:
    """The low rock the light stands on."""
    cut.shape(
        "M150 352C190 318 240 330 280 318C330 300 380 306 430 322C480 330 520 330 560 356L640 372V470H90Z",
        inks.ink,
    )


def beacon(inks: Palette) -> Drawing:
    """The light on its rock, beams to both sides."""
    cut = Drawing(620, 440)
    for side in (-1, 1):
        cut.shape(f"M310 66L{310 + side * 420} -70V190Z", cut.hatch(inks.ink, 8, 0.8, 90))
    cut.rect(Box(0, 350, 620, 100), inks.paper)
    waves(cut, Box(0, 352, 620, 90), inks.ink, 15)
    island(cut, inks)
    tower(cut, inks, 310, 320, 1.0)
    cut.shape("M420 326V286L446 264L472 286V326Z", inks.paper, inks.ink, 4)
    cut.rect(Box(438, 300, 14, 26), inks.ink)
    gulls(cut, inks.ink, [(120, 250), (172, 222), (520, 240)])
    return cut


def empty_chair(inks: Palette) -> Drawing:
    """The keeper's room by night: a chair pushed in, and the light at work outside."""
    cut = Drawing(620, 460)
    cut.rect(Box(0, 0, 620, 460), inks.ink)
    cut.rect(Box(150, 40, 320, 260), inks.ink, inks.paper, 8)
    cut.shape("M330 122L474 60V176Z", inks.spot)
    cut.shape("M330 122L146 78V160Z", inks.spot)
    cut.shape("M312 296L320 142H340L348 296Z", inks.paper)
    cut.rect(Box(316, 106, 28, 32), inks.spot, inks.paper, 3)
    cut.shape("M310 106L330 84L350 106ZM308 138H352V144H308Z", inks.paper)
    cut.shape("M154 280C220 264 300 286 466 268V296H154Z", cut.hatch(inks.paper, 7, 0.8, 90))
    cut.shape("M310 44V296M154 170H466", ink=inks.paper, weight=4)
    cut.rect(Box(136, 298, 348, 14), inks.paper)
    cut.rect(Box(60, 366, 300, 12), inks.paper)
    cut.shape("M84 378V470M336 378V470", ink=inks.paper, weight=9)
    cut.shape("M110 366C110 350 170 350 172 364C176 350 236 350 236 366Z", inks.paper)
    cut.shape("M288 366V344H312V366M312 350q12 0 10 8q-2 5 -10 5", ink=inks.paper, weight=4)
    cut.shape("M430 250V470M522 250V470M430 256H522M430 290H522M430 324H522M420 384H532", ink=inks.paper, weight=8)
    cut.shape("M532 384V470M420 384V470", ink=inks.paper, weight=8)
    return cut


def winter_ferry(inks: Palette) -> Drawing:
    """The Marguerite S. in grey water under snow."""
    cut = Drawing(900, 500)
    cut.rect(Box(0, 0, 900, 500), "#c9d4da")
    cut.shape("M0 250C120 226 240 236 330 218C420 196 540 226 640 214C740 206 820 226 900 220V330H0Z", "#aebcc4")
    cut.rect(Box(0, 300, 900, 200), "#5f7c8a")
    waves(cut, Box(0, 310, 900, 190), "#86a1ad", 22, 3)
    cut.shape("M120 318H792L836 270H846L800 384H176Z", inks.spot)
    cut.shape("M128 336H820L812 352H138Z", "#f5f3ec")
    cut.shape("M150 318V252H770V318ZM230 252V196H660V252ZM520 196V152H650L664 196Z", "#f5f3ec", inks.ink, 3)
    for x in range(176, 740, 44):
        cut.rect(Box(x, 272, 26, 22), "#33454e")
    for x in range(252, 500, 40):
        cut.rect(Box(x, 212, 24, 20), "#33454e")
    cut.shape("M536 164H640L648 186H536Z", "#33454e")
    cut.shape("M580 152V96M562 110H598M280 196V150H330V196", ink=inks.ink, weight=4)
    cut.shape("M300 160l-10 16h10l-6 16l20 -22h-11l9 -10Z", "#d9a520")
    cut.shape("M146 252H774V244H146ZM226 196H664V189H226ZM516 152H654V146H516Z", "#ffffff")
    for x, y, size in ((40, 420, 70), (240, 450, 96), (500, 430, 84), (700, 462, 110), (850, 414, 60)):
        cut.shape(
            f"M{x - size} {y}l{size * 0.4:.0f} -14l{size * 0.9:.0f} "
            f"2l{size * 0.6:.0f} 12l-{size * 0.5:.0f} 12l-{size} 3Z",
            "#eef3f4",
        )
    for step in range(110):
        cut.circle(((step * 211) % 900, (step * 137 + step * step) % 480), 2 + step % 3, "#ffffff")
    return cut
