"""A plain static server for a built site, for the reader's own machine.

It answers as a static host would: folders by their index.html, what is missing by 404.html, and
the site's own ``_redirects`` and ``_headers`` files in Netlify's formats. So what is tested here,
the Content-Security-Policy included, is what a host that reads those files will do.
It is not meant to face the internet: it binds to loopback unless told otherwise.
"""

import socket
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, unquote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse
from starlette.types import ASGIApp

from backissue.hosting import Redirect, Rules

MEDIA_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".txt": "text/plain",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".webmanifest": "application/manifest+json",
}
"""Stated here because the system's own table differs between machines, or lacks them."""

UNLISTED = frozenset({"_redirects", "_headers"})
"""Files at the top of a site that speak to its host; a host does not serve them."""


def configuration(app: ASGIApp) -> uvicorn.Config:
    """Quiet settings for uvicorn, with nothing that needs more than its own requirements."""
    return uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections already, so that nobody who is told the address comes too early."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"cannot serve at {host} port {port}: {reason}; choose another with --port"
        raise OSError(error.errno, message) from None


def address_of(listener: socket.socket) -> str:
    """The address to type into a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def application(site: Path) -> Starlette:
    """The server's application. ``site`` may be built again while it runs."""
    answers = Answers(site.resolve())
    return Starlette(routes=[Route("/{path:path}", answers.answer, methods=["GET", "HEAD"])])


class Answers:
    """What a site answers to each address."""

    def __init__(self, root: Path) -> None:
        """``root`` is the site's folder, with no symbolic link in its path."""
        self.root = root
        self._rules = Rules()
        self._rules_mark: object = None

    def answer(self, request: Request) -> Response:
        """The response to one request. A rule's redirect gives way to a file, unless it is forced (``!``)."""
        path: str = request.scope["path"]  # decoded already
        rules = self.rules()
        redirect = rules.redirect(path)
        response = self._redirect(redirect, request) if redirect and redirect.forced else None
        response = response or self._file(path, request)
        response = response or (self._redirect(redirect, request) if redirect else None)
        response = response or self._missing(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.update(rules.headers(path))
        return response

    def rules(self) -> Rules:
        """The site's own rules, read again only when one of their files has changed."""
        files = [self.root / "_redirects", self.root / "_headers"]
        mark = [(stat.st_mtime_ns, stat.st_size) for file in files if file.is_file() for stat in [file.stat()]]
        if mark != self._rules_mark:
            redirects, headers = (file.read_text("utf-8") if file.is_file() else "" for file in files)
            self._rules = Rules.parse(redirects, headers)
            self._rules_mark = mark
        return self._rules

    def _file(self, path: str, request: Request, status: int = 200) -> Response | None:
        """The file at ``path``, the index of the folder there, or the way to that index."""
        file = self.locate(path)
        if file is not None and file.is_file() and not path.endswith("/"):
            return send(file, request.headers, status)
        index = self.locate(f"{path.rstrip('/')}/index.html")
        if index is None or not index.is_file():
            return None
        if path.endswith("/"):
            return send(index, request.headers, status)
        return RedirectResponse(with_query(quote(f"{path}/"), request), 301)

    def _redirect(self, redirect: Redirect, request: Request) -> Response | None:
        """What a line of ``_redirects`` asks for: another address, or another file at this one."""
        if 300 <= redirect.status < 400:
            return RedirectResponse(with_query(redirect.target, request), redirect.status)
        return self._file(unquote(redirect.target), request, redirect.status)

    def _missing(self, request: Request) -> Response:
        """The archive's own page for what is not there."""
        return self._file("/404.html", request, 404) or PlainTextResponse("Not found\n", 404)

    def locate(self, path: str) -> Path | None:
        """The file or folder at a decoded path that starts with a slash; None for what is not to be served.

        Not served are hidden names (but ``.well-known``), names that climb, empty names (``//host/``
        would redirect to another host) and whatever a symbolic link brings in from outside the site.
        """
        parts = path.removeprefix("/").removesuffix("/").split("/") if path.strip("/") else []
        if "\0" in path or "\\" in path or (not parts and path != "/"):
            return None
        if any(not part or (part.startswith(".") and part != ".well-known") for part in parts):
            return None
        if len(parts) == 1 and parts[0] in UNLISTED:
            return None
        try:
            found = self.root.joinpath(*parts).resolve(strict=True)
        except (OSError, RuntimeError):  # missing, a name that is too long, links in a ring
            return None
        return found if found.is_relative_to(self.root) else None


def with_query(target: str, request: Request) -> str:
    """``target`` with the query of the request, unless it has one of its own."""
    return f"{target}?{request.url.query}" if request.url.query and "?" not in target else target


def send(file: Path, asked: Mapping[str, str], status: int) -> Response:
    """A file's bytes with its media type; for a 200, nothing but headers when the browser has it already."""
    response = FileResponse(file, status, media_type=media_type(file), stat_result=file.stat())
    if status == 200 and is_known(response.headers["etag"], asked):
        return NotModifiedResponse(response.headers)
    return response


def is_known(tag: str, asked: Mapping[str, str]) -> bool:
    """True when a request says that the browser has what the tag stands for (RFC 9110, 13.1.2)."""
    known = [one.strip().removeprefix("W/") for one in asked.get("if-none-match", "").split(",")]
    return tag in known or known == ["*"]


def media_type(file: Path) -> str:
    """A file's media type by its name. Pagefind's own files are bytes to be read by its script."""
    if file.suffix.startswith(".pf_"):
        return "application/octet-stream"
    return MEDIA_TYPES.get(file.suffix.lower()) or guess_type(file.name)[0] or "application/octet-stream"
