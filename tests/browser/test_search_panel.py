"""What stands beside the results: filters and their counts, the chart, what is not held, files to keep."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import Faults
from playwright.sync_api import Page, expect
from searched import pages
from searching import date_of, found, generated, rest, search, unfold


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the generated site, in place of the sample's."""
    with generated(tmp_path_factory.mktemp("searched")) as address:
        yield address


def counted(page: Page, kind: str) -> dict[str, int]:
    """What the open group of a kind says beside each value."""
    rows = page.locator(f"[data-kind={kind}] label").all_inner_texts()
    return {name.strip(): int(count) for name, count in (row.rsplit(maxsplit=1) for row in rows)}


def test_filters_count_what_was_found(page: Page) -> None:
    search(page, "q=river")
    page.get_by_role("button", name="Search the rest").click()
    expect(page.locator("#status")).to_have_text("Stories found: 300.")
    unfold(page, "outlet")
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
    faults.expect("ERR_INTERNET_DISCONNECTED")
    search(page, "q=zeppelin")
    page.context.set_offline(True)
    page.get_by_role("button", name="CSV").click()
    expect(page.locator("#told")).to_have_text("The results could not be gathered. Check the connection.")
    expect(page.locator("#status")).to_have_text("Stories found: 1.")
    page.context.set_offline(False)
    with page.expect_download():
        page.get_by_role("button", name="CSV").click()


def test_names_that_every_object_has_are_names_like_others(page: Page) -> None:
    search(page, "has=constructor&has=__proto__&topic=constructor&q=river")
    expect(page.locator("[data-kind=has] label span:first-of-type").nth(0)).to_have_text("constructor")
    expect(page.locator("[data-kind=has] label span:first-of-type").nth(1)).to_have_text("__proto__")
    expect(page.locator("#status")).to_have_text("No story found.")
