"""The preview's answers: the site as a host serves it, with what a page needs to be brought up to date."""

import hashlib
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse

from backissue.preview.faults import mistakes_page
from backissue.preview.guard import Compressing, Guarded
from backissue.preview.news import News
from backissue.server import Answers, is_known, media_type

OWN = "/.backissue/"
"""Where the preview's own files are: no site serves what begins with a dot, so nothing of a site is hidden by them."""
_ASSETS = Path(__file__).with_name("assets")
_SEEN = "backissue-last-good"
"""The cookie of whoever asked for the last good site: the name of the mistakes that stand in its way."""


class Preview:
    """What is answered to each address."""

    def __init__(self, site: Path, news: News, note: str) -> None:
        """``note`` stands at the foot of every page."""
        self.answers = Answers(site)
        self.news = news
        self.note = note

    async def answer(self, request: Request) -> Response:
        """A file of the site; a page with the preview's script; or, while there are mistakes, the page of these."""
        return await run_in_threadpool(self._answer, request)

    def _answer(self, request: Request) -> Response:
        at = self.news.at  # before the file is read: what changes meanwhile is told
        response = self.answers.answer(request)
        is_page = isinstance(response, FileResponse) and (response.media_type or "").startswith("text/html")
        if self._is_in_the_way(request) and (is_page or _is_missing(request, response)):
            return self._mistakes(request, response, at)
        if not is_page:
            return response
        assert isinstance(response, FileResponse)
        file = Path(response.path)
        head = self._head(file.relative_to(self.answers.root).as_posix(), at)
        return _sent(with_head(file.read_bytes(), head), request, response.status_code, response.headers)

    def _is_in_the_way(self, request: Request) -> bool:
        """True when mistakes stand that whoever asks has not put aside."""
        failing = self.news.failing
        is_frame = request.headers.get("sec-fetch-dest") == "iframe"
        return bool(failing) and request.cookies.get(_SEEN) != failing and not is_frame

    def _mistakes(self, request: Request, response: Response, at: str) -> Response:
        back = f"{OWN}last-good?to={quote(_address(request), safe='')}"
        has_site = (self.answers.root / "index.html").is_file()
        page = mistakes_page(self.news.faults, back, self._head("", at), has_site=has_site)
        return _sent(page, request, 500, {**response.headers, "content-type": "text/html; charset=utf-8"})

    def _head(self, page: str, at: str) -> str:
        """What brings a page up to date; ``page`` is its file, empty for the page of mistakes."""
        count = len(self.news.faults) if page else 0
        mistakes = f"{count} {'mistake' if count == 1 else 'mistakes'}" if count else ""
        data = {"page": page, "at": at, "note": self.note, "mistakes": mistakes}
        attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
        return (
            f'<link rel="stylesheet" href="{OWN}preview.css"><script defer src="{OWN}preview.js"{attributes}></script>'
        )

    async def stream(self, request: Request) -> Response:
        """What is new, for as long as the page is open."""
        asked = request.query_params
        at = request.headers.get("last-event-id") or asked.get("at", "")
        events = self.news.stream(at, asked.get("page", ""), frozenset(asked.getlist("frame")[:20]))
        return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def last_good(self, request: Request) -> Response:
        """From now on the last good site, until there are other mistakes."""
        response = RedirectResponse(_way_back(request), 303)
        response.set_cookie(_SEEN, self.news.failing, httponly=True, samesite="strict")
        return response

    async def mistakes(self, request: Request) -> Response:
        """The mistakes again."""
        response = RedirectResponse(_way_back(request), 303)
        response.delete_cookie(_SEEN, httponly=True, samesite="strict")
        return response


def application(preview: Preview, hosts: frozenset[str], *, any_machine: bool) -> Guarded:
    """The whole server; ``hosts`` are the names that it answers to, beside addresses of this machine."""
    reading = ["GET", "HEAD"]
    routes = [
        Route(f"{OWN}news", preview.stream),
        Route(f"{OWN}last-good", preview.last_good),
        Route(f"{OWN}mistakes", preview.mistakes),
        *(Route(f"{OWN}{name}", _asset, methods=reading) for name in ("preview.js", "preview.css")),
        Route("/{path:path}", preview.answer, methods=reading),
    ]
    app = Starlette(routes=routes)
    return Guarded(Compressing(app, minimum_size=500, compresslevel=6), hosts, any_machine=any_machine)


def _is_missing(request: Request, response: Response) -> bool:
    """True when a browser asked for a page that is not there."""
    return response.status_code == 404 and "text/html" in request.headers.get("accept", "")


async def _asset(request: Request) -> Response:
    name = request.url.path.removeprefix(OWN)
    headers = {"content-type": f"{media_type(Path(name))}; charset=utf-8", "cache-control": "no-cache"}
    return _sent(_read(name), request, 200, headers)


@cache
def _read(name: str) -> bytes:
    return (_ASSETS / name).read_bytes()


def with_head(html: bytes, head: str) -> bytes:
    """A page with something more at the end of its head; before all else where it has none."""
    before, end, rest = html.partition(b"</head>")
    return before + head.encode() + end + rest if end else head.encode() + html


def _sent(data: bytes, request: Request, status: int, headers: Mapping[str, str]) -> Response:
    """Bytes made for this answer, under the headers of the file that they are made of."""
    own = ("content-length", "etag", "last-modified", "accept-ranges")
    kept = {name: value for name, value in headers.items() if name.lower() not in own}
    kept["etag"] = f'"{hashlib.blake2b(data, digest_size=12).hexdigest()}"'
    if status == 200 and is_known(kept["etag"], request.headers):
        return NotModifiedResponse(Response(headers=kept).headers)
    return Response(data, status, kept)


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _way_back(request: Request) -> str:
    """The page that was asked for: an address of this site, whatever the query says."""
    path, _, query = request.query_params.get("to", "/").replace("\\", "/").partition("?")
    path = quote("/" + path.lstrip("/"), safe="/%:@!$&'()*+,;=~")
    return f"{path}?{quote(query, safe='=&%+')}" if query else path
