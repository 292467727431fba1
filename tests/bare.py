"""A page with nothing on it beside the theme's assets, for tests of one script at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from faults import Faults
from playwright.sync_api import Browser, Page
from searched import POLICY
from serving import served
from tools import ROOT

HTML = """<!doctype html>
<html lang="en-CA"><head><meta charset="utf-8"><title>Bare</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/broadsheet.css">
<link rel="stylesheet" href="/search.css">
</head><body><main id="main"><h1>Bare</h1></main></body></html>
"""


def write(site: Path) -> None:
    """Put the page and the assets into ``site``, under the policy that the theme's pages have."""
    for asset in (ROOT / "themes/broadsheet/assets").iterdir():
        (site / asset.name).write_bytes(asset.read_bytes())
    (site / "index.html").write_text(HTML, "utf-8")
    (site / "_headers").write_text(f"/*\n  Content-Security-Policy: {POLICY}\n", "utf-8")


@contextmanager
def bare_page(browser: Browser, site: Path) -> Iterator[Page]:
    """The page, opened; at the end nothing may have gone wrong in it."""
    write(site)
    faults = Faults()
    with served(site) as address:
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="en-CA")
        page = context.new_page()
        faults.watch(page, urlsplit(address).netloc)
        page.goto("/")
        yield page
        context.close()
    assert faults.unexpected() == []
