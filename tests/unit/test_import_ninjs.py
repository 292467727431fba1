"""ninjs to stories: every version's words, the newest of two versions, pictures, and what may not become public."""

import json
from pathlib import Path
from typing import Any

import pytest
from backissue.errors import ImportRefused
from backissue.importers.mapping import Mapping
from backissue.importers.record import Attachment, Item, Picture
from hypothesis import given
from hypothesis import strategies as st
from reading import found_in, kept, notes_of, only_item, reasons
from tools import ROOT

NINJS = ROOT / "../shared/data/ninjs"

SMALL = {"href": "https://wire.example/s.jpg", "width": 10, "height": 5}
LARGE = {"href": "https://wire.example/l.jpg", "width": 900, "height": 500}
V1 = {
    "uri": "https://wire.example/1", "type": "text", "versioncreated": "1956-10-13T09:30:00+01:00",
    "firstcreated": "1956-10-13T08:00:00+01:00", "headline": "River rises", "headline_short": "Flood",
    "byline": "Nora Fell", "located": "ELMSCOMBE", "body_text": "The river rose.",
    "body_xhtml": "<p>The <b>river</b> rose.</p>",
    "description_text": "A wet day.", "person": [{"name": "Jane Weir"}], "place": [{"name": "Moorfield"}],
    "organisation": [{"name": "Water Board"}], "subject": [{"name": "Floods"}], "infosource": [{"name": "Lamp Wire"}],
    "copyrightholder": "Lamp Wire", "usageterms": "One use.", "language": "en-GB", "urgency": 3,
    "associations": {"mainimage": {
        "uri": "https://wire.example/p1", "type": "picture", "byline": "Tom Marsh", "description_caption": "The gauge.",
        "renditions": {"thumb": SMALL | {"mimetype": "image/jpeg"}, "full": LARGE | {"mimetype": "image/jpeg"}}}},
}  # fmt: skip
V2 = {
    "uri": "https://wire.example/1", "type": "text", "versioncreated": "1956-10-13T09:30:00+01:00",
    "firstcreated": "1956-10-13T08:00:00+01:00", "by": "Nora Fell", "located": "ELMSCOMBE",
    "headlines": [{"role": "short", "value": "Flood"}, {"role": "main", "value": "River rises"}],
    "bodies": [{"role": "main", "contenttype": "text/plain", "value": "The river rose."},
               {"role": "richtext", "contenttype": "application/xhtml+xml", "value": "<p>The <b>river</b> rose.</p>"}],
    "descriptions": [{"role": "text", "value": "A wet day."}], "people": [{"name": "Jane Weir"}],
    "places": [{"name": "Moorfield"}], "organisations": [{"name": "Water Board"}], "subjects": [{"name": "Floods"}],
    "infosources": [{"name": "Lamp Wire"}], "copyrightholder": "Lamp Wire", "usageterms": "One use.",
    "language": "en-GB", "urgency": 3,
    "associations": [{
        "name": "mainimage", "uri": "https://wire.example/p1", "type": "picture", "by": "Tom Marsh",
        "descriptions": [{"role": "caption", "value": "The gauge."}],
        "renditions": [SMALL | {"name": "thumb", "contenttype": "image/jpeg"},
                       LARGE | {"name": "full", "contenttype": "image/jpeg"}]}],
}  # fmt: skip
_CAMEL = {
    "versioncreated": "versionCreated", "firstcreated": "firstCreated", "contenttype": "contentType",
    "infosources": "infoSources", "copyrightholder": "copyrightHolder", "usageterms": "usageTerms",
    "pubstatus": "pubStatus", "embargoed": "embargoedUntil",
}  # fmt: skip


def as_version_3(value: Any) -> Any:
    """A news object of version 2.1 in the names of version 3."""
    if isinstance(value, dict):
        return {_CAMEL.get(name, name): as_version_3(one) for name, one in value.items()}
    return [as_version_3(one) for one in value] if isinstance(value, list) else value


def written(folder: Path, *values: Any, name: str = "wire.json") -> Path:
    """A file of one object, or an array of more."""
    file = folder / name
    file.write_text(json.dumps(values[0] if len(values) == 1 else values), "utf-8")
    return file


@pytest.mark.parametrize("version", ["1", "2.1", "3.1"])
def test_every_version_becomes_the_same_story(tmp_path: Path, version: str) -> None:
    value = {"1": V1, "2.1": V2, "3.1": as_version_3(V2)}[version]
    item = only_item(found_in("ninjs", written(tmp_path, value)))
    assert item.key == "https://wire.example/1"
    assert item.addresses == ["https://wire.example/1"]
    assert item.body == "The **river** rose."
    assert item.words == "The river rose."
    assert item.fields == {
        "headline": "River rises", "byline": "Nora Fell", "dateline": "ELMSCOMBE", "agency": ["Lamp Wire"],
        "people": ["Jane Weir"], "places": ["Moorfield"], "organisations": ["Water Board"], "topics": ["Floods"],
        "rights": "© Lamp Wire One use.", "language": "en-GB", "published": "1956-10-13T08:00:00+01:00",
        "updated": "1956-10-13T09:30:00+01:00", "standfirst": "A wet day.",
    }  # fmt: skip
    assert item.foreign == {"urgency": "3", "headline_short": "Flood"}
    assert item.pictures == [Picture("https://wire.example/l.jpg", caption="The gauge.", credit="Tom Marsh", lead=True)]
    assert not item.notes


@pytest.mark.parametrize(("version", "value"), [("1.4", V1), ("2.1", V2), ("3.1", as_version_3(V2))])
def test_the_objects_of_these_tests_are_ninjs(version: str, value: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = NINJS / f"schema/ninjs-schema_{version}.json"
    if not schema.exists():
        pytest.skip("../shared/data/ninjs is not here")
    jsonschema.validators.validator_for(json.loads(schema.read_text("utf-8")))(
        json.loads(schema.read_text("utf-8"))
    ).validate(value)


BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("said", "rights"),
    [
        ({}, "CC-BY-4.0"),
        ({"usageTerms": "Creative Commons Attribution 4.0 International"}, "CC-BY-4.0"),
        ({"copyrightNotice": "Creative Commons Namensnennung 4.0 International"}, "CC-BY-4.0"),
        ({"copyrightNotice": "InC"}, "InC"),
        ({"copyrightNotice": "© Lamp Wire"}, f"© Lamp Wire {BY}"),
        ({"usageTerms": "One use."}, f"One use. {BY}"),
    ],
)
def test_a_linked_statement_of_rights_is_taken_by_its_id_unless_more_is_said(
    tmp_path: Path, said: dict[str, str], rights: str
) -> None:
    news = {"uri": "urn:a", "headlines": [{"role": "main", "value": "A"}], "rightsInfo": {"linkedRights": BY}}
    item = only_item(found_in("ninjs", written(tmp_path, {**news, "bodies": [{"value": "Text."}], **said})))
    assert (item.fields["rights"], item.foreign) == (rights, {})


def test_rights_in_another_language_of_rights_are_kept_beside(tmp_path: Path) -> None:
    info = {"langId": "urn:rights", "encodedRights": "<policy/>"}
    item = only_item(found_in("ninjs", written(tmp_path, as_version_3(V2) | {"rightsInfo": info})))
    assert item.fields["rights"] == "© Lamp Wire One use."
    assert item.foreign["rightsinfo"] == info


@pytest.mark.parametrize("folder", ["examples-2.1", "examples-3.1"])
def test_the_standard_s_examples_all_come_over(folder: str) -> None:
    if not (NINJS / folder).exists():
        pytest.skip("../shared/data/ninjs is not here")
    found = found_in("ninjs", NINJS / folder)
    files = list((NINJS / folder).glob("*.json"))
    older = [why for why in reasons(found).values() if "older version" in why]
    assert len(kept(found, Item)) + len(older) == len(files)
    assert len(reasons(found)) == len(older)


@pytest.mark.parametrize("form", ["array", "items", "lines", "one line a file"])
def test_many_objects_come_in_any_wrapping(tmp_path: Path, form: str) -> None:
    objects = [V2 | {"uri": f"urn:{at}"} for at in range(3)]
    lines = "\n".join(map(json.dumps, objects))
    file = tmp_path / ("wire.ndjson" if form == "lines" else "wire.json")
    text = {"array": json.dumps(objects), "items": json.dumps({"items": objects})}.get(form, lines)
    file.write_text(text, "utf-8")
    assert [item.key for item in kept(found_in("ninjs", file), Item)] == ["urn:0", "urn:1", "urn:2"]


@pytest.mark.parametrize("versions", [("1", "2", "10"), ("10", "2", "1")])
def test_the_newest_version_of_a_story_counts(tmp_path: Path, versions: tuple[str, ...]) -> None:
    objects = [{"uri": "urn:1", "version": one, "headline": f"Take {one}", "body_text": "Water."} for one in versions]
    found = found_in("ninjs", written(tmp_path, *objects))
    assert only_item(found).fields["headline"] == "Take 10"
    assert set(reasons(found).values()) == {"an older version of what is here in a newer one"}


def test_without_numbers_the_later_version_counts(tmp_path: Path) -> None:
    first = {"uri": "urn:1", "versioncreated": "1956-10-13T12:00:00+02:00", "headline": "First", "body_text": "Water."}
    later = first | {"versioncreated": "1956-10-13T11:00:00Z", "headline": "Later"}
    assert only_item(found_in("ninjs", written(tmp_path, later, first))).fields["headline"] == "Later"


def test_what_may_not_be_public_is_not(tmp_path: Path) -> None:
    objects = [
        {"uri": "urn:cancelled", "pubstatus": "canceled", "versioncreated": "1956-10-14", "headline": "A",
         "body_text": "Water."},
        {"uri": "urn:gone", "pubstatus": "canceled"},
        {"uri": "urn:withheld", "pubstatus": "withheld", "headline": "B", "body_text": "Water."},
        {"uri": "urn:embargoed", "embargoed": "2999-01-01T00:00:00Z", "headline": "C", "body_text": "Water."},
        {"uri": "urn:unclear", "embargoed": "after the vote", "headline": "D", "body_text": "Water."},
    ]  # fmt: skip
    found = found_in("ninjs", written(tmp_path, *objects))
    fields = {item.key: item.fields for item in kept(found, Item)}
    assert fields["urn:cancelled"]["withdrawn"] == {"date": "1956-10-14", "reason": "Cancelled by its source"}
    assert fields["urn:withheld"]["draft"] is True
    assert fields["urn:embargoed"]["embargo"] == "2999-01-01T00:00:00+00:00"
    assert fields["urn:unclear"]["draft"] is True
    assert reasons(found) == {"wire.json, item 2": "cancelled by its source, and without a text"}


def test_a_note_to_editors_stays_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    file = written(tmp_path, V1 | {"ednote": "Call me on the red telephone"})
    item = only_item(found_in("ninjs", file))
    assert "telephone" not in str(item.foreign)
    assert "lost: the note to editors (ednote) is not for readers, and left out" in notes_of(item)
    asked = only_item(found_in("ninjs", file, Mapping(options={"ednote": "true"})))
    assert asked.foreign["ednote"] == "Call me on the red telephone"


def test_an_unknown_option_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="the options of this format are ednote, pictures"):
        found_in("ninjs", written(tmp_path, V1), Mapping(options={"ednotes": "true"}))


def test_a_picture_is_a_story_only_when_no_story_shows_it(tmp_path: Path) -> None:
    def picture(name: str) -> dict[str, Any]:
        href = f"https://wire.example/{name}.jpg"
        return {"uri": f"urn:{name}", "type": "picture", "headline": name, "description_caption": f"The {name}.",
                "renditions": {"full": {"href": href, "mimetype": "image/jpeg"}}}  # fmt: skip

    text = {"uri": "urn:1", "type": "text", "headline": "A", "body_text": "Water.",
            "associations": {"one": {"uri": "urn:gauge", "type": "picture"}}}  # fmt: skip
    file = written(tmp_path, text, picture("gauge"), picture("ferry"))
    found = found_in("ninjs", file)
    assert [item.key for item in kept(found, Item)] == ["urn:1", "urn:ferry"]
    assert kept(found, Item)[0].pictures == [Picture("attachment:urn:gauge")]
    assert [one.picture.caption for one in kept(found, Attachment)] == ["The gauge.", "The ferry."]
    alone = found_in("ninjs", file, Mapping(options={"pictures": "false"}))
    assert reasons(alone) == {"wire.json, item 3": "a picture that no story shows"}


def test_pictures_in_the_text_are_shown_large_and_their_captions_once(tmp_path: Path) -> None:
    body = (
        '<html><head><title>River rises</title></head><body><h1>River rises</h1><p>The river rose.</p><figure>'
        '<img src="https://wire.example/s.jpg"><figcaption>The gauge.</figcaption></figure></body></html>'
    )  # fmt: skip
    item = only_item(found_in("ninjs", written(tmp_path, V1 | {"body_xhtml": body, "body_text": ""})))
    assert item.body == "The river rose.\n\n![](https://wire.example/l.jpg)"
    assert item.words == "River rises\n\nThe river rose.\n\nThe gauge."


def test_files_beside_the_source_are_found_and_none_outside_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("in/gauge.jpg", "secret.jpg"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "in/link.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "in/link.json").symlink_to(written(tmp_path, V2))
    refs = ["gauge.jpg", "../secret.jpg", "link.jpg", str(tmp_path / "secret.jpg")]
    pictures = [{"uri": f"urn:{ref}", "type": "picture", "renditions": {"a": {"href": ref}}} for ref in refs]
    value = {
        "uri": "urn:1",
        "type": "text",
        "headline": "A",
        "associations": {str(at): one for at, one in enumerate(pictures)},
    }
    written(tmp_path / "in", value)
    found = found_in("ninjs", tmp_path / "in")
    assert only_item(found).files == {"gauge.jpg": str((tmp_path / "in/gauge.jpg").resolve())}
    assert reasons(found) == {"link.json": "a symbolic link is not followed"}


def test_a_broken_object_costs_no_other(tmp_path: Path) -> None:
    file = tmp_path / "wire.json"
    good = json.dumps({"uri": "urn:1", "headline": "A", "body_text": "\ud800Water\u0000.", "urgency": 1}).replace(
        "1}", "9" * 9000 + "}"
    )
    deep = '{"uri": "urn:2", "x": ' + "[" * 5000 + "]" * 5000 + "}"
    file.write_text(
        f'[{good}, {{"uri": NaN, "title": }}, {deep}, 7, {{"a": 1}}, {{"uri": "urn:3", "headline": "B"}}, {{"uri": "ur',
        "utf-8",
    )
    found = found_in("ninjs", file)
    assert [(item.key, item.body) for item in kept(found, Item)] == [("urn:1", "Water."), ("urn:3", "")]
    assert [reason.partition(":")[0] for reason in reasons(found).values()] == [
        "not valid JSON", "not readable JSON", "not a news object", "not a news object",
        "the file ends in the middle of it",
    ]  # fmt: skip


def test_a_line_that_is_too_long_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backissue.importers.readers.json_stream.LARGEST", 200)
    file = tmp_path / "wire.ndjson"
    objects = [{"uri": f"urn:{at}", "headline": "A", "body_text": "x" * size} for at, size in enumerate((9, 999, 9))]
    file.write_text("\n".join(map(json.dumps, objects)), "utf-8")
    found = found_in("ninjs", file)
    assert [item.key for item in kept(found, Item)] == ["urn:0", "urn:2"]
    assert list(reasons(found)) == ["wire.ndjson:2"]


@pytest.mark.parametrize("chunk", [1, 2, 7, 64])
def test_an_array_is_parted_wherever_its_bytes_are(tmp_path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backissue.importers.readers.json_stream._CHUNK", chunk)
    objects = [{"uri": f"urn:{at}", "headline": '"]},[{\\', "keywords": ["a, b", {"name": "ü"}]} for at in range(3)]
    file = tmp_path / "wire.json"
    file.write_text(json.dumps(objects, indent=1), "utf-8")
    assert [item.fields["headline"] for item in kept(found_in("ninjs", file), Item)] == ['"]},[{\\'] * 3


def test_a_folder_without_ninjs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no ninjs in this folder"):
        found_in("ninjs", tmp_path)


KEYS = st.sampled_from([*V1, *V2, *_CAMEL.values(), "items", "href", "value", "role", "altids", "name"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["picture", "<p>x", "a.jpg"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=8) | VALUES, max_size=3))
def test_whatever_an_object_holds_nothing_stops_the_rest(tmp_path_factory: pytest.TempPathFactory, values: Any) -> None:
    file = tmp_path_factory.mktemp("ninjs") / "wire.json"
    file.write_text(json.dumps([*values, {"uri": "urn:last", "headline": "Last"}]), "utf-8")
    found = found_in("ninjs", file)
    assert "urn:last" in [item.key for item in kept(found, Item)]
    assert not [why for why in reasons(found).values() if why.startswith("not readable")]
