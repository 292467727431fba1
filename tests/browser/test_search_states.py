"""What the search page says in each of its states: nothing there, a fault, a slow shard, no connection."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import Faults
from playwright.sync_api import Page, Route, expect
from search_archive import Page as Story
from searched import make, pages
from searching import ask, fetched, found, rest, search, with_word
from serving import served

COVERAGE = [
    {"id": "lamp", "name": "The Evening Lamp", "months": [["1931-01", "1940-12"], ["1942-03", "1955-12"]]},
    {"id": "courier", "name": "The Harbour Courier", "months": [["1956-01", "2025-12"]]},
]
CANALS = [
    Story(f"canal-{number:02}", f"1951-04-{number:02}", "By the canal", "A gazebo.", topics=(f"Canal {number:02}", "Trade"))
    for number in range(1, 13)
]  # fmt: skip
OFFLINE = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the generated site, in place of the sample's."""
    site = tmp_path_factory.mktemp("searched")
    make(site, given=[*pages(), *CANALS])
    (site / "search/coverage.json").write_text(json.dumps(COVERAGE))
    with served(site) as address:
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


def date_of(slug: str) -> str:
    return next(story.date for story in pages() if story.slug == slug)


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


@pytest.mark.parametrize(
    ("query", "why", "where"),
    [
        ("OR river", "Something is missing before this:", "OR"),
        ("river OR", "Something is missing after this:", "OR"),
        ("the (river", "This bracket is never closed:", "("),
        ("river) rose", "This bracket was never opened:", ")"),
        ("river NEAR/0 rose", "NEAR takes a number from 1 to 100, as in NEAR/10:", "NEAR/0"),
        ("river NEAR (a b)", "NEAR stands between two words or phrases:", "NEAR"),
        ("w " * 41, "These are more words than can be looked for at once:", "w"),
        ("w" * 10_000, "These are more words than can be looked for at once:", "w" * 20),
        ("(" * 21 + "w" + ")" * 21, "These are more brackets than can be read:", "("),
    ],
)
def test_a_query_that_cannot_be_read_says_where_and_why(page: Page, query: str, why: str, where: str) -> None:
    search(page, "q=zeppelin")
    ask(page, query)
    notes, field = page.locator("#notes"), page.locator("#q")
    expect(notes).to_contain_text(why)
    expect(notes.locator("mark")).to_have_text(where)
    expect(field).to_have_attribute("aria-invalid", "true")
    assert why in str(
        field.evaluate("field => field.ariaDescribedByElements?.map((one) => one.textContent).join()") or why
    )
    assert found(page) == []
    expect(page.locator("#status")).to_be_empty()
    ask(page, "zeppelin")
    expect(notes).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", re.compile(""))
    assert found(page) == ["story-040"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ('"a lantern burned" market', lambda text: "lantern" in text and "market" in text),
        (
            'lantern -market -"the mill"',
            lambda text: "lantern" in text and "market" not in text and "the mill" not in text,
        ),
        ("zeppelin OR markup", lambda text: "zeppelin" in text or "markup" in text),
        ("lantern (school OR ferry)", lambda text: "lantern" in text and ("school" in text or "ferry" in text)),
        ("(lantern school) OR zeppelin", lambda text: ("lantern" in text and "school" in text) or "zeppelin" in text),
        ("waited NEAR/1 zeppelin", lambda text: False),
        ("waited NEAR/10 zeppelin", lambda text: "zeppelin" in text),
        ("rivers NEAR/2 zeppelin", lambda text: False),
    ],
)
def test_operators_find_what_they_say(page: Page, query: str, wanted: Callable[[str], bool]) -> None:
    search(page, f"q={query}&shown=1000&to=2025-12")
    stories = [one for one in pages() if one.date and wanted(f"{one.headline} {one.text}".lower())]
    assert sorted(found(page)) == sorted(one.slug for one in stories)


def test_exact_words_stand_in_the_address(page: Page) -> None:
    search(page, "q=pass+zeppelin")
    assert found(page) == ["story-040"]
    page.get_by_label("Exact words only").check()
    expect(page).to_have_url(re.compile("exact=1$"))
    expect(page.locator("#status")).to_have_text("No story found.")
    page.go_back()
    expect(page.get_by_label("Exact words only")).not_to_be_checked()
    expect(page.locator("#results > li")).to_have_count(1)


def counted(page: Page, kind: str) -> dict[str, int]:
    """What the open group of a kind says beside each value."""
    rows = page.locator(f"[data-kind={kind}] label").all_inner_texts()
    return {name.strip(): int(count) for name, count in (row.rsplit(maxsplit=1) for row in rows)}


def test_filters_count_what_was_found(page: Page) -> None:
    search(page, "q=river")
    page.get_by_role("button", name="Search the rest").click()
    expect(page.locator("#status")).to_have_text("Stories found: 300.")
    some = [story for story in pages() if story.slug.startswith("story-")]
    expect(page.locator("[data-kind=outlet] .count").first).to_have_text(
        str(max(Counter(s.outlet for s in some).values()))
    )
    assert counted(page, "outlet") == Counter(story.outlet for story in some)
    page.get_by_label("The Evening Lamp").check()
    expect(page.locator("#status")).to_contain_text(re.compile("Stories found( so far)?: 20|found: 80"))


def test_a_field_narrows_a_kind_with_many_values(page: Page) -> None:
    search(page, "q=gazebo")
    page.locator("summary", has_text="Topics").click()
    expect(page.locator("[data-kind=topic] label")).to_have_count(8)
    expect(page.locator("[data-kind=topic] label").first).to_have_text("Trade 12")
    page.get_by_label("Find in: Topics").fill("canal 1")
    expect(page.locator("[data-kind=topic] label")).to_have_count(3)
    assert counted(page, "topic") == {"Canal 10": 1, "Canal 11": 1, "Canal 12": 1}
    page.get_by_label("Canal 11").check()
    expect(page.locator("#status")).to_have_text("Stories found: 1.")
    assert found(page) == ["canal-11"]
    page.get_by_label("Find in: Topics").fill("trade")
    expect(page.locator("[data-kind=topic] label")).to_have_text(["Canal 11 1", "Trade 1"])


def test_a_bar_narrows_to_its_years_and_the_table_says_the_same(page: Page) -> None:
    search(page, "q=lantern&from=1960&to=1979&shown=1000")
    bars = page.locator("#chart svg a")
    page.get_by_text("As a table").click()
    rows = page.locator("#chart tbody tr").all_inner_texts()
    labels = bars.evaluate_all("bars => bars.map(bar => bar.getAttribute('aria-label'))")
    assert labels == ["Stories in {}: {}".format(*row.split()) for row in rows]
    assert sum(int(row.split()[1]) for row in rows) == len(found(page))
    year = rows[1].split()[0]
    bars.nth(1).click()
    expect(page).to_have_url(re.compile(f"from={year}&to={year}$"))
    expect(page.get_by_label("From", exact=True)).to_have_value(year)
    rest(page)
    assert {date_of(slug)[:4] for slug in found(page)} == {year}


def test_what_is_not_held_in_the_range_is_told(page: Page) -> None:
    search(page, "q=lantern&from=1940&to=1945")
    told = "No editions of The Evening Lamp are held for January 1941 to February 1942."
    expect(page.locator("#gaps li")).to_have_text([told])
    search(page, "q=lantern&from=1960")
    expect(page.locator("#gaps")).to_be_hidden()


def test_results_are_saved_whole(page: Page, tmp_path: Path) -> None:
    search(page, "q=river")
    counts = {}
    for button, name in (("CSV", "results.csv"), ("RIS", "results.ris"), ("BibTeX", "results.bib")):
        with page.expect_download() as saving:
            page.get_by_role("button", name=button).click()
        assert saving.value.suggested_filename == name
        saving.value.save_as(tmp_path / name)
        expect(page.locator("#told")).to_have_text("300 results saved.")
        counts[name] = (tmp_path / name).read_text("utf-8-sig")
    assert len(list(csv.reader(counts["results.csv"].splitlines()))) == 301
    assert counts["results.ris"].count("TY  - NEWS") == counts["results.bib"].count("@article{") == 300
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#told")).to_have_text("300 results copied.")
    assert len(page.evaluate("navigator.clipboard.readText()").splitlines()) == 300


def test_saving_without_a_connection_is_told(page: Page, faults: Faults) -> None:
    faults.expect(OFFLINE)
    search(page, "q=zeppelin")
    page.context.set_offline(True)
    page.get_by_role("button", name="CSV").click()
    expect(page.locator("#told")).to_have_text("The results could not be gathered. Check the connection.")
    expect(page.locator("#status")).to_have_text("Stories found: 1.")
    page.context.set_offline(False)
    with page.expect_download():
        page.get_by_role("button", name="CSV").click()
