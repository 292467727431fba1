"""Pages as a browser opens them: no error, no other host, the CSP holds; and article pages are light."""

import gzip
import re
from pathlib import Path
from urllib.request import urlopen

import pytest
from faults import Faults
from kinds import KINDS, Sample, visit
from lxml import html
from playwright.sync_api import Page

ARTICLE_LIMIT = 14_000
"""Bytes an article page may weigh, gzipped, with its CSS but no pictures: what a first round trip carries."""


BROKEN_PICTURES = """() => [...document.images]
  .filter((image) => image.complete && !image.naturalWidth && image.checkVisibility())
  .map((image) => image.src)"""

OVERFLOW = """() => {
  const page = document.documentElement;
  return [page.scrollWidth - page.clientWidth, page.scrollHeight - page.clientHeight];
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens_without_fault(page: Page, sample: Sample, kind: str) -> None:
    """The ``page`` fixture fails the test on console errors, exceptions, CSP refusals and other hosts."""
    response = visit(page, KINDS[kind](sample))
    assert response.status == 200
    assert "default-src 'none'" in response.headers["content-security-policy"]
    page.mouse.wheel(0, 20_000)  # brings in what is loaded lazily
    page.wait_for_load_state("networkidle")
    broken = page.evaluate(BROKEN_PICTURES)
    assert not broken
    assert page.title()
    assert page.locator("h1").count() == 1
    assert page.evaluate("() => document.documentElement.lang")


def test_what_is_missing_is_the_archives_own_page(page: Page, faults: Faults) -> None:
    faults.expect("404")
    response = page.goto("/harbour-courier/1956/13/13/nothing/")
    assert response is not None
    assert response.status == 404
    assert page.locator("h1").is_visible()
    assert page.evaluate("() => getComputedStyle(document.body).margin") is not None
    assert page.locator("link[rel=stylesheet]").first.evaluate("(link) => link.sheet !== null"), "styled at any depth"


def test_inline_script_and_style_are_refused(page: Page, faults: Faults) -> None:
    """That no page breaks the policy shows little unless the policy is in force."""
    faults.expect("Content Security Policy")
    faults.expect("CSP: ")
    page.goto("/")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      const style = document.createElement("style");
      style.textContent = "body { color: rgb(1, 2, 3) }";
      document.head.append(script, style);
    }""")
    assert page.evaluate("() => window.ran") is None
    assert page.evaluate("() => getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    assert any("CSP: script-src" in fault for fault in faults.seen)
    assert any("CSP: style-src" in fault for fault in faults.seen)


def test_the_latest_editions_box_is_loaded_lazily_and_its_links_open_at_the_top(page: Page, sample: Sample) -> None:
    page.set_viewport_size({"width": 1280, "height": 300})
    visit(page, KINDS["article"](sample))
    frame = page.locator("iframe")
    assert frame.get_attribute("loading") == "lazy"
    assert frame.get_attribute("title")
    assert page.locator(f"a[href='{frame.get_attribute('src')}']").count() >= 1, "a plain link as its twin"
    frame.scroll_into_view_if_needed()
    inside = page.frame_locator("iframe")
    inside.locator("h1, h2").first.wait_for()
    link = inside.locator("a").first
    target = link.evaluate("(link) => link.href")
    link.click()
    page.wait_for_url(target)
    assert page.main_frame.url == target


def test_the_latest_editions_box_fits_its_frame(page: Page, sample: Sample) -> None:
    """A frame cannot grow with what it shows, so nothing in it may need more room than it has."""
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        visit(page, KINDS["article"](sample))
        frame = page.locator("iframe")
        frame.scroll_into_view_if_needed()
        page.frame_locator("iframe").locator("h1, h2").first.wait_for()
        box = frame.element_handle().content_frame()
        assert box
        box.wait_for_load_state("load")  # with its stylesheet: bare, its picture is as wide as the file
        over = box.evaluate(OVERFLOW)
        assert over[0] <= 0, f"{width} px: scrolls sideways by {over[0]} px"
        assert over[1] <= 0, f"{width} px: {over[1]} px are cut off below"


def articles(site: Path) -> dict[Path, str]:
    """The article pages of a site, by file."""
    texts = {file: file.read_text("utf-8") for file in sorted(site.rglob("index.html"))}
    return {file: text for file, text in texts.items() if "data-pagefind-body" in text}


def weight(data: bytes) -> int:
    """What a host sends: gzip at its usual level."""
    return len(gzip.compress(data, 6, mtime=0))


def test_every_article_page_is_light(sample_site: Path) -> None:
    weights = {}
    for file, text in articles(sample_site).items():
        sheets = [
            str(link.get("href")) for link in html.fromstring(text.encode()).iterfind(".//link[@rel='stylesheet']")
        ]
        assert sheets
        parts = [(sample_site / sheet.lstrip("/")).read_bytes() for sheet in sheets]
        weights[file] = weight(text.encode()) + sum(map(weight, parts))
    assert len(weights) > 60
    heavy = {str(file.relative_to(sample_site)): size for file, size in weights.items() if size > ARTICLE_LIMIT}
    assert not heavy, f"the heaviest of {len(weights)}: {max(heavy.values())} bytes\n{heavy}"


def test_no_article_page_has_a_script(sample_site: Path) -> None:
    """A block of linked data (JSON-LD) is not a script: no browser runs it."""
    for file, text in articles(sample_site).items():
        kinds = re.findall(r"<script\b([^>]*)>", text)
        assert all('type="application/ld+json"' in attributes for attributes in kinds), file
        names = {str(name) for element in html.fromstring(text.encode()).iter() for name in element.attrib}
        handlers = [name for name in names if name.startswith("on")]
        assert not handlers, file


def test_the_search_page_of_a_server_has_the_right_media_types(server: str, sample_site: Path) -> None:
    """A module with another media type is refused by browsers."""
    for script in sorted(sample_site.rglob("*.js")):
        with urlopen(f"{server}/{script.relative_to(sample_site).as_posix()}", timeout=10) as response:
            assert response.headers.get_content_type() == "text/javascript"
