"""What the search page says in each of its states: nothing there, a fault, a slow shard, no connection."""

import re
from collections.abc import Callable, Iterator

import pytest
from faults import Faults
from playwright.sync_api import Page, Route, expect
from searched import pages
from searching import ask, date_of, fetched, found, generated, rest, search, with_word

OFFLINE = "ERR_INTERNET_DISCONNECTED"


UNREADABLE = [
    ("OR river", "Something is missing before this:", "OR"),
    ("river OR", "Something is missing after this:", "OR"),
    ("the (river", "This bracket is never closed:", "("),
    ("river) rose", "This bracket was never opened:", ")"),
    ("river NEAR/0 rose", "NEAR takes a number from 1 to 100, as in NEAR/10:", "NEAR/0"),
    ("river NEAR (a b)", "NEAR stands between two words or phrases:", "NEAR"),
    ("w " * 41, "These are more words than can be looked for at once:", "w"),
    ("w" * 10_000, "These are more words than can be looked for at once:", "w" * 20),
    ("(" * 21 + "w" + ")" * 21, "These are more brackets than can be read:", "("),
]
OPERATORS: dict[str, Callable[[str], bool]] = {
    '"a lantern burned" market': lambda text: "lantern" in text and "market" in text,
    'lantern -market -"the mill"': lambda text: "lantern" in text and "market" not in text and "the mill" not in text,
    "zeppelin OR markup": lambda text: "zeppelin" in text or "markup" in text,
    "lantern (school OR ferry)": lambda text: "lantern" in text and ("school" in text or "ferry" in text),
    "(lantern school) OR zeppelin": lambda text: ("lantern" in text and "school" in text) or "zeppelin" in text,
    "waited NEAR/1 zeppelin": lambda text: False,
    "waited NEAR/10 zeppelin": lambda text: "zeppelin" in text,
    "rivers NEAR/2 zeppelin": lambda text: False,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the generated site, in place of the sample's."""
    with generated(tmp_path_factory.mktemp("searched")) as address:
        yield address


def test_a_word_that_is_nowhere_opens_no_shard(page: Page) -> None:
    seen = fetched(page)
    search(page, "q=zqxj")
    expect(page.locator("#status")).to_have_text("No story found.")
    expect(page.locator("#notes")).to_be_empty()
    expect(page.locator("#chart figure")).not_to_be_visible()
    expect(page.locator("#tools")).to_be_hidden()
    assert not [url for url in seen if "/shards/" in url]


def test_a_word_of_one_shard_opens_that_one_alone(page: Page) -> None:
    seen = fetched(page)
    search(page, "q=zeppelin")
    assert found(page) == ["story-040"]
    opened = {re.sub(".*/shards/([^/]*)/.*", r"\1", url) for url in seen if "/shards/" in url}
    assert opened == {"194x"}


@pytest.mark.parametrize(
    ("query", "other", "changed"),
    [
        ("zeppelim", "zeppelin", "zeppelin"),
        ("river Zepelin", "zeppelin", "river zeppelin"),
        ("lanternfish lanter", "lantern", "lanternfish lantern"),
        ('"zeppelim', "", ""),
        ("lantern zeppelin", "", ""),  # both are there, not in one story
        ("burn zeppelin", "", ""),
    ],
)
def test_another_word_is_offered_for_one_that_is_not_there(page: Page, query: str, other: str, changed: str) -> None:
    search(page, f"q={query}")
    expect(page.locator("#status")).to_have_text("No story found.")
    if not other:
        page.wait_for_timeout(100)
        return expect(page.locator("#notes")).to_be_empty()
    expect(page.locator("#notes")).to_have_text(f"Did you mean {other}?")
    page.locator("#notes a").click()
    expect(page.locator("#q")).to_have_value(changed)
    expect(page.locator("#notes")).not_to_have_text(f"Did you mean {other}?")
    rest(page)
    assert found(page) == (["story-040"] if "lantern" not in changed else [])
    return None


def test_a_slow_shard_holds_up_neither_newer_ones_nor_typing(page: Page) -> None:
    held: list[Route] = []
    page.context.route("**/shards/194x/**", lambda route: held.append(route))
    page.goto("/search/?q=lantern&to=1969")
    newer = [slug for slug in with_word("lantern") if "1950" <= date_of(slug) < "1970"]
    expect(page.locator("#results > li")).to_have_count(len(newer))
    assert found(page) == newer
    expect(page.locator("#status")).to_contain_text("Searched 1931 to 1939, 1950 to 1969 of 1931 to 2025.")
    expect(page.locator("#search")).to_have_attribute("data-state", "busy")
    page.fill("#q", "marmalade")
    page.fill("#to", "1960")
    page.keyboard.press("Enter")
    expect(page.locator("#results > li")).to_have_count(3)
    expect(page.locator("#status")).to_contain_text("Stories found: 3.")
    for route in held:
        route.continue_()
    page.context.unroute("**/shards/194x/**")
    page.wait_for_timeout(200)
    assert found(page) == ["day", "month", "year"]
    ask(page, "lantern")
    assert len(found(page)) > len(newer)


def test_offline_in_the_middle_is_told_and_mended_when_the_line_is_back(page: Page, faults: Faults) -> None:
    faults.expect(OFFLINE)
    search(page, "q=river")
    page.wait_for_timeout(300)  # shards that were begun ahead
    page.context.set_offline(True)
    page.get_by_role("button", name="Search the rest").click()
    missing = page.locator("#missing")
    expect(missing).to_contain_text(re.compile(r"could not be searched: 1931 to \d{4}\. Try again"))
    rest(page)
    expect(page.locator("#status")).to_contain_text(
        re.compile(r"so far: \d+\. Searched \d{4} to 2025 of 1931 to 2025\.$")
    )
    assert found(page) == with_word("river")[:20]
    missing.get_by_role("button").click()
    expect(missing).to_be_visible()
    rest(page)
    page.context.set_offline(False)
    missing.get_by_role("button").click()
    rest(page)
    expect(missing).to_be_hidden()
    expect(page.locator("#status")).to_have_text("Stories found: 300.")


@pytest.mark.parametrize("order", ["newest", "best"])
@pytest.mark.parametrize("files", ["search/terms/", "fragment/", "index/", "filter/"])
def test_files_that_fail_are_never_taken_for_no_story(page: Page, faults: Faults, files: str, order: str) -> None:
    faults.expect("ERR_FAILED")
    pattern = f"**/{files}**"
    page.context.route(pattern, lambda route: route.abort())
    search(page, f"q=zeppelin&order={order}&outlet=The+Evening+Lamp")
    missing = page.locator("#missing")
    expect(missing).to_contain_text("1931 to 2025, Undated" if "terms" in files else "searched: 1940 to 1949.")
    expect(page.locator("#status")).not_to_contain_text("No story found.")
    assert found(page) == []
    page.context.unroute(pattern)
    missing.get_by_role("button").click()
    rest(page)
    expect(page.locator("#status")).to_contain_text("Stories found: 1.")
    expect(missing).to_be_hidden()
    assert found(page) == ["story-040"]


def test_without_the_names_of_filters_search_works(page: Page, faults: Faults) -> None:
    faults.expect("ERR_FAILED")
    page.context.route("**/search/facets.json", lambda route: route.abort())
    page.context.route("**/search/coverage.json", lambda route: route.abort())
    search(page, "q=zeppelin&from=1940")
    assert found(page) == ["story-040"]
    expect(page.locator("#filters")).to_be_hidden()


def test_a_query_that_cannot_be_read_says_where_and_why(page: Page) -> None:
    page.goto("/search/")
    notes, field = page.locator("#notes"), page.locator("#q")
    assert "notes" in str(field.get_attribute("aria-describedby")).split()
    for query, why, where in UNREADABLE:
        ask(page, query)
        expect(notes).to_contain_text(why)
        expect(notes.locator("mark")).to_have_text(where)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#status")).to_be_empty()
        assert found(page) == []
        ask(page, "zeppelin")
        expect(notes).to_be_empty()
        expect(field).not_to_have_attribute("aria-invalid", re.compile(""))
        assert found(page) == ["story-040"]


def test_operators_find_what_they_say(page: Page) -> None:
    for query, wanted in OPERATORS.items():
        search(page, f"q={query}&to=2025-12&shown=1000")
        stories = [one for one in pages() if one.date and wanted(f"{one.headline} {one.text}".lower())]
        assert sorted(found(page)) == sorted(one.slug for one in stories), query


def test_exact_words_stand_in_the_address(page: Page) -> None:
    search(page, "q=pass+zeppelin")
    assert found(page) == ["story-040"]
    page.get_by_label("Exact words only").check()
    expect(page).to_have_url(re.compile("exact=1$"))
    expect(page.locator("#status")).to_have_text("No story found.")
    page.go_back()
    expect(page.get_by_label("Exact words only")).not_to_be_checked()
    expect(page.locator("#results > li")).to_have_count(1)
