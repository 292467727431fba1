"""The text of a page as a browser saves it, read into an article and an edition."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from backissue.errors import ImportRefused
from backissue.importers.mapping import Mapping
from backissue.importers.readers.text import read
from backissue.importers.record import Found, Item, LeftOut, Picture, Publication, Source
from hypothesis import given, settings
from hypothesis import strategies as st
from tools import ROOT

CAPTURE = ROOT.parent / "shared/data/capture/article-page.txt"

PAGE = """\
Ferry fares fall for the first time in nine years

Harbour Reporters
Continental Wire
The Saltpetre leaves its berth at Moorfield.
The Saltpetre leaves its berth at Moorfield. Credit: Tom Marsh

Islanders will pay a fifth less from Monday, the ferry board said after its yearly meeting.

“We had the money, so it goes back,” the chair told those who came.

Sign up to The Harbour Lamp's newsletters.

The tide table and the front page, every morning before the first boat.

Email Us
By continuing you agree to our Terms and Privacy Policy.

The new fares are on the board's noticeboard, and the children's fare stays as it was.

Comments

Latest Edition

The Harbour Lamp cover for 04-05-2024

Latest Edition

Edition Edition 4 May 20244 May 2024

The harbour board opens its books for the first time.
"""


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., list[Found]]:
    """Reads pages as they are given, by their files' names."""

    def read_all(*texts: str | bytes, **mapping: Any) -> list[Found]:
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        for at, text in enumerate(texts):
            (folder / f"page-{at}.txt").write_bytes(text.encode() if isinstance(text, str) else text)
        return list(read(Source(folder, Mapping(**mapping), tmp_path, lambda done, total: None)))

    return read_all


def article(found: list[Found]) -> Item:
    (item,) = [one for one in found if isinstance(one, Item) and one.kind == "article"]
    return item


def notes(item: Item) -> set[str]:
    return {note.text for note in item.notes}


def test_a_page_is_one_article_and_one_edition(imported: Callable[..., list[Found]]) -> None:
    publication, story, edition = imported(PAGE)
    assert publication == Publication(name="The Harbour Lamp")
    assert isinstance(story, Item)
    assert story.fields == {
        "headline": "Ferry fares fall for the first time in nine years",
        "byline": ["Harbour Reporters"],
        "agency": ["Continental Wire"],
        "edition": "2024-05-04",
    }
    says = "The Saltpetre leaves its berth at Moorfield."
    assert story.pictures == [Picture("", alt=says, caption=says, credit="Tom Marsh", lead=True)]
    assert story.body.count("\n\n") == 2
    assert story.body.endswith("the children's fare stays as it was.")
    assert story.words == story.body
    assert isinstance(edition, Item)
    assert edition.kind == "edition"
    assert edition.fields == {
        "edition": "2024-05-04",
        "cover": {"alt": "The Harbour Lamp cover for 04-05-2024"},
        "teaser": "The harbour board opens its books for the first time.",
    }


def test_what_is_left_out_is_said(imported: Callable[..., list[Found]]) -> None:
    assert notes(article(imported(PAGE))) == {
        "newsletter box left out",
        "comments left out",
        "the latest-edition box is in the edition's file",
        "dated by the edition shown on the page; check",
    }


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.replace("\n", "\r\n").encode(),
        PAGE.encode("utf-16"),
        PAGE.replace("\n", "\r").encode("utf-8"),
    ],
    ids=["mark", "CRLF", "UTF-16", "CR"],
)
def test_files_of_other_systems_read_the_same(data: bytes, imported: Callable[..., list[Found]]) -> None:
    assert imported(data) == imported(PAGE)


def test_windows_1252_is_read_and_said(imported: Callable[..., list[Found]]) -> None:
    story = article(imported(PAGE.encode("windows-1252")))
    assert "“We had the money, so it goes back,”" in story.body
    assert "read as Windows-1252, which is a guess; look at its letters" in notes(story)


def test_a_page_without_names_or_boxes_is_its_headline_and_its_text(imported: Callable[..., list[Found]]) -> None:
    (story,) = imported("The gate\n\nIt was painted green on Tuesday, and nobody knows by whom.\n\nIt dried.\n")
    assert isinstance(story, Item)
    assert story.fields == {"headline": "The gate", "published": "unknown"}
    assert story.body == "It was painted green on Tuesday, and nobody knows by whom.\n\nIt dried."
    assert notes(story) == {"no date was found on the page"}


def test_a_standfirst_stands_above_the_byline(imported: Callable[..., list[Found]]) -> None:
    story = article(
        imported(
            "The gate\n\nA lane in Elmscombe has a new colour.\n\nBy Nora Fell, Lanes Correspondent\n"
            "Published 4 May 2024, 9.05pm AEST\nUpdated May 6, 2024\n3 min read\nShare\n\n"
            "It was painted green on Tuesday, and nobody knows by whom.\n\n– with Reuters\n"
        )
    )
    assert story.fields == {
        "headline": "The gate",
        "standfirst": "A lane in Elmscombe has a new colour.",
        "byline": [{"name": "Nora Fell", "role": "Lanes Correspondent"}],
        "agency": ["Reuters"],
        "published": "2024-05-04T21:05:00+10:00",
        "updated": "2024-05-06",
    }
    assert notes(story) == {"reading time left out", "share bar left out"}
    assert "Reuters" not in story.body


def test_pictures_are_told_in_several_ways(imported: Callable[..., list[Found]]) -> None:
    story = article(
        imported(
            "The weir\n\nNora Fell\nA board in brown water\nThe board at noon. Picture: Tom Marsh/Valley Post\n\n"
            "The river went down by a hand's breadth in the night.\n\n"
            "Sandbags at the mill.\n\nSandbags at the mill. Credit: Supplied\n\n"
            "The miller has gone home for the first time since Friday.\n\n"
            "The lane is dry again.\nThe lane is dry again.\n\n"
            "Nothing else was said about it by anybody at the mill.\n"
        )
    )
    assert story.pictures == [
        Picture(
            "", alt="A board in brown water", caption="The board at noon.", credit="Tom Marsh/Valley Post", lead=True
        ),
        Picture("", alt="Sandbags at the mill.", caption="Sandbags at the mill.", credit="Supplied"),
        Picture("", alt="The lane is dry again.", caption="The lane is dry again."),
    ]
    assert story.body.count("\n\n") == 2


def test_links_to_other_stories_are_left_out(imported: Callable[..., list[Found]]) -> None:
    story = article(
        imported(
            "The weir\n\nThe river went down by a hand's breadth in the night.\n\nRead more: The bridge is shut\n\n"
            "The miller has gone home for the first time since Friday.\n\nYou may also like\n\n"
            "The bridge is shut\nA goat\n"
        )
    )
    assert story.body.count("\n\n") == 1
    assert notes(story) >= {"related links left out"}


def test_words_of_a_box_within_the_story_stay(imported: Callable[..., list[Found]]) -> None:
    text = (
        "Comments\n\nThe word Comments was the headline, and that is where it began.\n\n"
        "Sign up to the council's newsletters, he said, and nothing will ever surprise you again, he added.\n\n"
        "The photo: it was never found, and nobody has looked for it since.\n"
    )
    story = article(imported(text))
    assert story.fields["headline"] == "Comments"
    assert story.body.count("\n\n") == 2
    assert not story.pictures


def test_signs_that_would_be_markup_stay_text(imported: Callable[..., list[Found]]) -> None:
    story = article(
        imported("A *star*\n\n# The <b>price</b> is 5*3_2 pounds for everybody who comes.\n\n1. It rained.\n")
    )
    assert story.fields["headline"] == "A *star*"
    assert "\\# The \\<b>price\\</b> is 5\\*3\\_2" in story.body
    assert "1\\. It rained" in story.body


def test_lines_that_were_wrapped_are_one_paragraph(imported: Callable[..., list[Found]]) -> None:
    story = article(
        imported(
            "The gate\n\nIt was painted green on Tuesday, and nobody who lives in\nthe lane could say by whom, "
            "or for what, or with which\nbrush.\n\n* a pot\n* a brush\n"
        )
    )
    assert story.body.startswith("It was painted green on Tuesday, and nobody who lives in the lane")
    assert story.body.endswith("- a pot\n- a brush")


def test_one_edition_of_several_pages_comes_once(imported: Callable[..., list[Found]]) -> None:
    found = imported(PAGE, PAGE.replace("Ferry fares", "Bus fares"))
    assert [one.kind for one in found if isinstance(one, Item)] == ["article", "edition", "article"]


def test_the_mapping_may_give_the_date_and_more_agencies(imported: Callable[..., list[Found]]) -> None:
    story = article(
        imported(
            PAGE.replace("Continental Wire", "Telepost"),
            options={"published": "3 May 2024", "agencies": ["Telepost"]},
        )
    )
    assert story.fields["published"] == "2024-05-03"
    assert "edition" not in story.fields
    assert story.fields["agency"] == ["Telepost"]


@pytest.mark.parametrize(
    ("options", "says"), [({"publishd": "2024"}, "options of the mapping"), ({"published": "soon"}, "not a date")]
)
def test_an_option_that_means_nothing_is_refused(
    options: dict[str, str], says: str, imported: Callable[..., list[Found]]
) -> None:
    with pytest.raises(ImportRefused, match=says):
        imported(PAGE, options=options)


def test_files_without_an_article_are_left_out_with_a_reason(imported: Callable[..., list[Found]]) -> None:
    found = imported(b"", "One line\n")
    assert found == [
        LeftOut("page-0.txt", "no article: it has no text"),
        LeftOut("page-1.txt", "no article: a headline and no text"),
    ]


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"no \.txt file"):
        list(read(Source(tmp_path, Mapping(), tmp_path, lambda done, total: None)))


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PAGE)
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE)
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "c").symlink_to(tmp_path, target_is_directory=True)
    found = list(read(Source(folder, Mapping(), tmp_path, lambda done, total: None)))
    assert [one.source for one in found if isinstance(one, Item)] == ["a.txt", "a.txt"]


_LINES = st.lists(
    st.sampled_from([*PAGE.split("\n"), "By ", "Credit: ", "31 February 2024", "cover for 1-1-2024", "\0", "Edition 4"])
    | st.text(max_size=40)
)


@settings(max_examples=150, deadline=None)
@given(_LINES.map("\n".join).map(str.encode) | st.binary(max_size=300))
def test_no_bytes_are_a_crash(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.txt"
    file.write_bytes(data)
    for found in read(Source(file, Mapping(), file.parent, lambda done, total: None)):
        assert isinstance(found, Item | LeftOut | Publication)


def test_a_capture_that_a_browser_made() -> None:
    if not CAPTURE.exists():
        pytest.skip(f"{CAPTURE.name} is not here")
    found = list(read(Source(CAPTURE, Mapping(), CAPTURE.parent, lambda done, total: None)))
    publication, story, edition = found
    assert isinstance(publication, Publication)
    assert isinstance(story, Item)
    assert isinstance(edition, Item)
    assert publication.name
    assert set(story.fields) == {"headline", "byline", "agency", "edition"}
    assert story.fields["byline"] == ["Staff Writers"]
    assert story.fields["agency"] == ["Reuters"]
    assert story.fields["edition"] == edition.fields["edition"] == "2025-11-27"
    assert set(edition.fields) == {"edition", "cover", "teaser"}
    (picture,) = story.pictures
    assert picture.alt == picture.caption
    assert picture.credit == "AAP"
    for gone in ("Sign up", "inbox", "Email Us", "By continuing", "Comments", "Latest Edition", "Credit"):
        assert gone not in story.body
    assert len(story.body.split("\n\n")) == 20
