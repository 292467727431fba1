"""Addresses are promises: each has its form for ever, and none is taken twice."""

import pytest
from backissue.addresses import (
    RESERVED,
    day_of_year_url,
    entity_url,
    file_of,
    is_generated,
    outlet_url,
    picture_url,
    span_url,
)
from backissue.sources.records import ENTITY_KINDS
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/", "index.html"),
        ("/about/", "about/index.html"),
        ("/about", "about/index.html"),
        ("/old.html", "old.html"),
        ("/1937/07/17.late/", "1937/07/17.late/index.html"),
        ("/v1.2/page", "v1.2/page/index.html"),
        ("/404.html", "404.html"),
    ],
)
def test_a_host_serves_a_file_for_each_address(url: str, file: str) -> None:
    assert file_of(url) == file


def test_a_date_has_an_address_for_what_is_known_of_it() -> None:
    assert [span_url("courier", date) for date in ("1937-07-17", "1937-07", "1937", "")] == [
        "/courier/1937/07/17/", "/courier/1937/07/", "/courier/1937/", "/courier/undated/",
    ]  # fmt: skip
    assert span_url("courier", "1937-07-17", "late") == "/courier/1937/07/17.late/"
    assert outlet_url("courier") == "/courier/"


def test_topics_and_days_have_theirs() -> None:
    assert entity_url("topics", "floods") == "/topics/floods/"
    assert entity_url("topics", "floods", "1937") == "/topics/floods/1937/"
    assert entity_url("topics", "floods", "") == "/topics/floods/undated/"
    assert day_of_year_url("07-17") == "/on-this-day/07-17/"
    assert picture_url("images/a.jpg", "480.webp") == "/images/a.jpg/480.webp"


@pytest.mark.parametrize(
    ("url", "generated"),
    [
        ("/", True),
        ("/topics/anything/", True),
        ("/search", True),
        ("/assets/x.css", True),
        ("/courier/", True),
        ("/courier/1937/", True),
        ("/courier/1937/07", True),
        ("/courier/1937/07/17/", True),
        ("/courier/1937/07/17.late/", True),
        ("/courier/undated/", True),
        ("/courier/latest/", True),
        ("/Courier/1937/", True),
        ("/Topics/floods/", True),
        ("/courier/1937/07/17/flood/", False),
        ("/courier/undated/flood/", False),
        ("/courier/1937/07/flood/", False),
        ("/courier/flood/", False),
        ("/lamp/1937/", False),
        ("/about/", False),
        ("/politics/topics/", False),
    ],
)
def test_addresses_that_the_archive_makes_are_kept_free(url: str, generated: bool) -> None:
    assert is_generated(url, frozenset({"courier"})) is generated


def test_every_kind_of_index_is_reserved() -> None:
    assert set(ENTITY_KINDS) < RESERVED


@given(st.lists(st.text(st.characters(exclude_characters="/", codec="utf-8"), min_size=1), max_size=4))
def test_the_slash_at_an_addresss_end_names_the_same_page(parts: list[str]) -> None:
    url = "/" + "/".join(parts)
    if "." not in url.rpartition("/")[2]:
        assert file_of(url) == file_of(url + "/")
