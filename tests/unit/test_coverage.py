"""`search/coverage.json`: of which months each outlet has something, and when it is made again."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from archives import AS_OF, PAPER, article, make_archive
from backissue.build import build
from backissue.pages.hosting import runs_of
from hypothesis import given
from hypothesis import strategies as st

FILE = "site/search/coverage.json"


def held(root: Path, as_of: datetime = AS_OF) -> dict[str, list[list[str]]]:
    """The runs of months by outlet, as a build has them."""
    build(root, as_of=as_of, jobs=1)
    return {outlet["id"]: outlet["months"] for outlet in json.loads((root / FILE).read_bytes())}


def stories(**dates: object) -> dict[str, str | bytes]:
    """Articles of the paper ``courier`` by slug, each published as given; a mapping is more of its front matter."""
    return {
        f"articles/{slug}.md": article(slug, **(date if isinstance(date, dict) else {"published": date}))
        for slug, date in dates.items()
    }


def test_months_that_follow_each_other_are_one_run(tmp_path: Path) -> None:
    dates = {
        "a": "1956-11-30",
        "b": "1957-01-01",
        "c": "1956-12-24",
        "d": "1957-03",
        "e": "1956-11-02",
        "f": "2001-12-31",
    }
    root = make_archive(tmp_path, stories(**dates))
    assert held(root) == {"courier": [["1956-11", "1957-01"], ["1957-03", "1957-03"], ["2001-12", "2001-12"]]}


def test_what_is_known_by_its_year_counts_for_all_months_of_it(tmp_path: Path) -> None:
    root = make_archive(tmp_path, stories(a="1956", b="1957-01-20", c="1957-06"))
    assert held(root) == {"courier": [["1956-01", "1957-01"], ["1957-06", "1957-06"]]}


def test_what_is_dated_by_nothing_counts_nowhere(tmp_path: Path) -> None:
    root = make_archive(tmp_path, stories(a="unknown", b="1957-01-20"))
    assert held(root) == {"courier": [["1957-01", "1957-01"]]}


def test_an_editions_file_counts_without_a_story(tmp_path: Path) -> None:
    editions = {
        f"editions/courier/{day}.yaml": "number: 12\n" for day in ("1956-10-13", "1956-10-20.late", "1956-11-03")
    }
    root = make_archive(tmp_path, {**editions, **stories(a="1957-01-20")})
    assert held(root) == {"courier": [["1956-10", "1956-11"], ["1957-01", "1957-01"]]}


@pytest.mark.parametrize(
    "fields", [{"draft": True}, {"withdrawn": {"date": "1999", "reason": "A court"}}, {"embargo": "2030-01-01T00:00Z"}],
    ids=lambda fields: next(iter(fields)),
)  # fmt: skip
def test_a_story_that_is_in_no_list_does_not_count(tmp_path: Path, fields: dict[str, object]) -> None:
    root = make_archive(tmp_path, stories(a="1957-01-20", b={"published": "1957-02-03", **fields}))
    assert held(root) == {"courier": [["1957-01", "1957-01"]]}


def test_a_story_counts_from_the_end_of_its_embargo(tmp_path: Path) -> None:
    root = make_archive(tmp_path, stories(a={"published": "1957-02-03", "embargo": "2030-01-01T00:00Z"}))
    assert held(root) == {"courier": []}
    assert held(root, datetime(2030, 1, 2, tzinfo=UTC)) == {"courier": [["1957-02", "1957-02"]]}


def test_each_outlet_has_a_line_in_the_order_of_ids(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "outlets/lamp.yaml": 'name: The "Evening" Lamp\n', "outlets/courier.yaml": PAPER,
        "outlets/phare.yaml": "name: Le phare à l’île\n",
        **stories(a={"outlet": "courier", "published": "1956-10"}, b={"outlet": "lamp", "published": "1931-04-06"}),
    })  # fmt: skip
    build(root, as_of=AS_OF, jobs=1)
    assert (root / FILE).read_text("utf-8").splitlines() == [
        "[",
        '{"id":"courier","name":"The Courier","run":[],"months":[["1956-10","1956-10"]],"silent":[]},',
        '{"id":"lamp","name":"The \\"Evening\\" Lamp","run":["1931-04","1931-04"],"months":[["1931-04","1931-04"]],'
        '"silent":[]},',
        '{"id":"phare","name":"Le phare à l’île","run":[],"months":[],"silent":[]}',
        "]",
    ]


def test_months_in_which_a_paper_did_not_appear_are_told_with_the_reason(tmp_path: Path) -> None:
    paper = """\
name: The Courier
founded: 1956-01-02
ceased: 1957-03-30
frequency: {every: daily, on: [monday, tuesday, wednesday, thursday, friday, saturday]}
not_published: [{from: 1956-03-12, to: 1956-06-30, reason: a strike}, {date: 1956-08}]
"""
    root = make_archive(tmp_path, {"outlets/courier.yaml": paper, **stories(a="1956-02-01", b="1956-06")})
    build(root, as_of=AS_OF, jobs=1)
    assert json.loads((root / FILE).read_bytes()) == [{
        "id": "courier", "name": "The Courier", "run": ["1956-01", "1957-03"],
        "months": [["1956-02", "1956-02"], ["1956-06", "1956-06"]],
        "silent": [["1956-04", "1956-05", "a strike"], ["1956-08", "1956-08", ""]],
    }]  # fmt: skip


def test_most_months_of_a_quarterly_lack_nothing(tmp_path: Path) -> None:
    paper = "name: The Courier\nfrequency: quarterly\n"
    dates = {"a": "1956-03-01", "b": "1956-11-01"}
    root = make_archive(tmp_path, {"outlets/courier.yaml": paper, **stories(**dates)})
    assert held(root) == {"courier": [["1956-03", "1956-03"], ["1956-05", "1956-06"], ["1956-08", "1956-11"]]}


def test_an_archive_without_outlets_has_an_empty_list(tmp_path: Path) -> None:
    assert held(make_archive(tmp_path, {"outlets/.keep": ""})) == {}


def test_it_follows_editions_and_stories_that_come_and_go(tmp_path: Path) -> None:
    """After each edit the file is what a build from nothing writes; the test of random edits compares whole sites."""
    root = make_archive(tmp_path / "warm", stories(a="1956-10-13", b="1956-12", c="1958"))
    seen = [held(root)]
    content = root / "content"
    edits: tuple[Callable[[], object], ...] = (
        lambda: make_archive(root, stories(d="1956-11-03")),
        lambda: (content / "articles/b.md").unlink(),
        lambda: make_archive(root, stories(c="1959", d={"published": "1956-11-03", "draft": True})),
        lambda: make_archive(root, {"editions/courier/1960-01-01.yaml": "number: 1\n"}),
        lambda: (content / "editions/courier/1960-01-01.yaml").unlink(),
        lambda: make_archive(root, {"outlets/courier.yaml": "name: The Harbour Courier\n"}),
    )
    for number, edit in enumerate(edits):
        edit()
        seen.append(held(root))
        cold = tmp_path / f"cold-{number}"
        (cold / "content").parent.mkdir()
        (cold / "content").symlink_to(content)
        build(cold, as_of=AS_OF, jobs=1)
        assert (root / FILE).read_bytes() == (cold / FILE).read_bytes()
    changed = [one != other for one, other in pairwise(seen)]
    assert changed == [True, True, True, True, True, False]
    assert "The Harbour Courier" in (root / FILE).read_text("utf-8")


def test_it_is_left_alone_where_no_month_comes_or_goes(tmp_path: Path) -> None:
    root = make_archive(tmp_path, stories(a="1956-10-13", b="1956-10-20"))
    held(root)
    before = (root / FILE).stat().st_mtime_ns
    make_archive(root, {"articles/a.md": article("Another headline", "Another text.\n", published="1956-10-14")})
    held(root)
    assert (root / FILE).stat().st_mtime_ns == before


@given(st.sets(st.integers(0, 60)))
def test_runs_hold_the_months_they_were_made_of(numbers: set[int]) -> None:
    def month(number: int) -> str:
        return f"{1998 + number // 12}-{number % 12 + 1:02}"

    runs = runs_of([month(number) for number in sorted(numbers)])
    assert [month(number) for number in range(62) if any(first <= month(number) <= last for first, last in runs)] == [
        month(number) for number in sorted(numbers)
    ]
    ends = [int(month[:4]) * 12 + int(month[5:]) for run in runs for month in run]
    assert all(after - before > 1 for before, after in zip(ends[1::2], ends[2::2], strict=False))
