"""RIS and BibTeX, read back by the libraries that read them."""

from typing import Any

import pytest
import rispy
from backissue.citing.files import bibtex, ris
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from test_citations import work

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def one_line(text: str) -> str:
    """A text as a file of lines can keep it."""
    return " ".join("".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in text).split())


def from_ris(text: str) -> dict[str, Any]:
    """The one record in a RIS file."""
    (entry,) = rispy.loads(text)
    return dict(entry)


def from_bibtex(text: str) -> dict[str, str]:
    """The one entry in a BibTeX file."""
    library = parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"type": entry.entry_type, "key": entry.key} | {field.key: str(field.value) for field in entry.fields}


def test_a_reference_manager_reads_all_of_it() -> None:
    found = from_ris(ris(work(authors=("Ada Mary Quill", "Staff Writers"), label="late", page="4-5")))
    assert found == {
        "type_of_reference": "NEWS", "title": "River passes its mark", "authors": ["Quill, Ada Mary", "Staff Writers"],
        "secondary_title": "The Courier", "year": "1937", "date": "1937/07/17/", "edition": "late edition",
        "start_page": "4-5", "language": "en-GB", "urls": ["https://a.example/x/"],
    }  # fmt: skip


@pytest.mark.parametrize(("date", "said"), [("1937-07", "1937/07//"), ("1937", "1937///"), ("", None)])
def test_a_date_is_given_as_far_as_it_is_known(date: str, said: str | None) -> None:
    assert from_ris(ris(work(date=date))).get("date") == said


@given(ANY_TEXT, ANY_TEXT)
def test_whatever_a_headline_holds_it_is_one_record(headline: str, author: str) -> None:
    found = from_ris(ris(work(headline=headline, authors=(author,), page="")))
    assert found.get("title", "") == one_line(headline)
    assert found["secondary_title"] == "The Courier"


def test_latex_reads_all_of_it() -> None:
    found = from_bibtex(
        bibtex(work(authors=("J. Orde, Jr.", "Staff Writers", "Bell and Sons"), label="late", page="4-5"))
    )
    assert found == {
        "type": "article", "key": "courier-1937-river",
        "author": "Orde, Jr., J. and {Staff Writers} and {Bell and Sons}", "title": "{River passes its mark}",
        "journal": "The Courier", "year": "1937", "month": "jul", "day": "17", "note": "late edition",
        "pages": "4--5", "url": "https://a.example/x/", "language": "en-GB",
    }  # fmt: skip


def test_signs_that_mean_something_to_latex_are_escaped() -> None:
    found = from_bibtex(bibtex(work(headline="50% of A & B_C {sic} \\ #1")))
    assert found["title"] == r"{50\% of A \& B\_C {\textbraceleft}sic{\textbraceright} {\textbackslash} \#1}"


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_whatever_a_headline_holds_it_is_one_entry(headline: str, author: str, slug: str) -> None:
    found = from_bibtex(bibtex(work(headline=headline, authors=(author,), key=slug)))
    assert found["journal"] == "The Courier"
    assert found["key"].isascii()
