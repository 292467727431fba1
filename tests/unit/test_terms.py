"""What agencies' terms, and pictures' own rights, leave of a story at a moment."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from backissue.model import Article, Entity, Image, Name, Retention, RightsSpan, Withdrawing
from backissue.rights.terms import ALWAYS, Shown, holds, shown
from backissue.sources.reading import OutletFacts, Reading
from backissue.sources.records import read_record
from hypothesis import given
from hypothesis import strategies as st

HALIFAX = ZoneInfo("America/Halifax")
READING = Reading((("courier", OutletFacts("", "")),), "UTC", "en", False)
STORY = Article(
    source="articles/a.md", headline="Flood", outlet="courier", url="/courier/1956/10/13/a/", slug="a",
    date="1956-10-13", order="1956-10-13", byline=(Name("Ada Quill"),), agencies=("Wire",), standfirst="In short.",
    dateline="LONDON", body="The text.", rights="",
    images=(Image("images/a.png", "A", "Caption", "Credit"), Image("images/own.png", "B", agency="")),
)  # fmt: skip


def agency(**terms: object) -> Entity:
    return Entity(source="agencies/wire.yaml", kind="agencies", id="wire", name="The Wire", **terms)  # type: ignore[arg-type]


def at(moment: str, entity: Entity, story: Article = STORY, drawn: tuple[str, ...] = ()) -> Shown:
    return shown(story, lambda name: entity if name == "wire" else None, HALIFAX, moment, drawn)


def test_copy_goes_at_the_outlets_midnight_after_its_days() -> None:
    kept = agency(retention=Retention(30))
    assert at("1956-11-12T03:59:59Z", kept).article == STORY
    gone = at("1956-11-12T04:00:00Z", kept).article  # 30 days from 13 October, the first of them
    assert (gone.body, gone.standfirst, gone.dateline) == ("", "", "")
    assert gone.withheld
    assert gone.withheld.since == "1956-11-12"


def test_headline_byline_caption_and_credit_stay() -> None:
    gone = at("2000-01-01T00:00:00Z", agency(retention=Retention(0)))
    assert (gone.article.headline, gone.article.byline) == (STORY.headline, STORY.byline)
    picture = gone.article.images[0]
    assert (picture.src, picture.caption, picture.credit) == ("", "Caption", "Credit")
    assert gone.hidden == {"images/a.png": "wire"}


def test_a_picture_of_no_agency_is_not_the_agencys() -> None:
    assert at("2000-01-01T00:00:00Z", agency(retention=Retention(0))).article.images[1] == STORY.images[1]


@pytest.mark.parametrize(("of", "text", "picture"), [("text", "", "images/a.png"), ("pictures", "The text.", "")])
def test_terms_may_be_about_the_text_or_the_pictures_alone(of: str, text: str, picture: str) -> None:
    gone = at("2000-01-01T00:00:00Z", agency(withdraw=Withdrawing("1999-04-07", of)))  # type: ignore[arg-type]
    assert (gone.article.body, gone.article.images[0].src) == (text, picture)


def test_a_notice_may_be_about_the_stories_of_some_years() -> None:
    notice = agency(withdraw=Withdrawing("1999-04-07", first="1957", last="1998"))
    assert at("2000-01-01T00:00:00Z", notice).article == STORY
    in_doubt = msgspec.structs.replace(STORY, date="")
    assert at("2000-01-01T00:00:00Z", notice, in_doubt).article.body == ""


def test_an_undated_story_cannot_be_shown_to_be_recent_enough() -> None:
    undated = msgspec.structs.replace(STORY, date="", images=())
    gone = at("1900-01-01T00:00:00Z", agency(retention=Retention(30)), undated)
    assert [one.due for one in gone.supplied] == [ALWAYS]
    assert gone.article.body == ""


def test_a_date_known_by_its_year_counts_from_the_first_day_of_it() -> None:
    year = msgspec.structs.replace(STORY, date="1956")
    assert [one.due for one in at("1956-01-01T00:00:00Z", agency(retention=Retention(1)), year).supplied] == [
        "1956-01-02T04:00:00Z"
    ] * 2


def test_of_several_terms_the_first_to_fall_due_counts() -> None:
    both = agency(
        retention=Retention(30, reason="Thirty days."), withdraw=Withdrawing("1956-10-20", reason="A notice.")
    )
    gone = at("2000-01-01T00:00:00Z", both).article.withheld
    assert gone
    assert (gone.since, gone.reason) == ("1956-10-20", "A notice.")


def test_pictures_that_the_text_alone_names_go_with_it_and_have_a_placeholder_without_it() -> None:
    drawn = msgspec.structs.replace(STORY, images=(), body="![](images/x.png)")
    assert at(
        "2000-01-01T00:00:00Z", agency(withdraw=Withdrawing("1999-01-01", "text")), drawn, ("images/x.png",)
    ).hidden
    pictures = at(
        "2000-01-01T00:00:00Z", agency(withdraw=Withdrawing("1999-01-01", "pictures")), drawn, ("images/x.png",)
    )
    assert [image.src for image in pictures.article.images] == [""]
    assert pictures.article.body == drawn.body


def test_a_picture_that_is_not_distributable_is_never_shown() -> None:
    story = msgspec.structs.replace(
        STORY, agencies=(), images=(Image("images/a.png", "A", "Cap", distributable=False),)
    )
    given = at("1900-01-01T00:00:00Z", agency(), story)
    assert (given.article.images[0].src, given.article.images[0].caption) == ("", "Cap")
    assert given.hidden == {"images/a.png": "-"}


def test_an_agencys_rights_are_its_storys_unless_that_states_its_own() -> None:
    assert at("1956-10-13T12:00:00Z", agency(rights="InC")).article.rights == "InC"
    own = msgspec.structs.replace(STORY, rights="CC-BY-4.0")
    assert at("1956-10-13T12:00:00Z", agency(rights="InC"), own).article.rights == "CC-BY-4.0"


@given(st.integers(0, 2_000), st.integers(0, 2_000))
def test_on_any_day_a_text_is_shown_exactly_while_its_days_last(days: int, later: int) -> None:
    moment = date(1956, 10, 13) + timedelta(later)
    given_then = at(f"{moment}T12:00:00Z", agency(retention=Retention(days)))
    assert (given_then.article.body != "") is (later < days)


@pytest.mark.parametrize(
    ("known", "since", "until", "held"),
    [
        ("1937-07-17", "1937", "1937", True),
        ("1937", "1937-01", "1937-12-31", True),
        ("1937", "1936", "1937-06", False),
        ("1937-06", "", "1937-06-30", True),
        ("1938-01-01", "", "1937", False),
        ("", "1900", "", False),
        ("", "", "", True),
    ],
)
def test_a_span_holds_a_date_when_it_holds_all_that_the_date_may_be(
    known: str, since: str, until: str, held: bool
) -> None:
    assert holds(RightsSpan(since, until, "InC"), known) is held


@pytest.mark.parametrize(
    ("source", "text", "fault"),
    [
        ("agencies/w.yaml", "retention: {days: -1}", "agencies/w.yaml:1: copy cannot be kept for -1 days"),
        (
            "agencies/w.yaml",
            "name: W\nretention: {days: many}",
            "agencies/w.yaml:2: retention.days must be a whole number",
        ),
        ("agencies/w.yaml", "withdraw: {from: soon}", 'agencies/w.yaml:1: "soon" is not a day, a month or a year'),
        ("agencies/w.yaml", "withdraw: {from: 2015}", "agencies/w.yaml:1: copy is withdrawn on a day"),
        (
            "agencies/w.yaml",
            "retention: {days: 3, from: 2015-01-01}",
            'agencies/w.yaml:1: unknown field "from" in retention',
        ),
        ("agencies/w.yaml", "retention: {days: 3, of: words}", 'agencies/w.yaml:1: retention.of cannot be "words"'),
        (
            "agencies/w.yaml",
            "rights: CC-BY-5",
            'agencies/w.yaml:1: unknown rights statement "CC-BY-5"; did you mean "CC',
        ),
        ("people/w.yaml", "name: W\nretention: {days: 3}", "people/w.yaml:2: retention belongs to an agency"),
        (
            "outlets/courier.yaml",
            "name: C\nrights: [{until: 1930, rights: NoC-UK}]",
            'outlets/courier.yaml:2: unknown rights statement "NoC-UK"; did you mean "NoC-US"?',
        ),
        (
            "outlets/courier.yaml",
            "name: C\nrights: [{from: 1940, until: 1930, rights: InC}]",
            "outlets/courier.yaml:2: the span ends (1930) before it begins (1940)",
        ),
        (
            "outlets/courier.yaml",
            "name: C\nrights: [{rights: InC}, {from: 1940, rights: CNE}]",
            "outlets/courier.yaml:2: what follows rights without dates is never reached",
        ),
    ],
)
def test_nonsense_is_told_with_its_line(source: str, text: str, fault: str) -> None:
    _, problems = read_record(source, text, f"content/{source}", READING)
    assert len(problems) == 1
    assert str(problems[0]).startswith(f"content/{fault}")
