"""Pages that a browser or a mirror saved on disk: one, or a folder of them with their folders of pictures."""

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from backissue.errors import ImportRefused
from backissue.importers.readers.captured.files import TooLarge, decode, walk
from backissue.importers.readers.captured.files import read_page as read_file
from backissue.importers.readers.html import warc
from backissue.importers.readers.html.encodings import declared_in
from backissue.importers.readers.html.page import Page, Story, read_page, saved_from
from backissue.importers.readers.options import NoOptions, options_of
from backissue.importers.record import Found, LeftOut, Publication, Source

_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_BELONGINGS = re.compile(
    r".+[_\-. ](?:files|file|dateien|fichiers|archivos|bestanden|pliki|soubory|filer|tiedostot|ficheiros|arquivos)$",
    re.I,
)
"""Folders that browsers put beside a page for its pictures; the pages in them are frames and advertisements."""
_CANONICAL = re.compile(
    rb"""<link\b(?=[^>]{0,1000}\brel\s*=\s*["']?canonical\b)[^>]{0,1000}\bhref\s*=\s*["']?([^"'\s>]+)""", re.I
)  # fmt: skip
_HEAD = 128 * 1024


def read(source: Source) -> Iterator[Found]:
    """A story for each page that is an article; what is none is left out with its reason.

    Of pages with one address the first good one counts. Raises ImportRefused when there is no page.
    """
    options_of(source.mapping, NoOptions)
    folder = source.path if source.path.is_dir() else source.path.parent
    files = [source.path] if source.path.is_file() else [file for file in walk(folder, _is_entered) if _is_ours(file)]
    if not files:
        raise ImportRefused(f"{source.path}: no .html page and no .warc file in it; name the folder that has them")
    shelf = Shelf(folder)
    seen: set[str] = set()
    told = Publication()
    for at, file in enumerate(files, 1):
        name = file.relative_to(folder).as_posix()
        for found in _pages(file, name, shelf, source):
            result = read_page(found) if isinstance(found, Page) else found
            if isinstance(result, Story):
                address = next(iter(result.item.addresses), "")
                if address.startswith("http") and address in seen:
                    yield LeftOut(result.item.source, "the same page again, by its address")
                    continue
                seen.add(address)
                if (result.publication.name and not told.name) or not told.url:
                    told = result.publication
                    yield told
                yield result.item
            else:
                yield result
        source.tell(at, len(files))


class Shelf:
    """The folder of the pages, and what may be fetched from it: nothing outside, and nothing through a link."""

    def __init__(self, folder: Path) -> None:
        self._root = Path(os.path.realpath(folder))
        self.address_of = lru_cache(4096)(self._address_of)

    def file(self, page: Path, address: str) -> Path | None:
        """The file that an address in ``page`` leads to, when it is in the folder."""
        try:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                return None
            start = self._root if parts.path.startswith("/") else Path(os.path.realpath(page.parent))
            for path in (unquote(parts.path), parts.path):
                file = Path(os.path.normpath(start / path.lstrip("/")))
                if file.is_relative_to(self._root) and file.is_file() and os.path.realpath(file) == str(file):
                    return file
        except (ValueError, OSError):
            pass
        return None

    def _address_of(self, file: Path) -> str:
        """Where a page on disk stood: by its own word, else by its place in the folder."""
        try:
            with file.open("rb") as opened:
                head = opened.read(_HEAD)
        except OSError:
            head = b""
        canonical = _CANONICAL.search(head)
        stated = saved_from(head[:8192].decode("latin-1")) or (
            canonical[1].decode("utf-8", "replace") if canonical else ""
        )
        return stated if stated.startswith("http") else f"/{file.relative_to(self._root).as_posix()}"


def _pages(file: Path, name: str, shelf: Shelf, source: Source) -> Iterator[Page | LeftOut]:
    if warc.is_warc(file):
        try:
            yield from warc.pages(file, name, source)
        except ImportRefused as fault:
            if file == source.path:
                raise
            yield LeftOut(name, str(fault), fault=True)
        return
    try:
        data = read_file(file)
    except (TooLarge, OSError) as fault:
        yield LeftOut(
            name, str(fault) if isinstance(fault, TooLarge) else f"cannot be read: {fault.strerror}", fault=True
        )
        return
    text, remark = decode(data, declared_in(data[:4096]))

    def find(address: str) -> str:
        found = shelf.file(file, address)
        return str(found) if found else ""

    def link(address: str) -> str:
        found = shelf.file(file, address)
        if found is None or found.suffix.casefold() not in _PAGES:
            return address
        _, mark, fragment = address.partition("#")
        return f"{shelf.address_of(found)}{mark}{fragment}"

    yield Page(
        text,
        key=name,
        source=name,
        scratch=source.scratch,
        find=find,
        path=name,
        link=link,
        remark=remark,
        forms=source.mapping.dates,
    )


def _is_entered(folder: Path) -> bool:
    return not _BELONGINGS.match(folder.name)


def _is_ours(file: Path) -> bool:
    if file.suffix.casefold() in _PAGES or warc.is_warc(file):
        return True
    if file.suffix:
        return False
    try:
        with file.open("rb") as opened:
            return bool(re.match(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b", opened.read(1024), re.I | re.S))
    except OSError:
        return False
