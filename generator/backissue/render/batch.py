"""Dirty pages to files. Runs in any process: it reads the catalog, and writes to the site alone."""

import gc
import hashlib
import os
from collections.abc import Sequence
from typing import Literal

import msgspec

from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.config import Config
from backissue.errors import BackIssueError
from backissue.model import PageKey
from backissue.pages.archive import Archive
from backissue.pages.kinds import BY_NAME, Kind
from backissue.pages.views.common import Frame, View
from backissue.place import Place
from backissue.render.materials import Materials
from backissue.render.output import put
from backissue.render.theme import Theme
from backissue.takedowns.guard import Guard


class Setup(msgspec.Struct, frozen=True):
    """What a process needs to render pages."""

    place: Place
    config: Config
    frame: Frame
    fingerprints: dict[str, bytes]
    made_of: str
    """Stands for the program, the settings, the frame and the theme together."""
    distrust: bool
    """True when the site may not be what the catalog believes: nothing is skipped by its hash."""
    guard: Guard = Guard()
    """What no file may hold."""


class Outcome(msgspec.Struct, gc=False, frozen=True):
    """What became of one dirty page."""

    key: PageKey
    path: str
    status: Literal["rendered", "same", "gone"]
    """"same": what it is made of is what it was made of."""
    view: bytes = b""
    output: bytes = b""
    before: bytes = b""
    """Hash of the file that the site had before; empty when it had none."""
    changed: bool = False
    """True when the file's bytes are others than before."""


def view_digest(fingerprint: bytes, view: View) -> bytes:
    """Of all that a page is made of: its view, and its kind's fingerprint."""
    encoded = msgspec.msgpack.encode(view, order="deterministic")
    return hashlib.blake2b(fingerprint + encoded, digest_size=16).digest()


class Renderer:
    """One process's share of a build."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.catalog = Catalog(setup.place.catalog, read_only=True)
        from backissue.render.templates import Templates  # Jinja is not loaded when nothing is to be rendered

        theme = Theme(setup.place.root, setup.config.theme)
        compiled = setup.place.templates / setup.made_of
        compiled.mkdir(parents=True, exist_ok=True)
        self.templates = Templates(theme, setup.frame, compiled)
        self.materials = Materials(setup.place.content, setup.place.pictures, theme)
        gc.freeze()  # what is kept for the whole build need not be looked through again and again

    def close(self) -> None:
        """Let go of the catalog."""
        self.catalog.close()

    def batch(self, keys: Sequence[PageKey]) -> list[Outcome]:
        """Render what has to be rendered; a file is in place when its outcome is returned."""
        archive = Archive(Queries(self.catalog.db), self.setup.config)
        return [self._page(archive, key) for key in keys]

    def _page(self, archive: Archive, key: PageKey) -> Outcome:
        kind = BY_NAME[key.kind]
        path = kind.path(key.name)
        view = kind.view(archive, key.name)
        before = self.catalog.page(key)
        had = before[2] if before else b""
        if view is None:
            return Outcome(key, path, "gone", before=had)
        digest = view_digest(self.setup.fingerprints[key.kind], view)
        if before and before[1] == digest and not self.setup.distrust:
            return Outcome(key, path, "same", digest, had, had)
        data = self._bytes(kind, view, key)
        if data is None:
            return Outcome(key, path, "gone", before=had)
        self.setup.guard.look(path, data)
        changed = put(self.setup.place.site, path, data, f"{os.getpid()}")
        output = hashlib.blake2b(data, digest_size=16).digest()
        return Outcome(key, path, "rendered", digest, output, had, changed)

    def _bytes(self, kind: Kind, view: View, key: PageKey) -> bytes | None:
        if kind.write:
            return kind.write(view, self.materials)
        try:
            return self.templates.render(kind.template(view), view)
        except BackIssueError as fault:
            raise type(fault)(f"{fault} (while rendering {kind.path(key.name)})") from None


_renderer: Renderer | None = None


def render_batch(setup: Setup, keys: Sequence[PageKey]) -> list[Outcome]:
    """Render in this process, keeping what is costly to set up for the next batch."""
    global _renderer
    if _renderer is None or _renderer.setup != setup:
        end_rendering()
        _renderer = Renderer(setup)
    return _renderer.batch(keys)


def end_rendering() -> None:
    """Let go of what ``render_batch`` kept."""
    global _renderer
    if _renderer is not None:
        _renderer.close()
        _renderer = None
