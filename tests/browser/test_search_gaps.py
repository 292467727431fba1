"""What the archive does not hold, as the search page's module finds and says it."""

import json
import random
from collections.abc import Iterator

import pytest
from backissue.pages.hosting import runs_of
from bare import bare_page
from playwright.sync_api import Browser, Page

Paper = dict[str, object]
WORDS = {
    "gap": "No editions of {outlet} are held for {span}.",
    "span": "{first} to {last}",
    "gaps_more": "and {count} more gaps",
    "silent": "{outlet} did not appear: {span}.",
    "silent_why": "{outlet} did not appear: {span} ({reason}).",
}
COURIER: Paper = {
    "id": "courier", "name": "The Courier",
    "months": [["1956-10", "1957-03"], ["1957-07", "1998-02"], ["1998-06", "2001-12"]],
}  # fmt: skip
LAMP: Paper = {"id": "lamp", "name": "The Lamp", "months": [["1931-04", "1931-04"], ["1934-01", "1957-12"]]}
PHARE: Paper = {"id": "phare", "name": "Le phare", "months": []}
ALL = [COURIER, LAMP, PHARE]

Gap = tuple[str, str, str]
SPRING: Gap = ("The Courier", "1998-03", "1998-05")
STRIKE: Gap = ("The Courier", "1957-04", "1957-06")
DARK: Gap = ("The Lamp", "1931-05", "1933-12")


@pytest.fixture(scope="module")
def bare(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with bare_page(browser, tmp_path_factory.mktemp("bare")) as page:
        yield page


def gaps(page: Page, start: str, end: str, *outlets: str, coverage: list[Paper] = ALL) -> list[Gap]:
    """(outlet, first, last) as the module gives them."""
    call = "(given) => import('/search-gaps.js').then((module) => module.gaps(...given))"
    return as_tuples(page.evaluate(call, [coverage, start, end, outlets]))


def as_tuples(found: list[dict[str, str]]) -> list[Gap]:
    return [(gap["outlet"], gap["first"], gap["last"]) for gap in found]


def told(page: Page, *found: Gap, locale: str = "en-CA", limit: int | None = None) -> list[str]:
    """The sentences for gaps."""
    as_given = [{"outlet": outlet, "first": first, "last": last} for outlet, first, last in found]
    call = "(given) => import('/search-gaps.js').then((module) => module.sentences(...given))"
    sentences: list[str] = page.evaluate(call, [as_given, WORDS, locale, *([] if limit is None else [limit])])
    return sentences


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("", "", []),
        ("1998", "1998", [SPRING]),
        ("1950", "2000", [SPRING, STRIKE]),
        ("1931", "", [SPRING, STRIKE, DARK]),
        ("", "1957", [STRIKE, DARK]),
        ("1998-04", "1998-04", [("The Courier", "1998-04", "1998-04")]),
        ("1998-05", "1998-06", [("The Courier", "1998-05", "1998-05")]),
        ("1998-05-20", "1998-05-20", [("The Courier", "1998-05", "1998-05")]),
        ("1998-01-31", "1998-03-01", [("The Courier", "1998-03", "1998-03")]),
        ("1960", "1970", []),
        ("1900", "1930", []),
        ("2002", "", []),
        ("2000", "1998", []),
    ],
)
def test_gaps_are_months_in_the_range_and_the_papers_own_span(
    bare: Page, start: str, end: str, expected: list[Gap]
) -> None:
    assert gaps(bare, start, end) == expected


def test_a_paper_that_was_chosen_leaves_the_others_out(bare: Page) -> None:
    assert gaps(bare, "1931", "1999", "The Lamp") == [DARK]
    assert gaps(bare, "1931", "1999", "The Lamp", "The Courier") == [SPRING, STRIKE, DARK]


@pytest.mark.parametrize(
    ("start", "end", "outlet", "first", "last"),
    [
        ("1960", "1961", "The Lamp", "1960-01", "1961-12"),
        ("1960-02-03", "1960-02-03", "The Lamp", "1960-02", "1960-02"),
        ("1958", "", "The Lamp", "1958-01", "2001-12"),  # as far as the archive itself
        ("", "1930", "The Lamp", "1930-01", "1930-12"),
        ("", "1940", "The Courier", "1931-04", "1940-12"),
        ("2050", "", "The Courier", "2050-01", "2050-12"),
        ("1998", "1999", "Le phare", "1998-01", "1999-12"),
    ],
)
def test_a_range_outside_a_chosen_papers_span_is_one_gap(
    bare: Page, start: str, end: str, outlet: str, first: str, last: str
) -> None:
    assert gaps(bare, start, end, outlet) == [(outlet, first, last)]


def test_gaps_are_what_a_plain_count_of_months_finds(bare: Page) -> None:
    """Three hundred ranges of months over papers with months held at random."""
    dice = random.Random(7)
    months = [f"{1990 + number // 12}-{number % 12 + 1:02}" for number in range(60)]
    given, expected = [], []
    for _ in range(300):
        start, end = sorted(dice.sample(range(60), 2))
        coverage, empty = [], list[Gap]()
        for name in ("One", "Two"):
            held = sorted(dice.sample(range(60), dice.randrange(20)))
            runs = runs_of(months[number] for number in held)
            coverage.append({"id": name, "name": name, "months": runs})
            inside = range(max(start, held[0]), min(end, held[-1]) + 1) if held else range(0)
            found = runs_of(months[number] for number in inside if number not in held)
            empty += [(name, first, last) for first, last in found]
        given.append([coverage, months[start], months[end], []])
        expected.append(sorted(empty, key=lambda gap: (gap[2], gap[1]), reverse=True))
    call = "(all) => import('/search-gaps.js').then((module) => all.map((given) => module.gaps(...given)))"
    assert [as_tuples(found) for found in bare.evaluate(call, given)] == expected


STRUCK: Paper = {
    "id": "struck", "name": "The Struck", "run": ["1950-01", "1960-12"],
    "months": [["1955-01", "1956-02"], ["1957-01", "1957-12"]],
    "silent": [["1956-04", "1956-06", "a strike"], ["1956-10", "1956-10", ""]],
}  # fmt: skip


def test_what_did_not_appear_is_no_gap_in_what_is_held(bare: Page) -> None:
    call = (
        "(given) => import('/search-gaps.js').then(({ gaps, sentences }) => sentences(gaps(...given), WORDS, 'en', 9))"
    )
    told = bare.evaluate(call.replace("WORDS", json.dumps(WORDS)), [[STRUCK], "1956-05", "1957-01", []])
    assert told == [
        "No editions of The Struck are held for November to December 1956.",
        "The Struck did not appear: October 1956.",
        "No editions of The Struck are held for July to September 1956.",
        "The Struck did not appear: May to June 1956 (a strike).",
    ]


def test_a_papers_run_reaches_beyond_what_is_held_of_it(bare: Page) -> None:
    assert gaps(bare, "1948", "1955", coverage=[STRUCK]) == [("The Struck", "1950-01", "1954-12")]
    assert gaps(bare, "1957-06", "1970", coverage=[STRUCK]) == [("The Struck", "1958-01", "1960-12")]
    nothing: Paper = {"id": "lost", "name": "The Lost", "run": ["1950-01", "1950-12"], "months": [], "silent": []}
    assert gaps(bare, "1950-03", "1951", coverage=[nothing]) == [("The Lost", "1950-03", "1950-12")]


def test_an_archive_that_holds_nothing_has_no_gaps(bare: Page) -> None:
    assert gaps(bare, "1998", "", coverage=[]) == []
    assert gaps(bare, "1998", "", coverage=[PHARE]) == []


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("1998-03", "1998-03", "March 1998"),
        ("1998-03", "1998-05", "March to May 1998"),
        ("1997-11", "1998-01", "November 1997 to January 1998"),
        ("1998-01", "1998-12", "1998"),
        ("1998-01", "2003-12", "1998 to 2003"),
        ("1998-01", "1998-01", "January 1998"),
        ("1998-02", "1998-12", "February to December 1998"),
        ("1998-02", "1999-12", "February 1998 to December 1999"),
    ],
)
def test_a_gap_is_told_in_words(bare: Page, first: str, last: str, span: str) -> None:
    assert told(bare, ("The Courier", first, last)) == [f"No editions of The Courier are held for {span}."]


@pytest.mark.parametrize(
    ("locale", "span"),
    [("fr", "mars to mai 1998"), ("ja", "1998年3月 to 5月"), ("th", "มีนาคม to พฤษภาคม 1998")],
)
def test_months_are_named_in_the_pages_language(bare: Page, locale: str, span: str) -> None:
    assert told(bare, SPRING, locale=locale) == [f"No editions of The Courier are held for {span}."]


def test_the_date_line_of_the_reader_moves_no_month(browser: Browser, bare: Page) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        with browser.new_context(timezone_id=zone) as context:
            page = context.new_page()
            page.goto(bare.url)
            assert "January 1998" in told(page, ("The Courier", "1998-01", "1998-01"))[0]


def test_more_than_the_limit_are_counted(bare: Page) -> None:
    many = [("The Courier", f"{year}-03", f"{year}-03") for year in range(3998, 2000, -1)]
    assert told(bare, *many[:3])[-1].endswith("March 3996.")
    assert len(told(bare, *many[:4])) == 4, "one more is told, not counted"
    assert told(bare, *many[:5])[3:] == ["and 2 more gaps"]
    assert told(bare, *many)[3:] == ["and 1,995 more gaps"]
    assert told(bare, *many[:5], limit=1)[1:] == ["and 4 more gaps"]
    assert told(bare) == []


def test_a_papers_name_is_taken_as_it_is(bare: Page) -> None:
    assert told(bare, ("The {span} & $& <b>", "1998-03", "1998-03")) == [
        "No editions of The {span} & $& <b> are held for March 1998."
    ]
