"""The ``page`` fixture sees what it is there to see: on a small site with every fault in it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from faults import Faults
from playwright.sync_api import Browser
from serving import served

HEAD = "<!doctype html><html lang='en'><title>t</title><link rel='icon' href='/icon.svg'>"
PAGES = {
    "good": "<h1>t</h1><iframe src='/inner.html' title='t'></iframe>",
    "inner": "<p>t</p>",
    "console": "<script src='/log.js'></script>",
    "exception": "<script src='/throw.js'></script>",
    "policy": "<p style='color: red'>t</p>",
    "in-a-frame": "<iframe src='/policy.html' title='t'></iframe>",
    "other-host": "<img src='http://elsewhere.example/a.png' alt=''>",
    "missing": "<img src='/missing.png' alt=''>",
}
POLICY = "default-src 'none'; script-src 'self'; img-src *; frame-src 'self'"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = tmp_path_factory.mktemp("faults")
    for name, body in PAGES.items():
        (site / f"{name}.html").write_text(HEAD + body)
    (site / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (site / "log.js").write_text("console.error('out of paper')")
    (site / "throw.js").write_text("throw new Error('out of ink')")
    (site / "_headers").write_text(f"/*\n  Content-Security-Policy: {POLICY}\n")
    with served(site) as address:
        yield address


def seen(browser: Browser, address: str, name: str, faults: Faults) -> list[str]:
    """The faults noted when a page of the small site is opened."""
    with browser.new_context() as context:
        page = context.new_page()
        faults.watch(page, urlsplit(address).netloc)
        page.goto(f"{address}/{name}.html", wait_until="networkidle")
    return faults.unexpected()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("console", "out of paper"),
        ("exception", "out of ink"),
        ("policy", "CSP: style-src-attr refused inline"),
        ("in-a-frame", "CSP: style-src-attr refused inline"),
        ("other-host", "request to another host: http://elsewhere.example/a.png"),
        ("missing", "404"),
    ],
)
def test_a_fault_is_seen(browser: Browser, small_site: str, name: str, text: str) -> None:
    assert any(text in fault for fault in seen(browser, small_site, name, Faults()))


def test_a_good_page_has_none(browser: Browser, small_site: str) -> None:
    assert seen(browser, small_site, "good", Faults()) == []


def test_an_expected_fault_is_overlooked(browser: Browser, small_site: str) -> None:
    faults = Faults()
    faults.expect("404")
    assert seen(browser, small_site, "missing", faults) == []
