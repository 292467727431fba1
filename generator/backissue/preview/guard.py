"""What stands before the preview: only this machine's own pages may ask it, and what they get is compressed."""

import ipaddress
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Guarded:
    """Refuses names that are not this server's, and lets no other site take anything in.

    A page of a foreign host can have its own name lead to this machine (DNS rebinding). Its requests then carry its
    name in ``Host``, and get nothing.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], *, any_machine: bool) -> None:
        self.app = app
        self.hosts = hosts | {"localhost"}
        self.any_machine = any_machine
        """True: other machines may ask, by whatever address they know this one by. A name cannot stand for one."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if not self._is_own(Headers(scope=scope).getlist("host")):
            refusal = PlainTextResponse("This preview answers to its own address alone.\n", 421)
            await refusal(scope, receive, send)
            return

        async def send_kept(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers["X-Robots-Tag"] = "noindex"
            await send(message)

        await self.app(scope, receive, send_kept)

    def _is_own(self, hosts: list[str]) -> bool:
        if len(hosts) != 1:
            return False
        name = name_of(hosts[0])
        if name in self.hosts:
            return True
        with suppress(ValueError):
            address = ipaddress.ip_address(name.strip("[]"))
            return address.is_loopback or self.any_machine
        return False


def name_of(host: str) -> str:
    """A ``Host`` header without its port, in small letters and without a last dot."""
    name = host.lower()
    if not name.endswith("]"):
        before, colon, port = name.rpartition(":")
        name = before if colon and port.isdecimal() else name
    return name.removesuffix(".")


class Compressing(GZipMiddleware):
    """Compresses what is text, but nothing of which a part was asked for: it would be a part of something else."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "range" in Headers(scope=scope):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
