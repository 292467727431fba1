"""Web archives: the pages in them, and their pictures."""

import contextlib
import gzip
from pathlib import Path

import pytest
from backissue.errors import ImportRefused
from backissue.importers.mapping import Mapping
from backissue.importers.readers.html import read
from backissue.importers.record import Found, Item, LeftOut, Source
from hypothesis import given, settings
from hypothesis import strategies as st

SITE = "https://lamp.example"
PICTURE = b"\xff\xd8\xff picture"


def page(headline: str, more: str = "") -> bytes:
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{headline}</title>{more}</head><body><article>
<h1>{headline}</h1><time datetime="2024-05-04">Saturday</time>
<figure><img src="/img/gauge.jpg" alt="A gauge"><figcaption>The gauge. Credit: Tom Marsh</figcaption></figure>
<p>The river went down by a hand’s breadth in the night, and the miller went home for the first time since Friday.</p>
<p>The lane is dry again, <a href="bridge.html">as the bridge is</a>, and nobody at the mill has said anything else.</p>
</article></body></html>""".encode()


def record(url: str, body: bytes, kind: str, status: str, more: str = "") -> bytes:
    """One record; without a status it is a resource."""
    if status:
        body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
        kind = "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {'response' if status else 'resource'}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-05-05T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1b3e4e4e-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def warc(file: Path, *records: tuple[str, bytes, str, str], packed: bool | None = None) -> Path:
    """A web archive of (address, body, media type, status)."""
    packed = file.suffix == ".gz" if packed is None else packed
    pack = gzip.compress if packed else bytes
    file.write_bytes(b"".join(pack(record(*one)) for one in records))
    return file


def imported(file: Path) -> list[Found]:
    return list(read(Source(file, Mapping(), file.parent / "scratch", lambda done, total: None)))


def stories(found: list[Found]) -> list[Item]:
    return [one for one in found if isinstance(one, Item)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_come_with_their_pictures_wherever_those_stand(tmp_path: Path, packed: bool) -> None:
    file = warc(
        tmp_path / ("crawl.warc.gz" if packed else "crawl.warc"),
        (f"{SITE}/news/river.html", page("The river"), "text/html; charset=utf-8", "200 OK"),
        (f"{SITE}/img/gauge.jpg", PICTURE, "image/jpeg", "200 OK"),
        (f"{SITE}/style.css", b"p {}", "text/css", "200 OK"),
        packed=packed,
    )
    (item,) = stories(imported(file))
    assert item.key == f"{SITE}/news/river.html"
    assert item.source == f"{file.name}: {SITE}/news/river.html"
    assert item.addresses == [f"{SITE}/news/river.html"]
    assert item.fields["published"] == "2024-05-04"
    (picture,) = item.pictures
    assert (picture.ref, picture.caption, picture.credit) == (f"{SITE}/img/gauge.jpg", "The gauge.", "Tom Marsh")
    assert Path(item.files[picture.ref]).read_bytes() == PICTURE
    assert f"[as the bridge is]({SITE}/news/bridge.html)" in item.body


def test_resources_are_pages_as_well(tmp_path: Path) -> None:
    file = warc(tmp_path / "crawl.warc", (f"{SITE}/a.html", page("The river"), "text/html", ""))
    assert [item.fields["headline"] for item in stories(imported(file))] == ["The river"]


def test_the_header_s_encoding_counts_before_the_page_s(tmp_path: Path) -> None:
    data = page("The river").decode().encode("windows-1252")
    file = warc(tmp_path / "crawl.warc", (f"{SITE}/a.html", data, "text/html; charset=windows-1252", "200 OK"))
    assert "a hand’s breadth" in stories(imported(file))[0].body


def test_what_the_site_did_not_answer_is_left_out(tmp_path: Path) -> None:
    file = warc(
        tmp_path / "crawl.warc.gz",
        (f"{SITE}/gone.html", page("Gone"), "text/html", "404 Not Found"),
        (f"{SITE}/moved.html", page("Moved"), "text/html", "301 Moved"),
        (f"{SITE}/", page("Home"), "text/html", "200 OK"),
        (f"{SITE}/a.html", page("The river"), "text/html", "200 OK"),
        (f"{SITE}/a.html", page("The river again"), "text/html", "200 OK"),
    )
    found = imported(file)
    assert [item.fields["headline"] for item in stories(found)] == ["The river"]
    assert [one for one in found if isinstance(one, LeftOut)] == [
        LeftOut(f"crawl.warc.gz: {SITE}/gone.html", "no article: the site answered 404"),
        LeftOut(f"crawl.warc.gz: {SITE}/", "no article: a home page"),
        LeftOut(f"crawl.warc.gz: {SITE}/a.html", "the same page again, by its address"),
    ]


def test_a_story_first_published_elsewhere_names_its_source(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://wire.example/river">'
    file = warc(tmp_path / "crawl.warc", (f"{SITE}/a.html", page("The river", head), "text/html", "200 OK"))
    (item,) = stories(imported(file))
    assert item.fields["source"] == "https://wire.example/river"
    assert item.addresses == [f"{SITE}/a.html"]


def test_an_archive_cut_short_keeps_what_stood_before(tmp_path: Path) -> None:
    file = warc(
        tmp_path / "crawl.warc.gz",
        (f"{SITE}/a.html", page("The river"), "text/html", "200 OK"),
        (f"{SITE}/b.html", page("The lane"), "text/html", "200 OK"),
    )
    file.write_bytes(file.read_bytes()[:-200])
    found = imported(file)
    assert [item.fields["headline"] for item in stories(found)][:1] == ["The river"]
    assert any(isinstance(one, LeftOut) and one.fault for one in found)


def test_what_unpacks_without_end_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(b"x" * (40 * 1024 * 1024))
    file = tmp_path / "crawl.warc"
    packed = "Content-Encoding: gzip\r\n"
    file.write_bytes(
        record(f"{SITE}/bomb.html", bomb, "text/html", "200 OK", packed)
        + record(f"{SITE}/a.html", gzip.compress(page("The river")), "text/html", "200 OK", packed)
    )
    found = imported(file)
    assert found[0] == LeftOut(f"crawl.warc: {SITE}/bomb.html", "larger than 32 MB, which no page is", fault=True)
    assert len(stories(found)) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        gzip.compress(b"x" * 10_000_000),
        gzip.compress(b"WARC/1.0\r\nContent-Length: " + b"9" * 9_000),
    ],
    ids=["empty", "text", "one line", "a length"],
)
def test_what_is_no_web_archive_is_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(data)
    with pytest.raises(ImportRefused, match="web archive"):
        imported(file)


def test_one_bad_web_archive_in_a_folder_is_a_fault_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "bad.warc.gz").write_bytes(b"no archive")
    warc(folder / "good.warc", (f"{SITE}/a.html", page("The river"), "text/html", "200 OK"))
    found = imported(folder)
    assert len(stories(found)) == 1
    assert any(isinstance(one, LeftOut) and one.fault and one.source == "bad.warc.gz" for one in found)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 2000), data=st.binary(max_size=40))
def test_no_damage_is_a_crash(tmp_path_factory: pytest.TempPathFactory, at: int, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.warc"
    warc(
        file,
        (f"{SITE}/a.html", page("The river"), "text/html", "200 OK"),
        (f"{SITE}/b.html", page("The lane"), "text/html", ""),
        packed=False,
    )
    whole = file.read_bytes()
    file.write_bytes(whole[:at] + data + whole[at + len(data) :])
    with contextlib.suppress(ImportRefused):
        imported(file)
