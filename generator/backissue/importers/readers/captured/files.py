"""Files of a source: found without leaving it, read with a bound, and decoded whatever they say of themselves."""

import codecs
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from backissue.errors import ImportRefused

LARGEST = 32 * 1024 * 1024
"""Bytes of one page. The text of the longest newspaper page is a hundredth of that."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_SPOILT = 0.01
"""The share of signs that may be unreadable in a text that is still UTF-8."""
_PRINTED = {"windows-1252": "Windows-1252", "utf-8": "UTF-8"}


class TooLarge(Exception):
    """A file is larger than a page can be."""


def walk(root: Path, enter: Callable[[Path], bool] = lambda folder: True) -> Iterator[Path]:
    """The files below ``root`` in the order of their names; no link is followed, nothing hidden is looked at.

    Folders that ``enter`` refuses are passed by. Raises ImportRefused when ``root`` cannot be listed.
    """
    try:
        with os.scandir(root) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as fault:
        raise ImportRefused(f"{root}: the folder cannot be read ({fault.strerror}); look at its permissions") from None
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        path = Path(entry.path)
        if entry.is_file():
            yield path
        elif entry.is_dir() and enter(path):
            yield from walk(path, enter)


def read_page(file: Path, most: int = LARGEST) -> bytes:
    """A page's bytes. Raises TooLarge, or OSError."""
    with file.open("rb") as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise TooLarge(f"larger than {most // 1024 // 1024} MB, which no page is")
    return data


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of ``data``, and what a person should know of how it was read; often nothing.

    Bytes say more than declarations: a byte order mark, then valid UTF-8, then what is ``declared``, then what the
    text itself is most like.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ""
    label = _codec(declared)
    if label and b"\x1b" in data and (text := _strictly(data, label)) is not None:  # ISO-2022: all bytes are ASCII
        return text, ""
    if (text := _strictly(data, "utf-8")) is not None and not _is_wide(data):
        wrong = label and label != "utf-8" and not data.isascii()
        return text, "says another encoding than UTF-8, which it is in" if wrong else ""
    if label and label != "utf-8" and (text := _strictly(data, label)) is not None:
        return text, ""
    if not _is_wide(data):
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= _SPOILT * sum(not sign.isascii() for sign in text):
            return text, "a few signs could not be read"
    return _guessed(data, label)


def _guessed(data: bytes, label: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = None if label == "windows-1252" else from_bytes(data[: 256 * 1024]).best()
    encoding = _codec(best.encoding) if best else ""
    if encoding in ("", "utf-8", "ascii") or not best or _is_rarity(encoding):
        encoding = "windows-1252"
    if data.decode(encoding, "replace") == data.decode("windows-1252", "replace"):
        encoding = "windows-1252"
    remark = f"read as {_PRINTED.get(encoding, encoding)}, which is a guess; look at its letters"
    return data.decode(encoding, "replace"), remark


def _is_rarity(encoding: str) -> bool:
    """Encodings that no page was ever saved in, and that a short text is easily taken for."""
    return encoding.startswith(("cp037", "cp1026", "cp273", "cp424", "cp500", "cp875", "cp1140", "mac", "hz", "utf-7"))


def _is_wide(data: bytes) -> bool:
    """UTF-16 or UTF-32 without a mark: every second byte of Latin text is nothing."""
    return data[:1024].count(0) * 4 > len(data[:1024])


def _codec(label: str) -> str:
    """The codec's name for a label; Latin-1 is Windows-1252, as browsers read it. Empty when there is none."""
    try:
        name = codecs.lookup(re.sub(r"[^\w:.-]", "", label)).name if label.strip() else ""
    except LookupError:
        return ""
    if name in ("iso8859-1", "cp1252", "ascii"):
        return "windows-1252"
    return (
        name if name not in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined") else ""
    )


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, AssertionError, TypeError):  # some codecs are from bytes to bytes
        return None
