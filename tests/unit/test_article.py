"""An article's file to a record."""

from typing import Any

import pytest
from archives import article
from backissue.model import Article, Correction, Image, Name, Withdrawal
from backissue.sources.article import read_article
from backissue.sources.reading import OutletFacts, Reading, address_part, identifier

READING = Reading(
    outlets=(("courier", OutletFacts("Europe/London", "en-GB")), ("phare", OutletFacts("America/Toronto", "fr-CA"))),
    timezone="UTC",
    language="en",
    sanitise_html=False,
)  # fmt: skip
SOURCE = "articles/1956/flood.md"


def read(text: str, source: str = SOURCE) -> Article:
    found, problems = read_article(source, text, f"content/{source}", READING)
    assert not [str(problem) for problem in problems if not problem.warning]
    assert found is not None
    return found


def story(**fields: Any) -> Article:
    return read(article(**{"outlet": "courier"} | fields))


def test_texts_are_kept_as_they_were_written() -> None:
    found = story(headline="'Wend' -- 3.50 ... \"rises\"  (c)", standfirst="One.\n\nTwo.", kicker="  no  ")
    assert found.headline == "'Wend' -- 3.50 ... \"rises\"  (c)"
    assert found.standfirst == "One.\n\nTwo."
    assert found.kicker == "  no  "


def test_every_field_has_its_place_in_the_record() -> None:
    found = story(
        headline="Flood", edition="1956-10-13.late", published="1956-10-13T06:00", updated="1956-10-14",
        byline=["Ada Quill", {"name": "Tom Marsh", "role": "photographs"}], agency="Reuters", dateline="MOORFIELD",
        section="Regions", page="A4", topics=["Floods", "Floods", " Rivers "], people=["Jane Weir"],
        places=["Moorfield"], organisations=["Water Board"], series="The river year",
        images=[{"src": "/images/a.jpg", "alt": "A", "caption": "c", "credit": "d", "rights": "e", "lead": True}],
        corrections=[{"date": "1956-10-14", "text": "Wrong."}], withdrawn={"date": "1957", "reason": "Court order"},
        draft=True, noindex=True, rights="CC-BY-4.0", language="en-AU", source="https://example.org/a",
        aliases=["/old.html"], permalink="/flood", extra={"a": ["b"]}, embargo="1956-10-15",
    )  # fmt: skip
    assert found == Article(
        source=SOURCE, headline="Flood", outlet="courier", url="/flood/", slug="flood", date="1956-10-13",
        order="1956-10-13 1956-10-13T06:00:00Z", edition="1956-10-13", label="late",
        published="1956-10-13T06:00:00+00:00", updated="1956-10-14",
        byline=(Name("Ada Quill"), Name("Tom Marsh", "photographs")), agencies=("Reuters",), dateline="MOORFIELD",
        section="Regions", page="A4", topics=("Floods", "Rivers"), people=("Jane Weir",), places=("Moorfield",),
        organisations=("Water Board",), series="The river year",
        images=(Image("images/a.jpg", "A", "c", "d", "e", True),), corrections=(Correction("1956-10-14", "Wrong."),),
        withdrawn=Withdrawal("1957", "Court order"), draft=True, noindex=True, rights="CC-BY-4.0", language="en-AU",
        origin="https://example.org/a", aliases=("/old.html",), extra={"a": ["b"]}, embargo="1956-10-15T00:00:00Z",
        body="A story.\n", body_line=found.body_line,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"edition": "1956-10-13"}, "/courier/1956/10/13/flood/"),
        ({"edition": "1956-10-13.late"}, "/courier/1956/10/13/flood/"),
        ({"edition": "1956-10-13", "published": "1956-10-12"}, "/courier/1956/10/13/flood/"),
        ({"published": "1956-10-13"}, "/courier/1956/10/13/flood/"),
        ({"published": "1956-10"}, "/courier/1956/10/flood/"),
        ({"published": "1956"}, "/courier/1956/flood/"),
        ({"published": "unknown"}, "/courier/undated/flood/"),
        ({"published": "2025-07-13T00:30:00+02:00"}, "/courier/2025/07/12/flood/"),
        ({"published": "2025-07-13T01:30:00Z", "outlet": "phare"}, "/phare/2025/07/12/flood/"),
        ({"edition": "1956-10-13", "slug": "the-flood"}, "/courier/1956/10/13/the-flood/"),
        ({"edition": "1956-10-13", "slug": "洪水"}, "/courier/1956/10/13/洪水/"),
        ({"edition": "1956-10-13", "permalink": "/politics/flood"}, "/politics/flood/"),
        ({"edition": "1956-10-13", "permalink": "/politics/flood.html"}, "/politics/flood.html"),
        ({"edition": "1956-10-13", "permalink": "/politics/caf%C3%A9/"}, "/politics/café/"),
    ],
)
def test_its_address_is_made_of_what_is_known(fields: dict[str, str], url: str) -> None:
    assert story(**fields).url == url


@pytest.mark.parametrize(
    ("stem", "slug"),
    [("flood", "flood"), ("Flood_of.1956~x", "Flood_of.1956~x"), ("The flood, 1956", "the-flood-1956"),
     ("Überschwemmung", "uberschwemmung"), ("洪水", "hong-shui"), ("-", "u2d"), ("☃", "u2603")],
)  # fmt: skip
def test_a_files_name_becomes_a_part_of_an_address(stem: str, slug: str) -> None:
    assert address_part(stem) == slug


@pytest.mark.parametrize(
    ("name", "found"),
    [("Jane Weir", "jane-weir"), ("jane-weir", "jane-weir"), ("L’Étang", "letang"), ("中文", "zhong-wen"),
     ("Łódź", "lodz"), ("!!", "u21-u21"), ("", "unnamed"), ("A/B testing", "a-b-testing"),
     ("../..", "u2e-u2e-u2f-u2e-u2e")],
)  # fmt: skip
def test_a_name_becomes_an_id(name: str, found: str) -> None:
    assert identifier(name) == found


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Staff Writers, Moorfield", (Name("Staff Writers, Moorfield"),)),
        ("  ", ()),
        ([], ()),
        (["Ada Quill", " "], (Name("Ada Quill"),)),
        ([{"name": "Ada Quill", "role": None}], (Name("Ada Quill"),)),
    ],
)
def test_a_byline_is_names_or_the_line_as_printed(byline: object, names: tuple[Name, ...]) -> None:
    assert story(byline=byline).byline == names


def test_an_empty_field_is_as_good_as_none() -> None:
    text = "---\nheadline: Flood\noutlet: courier\nedition: 1956-10-13\nkicker:\ntopics:\nimages: []\n---\n"
    found = read(text)
    assert (found.kicker, found.topics, found.images, found.body) == ("", (), (), "")


def test_the_language_and_the_time_are_the_outlets_where_the_file_is_silent() -> None:
    found = story(outlet="phare", published="2025-07-13T12:00")
    assert found.language == "fr-CA"
    assert found.published == "2025-07-13T12:00:00-04:00"
    assert story(outlet="phare", language="en").language == "en"


def test_an_embargo_ends_at_the_outlets_midnight() -> None:
    assert story(outlet="phare", embargo="2099-01-01").embargo == "2099-01-01T05:00:00Z"


def test_line_ends_and_marks_of_other_systems_make_no_difference() -> None:
    plain = "---\nheadline: Flood\noutlet: courier\nedition: 1956-10-13\n---\nOne.\n\nTwo.\n"
    assert read("\ufeff" + plain.replace("\n", "\r\n")) == read(plain)


def test_only_a_line_of_three_dashes_ends_the_front_matter() -> None:
    found = read("---\nheadline: a --- b\noutlet: courier\nedition: 1956-10-13\n---  \nText\n\n---\n\nMore\n")
    assert found.headline == "a --- b"
    assert found.body == "Text\n\n---\n\nMore\n"
    assert found.body_line == 6


def test_each_fault_in_a_list_has_its_own_line_whatever_is_wrong_above_it() -> None:
    text = (
        "---\nheadline: Flood\noutlet: courier\nedition: 1956-10-13\n"
        "corrections:\n- text: No date\n- {date: soon, text: A}\n"
        "aliases:\n- /old.html\n- /old.html\n- ''\n- ../up\nimages:\n- [a]\n- src: elsewhere/a.png\n---\nText.\n"
    )
    _, problems = read_article(SOURCE, text, "a.md", READING)
    assert sorted((problem.line, problem.message) for problem in problems if not problem.warning) == [
        (6, 'the field "date" is missing in corrections[0]'),
        (7, '"soon" is not a date'),
        (12, '"../up" is not an address in this site'),
        (14, "images[0] must be a text or a mapping of fields"),
        (15, "elsewhere/a.png is not below images/"),
    ]
