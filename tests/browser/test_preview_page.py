"""The preview as an editor sees it: the page stays where it was, mistakes come and go, other pages are left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import article, make_archive
from faults import Faults
from playwright.sync_api import Browser, Page, expect
from previewing import Preview, previewed, until
from tools import axe_source

LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(150))
FLOOD, RIVER = "/courier/1956/10/13/flood/", "/courier/1956/10/13/river/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(
        tmp_path, {"articles/flood.md": article("Flood", LONG), "articles/river.md": article("River", LONG)}
    )


@pytest.fixture
def preview(root: Path) -> Iterator[Preview]:
    with previewed(root) as preview:
        yield preview


@pytest.fixture
def page(browser: Browser, preview: Preview, faults: Faults) -> Iterator[Page]:
    """A page of the preview, in which nothing may go wrong: the site's own policy holds for what is added to it."""
    context = browser.new_context(base_url=preview.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults.watch(page, preview.address.removeprefix("http://"))
    yield page
    context.close()
    assert faults.unexpected() == []


def say(root: Path, name: str, text: str) -> None:
    (root / f"content/articles/{name}.md").write_text(text, "utf-8")


def mark(page: Page) -> None:
    """Something that does not outlive a page that is loaded again."""
    page.evaluate("window.marked = true")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.marked === true"))


def test_a_saved_story_is_loaded_again_where_it_was_read_and_no_other(page: Page, root: Path) -> None:
    other = page.context.new_page()
    other.goto(RIVER)
    mark(other)
    page.bring_to_front()
    page.goto(FLOOD)
    page.evaluate("scrollTo(0, 2000)")
    say(root, "flood", article("Flood", f"{LONG}\n\nThe water rose."))
    expect(page.get_by_text("The water rose.")).to_be_attached()
    until(lambda: bool(page.evaluate("scrollY === 2000")))
    assert is_marked(other)
    expect(page.get_by_role("complementary", name="Preview")).to_have_text("Preview")


def test_a_stylesheet_changes_without_loading_the_page_again(page: Page, root: Path) -> None:
    page.goto(FLOOD)
    mark(page)
    (root / "themes/broadsheet/assets").mkdir(parents=True)
    (root / "themes/broadsheet/assets/broadsheet.css").write_text("h1 { color: rgb(1, 2, 3) }")
    expect(page.get_by_role("heading", level=1)).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.locator("link[rel=stylesheet]")).to_have_count(2)
    assert is_marked(page)


def test_mistakes_take_the_pages_place_and_the_page_comes_back_where_it_was(
    page: Page, root: Path, faults: Faults
) -> None:
    faults.expect("500 (Internal Server Error)")
    page.goto(FLOOD)
    page.evaluate("scrollTo(0, 1500)")
    say(root, "river", "---\nheadline: River\nedition: 1956-10-13\ntopcs: [Floods]\n---\nText.\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 mistake keeps this archive from being built")
    expect(page.get_by_text("content/articles/river.md:4")).to_be_visible()
    expect(page.get_by_text('did you mean "topics"?')).to_be_visible()
    page.evaluate(axe_source())
    assert page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id))") == []
    page.get_by_role("link", name="See the last good page").click()
    page.wait_for_url(f"**{FLOOD}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Flood")
    page.evaluate(axe_source())
    assert page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id))") == []
    page.get_by_role("link", name="1 mistake").click()
    expect(page.get_by_text("content/articles/river.md:4")).to_be_visible()
    say(root, "river", article("River", LONG))
    expect(page.get_by_role("heading", level=1)).to_have_text("Flood")


def test_a_page_that_nobody_sees_keeps_no_connection_and_catches_up(page: Page, root: Path) -> None:
    page.goto(FLOOD)
    hide = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => %s });"
    page.evaluate(hide % "true" + "document.dispatchEvent(new Event('visibilitychange'))")
    mark(page)
    say(root, "flood", article("Flood", f"{LONG}\n\nThe water rose."))
    page.wait_for_timeout(700)
    assert is_marked(page)
    page.evaluate(hide % "false" + "document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("The water rose.")).to_be_attached()
