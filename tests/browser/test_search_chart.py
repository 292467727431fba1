"""The bar chart of what was found: the real module in Chromium, on a bare page with the theme's styles."""

from collections.abc import Iterator

import pytest
from bare import bare_page
from playwright.sync_api import Browser, Locator, Page, expect
from tools import axe_source

WORDS = {
    "chart_title": "Stories found by year",
    "chart_table": "As a table",
    "chart_year": "Year",
    "chart_years": "Years",
    "chart_stories": "Stories",
    "chart_bar": "Stories in {year}: {count}",
    "chart_peak": "Most in {year}: {count}",
    "span": "{first} to {last}",
}

DRAW = """async ([counts, first, last, words, language]) => {
  const { chart, update } = await import("/search-chart.js");
  const link = (from, to) => `/?q=river&from=${from}&to=${to}`;
  const given = [new Map(Object.entries(counts)), { first, last }, words, language, link];
  const old = document.querySelector("figure");
  if (old) return update(old, ...given);
  const box = document.createElement("div");
  box.id = "search";
  box.append(chart(...given));
  document.querySelector("main").append(box);
}"""

AXE = """axe.run(document, {resultTypes: ["violations"]}).then(({passes, violations}) => ({
  looked: passes.length,
  faults: violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.target}: ${node.failureSummary}`)),
}))"""
"""All its rules: those for the newest guidelines and what it calls best practice too."""

BARS = """links => links.map((link) => {
  const [, room, bar] = [...link.children].map((part) => part.getBoundingClientRect());
  return { left: room.left, width: room.width, room: room.height, height: bar.height, bottom: bar.bottom };
})"""


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with bare_page(browser, tmp_path_factory.mktemp("bare")) as page:
        yield page


@pytest.fixture
def page(opened: Page) -> Page:
    """A bare page as wide as a phone."""
    opened.set_viewport_size({"width": 390, "height": 900})
    opened.emulate_media(color_scheme="light", forced_colors="none")
    opened.goto("/")
    return opened


def draw(page: Page, counts: dict[str, int], first: str, last: str, language: str = "en-CA") -> None:
    """Draw the chart, or draw it anew when it is there."""
    page.evaluate(DRAW, [counts, first, last, WORDS, language])


def bars(page: Page) -> Locator:
    return page.locator("figure svg a")


def names(page: Page) -> list[str]:
    found: list[str] = bars(page).evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
    return found


def rows(page: Page) -> list[list[str]]:
    """Years, counts and addresses of the table."""
    script = (
        "rows => rows.map((row) => [...[...row.cells].map((cell) => cell.textContent), row.querySelector('a').href])"
    )
    found: list[list[str]] = page.locator("figure tbody tr").evaluate_all(script)
    return found


def test_each_bar_is_a_link_that_narrows(page: Page) -> None:
    draw(page, {"1956": 3, "1958": 1250}, "1955", "1959")
    assert names(page) == ["Stories in 1956: 3", "Stories in 1958: 1,250"]
    assert bars(page).first.get_attribute("href") == "/?q=river&from=1956&to=1956"
    expect(bars(page).first.locator("title")).to_have_text("Stories in 1956: 3")
    expect(page.get_by_role("figure").get_by_role("link", name="Stories in 1958: 1,250")).to_be_visible()
    expect(page.locator("figcaption")).to_have_text("Stories found by year Most in 1958: 1,250")
    expect(page.locator(".ends span")).to_have_text(["1955", "1959"])
    bars(page).last.click(position={"x": 10, "y": 5})
    expect(page).to_have_url("/?q=river&from=1958&to=1958")


def test_bars_stand_in_their_years_and_are_as_high_as_their_counts(page: Page) -> None:
    draw(page, {"1951": 100, "1953": 50, "1960": 1, "1970": 9}, "1951", "1960")
    first, third, last = bars(page).evaluate_all(BARS)
    assert third["left"] - first["left"] == pytest.approx(2 * first["width"], abs=0.1)
    assert last["left"] - first["left"] == pytest.approx(9 * first["width"], abs=0.1)
    assert third["height"] == pytest.approx(first["height"] / 2, abs=0.1)
    assert last["height"] > 2
    assert {bar["room"] for bar in (first, third, last)} == {first["height"]}
    assert first["bottom"] == pytest.approx(last["bottom"], abs=0.1)


@pytest.mark.parametrize(
    ("first", "last", "count", "wide"),
    [
        ("1990", "2004", 15, 23),
        ("1966", "2025", 60, 4),
        ("1965", "2025", 7, 24),
        ("1931", "2025", 10, 24),
        ("1401", "2025", 7, 24),
    ],
)
def test_bars_stay_wide_enough_however_many_years_there_are(
    page: Page, first: str, last: str, count: int, wide: int
) -> None:
    draw(page, {str(year): 1 for year in range(int(first), int(last) + 1)}, first, last)
    expect(bars(page)).to_have_count(count)
    assert min(bar["width"] for bar in bars(page).evaluate_all(BARS)) >= wide
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_many_years_are_told_by_decades_cut_to_the_range(page: Page) -> None:
    draw(page, {"1931": 1, "1939": 2, "1940": 4, "2025": 8}, "1931", "2025")
    assert names(page) == ["Stories in 1931 to 1939: 3", "Stories in 1940 to 1949: 4", "Stories in 2020 to 2025: 8"]
    assert [row[2].partition("?")[2] for row in rows(page)] == [
        "q=river&from=1931&to=1939",
        "q=river&from=1940&to=1949",
        "q=river&from=2020&to=2025",
    ]
    expect(page.locator("thead th")).to_have_text(["Years", "Stories"])


def test_one_year_is_one_bar_of_an_ordinary_width(page: Page) -> None:
    draw(page, {"1956": 7}, "1956", "1956")
    assert names(page) == ["Stories in 1956: 7"]
    assert bars(page).evaluate_all(BARS)[0]["width"] == 40
    expect(page.locator(".ends")).to_have_text("1956")


@pytest.mark.parametrize(("first", "last"), [("1931", "2025"), ("", ""), ("1960", "1950")])
def test_nothing_found_is_no_chart_until_something_is(page: Page, first: str, last: str) -> None:
    draw(page, {}, first, last)
    expect(page.locator("figure")).to_be_hidden()
    draw(page, {"1956": 1}, "1950", "1960")
    expect(page.locator("figure")).to_be_visible()
    assert names(page) == ["Stories in 1956: 1"]
    draw(page, {}, first, last)
    expect(page.locator("figure")).to_be_hidden()


@pytest.mark.parametrize("span", [("1950", "1959"), ("1900", "1999")])
def test_the_table_says_what_the_bars_say(page: Page, span: tuple[str, str]) -> None:
    draw(page, {"1951": 3, "1953": 0, "1957": 4000}, *span)
    page.get_by_text("As a table").click()
    expect(page.get_by_role("table", name="Stories found by year")).to_be_visible()
    assert [f"Stories in {years}: {count}" for years, count, _ in rows(page)] == names(page)
    assert [row[2] for row in rows(page)] == bars(page).evaluate_all(
        "links => links.map(link => new URL(link.href.baseVal, location).href)"
    )
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(page.get_by_role("rowheader")).to_have_count(len(rows(page)))


def test_drawing_anew_keeps_the_focus_and_the_open_table(page: Page) -> None:
    draw(page, {"1952": 1, "1956": 2}, "1950", "1959")
    page.get_by_text("As a table").click()
    for focused in (bars(page).last, page.get_by_role("table").get_by_role("link", name="1956")):
        focused.focus()
        page.evaluate(
            "() => { window.blurred = 0; document.activeElement.addEventListener('blur', () => window.blurred++) }"
        )
        draw(page, {"1951": 9, "1956": 20, "1957": 1}, "1950", "1959")
        expect(page.get_by_role("link", name="Stories in 1956: 20")).to_be_visible()
        assert page.evaluate("document.activeElement.closest('[data-years]').dataset.years") == "1956-1956"
        assert page.evaluate("window.blurred") == 0
        draw(page, {"1952": 1, "1956": 2}, "1950", "1959")
    expect(page.locator("details")).to_have_attribute("open", "")
    bars(page).last.focus()
    draw(page, {"1953": 1}, "1950", "1959")
    expect(bars(page).first).to_be_focused()


def test_the_bars_are_one_stop_of_the_tab_key(page: Page) -> None:
    draw(page, {"1952": 1, "1955": 2, "1958": 3}, "1950", "1959")
    page.keyboard.press("Tab")
    for key, year in [
        ("", 1952),
        ("ArrowRight", 1955),
        ("End", 1958),
        ("ArrowRight", 1958),
        ("ArrowLeft", 1955),
        ("Home", 1952),
    ]:
        if key:
            page.keyboard.press(key)
        expect(page.locator(f"svg a[data-years='{year}-{year}']")).to_be_focused()
        expect(page.locator(".peak")).to_contain_text(f"Stories in {year}")
    page.keyboard.press("Tab")
    expect(page.locator("summary")).to_be_focused()
    expect(page.locator(".peak")).to_have_text("Most in 1958: 3")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/?q=river&from=1952&to=1952")


def test_numbers_are_those_of_the_language(page: Page) -> None:
    draw(page, {"1956": 12345}, "1950", "1959", "de")
    assert names(page) == ["Stories in 1956: 12.345"]


@pytest.mark.parametrize(("first", "last"), [("1966", "2025"), ("1931", "2025"), ("1956", "1956")])
def test_axe_finds_nothing_in_the_chart(page: Page, first: str, last: str) -> None:
    draw(page, {str(year): year % 7 for year in range(int(first), int(last) + 1)}, first, last)
    page.get_by_text("As a table").click()
    page.evaluate(axe_source())
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found = page.evaluate(AXE)
            assert found["looked"] > 5
            assert found["faults"] == []


def test_bars_can_be_told_from_the_paper_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    draw(page, {"1956": 1}, "1950", "1959")
    fill = bars(page).locator(".bar").evaluate("bar => getComputedStyle(bar).fill")
    assert fill != page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
