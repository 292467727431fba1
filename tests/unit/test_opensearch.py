"""`search/opensearch.xml`: how a browser comes to offer the archive's search."""

from pathlib import Path
from urllib.request import urlopen

import pytest
from archives import AS_OF, article, make_archive
from backissue.build import build
from backissue.config import Config
from backissue.pages.hosting import opensearch
from lxml import etree, html
from serving import served

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"
TYPE = "application/opensearchdescription+xml"
FILE = "search/opensearch.xml"
URL = "https://archive.example.org/"


def described(name: str = "Test", tagline: str = "", language: str = "en", url: str = URL) -> dict[str, str]:
    """The description's elements with their texts; of ``Url`` the template."""
    root = etree.fromstring(opensearch(Config(name=name, tagline=tagline, language=language, url=url)).encode())
    assert root.tag == f"{SPACE}OpenSearchDescription"
    return {str(part.tag).removeprefix(SPACE): part.get("template") or part.text or "" for part in root}


def site(folder: Path, settings: str) -> Path:
    files = {"archive.yaml": settings, "articles/flood.md": article("Flood")}
    build(make_archive(folder, files), as_of=AS_OF, jobs=1)
    return folder / "site"


def test_it_says_all_that_a_browser_asks_for() -> None:
    assert described(name="Carrow Papers", tagline="Since 1931", language="en-CA") == {
        "ShortName": "Carrow Papers",
        "Description": "Carrow Papers: Since 1931",
        "Url": "https://archive.example.org/search/?q={searchTerms}",
        "Image": "https://archive.example.org/assets/icon.svg",
        "Language": "en-CA",
        "InputEncoding": "UTF-8",
    }


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Carrow", "Carrow"),
        ("The Carrow Newspaper Archive", "The Carrow"),
        ("Sixteen of these", "Sixteen of these"),
        ("Zeitungsarchivverzeichnis Nord", "Zeitungsarchivve"),
        ("ニュース・アーカイブ全国版新聞記事", "ニュース・アーカイブ全国版新聞記"),
    ],
)
def test_the_short_name_is_made_of_the_words_that_fit(name: str, short: str) -> None:
    found = described(name=name)
    assert found["ShortName"] == short
    assert found["Description"] == name


def test_a_name_may_hold_what_is_markup_elsewhere() -> None:
    found = described(name='A & B <"1">', tagline="{searchTerms} ]]> &amp;\n\x0c two\x00 lines")
    assert found["ShortName"] == 'A & B <"1">'
    assert found["Description"] == 'A & B <"1">: {searchTerms} ]]> &amp; two lines'
    assert len(described(name="a", tagline="long " * 999)["Description"]) == 1024


@pytest.mark.parametrize(
    ("url", "template"),
    [
        ("https://example.org/papers/", "https://example.org/papers/search/?q={searchTerms}"),
        ("https://example.org/été & {q}", "https://example.org/%C3%A9t%C3%A9%20&%20%7Bq%7D/search/?q={searchTerms}"),
    ],
)
def test_addresses_are_whole_where_the_site_stands_in_a_folder(url: str, template: str) -> None:
    assert described(url=url)["Url"] == template


def test_pages_name_it_and_it_is_served_as_what_it_is(tmp_path: Path) -> None:
    made = site(tmp_path, f"name: Test & archive\nurl: {URL}\n")
    for page in ("index.html", "courier/1956/10/13/flood/index.html", "search/index.html", "404.html"):
        links = [dict(link.attrib) for link in html.fromstring((made / page).read_bytes()).iterfind(".//link")]
        found = [link for link in links if link["rel"] == "search"]
        assert found == [{"rel": "search", "type": TYPE, "href": f"/{FILE}", "title": "Test & archive"}]
    with served(made) as address, urlopen(f"{address}/{FILE}") as answer:
        assert answer.headers["Content-Type"] == TYPE
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.read() == (made / FILE).read_bytes()


def test_in_a_folder_of_its_host_the_link_and_the_header_have_the_folder(tmp_path: Path) -> None:
    made = site(tmp_path, "name: Test\nurl: https://example.org/papers/\n")
    assert 'href="/papers/search/opensearch.xml"' in (made / "index.html").read_text("utf-8")
    assert "\n/papers/search/opensearch.xml\n" in (made / "_headers").read_text("utf-8")


def test_without_an_address_there_is_none_and_it_comes_and_goes_with_it(tmp_path: Path) -> None:
    for settings in ("name: Test\n", f"name: Test\nurl: {URL}\n", "name: Test\n"):
        made = site(tmp_path, settings)
        there = "url" in settings
        assert (made / FILE).exists() == there
        assert ("opensearch" in (made / "index.html").read_text("utf-8")) == there
        assert ("opensearch" in (made / "_headers").read_text("utf-8")) == there
