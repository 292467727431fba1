"""One row of a table, whatever kind of file it came from."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from backissue.importers.cleaning import clean

Said = tuple[Literal["changed", "lost", "warning"], str]


class Row(msgspec.Struct, frozen=True):
    """The cells of a row, in order or by the names of their columns; or why there are none."""

    source: str
    cells: Any = ()
    fault: str = ""
    notes: tuple[Said, ...] = ()

    def under(self, heading: list[str], notes: tuple[Said, ...] = ()) -> "Row":
        """The row with its cells named; a row that is longer or shorter than the heading says so."""
        if self.fault:
            return self
        cells: dict[str, Any] = dict.fromkeys(heading, "") | dict(zip(heading, self.cells, strict=False))
        if len(self.cells) > len(heading):
            further = [cell for cell in self.cells[len(heading) :] if cell not in ("", None)]
            if further:
                cells["further cells"] = further
                notes = (*notes, ("warning", "the row has more cells than the heading has columns"))
        elif len(self.cells) < len(heading):
            notes = (*notes, ("warning", "the row has fewer cells than the heading has columns"))
        return Row(self.source, cells, notes=notes)


def named(cells: Sequence[Any]) -> list[str]:
    """The names of columns: of two the same the second is ``name 2``, and one without is called by its place."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(str(clean("" if cell is None else str(cell))).split()) or f"column {place}"
        number = 1
        while (called := name if number == 1 else f"{name} {number}") in names:
            number += 1
        names.append(called)
    return names
