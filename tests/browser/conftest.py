"""Chromium, and a page that fails the test when anything goes wrong in it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from faults import Faults
from playwright.sync_api import Browser, Page, sync_playwright
from tools import BROWSER_ARGUMENTS, browser_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; it finds no host but this machine."""
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=[*BROWSER_ARGUMENTS, rules])
        yield chromium
        chromium.close()


@pytest.fixture
def faults() -> Faults:
    """What goes wrong in this test's pages; ``faults.expect(text)`` overlooks some."""
    return Faults()


@pytest.fixture
def page(browser: Browser, server: str, faults: Faults) -> Iterator[Page]:
    """A page of a fresh profile, 1280 px wide, addresses relative to the served sample.

    The test fails when anything went wrong in it that it did not expect.
    """
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 900}, locale="en-CA")
    page = context.new_page()
    faults.watch(page, urlsplit(server).netloc)
    yield page
    context.close()
    if faults.unexpected():
        pytest.fail("in the page:\n" + "\n".join(dict.fromkeys(faults.unexpected())), pytrace=False)
