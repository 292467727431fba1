"""Links to other hosts, tried on a server of the test's own: who is asked, how, and how often."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from archives import AS_OF, article, make_archive
from backissue.advice import advise, outside
from backissue.advice.asking import Asker
from backissue.advice.outside import try_all
from backissue.errors import BackIssueError


class Host(BaseHTTPRequestHandler):
    """Answers by path, and remembers what it was asked."""

    asked: list[tuple[str, str]]
    robots: tuple[int, str]
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path))
        assert self.headers["User-Agent"].startswith("backissue/")
        status, text = self.robots if self.path == "/robots.txt" else (self._status(), "x" * 10)
        self.send_response(status)
        if self.path.startswith("/moved"):
            self.send_header("Location", {"/moved": "/there", "/moved-away": "/gone"}.get(self.path, self.path))
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(text.encode())

    def _status(self) -> int:
        if self.path == "/no-head":
            return 405 if self.command == "HEAD" else 200
        name = self.path.strip("/").partition("-")[0]
        return {"gone": 404, "moved": 302, "broken": 503, "shy": 403}.get(name, 200)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def host() -> Iterator[tuple[str, type[Host]]]:
    """The address of a host, and what it was asked."""
    handler = type("OneHost", (Host,), {"asked": [], "robots": (404, "")})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="host")
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", handler
        finally:
            server.shutdown()
            thread.join()


def asker() -> Asker:
    return Asker(private=True, pause=0)


def quiet(phase: str, done: int, total: int) -> None:
    """Tells nobody."""


@pytest.mark.parametrize(
    ("path", "outcome", "why"),
    [
        ("/there", "there", ""), ("/no-head", "there", ""), ("/moved", "there", ""), ("/shy", "there", ""),
        ("/gone", "gone", "its host answers 404"), ("/moved-away", "gone", "its host answers 404"),
        ("/broken", "unclear", "its host answers 503"),
        ("/moved-round", "unclear", "its host leads from address to address"),
    ],
)  # fmt: skip
def test_an_address_is_there_or_gone_or_it_is_unclear(
    host: tuple[str, type[Host]], path: str, outcome: str, why: str
) -> None:
    found = asker().verdict(host[0] + path)
    assert (found.outcome, found.why) == (outcome, why)


def test_head_is_asked_first_and_get_only_where_it_fails(host: tuple[str, type[Host]]) -> None:
    one = asker()
    one.verdict(f"{host[0]}/there")
    one.verdict(f"{host[0]}/no-head")
    assert host[1].asked == [("GET", "/robots.txt"), ("HEAD", "/there"), ("HEAD", "/no-head"), ("GET", "/no-head")]


def test_robots_are_respected(host: tuple[str, type[Host]]) -> None:
    host[1].robots = (200, "User-agent: backissue\nDisallow: /there\n\nUser-agent: *\nDisallow: /\n")
    one = asker()
    assert one.verdict(f"{host[0]}/there").outcome == "left"
    assert one.verdict(f"{host[0]}/elsewhere").outcome == "there"
    assert host[1].asked == [("GET", "/robots.txt"), ("HEAD", "/elsewhere")]


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [((503, ""), "left"), ((403, ""), "there"), ((200, "User-agent: *\nCrawl-delay: 60\n"), "left")],
)
def test_rules_that_fail_or_ask_for_patience_are_respected(
    host: tuple[str, type[Host]], robots: tuple[int, str], outcome: str
) -> None:
    host[1].robots = robots
    assert asker().verdict(f"{host[0]}/there").outcome == outcome


def test_a_host_has_a_turn_a_second(host: tuple[str, type[Host]], monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: 100.0 + sum(waited))
    monkeypatch.setattr(time, "sleep", waited.append)
    one = Asker(private=True)
    one.verdict(f"{host[0]}/there")
    one.verdict(f"{host[0]}/there")
    assert waited == [0.0, 1.0, 1.0]


def test_hosts_within_a_private_network_are_not_asked(host: tuple[str, type[Host]]) -> None:
    found = Asker(pause=0).verdict(f"{host[0]}/there")
    assert (found.outcome, found.why) == ("unclear", "its host is within a private network")
    assert host[1].asked == []


def test_a_host_that_is_not_known_is_no_fault_for_the_reader_may_be_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*asked: object, **how: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    found = Asker(pause=0).verdict("https://gone.example/")
    assert (found.outcome, found.why) == ("unclear", "its host is not known")


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://exa mple/", "http://127.0.0.1:99999/"])
def test_what_is_no_address_is_told(address: str) -> None:
    assert asker().verdict(address).outcome in ("gone", "unclear")


def test_an_answer_counts_for_a_week_and_no_answer_is_asked_for_again(
    host: tuple[str, type[Host]], tmp_path: Path
) -> None:
    addresses = [f"{host[0]}/{name}" for name in ("there", "gone", "broken")]
    day = 24 * 3600.0
    for now, expected in ((0.0, 3), (6 * day, 1), (8 * day, 3)):
        host[1].asked.clear()
        found = try_all(addresses, tmp_path, quiet, asker(), now=now)
        assert [found[address].outcome for address in addresses] == ["there", "gone", "unclear"]
        assert len([path for method, path in host[1].asked if method == "HEAD"]) == expected
    (tmp_path / "links.json").write_text("no JSON", "utf-8")
    assert try_all(addresses[:1], tmp_path, quiet, asker())[addresses[0]].outcome == "there"


def test_what_was_answered_before_a_stop_is_remembered(host: tuple[str, type[Host]], tmp_path: Path) -> None:
    def stop(phase: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    addresses = [f"{host[0]}/{number}" for number in range(5)]
    with pytest.raises(KeyboardInterrupt):
        try_all(addresses, tmp_path, stop, asker())
    host[1].asked.clear()
    try_all(addresses, tmp_path, quiet, asker())
    assert len([path for method, path in host[1].asked if method == "HEAD"]) == 3


def test_links_that_are_gone_are_told_where_they_stand(
    host: tuple[str, type[Host]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "Asker", asker)
    body = f"One [is]({host[0]}/there#part), one [is not]({host[0]}/gone), <{host[0]}/broken>.\n"
    root = make_archive(tmp_path, {"articles/a.md": article(body=body, standfirst="S", source=f"{host[0]}/gone")})
    assert advise(root, as_of=AS_OF, jobs=1).counts == {}
    assert host[1].asked == []
    report = advise(root, as_of=AS_OF, jobs=1, external=True)
    assert [(one.line, one.message.partition(", and ")[2], one.broken) for one in report.findings] == [
        (5, "its host answers 404", True), (7, "its host answers 503", False), (7, "its host answers 404", True),
    ]  # fmt: skip
    assert (report.tried, report.left) == (3, 0)


def test_no_host_is_asked_of_an_archive_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(BackIssueError, match="there is no content/"):
        advise(tmp_path, external=True)
