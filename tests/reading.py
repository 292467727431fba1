"""What an importer's reader finds in files that a test writes."""

from pathlib import Path
from typing import TypeVar

from backissue.importers.formats import FORMATS
from backissue.importers.mapping import Mapping
from backissue.importers.record import Found, Item, LeftOut, Source

T = TypeVar("T", bound=Found)


def found_in(form: str, path: Path, mapping: Mapping | None = None) -> list[Found]:
    """Everything that the reader of ``form`` finds at ``path``."""
    return list(FORMATS[form].read(Source(path, mapping or Mapping(), path.parent, lambda done, total: None)))


def kept(found: list[Found], kind: type[T]) -> list[T]:
    """The records of one kind."""
    return [one for one in found if isinstance(one, kind)]


def only_item(found: list[Found]) -> Item:
    """The one item there is."""
    (item,) = kept(found, Item)
    return item


def reasons(found: list[Found]) -> dict[str, str]:
    """Of everything left out, where it is and why."""
    return {one.source: one.reason for one in kept(found, LeftOut)}


def notes_of(item: Item) -> set[str]:
    """Everything that is said of an item."""
    return {f"{note.what}: {note.text}" for note in item.notes}
