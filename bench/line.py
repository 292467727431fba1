"""A reader's way to the site: a host that compresses what it sends and counts it, and a slow line to a browser.

The line is Chromium's own throttling, set for the page: requests of its worker share the rate and have the delay too,
as was tried with files of a megabyte. What Chromium says of a worker's bytes does not come with the page's, so the host
counts them: headers and bodies as they are sent, in HTTP/1.1.
"""

import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from serving import served
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tools import BROWSER_ARGUMENTS, browser_path

RATE = 10_000_000 // 8
"""Bytes a second, both ways together as Chromium has it."""
DELAY = 50
"""Milliseconds before each answer."""
_STATUS_LINE = len("HTTP/1.1 200 OK\r\n") + len("\r\n")


class Meter:
    """What was sent, and when."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        """All that was asked for."""
        self._times = [0.0]
        self._sums = [0]

    def add(self, count: int) -> None:
        self._sums.append(self._sums[-1] + count)
        self._times.append(time.time())

    def between(self, since: float, until: float) -> int:
        """Bytes that left in a span of the wall clock, which the browser shares: seconds since 1970."""
        first, last = (self._sums[bisect_right(self._times, moment) - 1] for moment in (since, until))
        return last - first


class Counted:
    """Counts what goes out."""

    def __init__(self, app: ASGIApp, meter: Meter) -> None:
        self._app, self._meter = app, meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._meter.paths.add(scope["path"])

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._meter.add(_STATUS_LINE + sum(len(name) + len(value) + 4 for name, value in message["headers"]))
            else:
                self._meter.add(len(message.get("body", b"")))
            await send(message)

        await self._app(scope, receive, counted)


class Compressed:
    """Sends text as gzip. Pagefind's files are that already, and bytes of no known type to a host."""

    def __init__(self, app: ASGIApp) -> None:
        self._as_it_is, self._as_gzip = app, GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        way = self._as_it_is if ".pf_" in scope["path"] else self._as_gzip
        await way(scope, receive, send)


@contextmanager
def hosted(site: Path, meter: Meter) -> Iterator[str]:
    """The site's address while the block runs."""
    with served(site, Middleware(Compressed), Middleware(Counted, meter=meter)) as address:
        yield address


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, without a line yet."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=list(BROWSER_ARGUMENTS))
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def reader(chromium: Browser) -> Iterator[Page]:
    """A page of somebody who was never here, on the slow line."""
    context = chromium.new_context(locale="en-CA", viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        limits = {"latency": DELAY, "downloadThroughput": RATE, "uploadThroughput": RATE}
        line.send("Network.emulateNetworkConditions", {"offline": False, **limits})
        yield page
    finally:
        context.close()
