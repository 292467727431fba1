"""Search in Firefox too, where there is one: the same page, with another engine's workers, streams and keys."""

from collections.abc import Iterator

import pytest
from firefox import Firefox, firefox, firefox_path
from searching import generated, with_word

PATH = firefox_path()
pytestmark = pytest.mark.skipif(PATH is None, reason="no Firefox here: apt-get install firefox-esr")
RESTS = "['rest', 'idle'].includes(document.querySelector('#search').dataset.state)"
SLUGS = """return [...document.querySelectorAll("#results h3 a")].map((link) => link.pathname.split("/").at(-2))"""
ENTER, DOWN = "\ue007", "\ue015"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with generated(tmp_path_factory.mktemp("searched")) as address:
        yield address


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(str(PATH), tmp_path_factory.mktemp("profile")) as fox:
        yield fox


def found(fox: Firefox) -> list[str]:
    slugs: list[str] = fox.run(SLUGS)
    return slugs


def search(fox: Firefox, address: str) -> None:
    fox.open(address)
    fox.wait(RESTS)


def test_firefox_finds_the_same_and_marks_it(fox: Firefox, address: str) -> None:
    search(fox, f"{address}/search/?q=lantern&shown=1000")
    assert found(fox) == with_word("lantern")
    search(fox, f'{address}/search/?q="a zeppelin" passed OR markup NEAR/10 waited&order=best')
    assert found(fox) == ["story-040"]
    assert fox.run("return document.querySelector('#results mark').textContent") == "A"
    search(fox, f"{address}/search/?q=river OR")
    assert fox.run("return document.querySelector('#notes mark').textContent") == "OR"
    for query, slug in {"pêcheur": "phare", "النهر": "nahr", "河水": "he"}.items():
        search(fox, f"{address}/search/?q={query}")
        assert found(fox) == [slug]


def test_firefox_takes_the_keys(fox: Firefox, address: str) -> None:
    search(fox, f"{address}/search/")
    for key in "/zeppelin":
        fox.press(key)
    fox.wait("document.querySelectorAll('#results li').length === 1")
    fox.press(DOWN)
    assert fox.run("return document.activeElement.matches('#results h3 a')")
    fox.press(ENTER)
    fox.wait("document.querySelector('h1')?.textContent === 'The harbour and the river, part 40'")
