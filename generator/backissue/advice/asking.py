"""Asking other hosts for addresses, politely.

Each host is asked once a second at most, or as seldom as its robots.txt wants (RFC 9309), and never for what that
forbids. Hosts within a private network are not asked: content is not to be trusted with what only this machine reaches.
"""

import threading
import time
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import msgspec
from urllib3.exceptions import HTTPError, LocationParseError, NameResolutionError

from backissue import __version__
from backissue.outside import Private, pool

AGENT = f"backissue/{__version__} (link check)"
_PAUSE = 1.0
_LONGEST_PAUSE = 10.0
"""Seconds; a host that wants to be asked more seldom than this is left alone."""
_SECONDS = 15.0
_MOST_REDIRECTS = 5
_MOST_RULES = 512 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5, asks for 500 kibibytes at least)."""
_MOST_BODY = 256 * 1024 * 1024
"""Bytes: no file of a site is larger."""
_NOTHING = "User-agent: *\nDisallow: /"
"""The rules of a host that cannot say them."""


class Verdict(msgspec.Struct, frozen=True):
    """What became of one address."""

    outcome: Literal["there", "gone", "unclear", "left"]
    """"gone": its host says so; "unclear": no answer that tells; "left": it may not be tried."""
    why: str = ""
    checked: float = 0.0
    """Seconds since 1970, by the clock of this machine."""


class _Host:
    """One host's turn, and its rules."""

    def __init__(self, pause: float) -> None:
        self.turn = threading.Lock()
        self.free_at = 0.0
        """By the monotonic clock."""
        self.pause = pause
        """Seconds."""
        self.rules: RobotFileParser | None = None
        self.fault: Exception | None = None
        """Why its rules could not be had."""


class Asker:
    """Asks hosts for addresses, as a guest would."""

    def __init__(self, *, private: bool = False, pause: float = _PAUSE) -> None:
        """``private`` allows hosts within a private network, and ``pause`` is in seconds: both are for tests."""
        headers = {"User-Agent": AGENT, "Accept": "*/*"}
        self._pool = pool(private=private, timeout=_SECONDS, retries=False, headers=headers, maxsize=1)
        self._pause = pause
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def verdict(self, address: str) -> Verdict:
        """Whether something is at ``address``: HEAD, then GET where HEAD is not answered well."""
        try:
            return self._follow(address)
        except Private:
            return Verdict("unclear", "its host is within a private network")
        except NameResolutionError:
            return Verdict("unclear", "its host is not known")  # or this machine is offline
        except (HTTPError, OSError, ValueError) as fault:  # ValueError: an address that is none
            if isinstance(fault, LocationParseError | ValueError):
                return Verdict("gone", "it is no web address")
            return Verdict("unclear", f"its host does not answer ({type(fault).__name__})")

    def body(self, address: str) -> tuple[str, bytes]:
        """(why it could not be had, or empty; what is at ``address``), by GET. No other host is gone to."""
        start = host_of(address)
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                if host_of(address) != start:
                    return "its host leads to another", b""
                if not self._may_ask(address):
                    return "its robots.txt asks programs to stay away", b""
                status, moved, data = self._request("GET", address, most=_MOST_BODY)
                if not moved:
                    return ("", data) if status == 200 else (f"its host answers {status}", b"")
                address = urljoin(address, moved)
        except (HTTPError, OSError, ValueError, Private) as fault:
            return f"its host does not answer ({type(fault).__name__})", b""
        return "its host leads from address to address", b""

    def _follow(self, address: str) -> Verdict:
        for _ in range(_MOST_REDIRECTS + 1):
            if not self._may_ask(address):
                return Verdict("left", "its robots.txt asks programs to stay away")
            status, moved = self._ask("HEAD", address)
            if status >= 400:
                status, moved = self._ask("GET", address)
            if moved:
                address = urljoin(address, moved)
                continue
            if status in (404, 410):
                return Verdict("gone", f"its host answers {status}")
            # 401, 403 and 429 are answers to programs, not to readers
            is_there = status < 400 or status in (401, 403, 429)
            return Verdict("there") if is_there else Verdict("unclear", f"its host answers {status}")
        return Verdict("unclear", "its host leads from address to address")

    def _may_ask(self, address: str) -> bool:
        """What the host's robots.txt says; none is leave (RFC 9309, 2.3.1.3), one that fails is not (2.3.1.4)."""
        host = self._host(address)
        if host.fault:
            raise host.fault
        if host.rules is None:
            try:
                host.rules = self._rules(urljoin(address, "/robots.txt"))
            except (HTTPError, OSError, Private) as fault:  # then none of its addresses need be waited for
                host.fault = fault
                raise
            host.pause = max(self._pause, float(host.rules.crawl_delay(AGENT) or 0))
        return host.pause <= _LONGEST_PAUSE and host.rules.can_fetch(AGENT, address)

    def _rules(self, address: str) -> RobotFileParser:
        rules = RobotFileParser()
        for _ in range(_MOST_REDIRECTS + 1):
            status, moved, text = self._request("GET", address, most=_MOST_RULES)
            if moved:
                address = urljoin(address, moved)
                continue
            said = text.decode("utf-8", "replace") if status == 200 else _NOTHING if status >= 500 else ""
            rules.parse(said.splitlines())
            return rules
        rules.parse([])
        return rules

    def _ask(self, method: str, address: str) -> tuple[int, str]:
        status, moved, _ = self._request(method, address)
        return status, moved

    def _request(self, method: str, address: str, most: int = 0) -> tuple[int, str, bytes]:
        """(status, where it moved to or empty, the first bytes), when it is the host's turn."""
        if urlsplit(address).scheme not in ("http", "https"):
            raise LocationParseError(address)
        host = self._host(address)
        with host.turn:
            time.sleep(max(0.0, host.free_at - time.monotonic()))
            try:
                answer: Any = self._pool.request(method, address, preload_content=False, redirect=False)
                try:
                    moved = answer.get_redirect_location() or ""
                    return answer.status, moved, answer.read(most, decode_content=True) if most else b""
                finally:
                    answer.close()  # what is left of a body is not waited for
            finally:
                host.free_at = time.monotonic() + host.pause

    def _host(self, address: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host_of(address), _Host(self._pause))


def host_of(address: str) -> str:
    """The host of an address; empty when it has none that can be read."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].casefold()
    except ValueError:
        return ""
