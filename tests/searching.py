"""What tests do on the search page: ask it, wait for it, and read what it shows."""

import re

from playwright.sync_api import Page, expect
from searched import pages


def search(page: Page, query: str) -> None:
    """Open the page at a query and wait until its search rests."""
    page.goto(f"/search/?{query}")
    rest(page)


def rest(page: Page) -> None:
    """Wait until the search has shown what it has, or as much as was asked for."""
    expect(page.locator("#search")).to_have_attribute("data-state", re.compile("rest|idle"))


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
