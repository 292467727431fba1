"""Front matter in every form that generators know, odd ones among them."""

import contextlib

import pytest
from backissue.importers.readers.markdown.front_matter import FrontMatterFault, fields_of_meta, split
from backissue.importers.readers.moments import in_file_name, moment_or_none
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\ntitle: The flood\ntags: [river]\n---\nWater.", {"title": "The flood", "tags": ["river"]}),
        ("\ufeff---\r\ntitle: The flood\r\n---\r\nWater.", {"title": "The flood"}),
        ("---\ntitle: The flood\n...\nWater.", {"title": "The flood"}),
        ('+++\ntitle = "The flood"\ndate = 1956-10-13\ndraft = true\n+++\nWater.',
         {"title": "The flood", "date": "1956-10-13", "draft": "true"}),
        ('{"title": "The flood", "weight": 3}\nWater.', {"title": "The flood", "weight": "3"}),
        ('---json\n{"title": "The flood"}\n---\nWater.', {"title": "The flood"}),
        ("Title: The flood\nDate: 1956-10-13\nTags: river,\n   bridge\n\nWater.",
         {"title": "The flood", "date": "1956-10-13", "tags": "river, bridge"}),
        ("<!--\n.. title: The flood\n.. slug: flood\n-->\nWater.", {"title": "The flood", "slug": "flood"}),
        (".. title: The flood\n.. slug: flood\n\nWater.", {"title": "The flood", "slug": "flood"}),
        ("---\nauthors:\n\t- ada\n---\nWater.", {"authors": ["ada"]}),
        ("---\nplace: no\nat: 12:30\n---\nWater.", {"place": "no", "at": "12:30"}),
    ],
)  # fmt: skip
def test_each_form_is_read(text: str, fields: dict[str, object]) -> None:
    post = split(text)
    assert post.fields == fields
    assert post.body.strip() == "Water."
    assert post.is_there
    assert not post.repaired


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: Flood: the river rises", "Flood: the river rises"),
        ("title: @harbour speaks", "@harbour speaks"),
        ('title: "Quoted" and more', '"Quoted" and more'),
        ("title: First\ntitle: Second", "Second"),
        ("title: 'It's up'", "It's up"),
        ("title: 100% of it: gone\nsummary: |\n  a: b: c", "100% of it: gone"),
    ],
)
def test_what_was_meant_is_read_where_yaml_refuses(written: str, title: str) -> None:
    post = split(f"---\n{written}\ntags:\n- a: b: c\n- plain\n---\nWater.")
    assert (post.fields["title"], post.repaired) == (title, True)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("---\ntitle: a\n  more: b\n---\n", 3, "not valid YAML"),
        ("---\ntitle: a\n", 1, "does not end"),
        ("+++\ntitle = \n+++\n", 2, "not valid TOML"),
        ("---js\n{ title: run() }\n---\n", 1, "is not run"),
        ("---\n- a\n- b\n---\n", 2, "not a list"),
        (
            "---\na: |\n x\n  !!python/object:os.system {}\nb:\n  !!python/object:os.system {}\n---\n",
            6,
            "not understood",
        ),
    ],
)
def test_a_fault_has_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(FrontMatterFault, match=reason) as fault:
        split(text)
    assert fault.value.line == line


@pytest.mark.parametrize(
    "text", ["Water.", "", "Note: it rained.\n\nMore.", "---\n\nA rule above.", "{ not json }", "a\n---\n"]
)
def test_a_text_may_begin_at_once(text: str) -> None:
    post = split(text)
    assert (post.fields, post.body, post.is_there) == ({}, text, False)


def test_fields_may_stand_in_a_file_beside() -> None:
    assert fields_of_meta(".. title: The flood\n.. date: 1956-10-13\n") == {"title": "The flood", "date": "1956-10-13"}


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("1956-10-13", "1956-10-13"),
        ("1956/10/3", "1956-10-03"),
        ("2014-03-19 9:05:00 -5", "2014-03-19T09:05:00-05:00"),
        ("2014-03-19T09:05:00.123Z", "2014-03-19T09:05:00+00:00"),
        ("2014-03-19 09:05", "2014-03-19T09:05:00"),
        ("2014-03-19 09:05:00 UTC-05:00", "2014-03-19T09:05:00-05:00"),
        ("March 19, 2014", "2014-03-19"),
        ("19 Mar 2014", "2014-03-19"),
        ("Wed, 19 Mar 2014 09:05:00 +0000", "2014-03-19T09:05:00+00:00"),
        ("2014-03-19 3:05 PM", "2014-03-19T15:05:00"),
        ("2014-03", "2014-03"),
        ("2014", "2014"),
        ("2014-13-40", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_dates_are_known_in_many_forms(written: str, known: str) -> None:
    assert moment_or_none(written) == known


def test_forms_of_a_mapping_come_first() -> None:
    assert moment_or_none("03/04/2014", ["%d/%m/%Y"]) == "2014-04-03"
    assert in_file_name("2014-03-19-the-flood") == ("2014-03-19", "the-flood")
    assert in_file_name("2014-99-19-the-flood") == ("", "2014-99-19-the-flood")


@given(st.sampled_from(["---\n", "+++\n", "<!--\n.. ", "{", "Title: "]), st.text(max_size=120))
def test_any_text_is_read_or_refused_by_name(start: str, text: str) -> None:
    for whole in (start + text, f"{start}{text}\n---\nx", f"{start}{text}\n+++\nx"):
        with contextlib.suppress(FrontMatterFault):
            assert isinstance(split(whole).body, str)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment_or_none(text)
    in_file_name(text)
