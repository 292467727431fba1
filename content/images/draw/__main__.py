"""Draw every picture of the sample archive: `python content/images/draw [words in a path]`.

The pictures are set in Old Standard TT, TeX Gyre Schola, TeX Gyre Heros Cn, Linux Libertine
and Lato (Debian: fonts-oldstandard, fonts-texgyre, fonts-linuxlibertine, fonts-lato). With
other fonts they still draw, but not as they were meant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import charts
import covers_courier
import covers_lamp
import covers_phare
import elevations
import kept
import maps
import scenes
from drawing import Drawing
from layout import made_up

IMAGES = Path(__file__).resolve().parent.parent


def pictures() -> dict[str, Callable[[], Drawing]]:
    """Every picture, by its path below content/images."""
    covers = (*covers_lamp.COVERS, *covers_courier.COVERS, *covers_phare.COVERS)
    drawn: dict[str, Callable[[], Drawing]] = {c.path: partial(made_up, c) for c in covers}
    return drawn | charts.CHARTS | maps.MAPS | elevations.ELEVATIONS | scenes.SCENES | kept.KEPT


def main(wanted: list[str]) -> None:
    """Draw all the pictures, or those whose path holds one of the wanted words."""
    for path, draw in pictures().items():
        if not wanted or any(word in path for word in wanted):
            draw().print(IMAGES / path)
            sys.stdout.write(f"{path}  {(IMAGES / path).stat().st_size / 1024:.0f} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
