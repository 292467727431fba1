"""The files beside a story's page: which there are, what is in article.json, and that it can be imported again."""

import gzip
import importlib
import json
import shutil
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from archives import AS_OF, SETTINGS, article, make_archive, picture
from backissue.build import build
from backissue.errors import BuildFailed
from backissue.importers.formats import FORMATS
from backissue.importers.from_html import to_text
from backissue.importers.mapping import Mapping
from backissue.importers.run import run_import
from backissue.model import Article
from backissue.sources.article import read_article
from backissue.sources.markdown import compile_body
from backissue.sources.reading import OutletFacts, Reading
from lxml import html
from reading import found_in, only_item
from referencing import Registry, Resource
from serving import served
from tools import ROOT

jsonschema: Any = importlib.import_module("jsonschema")  # it brings no types

SCHEMA = ROOT / "../shared/data/ninjs/schema/ninjs-schema_3.1.json"
NAMES = ("article.bib", "article.json", "article.ris")
BODY = """\
The gauge at *Moorfield* passed its mark. See [the tides](articles/tides.md).

![The board](images/board.png)

> “Never,” said the keeper.
"""
FULL = {
    "edition": "1956-10-13.late", "published": "1956-10-13", "kicker": "Flood", "standfirst": "A wet day & a board.",
    "byline": ["Ada Quill", {"name": "Tom Marsh", "role": "photographs"}], "agency": ["Reuters"],
    "dateline": "Moorfield", "section": "Regions", "page": "A4", "topics": ["Floods"], "people": ["Jane Weir"],
    "places": ["Moorfield"], "organisations": ["Water Board"], "series": "The river year", "rights": "CC-BY-4.0",
    "images": [{"src": "images/board.png", "alt": "A board.", "caption": "The board at noon.", "credit": "Tom Marsh",
                "rights": "InC"}],
    "corrections": [{"date": "1956-10-14", "text": "The mark was wrong."}], "source": "https://first.example/a",
}  # fmt: skip


def make(folder: Path, settings: str = SETTINGS, **more: str | bytes) -> Path:
    """An archive of a full story, a plain one, and others; built."""
    files: dict[str, str | bytes] = {
        "archive.yaml": settings, "images/board.png": picture(),
        "articles/tides.md": article("Tides", published="1956"),
        "articles/gauge.md": article("River rises", BODY, **FULL),
    }  # fmt: skip
    root = make_archive(folder, files | more)
    build(root, as_of=AS_OF, jobs=1)
    return root


def beside(root: Path, page: str) -> list[str]:
    """The names of the files beside a page."""
    return sorted(file.name for file in (root / "site" / page).glob("article.*"))


def as_json(root: Path, page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "site" / page / "article.json").read_bytes())
    return found


GAUGE = "courier/1956/10/13/gauge"


def test_three_files_stand_beside_a_story(tmp_path: Path) -> None:
    root = make(tmp_path)
    assert beside(root, GAUGE) == [*NAMES]
    assert (root / "site" / GAUGE / "article.ris").read_bytes().startswith(b"TY  - NEWS\r\nTI  - River rises\r\n")
    assert b"@article{courier-1956-gauge,\n" in (root / "site" / GAUGE / "article.bib").read_bytes()


def test_a_page_names_the_files_that_there_are(tmp_path: Path) -> None:
    root = make(tmp_path)
    page = html.parse(str(root / "site" / GAUGE / "index.html"))
    assert page.xpath("//link[@rel='alternate']/@href") == [f"/{GAUGE}/article.json"]
    assert page.xpath("//a[@download]/@download") == ["gauge.ris", "gauge.bib"]
    for address in page.xpath("//details//a/@href"):
        assert (root / "site" / str(address).lstrip("/")).is_file()


def test_a_withdrawn_story_has_none(tmp_path: Path) -> None:
    root = make(tmp_path)
    withdrawn = FULL | {"withdrawn": {"date": "1956-11-01", "reason": "A court"}}
    make_archive(root, {"articles/gauge.md": article("River rises", BODY, **withdrawn)})
    build(root, as_of=AS_OF, jobs=1)
    assert beside(root, GAUGE) == []


def test_what_is_kept_from_search_engines_has_no_copy_of_its_text(tmp_path: Path) -> None:
    root = make(tmp_path, **{"articles/hidden.md": article("Hidden", noindex=True)})
    assert beside(root, "courier/1956/10/13/hidden") == ["article.bib", "article.ris"]


def test_a_setting_brings_them_in_and_takes_them_away(tmp_path: Path) -> None:
    root = make(tmp_path)
    for exports, names in (("[bib]", ["article.bib"]), ("[]", []), ("[ris, ninjs]", ["article.json", "article.ris"])):
        make_archive(root, {"archive.yaml": f"{SETTINGS}exports: {exports}\n"})
        build(root, as_of=AS_OF, jobs=1)
        assert beside(root, GAUGE) == names, exports


def test_the_archives_language_names_the_rights_in_the_json_of_a_story_in_another(tmp_path: Path) -> None:
    story = article("River rises", language="en", rights="InC")
    root = make_archive(tmp_path / "edited", {"articles/gauge.md": story})
    build(root, as_of=AS_OF, jobs=1)
    german = {"archive.yaml": SETTINGS.replace("en-GB", "de"), "articles/gauge.md": story}
    make_archive(root, german)
    build(root, as_of=AS_OF, jobs=1)
    cold = make_archive(tmp_path / "cold", german)
    build(cold, as_of=AS_OF, jobs=1)
    (file,) = (root / "site").rglob("article.json")
    assert file.read_bytes() == (cold / file.relative_to(root)).read_bytes()


def test_without_an_address_of_the_site_there_is_no_json(tmp_path: Path) -> None:
    root = make(tmp_path, SETTINGS.replace("url:", "tagline:"))
    assert beside(root, GAUGE) == ["article.bib", "article.ris"]


def test_a_page_that_is_no_folders_has_them_under_its_own_name(tmp_path: Path) -> None:
    root = make(tmp_path, **{"articles/old.md": article("Old", permalink="/old/gauge.html")})
    assert sorted(file.name for file in (root / "site/old").iterdir()) == [
        "gauge.article.bib", "gauge.article.json", "gauge.article.ris", "gauge.html",
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/old/article.json", "/old/article.ris/more/", "/old/gauge.Article.bib"])
def test_no_page_may_take_their_names(tmp_path: Path, address: str) -> None:
    with pytest.raises(BuildFailed, match="an address of the archive itself"):
        make(tmp_path, **{"articles/old.md": article("Old", aliases=[address])})


def test_an_edit_of_the_text_writes_the_page_and_its_json(tmp_path: Path) -> None:
    root = make(tmp_path)
    make_archive(root, {"articles/gauge.md": article("River rises", BODY + "\nMore.\n", **FULL)})
    summary = build(root, as_of=AS_OF, jobs=1)
    assert summary.rendered == 1
    assert summary.written == 2 + 2 * 2  # and the archive's and the paper's feeds, each in two formats
    assert "<p>More.</p>" in as_json(root, GAUGE)["bodies"][0]["value"]


def test_a_server_says_what_they_are(tmp_path: Path) -> None:
    root = make(tmp_path)
    with served(root / "site") as address:
        types = [urlopen(Request(f"{address}/{GAUGE}/{name}")).headers["Content-Type"] for name in NAMES]
    assert types == ["application/x-bibtex", "application/json", "application/x-research-info-systems"]


def test_the_citations_are_small_on_the_page(tmp_path: Path) -> None:
    page = (make(tmp_path) / "site" / GAUGE / "index.html").read_bytes()
    start, end = page.index(b"<details>"), page.index(b"</details>")
    assert len(gzip.compress(page)) - len(gzip.compress(page[:start] + page[end:])) < 1_000


# article.json -------------------------------------------------------------------------------


def faults(found: dict[str, Any]) -> list[str]:
    """What the schema of ninjs 3.1 has against an object."""
    schema = json.loads(SCHEMA.read_bytes())
    places: Resource[Any] = Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema"})
    known: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", places)
    kind = jsonschema.Draft202012Validator
    validator = kind(schema, registry=known, format_checker=kind.FORMAT_CHECKER)
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(found)]


needs_schema = pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of ninjs is not beside the project")


@needs_schema
def test_every_story_of_the_sample_is_valid_ninjs(sample_site: Path) -> None:
    files = sorted(sample_site.rglob("article.json"))
    assert len(files) > 50
    assert not [(file, found) for file in files if (found := faults(json.loads(file.read_bytes())))]


@needs_schema
def test_the_schema_would_say_so(tmp_path: Path) -> None:
    found = as_json(make(tmp_path), GAUGE)
    assert not faults(found)
    assert faults(found | {"uri": "not a uri"})
    assert faults(found | {"firstCreated": "1956-10-13"})
    assert faults(found | {"page": "4"})


def test_no_time_is_made_up(tmp_path: Path) -> None:
    root = make(tmp_path, **{"articles/late.md": article("Late", published="1956-10-13T21:05:00+01:00")})
    assert "firstCreated" not in as_json(root, GAUGE)
    assert {"role": "published", "value": "1956-10-13"} in as_json(root, GAUGE)["altIds"]
    assert as_json(root, "courier/1956/10/13/late")["firstCreated"] == "1956-10-13T21:05:00+01:00"


def test_addresses_in_it_are_whole(tmp_path: Path) -> None:
    root = make(tmp_path, SETTINGS.replace("example.org/", "example.org/papers/"))
    found = as_json(root, GAUGE)
    assert found["uri"] == f"https://archive.example.org/papers/{GAUGE}/"
    assert 'href="https://archive.example.org/papers/courier/1956/tides/"' in found["bodies"][0]["value"]
    picture = found["associations"][0]["renditions"][0]["href"]
    assert picture == "https://archive.example.org/papers/images/board.png/60.png"


def test_it_has_the_hash_of_the_words_that_the_page_has(sample_site: Path) -> None:
    files = sorted(sample_site.rglob("article.json"))
    for file in files:
        (own,) = [one["value"] for one in json.loads(file.read_bytes())["altIds"] if one["role"] == "content-sha256"]
        assert f'<meta name="content-sha256" content="{own}">' in file.with_name("index.html").read_text("utf-8")
    assert len(files) > 50


def test_statements_of_rights_are_named_and_linked(tmp_path: Path) -> None:
    root = make(tmp_path, **{"articles/own.md": article("Own", rights="© The Courier")})
    found = as_json(root, GAUGE)
    assert found["copyrightNotice"] == "CC-BY-4.0"
    assert found["usageTerms"] == "Creative Commons Attribution 4.0 International"
    assert found["rightsInfo"] == {"linkedRights": "https://creativecommons.org/licenses/by/4.0/"}
    (shown,) = found["associations"]
    assert shown["rightsInfo"] == {"linkedRights": "http://rightsstatements.org/vocab/InC/1.0/"}
    assert not {"usageTerms", "rightsInfo"} & as_json(root, "courier/1956/10/13/own").keys()


def test_an_import_of_it_gives_the_same_story(tmp_path: Path) -> None:
    fields = {name: value for name, value in FULL.items() if name != "images"}  # a picture would have to be fetched
    body = BODY.replace("![The board](images/board.png)\n", "")
    root = make(tmp_path / "one", **{"articles/gauge.md": article("River rises", body, **fields)})
    made = root / "site" / GAUGE / "article.json"
    (tmp_path / "wire").mkdir()
    shutil.copy(made, tmp_path / "wire/article.json")
    again = make_archive(tmp_path / "two", {"articles/tides.md": article("Tides", published="1956")})
    run_import(FORMATS["ninjs"], tmp_path / "wire", again, Mapping(outlet="courier"))
    (file,) = [file for file in (again / "content/articles").rglob("*.md") if file.name != "tides.md"]
    before, after = (story_in(path) for path in (root / "content/articles/gauge.md", file))
    for name in Article.__struct_fields__:
        if name not in ("source", "slug", "url", "aliases", "extra", "body", "body_line", "images"):
            assert getattr(after, name) == getattr(before, name), name
    assert after.extra == {}
    assert words(after.body) == words(before.body)


def test_an_import_of_it_finds_the_pictures(tmp_path: Path) -> None:
    root = make(tmp_path)
    (one,) = only_item(found_in("ninjs", root / "site" / GAUGE / "article.json")).pictures
    assert one.ref == "https://archive.example.org/images/board.png/60.png"
    assert (one.alt, one.caption, one.credit, one.rights) == ("A board.", "The board at noon.", "Tom Marsh", "InC")


def story_in(file: Path) -> Article:
    """The story in a content file."""
    reading = Reading((("courier", OutletFacts("", "")),), "Europe/London", "en-GB", sanitise_html=False)
    found, problems = read_article("articles/a.md", file.read_text("utf-8"), file.name, reading)
    assert found, problems
    return found


def words(body: str) -> str:
    """What a body says, without its pictures and where its links lead."""
    shown = compile_body(body, "articles/a.md", figures=lambda path, alt: "", links={})
    return " ".join(to_text(shown).split())
