"""Search over the sample archive as it is built and served, under the policy of its own ``_headers``.

The ``page`` fixture fails each test on a console error, a refusal by the policy or a request to another host.
"""

import re

from playwright.sync_api import Page, expect

GAUGE = "/evening-lamp/1936/11/27/gauge-wants-paint/"


def search(page: Page, query: str) -> list[str]:
    """The addresses that a search finds, in order, once it rests."""
    page.goto(f"/search/?{query}")
    return found(page)


def found(page: Page) -> list[str]:
    expect(page.locator("#search")).to_have_attribute("data-state", re.compile("rest|idle"))
    addresses: list[str] = page.locator("#results h3 a").evaluate_all("all => all.map(one => one.pathname)")
    return addresses


def test_a_story_is_found_by_a_word_of_its_body(page: Page) -> None:
    assert search(page, "q=boathook") == [GAUGE]
    expect(page.locator("#results mark")).to_have_text(["boathook"])


def test_the_home_pages_field_searches(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("boathook")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("/search/?q=boathook")
    assert found(page) == [GAUGE]


def test_a_filter_narrows_what_is_found_and_the_address_restores_it(page: Page) -> None:
    everywhere = search(page, "q=gauge&shown=1000")
    page.locator("[data-kind=outlet] summary").click()
    page.get_by_label("The Evening Lamp").check()
    expect(page).to_have_url(re.compile("outlet="))
    narrowed = found(page)
    assert narrowed == [address for address in everywhere if address.startswith("/evening-lamp/")]
    assert 0 < len(narrowed) < len(everywhere)
    address = page.url
    page.goto("/")
    page.goto(address)
    assert found(page) == narrowed
    expect(page.get_by_label("The Evening Lamp")).to_be_checked()


def test_a_range_of_dates_narrows_what_is_found_and_the_address_restores_it(page: Page) -> None:
    everywhere = search(page, "q=gauge&shown=1000")
    page.get_by_label("From", exact=True).fill("1934")
    page.get_by_label("To", exact=True).fill("1956-10-13")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from=1934&to=1956-10-13"))
    narrowed = found(page)
    dates = page.locator("#results time").evaluate_all("times => times.map(time => time.dateTime)")
    assert all("1934" <= date <= "1956-10-13" for date in dates)
    assert narrowed == [address for address in everywhere if address in narrowed]
    assert 0 < len(narrowed) < len(everywhere)
    page.reload()
    assert found(page) == narrowed


def test_a_withdrawn_an_embargoed_and_a_drafted_story_are_not_found(page: Page) -> None:
    assert search(page, "q=wallpaper+steamer") == []
    for address in search(page, "q=the&shown=1000"):
        assert "boathouse" not in address


def test_a_result_opens_at_its_words_with_no_script_there(page: Page) -> None:
    """The browser itself scrolls to the words and marks them: a text fragment."""
    page.set_viewport_size({"width": 390, "height": 500})
    search(page, "q=boathook")
    page.locator("#results h3 a").click()
    expect(page.locator("h1")).to_have_text("The gauge wants paint")
    assert page.locator("script:not([type='application/ld+json'])").count() == 0
    expect(page.locator("p", has_text="boathook")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 0


def test_copies_of_an_earlier_story_can_be_hidden_and_the_address_restores_it(page: Page) -> None:
    both = ["/le-phare/1999/08/13/a-cloud-in-cornwall/", "/harbour-courier/1999/08/12/eclipse-over-europe/"]
    assert search(page, "q=Cornwall+boulevards") == both
    page.get_by_label("Hide copies").check()
    expect(page).to_have_url(re.compile("once=1"))
    assert found(page) == both[1:]
    page.reload()
    assert found(page) == both[1:]
    page.get_by_label("Hide copies").uncheck()
    assert found(page) == both
