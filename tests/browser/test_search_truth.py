"""Three hundred searches in Chromium over five thousand stories find what a plain reading of the same texts finds."""

from collections.abc import Iterator
from random import Random
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser
from reference import Text, finds, written
from search_archive import Page
from searched import make
from serving import served
from tools import ROOT

from bench.corpus import stories

pytestmark = pytest.mark.long

COUNT = 5_000
QUERIES = 300
SEARCH = """async ([queries, base]) => {
  const { Search } = await import(base + "assets/search-engine.js");
  const { parse } = await import(base + "assets/search-language.js");
  const { read } = await import(base + "assets/search-query.js");
  const { shards } = await (await fetch(base + "search/shards.json")).json();
  const found = [];
  for (const query of queries) {
    const asked = read(new URLSearchParams(query));
    const search = new Search(shards, asked, parse(asked.q), base, () => {});
    await search.finish();
    const { found: count, missing } = search;
    await search.take(count > 400 ? 100 : count);
    found.push({ urls: search.taken.map((story) => story.url), count, missing: missing.length });
  }
  return found;
}"""


def corpus() -> list[Page]:
    """Generated wire stories over a hundred years, and the sample archive's own texts, which have real punctuation."""
    chance = Random("corpus")
    made = [
        Page(
            story.slug,
            story.day if number % 50 else story.day[:7] if number % 100 else story.day[:4],
            story.headline,
            " ".join(story.body.split()),
            topics=story.topics,
            section=("News", "World", "Sport")[number % 3],
            people=("Jane Weir",) if number % 11 == 0 else (),
            has=("picture",) if number % 6 == 0 else (),
        )
        for number, story in enumerate(stories(COUNT - 90, seed=7))
    ]
    for file in sorted((ROOT / "content/articles").rglob("*.md")):
        text = file.read_text("utf-8").split("---\n", 2)[-1]
        language = "fr-CA" if "le-phare" in str(file) and ".fr" in file.name else "en-CA"
        day = f"{chance.randint(1931, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        made.append(Page(file.stem, day, file.stem.replace("-", " "), " ".join(text.split()), language=language))
    return made


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return [Text.of(page) for page in corpus()]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, texts: list[Text]) -> Iterator[str]:
    site = tmp_path_factory.mktemp("truth")
    make(site, given=[text.page for text in texts], closed=500, open_=200)
    with served(site) as found:
        yield found


def queries(texts: list[Text], chance: Random) -> Iterator[tuple[tuple[object, ...] | None, dict[str, str]]]:
    """(query, the rest of the address), of every kind and mixed."""
    plain = [[word for word in f"{text.page.headline} {text.page.text}".split() if word.isalpha()] for text in texts]

    def word() -> tuple[str, str]:
        return "word", chance.choice(chance.choice(plain))

    def phrase() -> tuple[str, ...]:
        while True:
            tokens = f"{(text := chance.choice(texts)).page.headline} {text.page.text}".split()
            size, at = chance.randint(2, 4), chance.randrange(len(tokens))
            if len(some := tokens[at : at + size]) > 1 and all(map(str.isalpha, some)):
                return "phrase", *some

    def beside(one: tuple[str, ...]) -> tuple[str, ...]:
        """A word from a story that has the other, so that some searches for both find something."""
        having = [some for some in plain if one[1] in some]
        return "word", chance.choice(chance.choice(having)) if having else chance.choice(plain[0])

    for number in range(QUERIES):
        one = word() if number % 3 else phrase()
        other = beside(one)
        query: tuple[object, ...] | None = [
            one,
            ("and", one, other),
            ("and", one, ("not", other)),
            ("and", other, ("or", one, word())),
            ("near", chance.choice((1, 3, 10, 40)), one, other),
            ("and", phrase(), ("not", phrase())),
            ("or", one, phrase(), word()),
            ("and", one, ("or", other, word()), ("not", word())),
            None if number % 2 else one,
        ][number % 9]
        more: dict[str, str] = {"exact": "1"} if chance.random() < 0.4 else {}
        if chance.random() < 0.3 or query is None:
            year = chance.randint(1930, 2020)
            more["from"] = chance.choice((f"{year}", f"{year}-0{chance.randint(1, 9)}", f"{year}-03-1{year % 9}"))
            more["to"] = f"{year + chance.randint(1, 30)}"
        if chance.random() < 0.3:
            more |= chance.choice(
                ({"section": "News"}, {"has": "picture"}, {"people": "Jane Weir", "section": "World"})
            )
        more["order"] = chance.choice(("newest", "newest", "oldest", "best"))
        yield query, more


def expected(texts: list[Text], query: tuple[object, ...] | None, more: dict[str, str]) -> list[str]:
    """The addresses of the stories that are to be found, newest first."""
    held = []
    for text in texts:
        page = text.page
        is_known = (
            _is_between(page.date, more.get("from", ""), more.get("to", ""))
            and more.get("section", page.section) == page.section
            and ("has" not in more or more["has"] in page.has)
            and ("people" not in more or more["people"] in page.people)
        )
        if is_known and (query is None or finds(text, query, "exact" in more)):
            held.append((page.date, page.url))
    return [url for _, url in sorted(held, reverse=True)]


def _is_between(date: str, first: str, last: str) -> bool:
    """Whether a date, as far as it is known, may lie between two."""
    earliest, latest = date + "-01-01"[len(date) - 4 :], date + "-12-31"[len(date) - 4 :]
    return (not first or latest >= first) and (not last or earliest[: len(last)] <= last)


def test_what_is_found_is_what_a_plain_reading_finds(browser: Browser, address: str, texts: list[Text]) -> None:
    asked = list(queries(texts, Random("queries")))
    given = [urlencode({"q": written(query) if query else "", **more}) for query, more in asked]
    page = browser.new_page()
    page.goto(f"{address}/search/")
    found = page.evaluate(SEARCH, [given, "/"])
    page.close()
    wrong = []
    some = 0
    for (query, more), address_, answer in zip(asked, given, found, strict=True):
        wanted = expected(texts, query, more)
        some += bool(wanted)
        got = answer["urls"]
        is_whole = answer["count"] == len(got)
        assert answer["missing"] == 0
        if more["order"] == "oldest":
            wanted = wanted[::-1]
        if more["order"] == "best":
            is_right = set(got) <= set(wanted) and len(set(got)) == len(got)
        else:
            is_right = got == wanted[: len(got)]
        if not is_right or answer["count"] != len(wanted) or not (is_whole or len(got) == 100):
            others = sorted(set(wanted) ^ set(got))[:3] if is_whole else []
            wrong.append(f"{address_}: {len(wanted)} wanted, {answer['count']} found; {others}")
    assert not wrong, f"{len(wrong)} of {len(given)}:\n" + "\n".join(wrong[:10])
    assert some > QUERIES // 2, "the queries find something"
