"""What is new since a page was sent: builds that changed files, mistakes that came or went.

All of it belongs to the thread of the server's event loop, but ``post``, which any thread may call.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator, Collection
from contextlib import suppress

import msgspec

from backissue.preview.faults import Fault

_KEPT = 50
"""Builds that are remembered: a page that is older is loaded again, whatever changed."""
_SHOWN = (".css", ".js", ".webp", ".jpg", ".png", ".svg")
"""What pages are made of besides their own file."""
_MOST_FILES = 200
"""Changed files besides pages that are told by name."""
_BREATH = 15.0
"""Seconds after which a stream says something, so that one nobody reads is noticed."""


class Item(msgspec.Struct, frozen=True):
    """What one build did, as far as open pages care."""

    changed: frozenset[str] | None
    """Files of the site; None: too many to name."""
    faults: tuple[Fault, ...] = ()
    """Why it was not built; the last good site stands."""


class News:
    """The builds of one preview, numbered, and the streams that tell open pages of them."""

    def __init__(self, most_streams: int = 500) -> None:
        self.faults: tuple[Fault, ...] = ()
        self.failing = ""
        """Names the mistakes that stand now; empty when there are none."""
        self.loop: asyncio.AbstractEventLoop | None = None
        self._session = secrets.token_hex(4)
        self._number = 0
        self._items: deque[tuple[Item, bool]] = deque(maxlen=_KEPT)
        """With whether every page is to be loaded again."""
        self._next = asyncio.Event()
        self._most = most_streams
        self._streams = 0
        self._over = False

    @property
    def at(self) -> str:
        """Names the state of the site that is served now."""
        return f"{self._session}.{self._number}"

    def post(self, item: Item) -> None:
        """A build is done."""
        if self.loop is None:
            self._put(item)
        else:
            with suppress(RuntimeError):  # the loop has ended, and nobody reads any more
                self.loop.call_soon_threadsafe(self._put, item)

    def _put(self, item: Item) -> None:
        is_other = item.faults != self.faults
        self.faults = item.faults
        if item.changed is not None and not item.changed and not is_other:
            return
        self._number += 1
        self._items.append((item, is_other))
        if is_other:
            self.failing = self.at if item.faults else ""
        self._wake()

    def _wake(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    def close(self) -> None:
        """End all streams. May be called in a signal's handler."""
        self._over = True
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self._wake)

    def since(self, at: str, page: str, frames: Collection[str]) -> dict[str, object] | None:
        """What a page has to do that was sent ``at`` a state and is in the file ``page``; None: nothing.

        ``frames`` are the files of pages that it shows in frames.
        """
        session, _, number = at.partition(".")
        behind = self._number - int(number) if number.isdecimal() else -1
        if session != self._session or not 0 <= behind <= len(self._items):
            return {"reload": True}
        new = list(self._items)[len(self._items) - behind :]
        files: set[str] = set()
        for item, every_page in new:
            if every_page or item.changed is None or page in item.changed:
                return {"reload": True}
            files.update(file for file in item.changed if file.endswith(_SHOWN) or file in frames)
        if len(files) > _MOST_FILES:
            return {"reload": True}
        return {"files": sorted(files)} if files else None

    async def stream(self, at: str, page: str, frames: Collection[str]) -> AsyncIterator[str]:
        """Server-sent events for one open page. Where too many are open it says what is new and ends: ask again."""
        is_short = self._streams >= self._most
        self._streams += 1
        try:
            yield f"retry: {3000 if is_short else 500}\n\n"
            while not self._over:
                coming = self._next
                if at != self.at:
                    told = self.since(at, page, frames)
                    at = self.at
                    data = f"data: {msgspec.json.encode(told).decode()}\n" if told else ""
                    yield f"id: {at}\n{data}\n"  # without data it is no event, but the browser remembers where it was
                if is_short:
                    return
                try:
                    async with asyncio.timeout(_BREATH):
                        await coming.wait()
                except TimeoutError:
                    yield ":\n\n"
        finally:
            self._streams -= 1
