"""Little sites whose pages carry what search reads, for the tests of search."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from html import escape
from pathlib import Path

import msgspec
from backissue.search import Story


class Page(msgspec.Struct, frozen=True):
    """An article as the theme would write it, in what matters to search."""

    slug: str
    date: str
    headline: str
    text: str
    language: str = "en-CA"
    outlet: str = "The Harbour Courier"
    section: str = "News"
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    agency: str = ""
    has: tuple[str, ...] = ()
    page: str = ""
    image: str = ""

    @property
    def url(self) -> str:
        return f"/courier/{self.date.replace('-', '/') or 'undated'}/{self.slug}/"

    @property
    def file(self) -> str:
        return self.url[1:] + "index.html"

    def html(self, base: str = "") -> str:
        """The page's text; ``base`` is the path that the site stands under."""
        known = self.date.split("-") if self.date else []
        values = [
            ("outlet", self.outlet),
            ("section", self.section),
            *(("topic", topic) for topic in self.topics),
            *(("people", name) for name in self.people),
            ("agency", self.agency),
            *(("has", what) for what in self.has),
            ("language", self.language),
            ("year", known[0] if known else ""),
            ("month", "-".join(known[:2]) if len(known) > 1 else ""),
            ("day", self.date or "undated"),
            ("page", self.page),
            ("image", f"{base}{self.image}" if self.image else ""),
        ]
        filters = "".join(f'<i data-pagefind-filter="{kind}">{escape(name)}</i>' for kind, name in values if name)
        direction = "rtl" if self.language.startswith("ar") else "ltr"
        return (
            f'<!doctype html><html lang="en-CA"><head><meta charset="utf-8"><title>{escape(self.headline)}'
            f'</title></head><body><p>Outside.</p><article data-pagefind-body lang="{self.language}" '
            f'dir="{direction}"><h1 data-pagefind-meta="title">{escape(self.headline)}</h1>'
            f"<p>{escape(self.text)}</p><div hidden data-pagefind-ignore>{filters}"
            f'<i data-pagefind-sort="date">{self.date or "0000"} 0001 {self.url}</i></div></article></body></html>'
        )


class Memory:
    """A ledger that keeps what it is told, and the order of it."""

    def __init__(self) -> None:
        self.digests: dict[str, bytes] = {}
        self.listings: dict[str, bytes] = {}
        self.calls: list[tuple[str, str]] = []

    def known(self) -> dict[str, bytes]:
        return dict(self.digests)

    def forget(self, shard_id: str) -> None:
        self.calls.append(("forget", shard_id))
        self.digests.pop(shard_id, None)
        self.listings.pop(shard_id, None)

    def remember(self, shard_id: str, digest: bytes) -> None:
        self.calls.append(("remember", shard_id))
        self.digests[shard_id] = digest

    def note(self, id_: str, listing: bytes) -> None:
        self.listings[id_] = listing

    def noted(self, id_: str) -> bytes:
        return self.listings.get(id_, b"")


class Told(list[Story]):
    """Stories in memory, as search wants them."""

    def tally(self) -> list[tuple[str, str, int]]:
        return [(*key, count) for key, count in Counter((story.date, story.language) for story in self).items()]

    def between(self, first: str, last: str) -> list[Story]:
        return sorted((story for story in self if first <= story.date <= last), key=lambda story: story.url)


def write(pages: Iterable[Page], site: Path, base: str = "") -> Told:
    """Write the pages into ``site`` and give the stories that stand for them."""
    stories = Told()
    for page in pages:
        html = page.html(base).encode()
        target = site / page.file
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != html:
            target.unlink(missing_ok=True)  # as the build's writer does: never into a file that others link to
            target.write_bytes(html)
        stories.append(Story(page.url, page.file, page.date, page.language, hashlib.sha256(html).digest()))
    return stories


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` and its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
