"""Names that are almost the same, and days that a run of editions lacks."""

from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path

import pytest
from archives import AS_OF, article, make_archive
from backissue.advice import advise
from backissue.advice.editions import missing
from backissue.advice.names import is_slip, pairs
from backissue.model import Absence, Outlet, Rhythm


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("flood", "floods"), ("city", "cities"), ("moorfield", "moorfeild"), ("moorfield", "morfield"),
        ("harbour-board", "board-harbour"), ("the-river-wend", "river-wend"), ("sea-wall", "seawall"),
        ("elections-1956", "election-1956"), ("ferries", "ferry"), ("marguerite", "margerite"),
    ],
)  # fmt: skip
def test_two_names_for_one_thing_are_found(one: str, other: str) -> None:
    assert pairs([one, other, "something-else"], "en") == {(min(one, other), max(one, other))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("elections-1956", "elections-1957"), ("boats", "goats"), ("iran", "iraq"), ("mark-smith", "mary-smith"),
        ("floods", "bridges"), ("part-1", "part-2"), ("boating", "coating"), ("north-wend", "south-wend"),
    ],
)  # fmt: skip
def test_two_names_for_two_things_are_not(one: str, other: str) -> None:
    assert pairs([one, other], "en") == set()


def test_names_of_persons_have_no_plural() -> None:
    assert pairs(["ann-peter", "ann-peters"], "en")
    assert pairs(["jim-dunn", "jim-dunns"], "") == set()


def test_a_slip_is_one_letter_too_few_too_many_or_exchanged() -> None:
    assert is_slip("moorfield", "moorfields")
    assert is_slip("lakehurst", "lakehusrt")
    assert not is_slip("lakehurst", "lakehustr")
    assert not is_slip("moorfield", "moorfieldss")


def test_twenty_thousand_names_are_not_compared_two_and_two() -> None:
    letters = product("abcdefghijklmnopqrstuvwxyz", repeat=4)
    names = ["".join(letter * 2 for letter in some) for some in islice(letters, 20_000)]  # none is a slip of another
    assert pairs(names, "") == set()


def test_the_rarer_of_two_names_is_told_where_it_stands(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/a.md": article(topics=["Floods"]), "articles/b.md": article(topics=["Floods"]),
        "articles/c.md": article(topics=["Rain", "Flood"], section="Letters"),
    })  # fmt: skip
    told = [str(one) for one in advise(root, as_of=AS_OF, jobs=1).findings if one.kind == "names"]
    assert told == [
        'content/articles/c.md:4: "Flood" is almost "Floods" (/topics/floods/, 2 stories); write one of the two; when '
        "both are meant, give each a file in content/topics/"
    ]
    make_archive(root, {"topics/flood.yaml": "name: Flood\n", "topics/floods.yaml": "name: Floods\n"})
    assert not any(one.kind == "names" for one in advise(root, as_of=AS_OF, jobs=1).findings)


def days(first: date, last: date, step: int = 1, *, without: str = "") -> list[date]:
    """Editions from one day to another; ``without`` lists days that have none."""
    every = [first + timedelta(at) for at in range(0, (last - first).days + 1, step)]
    return [day for day in every if day.isoformat() not in without.split()]


MONDAY = date(1956, 10, 1)


def holes(frequency: str, run: list[date]) -> list[tuple[str, str]]:
    """(first, last) of the holes in a run of a paper that came out so often."""
    rhythm = Rhythm("daily" if frequency == "daily" else "weekly" if frequency == "weekly" else "", words=frequency)
    outlet = Outlet(source="", id="a", name="A", frequency=(rhythm,) if frequency else ())
    return [(first.isoformat(), last.isoformat()) for first, last in missing(outlet, [day.isoformat() for day in run])]


def test_a_day_that_a_daily_paper_lacks_is_found() -> None:
    run = days(MONDAY, date(1956, 10, 31), without="1956-10-10 1956-10-17 1956-10-18")
    assert holes("daily", run) == [("1956-10-10", "1956-10-10"), ("1956-10-17", "1956-10-18")]


def test_a_paper_rests_on_sundays() -> None:
    run = [day for day in days(MONDAY, date(1956, 10, 31)) if day.weekday() != 6]
    assert holes("daily", run) == []


def test_what_lies_between_two_runs_was_never_collected() -> None:
    first, second = days(MONDAY, date(1956, 10, 6)), days(date(1957, 5, 6), date(1957, 5, 11))
    assert holes("daily", [*first, *second]) == []
    assert holes("daily", days(MONDAY, date(1956, 12, 1), 30)) == []


def test_a_week_that_a_weekly_paper_lacks_is_found() -> None:
    run = days(MONDAY, date(1957, 1, 7), 7, without="1956-10-22 1956-11-12 1956-11-19")
    assert holes("", run) == [("1956-10-22", "1956-10-22"), ("1956-11-12", "1956-11-19")]
    assert len(holes("weekly", run)) == 2
    moved = [day + timedelta(1) if day.day == 22 else day for day in days(MONDAY, date(1957, 1, 7), 7)]
    assert holes("", moved) == holes("weekly", moved) == []


@pytest.mark.parametrize(
    ("frequency", "step", "found"),
    [
        ("daily", 3, True),
        ("weekly", 7, True),
        ("", 7, True),
        ("", 1, True),
        ("", 14, True),
        ("", 5, False),
        ("twice a year", 7, False),
    ],
)
def test_the_rhythm_is_the_files_or_the_papers_own(frequency: str, step: int, found: bool) -> None:
    run = days(MONDAY, date(1957, 10, 1), step)
    assert bool(holes(frequency, run[:9] + run[10:])) == found


def test_what_the_file_explains_is_no_hole() -> None:
    run = days(MONDAY, date(1956, 10, 31), without="1956-10-10 1956-10-17 1956-10-18")
    part = (Absence("1956-10-17", "1956-10-18"),)
    for silent, lost in (
        (part, (Absence("1956-10-10", "1956-10-10", "Lost"),)),
        ((Absence("1956-10", "1956-10"),), ()),
    ):
        outlet = Outlet(source="", id="a", name="A", frequency=(Rhythm("daily"),), not_published=silent, missing=lost)
        assert list(missing(outlet, [day.isoformat() for day in run])) == []


def test_an_edition_of_a_day_without_one_is_told(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/flood.md": article(edition="1956-12-25"),
        "outlets/courier.yaml": "name: The Courier\nnot_published:\n- 1957\n- 12-25\n",
    })  # fmt: skip
    told = [str(one) for one in advise(root, as_of=AS_OF, jobs=1).findings if one.kind == "editions"]
    assert told == [
        "content/outlets/courier.yaml:4: not_published names 1956-12-25, and an edition of it is held; correct the one "
        "or the other"
    ]


def test_a_hole_is_told_of_the_outlet(tmp_path: Path) -> None:
    files = {f"articles/{day}.md": article(f"On {day}", edition=f"1956-10-{day:02}") for day in (1, 2, 3, 5, 6)}
    files["outlets/courier.yaml"] = "name: The Courier\nfrequency: daily\n"
    root = make_archive(tmp_path, files)
    told = [str(one) for one in advise(root, as_of=AS_OF, jobs=1).findings if one.kind == "holes"]
    assert told == [
        "content/outlets/courier.yaml: no edition of 1956-10-04, in a run of others; add them if they came out"
    ]
    make_archive(root, {"editions/courier/1956-10-04.yaml": "note: None was printed.\n"})
    assert not any(one.kind == "holes" for one in advise(root, as_of=AS_OF, jobs=1).findings)
