"""The search page and the files beside stories write names alike: one judgement in two languages."""

from collections.abc import Iterator

import pytest
from backissue.citing.files import bibtex, ris
from backissue.citing.names import name_of
from backissue.citing.work import Work
from bare import bare_page
from playwright.sync_api import Browser, Page

NAMES = (
    """
Ada Quill|ada quill|By Ada Quill|BY  Ada  Quill |By Quill|Ada|Staff Writers|The Editors|Ada Quill and Tom Marsh
Ada Quill, Moorfield|John Orde Jr|John Orde, Jr.|John Orde III|Orde Jr.|Staff Writers Jr.|Ludwig van der Rohe
Van Rohe|van der Rohe|Charles de Gaulle|J.-P. Roy|Zoë Ångström|La Rédaction|Notre correspondant|Agence Nord
王芳|王 芳|Nguyễn Văn An|ليلى حدّاد|Kovács János|A. B. (London)|Reader 7|Reader ٧|Bell & Sons|a/b c|
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)
LANGUAGES = ("en-CA", "fr", "hu", "vi", "zh-Hans", "ar", "")


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with bare_page(browser, tmp_path_factory.mktemp("bare")) as page:
        yield page


def test_names_have_the_same_parts(page: Page) -> None:
    pairs = [[name, language] for name in NAMES for language in LANGUAGES]
    ask = "(pairs) => import('/search-names.js').then(({partsOf}) => pairs.map((pair) => partsOf(...pair)))"
    found = page.evaluate(ask, pairs)
    for (name, language), parts in zip(pairs, found, strict=True):
        assert ", ".join(filter(None, parts)) == name_of(name, language).inverted, (name, language)


@pytest.mark.parametrize("names", [("Ada Quill", "John Orde, Jr."), ("Bell and Sons", "Ludwig van Rohe"), ()])
def test_a_result_is_written_as_the_files_beside_it_are(page: Page, names: tuple[str, ...]) -> None:
    """But for what search knows besides (topics), and what it does not know (the edition's label)."""
    one = Work(
        authors=names, agencies=("Continental Wire",), headline="River takes the bridge", paper="The Courier",
        date="1956-10-13", label="", page="4", language="en-CA", url="https://a.example/flood/", key="",
    )  # fmt: skip
    story = {
        "url": one.url, "title": one.headline, "date": one.date, "outlet": one.paper, "page": one.page, "section": "",
        "byline": names, "agency": one.agencies, "language": one.language, "place": [], "topic": [],
    }  # fmt: skip
    ask = "(story) => import('/search-export.js').then((made) => [made.ris([story]), made.bibtex([story])])"
    as_ris, as_bibtex = page.evaluate(ask, story)
    assert as_ris == ris(one)
    assert as_bibtex.partition("\n")[2] == bibtex(one).partition("\n")[2]
