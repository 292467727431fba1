"""The head and the foot of a chart."""

from __future__ import annotations

from drawing import Drawing, Face

INK, GREY = "#1b1b1c", "#8d8778"


def heading(sheet: Drawing, title: str, line: str, bold: Face, plain: Face) -> None:
    """A rule, a title that says what is seen and the line saying what is measured."""
    sheet.rule((70, 50), (sheet.width - 70, 50), INK, 4)
    sheet.text((70, 104), title, bold, 42, INK)
    sheet.text((70, 144), line, plain, 26, INK)


def source(sheet: Drawing, words: str, face: Face) -> None:
    """The foot of a chart."""
    sheet.text((70, sheet.height - 32), words, face, 20, GREY)
