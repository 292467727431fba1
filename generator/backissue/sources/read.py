"""Content files to records: each is read once, and its hash is of the very bytes that were parsed."""

import hashlib
import os
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from backissue.errors import Problem
from backissue.images.pictures import BadPicture
from backissue.model import Article, Picture, Record, StaticPage
from backissue.reprints.sketch import sketch
from backissue.sources.article import read_article
from backissue.sources.markdown import References, references
from backissue.sources.reading import Reading
from backissue.sources.records import read_record
from backissue.sources.scan import Found, on_disk

_PATIENCE = 3
"""How often a file is read that somebody writes at the same time."""
_TICK_NS = 50_000_000
"""Longer than the clocks of file systems take from one tick to the next."""
_NO_TIME = -1
"""A time that no file has."""


class Wanted(msgspec.Struct, gc=False, frozen=True):
    """A file to be read, with the hash that it had when it was last read, if it was."""

    found: Found
    known: bytes | None


class Read(msgspec.Struct, gc=False, frozen=True):
    """One file as it was found."""

    found: Found
    digest: bytes
    record: Record | None
    """None when the bytes are those that the catalog knows, or when ``problems`` has an error."""
    references: References
    problems: tuple[Problem, ...]
    sketch: list[int] | None = None
    """Of a story, where sketches are made."""

    @property
    def same(self) -> bool:
        """True when only the file's time differs."""
        return self.record is None and not self.problems


def read_files(content: str, reading: Reading, wanted: Sequence[Wanted]) -> list[Read]:
    """Each file that is still there, read. A pure function of the files: any process may run it."""
    return [read for want in wanted if (read := _read_one(Path(content), reading, want)) is not None]


def _read_one(content: Path, reading: Reading, want: Wanted) -> Read | None:
    source = want.found.source
    shown = f"content/{source}"
    path = f"{content}/{source}" if source.isascii() else str(on_disk(content, source))
    try:
        data, found = _settled(path, want.found)
    except FileNotFoundError:  # gone since the scan: the next build sees that it is
        return None
    except OSError as fault:
        problem = Problem(shown, 0, f"cannot be read: {fault.strerror}", "mend its permissions")
        return Read(want.found, b"", None, References(), (problem,))
    digest = hashlib.blake2b(data, digest_size=16).digest()
    if digest == want.known:
        return Read(found, digest, None, References(), ())
    if found.kind == "picture":
        return _read_picture(found, digest, data)
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        message = f"not UTF-8: the byte 0x{data[fault.start]:02X}"
        return Read(found, digest, None, References(), (Problem(shown, line, message, "save the file as UTF-8"),))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Read(found, digest, None, References(), (Problem(shown, line, "a NUL character", "remove it"),))
    record, problems = _parse(found, text, shown, reading)
    linked = References()
    if isinstance(record, Article | StaticPage):
        linked = references(record.body, source, record.body_line)
        problems += [
            Problem(shown, one.line, f"{one.target} is on another host: it is shown as a link",
                    "copy the picture into content/images/", warning=True)
            for one in linked.foreign_pictures
        ]  # fmt: skip
        stated = {image.src for image in record.images} if isinstance(record, Article) else set()
        problems += [
            Problem(
                shown,
                one.line,
                f"the picture {one.target} has no alt text",
                "write ![what it shows](…)",
                warning=True,
            )
            for one in linked.pictures
            if not one.alt and one.target not in stated
        ]
    sample = sketch(record.body) if reading.sketches and isinstance(record, Article) else None
    return Read(found, digest, record, linked, tuple(problems), sample)


def _settled(path: str, found: Found) -> tuple[bytes, Found]:
    """A file's bytes, and its size and time as they were before and after it was read.

    Who writes it meanwhile makes it be read again. A file whose time is as good as now may still change
    without another time, because file systems' clocks tick; so it is remembered with a time that no
    file has, and the next build looks at its bytes.
    """
    for _ in range(_PATIENCE):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a hundred thousand times
            before = os.fstat(file.fileno())
            data = file.readall()
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size:
            age = time.time_ns() - after.st_mtime_ns
            settled = not -_TICK_NS < age < _TICK_NS
            return data, msgspec.structs.replace(
                found, size=after.st_size, mtime_ns=after.st_mtime_ns if settled else _NO_TIME
            )
    return data, msgspec.structs.replace(found, size=len(data), mtime_ns=_NO_TIME)


def _parse(found: Found, text: str, shown: str, reading: Reading) -> tuple[Record | None, list[Problem]]:
    read = read_article if found.kind == "article" else read_record
    record, problems = read(found.source, text, shown, reading)
    if any(not problem.warning for problem in problems):
        return None, problems
    return record, problems


def _read_picture(found: Found, digest: bytes, data: bytes) -> Read:
    from backissue.images.pixels import inspect  # libvips takes longer to load than a small build takes

    try:
        width, height, form = inspect(data)
    except BadPicture as fault:
        problem = Problem(f"content/{found.source}", 0, str(fault), "replace it by a picture that opens")
        return Read(found, digest, None, References(), (problem,))
    picture = Picture(source=found.source, digest=digest.hex(), width=width, height=height, format=form)
    return Read(found, digest, picture, References(), ())
