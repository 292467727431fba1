"""The preview: what a host would serve, brought up to date at once; mistakes as a page; nothing for anyone else."""

import gzip
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from archives import PAPER, article, make_archive, tree
from backissue.build import build
from backissue.preview.guard import name_of
from previewing import Preview, previewed, until
from repositories import Repository

FLOOD, RIVER = "courier/1956/10/13/flood/index.html", "courier/1956/10/13/river/index.html"
OLD = "/old/flood.html"


def make(folder: Path) -> Path:
    return make_archive(folder, {
        "articles/flood.md": article("Flood", "The water came.\n", aliases=[OLD]),
        "articles/river.md": article("River"),
        "articles/weir.md": article("Weir", draft=True, edition="1956-10-20"),
        "articles/mill.md": article("Mill", edition="1956-10-21", embargo="2090-01-01"),
    })  # fmt: skip


@pytest.fixture(scope="module")
def shared_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def shared(shared_root: Path) -> Iterator[Preview]:
    """For tests that change nothing."""
    with previewed(shared_root) as preview:
        (shared_root / "site/out.html").symlink_to(shared_root / "content/archive.yaml")
        yield preview


def say(root: Path, name: str, text: str) -> None:
    (root / f"content/articles/{name}.md").write_text(text, "utf-8")


# As a host -----------------------------------------------------------------------------------------------------------


def test_it_serves_what_a_host_would_and_adds_what_a_page_needs_on_the_way_out(
    shared: Preview, shared_root: Path
) -> None:
    status, headers, body = shared.get(f"/{FLOOD.removesuffix('index.html')}")
    assert (status, headers["x-frame-options"]) == (200, "SAMEORIGIN")
    assert "default-src 'none'" in headers["content-security-policy"]
    before, _, after = body.partition(b'<link rel="stylesheet" href="/.backissue/preview.css">')
    assert (before + after.partition(b"</script>")[2]) == (shared_root / "site" / FLOOD).read_bytes()
    assert not any(b".backissue/" in data for data in tree(shared_root / "site").values())
    assert shared.get(OLD)[1]["location"] == "/courier/1956/10/13/flood/"
    assert shared.get("/nowhere/")[0] == 404
    assert b'data-page="404.html"' in shared.get("/nowhere/")[2]


def test_pages_are_compressed_have_etags_and_parts_of_files_can_be_had(shared: Preview) -> None:
    _, headers, body = shared.get("/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).startswith(b"<!doctype html>")
    assert shared.get("/", If_None_Match=headers["etag"])[::2] == (304, b"")
    whole = shared.get("/assets/broadsheet.css")[2]
    status, headers, part = shared.get("/assets/broadsheet.css", Range="bytes=10-19", Accept_Encoding="gzip")
    assert (status, part, headers["content-range"]) == (206, whole[10:20], f"bytes 10-19/{len(whole)}")
    assert "content-encoding" not in headers
    assert shared.get("/assets/broadsheet.css", Range="bytes=99999999-")[0] == 416


@pytest.mark.parametrize(
    "path",
    ["/../content/archive.yaml", "/%2e%2e/content/archive.yaml", "/..%2fcontent%2farchive.yaml", "/out.html",
     "/.backissue/catalog.db", "/.backissue/../../content/archive.yaml", "/.backissue/preview.py", "/_headers",
     "//etc/passwd", "/%00"],
)  # fmt: skip
def test_nothing_outside_the_site_is_served(shared: Preview, path: str) -> None:
    status, _, body = shared.get(path)
    assert status == 404
    assert b"Test archive\nurl" not in body


# Its own address alone -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "[::2]", "10.0.0.1", "",
     "a b", "127.0.0.1:8000@evil.example"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/.backissue/news?at=x", "/assets/broadsheet.css"])
def test_a_foreign_host_is_refused(shared: Preview, host: str, path: str) -> None:
    status, _, body = shared.get(path, Host=host)
    assert status in (400, 421)
    assert b"<html" not in body


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:99", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "localhost."]
)
def test_this_machines_names_are_answered(shared: Preview, host: str) -> None:
    status, headers, _ = shared.get("/", Host=host)
    assert (status, headers["cross-origin-resource-policy"]) == (200, "same-origin")


def test_a_name_is_read_without_its_port() -> None:
    assert [name_of(host) for host in ("A.b:80", "[::1]:80", "[::1]", "x:y", "a.:1")] == [
        "a.b",
        "[::1]",
        "[::1]",
        "x:y",
        "a",
    ]


def test_it_listens_to_this_machine_alone(shared: Preview) -> None:
    port = urlsplit(shared.address).port
    assert urlsplit(shared.address).hostname == "127.0.0.1"
    for _, _, _, _, address in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET, socket.SOCK_STREAM):
        if not str(address[0]).startswith("127."):
            with pytest.raises(OSError, match=r"refused|timed out"):
                socket.create_connection((str(address[0]), port), timeout=2).close()


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "/\\evil.example/", "javascript:alert(1)", "//["]
)
def test_the_way_back_leads_nowhere_else(shared: Preview, to: str) -> None:
    for name in ("last-good", "mistakes"):
        status, headers, _ = shared.get(f"/.backissue/{name}?to={to}")
        location = headers["location"]
        assert (status, location[0]) == (303, "/")
        assert not location.startswith(("//", "/\\"))


# Brought up to date --------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "archive")


def test_an_edit_is_told_to_the_pages_that_it_changed_and_the_site_is_a_cold_builds(root: Path, tmp_path: Path) -> None:
    with previewed(root) as preview:
        at = preview.at()
        with preview.news(at=at, page=FLOOD) as flood, preview.news(at=at, page=RIVER) as river:
            say(root, "flood", article("Flood", "The water rose.\n", aliases=[OLD]))
            assert flood() == {"reload": True}
            assert "The water rose." in preview.page(f"/{FLOOD}")
            say(root, "river", article("River", "Calm.\n"))
            assert river() == {"reload": True}, "the first that it hears: the flood was not its page"
        style = root / "themes/broadsheet/assets/broadsheet.css"
        with preview.news(at=preview.at(), page=RIVER) as river:
            style.parent.mkdir(parents=True)
            style.write_text("p { color: red }")
            assert river() == {"files": ["assets/broadsheet.css"]}
        until(lambda: not (root / "site/.backissue-tmp").exists())
        shutil.copytree(root / "content", tmp_path / "cold/content")
        shutil.copytree(root / "themes", tmp_path / "cold/themes")
    build(root)  # search may have been still to come
    build(tmp_path / "cold")
    assert tree(root / "site") == tree(tmp_path / "cold/site")


def test_search_follows_the_pages(root: Path) -> None:
    with previewed(root) as preview:
        before = preview.get("/search/terms/en/w/wat.json")[2]
        say(root, "flood", article("Flood", "Watermelons came.\n"))
        until(lambda: preview.get("/search/terms/en/w/wat.json")[2] != before)


def test_a_page_that_missed_something_is_told_when_it_asks_again(root: Path) -> None:
    with previewed(root) as preview:
        at = preview.at()
        say(root, "flood", article("Flood", "The water rose.\n"))
        until(lambda: preview.at() != at)
        with preview.news(at=at, page=FLOOD) as flood:
            assert flood() == {"reload": True}
        with preview.news(at="another.7", page=RIVER) as stranger:
            assert stranger() == {"reload": True}


def test_a_cache_that_is_removed_meanwhile_is_made_again(root: Path) -> None:
    with previewed(root) as preview:
        shutil.rmtree(root / ".backissue")
        say(root, "flood", article("Flood", "The water rose.\n"))
        until(lambda: "The water rose." in preview.page(f"/{FLOOD}"))


def test_a_build_that_starts_processes_is_followed_by_others(tmp_path: Path) -> None:
    many = {f"articles/{number}.md": article(f"Number {number}", edition="1956-10-13") for number in range(420)}
    root = make_archive(tmp_path, many)
    with previewed(root, "--jobs", "2") as preview:
        say(root, "7", article("Number 7", "The water rose.\n"))
        until(lambda: "The water rose." in preview.page("/courier/1956/10/13/7/"))


def test_another_build_may_run_beside_it(root: Path) -> None:
    with previewed(root) as preview:
        time.sleep(0.5)
        assert build(root).rendered == 0
        say(root, "flood", article("Flood", "The water rose.\n"))
        until(lambda: "The water rose." in preview.page(f"/{FLOOD}"))


# Versions ------------------------------------------------------------------------------------------------------------


TELLS = {"outlets/courier.yaml": f"{PAPER}versions: true\n"}
SAYS = "2 versions"


@pytest.mark.parametrize("where", ["plain", "worktree", "packed"])
def test_a_commit_is_told_to_the_pages_that_tell_of_it(tmp_path: Path, where: str) -> None:
    """Nothing else is edited: the text was on the page before it was committed."""
    repo = Repository(tmp_path / "main")
    make_archive(repo.folder, {"articles/flood.md": article("Flood", "Two feet.\n"), **TELLS})
    repo.commit("2026-01-01")
    root = tmp_path / "tree" if where == "worktree" else repo.folder
    if where == "worktree":
        repo.git("worktree", "add", "-q", str(root))
    tree_of = Repository(root, init=False)
    make_archive(root, {"articles/flood.md": article("Flood", "Three feet.\n")})
    with previewed(root) as preview:
        assert SAYS not in preview.page(f"/{FLOOD}")
        if where == "packed":
            repo.git("pack-refs", "--all")
        with preview.news(at=preview.at(), page=FLOOD) as flood:
            tree_of.commit("2026-01-02")
            assert flood() == {"reload": True}
        assert SAYS in preview.page(f"/{FLOOD}")


# Mistakes ------------------------------------------------------------------------------------------------------------


def test_mistakes_are_a_page_with_all_of_them_and_go_when_they_are_mended(root: Path) -> None:
    with previewed(root) as preview:
        with preview.news(at=preview.at(), page=FLOOD) as flood:
            say(root, "flood", "---\nheadline: Flood\nedition: 1956-10-13\ntopcs: [Floods]\n---\nThe <i>water</i>.\n")
            say(root, "river", "---\nheadline: River & weir\n---\n")
            assert flood() == {"reload": True}
        until(lambda: "2 mistakes keep" in preview.page("/"))
        status, headers, body = preview.get("/courier/", Accept="text/html")
        page = body.decode()
        assert (status, headers["x-frame-options"]) == (500, "SAMEORIGIN")
        assert "content/articles/flood.md:4" in page
        assert "unknown field &#34;topcs&#34;" in page
        assert "did you mean &#34;topics&#34;?" in page
        assert '<tr class="at"><th scope="row">4' in page
        assert "&lt;i&gt;water" in page
        assert "River &amp; weir" in page
        assert preview.get("/assets/broadsheet.css")[0] == 200
        say(root, "river", article("River"))
        until(lambda: "1 mistake keeps" in preview.page("/"))
        at = preview.at()
        with preview.news(at=at, page="") as mistakes:
            say(root, "flood", article("Flood", "Mended.\n"))
            assert mistakes() == {"reload": True}
        assert "Mended." in preview.page(f"/{FLOOD}")


def test_the_last_good_page_is_one_step_away_until_there_is_another_mistake(root: Path) -> None:
    with previewed(root) as preview:
        say(root, "flood", "no front matter")
        until(lambda: "1 mistake keeps" in preview.page("/courier/"))
        assert 'href="/.backissue/last-good?to=%2Fcourier%2F"' in preview.page("/courier/")
        _, headers, _ = preview.get("/.backissue/last-good?to=/courier/")
        assert headers["location"] == "/courier/"
        cookie = headers["set-cookie"].partition(";")[0]
        assert "HttpOnly" in headers["set-cookie"]
        good = preview.page("/courier/", Cookie=cookie)
        assert 'data-mistakes="1 mistake"' in good
        assert "The Courier" in good
        say(root, "river", "no front matter either")
        until(lambda: "2 mistakes keep" in preview.page("/courier/", Cookie=cookie))


def test_a_template_at_fault_is_shown_and_mended(root: Path) -> None:
    template = root / "themes/broadsheet/templates/page.html"
    with previewed(root) as preview:
        template.parent.mkdir(parents=True)
        template.write_text("one\n{% if %}\n")
        until(lambda: "page.html:2" in preview.page("/"))
        template.unlink()
        until(lambda: "mistake" not in preview.page("/").partition("<body")[2])


def test_an_archive_that_never_was_built_shows_its_mistakes(root: Path) -> None:
    say(root, "flood", "no front matter")
    with previewed(root) as preview:
        page = preview.page("/")
        assert "1 mistake keeps" in page
        assert "last-good" not in page
        say(root, "flood", article("Flood"))
        until(lambda: "Flood" in preview.page("/"))


# What it shows -------------------------------------------------------------------------------------------------------


def test_drafts_and_other_days_have_a_site_of_their_own(root: Path) -> None:
    build(root)
    before = tree(root / "site")
    with previewed(root, "--drafts") as preview:
        assert "Draft: not published" in preview.page("/courier/1956/10/20/weir/")
        assert 'data-note="Preview · drafts are shown"' in preview.page("/")
        assert preview.get("/courier/1956/10/21/mill/")[0] == 404
    with previewed(root, "--as-of", "2099-01-01") as preview:
        assert preview.get("/courier/1956/10/20/weir/")[0] == 404
        assert preview.get("/courier/1956/10/21/mill/")[0] == 200
        assert 'data-note="Preview · as on 2099-01-01"' in preview.page("/")
    assert tree(root / "site") == before


# Starting and ending -------------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_passed_over_and_it_says_so(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with previewed(root, "--port", str(port)) as preview:
            assert urlsplit(preview.address).port != port
            with urlopen(preview.address) as answer:
                assert answer.status == 200
            assert f"Port {port} is taken: this is port {urlsplit(preview.address).port}." in preview.told


def test_ctrl_c_ends_it_at_once_with_pages_open(root: Path) -> None:
    with previewed(root) as preview, preview.news(at=preview.at(), page=FLOOD):
        begun = time.monotonic()
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(5) == 0
        assert time.monotonic() - begun < 1.5


# Storms --------------------------------------------------------------------------------------------------------------


def test_it_survives_ten_thousand_malformed_requests(shared: Preview) -> None:
    host, port = urlsplit(shared.address).hostname, urlsplit(shared.address).port
    requests = [
        b"GET\r\n\r\n", b"\0\1\2\3" * 40 + b"\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /%zz%\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 50,
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"GET " + b"/" * 70_000,
        b"GET /.backissue/news?at=%FF.%00&page=../../x HTTP/1.0\r\nHost: localhost\r\n\r\n",
    ]  # fmt: skip

    def storm(first: int) -> None:
        for number in range(first, first + 1250):
            try:
                with socket.create_connection((host, port), timeout=20) as connection:
                    connection.sendall(requests[number % len(requests)])
            except (ConnectionError, TimeoutError):
                continue

    storms = [threading.Thread(target=storm, args=(1250 * at,)) for at in range(8)]
    for one in storms:
        one.start()
    for one in storms:
        one.join()
    assert shared.get("/")[0] == 200


def test_five_hundred_open_pages_hear_of_an_edit(root: Path) -> None:
    with previewed(root) as preview:
        at, streams = preview.at(), list[HTTPConnection]()
        try:
            for _ in range(500):
                streams.append(HTTPConnection(urlsplit(preview.address).netloc, timeout=20))
                streams[-1].request("GET", f"/.backissue/news?at={at}&page={FLOOD}")
            answers = [stream.getresponse() for stream in streams]
            say(root, "flood", article("Flood", "The water rose.\n"))
            for answer in answers:
                lines = iter(answer.readline, b"")
                assert next(line for line in lines if line.startswith(b"data")) == b'data: {"reload":true}\n'
            assert preview.get("/")[0] == 200
        finally:
            for stream in streams:
                stream.close()
