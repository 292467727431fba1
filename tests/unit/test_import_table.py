"""Tables to stories: delimiters, encodings, Excel, columns, dates, and rows that are broken."""

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from backissue.errors import ImportRefused
from backissue.importers.mapping import Mapping, read_mapping
from backissue.importers.record import Item, Picture
from hypothesis import given
from hypothesis import strategies as st
from reading import found_in, kept, notes_of, only_item, reasons

HEADING = "title,date,body\n"


def table(folder: Path, text: str | bytes, name: str = "stories.csv") -> Path:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def columns(**said: Any) -> Mapping:
    return msgspec.convert({"columns": said}, Mapping)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_columns_are_known_by_their_names(tmp_path: Path, sign: str) -> None:
    names = ["Title", "Pub_Date", "Author", "Text", "Tags", "URL", "Photo", "Caption", "Alt text", "Shelf"]
    cells = ["River rises", "1956-10-13", "Nora Fell; Tom Marsh", '"Rain,\nand; more | ""rain""."', "Floods; Bridges",
             "https://post.example/1", "gauge.jpg", "The gauge.", "A board", "B 12"]  # fmt: skip
    cells = [f'"{one}"' if sign in one and one[0] != '"' else one for one in cells]
    item = only_item(found_in("table", table(tmp_path, f"{sign.join(names)}\n{sign.join(cells)}\n")))
    assert item.fields == {
        "headline": "River rises", "published": "1956-10-13", "byline": ["Nora Fell", "Tom Marsh"],
        "topics": ["Floods", "Bridges"],
    }  # fmt: skip
    assert item.body == 'Rain,\n\nand; more | "rain".'
    assert item.addresses == [item.key] == ["https://post.example/1"]
    assert item.pictures == [Picture("gauge.jpg", alt="A board", caption="The gauge.")]
    assert item.foreign == {"Shelf": "B 12"}
    assert item.source == "stories.csv:2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    text = "Titel;Datum;Text\n" + "Brücke über die Ödach;1956-10-13;Für süße Äpfel reißen Bäche die Brücke fort.\n"
    mapping = columns(Titel="headline")
    item = only_item(found_in("table", table(tmp_path, text.encode(encoding)), mapping))
    assert item.fields["headline"] == "Brücke über die Ödach"
    assert notes_of(item) == ({"warning: not UTF-8: read as cp1252"} if encoding == "cp1252" else set())


@pytest.mark.parametrize(
    ("encoding", "headline"),
    [("cp1252", "A café"), ("cp1252", "It’s “fine” – señor"), ("cp1250", "Żółw śpi na łące, a źrebię idzie"),
     ("cp1251", "Река вышла из берегов, и мост закрыт"), ("mac_roman", "La rivière a monté, l’été s’achève déjà"),
     ("cp850", "Die Brücke über den Fluß ist schön")],
)  # fmt: skip
def test_encodings_are_told_from_one_line(tmp_path: Path, encoding: str, headline: str) -> None:
    file = table(tmp_path, f'title,body\n"{headline}",Water\n'.encode(encoding))
    assert only_item(found_in("table", file)).fields["headline"] == headline


def test_a_stated_encoding_and_a_stated_delimiter_count(tmp_path: Path) -> None:
    file = table(tmp_path, "title^body\nŻółw^Woda\n".encode("iso-8859-2"))
    mapping = Mapping(options={"encoding": "iso-8859-2", "delimiter": "^"})
    assert only_item(found_in("table", file, mapping)).fields["headline"] == "Żółw"
    with pytest.raises(ImportRefused, match='no encoding "latin-99"'):
        found_in("table", file, Mapping(options={"encoding": "latin-99"}))


def test_a_mapping_says_what_columns_are(tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text(
        "columns:\n"
        "  Kop: headline\n"
        '  Dag: {field: published, format: "%d/%m/%Y"}\n'
        '  Over: {field: topics, split: " + "}\n'
        "  Tekst: {field: body, html: true}\n"
        "  Intern: null\n"
        "  Foto: image\n"
        "  Fotograaf: image.credit\n",
        "utf-8",
    )
    text = "Kop,Dag,Over,Tekst,Intern,Foto,Fotograaf\nA,3/2/1956,x + y,<i>W</i>ater,secret,a.png,Tom Marsh\n"
    item = only_item(found_in("table", table(tmp_path, text), read_mapping(file)))
    assert item.fields == {"headline": "A", "published": "1956-02-03", "topics": ["x", "y"]}
    assert item.body == "*W*ater"
    assert item.pictures == [Picture("a.png", credit="Tom Marsh")]
    assert not item.foreign


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"Titl": "headline"}, 'no column "titl", which the mapping names; did you mean "title"'),
        ({"title": "hedline"}, 'to be "hedline", which is no field; did you mean "headline"'),
    ],
)
def test_a_slip_in_a_mapping_is_named(tmp_path: Path, said: dict[str, str], message: str) -> None:
    with pytest.raises(ImportRefused, match=message):
        found_in("table", table(tmp_path, HEADING + "A,1956,Water\n"), columns(**said))


@pytest.mark.parametrize(
    ("written", "known"),
    [("1956-10-13", "1956-10-13"), ("1956-10", "1956-10"), ("1956", "1956"), ("unknown", "unknown"), ("", None),
     ("13.10.1956 21:05", "1956-10-13T21:05:00"), ("1956-10-13 21:05:00+01:00", "1956-10-13T21:05:00+01:00"),
     ("Sat, 13 Oct 1956 21:05:00 +0100", "1956-10-13T21:05:00+01:00"), ("October 1956", "1956-10")],
)  # fmt: skip
def test_dates_are_known_as_well_as_they_are_written(tmp_path: Path, written: str, known: str | None) -> None:
    mapping = Mapping(dates=["%d.%m.%Y %H:%M", "%B %Y"])
    item = only_item(found_in("table", table(tmp_path, f'{HEADING}A,"{written}",Water\n'), mapping))
    assert item.fields.get("published") == known


def test_broken_rows_are_named_and_the_others_come_over(tmp_path: Path) -> None:
    text = (
        HEADING + "A,1956-10-13,Wa\0ter\nB,31.2.1956,Water\nC,1956-10-13,Water,more\nD,1956-10-13\n,1956-10-13,\n"
        '"E,1956-10-13,Water\nF,1956-10-13,Water\n'
    )
    found = found_in("table", table(tmp_path, text))
    assert [item.fields["headline"] for item in kept(found, Item)] == ["A", "C", "D", "F"]
    assert reasons(found) == {
        "stories.csv:3": "a date that cannot be read; say its form under dates in the mapping: date is 31.2.1956",
        "stories.csv:6": "neither a headline nor a text",
        "stories.csv:7": "a quotation mark opens a cell and none closes it",
    }
    first, longer, shorter, _ = kept(found, Item)
    assert (first.body, longer.foreign) == ("Water", {"further cells": ["more"]})
    assert notes_of(longer) == {"warning: the row has more cells than the heading has columns"}
    assert notes_of(shorter) == {"warning: the row has fewer cells than the heading has columns"}


def test_a_row_that_is_too_long_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backissue.importers.readers.table.csv_file._LARGEST", 100)
    open_quote = '"C,1956,x\n' + "y\n" * 100
    found = found_in("table", table(tmp_path, f"{HEADING}A,1956,x\nB,1956,{'z' * 900}\n{open_quote}D,1956,x\n"))
    assert [item.fields["headline"] for item in kept(found, Item)][::101] == ["A", "D"]
    assert list(reasons(found)) == ["stories.csv:3", "stories.csv:4"]


def test_drafts_and_embargoes_stay_closed(tmp_path: Path) -> None:
    text = "title,status,draft,embargo,body\nA,Draft,,,x\nB,published,,,x\nC,,yes,,x\nD,,,2999-01-01,x\nE,,,soon,x\n"
    found = found_in("table", table(tmp_path, text))
    closed = {item.fields["headline"]: {n: item.fields[n] for n in ("draft", "embargo") if n in item.fields}
              for item in kept(found, Item)}  # fmt: skip
    assert closed == {"A": {"draft": True}, "B": {}, "C": {"draft": True}, "D": {"embargo": "2999-01-01"}}
    assert list(reasons(found)) == ["stories.csv:6"]


def test_rows_keep_their_keys_when_others_come_between(tmp_path: Path) -> None:
    before = kept(found_in("table", table(tmp_path, HEADING + "A,1956,x\nB,1956,x\nB,1956,y\n")), Item)
    after = kept(found_in("table", table(tmp_path, HEADING + "New,1957,x\nA,1956,changed\nB,1956,x\nB,1956,y\n")), Item)
    assert [item.key for item in before] == [item.key for item in after[1:]]
    assert len({item.key for item in after}) == 4


def test_json_has_lists_and_pictures_of_its_own(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "title": "A", "body": "# Water", "tags": ["a", "b"], "rating": 5.40, "related": {"x": [1]},
         "byline": ["Nora Fell", {"name": "Tom Marsh", "role": "photographs"}],
         "images": ["a.png", {"src": "b.png", "alt": "", "caption": "B", "lead": True}, {"caption": "none"}, 3]},
        "no row",
    ]  # fmt: skip
    mapping = columns(body={"field": "body", "markdown": True})
    found = found_in("table", table(tmp_path, "\n".join(map(json.dumps, rows)), "stories.ndjson"), mapping)
    item = only_item(found)
    assert (item.key, item.body) == ("7", "# Water")
    assert item.fields["byline"] == ["Nora Fell", {"name": "Tom Marsh", "role": "photographs"}]
    assert item.fields["topics"] == ["a", "b"]
    assert item.foreign == {"rating": "5.4", "related": {"x": ["1"]}}
    assert item.pictures == [Picture("a.png"), Picture("b.png", alt="", caption="B", lead=True), Picture("3")]
    assert reasons(found) == {"stories.ndjson:2": "not an object with a field for each column"}


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "1956"
    for row in (["Title", "Date", "Page", "Body"], ["A", date(1956, 10, 13), 4.0, "Water"], [],
                ["B", datetime(1956, 10, 13, 21, 5), "A4", "=1+1"], ["C", "someday", None, "Water"]):  # fmt: skip
        sheet.append(row)
    book.create_sheet("1957").append(["Title"])
    book.save(folder / "stories.xlsx")
    return folder / "stories.xlsx"


def test_a_workbook_is_read_row_by_row(tmp_path: Path) -> None:
    found = found_in("table", workbook(tmp_path))
    assert [item.fields for item in kept(found, Item)] == [
        {"headline": "A", "published": "1956-10-13", "page": "4"},
        {"headline": "B", "published": "1956-10-13T21:05:00", "page": "A4"},
    ]
    assert list(reasons(found)) == ["stories.xlsx, sheet 1957", "stories.xlsx:5"]
    with pytest.raises(ImportRefused, match='no sheet "1958"; there are 1956, 1957'):
        found_in("table", tmp_path / "stories.xlsx", Mapping(options={"sheet": "1958"}))


@pytest.mark.parametrize(
    ("part", "data", "message"),
    [
        ("xl/styles.xml", b"<styleSheet>" + b" " * 2000, "unpacks to"),
        ("xl/worksheets/sheet1.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
        ("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "entities"),
        ("xl/workbook.xml", b"<workbook", "not a workbook that can be read"),
    ],
)
def test_a_hostile_workbook_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, data: bytes, message: str
) -> None:
    if message == "unpacks to":
        monkeypatch.setattr("backissue.importers.readers.table.excel._LARGEST_PART", 1000)
    with zipfile.ZipFile(workbook(tmp_path)) as good, zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, data if name == part else good.read(name))
    with pytest.raises(ImportRefused, match=message):
        found_in("table", tmp_path / "bad.xlsx")


def test_a_workbook_whose_parts_do_not_unpack_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path)
    with zipfile.ZipFile(file) as book:
        part = book.getinfo("xl/workbook.xml")
    data = bytearray(file.read_bytes())
    begin = part.header_offset + 30 + len(part.filename)
    data[begin : begin + 8] = b"\xff" * 8
    (tmp_path / "bad.xlsx").write_bytes(data)
    with pytest.raises(ImportRefused, match=r"not an \.xlsx workbook"):
        found_in("table", tmp_path / "bad.xlsx")


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"not an \.xlsx workbook"):
        found_in("table", table(tmp_path, "no zip", "stories.xlsx"))
    with pytest.raises(ImportRefused, match=r"save it as \.xlsx or CSV"):
        found_in("table", table(tmp_path, "x", "stories.xls"))


@given(st.binary(max_size=300) | st.text(alphabet='a1,;"\n\r\0é\t', max_size=200).map(str.encode))
def test_no_bytes_crash_a_table(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    found = found_in("table", table(tmp_path_factory.mktemp("table"), b"title,body\nFirst,Water\n" + data))
    assert kept(found, Item)
    assert not [why for why in reasons(found).values() if why.startswith("not readable")]
