"""The other content files to records: outlets, editions, people and topics, comments, pages."""

from backissue.model import Comment, Comments, Edition, Entity, Image, Outlet, Record, Rhythm, StaticPage
from backissue.sources.reading import OutletFacts, Reading
from backissue.sources.records import read_record
from backissue.sources.scan import kind_of

READING = Reading(
    outlets=(("courier", OutletFacts("", "")), ("lamp", OutletFacts("", ""))),
    timezone="UTC",
    language="en",
    sanitise_html=False,
)


def read(source: str, text: str) -> Record:
    record, problems = read_record(source, text, f"content/{source}", READING)
    assert [str(problem) for problem in problems] == []
    assert record is not None
    return record


def test_an_outlet_has_its_id_from_its_files_name() -> None:
    text = (
        "name: The Courier\nplace: Moorfield\nfounded: 1856-03\nceased: 1990\nissn: 0000-0019\npublisher: A\n"
        "frequency: daily\ntimezone: Europe/London\nlanguage: en-GB\nrights: r\ndescription: d\nfollows: lamp\n"
        'nameplate: {src: images/n.svg, alt: ""}\n'
    )
    assert read("outlets/courier.yaml", text) == Outlet(
        source="outlets/courier.yaml", id="courier", name="The Courier", place="Moorfield", founded="1856-03",
        ceased="1990", issn="0000-0019", publisher="A", frequency=(Rhythm("daily"),), timezone="Europe/London",
        language="en-GB", rights="r", description="d", follows="lamp", nameplate=Image("images/n.svg", ""),
    )  # fmt: skip


def test_an_edition_has_its_paper_date_and_label_from_its_files_place() -> None:
    text = "number: 007\nvolume: XII\npages: 12\nteaser: t\nnote: n\nlead: content/articles/flood.md\n"
    assert read("editions/courier/1956-10-13.late.yml", text) == Edition(
        source="editions/courier/1956-10-13.late.yml", outlet="courier", date="1956-10-13", label="late",
        number="007", volume="XII", pages=12, teaser="t", note="n", lead="articles/flood.md",
    )  # fmt: skip


def test_an_editions_file_may_be_empty() -> None:
    found = read("editions/courier/1956-10-13.yaml", "")
    assert isinstance(found, Edition)
    assert (found.label, found.number, found.pages) == ("", "", None)


def test_a_topic_has_its_name_from_its_file_where_it_says_none() -> None:
    found = read("topics/river-floods.yaml", "description: Water.\nsame_as: https://www.wikidata.org/wiki/Q8068\n")
    assert found == Entity(
        source="topics/river-floods.yaml", kind="topics", id="river-floods", name="River floods",
        description="Water.", same_as=("https://www.wikidata.org/wiki/Q8068",),
    )  # fmt: skip


def test_comments_are_a_list_with_replies_in_them() -> None:
    comments = "- author: A. Reader\n  text: |\n    One.\n\n    Two.\n  date: 1999-03\n  replies:\n"
    comments += "  - {author: B, text: No.}\n"
    expected = (Comment("A. Reader", "One.\n\nTwo.\n", "1999-03", (Comment("B", "No."),)),)
    for text in (comments, "comments:\n" + comments):
        assert read("comments/1956/flood.yaml", text) == Comments(
            source="comments/1956/flood.yaml", article="articles/1956/flood.md", comments=expected
        )


def test_a_page_has_a_title_and_a_text() -> None:
    found = read("pages/about.md", "---\r\ntitle: About us\r\n---\r\nOne.\r\n\r\n---\r\nTwo.\r\n")
    assert found == StaticPage(
        source="pages/about.md", slug="about", title="About us", body="One.\n\n---\nTwo.\n", body_line=4
    )


def test_files_that_are_none_of_ours_are_left_alone() -> None:
    kinds = {
        "archive.yaml": "archive", "outlets/a.yaml": "outlet", "editions/a/1956-10-13.yml": "edition",
        "articles/a/b/c.md": "article", "articles/notes.txt": None, "articles/c.MD": "article",
        "comments/a.yaml": "comments", "people/a.yaml": "entity", "series/a.yaml": "entity",
        "pages/about.md": "page", "images/a/b.JPG": "picture", "images/script.py": None, "README.md": None,
        "articles": None, "drafts/a.md": None,
    }  # fmt: skip
    assert {source: kind_of(source) for source in kinds} == kinds
