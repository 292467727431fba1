"""An outlet's run: what there should be and what is held, against a plain count day by day."""

from datetime import date, timedelta

import pytest
from backissue.model import Absence, Outlet, Rhythm
from backissue.runs import Hole, Run
from backissue.runs.days import held_within
from backissue.runs.windows import REACH
from hypothesis import given
from hypothesis import strategies as st

MONDAY_TO_SATURDAY = (0, 1, 2, 3, 4, 5)
STRIKE = Absence("1956-03-12", "1956-04-02", "strike")
CHRISTMAS = Absence("12-25", "12-25")
OUTLETS = {
    "daily": Outlet(source="", id="a", name="A", frequency=(Rhythm("daily"),)),
    "daily without Sundays": Outlet(
        source="", id="a", name="A", founded="1955-11-03", ceased="1956-06-30", not_published=(CHRISTMAS,),
        frequency=(Rhythm("daily", MONDAY_TO_SATURDAY),),
    ),
    "weekly": Outlet(source="", id="a", name="A", frequency=(Rhythm("weekly", (4,)),), founded="1955"),
    "weekly on no known day": Outlet(source="", id="a", name="A", frequency=(Rhythm("weekly"),), ceased="1956-09"),
    "monthly": Outlet(
        source="", id="a", name="A", frequency=(Rhythm("monthly"),), missing=(Absence("1956-02", "1956-02", "lost"),),
    ),
    "from weekly to daily": Outlet(
        source="", id="a", name="A", founded="1955-11-02", ceased="1956-07",
        frequency=(Rhythm("weekly", (2,)), Rhythm("daily", MONDAY_TO_SATURDAY, "1956-02-06")),
    ),
    "on strike": Outlet(
        source="", id="a", name="A", frequency=(Rhythm("daily"),), founded="1956-01-01",
        not_published=(STRIKE, CHRISTMAS), missing=(Absence("1956-05-01", "1956-05-09", "water"),),
    ),
    "weekly on strike": Outlet(
        source="", id="a", name="A", frequency=(Rhythm("weekly", (0,)),), not_published=(STRIKE,),
    ),
}  # fmt: skip
"""Years 1955 and 1956 are all that these tests hold editions of."""
FIRST, LAST = date(1955, 10, 1), date(1956, 12, 31)
DAY = timedelta(days=1)


def plain(outlet: Outlet, held: set[date]) -> list[tuple[date, str, str]]:
    """(day, state, reason) of each edition that there should be, found by walking over all days."""
    begin, end = ends(outlet, held)
    found = []
    for day in days(begin - 40 * DAY, end + 40 * DAY):
        for at, rhythm in enumerate(outlet.frequency):
            low = max(begin, date.fromisoformat(rhythm.since) if rhythm.since else begin)
            after = outlet.frequency[at + 1].since if at + 1 < len(outlet.frequency) else ""
            high = min(end, date.fromisoformat(after) - DAY if after else end)
            if (window := window_of(rhythm, day)) is None:
                continue
            inside = [one for one in window if low <= one <= high]
            there = [one for one in inside if one in held]
            due_inside = low <= day <= high if rhythm.weekdays or rhythm.every == "daily" else inside == window
            if there:
                found.append((there[0], "held", ""))
            elif due_inside:
                exact = rhythm.every == "daily" or bool(rhythm.weekdays)
                found.append(absent(outlet, day, [day] if exact else window))
    return sorted(found)


def absent(outlet: Outlet, day: date, within: list[date]) -> tuple[date, str, str]:
    if all(any(covers(one, part) for one in outlet.not_published) for part in within):
        return day, "unpublished", next(one.reason for one in outlet.not_published if covers(one, within[0]))
    return day, "missing", next((one.reason for part in within for one in outlet.missing if covers(one, part)), "")


def window_of(rhythm: Rhythm, day: date) -> list[date] | None:
    """The days within which the edition came out that was due on a day; None when none was."""
    match rhythm.every:
        case "daily":
            return [day] if not rhythm.weekdays or day.weekday() in rhythm.weekdays else None
        case "weekly":
            due = rhythm.weekdays[0] if rhythm.weekdays else 3
            return days(day - 3 * DAY, day + 3 * DAY) if day.weekday() == due else None
        case _:
            return [one for one in days(day, day + 31 * DAY) if one.month == day.month] if day.day == 1 else None


def ends(outlet: Outlet, held: set[date]) -> tuple[date, date]:
    """What is known for sure, and what is held."""
    begin, end = min(held), max(held)
    if len(outlet.founded) == 10:
        begin = min(begin, date.fromisoformat(outlet.founded))
    if len(outlet.founded) == 4:
        begin = min(begin, date(int(outlet.founded) + 1, 1, 1))
    if len(outlet.ceased) == 10:
        end = max(end, date.fromisoformat(outlet.ceased))
    if len(outlet.ceased) == 7:
        end = max(end, date.fromisoformat(f"{outlet.ceased}-01") - DAY)
    return begin, end


def covers(absence: Absence, day: date) -> bool:
    if absence.yearly:
        return day.isoformat()[5:] == absence.first
    return absence.first <= day.isoformat() and day.isoformat()[: len(absence.last)] <= absence.last


def days(first: date, last: date) -> list[date]:
    return [first + at * DAY for at in range((last - first).days + 1)]


HELD = st.sets(st.sampled_from(days(FIRST, LAST)), min_size=1) | st.builds(
    lambda gone: set(days(FIRST, LAST)) - gone, st.sets(st.sampled_from(days(FIRST, LAST)), max_size=60)
)


def run_of(outlet: Outlet, held: set[date]) -> Run:
    return Run(outlet, [day.isoformat() for day in held], (min(held).isoformat(), max(held).isoformat()))


@pytest.mark.parametrize("name", OUTLETS)
@given(HELD)
def test_it_is_what_a_count_day_by_day_finds(name: str, held: set[date]) -> None:
    outlet, run = OUTLETS[name], run_of(OUTLETS[name], held)
    expected = plain(outlet, held)
    assert [(due.at, due.state, due.reason) for due in run.dues()] == expected
    for month, found in run.months().items():
        of_month = [state for day, state, _ in expected if day.isoformat()[:7] == month]
        assert found.held == sum(day.isoformat()[:7] == month for day in held)
        assert found.filled == of_month.count("held")
        assert found.expected == len(of_month) - of_month.count("unpublished")
        if not found.held and of_month:
            assert found.state == ("missing" if "missing" in of_month else "unpublished")
    count = sum(state == "missing" for _, state, _ in expected)
    assert sum(hole.editions for hole in run.holes() if hole.state == "missing") == count


@pytest.mark.parametrize("name", OUTLETS)
@given(HELD, st.sampled_from([date(1955, 12, 1), date(1956, 2, 1), date(1956, 4, 1)]))
def test_a_month_needs_the_days_around_it_alone(name: str, held: set[date], first: date) -> None:
    last = (first + 31 * DAY).replace(day=1) - DAY
    whole = run_of(OUTLETS[name], held)
    near = [day.isoformat() for day in held if first - REACH <= day <= last + REACH]
    part = Run(OUTLETS[name], near, (min(held).isoformat(), max(held).isoformat()))
    assert part.months(first, last).get(first.isoformat()[:7]) == whole.months().get(first.isoformat()[:7])
    assert list(part.dues(first, last)) == [due for due in whole.dues() if first <= due.at <= last]


def test_holes_are_told_in_spans() -> None:
    held = set(days(date(1956, 3, 1), date(1956, 5, 31))) - {date(1956, 4, 10), date(1956, 4, 11)}
    held -= set(days(date(1956, 3, 12), date(1956, 4, 2))) | set(days(date(1956, 5, 1), date(1956, 5, 12)))
    outlet = OUTLETS["on strike"]
    run = Run(outlet, [day.isoformat() for day in held], ("1956-03-01", "1956-05-31"))
    assert run.holes(date(1956, 3, 1)) == [
        Hole(date(1956, 3, 12), date(1956, 4, 2), "unpublished", "strike", 22),
        Hole(date(1956, 4, 10), date(1956, 4, 11), "missing", "", 2),
        Hole(date(1956, 5, 1), date(1956, 5, 9), "missing", "water", 9),
        Hole(date(1956, 5, 10), date(1956, 5, 12), "missing", "", 3),
    ]


def test_a_weekly_that_comes_a_day_early_has_no_hole() -> None:
    fridays = [date(1956, 3, 2) + 7 * at * DAY for at in range(6)]
    early = {day - DAY if day == date(1956, 3, 30) else day for day in fridays}
    assert run_of(OUTLETS["weekly"], early).holes() == [
        Hole(date(1956, 1, 6), date(1956, 2, 24), "missing", "", 8)
    ]  # the run surely was under way when 1955 was over


def test_a_fortnightly_is_counted_from_its_first_edition() -> None:
    outlet = Outlet(source="", id="a", name="A", founded="1956-01-04", frequency=(Rhythm("fortnightly", (2,)),))
    held = {date(1956, 1, 4) + 14 * at * DAY for at in range(8) if at != 3}
    assert run_of(outlet, held).holes() == [Hole(date(1956, 2, 15), date(1956, 2, 15), "missing", "", 1)]


def test_a_quarterly_is_expected_once_in_three_months() -> None:
    outlet = Outlet(source="", id="a", name="A", frequency=(Rhythm("quarterly"),))
    months = run_of(outlet, {date(1956, 3, 1), date(1956, 12, 20), date(1956, 5, 9)}).months()
    assert {name: (one.filled, one.expected, one.state) for name, one in months.items() if one.expected} == {
        "1956-03": (1, 1, ""), "1956-05": (1, 1, ""), "1956-07": (0, 1, "missing"), "1956-12": (1, 1, ""),
    }  # fmt: skip


def test_of_a_run_about_which_nobody_knows_it_is_said_what_is_held() -> None:
    outlet = Outlet(
        source="", id="a", name="A", frequency=(Rhythm(words="when there was news"),), not_published=(STRIKE,),
        missing=(Absence("1956-06", "1956-06", "lost"),),
    )  # fmt: skip
    run = run_of(outlet, {date(1956, 2, 1), date(1956, 2, 9), date(1956, 8, 1)})
    assert {name: (one.held, one.expected, one.state, one.reason) for name, one in run.months().items()} == {
        "1956-02": (2, 0, "", ""), "1956-03": (0, 0, "missing", ""), "1956-04": (0, 0, "missing", ""),
        "1956-05": (0, 0, "missing", ""), "1956-06": (0, 0, "missing", "lost"), "1956-07": (0, 0, "missing", ""),
        "1956-08": (1, 0, "", ""),
    }  # fmt: skip
    assert [(hole.state, hole.editions) for hole in run.holes()] == [("unpublished", 0), ("missing", 0)]


def test_a_run_without_dates_has_nothing() -> None:
    run = Run(OUTLETS["daily"], [], None)
    assert (run.months(), run.holes(), run.bounds) == ({}, [], None)


def test_a_paper_of_which_nothing_is_held_has_one_hole() -> None:
    run = Run(OUTLETS["daily without Sundays"], [], None)
    assert [(hole.first, hole.last) for hole in run.holes()] == [(date(1955, 11, 3), date(1956, 6, 30))]


@pytest.mark.parametrize("every", ["daily", "weekly", "fortnightly", "monthly", "quarterly", ""])
def test_the_calendar_may_end(every: str) -> None:
    outlet = Outlet(source="", id="a", name="A", frequency=(Rhythm(every),))  # type: ignore[arg-type]
    for first, last in ((date.min, date(1, 3, 1)), (date(9999, 10, 1), date.max)):
        run = run_of(outlet, {first, last})
        assert sum(month.held for month in run.months().values()) == 2
        assert all(first <= due.at <= last for due in run.dues())


def test_what_is_held_of_days_that_had_no_edition_is_found() -> None:
    held = ["1955-12-25", "1956-03-11", "1956-03-12", "1956-04-02", "1956-04-03"]
    assert held_within(held, STRIKE) == ["1956-03-12", "1956-04-02"]
    assert held_within(held, CHRISTMAS) == ["1955-12-25"]
