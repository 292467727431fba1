"""Every link of the sample archive leads somewhere, and none leads out but those its sources state."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from kinds import Sample
from lxml import etree, html
from tools import ROOT

ORIGIN = "https://archive.example.org"
"""The sample archive's own address, as its archive.yaml has it."""

LICENCES = (
    "https://creativecommons.org/licenses/", "https://creativecommons.org/publicdomain/", "http://rightsstatements.org/vocab/",
)  # fmt: skip
"""The one place outside to which the theme itself may link: what a rights line such as CC-BY-4.0 means."""

COPY = re.compile(r"^https://copies\.example\.org/\d{4,8}/")
"""What stands before a dead link's address where a copy of it is."""

LINKS = ("a", "area", "form", "link")
"""Elements that lead elsewhere. All others with an address load it, and load only from the site."""

NOT_LOADED = {"canonical", "alternate", "prev", "next", "up", "license", "author", "search", "me"}
"""What a <link> may be without being fetched with the page."""


@dataclass(frozen=True)
class Link:
    """One address in one page, as written."""

    page: str
    element: str
    address: str
    loads: bool
    """Whether the browser fetches it with the page."""

    @property
    def target(self) -> str:
        """The address in full."""
        return urljoin(ORIGIN + self.page, self.address)

    @property
    def internal(self) -> bool:
        return self.target.startswith(ORIGIN + "/")

    def __str__(self) -> str:
        return f"{self.page}: <{self.element}> {self.address}"


class Pages:
    """All pages of a site, parsed."""

    def __init__(self, site: Path) -> None:
        self.site = site

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        """By address."""
        parser = html.HTMLParser(encoding="utf-8")
        return {
            self.address(file): html.document_fromstring(file.read_bytes(), parser=parser)
            for file in sorted(self.site.rglob("*.html"))
        }

    def address(self, file: Path) -> str:
        """The address of a page's file."""
        return "/" + file.relative_to(self.site).as_posix().removesuffix("index.html")

    @cached_property
    def anchors(self) -> dict[str, list[str]]:
        """The ids (and names of anchors) in each page."""
        found = {}
        for address, tree in self.trees.items():
            named = [str(element.get("name")) for element in tree.iter("a") if element.get("name")]
            found[address] = [str(element.get("id")) for element in tree.iter() if element.get("id")] + named
        return found

    @cached_property
    def links(self) -> list[Link]:
        """Every address in every page."""
        return [link for page, tree in self.trees.items() for link in addresses(page, tree)]

    @cached_property
    def moved(self) -> set[str]:
        """The addresses of pages that only lead on to another: old addresses."""
        return {link.page for link in self.links if link.element == "meta"}

    def file(self, path: str) -> Path | None:
        """What a host would serve at a path, with no redirect on the way."""
        file = self.site / unquote(path).lstrip("/")
        if path.endswith("/"):
            file /= "index.html"
        return file if file.is_file() else None


def addresses(page: str, tree: etree._Element) -> Iterator[Link]:
    """Every address in one page: links, sources and what a source set offers."""
    for element in tree.iter():
        tag = str(element.tag)
        for name in ("href", "src", "action", "formaction", "poster", "data", "cite"):
            if (value := element.get(name)) is not None:
                kinds = set(str(element.get("rel", "")).split())
                loads = (tag not in LINKS and name != "cite") or (tag == "link" and not kinds <= NOT_LOADED)
                yield Link(page, tag, str(value).strip(), loads)
        if tag == "meta" and str(element.get("http-equiv")).lower() == "refresh":
            yield Link(page, tag, str(element.get("content")).partition("url=")[2], loads=True)
        for name in ("srcset", "imagesrcset"):
            for candidate in str(element.get(name) or "").split(","):
                if candidate.strip():
                    yield Link(page, tag, candidate.split()[0], loads=True)


@pytest.fixture(scope="module")
def pages(sample_site: Path) -> Pages:
    return Pages(sample_site)


def listed(faults: list[str]) -> str:
    """Faults for a person: the first of many."""
    more = f"\n… and {len(faults) - 40} more" if len(faults) > 40 else ""
    return "\n" + "\n".join(faults[:40]) + more


def test_every_internal_link_resolves(pages: Pages) -> None:
    internal = [link for link in pages.links if link.internal]
    assert {link.element for link in internal} >= {"a", "link", "img", "form", "iframe", "script", "source"}
    missing = [str(link) for link in internal if not pages.file(urlsplit(link.target).path) and not posts(link)]
    assert not missing, listed(missing)


def posts(link: Link) -> bool:
    """The newsletter's address belongs to the publisher's own service, not to the site."""
    return link.element == "form" and link.target == f"{ORIGIN}/newsletter"


def test_every_anchor_resolves(pages: Pages) -> None:
    missing = []
    for link in pages.links:
        parts = urlsplit(link.target)
        anchors = pages.anchors.get(parts.path)
        if link.internal and parts.fragment and unquote(parts.fragment) not in (anchors or ()):
            missing.append(str(link))
    assert not missing, listed(missing)


def test_ids_are_unique_in_a_page(pages: Pages) -> None:
    twice = [f"{page}: #{name}" for page, names in pages.anchors.items() for name, n in Counter(names).items() if n > 1]
    assert not twice, listed(twice)


def test_nothing_is_loaded_from_elsewhere(pages: Pages) -> None:
    foreign = [str(link) for link in pages.links if link.loads and not link.internal]
    assert not foreign, listed(foreign)


def test_only_the_sources_link_elsewhere(pages: Pages) -> None:
    """Another host is linked to only where a story, a source or a same_as states that address, or for a copy of it."""
    sources = [file for suffix in ("md", "yaml") for file in (ROOT / "content").rglob(f"*.{suffix}")]
    stated = "\n".join(file.read_text("utf-8") for file in sources)
    foreign = [
        str(link)
        for link in pages.links
        if not link.internal
        and not link.target.startswith(LICENCES)
        and COPY.sub("", link.address).removesuffix("/") not in stated
    ]
    assert not foreign, listed(foreign)


def test_every_address_cut_at_any_slash_leads_to_a_page(pages: Pages) -> None:
    """Of the archive's own addresses: an alias or a permalink is an old address from some other system."""
    permalinks = {
        front["permalink"] for front, _, _ in Sample(ROOT / "content", pages.site).stories() if "permalink" in front
    }
    own = set(pages.trees) - pages.moved - permalinks
    folders = {parent for page in own for parent in Path(page).parents}
    missing = sorted(str(folder) for folder in folders if not pages.file(f"{folder.as_posix().rstrip('/')}/"))
    assert not missing, listed(missing)


def test_every_page_can_be_reached_from_the_home_page(pages: Pages) -> None:
    leads: dict[str, set[str]] = {}
    for link in pages.links:
        if link.internal and link.element in ("a", "iframe", "area"):
            leads.setdefault(link.page, set()).add(unquote(urlsplit(link.target).path))
    seen, ahead = {"/", "/404.html"}, ["/"]
    while ahead:
        for path in leads.get(ahead.pop(), set()) - seen:
            seen.add(path)
            ahead.append(path)
    lost = sorted(set(pages.trees) - pages.moved - seen)
    assert not lost, listed(lost)


def test_a_redirect_leads_to_a_page_and_hides_none(pages: Pages) -> None:
    """At an old address may stand a page that leads on too, for hosts that know no rules; nothing else."""
    lines = [line.split() for line in (pages.site / "_redirects").read_text("utf-8").splitlines()]
    assert lines, "the sample has aliases"
    broken = [" ".join(line) for line in lines if not pages.file(line[1])]
    hidden = [" ".join(line) for line in lines if pages.file(line[0]) and unquote(line[0]) not in pages.moved]
    assert not broken + hidden, listed(broken + hidden)
