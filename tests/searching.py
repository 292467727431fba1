"""What tests do on the search page: ask it, wait for it, and read what it shows."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect
from search_archive import Page as Story
from searched import make, pages
from serving import served

COVERAGE = [
    {"id": "lamp", "name": "The Evening Lamp", "months": [["1931-01", "1940-12"], ["1942-03", "1955-12"]]},
    {"id": "courier", "name": "The Harbour Courier", "months": [["1956-01", "2025-12"]]},
]
CANALS = [
    Story(f"canal-{day:02}", f"1951-04-{day:02}", "By the canal", "A gazebo.", topics=(f"Canal {day:02}", "Trade"))
    for day in range(1, 13)
]


@contextmanager
def generated(site: Path) -> Iterator[str]:
    """The address of the generated stories, some with many topics and with months of which nothing is held."""
    make(site, given=[*pages(), *CANALS])
    (site / "search/coverage.json").write_text(json.dumps(COVERAGE))
    with served(site) as address:
        yield address


def search(page: Page, query: str) -> None:
    """Open the page at a query and wait until its search rests."""
    page.goto(f"/search/?{query}")
    rest(page)


def rest(page: Page) -> None:
    """Wait until the search has shown what it has, or as much as was asked for."""
    expect(page.locator("#search")).to_have_attribute("data-state", re.compile("rest|idle"), timeout=15_000)


def unfold(page: Page, *kinds: str) -> None:
    """Open the groups of some filters."""
    for kind in kinds:
        page.locator(f"[data-kind={kind}] summary").click()


def found(page: Page) -> list[str]:
    """The slugs of the results, in order."""
    links = page.locator("#results h3 a").evaluate_all("links => links.map(link => link.pathname)")
    return [link.rstrip("/").split("/")[-1] for link in links]


def dates(page: Page) -> list[str]:
    found: list[str] = page.locator("#results time").evaluate_all("times => times.map(time => time.dateTime)")
    return found


def with_word(word: str) -> list[str]:
    """The slugs of the stories whose text has a word, newest first."""
    having = [one for one in pages() if word in one.text.lower() or word in one.headline.lower()]
    return [one.slug for one in sorted(having, key=lambda one: (one.date, one.url), reverse=True)]


def ask(page: Page, query: str) -> None:
    """Write a query into the field of the open page, and wait until its search rests."""
    page.fill("#q", query)
    page.keyboard.press("Enter")
    rest(page)


def fetched(page: Page) -> list[str]:
    """The addresses that the page, and its worker, ask for from now on; the list grows."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    return seen


def date_of(slug: str) -> str:
    return next(story.date for story in pages() if story.slug == slug)
