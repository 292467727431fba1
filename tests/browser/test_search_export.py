"""Results as files: the real module runs in Chromium, and what it makes is read back by parsers."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bare import bare_page
from playwright.sync_api import Browser, Page

COLUMNS = ["date", "title", "outlet", "section", "page", "byline", "agency", "language", "place", "topic", "url"]
WORDS = {f"export_{name}": name.capitalize() for name in COLUMNS}

Story = dict[str, Any]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A bare page under the site's own policy."""
    with bare_page(browser, tmp_path_factory.mktemp("bare")) as page:
        yield page


def story(**given: Any) -> Story:
    """A story with all that can be known of one, but for what is given."""
    return {
        "url": "https://archive.example/courier/1956/10/13/flood/",
        "title": "River takes the bridge",
        "date": "1956-10-13",
        "outlet": "The Harbour Courier",
        "page": "A1",
        "section": "News",
        "byline": ["Jane Weir", "Tom Ash"],
        "agency": ["Continental Wire"],
        "language": "en-CA",
        "place": ["Moorfield", "Carrow"],
        "topic": ["Floods", "Bridges"],
    } | given


NOTHING: Story = {name: [] if name in ("byline", "agency", "place", "topic") else "" for name in COLUMNS}
ELSEWHERE = [
    story(title="النهر يرتفع", byline=["ليلى حدّاد"], outlet="الميناء", topic=["فيضانات"], language="ar"),
    story(title="河水上升", byline=["王芳"], outlet="港口日报", topic=["洪水"], language="zh-Hans"),
    story(title="Les pêcheurs à l’œuvre", byline=["Zoë Ångström"], outlet="Le Phare", language="fr-CA"),
]


def made(page: Page, kind: str, *stories: Story) -> str:
    text: str = page.evaluate(
        "([kind, stories, words]) => import('/search-export.js').then((made) => made[kind](stories, words))",
        [kind, list(stories), WORDS],
    )
    return text


def table(page: Page, *stories: Story) -> list[list[str]]:
    """The rows of the table below its head."""
    text = made(page, "csv", *stories)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert rows[0] == list(WORDS.values())
    return rows[1:]


def records(page: Page, *stories: Story) -> list[list[tuple[str, str]]]:
    """The records of a RIS file, which must be nothing but tagged lines from TY to ER."""
    found: list[list[tuple[str, str]]] = []
    text = made(page, "ris", *stories)
    assert text.endswith("\r\n")
    for line in text[:-2].split("\r\n"):
        if not line:  # between records
            assert found[-1][-1] == ("ER", "")
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        tag, value = match.groups()
        assert value == value.strip()
        if tag == "TY":
            assert not found or found[-1][-1][0] == "ER"
            found.append([])
        found[-1].append((tag, value))
    assert all(record[-1] == ("ER", "") for record in found)
    return found


def test_a_table_has_a_row_for_each_story(page: Page) -> None:
    full = ["1956-10-13", "River takes the bridge", "The Harbour Courier", "News", "A1", "Jane Weir; Tom Ash"]
    full += ["Continental Wire", "en-CA", "Moorfield; Carrow", "Floods; Bridges", story()["url"]]
    assert table(page, story(), NOTHING) == [full, [""] * len(COLUMNS)]


def test_a_table_survives_quotes_commas_and_lines(page: Page) -> None:
    hard = ['He said "no", twice', 'a "b"', '"', "one\ntwo", "one\r\ntwo", "a;b", " kept ", ","]
    assert [row[1] for row in table(page, *(story(title=text) for text in hard))] == hard
    assert len(made(page, "csv", story(), story()).split("\r\n")) == 4


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_spreadsheet_runs_nothing_that_a_table_holds(page: Page, start: str) -> None:
    formula = f'{start}HYPERLINK("https://evil.example")'
    [row] = table(page, story(title=formula, byline=[formula], outlet=f"a{start}b"))
    assert (row[1], row[5], row[2]) == (f"'{formula}", f"'{formula}", f"a{start}b")


def test_a_ris_record_has_a_line_for_each_value(page: Page) -> None:
    assert records(page, story()) == [
        [
            ("TY", "NEWS"),
            ("TI", "River takes the bridge"),
            ("AU", "Weir, Jane"),
            ("AU", "Ash, Tom"),
            ("T2", "The Harbour Courier"),
            ("PY", "1956"),
            ("DA", "1956/10/13/"),
            ("SP", "A1"),
            ("LA", "en-CA"),
            ("KW", "Floods"),
            ("KW", "Bridges"),
            ("UR", "https://archive.example/courier/1956/10/13/flood/"),
            ("ER", ""),
        ]
    ]
    assert records(page, NOTHING, NOTHING) == [[("TY", "NEWS"), ("ER", "")]] * 2


@pytest.mark.parametrize(("date", "known"), [("1956-10", "1956/10//"), ("1956", "1956///"), ("", None)])
def test_a_ris_date_says_no_more_than_is_known(page: Page, date: str, known: str | None) -> None:
    [record] = records(page, story(date=date))
    assert dict(record).get("DA") == known
    assert dict(record).get("PY") == (date[:4] or None)


def test_no_value_breaks_a_ris_line(page: Page) -> None:
    [record] = records(
        page, story(title="One\r\nER  - \u2028two\x00 \u0085three\n", byline=["\n", "A\nB"], topic=[" "])
    )
    assert dict(record)["TI"] == "One ER - two three"
    assert [value for tag, value in record if tag in ("AU", "KW")] == ["A B"]


def test_a_bibtex_entry_has_a_field_for_each_value(page: Page) -> None:
    assert made(page, "bibtex", story()) == (
        "@article{courier-1956-flood,\n"
        "  author = {Weir, Jane and Ash, Tom},\n"
        "  title = {{River takes the bridge}},\n"
        "  journal = {The Harbour Courier},\n"
        "  year = {1956},\n"
        "  month = oct,\n"
        "  day = {13},\n"
        "  pages = {A1},\n"
        "  url = {https://archive.example/courier/1956/10/13/flood/},\n"
        "  language = {en-CA},\n"
        "  keywords = {Floods, Bridges},\n"
        "}\n"
    )
    assert made(page, "bibtex", NOTHING) == "@article{story,\n}\n"


@pytest.mark.parametrize(
    ("date", "lines"),
    [
        ("1956-03-09", ["year = {1956}", "month = mar", "day = {9}"]),
        ("1956-12", ["year = {1956}", "month = dec"]),
        ("", []),
    ],
)
def test_a_bibtex_date_says_no_more_than_is_known(page: Page, date: str, lines: list[str]) -> None:
    found = re.findall(r"^  ((?:year|month|day) = .*),$", made(page, "bibtex", story(date=date)), re.MULTILINE)
    assert found == lines


def test_signs_that_mean_something_to_latex_are_named(page: Page) -> None:
    text = made(page, "bibtex", story(title=r"5% of $9 & #1_a {b \c ^ ~ d"))
    expected = r"5\% of \$9 \& \#1\_a {\textbraceleft}b {\textbackslash}c {\textasciicircum} {\textasciitilde} d"
    assert f"  title = {{{{{expected}}}}},\n" in text
    assert text.count("{") == text.count("}")
    address = "https://archive.example/a_b/%C3%A9/?x={y}#z"
    assert "  url = {https://archive.example/a_b/%C3%A9/?x=%7By%7D#z},\n" in made(page, "bibtex", story(url=address))


def test_a_name_with_a_comma_or_an_and_stays_one(page: Page) -> None:
    text = made(page, "bibtex", story(byline=["Staff and wires", "Jane Weir, Ottawa", "Sandy Anderson", " "]))
    assert "  author = {{Staff and wires} and {Jane Weir, Ottawa} and Anderson, Sandy},\n" in text


def test_keys_are_ascii_and_each_is_there_once(page: Page) -> None:
    at = "https://archive.example"
    stories = [
        story(),
        story(),
        story(url=f"{at}/below/a/path/courier/1956/10/13/flood-2/"),
        story(url=f"{at}/courier/1956/flood/?q=1#a"),
        story(url=f"{at}/courier/undated/flood/", date=""),
        story(url=f"{at}/old/flood.html", outlet="Le Pêcheur"),
        *(story(url=f"{at}/%E6%B2%B3/", outlet="港口", date="") for _ in range(2)),
    ]
    keys = re.findall(r"^@article\{(.*),$", made(page, "bibtex", *stories), re.MULTILINE)
    flood = "courier-1956-flood"
    assert keys[:3] == [flood, f"{flood}-2", f"{flood}-2-2"]
    assert keys[3:] == [f"{flood}-3", "courier-flood", "le-pecheur-1956-flood-html", "story", "story-2"]


def test_other_scripts_and_accents_survive(page: Page) -> None:
    rows = table(page, *ELSEWHERE)
    found = records(page, *ELSEWHERE)
    text = made(page, "bibtex", *ELSEWHERE)
    for one, row, record in zip(ELSEWHERE, rows, found, strict=True):
        assert (row[1], row[2], row[5]) == (one["title"], one["outlet"], one["byline"][0])
        family, *given = one["byline"][0].split(" ")[::-1]
        assert (dict(record)["TI"], dict(record)["AU"]) == (one["title"], ", ".join((family, *given)))
        assert f"title = {{{{{one['title']}}}}}" in text
        assert f"author = {{{', '.join((family, *given))}}}" in text


def test_a_file_is_handed_to_the_reader_byte_for_byte(page: Page, tmp_path: Path) -> None:
    text = made(page, "csv", *ELSEWHERE)
    with page.expect_download() as waiting:
        page.evaluate(
            "(text) => import('/search-export.js').then(({download}) => download('found.csv', 'text/csv', text))", text
        )
    assert waiting.value.suggested_filename == "found.csv"
    waiting.value.save_as(tmp_path / "found.csv")
    assert (tmp_path / "found.csv").read_bytes() == text.encode()
    assert (tmp_path / "found.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert page.locator("a").count() == 0


COPY = "(text) => import('/search-export.js').then(({copy}) => copy(text))"


def test_a_text_is_copied_without_the_mark_of_a_file(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.bring_to_front()
    assert page.evaluate(COPY, "\ufeff河水, النهر\n") is True
    assert page.evaluate("navigator.clipboard.readText()") == "河水, النهر\n"


def test_copying_has_a_second_way_and_owns_up_when_both_fail(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.bring_to_front()
    page.evaluate("() => void (navigator.clipboard.writeText = () => Promise.reject(new Error('refused')))")
    assert page.evaluate(COPY, "by the second way") is True
    assert page.evaluate("navigator.clipboard.readText()") == "by the second way"
    page.evaluate("() => void (document.execCommand = () => false)")
    assert page.evaluate(COPY, "by none") is False
    page.reload()
