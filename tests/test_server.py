"""The plain static server answers as a static host would, and nothing outside the site gets out."""

import errno
import textwrap
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from backissue.hosting import Rules
from backissue.server import address_of, listen
from serving import served


class Client:
    """Asks a server for paths exactly as given: no tidying of ``..`` or ``//``, no redirect followed."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self.host, timeout=10)
        try:
            connection.request(method, path, headers=headers)
            with connection.getresponse() as response:
                return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    def status(self, path: str) -> int:
        return self.get(path)[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site by hand, with a secret beside it and links that try to reach it."""
    folder = tmp_path_factory.mktemp("served")
    site = folder / "site"
    files = {
        "index.html": "<h1>Home</h1>",
        "404.html": "<h1>Not here</h1>",
        "courier/index.html": "<h1>Courier</h1>",
        "courier/café au lait/index.html": "<h1>Café</h1>",
        "empty/picture.webp": "w",
        "assets/search.js": "1",
        "search/entry.pf_meta": "m",
        ".backissue-tmp/half": "secret",
        ".well-known/security.txt": "hello",
        "shadowed.html": "a file",
        "_redirects": """\
            # old addresses
            /old.html /courier/ 301
            /old/caf%C3%A9.html /courier/ 302
            /shadowed.html /courier/ 301
            /forced/ /courier/ 301!
            /gone/* /404.html 410
            /years/:year/* /courier/:year/:splat
            /as /courier/index.html 200
            /loop /loop/ 301
            /index.html / 301!
            """,
        "_headers": """\
            /*
              X-Frame-Options: SAMEORIGIN
              Cache-Control: public, max-age=0
            /assets/*
              # a comment
              Cache-Control: public
              Cache-Control: max-age=60
            """,
    }
    for name, text in files.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), "utf-8")
    (folder / "secret.txt").write_text("secret")
    (folder / "outside").mkdir()
    (folder / "outside" / "index.html").write_text("secret")
    (site / "file-link.txt").symlink_to(folder / "secret.txt")
    (site / "folder-link").symlink_to(folder / "outside")
    (site / "inner-link.html").symlink_to(site / "courier" / "index.html")
    (site / "ring").symlink_to(site / "ring")
    return site


@pytest.fixture(scope="module")
def client(site: Path) -> Iterator[Client]:
    with served(site) as address:
        yield Client(address)


def test_a_folder_is_its_index(client: Client) -> None:
    assert client.get("/")[2] == b"<h1>Home</h1>"
    assert client.get("/courier/")[2] == b"<h1>Courier</h1>"
    assert client.get("/courier/caf%C3%A9%20au%20lait/")[2] == "<h1>Café</h1>".encode()


def test_a_folder_without_its_slash_redirects_and_keeps_the_query(client: Client) -> None:
    status, headers, _ = client.get("/courier?x=1")
    assert (status, headers["location"]) == (301, "/courier/?x=1")
    assert client.get("/courier/caf%C3%A9%20au%20lait")[1]["location"] == "/courier/caf%C3%A9%20au%20lait/"


def test_what_is_missing_is_the_archives_own_page_with_status_404(client: Client) -> None:
    for path in ("/nowhere", "/nowhere/", "/empty/", "/empty", "/404.html/", "/loop", "/" + "x" * 5000):
        status, headers, body = client.get(path)
        assert (status, headers["content-type"], body) == (
            404,
            "text/html; charset=utf-8",
            b"<h1>Not here</h1>",
        ), path


def test_media_types_are_stated(client: Client) -> None:
    expected = {
        "/empty/picture.webp": "image/webp",
        "/assets/search.js": "text/javascript; charset=utf-8",
        "/search/entry.pf_meta": "application/octet-stream",
        "/.well-known/security.txt": "text/plain; charset=utf-8",
    }
    assert {path: client.get(path)[1]["content-type"] for path in expected} == expected


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/courier/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/courier/..",
        "/./index.html",
        "//secret.txt",
        "//courier",
        "///etc/passwd",
        "/%00",
        "/%",
        "/file-link.txt",
        "/folder-link/",
        "/folder-link",
        "/ring",
        "/.backissue-tmp/half",
        "/_redirects",
        "/_headers",
    ],
)
def test_nothing_outside_the_site_or_hidden_in_it_is_served(client: Client, path: str) -> None:
    status, headers, body = client.get(path)
    assert status == 404
    assert "location" not in headers
    assert b"secret" not in body


def test_a_link_within_the_site_is_followed(client: Client) -> None:
    assert client.get("/inner-link.html")[2] == b"<h1>Courier</h1>"


@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("/old.html", 301, "/courier/"),
        ("/old.html?a=b", 301, "/courier/?a=b"),
        ("/old/caf%C3%A9.html", 302, "/courier/"),
        ("/forced", 301, "/courier/"),
        ("/index.html", 301, "/"),
        ("/years/1937/07/17", 301, "/courier/1937/07/17"),
        ("/years/1937", 301, "/courier/1937/"),
    ],
)
def test_rules_redirect(client: Client, path: str, status: int, target: str) -> None:
    answer = client.get(path)
    assert (answer[0], answer[1]["location"]) == (status, target)


def test_rules_can_show_another_file_with_their_status(client: Client) -> None:
    assert client.get("/as")[::2] == (200, b"<h1>Courier</h1>")
    assert client.get("/gone/for/good")[::2] == (410, b"<h1>Not here</h1>")


def test_a_file_comes_before_a_rule_that_is_not_forced(client: Client) -> None:
    assert client.get("/shadowed.html")[::2] == (200, b"a file")


def test_headers_are_set_and_a_later_rule_overrides(client: Client) -> None:
    home, script, missing = (client.get(path)[1] for path in ("/", "/assets/search.js", "/nowhere"))
    assert (home["x-frame-options"], home["cache-control"]) == ("SAMEORIGIN", "public, max-age=0")
    assert (script["x-frame-options"], script["cache-control"]) == ("SAMEORIGIN", "public, max-age=60")
    assert missing["x-frame-options"] == "SAMEORIGIN"


def test_what_the_browser_has_is_not_sent_again(client: Client) -> None:
    etag = client.get("/courier/")[1]["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        assert client.get("/courier/", **{"If-None-Match": known})[::2] == (304, b"")
    assert client.get("/courier/", **{"If-None-Match": '"other"'})[0] == 200


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.get("/", "HEAD")[::2] == (200, b"")
    assert client.get("/", "POST")[0] == 405


def test_a_site_without_rules_or_a_404_page_is_served_and_new_rules_count_at_once(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("p")
    with served(tmp_path) as address:
        client = Client(address)
        status, headers, _ = client.get("/page.html")
        assert (status, headers["cache-control"]) == (200, "no-cache")
        assert client.get("/other")[::2] == (404, b"Not found\n")
        (tmp_path / "_redirects").write_text("/other /page.html\n")
        assert client.get("/other")[1]["location"] == "/page.html"


def test_a_line_that_is_no_rule_is_passed_over() -> None:
    rules = Rules.parse("/a\n#/b /c\n/store id=:id /blog/:id 301\n/d /e 302 extra\n", "  Stray: value\n")
    assert [rules.redirect(path) is not None for path in ("/a", "#/b", "/b", "/store", "/d")] == [False] * 4 + [True]
    assert rules.headers("/a") == {}


def test_a_taken_port_is_said_in_words() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"127.0.0.1 port {port}: .*in use.*--port") as raised:
            listen("127.0.0.1", port)
        assert raised.value.errno == errno.EADDRINUSE


def test_an_ipv6_address_is_written_with_brackets() -> None:
    try:
        with listen("::1", 0) as listener:
            assert address_of(listener).startswith("http://[::1]:")
    except OSError as error:
        if error.errno != errno.EADDRNOTAVAIL:
            raise
        pytest.skip("no IPv6 here")
