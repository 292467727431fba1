"""What a front page is: the paper's house style, its stories, its cuts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drawing import Anchor, Drawing, Face


@dataclass(frozen=True)
class House:
    """What stays the same from day to day in one paper at one time."""

    nameplate: str
    plate: Face
    plate_size: float
    motto: str
    head: Face
    deck: Face
    small: Face
    columns: int
    paper: str
    ink: str
    spot: str
    grey: str
    centred: bool = True
    coloured_plate: bool = False

    @property
    def anchor(self) -> Anchor:
        """Where heads and decks are anchored."""
        return "middle" if self.centred else "start"


@dataclass(frozen=True)
class Palette:
    """The inks a cut may use."""

    ink: str
    spot: str
    paper: str
    grey: str


Cut = Callable[[Palette], Drawing]


@dataclass(frozen=True)
class Story:
    """A story's place on the page: first column, columns wide, top and bottom from 0 to 1."""

    column: int
    span: int
    top: float
    bottom: float
    head: str
    size: float
    deck: str = ""


@dataclass(frozen=True)
class Figure:
    """A cut's place on the page, its drawing and the line below it."""

    column: int
    span: int
    top: float
    bottom: float
    draw: Cut
    caption: str


@dataclass(frozen=True)
class Cover:
    """One front page."""

    path: str
    house: House
    strip: tuple[str, str, str]
    banner: tuple[str, ...]
    decks: tuple[str, ...]
    parts: tuple[Story | Figure, ...]
    ears: tuple[str, str] = ("", "")
    banner_size: float = 150
    mourning: bool = False
