"""The search page without a mouse, for screen readers, on small screens, and with texts that no reader would write."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from faults import Faults
from looking import RUN, TAGS, assert_fits
from playwright.sync_api import Page, expect
from searching import ask, found, generated, rest, search, unfold, with_word
from tools import axe_source

FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const named = element.getAttribute("aria-label") || element.labels?.[0]?.innerText || element.textContent;
  const style = getComputedStyle(element.querySelector(".room") ?? element);
  const box = element.getBoundingClientRect();
  return {
    name: named.trim().replace(/\\s+/g, " "),
    drawn: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || parseFloat(style.strokeWidth) >= 2,
    seen: box.width > 0 && box.top >= -1 && box.bottom <= innerHeight + 1,
  };
}"""
"""The focus: on what it is, whether it is drawn, and inside the window."""

SMALL = """() => [...document.querySelectorAll("main :is(button, input, select, summary)")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one, (one.type === "checkbox" ? one.closest("label") : one).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([one, box]) => `${one.outerHTML.slice(0, 60)}: ${box.width} by ${box.height}`)"""

TOLD = """() => {
  window.told = [];
  for (const line of document.querySelectorAll("[role=status], [role=alert]")) {
    new MutationObserver(() => window.told.push(`${line.id}: ${line.textContent}`))
      .observe(line, { childList: true, characterData: true, subtree: true });
  }
}"""


STRANGE = [
    "q=__proto__&topic=__proto__&has=__proto__&outlet=constructor&language=__proto__",
    "q=constructor+toString&has=constructor&section=toString&language=constructor&order=constructor",
    "q=%00&from=%00&shown=%00",
    "q=%ED%A0%80river%ED%BF%BF&topic=%ED%A0%80",
    "q=" + quote("😀 👩‍👩‍👧 river OR \U0001f1e8\U0001f1e6"),
    "q=" + quote("النهر \u202e river \u2066 OR ארון"),
    "q=" + quote("<svg onload=alert(1)> a.*(b|[c]{2,}\\d+) OR $& $1 {count} %s"),
    "q=" + "river+" * 1_700,
    "q=" + quote("河" * 900),
    "q=" + "a-" * 490 + "a",
    "q=" + quote('"' * 10_000),
    "q=%&from=%ZZ&shown=-1e9&exact=2&order=",
    "from=0000&to=9999&shown=-Infinity",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the generated site, in place of the sample's."""
    with generated(tmp_path_factory.mktemp("searched")) as address:
        yield address


def begin(page: Page) -> None:
    page.goto("/search/")
    expect(page.locator(".decades")).to_be_attached()


def fail(page: Page, pattern: str, query: str) -> None:
    page.context.route(pattern, lambda route: route.abort())
    page.goto(f"/search/?{query}")
    expect(page.locator("#missing")).to_be_visible()
    rest(page)


def open_all(page: Page) -> None:
    """Every group of filters, and the chart's table."""
    search(page, "q=gazebo&topic=Trade&from=1940&to=1955")
    expect(page.locator(".decades")).to_be_attached()
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    expect(page.locator("[data-kind=people] .count")).to_have_text("0")


STATES: dict[str, Callable[[Page], None]] = {
    "start": begin,
    "results": lambda page: search(page, "q=river"),
    "no results": lambda page: search(page, "q=" + "zqxj" * 50),
    "another word": lambda page: search(page, "q=zeppelim"),
    "fault": lambda page: search(page, f"q=OR+{'river' * 40}+{'(' * 30}"),
    "long fault": lambda page: search(page, f"q={'w' * 5000}"),
    "failure": lambda page: fail(page, "**/194x/**", "q=river&shown=1000&topic=Floods"),
    "no start": lambda page: fail(page, "**/shards.json", "q=river"),
    "all open": open_all,
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_read_and_fits(page: Page, faults: Faults, state: str) -> None:
    faults.expect("ERR_FAILED")
    STATES[state](page)
    page.evaluate(axe_source())
    for width, scheme in ((390, "dark"), (1280, "light"), (640, "dark"), (320, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        if state == "all open":
            page.evaluate("document.querySelector('#filters').open = true")
        assert_fits(page, f"{state}, {width} px")
        assert page.evaluate(SMALL) == []
        if width != 640:
            assert page.evaluate(RUN, TAGS)["violations"] == [], f"{width} px {scheme}"


def walked(page: Page) -> list[str]:
    """What Tab comes to, from the top of a page that was just opened to its end; the focus must be seen on each."""
    names = []
    for _ in range(200):
        page.keyboard.press("Tab")
        page.evaluate("new Promise(requestAnimationFrame)")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        assert focused["drawn"], focused
        assert focused["seen"], focused
        names.append(focused["name"])
    return names


def test_tab_comes_to_everything_in_order(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    search(page, "q=gazebo&from=1940&to=1955")
    unfold(page, "outlet", "section", "topic")
    page.get_by_text("As a table").click()
    expect(page.locator("[data-kind=outlet] .count").first).to_have_text("12")
    page.locator("h1").click()
    expect(page.locator("[data-kind=topic] .count").first).to_have_text("12")
    names = walked(page)
    form = ["Words to find", "Search", "From", "To", "Order", "Exact words only", "How to search"]
    decades = [f"{decade}0s" for decade in range(193, 203)]
    papers = [
        "Papers",
        "The Harbour Courier 12",
        "The Evening Lamp 0",
        "Sections",
        "News 12",
        "Sport 0",
        "World 0",
        "Agencies",
    ]
    topics = ["Topics", "Find in: Topics", "Trade 12", *(f"Canal {number:02} 1" for number in range(1, 8))]
    others = ["People", "Languages", "With"]
    chart = ["Stories in 1951: 12", "As a table", "1951"]
    keep = ["CSV", "RIS", "BibTeX", "Copy"]
    browse = ["Papers, their years and editions", "On this day", "Sections", "Topics", "People", "Places"]
    assert names == [*form, *decades, *papers, *topics, *others, *chart, *keep, *["By the canal"] * 12, *browse]


def test_the_keys_lead_through_the_results_and_back(page: Page, faults: Faults) -> None:
    faults.expect("/favicon.ico")  # the generated stories name none
    search(page, "q=lantern")
    focused = page.locator(":focus")
    for start in ("#facets [data-box]", "#facets summary", "#tools button", "#results h3 a", "#more button"):
        page.locator(start).first.focus()
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("lantern")
    links = page.locator("#results h3 a")
    for key, place in [("Down", 0), ("Down", 1), ("Down", 2), ("Up", 1)]:
        page.keyboard.press(f"Arrow{key}")
        expect(links.nth(place)).to_be_focused()
        assert page.evaluate(FOCUSED)["drawn"]
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    headline = focused.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(headline)


def test_show_more_goes_on_where_it_stood(page: Page) -> None:
    search(page, "q=lantern")
    page.locator("#more button").focus()
    top = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(page.locator("#results h3 a").nth(20)).to_be_focused()
    rest(page)
    assert found(page) == with_word("lantern")[:40]
    assert abs(page.evaluate("scrollY") - top) < 900
    assert page.evaluate(FOCUSED)["seen"]


def test_the_focus_is_not_lost_with_what_was_pressed(page: Page, faults: Faults) -> None:
    faults.expect("ERR_FAILED")
    search(page, "q=river")
    page.get_by_role("button", name="Search the rest").press("Enter")
    expect(page.locator("#status")).to_have_text("Stories found: 300.")
    expect(page.locator("#status")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#chart a[tabindex='0']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_be_focused()
    rest(page)
    unfold(page, "section")
    page.get_by_label("News").press("Space")
    expect(page).to_have_url(re.compile("section=News"))
    rest(page)
    expect(page.get_by_label("News")).to_be_focused()
    search(page, "q=zeppelim")
    page.get_by_role("link", name="zeppelin").press("Enter")
    expect(page.locator("#status")).to_be_focused()
    fail(page, "**/shards.json", "q=lantern")
    page.get_by_role("button", name="Try again").press("Enter")
    expect(page.locator("#status")).to_be_focused()


def test_what_is_told_is_told_once(page: Page) -> None:
    begin(page)
    page.evaluate(TOLD)
    ask(page, "zeppelin")
    ask(page, "zqxj")
    ask(page, "river OR")
    ask(page, "lantern")
    page.wait_for_timeout(200)
    told = page.evaluate("window.told")
    assert len(told) == len([text for place, text in enumerate(told) if text != told[place - 1]]), told
    assert "status: Stories found: 1." in told
    assert "status: No story found." in told
    assert any(text.startswith("notes: Something is missing after this:") for text in told)
    assert page.locator("#status").get_attribute("aria-busy") == "false"


def test_no_text_does_anything_but_search(page: Page) -> None:
    for address in STRANGE:
        search(page, address)
        assert page.locator("main script").count() == 1, address
        assert page.locator("main [onload]").count() == 0, address
        expect(page.locator("#facets .decades")).to_be_attached()
    page.evaluate("() => { document.querySelector('#q').value = 'zeppelin \\ud800'; }")
    page.locator("#q").press("Enter")
    rest(page)
    assert found(page) == ["story-040"]
