"""Web archives (WARC): the pages in them, and their pictures, which are unpacked first.

A record may say that it is of any length, and may be packed a thousandfold: what is read of it is bounded, and so is
a line of its head.
"""

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backissue.errors import ImportRefused
from backissue.importers.readers.captured.files import LARGEST, decode
from backissue.importers.readers.html.encodings import declared_in
from backissue.importers.readers.html.page import Page
from backissue.importers.record import LeftOut, Source

_KINDS = ("warcinfo", "request", "response", "resource", "metadata", "revisit", "conversion", "continuation")
_PAGES = ("text/html", "application/xhtml+xml")
_LARGEST_PICTURE = 64 * 1024 * 1024
_MOST_UNPACKED = 64 * 1024 * 1024 * 1024
_LONGEST_LINE = 64 * 1024


def is_warc(file: Path) -> bool:
    """Whether a file is a web archive, by its name."""
    return file.name.casefold().endswith((".warc", ".warc.gz"))


def pages(file: Path, name: str, source: Source) -> Iterator[Page | LeftOut]:
    """The pages in a web archive. Raises ImportRefused when it holds no record that can be read."""
    pictures = Pictures(source.scratch / "pictures")
    for record, kind in _records(file):
        if isinstance(record, str):
            break
        if kind.startswith("image/"):
            pictures.keep(_target(record), record)
    for record, kind in _records(file):
        if isinstance(record, str):
            yield LeftOut(name, record, fault=True)
            return
        if kind not in _PAGES:
            continue
        url = _target(record)
        where = f"{name}: {url}"
        status = _status(record)
        if status[:1] == "3":
            continue
        if status and status[:1] != "2":
            yield LeftOut(where, f"no article: the site answered {status[:3]}")
            continue
        data, fault = _read(record, LARGEST)
        if fault:
            yield LeftOut(where, fault, fault=True)
            continue
        text, remark = decode(data, _charset(record) or declared_in(data[:4096]))
        yield Page(
            text,
            key=url,
            source=where,
            scratch=source.scratch,
            find=pictures.find,
            url=url,
            remark=remark,
            forms=source.mapping.dates,
        )


class Pictures:
    """Pictures out of a web archive, each in a file that is named by its address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._left = _MOST_UNPACKED
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, url: str, record: Any) -> None:
        """Unpack a picture; of one address the first counts. What is too large is not kept."""
        file = self._file(url)
        if file.exists() or self._left <= 0:
            return
        data, fault = _read(record, _LARGEST_PICTURE)
        if data and not fault:
            self._left -= len(data)
            file.write_bytes(data)

    def find(self, url: str) -> str:
        """The file of the picture at ``url``; empty when the archive has none."""
        file = self._file(url)
        return str(file) if file.exists() else ""

    def _file(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.partition("#")[0].encode("utf-8", "replace")).hexdigest()[:40]


def _records(file: Path) -> Iterator[tuple[Any, str]]:
    """Responses and resources with their media types; a text in a record's place says why there are no more."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.bufferedreaders import DecompressingBufferedReader
    from warcio.exceptions import ArchiveLoadFailed

    class Bounded(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
        """A reader whose lines end somewhere."""

        def readline(self, length: int | None = None) -> bytes:
            line: bytes = super().readline(min(length or _LONGEST_LINE, _LONGEST_LINE))
            return line

    some = False
    try:
        with file.open("rb") as opened:
            records = ArchiveIterator(opened, no_record_parse=False, ensure_http_headers=False)
            records.reader = Bounded(opened)
            for record in records:
                some = some or record.rec_type in _KINDS
                if record.rec_type in ("response", "resource") and _target(record).startswith(("http://", "https://")):
                    yield record, _kind(record)
    except (ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError, UnicodeError, AttributeError) as fault:
        if not some:
            raise ImportRefused(f"{file}: not a web archive that can be read ({_first_line(fault)})") from None
        yield f"the web archive ends before its end ({_first_line(fault)}); what stood before came over", ""
        return
    if not some:
        raise ImportRefused(f"{file}: there is no record in this web archive")


def _read(record: Any, most: int) -> tuple[bytes, str]:
    """What a record holds, and what is wrong with it."""
    parts = []
    size = 0
    try:
        stream = record.content_stream()
        while data := stream.read(1024 * 1024):
            size += len(data)
            if size > most:
                return b"", f"larger than {most // 1024 // 1024} MB, which no page is"
            parts.append(data)
        if record.raw_stream.limit > 0 and not record.raw_stream.read(1):
            return b"", "the web archive ends in the middle of it"
    except Exception as fault:  # whatever a decoder meets in a record, the next record may be whole
        return b"", f"cannot be unpacked ({_first_line(fault)})"
    return b"".join(parts), ""


def _target(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip(" <>")


def _kind(record: Any) -> str:
    return _header(record).partition(";")[0].strip().casefold()


def _charset(record: Any) -> str:
    return _header(record).casefold().partition("charset=")[2].partition(";")[0].strip(" \"'")


def _header(record: Any) -> str:
    headers = record.http_headers or (record.rec_headers if record.rec_type == "resource" else None)
    return (headers.get_header("Content-Type") or "") if headers else ""


def _status(record: Any) -> str:
    return str(record.http_headers.get_statuscode() or "") if record.http_headers else ""


def _first_line(fault: Exception) -> str:
    return next(iter(str(fault).strip().splitlines()), "") or type(fault).__name__
