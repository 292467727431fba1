"""Pages fit every width, zoom and print, and can be seen and used in every scheme."""

import pytest
from kinds import KINDS, Sample, visit
from looking import assert_fits
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.long

WIDTHS = (320, 390, 768, 1280, 1600)

FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    tag: element.tagName,
    href: element.getAttribute("href"),
    inside: box.width > 20 && box.height > 10 && box.top >= 0 && box.left >= 0
      && box.bottom <= innerHeight && box.right <= innerWidth,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    top: element.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)),
  };
}"""

NAVIGATION = """() => [...document.querySelectorAll("nav, form, iframe, a[href='#main'], body > header a")]
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .map((element) => element.outerHTML.slice(0, 99))"""

COLOURS = """() => [
  getComputedStyle(document.documentElement).backgroundColor,
  getComputedStyle(document.body).color,
]"""

OWN_COLOURS = """() => [...document.querySelectorAll("*")]
  .filter((element) => getComputedStyle(element).forcedColorAdjust === "none" && !element.closest("svg"))
  .map((element) => element.className)"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(page: Page, sample: Sample, kind: str) -> None:
    visit(page, KINDS[kind](sample))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page, f"{width} px")


@pytest.mark.parametrize("kind", KINDS)
def test_pages_stand_200_percent_zoom(browser: Browser, server: str, sample: Sample, kind: str) -> None:
    """To a page, twice the size on a screen of 1280 pixels is a window of 640 with two pixels to each."""
    context = browser.new_context(base_url=server, viewport={"width": 640, "height": 450}, device_scale_factor=2)
    try:
        page = context.new_page()
        visit(page, KINDS[kind](sample))
        assert_fits(page, "200 %")
    finally:
        context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_wider_spacing_of_text_fits(page: Page, sample: Sample, kind: str) -> None:
    """Readers may space text as WCAG 1.4.12 says; no page may then scroll sideways."""
    visit(page, KINDS[kind](sample))
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
      document.adoptedStyleSheets = [sheet];
    }""")
    assert_fits(page, "spaced")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "latest edition's box"])
def test_the_skip_link_comes_first_and_shows_when_focused(page: Page, sample: Sample, kind: str) -> None:
    visit(page, KINDS[kind](sample))
    for width, colours in ((390, "none"), (1280, "none"), (1280, "active")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(forced_colors="active" if colours == "active" else "none")
        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["tag"] == "A"
        assert (focused["href"] or "").startswith("#"), focused
        assert focused["inside"], focused
        assert focused["top"], f"covered: {focused}"
        assert focused["outline"] >= 2, focused
        page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "() => document.querySelector('main').contains(document.activeElement)"
        " || !document.querySelector('main :is(a[href], button, input, summary, iframe)')"
    ), "after the skip link, Tab goes into the main part"


@pytest.mark.parametrize("kind", KINDS)
def test_print_leaves_navigation_out(page: Page, sample: Sample, kind: str) -> None:
    visit(page, KINDS[kind](sample))
    page.emulate_media(media="print", color_scheme="dark")
    shown = page.evaluate(NAVIGATION)
    assert not shown
    assert page.locator("h1").first.is_visible()
    paper, ink = page.evaluate(COLOURS)
    assert paper in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"), "printed on white, in the dark scheme too"
    assert ink == "rgb(0, 0, 0)"


@pytest.mark.parametrize("kind", KINDS)
def test_forced_colours_do_not_hide_anything(page: Page, sample: Sample, kind: str) -> None:
    visit(page, KINDS[kind](sample))
    visible = "() => document.body.innerText.length"
    before = page.evaluate(visible)
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert page.evaluate(visible) >= before
    assert_fits(page, "forced colours")
    kept = page.evaluate(OWN_COLOURS)
    assert not kept, "only drawings may keep colours of their own"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_who_wants_it_still(page: Page, sample: Sample, kind: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    visit(page, KINDS[kind](sample))
    moving = page.evaluate("""() => {
      const seconds = (text) => Math.max(...text.split(",").map(parseFloat));
      return [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        return seconds(style.transitionDuration) > 0.01 || seconds(style.animationDuration) > 0.01
          || style.scrollBehavior === "smooth";
      }).map((element) => element.tagName).concat(document.getAnimations().map(String));
    }""")
    assert not moving
