"""One address of every kind of page in the sample archive, found in its sources and its built site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, Response

Front = dict[str, Any]
"""An article's front matter, as YAML gives it."""


@dataclass(frozen=True)
class Sample:
    """The sample archive: what went in and what came out."""

    content: Path
    site: Path

    def stories(self) -> Iterator[tuple[Front, str, Path]]:
        """Front matter, body and file of each article, by path."""
        for file in sorted(self.content.glob("articles/**/*.md")):
            _, front, body = file.read_text("utf-8").split("---\n", 2)
            yield yaml.safe_load(front), body, file

    def story(self, fits: Callable[[Front, str], object]) -> str:
        """The address of the first public article that fits."""
        for front, body, file in self.stories():
            if front.get("draft") or str(front.get("embargo", "")).startswith("2099"):
                continue
            if fits(front, body):
                return self.address(front, file)
        raise LookupError("no such article in the sample")

    def address(self, front: Front, file: Path) -> str:
        """Where an article stands in the site, by its slug."""
        if "permalink" in front:
            return str(front["permalink"])
        slug = front.get("slug", file.stem)
        pages = sorted(self.site.glob(f"{front['outlet']}/**/{slug}/index.html"))
        if not pages:
            raise LookupError(f"{file} has no page")
        return f"/{pages[0].parent.relative_to(self.site).as_posix()}/"

    def largest(self, pattern: str) -> str:
        """The address of the folder that fits ``pattern`` and whose page is the longest."""
        pages = sorted(self.site.glob(f"{pattern}/index.html"), key=lambda file: (-file.stat().st_size, file))
        if not pages:
            raise LookupError(f"no page at {pattern}")
        return f"/{pages[0].parent.relative_to(self.site).as_posix()}/"

    def commented(self) -> str:
        """The address of the first article on which readers' comments are archived."""
        for front, _, file in self.stories():
            if (self.content / "comments" / file.relative_to(self.content / "articles")).with_suffix(".yaml").exists():
                return self.address(front, file)
        raise LookupError("no comments in the sample")


def fixed(address: str) -> Callable[[Sample], str]:
    """A page that stands at a known address."""
    return lambda sample: address


def largest(pattern: str) -> Callable[[Sample], str]:
    """The longest page of those that fit."""
    return lambda sample: sample.largest(pattern)


def language(tag: str) -> Callable[[Sample], str]:
    """A story in a language."""
    return lambda sample: sample.story(lambda front, body: str(front.get("language", "")).startswith(tag))


def has(name: str) -> Callable[[Sample], str]:
    """A story, not withdrawn, whose front matter has a field."""
    return lambda sample: sample.story(lambda front, body: front.get(name) and "withdrawn" not in front)


def body_has(text: str) -> Callable[[Sample], str]:
    """A story whose body has a text."""
    return lambda sample: sample.story(lambda front, body: text in body and "withdrawn" not in front)


def published(length: int) -> Callable[[Sample], str]:
    """A story without an edition whose date is known as far as a text of this length says."""
    return lambda sample: sample.story(
        lambda front, body: "edition" not in front and len(str(front["published"])) == length
    )


ENTITIES = ("people", "places", "topics", "organisations", "sections", "bylines", "agencies", "series")

KINDS: dict[str, Callable[[Sample], str]] = {
    "home": fixed("/"),
    "outlet": fixed("/harbour-courier/"),
    "outlet with rights by dates": fixed("/evening-lamp/"),
    "outlet in French": fixed("/le-phare/"),
    "year": fixed("/harbour-courier/1956/"),
    "month": fixed("/harbour-courier/1956/10/"),
    "edition": fixed("/harbour-courier/2025/11/27/"),
    "edition of old": fixed("/harbour-courier/1956/10/13/"),
    "labelled edition": fixed("/evening-lamp/1937/05/07.late/"),
    "latest edition's box": fixed("/harbour-courier/latest/"),
    "article": fixed("/harbour-courier/2025/11/27/river-gauge-moorfield/"),
    "article of old": lambda sample: sample.story(lambda front, body: str(front.get("edition")) == "1956-10-13"),
    "article with comments": Sample.commented,
    "article corrected": has("corrections"),
    "article with a dead link": body_has(".invalid/"),
    "article in a series": has("series"),
    "article in French": language("fr"),
    "article right to left": language("ar"),
    "article in Chinese": language("zh"),
    "article with a table": body_has("\n| --"),
    "article with footnotes": body_has("[^1]:"),
    "article with pictures": body_has("](images/"),
    "article with HTML in its headline": lambda sample: sample.story(lambda front, body: "<b>" in front["headline"]),
    "article of a month": published(7),
    "article of a year": published(4),
    "article undated": lambda sample: sample.story(lambda front, body: front.get("published") == "unknown"),
    "article redacted": fixed("/harbour-courier/1978/12/30/boxing-day-swim/"),
    "article at an address of its own": has("permalink"),
    "article whose text is not shown": fixed("/harbour-courier/2014/11/13/philae-lands/"),
    "article whose picture is not shown": fixed("/harbour-courier/1986/03/14/giotto-meets-the-comet/"),
    "article withdrawn": lambda sample: sample.story(lambda front, body: "withdrawn" in front),
    **{f"index of {entity}": fixed(f"/{entity}/") for entity in ENTITIES},
    **{f"one of {entity}": largest(f"{entity}/*") for entity in ENTITIES},
    "days of the year": fixed("/on-this-day/"),
    "on this day": fixed("/on-this-day/11-27/"),
    "coverage": fixed("/coverage/"),
    "coverage of a daily": fixed("/evening-lamp/coverage/"),
    "coverage of a weekly": fixed("/le-phare/coverage/"),
    "corrections": fixed("/corrections/"),
    "corrections of a paper": fixed("/harbour-courier/corrections/"),
    "withdrawals": fixed("/withdrawals/"),
    "search": fixed("/search/"),
    "how to search": fixed("/search/help/"),
    "about": fixed("/about/"),
    "not found": fixed("/404.html"),
}
"""By name, what finds it. Tests are named for these, so one that has no page fails by itself."""


def visit(page: Page, address: str) -> Response:
    """Open an address and wait until the page is whole; only search goes on working after that."""
    response = page.goto(address)
    assert response is not None
    if address.startswith("/search/"):
        page.wait_for_load_state("networkidle")
    return response
