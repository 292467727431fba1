"""The encoding of a table of plain text, for files that do not say it."""

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_ELSEWHERE = ["cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "cp850", "iso8859_2",
              "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"]  # fmt: skip
_NOT_WESTERN = re.compile(r"(?<=\w)[¡-¬®-¶¸-¿×÷ƒ†‡ˆ˜‰‹›€™](?=\w)|[a-z][À-ÞŠŽŒŸ][a-z]|[ÐÝÞðýþ]")
"""Signs within words, capitals within words, and letters that Czech and Turkish have where Icelandic has others."""
_FOREIGN = 0.3
"""No western language has accents on so many of its letters."""


def encoding_of(file: Path) -> str:
    """By the mark at its beginning; UTF-8 when all of it is; else what its letters make most likely."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as stream:
        data = stream.read(_CHUNK)
        for mark, name in _BOMS:
            if data.startswith(mark):
                return name
        while data:
            try:
                decoder.decode(data)
            except UnicodeDecodeError as fault:
                around = data[max(0, fault.start - _SAMPLE // 2) : fault.start + _SAMPLE // 2]
                return _likeliest(around.replace(b"\0", b""))
            data = stream.read(_CHUNK)
    return "utf-8"


def _likeliest(data: bytes) -> str:
    """Windows' western encoding, the commonest, where ``data`` makes sense in it; else what statistics say."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    letters = sum(map(str.isalpha, text))
    accented = sum(sign.isalpha() and not sign.isascii() for sign in text)
    if accented < _FOREIGN * letters and not _NOT_WESTERN.search(text):
        return "cp1252"
    best = from_bytes(data, cp_isolation=_ELSEWHERE).best()
    return str(best.encoding) if best else "cp1252"
