"""Searches in the real search page, and what each of them costs a reader.

Three pairs of words, by the share of stories that have them. A search with few results has to look into many shards
before it has ten; so the pair with the rare word is dear by its nature.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from statistics import median
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

from bench.corpus import Story
from bench.line import Meter, reader

SHARES = {"common": 0.2, "middling": 0.05, "rare": 0.01}
"""Of all stories, those that have such a word."""
PAIRS = (("common", "common"), ("common", "middling"), ("middling", "rare"))
FIRST = 10
"""Results."""
_EVERY = 10
"""One of so many stories is looked at for how common words are."""

_WATCH = """
(() => {
  const times = (window.times = {});
  new MutationObserver(() => {
    const all = document.getElementById("search"), status = document.getElementById("status");
    if (!all?.dataset.state || all.dataset.state === "idle") return;
    const now = performance.timeOrigin + performance.now();
    const rests = all.dataset.state === "rest";
    if (rests || document.querySelectorAll("#results > li").length >= FIRST) times.first ??= now;
    if (rests) times.rest ??= now;
    const words = JSON.parse(document.getElementById("search-words").textContent), said = status.textContent;
    if (said.startsWith(words.found.split("{")[0]) || said.startsWith(words.none)) times.whole ??= now;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["data-state"] });
})();
""".replace("FIRST", str(FIRST))
"""Notes when the first results stand in the page, when it is at rest, and when the count is whole: milliseconds since
1970."""
_MOMENT = """what => new Promise((resolve, reject) => {
  const look = left => {
    if (window.times[what]) resolve(window.times[what]);
    else if (left) setTimeout(look, 10, left - 1);
    else reject(new Error(`there is no end of waiting for: ${what}`));
  };
  look(6000);
})"""
_REST = """() => {
  const button = document.querySelector("#status button");
  const began = performance.timeOrigin + performance.now();
  button?.click();
  return began;
}"""
_ASK = """query => {
  for (const name of Object.keys(window.times)) delete window.times[name];
  const began = performance.timeOrigin + performance.now();
  const form = document.getElementById("ask");
  form.elements.q.value = query;
  form.requestSubmit();
  return began;
}"""


class Shares:
    """Counts, of stories that pass by, how many have each word."""

    def __init__(self) -> None:
        self._seen = 0
        self._having: Counter[str] = Counter()

    def watch(self, told: Iterator[Story]) -> Iterator[Story]:
        for number, story in enumerate(told):
            if number % _EVERY == 0:
                self._seen += 1
                self._having.update(set(re.findall(r"\b[a-z]{4,}\b", story.body)))
            yield story

    def words(self, kind: str, count: int) -> list[str]:
        """Those whose share is nearest to that of their kind."""
        wanted = SHARES[kind] * self._seen
        by_fit = sorted(self._having.items(), key=lambda item: (abs(log(item[1] / wanted)), item[0]))
        return [word for word, _ in by_fit[:count]]

    def queries(self) -> Iterator[tuple[str, str, str]]:
        """(what the pair is, its words, those of another such pair)."""
        words = {kind: self.words(kind, 4) for kind in SHARES}
        for one, other in PAIRS:
            left, right = words[one], words[other][::-1]  # from both ends: a pair is never a word twice
            yield f"{one} + {other}", f"{left[0]} {right[0]}", f"{left[1]} {right[1]}"


@dataclass(frozen=True)
class Reading:
    """What one search cost."""

    name: str
    """``common + rare``."""
    query: str
    found: int
    first: float
    """Seconds from the opening of the page to the first ten results, or all where there are fewer."""
    first_bytes: int
    whole: float
    """The same and, after it, from the press of the button until every shard is searched."""
    whole_bytes: int
    second: float
    """Seconds to the first ten results of two other words, asked for after that."""


def read_all(
    chromium: Browser, address: str, meter: Meter, queries: Sequence[tuple[str, str, str]], times: int
) -> list[Reading]:
    """Each search so many times, each time by a new reader; the median counts."""
    return [middle([_read(chromium, address, meter, *query) for _ in range(times)]) for query in queries]


def middle(of: Sequence[Reading]) -> Reading:
    """One reading in place of several of the same search."""
    return Reading(
        of[0].name,
        of[0].query,
        of[0].found,
        median(one.first for one in of),
        round(median(one.first_bytes for one in of)),
        median(one.whole for one in of),
        round(median(one.whole_bytes for one in of)),
        median(one.second for one in of),
    )


def _read(chromium: Browser, address: str, meter: Meter, name: str, query: str, other: str) -> Reading:
    with reader(chromium) as page:
        page.add_init_script(_WATCH)
        page.goto(f"{address}/search/?{urlencode({'q': query})}", wait_until="commit")
        opened = float(page.evaluate("performance.timeOrigin"))
        first, rest = _moment(page, "first"), _moment(page, "rest")
        pressed = float(page.evaluate(_REST))
        whole = max(_moment(page, "whole"), first)
        found = int(re.sub(r"\D", "", page.locator("#status").inner_text().partition(".")[0]) or 0)
        asked = float(page.evaluate(_ASK, other))
        second = _moment(page, "first") - asked
    # The time that a reader takes to press the button is not the search's; there is none when all was searched already.
    lasted = rest - opened + whole - pressed if whole > pressed else whole - opened
    return Reading(
        name,
        query,
        found,
        (first - opened) / 1000,
        meter.between(opened / 1000, first / 1000),
        lasted / 1000,
        meter.between(opened / 1000, whole / 1000),
        second / 1000,
    )


def _moment(page: Page, what: str) -> float:
    """When it was; waits for it. Playwright's own way to wait is forbidden by the page's Content-Security-Policy."""
    return float(page.evaluate(_MOMENT, what))
