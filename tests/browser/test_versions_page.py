"""A story's versions, and a dead link in its text, as readers find them: on phones and desks, in light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import AS_OF, PAPER, article, make_archive
from backissue.build import build
from faults import Faults
from looking import RUN, TAGS, assert_fits
from playwright.sync_api import Browser, Page, expect
from repositories import Repository
from serving import served
from tools import axe_source

FLOOD = "/courier/1956/10/13/flood/"
LONG = "The river rose by {} feet in the night, and the gauge at the bridge passed the mark of 1911. " * 3


@pytest.fixture
def page(browser: Browser, faults: Faults, tmp_path: Path) -> Iterator[Page]:
    """A page of an archive whose one story changed, and links to what is no more; nothing may go wrong in it."""
    entry = "{url: 'https://gone.example/', status: 404, since: 2025-01-08, checked: 2025-01-15, times: 2}"
    root = make_archive(tmp_path, {"outlets/courier.yaml": f"{PAPER}versions: true\n", "links.yaml": f"- {entry}\n"})
    repo = Repository(root)
    for feet, at in (("two", "2025-03-01"), ("three", "2025-03-02")):
        body = f"{LONG.format(feet, feet, feet)}\n\nSee [the report](https://gone.example/).\n"
        make_archive(root, {"articles/flood.md": article("Flood", body, standfirst=f"By {feet} feet.")})
        repo.commit(at)
    build(root, as_of=AS_OF, jobs=1)
    with served(root / "site") as address:
        context = browser.new_context(base_url=address, locale="en-CA")
        page = context.new_page()
        faults.watch(page, address.removeprefix("http://"))
        yield page
        context.close()
    assert faults.unexpected() == []


def test_from_a_story_to_its_versions_and_back(page: Page) -> None:
    page.goto(FLOOD)
    page.get_by_role("link", name="2 versions").click()
    expect(page.locator("del").first).to_have_text("two")
    expect(page.locator("ins").first).to_have_text("three")
    page.get_by_role("heading", level=1).get_by_role("link").click()
    expect(page).to_have_url(FLOOD)


def test_a_dead_link_says_that_it_leads_to_a_copy(page: Page) -> None:
    page.goto(FLOOD)
    expect(page.get_by_text("the report (archived copy)")).to_be_visible()
    address = "https://web.archive.org/web/19561013/https://gone.example/"
    expect(page.get_by_role("link", name="the report")).to_have_attribute("href", address)


@pytest.mark.parametrize("path", [FLOOD, f"{FLOOD}versions/"])
def test_the_pages_fit_and_axe_finds_nothing(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate(axe_source())
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page, f"{path} at {width} px")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(RUN, TAGS)["violations"] == []
