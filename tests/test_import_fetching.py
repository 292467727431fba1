"""Pictures from the hosts they stand on, when an import is asked to get them."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import pyvips
from backissue.importers.mapping import Mapping
from backissue.importers.record import Publication
from importing import bring, notes, story, written

ASKED: list[str] = []


class Host(BaseHTTPRequestHandler):
    """An old site: a picture, an address that leads to it, one that leads in a circle, and nothing else."""

    def do_GET(self) -> None:
        ASKED.append(self.path)
        moved = {"/moved.png": "/gauge.png", "/circle.png": "/circle.png", "/away.png": "http://169.254.169.254/secret",
                 "/nowhere.png": "http://[/"}  # fmt: skip
        if self.path in moved:
            self.send_response(301)
            self.send_header("Location", moved[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        is_picture = self.path == "/gauge.png" or self.path.startswith("/named/")
        data = pyvips.Image.black(20, 10).write_to_buffer(".png") if is_picture else b"nothing"
        self.send_response(200 if is_picture or self.path == "/text.png" else 404)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def host() -> Iterator[str]:
    ASKED.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def paper(host: str) -> Publication:
    return Publication(name="Gazette", url=f"{host}/")


def asked_for(host: str) -> dict[str, Any]:
    """An import that fetches, from a site that a person says stands here."""
    return {"paper": paper(host), "mapping": Mapping(url=f"{host}/"), "fetch": True}


def test_a_picture_is_fetched_once_and_shown_from_the_archive(host: str, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    pictures = f"![A]({host}/gauge.png)\n\n![B](/gauge.png)\n\n![C]({host}/moved.png)"
    for _ in range(2):
        bring(root, story("flood", pictures), **asked_for(host))
    body = written(root, "story-flood.md")[1]
    assert "![A](images/gazette/gauge.png)" in body
    assert "![C](images/gazette/moved.png)" in body
    assert ASKED.count("/gauge.png") == 4, "in each import once, and once by its other address"


def test_without_being_asked_nothing_is_fetched(host: str, tmp_path: Path) -> None:
    bring(tmp_path / "archive", story("flood", f"![A]({host}/gauge.png)"), paper=paper(host))
    assert ASKED == []


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/lost.png", "its host answers 404"),
        ("/nowhere.png", "it has no web address"),
        ("/circle.png", "its host leads from address to address"),
        ("/away.png", "its host is within a private network"),
    ],
)
def test_what_cannot_be_had_is_told_and_stays_a_link(host: str, tmp_path: Path, path: str, why: str) -> None:
    root = tmp_path / "archive"
    bring(root, story("flood", f"![A]({host}{path})"), **asked_for(host))
    assert written(root, "story-flood.md")[1].strip() == f"![A]({host}{path})"
    assert f"warning: a picture could not be fetched, because {why}: {host}{path}" in notes(root)


@pytest.mark.parametrize("name", ["%00.png", "%E6%B0%B4" * 120 + ".png", "%2e%2e%2f.png", "a" * 400, "%ff%fe.png"])
def test_no_name_of_a_picture_ends_an_import(host: str, tmp_path: Path, name: str) -> None:
    root = tmp_path / "archive"
    bring(root, story("flood", f"![A]({host}/named/{name})"), **asked_for(host))
    (picture,) = (root / "content").rglob("*.png")
    assert picture.is_relative_to(root / "content/images/gazette")
    assert f"({picture.relative_to(root / 'content').as_posix()})" in written(root, "story-flood.md")[1]


@pytest.mark.parametrize("name", ["%00.png", "%E6%B0%B4" * 120 + ".png", "%2e%2e%2f%2e%2e%2fsecret.png", "a" * 400])
def test_no_name_of_a_picture_beside_the_source_ends_an_import(tmp_path: Path, name: str) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    mapping = Mapping(folder=str(tmp_path), images={"/images/": "pictures"})
    bring(tmp_path / "archive", story("flood", f"![A](/images/{name})"), mapping=mapping)
    assert not list((tmp_path / "archive/content").rglob("*.png"))


def test_what_is_no_picture_is_not_kept(host: str, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    bring(root, story("flood", f"![A]({host}/text.png)"), **asked_for(host))
    assert not list((root / "content").rglob("*.png"))


def test_hosts_within_a_private_network_are_not_asked_whatever_the_source_says(host: str, tmp_path: Path) -> None:
    bring(tmp_path / "archive", story("flood", f"![A]({host}/gauge.png)"), paper=paper(host), fetch=True)
    assert ASKED == []
    assert any("private network" in note for note in notes(tmp_path / "archive"))
