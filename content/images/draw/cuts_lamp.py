"""The cuts on the front pages of The Evening Lamp, in black ink only."""

from __future__ import annotations

import math

from drawing import ROMAN_BOLD, ROMAN_ITALIC, Box, Drawing, points, smooth
from front_page import Palette


def lamp_body(cut: Drawing, inks: Palette) -> None:
    """A table lamp with a glass chimney, standing on a shelf."""
    cut.shape("M130 376C150 350 210 350 230 376L240 392H120Z", inks.ink)
    cut.shape("M166 360L172 318H188L194 360Z", inks.ink)
    cut.shape("M122 296C122 258 238 258 238 296C238 322 206 328 180 328C154 328 122 322 122 296Z", inks.ink)
    cut.shape("M136 288C142 272 160 268 174 268", ink=inks.paper, weight=3)
    cut.rect(Box(150, 250, 60, 16), inks.ink)
    cut.circle((218, 258), 7, inks.ink)
    cut.shape(
        "M156 250C140 216 146 190 162 172C168 160 166 120 166 84H194C194 120 192 160 198 172C214 190 220 216 204 250Z",
        inks.paper,
        inks.ink,
        3,
    )
    cut.rule((60, 394), (300, 394), inks.ink, 5)
    cut.rule((60, 402), (300, 402), inks.ink, 1.5)


def lit_lamp(inks: Palette) -> Drawing:
    """A lamp alight, with rays."""
    cut = Drawing(360, 430)
    for step in range(48):
        angle = math.tau * step / 48
        near, far = 92, 330 if step % 2 else 210
        start = (180 + near * math.cos(angle), 205 + near * math.sin(angle))
        end = (180 + far * math.cos(angle), 205 + far * math.sin(angle))
        cut.rule(start, end, inks.ink, 1.6 if step % 2 else 3)
    cut.rect(Box(0, 396, 360, 60), inks.paper)
    cut.circle((180, 205), 88, inks.paper)
    cut.rect(Box(118, 260, 124, 136), inks.paper)
    lamp_body(cut, inks)
    cut.shape("M180 246C164 232 166 212 180 188C194 212 196 232 180 246Z", inks.ink)
    cut.shape("M180 242C173 234 174 224 180 214C186 224 187 234 180 242Z", inks.paper)
    return cut


def dark_lamp(inks: Palette) -> Drawing:
    """The same lamp, out, with a thread of smoke."""
    cut = Drawing(360, 430)
    cut.rect(Box(0, 0, 360, 396), cut.hatch(inks.ink, 7, 0.7, 90))
    lamp_body(cut, inks)
    cut.shape("M180 250V236", ink=inks.ink, weight=5)
    smoke = points("180,232 174,205 186,175 176,140 184,96 168,62 190,30 176,-6")
    cut.shape(smooth(smoke), ink=inks.paper, weight=7)
    cut.shape(smooth(smoke), ink=inks.ink, weight=2)
    return cut


def flood_map(inks: Palette) -> Drawing:
    """The Wend below Moorfield, the drowned meadows hatched."""
    cut = Drawing(480, 400)
    river = points("-10,90 70,110 140,160 220,165 280,215 360,235 430,300 500,330")
    north = [(x, y - 46 - 16 * math.sin(x / 60)) for x, y in river[2:]]
    south = [(x, y + 44 + 14 * math.cos(x / 50)) for x, y in reversed(river[2:])]
    cut.shape(smooth([river[1], *north, *south, river[1]]), cut.hatch(inks.ink, 8, 0.8), inks.ink, 1)
    cut.shape(smooth(river), ink=inks.ink, weight=11)
    cut.shape(smooth(river), ink=inks.paper, weight=6)
    for x, y in ((92, 66), (110, 60), (128, 70), (98, 84), (118, 88), (80, 78), (138, 88)):
        cut.rect(Box(x, y, 12, 9), inks.ink)
    cut.text((76, 48), "MOORFIELD", ROMAN_BOLD, 23, inks.ink)
    cut.text((322, 130), "Mill Meadows", ROMAN_ITALIC, 21, inks.ink, "middle")
    cut.text((180, 300), "Long Acre", ROMAN_ITALIC, 21, inks.ink, "middle")
    cut.text((318, 386), "to Port Carrow", ROMAN_ITALIC, 20, inks.ink, "middle")
    cut.shape("M384 380H420M412 374L421 380L412 386", ink=inks.ink, weight=1.6)
    cut.shape("M412 104V44M404 62L412 44L420 62", ink=inks.ink, weight=2)
    cut.text((412, 38), "N", ROMAN_BOLD, 20, inks.ink, "middle")
    cut.shape("M64 356H164M64 350V362M114 352V360M164 350V362", ink=inks.ink, weight=1.6)
    cut.text((114, 383), "1 mile", ROMAN_ITALIC, 19, inks.ink, "middle")
    return cut


def crown_laid_down(inks: Palette) -> Drawing:
    """A crown upon a cushion."""
    cut = Drawing(480, 520)
    cut.rect(Box(0, 0, 480, 410), cut.hatch(inks.ink, 8, 0.55, 90))
    cut.put('<g transform="translate(0 86)">')
    cut.shape(
        "M96 300C76 270 84 252 110 256C180 244 300 244 370 256C396 252 404 270 384 300"
        "C404 326 398 346 368 338C300 350 180 350 112 338C82 346 76 326 96 300Z",
        inks.paper,
        inks.ink,
        3,
    )
    cut.shape("M112 338C180 326 300 326 368 338", ink=inks.ink, weight=1.5)
    for x in (84, 396):
        cut.circle((x, 342), 8, inks.ink)
        cut.shape(f"M{x} 346l-9 26M{x} 346l-3 28M{x} 346l3 28M{x} 346l9 26", ink=inks.ink, weight=2)
    cut.shape("M150 250L136 160C170 108 220 100 240 100C260 100 310 108 344 160L330 250Z", inks.paper)
    for path in (
        "M152 214C116 140 176 92 240 112",
        "M328 214C364 140 304 92 240 112",
        "M200 212C186 160 206 124 240 112",
        "M280 212C294 160 274 124 240 112",
    ):
        cut.shape(path, ink=inks.ink, weight=9)
        cut.shape(path, ink=inks.paper, weight=3.5, dash="1 8")
    cut.shape("M150 214H330L334 256C280 266 200 266 146 256Z", inks.paper, inks.ink, 3)
    for x in range(170, 330, 35):
        cut.shape(f"M{x} 226l9 11l-9 11l-9 -11Z", inks.ink)
    cut.circle((240, 94), 18, inks.paper, inks.ink, 4)
    cut.shape("M222 94H258M240 76V40M226 56H254", ink=inks.ink, weight=5)
    cut.put("</g>")
    return cut


def burning_airship(inks: Palette) -> Drawing:
    """The airship afire from the tail, bow up, over the field and the mast."""
    cut = Drawing(620, 440)
    cut.rect(Box(0, 0, 620, 400), cut.hatch(inks.ink, 7, 0.55, 90))
    cut.shape(
        "M250 330C190 350 90 330 60 290C20 280 -10 240 10 200C-30 170 -30 110 10 90C0 40 40 -20 90 -10"
        "L250 -10C290 20 280 60 262 76C300 96 300 140 280 160C310 190 320 230 300 260Z",
        inks.ink,
    )
    for x, y, size in ((110, 60, 44), (40, 130, 34), (190, 120, 36), (84, 180, 30), (200, 40, 26)):
        cut.shape(f"M{x - size} {y}a{size} {size} 0 0 1 {size * 1.7} {-size / 2}", ink=inks.paper, weight=1.4)
    hull = "M150 330C190 270 330 190 470 132C512 116 544 122 552 138C558 154 538 178 502 202C384 276 226 344 150 330Z"
    cut.shape(hull, inks.paper, inks.ink, 3)
    for path in (
        "M190 300C310 220 450 150 552 140",
        "M200 316C330 250 460 180 552 140",
        "M230 322C350 276 470 210 552 140",
    ):
        cut.shape(path, ink=inks.ink, weight=1.2)
    cut.shape("M408 248l40 -24l9 10l-38 24Z", inks.ink)
    cut.shape(
        "M352 262C356 232 340 222 352 188C330 200 322 222 318 "
        "232C316 198 296 176 306 132C276 158 266 196 268 216"
        "C252 186 222 176 222 136C198 170 206 210 216 228C190 214 166 216 152 192C148 226 166 246 182 256"
        "C160 256 140 268 120 262C128 288 150 300 140 322C150 346 190 352 214 342C262 352 340 322 352 262Z",
        inks.paper,
        inks.ink,
        3,
    )
    cut.shape(
        "M322 276C324 258 314 250 316 232C300 244 294 256 290 "
        "268C284 246 278 234 278 210C260 236 258 252 262 268"
        "C244 256 232 246 224 236C226 262 236 276 244 286C226 282 208 284 190 278C202 300 214 306 212 318"
        "C250 334 312 318 322 276Z",
        cut.hatch(inks.ink, 6, 0.7),
        inks.ink,
        1.6,
    )
    cut.rect(Box(0, 400, 620, 60), inks.ink)
    mast = "M556 400L576 190L596 400M562 340H590M567 286H585M572 236H580M562 340L585 286M590 340L567 286"
    cut.shape(mast + "M567 286L580 236M585 286L572 236M576 190V162", ink=inks.ink, weight=3)
    for x, way in ((210, 1), (236, 1), (330, -1), (352, 1), (410, 1), (452, 1), (470, -1)):
        cut.shape(
            f"M{x} 400l{4 * way} -7l{-1 * way} -8l{5 * way} 6l{4 * way} -1M{x + 3 * way} 393l{5 * way} 7",
            ink=inks.ink,
            weight=2,
        )
        cut.circle((x + 4 * way, 382), 2.4, inks.ink)
    return cut
