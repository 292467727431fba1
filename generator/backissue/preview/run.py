"""``backissue serve``: the archive as its readers will see it, at an address of this machine, until Ctrl-C."""

import asyncio
import socket
import webbrowser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType

import msgspec
import uvicorn

from backissue.build import Progress
from backissue.place import find_place, preview_place
from backissue.preview.desk import Desk, Say
from backissue.preview.listening import allow_connections, listen_near
from backissue.preview.news import News
from backissue.preview.pages import Preview, application
from backissue.preview.watching import Watcher
from backissue.server import address_of, configuration

_PATIENCE = 0.3
"""Seconds that a build which is cut off has to end by itself."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be previewed, and where."""

    root: Path
    site: Path | None = None
    as_of: datetime | None = None
    drafts: bool = False
    jobs: int | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    opened: bool = False
    """True: a browser is to show it."""

    @property
    def is_apart(self) -> bool:
        """True when it shows what the site must not: it then has a site of its own."""
        return self.drafts or self.as_of is not None

    @property
    def note(self) -> str:
        """What stands at the foot of every page."""
        parts = ["Preview", "drafts are shown" if self.drafts else ""]
        parts.append(f"as on {self.as_of:%Y-%m-%d %H:%M %Z}".replace(" 00:00 UTC", "") if self.as_of else "")
        return " · ".join(part for part in parts if part)


def serve(
    wanted: Wanted, say: Say, announce: Callable[[str], None], progress: Progress, is_over: Callable[[], bool]
) -> bool:
    """Build, serve, and build again after each change, until Ctrl-C; False when that came before it served.

    ``is_over`` tells of Ctrl-C that nothing else here listens to.

    ``announce`` gets lines for people. The thread that builds may still be deep in a build, which loses nothing when
    the process ends. Raises BackIssueError when there is no archive, OSError when no port can be had.
    """
    place = preview_place(wanted.root) if wanted.is_apart else find_place(wanted.root, wanted.site)
    limit = allow_connections()
    news = News(most_streams=min(1000, limit // 2))
    watcher = Watcher(place.root)
    with listen_near(wanted.host, wanted.port) as listener:
        if not watcher.start():
            announce("The system has too few watches: files are looked at every other second instead.")
        desk = Desk(
            place, wanted.as_of, watcher, news,
            lambda problems, line: None if is_over() else say(problems, line),  # Ctrl-C ends what a build starts, too
            drafts=wanted.drafts, jobs=wanted.jobs, progress=progress,
        )  # fmt: skip
        desk.start()
        try:
            while not (desk.built.wait(0.1) or is_over()):  # a wait without an end would not hear Ctrl-C everywhere
                pass
            if is_over():
                return False
            _announce(wanted, listener, announce)
            preview = Preview(place.site, news, wanted.note)
            own = (
                {wanted.host.lower(), socket.gethostname().lower()} if _is_open(wanted.host) else {wanted.host.lower()}
            )
            app = application(preview, frozenset(own), any_machine=_is_open(wanted.host))
            _Server(configuration(app), news, is_over).run(sockets=[listener])
        finally:
            desk.stop()
            desk.join(_PATIENCE)
    return True


def _announce(wanted: Wanted, listener: socket.socket, announce: Callable[[str], None]) -> None:
    address = address_of(listener)
    port = listener.getsockname()[1]
    if wanted.port not in (0, port):
        announce(f"Port {wanted.port} is taken: this is port {port}.")
    announce(f"The archive is at {address} (Ctrl-C ends it)")
    if wanted.opened:
        webbrowser.open(address)


def _is_open(host: str) -> bool:
    """True when other machines reach what listens at ``host``."""
    return host not in ("127.0.0.1", "localhost", "::1")


class _Server(uvicorn.Server):
    """Ends at once: open streams, which would go on for ever, are told."""

    def __init__(self, config: uvicorn.Config, news: News, is_over: Callable[[], bool]) -> None:
        super().__init__(config)
        self._news = news
        self._is_over = is_over

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._news.loop = asyncio.get_running_loop()
        await super().startup(sockets)
        self.should_exit |= self._is_over()  # what came before uvicorn listened to signals

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._news.close()
        super().handle_exit(sig, frame)
