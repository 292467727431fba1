"""Dates as far as they are known, and no further."""

from zoneinfo import ZoneInfo

import pytest
from backissue.sources import dates
from hypothesis import given
from hypothesis import strategies as st

LONDON = ZoneInfo("Europe/London")
SYDNEY = ZoneInfo("Australia/Sydney")


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("1937", "1937"),
        ("1937-07", "1937-07"),
        ("1937-07-17", "1937-07-17"),
        (" 1937-07-17 ", "1937-07-17"),
        ("unknown", ""),
        ("2025-11-27T21:05:00+10:00", "2025-11-27T21:05:00+10:00"),
        ("2025-11-27 21:05", "2025-11-27T21:05:00+00:00"),
        ("2025-07-27T21:05", "2025-07-27T21:05:00+01:00"),
        ("2025-11-27T21:05:30.123Z", "2025-11-27T21:05:30+00:00"),
        ("2025-11-27t21:05z", "2025-11-27T21:05:00+00:00"),
        ("2025-11-27 21:05:00 +1000", "2025-11-27T21:05:00+10:00"),
        ("2025-11-27 21:05:00 -05", "2025-11-27T21:05:00-05:00"),
        ("2025-11-27 9:05:00 -5", "2025-11-27T09:05:00-05:00"),
        ("2025-11-27 9:05 +5:30", "2025-11-27T09:05:00+05:30"),
    ],
)
def test_a_date_is_kept_as_it_is_known(written: str, known: str) -> None:
    assert dates.known(written, LONDON) == known


@pytest.mark.parametrize(
    "written",
    ["", "1937-7-1", "37", "1937-13", "1937-02-29", "1937-00", "0000", "17 July 1937", "1937-07-17T25:00",
     "1937-07-17T10", "1937/07/17", "1937-W07", "19370717", "1937-07-17T10:00+25:00", "Unknown", "1937-07-17\n1938"],
)  # fmt: skip
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        dates.known(written, LONDON)


def test_a_moment_is_a_day_where_the_paper_is() -> None:
    assert dates.local_day("2025-11-27T21:05:00+00:00", SYDNEY) == "2025-11-28"
    assert dates.local_day("2025-11-27T21:05:00+00:00", LONDON) == "2025-11-27"
    assert dates.local_day("1937-07", LONDON) == "1937-07"


def test_a_day_begins_at_midnight_where_the_paper_is() -> None:
    assert dates.instant("2025-07-28", SYDNEY) == "2025-07-27T14:00:00Z"
    assert dates.instant("2025-07-28T00:00:00+10:00", LONDON) == "2025-07-27T14:00:00Z"


def test_the_ends_of_the_calendar_are_days_like_others() -> None:
    assert dates.instant("9999-12-31", ZoneInfo("America/New_York")).startswith("9999-12-31")
    assert dates.local_day("0001-01-01T00:00:00+10:00", LONDON) == "0001-01-01"
    assert dates.instant("0001-01-01T00:00:00+10:00", LONDON) < dates.instant("1605-01-01", LONDON)


def test_an_offset_from_before_time_zones_is_to_the_minute() -> None:
    assert dates.known("1880-01-01T12:00", ZoneInfo("Europe/Paris")) == "1880-01-01T12:00:00+00:09"


@pytest.mark.parametrize(
    ("day", "earlier"),
    [("2025-11-27", "2024-11-27"), ("2024-02-29", "2023-02-28"), ("2024-02", "2023-02"), ("1000", "0999"), ("", "")],
)  # fmt: skip
def test_a_year_before_is_as_well_known(day: str, earlier: str) -> None:
    assert dates.a_year_before(day) == earlier


@given(st.datetimes(), st.sampled_from([LONDON, SYDNEY, ZoneInfo("UTC")]))
def test_any_moment_reads_as_what_it_was_written_from(moment: object, zone: ZoneInfo) -> None:
    written = str(moment).partition(".")[0]
    known = dates.known(written, zone)
    assert known.startswith(written.replace(" ", "T"))
    assert dates.known(known, zone) == known


@given(st.dates())
def test_days_sort_as_their_texts_do(day: object) -> None:
    assert dates.known(str(day), LONDON) == str(day)
