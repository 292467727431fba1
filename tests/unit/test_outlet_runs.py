"""What an outlet's file says of its run, and what is wrong with it."""

import pytest
from backissue.model import Absence, Outlet, Rhythm
from backissue.sources.reading import OutletFacts, Reading
from backissue.sources.records import read_record

READING = Reading((("courier", OutletFacts("", "")),), "UTC", "en", False)
WORDS = "daily or fortnightly or irregular or monthly or quarterly or weekly"


def read(text: str) -> tuple[Outlet, list[str]]:
    """The outlet, and its faults without the file's name."""
    record, problems = read_record("outlets/courier.yaml", f"name: The Courier\n{text}\n", "courier.yaml", READING)
    assert isinstance(record, Outlet)
    return record, [str(problem).removeprefix("courier.yaml:") for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weekly", [Rhythm("weekly")]),
        ("when there was news", [Rhythm(words="when there was news")]),
        ("{every: weekly, on: Friday}", [Rhythm("weekly", (4,))]),
        ("{every: daily, on: [tuesday, monday]}", [Rhythm("daily", (0, 1))]),
        ("[weekly, {from: 1988-03, every: daily}]", [Rhythm("weekly"), Rhythm("daily", (), "1988-03")]),
    ],
)
def test_how_often_it_came_out_is_said_in_a_word_or_in_fields(text: str, expected: list[Rhythm]) -> None:
    outlet, faults = read(f"frequency: {text}")
    assert faults == []
    assert list(outlet.frequency) == expected


def test_days_and_spans_are_as_known() -> None:
    outlet, faults = read(
        "not_published: [12-25, 1956-05, {date: 02-29, reason: a joke}]\n"
        "missing:\n- {from: 1956-03-12, to: 1956-04, reason: lost}\n- 1957"
    )
    assert faults == []
    assert outlet.not_published == (
        Absence("12-25", "12-25"),
        Absence("1956-05", "1956-05"),
        Absence("02-29", "02-29", "a joke"),
    )
    assert outlet.missing == (Absence("1956-03-12", "1956-04", "lost"), Absence("1957", "1957"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("frequency: {every: yearly}", f'2: frequency.every cannot be "yearly"; write {WORDS}'),
        ("frequency: {every: weekly, on: fryday}", '2: "fryday" is no day of the week; did you mean "friday"?'),
        ("frequency: {every: weekly, on: 5}", '2: "5" is no day of the week; write monday, tuesday …'),
        ("frequency: {every: monthly, on: friday}", "2: what is monthly has no day of the week; remove on:"),
        ("frequency: {every: weekly, on: [friday, monday]}",
         "2: weekly means one day; write every: daily with on: [friday, monday]"),
        ("frequency:\n- daily\n- weekly", "4: it is not said from when it was so; add from: 1988-03-07"),
        ("frequency:\n- {from: 1990, every: daily}\n- {from: 1988, every: weekly}",
         "4: this began before what stands above it; put them in order of time"),
        ("frequency: {every: daily, from: then}", '2: "then" is not a date; write 1956-03-12, 1956-03 or 1956'),
        ("missing: [1956-02-30]",
         '2: "1956-02-30" is not a date: day is out of range for month; write 1956-03-12, 1956-03 or 1956'),
        ("missing: [unknown]", '2: "unknown" is not a day; write 1956-03-12, 1956-03 or 1956'),
        ("missing: [25-12]", '2: "25-12" is no day of a year; write 12-25 for Christmas, with the month first'),
        ("not_published:\n- 1956\n- {from: 1956-03-12}",
         "4: neither a date nor a span; write date: 1956-03-12, or from: 1956-03-12 and to: 1956-03-30"),
        ("not_published:\n- {from: 1956-03-12, to: 1956-03-01}",
         "3: 1956-03-01 is before 1956-03-12; from: is the first day, to: the last"),
    ],
)  # fmt: skip
def test_a_fault_says_where_and_what_to_do(text: str, fault: str) -> None:
    assert read(text)[1] == [fault]
