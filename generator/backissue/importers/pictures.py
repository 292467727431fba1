"""Pictures of imported stories: copied into ``content/images/`` where their files are to be had, listed where not."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from backissue.addresses import folded
from backissue.importers.addresses import path_of
from backissue.importers.fetching import Fetcher, NotFetched
from backissue.importers.manifest import Manifest
from backissue.importers.mapping import Mapping
from backissue.importers.record import Item, Picture
from backissue.importers.spool import Spool
from backissue.sources.scan import PICTURE_ENDINGS

_MOST_BYTES = 256 * 1024 * 1024
_LONGEST = 120
"""Bytes of a picture's own name."""
_ODD = re.compile(r"[^\w.-]+")


class Pictures:
    """Brings the files of pictures over, each once."""

    def __init__(
        self, spool: Spool, manifest: Manifest, scope: str, folder: str, mapping: Mapping, fetcher: Fetcher | None
    ) -> None:
        self._spool = spool
        self._manifest = manifest
        self._scope = scope
        self._folder = folder
        self._mapping = mapping
        self._fetcher = fetcher

    def known(self, picture: Picture, item: Item) -> Picture:
        """``picture`` with what its attachment says of it, where it names one; its file joins the item's."""
        if not picture.ref.startswith("attachment:"):
            return picture
        found = self._spool.attachment(picture.ref.removeprefix("attachment:"))
        if found is None:
            item.note("lost", f"a picture is not in the source: {picture.ref}")
            return Picture("", picture.alt, picture.caption, picture.credit, picture.rights, picture.lead)
        other = found.picture
        if found.file:
            item.files[other.ref] = found.file
        return Picture(
            other.ref, other.alt if picture.alt is None else picture.alt, picture.caption or other.caption,
            picture.credit or other.credit, picture.rights or other.rights, picture.lead,
        )  # fmt: skip

    def bring(self, ref: str, item: Item) -> str:
        """The place below ``content/`` of the picture that ``ref`` names, once it is copied; empty if it cannot be."""
        file = self._file(ref, item)
        if file is None:
            return ""
        if target := self._spool.picture(str(file)):
            return target
        try:
            if file.stat().st_size > _MOST_BYTES:
                item.note("lost", f"a picture's file is larger than 256 MB: {ref}")
                return ""
            data = file.read_bytes()
        except OSError as fault:
            item.note("lost", f"a picture's file cannot be read ({fault.strerror}): {ref}")
            return ""
        ending = _ending(ref, data)
        if not ending:
            item.note("lost", f"not a picture that can be shown: {ref}")
            return ""
        target = self._place(ref, ending, file)
        self._manifest.put(f"{self._scope}picture:{target}", f"content/{target}", data)
        self._spool.place_picture(str(file), target)
        return target

    def _file(self, ref: str, item: Item) -> Path | None:
        if given := item.files.get(ref):
            return Path(given)
        for prefix, folder in self._mapping.images.items():
            if ref.startswith(prefix):
                file = _file_below(Path(self._mapping.folder, folder).resolve(), ref[len(prefix) :])
                if file:
                    return file
        if ref.startswith(("http://", "https://")) and self._fetcher:
            try:
                return self._fetcher.fetch(ref)
            except NotFetched as fault:
                item.note("warning", f"a picture could not be fetched, because {fault}: {ref}")
        return None

    def _place(self, ref: str, ending: str, file: Path) -> str:
        """A name of its own below ``images/``, made of the one that it had."""
        parts = [_ODD.sub("-", part).strip(".-") for part in unquote(path_of(ref)).split("/")]
        name = posixpath.join(*([part for part in parts if part][-5:] or ["picture"]))
        stem = name[: -len(ending)] if name.casefold().endswith(ending) else name
        number = 1
        while True:
            target = f"images/{self._folder}/{_end_of(stem).strip('/')}{f'-{number}' if number > 1 else ''}{ending}"
            if self._spool.take(folded(target)):
                return target
            number += 1


def _file_below(root: Path, address: str) -> Path | None:
    """The file at the rest of an address in ``root``; None where there is none, and for names that no file can have."""
    try:
        file = (root / unquote(path_of(address)).lstrip("/")).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):  # too long; a NUL
        return None


def _end_of(name: str) -> str:
    """As much of its end as a file's name surely takes: disks count bytes."""
    return name.encode("utf-8", "replace")[-_LONGEST:].decode("utf-8", "ignore")


def _ending(ref: str, data: bytes) -> str:
    """The ending of a picture's file by its name, else by what it is; empty when it cannot be decoded."""
    from backissue.images.pictures import BadPicture
    from backissue.images.pixels import inspect

    try:
        form = inspect(data)[2]
    except BadPicture:
        return ""
    name = unquote(path_of(ref)).casefold()
    return next((ending for ending in PICTURE_ENDINGS if name.endswith(ending)), f".{form}")
