"""What every page of a kind is made of besides its view: program, settings, templates, words."""

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from backissue.config import Config
from backissue.pages.kinds import KINDS, Kind
from backissue.pages.views.common import Frame
from backissue.render.theme import Theme
from backissue.versions import version

_PARTS = ("the program", "a setting", "what every page shares", "a template", "a translation", "an asset")
_SIZE = 8
_DEPENDENCIES = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "msgspec",
    "nh3",
    "pyvips-binary",
    "python-slugify",
    "rjsmin",
    "uharfbuzz",
)


def all_of_it(config: Config, frame: Frame, theme: Theme) -> str:
    """Stands for whatever any kind's fingerprint is made of: while it is the same, so are they."""
    settings = msgspec.msgpack.encode((config, frame), order="deterministic")
    return _hash(program_digest(), settings, theme.digest, _assets(theme), theme.font).hex()


def fingerprints(config: Config, frame: Frame, theme: Theme) -> dict[str, bytes]:
    """For each kind a short hash of each part, one after the other, as canonical bytes."""
    own = {"asset": _assets(theme), "card": _hash(theme.font)}
    return {
        kind.name: b"".join((
            program_digest(kind.made_by),
            _hash(msgspec.msgpack.encode(kind.settings(config), order="deterministic")),
            _hash(msgspec.msgpack.encode(frame)) if kind.is_html else bytes(_SIZE),
            _hash(*(theme.digest_of(name) for name in _templates(kind))),
            _hash(theme.digest_of_words()) if kind.is_html or kind.name in ("feed", "removed") else bytes(_SIZE),
            own.get(kind.name, bytes(_SIZE)),
        ))
        for kind in KINDS
    }  # fmt: skip


def _assets(theme: Theme) -> bytes:
    return _hash(*(name.encode() + b"\0" + (theme.asset(name) or b"") for name in theme.assets))


def reason(kind: Kind, before: bytes | None, now: bytes) -> str:
    """Which part of a kind's fingerprint differs, in words."""
    if before is None:
        return "first build"
    parts = [name for at, name in enumerate(_PARTS) if _part(before, at) != _part(now, at)]
    if parts == ["a template"]:
        return f"a template of {kind.name} pages changed"
    return f"{' and '.join(parts) or 'the program'} changed"


def _part(fingerprint: bytes, at: int) -> bytes:
    return fingerprint[at * _SIZE : (at + 1) * _SIZE]


def _templates(kind: Kind) -> list[str]:
    """A kind's templates, and the one that shows pictures in a text."""
    return sorted({*kind.templates.values(), "figure.html"}) if kind.is_html else []


@cache
def program_digest(only: tuple[str, ...] = ()) -> bytes:
    """Of this program's code, or ``only`` of these files of it, and the versions of what it renders with."""
    package = Path(__file__).parent
    code = (
        file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes()
        for file in ([package / name for name in only] or sorted(package.rglob("*.py")))
    )
    versions = (f"{name} {version(name)}".encode() for name in _DEPENDENCIES)
    return _hash(*code, *versions)


def _hash(*parts: bytes) -> bytes:
    state = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.digest()
