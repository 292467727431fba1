"""The last look: no file of the site may hold a text that a case takes away everywhere.

Records are redacted when they are taken in, so nothing should be found here; what could be is a text in the theme, or
one that only the finished page puts together. Such a file is not put in its place.
"""

import gzip
import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from backissue.config import Config
from backissue.errors import Problem, RedactionFailed
from backissue.takedowns.cases import SHOWN, Case
from backissue.takedowns.matching import Texts

_TAG = re.compile(r"<[^<>]*>")
_APART = re.compile(
    r"</?(?:article|aside|blockquote|div|fieldset|figcaption|figure|footer|form|h[1-6]|header|li|main|nav|ol|p|section|ul)\b[^<>]*>"
)
"""Tags by which readers take what follows for another paragraph. Cells of a table they read on."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SIGNATURE = b"pagefind_dcd"
_PICTURES = (".webp", ".jpg", ".png")
"""Derivatives are pixels alone (``images.pixels``): what is found in them would be chance."""


class Guard(msgspec.Struct, frozen=True):
    """The texts that may be nowhere, each with its case."""

    texts: tuple[tuple[str, str], ...] = ()

    def look(self, path: str, data: bytes) -> None:
        """Raise RedactionFailed when the site's file ``path``, or its name, holds one of the texts."""
        if not self.texts:
            return
        texts = _compiled(self.texts)
        for part in (unquote(path), *_readings(path, data)):
            if found := texts.find(part):
                raise RedactionFailed(
                    f"{SHOWN}: case {self.texts[found[0]][0]}: its text stands in {_where(path, part, found[1])}"
                )

    def finds(self, text: str) -> bool:
        """True when a text that is published as it stands holds one of the texts."""
        return bool(self.texts) and _compiled(self.texts).find(text) is not None

    def look_at_settings(self, config: Config) -> Iterator[Problem]:
        """What of the archive's settings has one of the texts: most settings are shown on every page."""
        if not self.texts:
            return
        for name, value in _settings(msgspec.to_builtins(config)):
            if found := _compiled(self.texts).find(value):
                message = f"the setting {name} has the text that case {self.texts[found[0]][0]} takes away"
                yield Problem("content/archive.yaml", 0, message, "take it out of the setting")

    def look_at_folder(self, folder: Path, shown: str) -> None:
        """``look`` at every file of a folder, which is, or will be, ``shown`` in the site."""
        if self.texts:
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    self.look(f"{shown}/{file.relative_to(folder).as_posix()}", file.read_bytes())

    def look_at_files(self, site: str, paths: Sequence[str]) -> list[str]:
        """``look`` at files as they lie in the site; what is wrong with each. Any process may run it."""
        faults = []
        for path in paths:
            try:
                self.look(path, Path(site, path).read_bytes())
            except FileNotFoundError:
                continue
            except RedactionFailed as fault:
                faults.append(str(fault))
        return faults


def guard_of(cases: tuple[Case, ...]) -> Guard:
    """What no file may hold by the cases that hold."""
    return Guard(tuple((case.id, text) for case in cases if case.is_everywhere for text in case.texts))


@lru_cache(maxsize=4)
def _compiled(texts: tuple[tuple[str, str], ...]) -> Texts:
    return Texts([text for _, text in texts])


def _readings(path: str, data: bytes) -> Iterator[str]:
    """A file's text in all ways in which somebody may read it."""
    if path.endswith(_PICTURES):
        return
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data).removeprefix(_SIGNATURE)
        if data[:1] not in b"{[":
            yield "\n\n".join(_strings(data))
            return
    text = data.decode("utf-8", "replace")
    yield text
    if "&" in text or "<" in text:
        yield html.unescape(text)
        yield html.unescape(_TAG.sub("", _APART.sub("\N{PILCROW SIGN}", text)))
    if "%" in text:
        yield unquote(text)
    if "\\" in text:
        yield _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\\n", "\n").replace('\\"', '"')


def _settings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(name, value) of every text."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _settings(one, f"{name}.{key}" if name else key)
    elif isinstance(value, str):
        yield name, value


def _strings(data: bytes) -> Iterator[str]:
    """Every text in CBOR."""
    import cbor2

    yield from _texts_in(cbor2.loads(data))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts_in(key)
            yield from _texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts_in(one)


def _where(path: str, part: str, at: int) -> str:
    line = part.count("\n", 0, at) + 1
    return f"{path}, line {line}; look in the theme, the settings and the content files that backissue explain names"
