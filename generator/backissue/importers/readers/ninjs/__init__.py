"""IPTC ninjs, versions 1 to 3: objects, arrays, an object with ``items``, or one on each line; a file or a folder.

The source is read twice: of two versions of a story the newer counts, and a picture that a story shows is none
by itself.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from backissue.importers.readers.json_stream import entries as json_entries
from backissue.importers.readers.moments import moment
from backissue.importers.readers.near import beside, files_of, shown, sizes
from backissue.importers.readers.ninjs.object import news_object, text
from backissue.importers.readers.ninjs.pictures import KINDS, associated, picture_of
from backissue.importers.readers.ninjs.story import story
from backissue.importers.readers.options import options_of
from backissue.importers.record import Attachment, Found, LeftOut, Source

_ENDINGS = (".json", ".ndjson", ".jsonl", ".ninjs")
_TEXTS = ("headlines", "bodies", "descriptions", "title")
_MOVING = ("video", "audio")

Rank = tuple[tuple[int, ...], str, int]
"""By which the newest version is told: its number, its moment, its place in the source."""


class NinjsOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ``options`` of a mapping."""

    ednote: bool = False
    """True keeps the note to editors, in ``extra``."""
    pictures: bool = True
    """False leaves out pictures that no story shows; else each is a story."""


class Digest:
    """What the first reading found, in little memory."""

    def __init__(self) -> None:
        self.newest: dict[bytes, Rank] = {}
        self.pictures: set[str] = set()
        """The uris of pictures that are objects of their own."""
        self.shown: set[str] = set()
        """The uris that stories are associated with."""

    def add(self, place: int, found: dict[str, Any]) -> None:
        """Take note of one object."""
        name, rank = _name(found), _rank(place, found)
        self.newest[name] = max(rank, self.newest.get(name, rank))
        if text(found.get("type")).lower() in KINDS:
            if uri := text(found.get("uri")):
                self.pictures.add(uri)
        else:
            self.shown.update(uri for one in associated(found) if (uri := text(one.get("uri"))))


def read(source: Source) -> Iterator[Found]:
    """Every story in a file or a folder of ninjs. Raises ImportRefused when there is none to read."""
    options = options_of(source.mapping, NinjsOptions)
    files, links = files_of(source.path, _ENDINGS, "ninjs")
    digest = Digest()
    for place, (_, _, found) in enumerate(_objects(source, files, 0)):
        if isinstance(found, dict):
            digest.add(place, found)
    yield from links
    for place, (where, file, found) in enumerate(_objects(source, files, 1)):
        if isinstance(found, str):
            yield LeftOut(where, found, fault=True)
        elif digest.newest[_name(found)][2] != place:
            yield LeftOut(where, "an older version of what is here in a newer one")
        else:
            try:
                yield from _read_one(found, where, file, digest, options)
            except Exception as fault:  # whatever one object holds, the others are read
                yield LeftOut(where, f"not readable: {type(fault).__name__}", fault=True)


def _objects(source: Source, files: list[Path], reading: int) -> Iterator[tuple[str, Path, dict[str, Any] | str]]:
    """(where, its file, the object or its fault) of everything in ``files``; ``reading`` is 0, then 1."""
    for file, before, total in sizes(files):

        def told(done: int, before: int = before, total: int = total) -> None:
            source.tell(reading * total + before + done, 2 * total)

        name = shown(source.path, file)
        try:
            for entry in json_entries(file, name, told):
                yield from ((where, file, one) for where, one in _unwrapped(entry.source, entry.value, entry.fault))
        except OSError as fault:
            yield name, file, f"cannot be read: {fault.strerror}"
        told(file.stat().st_size)


def _unwrapped(where: str, value: Any, fault: str) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """The news objects in one value: itself, or those that it lists as its ``items``."""
    if fault:
        yield where, fault
    elif not isinstance(value, dict):
        yield where, "not a news object"
    elif "uri" not in value and isinstance(items := value.get("items", value.get("_items")), list):
        for at, one in enumerate(items, 1):
            yield from _unwrapped(f"{where}, item {at}", one if not _is_list(one) else None, "")
    else:
        found = news_object(value)
        yield where, found if "uri" in found or any(name in found for name in _TEXTS) else "not a news object"


def _is_list(value: Any) -> bool:
    return isinstance(value, dict) and "uri" not in value and "items" in value


def _read_one(found: dict[str, Any], where: str, file: Path, digest: Digest, options: NinjsOptions) -> Iterator[Found]:
    kind, uri = text(found.get("type")).lower(), text(found.get("uri"))
    if kind in KINDS:
        if (picture := picture_of(found)) and uri:
            yield Attachment(uri, picture, beside(file, picture.ref))
        if uri in digest.shown:
            return
        if not options.pictures:
            yield LeftOut(where, "a picture that no story shows")
            return
    if kind in _MOVING and "bodies" not in found:
        yield LeftOut(where, f"{kind} without a text")
    elif not any(name in found for name in _TEXTS):
        cancelled = text(found.get("pubstatus")).lower().startswith("cancel")
        yield LeftOut(
            where, "cancelled by its source, and without a text" if cancelled else "neither headline nor text"
        )
    else:
        item = story(found, uri or _name(found).hex(), where, file, digest.pictures, ednote=options.ednote)
        if kind in KINDS:
            item.note("changed", "a picture that no story shows is a story by itself")
        yield item


def _name(found: dict[str, Any]) -> bytes:
    """What tells objects apart: the uri, or all of one that has none."""
    name = text(found.get("uri")) or json.dumps(found, sort_keys=True)
    return hashlib.blake2b(name.encode(), digest_size=16).digest()


def _rank(place: int, found: dict[str, Any]) -> Rank:
    numbers = tuple(int(one) for one in re.findall(r"\d{1,18}", text(found.get("version"))[:100]))
    try:
        when = datetime.fromisoformat(moment(text(found.get("versioncreated"))))
        return numbers, (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).isoformat(), place
    except (ValueError, OverflowError):
        return numbers, "", place
