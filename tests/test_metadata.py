"""What others learn of a page from its head: search engines, sites that show links, reference managers."""

import json
from pathlib import Path
from typing import Any

import pytest
from archives import AS_OF, article, make_archive
from backissue.build import build
from extruct.jsonld import JsonLdExtractor
from extruct.opengraph import OpenGraphExtractor
from lxml import html

ROOT = "https://archive.example.org"
GAUGE = "/courier/1956/10/13/gauge/"
WITHDRAWN = "/courier/1956/10/13/gone/"
PAPER = (
    "name: The Courier\nplace: Moorfield\npublisher: Courier Press\nissn: 1234-5679\nrights: CC-BY-4.0\nfounded: 1931\n"
)
FILES: dict[str, str | bytes] = {
    "outlets/courier.yaml": PAPER,
    "editions/courier/1956-10-13.yaml": "number: 12\nvolume: 3\nteaser: A wet day\n",
    "articles/gauge.md": article(
        "Gauge passes </script> mark", edition="1956-10-13", published="1956-10-13T06:40:00+01:00",
        updated="1956-10-14", standfirst="It rose & rose.", agency="Reuters", section="Regions", page="4-5",
        byline=["Ada Quill", {"name": "Tom Marsh", "role": "photographs"}], topics=["Floods"], people=["Jane Weir"],
        places=["Moorfield"], organisations=["Water Board"], dateline="MOORFIELD", language="en-AU",
        corrections=[{"date": "1956-10-15", "text": "An earlier version gave the wrong year."}],
        images=[{"src": "images/gauge.png", "alt": "A gauge", "caption": "At noon", "credit": "T. Marsh",
                 "rights": "All rights reserved"}],
    ),
    "articles/year.md": article("Of a year", published="1931"),
    "articles/gone.md": article("Not to be read", withdrawn={"date": "1957-01-01", "reason": "A court"}),
    "images/gauge.png": b"",
}  # fmt: skip


def built(folder: Path, settings: str = "") -> Path:
    """The site of a paper with a few stories, one of which says all that a story can."""
    import pyvips

    picture = pyvips.Image.black(1200, 800, bands=3).pngsave_buffer()
    root = make_archive(
        folder, FILES | {"images/gauge.png": picture} | ({"archive.yaml": settings} if settings else {})
    )
    build(root, as_of=AS_OF)
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("metadata"))


def text(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text("utf-8")


def graph(site: Path, address: str) -> dict[str, Any]:
    """The nodes of a page's linked data by their type, as another program's extractor reads them."""
    found = JsonLdExtractor().extract(text(site, address))
    return {node["@type"]: node for data in found for node in data["@graph"]}


def metas(site: Path, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in html.fromstring(text(site, address)).iter("meta"):
        found.setdefault(meta.get("name") or meta.get("property") or "", []).append(meta.get("content") or "")
    return found


def test_a_story_is_a_news_article_with_all_that_is_known_of_it(site: Path) -> None:
    address = ROOT + GAUGE
    paper = {"@type": "Periodical", "@id": f"{ROOT}/courier/", "url": f"{ROOT}/courier/", "name": "The Courier",
             "issn": "1234-5679"}  # fmt: skip
    assert graph(site, GAUGE) == {
        "NewsArticle": {
            "@type": "NewsArticle", "@id": address, "url": address, "mainEntityOfPage": address,
            "headline": "Gauge passes </script> mark", "description": "It rose & rose.",
            "datePublished": "1956-10-13T06:40:00+01:00", "dateModified": "1956-10-14", "inLanguage": "en-AU",
            "author": [{"@type": "Person", "name": "Ada Quill", "url": f"{ROOT}/bylines/ada-quill/"}],
            "contributor": [{"@type": "Person", "name": "Tom Marsh", "jobTitle": "photographs",
                             "url": f"{ROOT}/bylines/tom-marsh/"}],
            "sourceOrganization": [{"@type": "Organization", "name": "Reuters", "url": f"{ROOT}/agencies/reuters/"}],
            "publisher": {"@type": "Organization", "name": "Courier Press"},
            "dateline": "MOORFIELD", "articleSection": "Regions", "printPage": "4-5",
            "image": [{"@type": "ImageObject", "url": f"{ROOT}/images/gauge.png/1200.png", "width": 1200,
                       "height": 800, "caption": "At noon", "creditText": "T. Marsh",
                       "copyrightNotice": "All rights reserved"}],
            "correction": [{"@type": "CorrectionComment", "datePublished": "1956-10-15",
                            "text": "An earlier version gave the wrong year."}],
            "about": [
                {"@type": "Thing", "name": "Floods", "url": f"{ROOT}/topics/floods/"},
                {"@type": "Person", "name": "Jane Weir", "url": f"{ROOT}/people/jane-weir/"},
                {"@type": "Place", "name": "Moorfield", "url": f"{ROOT}/places/moorfield/"},
                {"@type": "Organization", "name": "Water Board", "url": f"{ROOT}/organisations/water-board/"},
            ],
            "isPartOf": {"@type": "PublicationIssue", "@id": f"{ROOT}/courier/1956/10/13/",
                         "url": f"{ROOT}/courier/1956/10/13/", "issueNumber": "12", "datePublished": "1956-10-13",
                         "isPartOf": paper},
            "isAccessibleForFree": True,
            "license": "https://creativecommons.org/licenses/by/4.0/",
        }
    }  # fmt: skip


def test_every_story_of_the_sample_has_what_a_news_article_needs(sample_site: Path) -> None:
    """The properties that Google's guide to Article asks for, and the date as far as it is known."""
    seen = 0
    for file in sorted(sample_site.rglob("index.html")):
        page = file.read_text("utf-8")
        if '<body class="article">' not in page or "data-pagefind-body" not in page:
            continue
        (data,) = JsonLdExtractor().extract(page)
        (story,) = data["@graph"]
        assert story["@type"] == "NewsArticle"
        assert {"headline", "publisher", "inLanguage", "isPartOf", "url"} <= story.keys(), file
        assert ("datePublished" in story) == ("/undated/" not in story["url"]), file
        assert all(author["name"] for author in story.get("author", []))
        seen += 1
    assert seen > 60


def test_no_text_of_a_story_ends_the_block_of_data(site: Path) -> None:
    (block,) = html.fromstring(text(site, GAUGE)).iter("script")
    assert json.loads(block.text or "")["@graph"][0]["headline"] == "Gauge passes </script> mark"


def test_a_shared_link_shows_the_headline_the_standfirst_and_the_picture(site: Path) -> None:
    (data,) = OpenGraphExtractor().extract(text(site, GAUGE))
    shown = dict(data["properties"])
    assert shown["og:type"] == "article"
    assert shown["og:title"] == "Gauge passes </script> mark"
    assert shown["og:description"] == "It rose & rose."
    assert shown["og:url"] == ROOT + GAUGE
    assert shown["og:site_name"] == "Test archive"
    assert shown["og:locale"] == "en_AU"
    assert shown["og:image"] == f"{ROOT}/images/gauge.png/1200.png"
    assert (shown["og:image:width"], shown["og:image:height"]) == ("1200", "800")
    assert shown["article:published_time"] == "1956-10-13T06:40:00+01:00"


def test_reference_managers_get_a_newspaper_article(site: Path) -> None:
    """What Zotero's translator "Embedded Metadata" reads; a journal's title would make it an article of a journal."""
    found = metas(site, GAUGE)
    wanted = {
        "DC.type": ["newspaperArticle"], "citation_title": ["Gauge passes </script> mark"],
        "citation_author": ["Ada Quill"], "citation_publication_date": ["1956/10/13"], "citation_issue": ["12"],
        "citation_firstpage": ["4"], "citation_lastpage": ["5"], "citation_issn": ["1234-5679"],
        "citation_public_url": [ROOT + GAUGE], "prism.publicationName": ["The Courier"],
        "article:section": ["Regions"], "DC.language": ["en-AU"],
            "DC.rights": ["Creative Commons Attribution 4.0 International"],
        "DC.subject": ["Floods"], "DC.publisher": ["Courier Press"], "DC.source": ["The Courier"],
    }  # fmt: skip
    assert {name: found.get(name) for name in wanted} == wanted
    assert "citation_journal_title" not in found


def test_a_date_is_given_as_far_as_it_is_known(site: Path) -> None:
    story = graph(site, "/courier/1931/year/")["NewsArticle"]
    found = metas(site, "/courier/1931/year/")
    assert story["datePublished"] == "1931"
    assert found["citation_publication_date"] == ["1931"]
    assert "article:published_time" not in found
    assert story["isPartOf"]["@type"] == "Periodical"


def test_a_withdrawn_story_says_nothing_of_itself(site: Path) -> None:
    assert "Not to be read" not in text(site, WITHDRAWN)
    assert graph(site, WITHDRAWN) == {}
    assert set(metas(site, WITHDRAWN)) == {"", "viewport", "color-scheme", "robots"}


def test_an_edition_is_an_issue_of_its_paper(site: Path) -> None:
    nodes = graph(site, "/courier/1956/10/13/")
    issue = nodes["PublicationIssue"]
    assert (issue["issueNumber"], issue["datePublished"]) == ("12", "1956-10-13")
    assert issue["isPartOf"]["volumeNumber"] == "3"
    assert issue["isPartOf"]["isPartOf"]["name"] == "The Courier"
    trail = [(item["name"], item.get("item")) for item in nodes["BreadcrumbList"]["itemListElement"]]
    assert trail == [
        ("The Courier", f"{ROOT}/courier/"), ("1956", f"{ROOT}/courier/1956/"),
        ("October 1956", f"{ROOT}/courier/1956/10/"), ("13 October 1956", None),
    ]  # fmt: skip


def test_a_paper_is_a_periodical_and_the_archive_a_site_that_can_be_searched(site: Path) -> None:
    paper = graph(site, "/courier/")["Periodical"]
    assert (paper["name"], paper["issn"], paper["startDate"]) == ("The Courier", "1234-5679", "1931")
    assert graph(site, "/")["WebSite"]["potentialAction"]["target"] == f"{ROOT}/search/?q={{query}}"


def test_every_page_names_its_one_address(site: Path) -> None:
    for file in site.rglob("index.html"):
        page = html.fromstring(file.read_text("utf-8"))
        address = file.parent.relative_to(site).as_posix().removeprefix(".")
        if address.endswith("latest"):  # shown in a frame, and kept from search engines
            continue
        (link,) = [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"]
        assert link == f"{ROOT}/{address}/".replace("org//", "org/"), file


def test_without_an_address_nothing_needs_one(tmp_path: Path) -> None:
    site = built(tmp_path, "name: Test archive\n")
    for address in (GAUGE, "/courier/", "/courier/1956/10/13/", "/"):
        page = text(site, address)
        assert "http" not in page.replace("https://schema.org", "").replace("https://creativecommons.org", ""), address
    story = graph(site, GAUGE)["NewsArticle"]
    assert not {"url", "@id", "image", "mainEntityOfPage"} & story.keys()
    assert story["headline"] == "Gauge passes </script> mark"
