"""How a front page is made up: nameplate, rules, banner, decks, columns, a cut."""

from __future__ import annotations

from drawing import NARROW, Box, Drawing, fitted, width_of, wrapped
from front_page import Cover, Figure, House, Palette, Story

PAGE = Box(0, 0, 1000, 1400)
MARGIN = 50.0
GUTTER = 16.0
MEASURE = PAGE.width - 2 * MARGIN


def made_up(cover: Cover) -> Drawing:
    """The whole page."""
    page = Drawing(PAGE.width, PAGE.height, cover.house.paper)
    y = head_of_page(page, cover)
    y = banner(page, cover, y)
    body = Box(MARGIN, y, MEASURE, PAGE.height - MARGIN - y)
    for part in cover.parts:
        if isinstance(part, Figure):
            figure(page, cover.house, part, body)
        else:
            story(page, cover.house, part, body)
        separators(page, cover, part, body)
    return page


def head_of_page(page: Drawing, cover: Cover) -> float:
    """Nameplate, ears and dateline strip; answers with the y below them."""
    house = cover.house
    room = MEASURE - (300 if any(cover.ears) else 10)
    size = fitted(house.nameplate, house.plate, room, house.plate_size)
    baseline = MARGIN + 26 + size * 0.72
    colour = house.spot if house.coloured_plate else house.ink
    page.text((500, baseline), house.nameplate, house.plate, size, colour, "middle")
    for words, x in zip(cover.ears, (MARGIN, PAGE.width - MARGIN - 130), strict=True):
        ear(page, house, words, Box(x, MARGIN + 4, 130, 92))
    y = baseline + size * 0.26
    if house.motto:
        y += 14
        page.text((500, y), house.motto, house.deck, 19, house.ink, "middle", 0.4)
        y += 16
    return strip(page, cover, y)


def ear(page: Drawing, house: House, words: str, box: Box) -> None:
    """The boxed words beside the nameplate."""
    if not words:
        return
    page.rect(box, ink=house.ink, weight=1.2)
    lines = words.split("\n")
    top = box.y + box.height / 2 - (len(lines) - 1) * 11 + 6
    for place, line in enumerate(lines):
        face = house.head if place == 0 else house.deck
        size = fitted(line, face, box.width - 14, 17)
        page.text((box.x + box.width / 2, top + place * 22), line, face, size, house.ink, "middle")


def strip(page: Drawing, cover: Cover, y: float) -> float:
    """Number, date and price between rules."""
    house = cover.house
    right = PAGE.width - MARGIN
    page.rule((MARGIN, y), (right, y), house.ink, 1.2)
    left_words, date, price = cover.strip
    baseline = y + 25
    page.text((MARGIN + 2, baseline), left_words, house.small, 18, house.ink)
    page.text((500, baseline), date, house.small, 18, house.ink, "middle")
    page.text((right - 2, baseline), price, house.small, 18, house.ink, "end")
    weight = 9 if cover.mourning else 4
    page.rule((MARGIN, y + 38), (right, y + 38), house.ink, 1.2)
    page.rule((MARGIN, y + 41 + weight / 2), (right, y + 41 + weight / 2), house.ink, weight)
    return y + 44 + weight


def banner(page: Drawing, cover: Cover, y: float) -> float:
    """The main headline and its decks; answers with the y where the columns begin."""
    house = cover.house
    x = 500.0 if house.centred else MARGIN
    y += 20
    size = min(fitted(line, house.head, MEASURE - 6, cover.banner_size) for line in cover.banner)
    for line in cover.banner:
        y += size * 0.76
        page.text((x, y), line, house.head, size, house.ink, house.anchor)
        y += size * 0.22
    for place, line in enumerate(cover.decks):
        size = fitted(line, house.deck, MEASURE - 40, 35 if place == 0 else 26)
        y += size * 0.98
        page.text((x, y), line, house.deck, size, house.ink, house.anchor)
        y += size * 0.28
        if house.centred and place + 1 < len(cover.decks):
            dash(page, house, 500, y + 10)
            y += 17
    y += 12
    page.rule((MARGIN, y), (PAGE.width - MARGIN, y), house.ink, 1.2)
    return y + 12


def dash(page: Drawing, house: House, x: float, y: float) -> None:
    """The printers' short dash between decks."""
    page.rule((x - 26, y), (x + 26, y), house.ink, 1.4)


def area(house: House, part: Story | Figure, body: Box) -> Box:
    """Where a part falls on the page."""
    pitch = (MEASURE + GUTTER) / house.columns
    top = body.y + part.top * body.height + (10 if part.top else 0)
    bottom = body.y + part.bottom * body.height - (10 if part.bottom < 1 else 0)
    return Box(MARGIN + part.column * pitch, top, part.span * pitch - GUTTER, bottom - top)


def separators(page: Drawing, cover: Cover, part: Story | Figure, body: Box) -> None:
    """The hairlines to the right of a part and below it (turned rules in mourning)."""
    house = cover.house
    box = area(house, part, body)
    right, low = box.x + box.width + GUTTER / 2, box.y + box.height
    weight = 6 if cover.mourning else 1
    if part.column + part.span < house.columns:
        page.rule((right, box.y), (right, low), house.ink, weight)
    if part.bottom < 1:
        page.rule((box.x, low + 10), (box.x + box.width, low + 10), house.ink, 1)


def story(page: Drawing, house: House, part: Story, body: Box) -> None:
    """A headline, a deck and grey rules for the text."""
    box = area(house, part, body)
    x = box.x + (box.width / 2 if house.centred else 0)
    y = box.y
    size = min(fitted(word, house.head, box.width, part.size) for word in part.head.split())
    for line in wrapped(part.head, house.head, size, box.width):
        y += size * 0.86
        page.text((x, y), line, house.head, size, house.ink, house.anchor)
        y += size * 0.2
    if part.deck:
        y = deck(page, house, part, Box(x, y, box.width, 0))
    y += 14
    columns = part.span
    inner = (box.width - (columns - 1) * GUTTER) / columns
    for place in range(columns):
        column = Box(box.x + place * (inner + GUTTER), y, inner, box.y + box.height - y)
        greeked(page, house, column, seed=len(part.head) * 7 + place * 3)


def deck(page: Drawing, house: House, part: Story, at: Box) -> float:
    """The lines below a headline, after a short dash when the paper centres its heads."""
    size = max(17.0, part.size * 0.56)
    y = at.y + 4
    if house.centred:
        dash(page, house, at.x, y + 6)
        y += 14
    for line in wrapped(part.deck, house.deck, size, at.width):
        y += size
        page.text((at.x, y), line, house.deck, size, house.ink, house.anchor)
        y += size * 0.18
    return y


def greeked(page: Drawing, house: House, box: Box, seed: int) -> None:
    """Paragraphs of fine grey rules, one path for the column."""
    pitch, indent = 8.0, 9.0
    path, state, left = "", seed % 97 + 3, 0
    rows = int(box.height // pitch)
    for row in range(rows):
        y = box.y + row * pitch + 1
        first = left == 0
        if first:
            state = (state * 31 + 17) % 97
            left = 4 + state % 6
        left -= 1
        last = left == 0 or row == rows - 1
        start = box.x + (indent if first else 0)
        end = box.x + box.width * ((0.35 + state % 50 / 100) if last and row < rows - 1 else 1)
        path += f"M{start:.0f} {y:.0f}H{end:.0f}"
    page.shape(path, ink=house.grey, weight=2.4)


def figure(page: Drawing, house: House, part: Figure, body: Box) -> None:
    """The cut in its frame and its caption."""
    box = area(house, part, body)
    face, size = (house.deck, 19.0) if house.deck.style == "italic" else (NARROW, 19.0)
    lines = wrapped(part.caption, face, size, box.width)
    caption_height = len(lines) * 23 + 6
    frame = Box(box.x, box.y, box.width, box.height - caption_height)
    inks = Palette(house.ink, house.spot, house.paper, house.grey)
    page.inset(part.draw(inks), frame)
    page.rect(frame, ink=house.ink, weight=1.5)
    for place, line in enumerate(lines):
        y = frame.y + frame.height + 22 + place * 23
        centred = house.centred and width_of(line, face, size) < box.width
        x = box.x + (box.width / 2 if centred else 0)
        page.text((x, y), line, face, size, house.ink, "middle" if centred else "start")
