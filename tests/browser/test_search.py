"""Search in Chromium: three hundred generated stories in eleven shards, under the site's strict policy."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from faults import Faults
from playwright.sync_api import Browser, Page, Route, expect
from searched import make, pages
from searching import dates, fetched, found, rest, search, unfold, with_word
from serving import served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the generated site; no slash at its end."""
    site = tmp_path_factory.mktemp("searched")
    make(site)
    with served(site) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str, faults: Faults) -> Iterator[Page]:
    """A page of a fresh profile; the test fails when anything went wrong in it that it did not expect."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="en-CA")
    page = context.new_page()
    faults.watch(page, urlsplit(address).netloc)
    faults.expect("/favicon.ico")  # the generated stories name none
    yield page
    context.close()
    if faults.unexpected():
        pytest.fail("in the page:\n" + "\n".join(dict.fromkeys(faults.unexpected())), pytrace=False)


def test_a_word_of_the_body_finds_its_story_and_the_link_marks_it(page: Page) -> None:
    search(page, "q=zeppelin")
    assert found(page) == ["story-040"]
    expect(page.locator("#results mark")).to_have_text(["zeppelin"])
    expect(page.locator("#status")).to_have_text("Stories found: 1.")
    link = page.locator("#results h3 a")
    assert str(link.get_attribute("href")).endswith("#:~:text=zeppelin")
    link.click()
    expect(page.locator("h1")).to_have_text("The harbour and the river, part 40")


def test_a_result_shows_what_it_needs_to(page: Page) -> None:
    search(page, "q=zeppelin&order=best")
    item = page.locator("#results li")
    expect(item.locator("time")).to_have_text("May 13, 1943")
    expect(item.locator(".from span")).to_have_text(["The Evening Lamp", "World", "page 9"])
    search(page, "q=lantern&from=1931-01&to=1931-01")
    expect(page.locator("#results img")).to_have_attribute("src", "/assets/icon.svg")


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_all_results_are_in_exact_order_over_all_shards(page: Page, order: str) -> None:
    search(page, f"q=lantern&shown=1000&order={order}")
    expected = with_word("lantern")
    assert found(page) == (expected if order == "newest" else expected[::-1])
    assert dates(page) == sorted(dates(page), reverse=order == "newest")


def test_best_first_searches_all_and_finds_the_same(page: Page) -> None:
    search(page, "q=lantern+harbour&shown=1000&order=best")
    expected = {one.slug for one in pages() if "lantern" in one.text and "harbour" in one.text + one.headline}
    assert set(found(page)) == expected
    assert len(found(page)) == len(expected)


def test_a_search_rests_when_the_page_is_full_and_goes_on_when_asked(page: Page) -> None:
    asked = fetched(page)
    search(page, "q=river")
    expect(page.locator("#status")).to_contain_text("of 1931 to 2025. Search the rest")
    assert len(found(page)) == 20
    assert [url for url in asked if "/202x/" in url]
    assert not [url for url in asked if "/193x/" in url]
    page.get_by_role("button", name="Search the rest").click()
    expect(page.locator("#status")).to_have_text("Stories found: 300.")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#results > li")).to_have_count(40)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["river"], "shown": ["40"]}
    assert found(page) == with_word("river")[:40]


@pytest.mark.parametrize("query", ["q=river+zqxj", "q=zqxj", "q=lantern+zeppelin", "q=zeppeli"])
def test_no_word_is_dropped_or_cut_short(page: Page, query: str) -> None:
    search(page, query)
    expect(page.locator("#status")).to_have_text("No story found.")
    assert found(page) == []


def test_a_phrase_is_found_as_it_stands(page: Page) -> None:
    search(page, 'q="a zeppelin passed"')
    assert found(page) == ["story-040"]
    search(page, 'q="zeppelin a passed"')
    assert found(page) == []
    search(page, 'q="a lantern" zeppelin')
    assert found(page) == []
    search(page, 'q="a zeppelin" river')
    assert found(page) == ["story-040"]


def test_filters_narrow_within_and_between_kinds(page: Page) -> None:
    search(page, "q=lantern&shown=1000")
    page.locator("summary", has_text="Topics").click()
    page.get_by_label("Floods").check()
    expect(page).to_have_url(re.compile("topic=Floods"))
    rest(page)
    expected = {one.slug for one in pages() if "lantern" in one.text and "Floods" in one.topics}
    assert set(found(page)) == expected
    unfold(page, "section")
    page.get_by_label("News").check()
    page.get_by_label("World").check()
    expect(page).to_have_url(re.compile("section=World"))
    rest(page)
    some = {one.slug for one in pages() if one.slug in expected and one.section in ("News", "World")}
    assert set(found(page)) == some
    page.get_by_role("button", name="Clear all filters").click()
    rest(page)
    assert found(page) == with_word("lantern")[:20]


def test_filters_alone_find_without_a_word(page: Page) -> None:
    search(page, "has=picture&people=Jane+Weir&shown=1000")
    assert set(found(page)) == {one.slug for one in pages() if "picture" in one.has and "Jane Weir" in one.people}


@pytest.mark.parametrize(
    ("limits", "slugs"),
    [
        ("from=1957-03-09&to=1957-03-09", ["day", "month", "year"]),
        ("from=1957-03-10&to=1957-03-20", ["month", "year"]),
        ("from=1957-04&to=1957", ["year"]),
        ("from=1957-02&to=1957-03", ["day", "month", "year"]),
        ("from=1957", ["day", "month", "year"]),
        ("to=1956", []),
        ("", ["day", "month", "year", "never"]),
    ],
)
def test_a_range_is_exact_to_the_day_and_keeps_what_may_be_in_it(page: Page, limits: str, slugs: list[str]) -> None:
    search(page, f"q=marmalade&{limits}")
    assert found(page) == slugs


def test_a_range_fetches_no_shard_outside_it(page: Page) -> None:
    asked = fetched(page)
    search(page, "q=lantern&from=1961&to=1975-06-30")
    assert {url.split("/")[5] for url in asked if "/shards/" in url} == {"196x", "197x"}
    expected = [one.slug for one in pages() if "lantern" in one.text and "1961" <= one.date <= "1975-06-30"]
    assert found(page) == expected[::-1]
    expect(page.locator("#status")).to_contain_text("Searched 1960 to 1979 of 1931 to 2025.")


@pytest.mark.parametrize(
    ("query", "slug"), [("pêcheur", "phare"), ("pecheurs", "phare"), ("النهر", "nahr"), ("河水", "he")]
)
def test_each_language_is_searched_by_its_own_rules(page: Page, query: str, slug: str) -> None:
    search(page, f"q={query}")
    assert found(page) == [slug]


def test_the_form_writes_the_address_and_back_restores_it(page: Page) -> None:
    page.goto("/search/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("zeppelin")
    expect(page.locator("#results > li")).to_have_count(1)  # while typing
    page.keyboard.press("Enter")
    page.get_by_label("To", exact=True).fill("1940")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("No story found.")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["zeppelin"], "to": ["1940"]}
    page.go_back()
    expect(page.locator("#results > li")).to_have_count(1)
    expect(page.get_by_label("To", exact=True)).to_have_value("")
    page.go_forward()
    expect(page.locator("#status")).to_contain_text("No story found.")
    expect(page.get_by_label("To", exact=True)).to_have_value("1940")


def test_dates_that_are_none_are_told(page: Page) -> None:
    page.goto("/search/?q=river")
    rest(page)
    field = page.get_by_label("From", exact=True)
    for wrong in ("1956-13", "last year", "1957-02-30"):
        field.fill(wrong)
        page.keyboard.press("Enter")
        assert "1956-10-13" in field.evaluate("field => field.validationMessage")
    assert "from" not in page.url


def test_a_decade_is_a_range(page: Page) -> None:
    search(page, "q=lantern")
    page.get_by_role("button", name="1960s").click()
    expect(page).to_have_url(re.compile("from=1960&to=1969"))
    rest(page)
    assert {date[:3] for date in dates(page)} == {"196"}
    page.get_by_role("button", name="1960s").click()
    expect(page).to_have_url(re.compile(r"\?q=lantern$"))


def test_a_shard_that_fails_is_told_of_and_tried_again(page: Page, faults: Faults) -> None:
    faults.expect("Failed to load")
    faults.expect("ERR_FAILED")
    for kind in ("pagefind.*", "index/*"):
        pattern = f"**/194x/en/{kind}"

        def refuse(route: Route) -> None:
            route.abort()

        page.context.route(pattern, refuse)
        search(page, f"q=lantern&shown=1000&to={2024 if kind == 'index/*' else 2025}")
        missing = page.locator("#missing")
        expect(missing).to_contain_text("These years could not be searched: 1940 to 1949.")
        assert not [date for date in dates(page) if date.startswith("194")]
        page.context.unroute(pattern, refuse)
        missing.get_by_role("button", name="Try again").click()
        rest(page)
        expect(missing).to_be_hidden()
        expect(page.locator("#status")).to_contain_text("Stories found: 43.")
        assert [date for date in dates(page) if date.startswith("194")]


def test_no_manifest_is_told_and_tried_again(page: Page, faults: Faults) -> None:
    faults.expect("Failed to load")
    page.context.route("**/shards.json", lambda route: route.abort())
    page.goto("/search/?q=zeppelin")
    expect(page.locator("#missing")).to_contain_text("Search could not be started")
    page.context.unroute("**/shards.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#results > li")).to_have_count(1)


def test_a_later_query_is_not_spoilt_by_a_slow_one_before_it(page: Page) -> None:
    page.goto("/search/")

    def slowly(route: Route) -> None:
        page.wait_for_timeout(50)
        route.continue_()

    page.context.route("**/index/*", slowly)
    for query in ("river", "lantern", "zeppelin"):
        page.fill("#q", query)
        page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Stories found: 1.")
    rest(page)
    assert found(page) == ["story-040"]
    page.context.unroute("**/index/*")


def test_markup_in_stories_and_queries_stays_text(page: Page) -> None:
    search(page, "q=markup")
    expect(page.locator("#results .what > p").last).to_contain_text("<b>this & that</b>")
    assert page.locator("#results b").count() == 0
    for query in ("<img src=x onerror=alert(1)>", "a.*(b[", '"', "&&&", "()", "\\", "%00"):
        page.fill("#q", query)
        page.keyboard.press("Enter")
        rest(page)
    assert page.locator("main script:not([type='application/json'])").count() == 0


def test_without_a_script_the_form_gives_way_to_the_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/search/")
    expect(plain.locator("#ask")).to_be_hidden()
    expect(plain.locator("noscript .lead")).to_be_visible()
    expect(plain.get_by_role("link", name="Topics")).to_be_visible()
    context.close()


def test_an_archive_below_a_path_finds_its_own(browser: Browser, tmp_path: Path, faults: Faults) -> None:
    make(tmp_path / "archive", base="/archive")
    with served(tmp_path) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        faults.watch(page, urlsplit(address).netloc)
        page.goto("/archive/search/?q=zeppelin")
        link = page.locator("#results h3 a")
        expect(link).to_have_attribute("href", re.compile("^/archive/courier/1943/05/13/story-040/#"))
        context.close()
    assert faults.unexpected() == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    search(page, "q=lantern&topic=Floods")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#facets fieldset").first).to_be_visible(visible=width > 960)
