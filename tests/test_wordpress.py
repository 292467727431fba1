"""WordPress exports, as they should be and as they are."""

import gzip
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
import pyvips
from backissue.build import build
from backissue.errors import ImportRefused
from backissue.importers.formats import FORMATS
from backissue.importers.mapping import Mapping, OutletMapping, read_mapping
from backissue.importers.readers.wordpress import cut, opening, read
from backissue.importers.record import Item, LeftOut, Picture, Publication, Remark, Source
from backissue.importers.run import run_import
from hypothesis import given, settings
from hypothesis import strategies as st
from importing import notes, written
from tools import ROOT
from wordpress_exports import HEAD, TAIL, Reading, comment, export, found, item, meta, reading

from bench import wxr

# A story ----------------------------------------------------------------------------------


def test_a_story_has_its_fields_and_its_old_addresses(tmp_path: Path) -> None:
    more = (
        '<category domain="category" nicename="news"><![CDATA[News]]></category>'
        '<category domain="category" nicename="harbour"><![CDATA[Harbour]]></category>'
        '<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>'
        '<category domain="post_tag" nicename="rd"><![CDATA[Ropes &amp; Docks]]></category>'
        '<category domain="post_format" nicename="post-format-image"><![CDATA[Image]]></category>'
        '<category domain="parish" nicename="quay"><![CDATA[Quay]]></category>'
    )
    more += (
        meta("_wp_old_slug", "ferry-late") + meta("_thumbnail_id", "31") + meta("_yoast_wpseo_primary_category", "7")
    )
    more += meta("_edit_lock", "1:1") + meta("kicker", "Ferries") + meta("pilot", "Otto Weir") + meta("views", "7")
    told = reading(tmp_path, item(5, title="The <em>ferry</em> &amp; the tide", wp_is_sticky="1", more=more,
                                  excerpt_encoded="It was <b>late</b>."))  # fmt: skip
    assert told.papers == [Publication("The Lamp", "https://lamp.example", "en-GB", description="A town's weekly")]
    assert told.item.fields == {
        "headline": "The ferry & the tide",
        "kicker": "Ferries",
        "standfirst": "It was late.",
        "published": "2014-07-01T09:30:00+01:00",
        "byline": ["Nora Fell"],
    }
    assert told.item.terms == {"categories": ["Harbour", "News"], "tags": ["Ropes & Docks"], "parish": ["Quay"]}
    assert told.item.foreign == {"sticky": "true", "format": "image", "pilot": "Otto Weir"}
    assert told.item.addresses == [
        "https://lamp.example/2014/story-5/",
        "https://lamp.example/?p=5",
        "https://lamp.example/2014/ferry-late/",
    ]
    assert told.item.pictures == [Picture("attachment:31", lead=True)]
    assert (told.item.key, told.item.slug, told.item.source) == ("5", "story-5", "lamp.xml:16")
    assert told.item.notes == []


def test_every_version_of_the_format_is_read(tmp_path: Path) -> None:
    for version in ("1.0", "1.1", "1.2"):
        (tmp_path / "a.xml").write_text(export(item()).replace("/export/1.2/", f"/export/{version}/"), "utf-8")
        assert Reading(tmp_path / "a.xml").item.fields["byline"] == ["Nora Fell"]


@pytest.mark.parametrize(
    ("local", "gmt", "published"),
    [
        ("2014-07-01 09:30:00", "2014-07-01 08:30:00", "2014-07-01T09:30:00+01:00"),
        ("2014-07-01 09:30:00", "2014-07-01 15:00:00", "2014-07-01T09:30:00-05:30"),
        ("2014-07-01 09:30:00", "0000-00-00 00:00:00", "2014-07-01T09:30:00"),
        ("0000-00-00 00:00:00", "2014-07-01 08:30:00", "2014-07-01T08:30:00+00:00"),
        ("2014-07-01 09:30:00", "2014-07-04 08:30:00", "2014-07-01T09:30:00"),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", "2014-07-01T08:30:00+00:00"),
    ],
)
def test_two_dates_give_the_offset(tmp_path: Path, local: str, gmt: str, published: str) -> None:
    date = "Tue, 01 Jul 2014 08:30:00 +0000"
    told = reading(tmp_path, item(wp_post_date=local, wp_post_date_gmt=gmt, pubDate=date))
    assert told.item.fields["published"] == published


def test_a_later_change_is_told_unless_it_is_not_wanted(tmp_path: Path) -> None:
    later = item(wp_post_modified="2014-07-03 09:30:00", wp_post_modified_gmt="2014-07-03 08:30:00")
    assert reading(tmp_path, later).item.fields["updated"] == "2014-07-03T09:30:00+01:00"
    assert "updated" not in reading(tmp_path, later, updated="false").item.fields
    assert "updated" not in reading(tmp_path, item(wp_post_modified="2014-07-01 09:30:00")).item.fields


def test_what_is_not_public_is_a_draft_embargoed_or_left_out(tmp_path: Path) -> None:
    nothing = "0000-00-00 00:00:00"
    told = reading(
        tmp_path,
        item(1, wp_status="draft", wp_post_date=nothing, wp_post_date_gmt=nothing, title=""),
        item(2, wp_status="future", wp_post_date="2040-01-01 12:00:00", wp_post_date_gmt="2040-01-01 12:00:00"),
        item(3, wp_status="private"),
        item(4, wp_post_password="ebb"),
        item(5, wp_post_type="nav_menu_item"),
        item(6, wp_post_type="tide_table"),
        item(7, wp_status="trash"),
        item(8, wp_post_type="attachment", wp_attachment_url="https://lamp.example/a.pdf"),
    )
    draft, scheduled = told.items
    assert draft.fields == {
        "headline": "[Untitled]", "published": "unknown", "draft": True, "byline": ["Nora Fell"]
    }  # fmt: skip
    assert scheduled.fields["published"] == scheduled.fields["embargo"] == "2040-01-01T12:00:00+00:00"
    assert [one.reason for one in told.left_out] == [
        "private",
        "protected by a password",
        "an entry of a menu",
        "of a kind that is no story: tide_table",
        "in the bin",
        "a file of the media library that is no picture",
    ]
    assert not any(one.fault for one in told.left_out)


def test_authors_are_named_by_what_the_export_says_of_them(tmp_path: Path) -> None:
    guest = item(9, title="Tom Marsh", wp_post_type="guest-author", wp_post_name="cap-tmarsh")
    pair = (
        '<category domain="author" nicename="cap-nfell"><![CDATA[nfell]]></category>'
        '<category domain="author" nicename="cap-tmarsh"><![CDATA[tmarsh]]></category>'
    )
    told = reading(tmp_path, item(1, more=pair), item(2, dc_creator="clerk3"), guest)
    assert [one.fields["byline"] for one in told.items] == [["Nora Fell", "Tom Marsh"], ["clerk3"]]
    assert told.notes() == {"warning: its byline is a login: the export does not say whose"}


def test_options_bring_other_kinds_and_hidden_fields(tmp_path: Path) -> None:
    items = (item(1, wp_post_type="column", more=meta("_desk", "Night")), item(2, wp_post_type="page"))
    told = reading(tmp_path, *items, types=["column"], meta=["_desk"], pages="articles")
    assert [one.kind for one in told.items] == ["article", "article"]
    assert told.items[0].foreign == {"_desk": "Night"}


def test_pictures_have_what_the_media_library_says(tmp_path: Path) -> None:
    more = "<wp:attachment_url>https://lamp.example/u/sea.jpg</wp:attachment_url>"
    more += meta("_wp_attachment_image_alt", "Grey water") + meta("_media_credit", "Tom Marsh")
    told = reading(tmp_path, item(31, wp_post_type="attachment", excerpt_encoded="The <i>sea</i>", more=more))
    (one,) = told.pictures
    assert one.key == "31"
    assert one.picture == Picture("https://lamp.example/u/sea.jpg", "Grey water", "The sea", "Tom Marsh")


def test_a_gallery_without_numbers_has_the_pictures_of_its_story_in_order(tmp_path: Path) -> None:
    url = "<wp:attachment_url>https://lamp.example/{}.jpg</wp:attachment_url>"
    pictures = [
        item(at, wp_post_type="attachment", wp_post_parent=parent, wp_menu_order=order, more=url.format(at))
        for at, parent, order in ((21, "1", "2"), (22, "1", "1"), (23, "7", "0"), (24, "1", "2"))
    ]
    told = reading(tmp_path, item(1, "[gallery]"), *pictures)
    assert told.item.body == "![](attachment:22)\n\n![](attachment:21)\n\n![](attachment:24)"


def test_what_an_address_by_another_number_says_is_not_believed(tmp_path: Path) -> None:
    told = reading(tmp_path, item(4, guid="https://lamp.example/?p=3"))
    assert told.item.addresses == ["https://lamp.example/2014/story-4/", "https://lamp.example/?p=4"]


# Comments ---------------------------------------------------------------------------------


def test_comments_stand_below_what_they_answer(tmp_path: Path) -> None:
    more = (
        comment(1, "One.\n\nTwo <b>bold</b>.")
        + comment(2, "Spam", approved="0")
        + comment(3, "To the spam", parent=2)
        + comment(4, "To one", parent=1)
        + comment(5, "To four", parent=4)
        + comment(6, "Ping", kind="pingback")
        + comment(7, "To itself", parent=7)
        + comment(8, "To nine", parent=9)
        + comment(9, "To eight", parent=8)
    )
    told = reading(tmp_path, item(more=more)).item
    when = "2014-07-02T10:00:00+01:00"
    assert told.comments == [
        Remark("Reader 1", "One.\n\nTwo bold.", when,
               [Remark("Reader 4", "To one", when, [Remark("Reader 5", "To four", when)])]),
        Remark("Reader 3", "To the spam", when),
        Remark("Reader 7", "To itself", when),
        Remark("Reader 9", "To eight", when, [Remark("Reader 8", "To nine", when)]),
    ]  # fmt: skip
    assert {note.text for note in told.notes} == {
        "comments that were not approved are left out: 1",
        "pingbacks and trackbacks are left out: 1",
    }


def test_a_thread_that_no_one_can_follow_is_cut_flat(tmp_path: Path) -> None:
    told = reading(tmp_path, item(more="".join(comment(at, f"{at}", at - 1) for at in range(1, 3_000)))).item
    depth, here, count = 0, told.comments, 0
    while here:
        depth, count = depth + 1, count + len(here)
        here = [answer for one in here for answer in one.replies]
    assert (depth, count) == (50, 2_999)


def test_a_page_has_its_comments_captions_and_picture_in_its_text(tmp_path: Path) -> None:
    html = '[caption width="9"]<img src="/a.jpg" alt="" /> The quay[/caption]'
    more = meta("_thumbnail_id", "3") + comment(1, "# One\ntwo") + comment(2, "Three", parent=1)
    told = reading(tmp_path, item(body=html, wp_post_type="page", more=more)).item
    assert told.kind == "page"
    assert told.body == (
        "![](attachment:3)\n\n![](/a.jpg)\n\nThe quay\n\n## Comments\n\n**Reader 1**, 2014-07-02\n\n\\# One\\\ntwo\n\n"
        "> **Reader 2**, 2014-07-02\n>\n> Three"
    )
    assert (told.comments, told.pictures) == ([], [])


# Files ------------------------------------------------------------------------------------


def test_a_packed_export_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "lamp.xml.gz").write_bytes(gzip.compress(export(item()).encode()))
    assert Reading(tmp_path / "lamp.xml.gz").item.body == "Water."


def test_a_folder_of_parts_is_one_export_and_nothing_else_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    (folder / "more").mkdir(parents=True)
    (folder / "lamp.10.xml").write_text(export(item(3)), "utf-8")
    (folder / "lamp.9.xml").write_text(export(item(2), item(1)), "utf-8")
    (folder / "more/again.xml").write_text(export(item(2)), "utf-8")
    (folder / "sitemap.xml").write_text("<urlset/>", "utf-8")
    (folder / "sea.jpg").write_bytes(b"no export")
    (tmp_path / "outside.xml").write_text(export(item(8)), "utf-8")
    (folder / "link.xml").symlink_to(tmp_path / "outside.xml")
    told = Reading(folder)
    assert [one.key for one in told.items] == ["2", "1", "3"]
    assert [(one.source, one.fault) for one in told.left_out] == [("more/again.xml:16", False), ("sitemap.xml", True)]


def test_progress_goes_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(export(item(1)), "utf-8")
    (tmp_path / "b.xml").write_text(export(item(2)), "utf-8")
    heard: list[tuple[int, int]] = []
    list(read(Source(tmp_path, Mapping(), tmp_path, lambda done, total: heard.append((done, total)))))
    assert heard[-1] == (len(export(item(1))) * 2,) * 2
    assert heard == sorted(heard)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a WordPress export"),
        (b"PK\x03\x04", "not a WordPress export"),
        (b"<rss version='2.0'><channel><item><title>A feed</title></item></channel></rss>", "not a WordPress export"),
        (b"<?xml version='1.0' encoding='rot13'?><rss/>", "its encoding, rot13, is not known"),
        (b"\x1f\x8b\x08damaged", "the packed file is damaged"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "a.xml").write_bytes(data)
    with pytest.raises(ImportRefused, match=says):
        found(tmp_path / "a.xml")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ImportRefused, match="no export file is in it"):
        found(tmp_path / "empty")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = export(item(title="Öl für die Brücke")).replace('encoding="UTF-8"', f'encoding="{encoding}"')
    (tmp_path / "a.xml").write_bytes(text.encode(encoding))
    assert Reading(tmp_path / "a.xml").item.fields["headline"] == "Öl für die Brücke"


# What exports should not have, and have ---------------------------------------------------

BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE, '<!DOCTYPE rss SYSTEM "http://lamp.example/rss.dtd">'])
def test_a_declaration_of_entities_is_refused_and_nothing_of_it_read(tmp_path: Path, declared: str) -> None:
    text = export(item(title="x")).replace("?>\n", f"?>\n{declared}\n", 1).replace("<![CDATA[x]]>", "&c;")
    (tmp_path / "a.xml").write_text(text, "utf-8")
    with pytest.raises(ImportRefused, match=r"a\.xml: has a document type declaration"):
        found(tmp_path / "a.xml")
    inside = export(item(1), f"<item>{declared}<title>&c;</title><wp:post_id>2</wp:post_id></item>", item(3))
    (tmp_path / "a.xml").write_text(inside, "utf-8")
    assert "aaaa" not in repr(found_or_refused(tmp_path / "a.xml"))


def found_or_refused(path: Path) -> list[object]:
    try:
        return list(found(path))
    except ImportRefused as refused:
        return [refused]


def test_control_characters_and_other_encodings_in_the_middle_are_mended_and_told(tmp_path: Path) -> None:
    data = export(item(1, "Wa\0\x08ter."), item(2, "Br@cke, na@ve."), item(3)).encode().replace(b"@", b"\xfc", 1)
    (tmp_path / "a.xml").write_bytes(data.replace(b"@", "ï".encode()))
    told = Reading(tmp_path / "a.xml")
    assert [one.body for one in told.items] == ["Water.", "Brücke, naïve.", "Water."]
    assert [[note.text for note in one.notes] for one in told.items] == [
        ["control characters are left out"],
        ["bytes that are no UTF-8 were read as Windows-1252"],
        [],
    ]


def test_an_item_that_is_not_well_formed_costs_no_other(tmp_path: Path) -> None:
    odd = item(2).replace("<![CDATA[Story 2]]>", "Ebb & flow")
    told = reading(tmp_path, item(1), odd, "<item><wp:post_id></item>", "<item>" * 3, item(3))
    assert [one.key for one in told.items] == ["1", "2", "3"]
    assert told.notes() == {"warning: its XML has faults: parts may be missing"}
    assert len(told.left_out) == 4
    assert all(one.fault for one in told.left_out)


@pytest.mark.parametrize("size", [-len(TAIL), -len(TAIL) - 30, -len(TAIL) - 200, -len(TAIL) - len(item(3)) + 5])
def test_of_a_file_that_breaks_off_everything_before_comes_over(tmp_path: Path, size: int) -> None:
    whole = export(item(1), item(2), item(3)).encode()
    for name, data in (("a.xml", whole[:size]), ("a.xml.gz", gzip.compress(whole[:size]))):
        (tmp_path / name).write_bytes(data)
        told = Reading(tmp_path / name)
        assert [one.key for one in told.items][:2] == ["1", "2"]
        assert told.left.fault
        assert told.left.source.startswith(f"{name}:")


def test_a_packed_file_that_breaks_off_is_a_fault_and_no_end(tmp_path: Path) -> None:
    items = [item(at, f"{at * 7919 % 10007} " * 50) for at in range(1, 200)]
    data = gzip.compress(export(*items).encode())
    (tmp_path / "a.xml.gz").write_bytes(data[: len(data) // 2])
    told = Reading(tmp_path / "a.xml.gz")
    assert told.left.reason == "the packed file is cut short"
    assert len(told.items) > 70


def test_what_unpacks_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_FREELY", 1 << 16)
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress((HEAD + " " * 9_000_000).encode()))
    told = Reading(tmp_path / "a.xml.gz")
    assert told.items == []


def test_an_item_that_is_too_large_is_left_out_and_never_held(tmp_path: Path) -> None:
    with (tmp_path / "a.xml").open("w", encoding="utf-8") as out:
        out.write(HEAD + item(1))
        begin, _, end = item(2, "@").partition("@")
        out.write(begin)
        for _ in range(50):
            out.write("water " * 350_000)
        out.write(end + item(3) + TAIL)
    tracemalloc.start()
    told = Reading(tmp_path / "a.xml")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.key for one in told.items] == ["1", "3"]
    assert told.left.reason == "an item that is too large to be a story"
    assert peak < 3 * cut.LARGEST


@pytest.mark.parametrize("body", ["<div>" * 100_000, "<ul><li>" * 3_000])
def test_of_a_body_nested_without_end_the_words_come_over(tmp_path: Path, body: str) -> None:
    told = reading(tmp_path, item(1, f"{body}Water."))
    assert told.item.body.endswith("Water.")


def test_a_body_that_no_one_wrote_is_a_fault_of_its_own(tmp_path: Path) -> None:
    told = reading(tmp_path, item(1, "word " * 900_000), item(2))
    assert told.item.key == "2"
    assert told.left.fault


MEASURED = """
import resource, sys
from pathlib import Path
from backissue.importers.mapping import Mapping
from backissue.importers.record import Source
from backissue.importers.readers.wordpress import read

source = Source(Path(sys.argv[1]), Mapping(), Path(), lambda done, total: None)
for at, one in enumerate(read(source)):
    if at == 500:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_number_of_stories(tmp_path: Path) -> None:
    wxr.write(tmp_path / "a.xml", 2_000)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, tmp_path / "a.xml"], capture_output=True, text=True, check=True
    )
    early, late = map(int, done.stdout.split())
    assert late < 1.1 * early


_ODD = st.sampled_from(
    ["<item>", "</item>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "<!DOCTYPE x [", "&c;", "&#0;", "<wp:post_id>",
     "<wp:comment>", "</channel>", "\0", "\x1b", "é", "]]", "<", ">", item(1), item(2), comment(1, "x", 1)]
).map(str.encode)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(_ODD | st.binary(max_size=6), max_size=15), whole=st.booleans())
def test_no_file_is_too_odd(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], whole: bool) -> None:
    file = tmp_path_factory.mktemp("odd") / "a.xml"
    file.write_bytes((HEAD.encode() if whole else b"") + b"".join(parts) + TAIL.encode())
    try:
        told = found(file)
    except ImportRefused:
        return
    assert all(isinstance(one, LeftOut | Publication | Item) for one in told)


# All of it --------------------------------------------------------------------------------


def test_links_by_number_and_pictures_by_number_find_what_they_mean(tmp_path: Path) -> None:
    (tmp_path / "lamp.xml").write_text(
        export(item(1, 'See <a href="https://lamp.example/?p=2">this</a>.'), item(2, more=comment(1, "Yes."))), "utf-8"
    )
    root = tmp_path / "archive"
    run_import(FORMATS["wordpress"], tmp_path / "lamp.xml", root, Mapping(outlet=OutletMapping("lamp", timezone="UTC")))
    assert written(root, "story-1.md")[1] == "See [this](articles/lamp/2014/07/01/story-2.md).\n"
    assert (root / "content/comments/lamp/2014/07/01/story-2.yaml").is_file()
    assert build(root).articles == 2


def test_the_example_of_the_documentation_is_true(tmp_path: Path) -> None:
    page = (ROOT / "docs/import/wordpress.md").read_text("utf-8")
    story, mapping, _, result = (part.split("\n", 1)[1] for part in page.split("```")[1::2])
    (tmp_path / "export.xml").write_text(HEAD + story + TAIL, "utf-8")
    (tmp_path / "lamp.yaml").write_text(mapping, "utf-8")
    uploads = tmp_path / "uploads/2014/07"
    uploads.mkdir(parents=True)
    pyvips.Image.black(40, 30).write_to_file(str(uploads / "ferry.jpg"))
    root = tmp_path / "archive"
    run_import(FORMATS["wordpress"], tmp_path / "export.xml", root, read_mapping(tmp_path / "lamp.yaml"))
    assert (root / "content/articles/lamp/2014/07/01/ferry-late.md").read_text("utf-8") == result
    assert build(root).warnings == ()


THEME_TEST = ROOT / "../shared/data/wxr/theme-unit-test.wordpress.xml"


@pytest.mark.skipif(not THEME_TEST.is_file(), reason="shared/data/wxr is not here")
def test_the_theme_test_imports_whole(tmp_path: Path) -> None:
    told = Reading(THEME_TEST)
    assert (len(told.items), len(told.pictures), len(told.left_out)) == (78, 35, 73)
    assert {one.reason for one in told.left_out} == {
        "an entry of a menu",
        "a file of the media library that is no picture",
        "protected by a password",
    }
    text = THEME_TEST.read_text("utf-8")
    for caption in (
        "Look at 580x300 getting some",
        "Feels good to be right all the time.",
        "Boardwalk at Westport, WA",
    ):
        assert caption in text
        assert any(caption in f"{one.body}{one.pictures}" for one in told.items)
    (many,) = (one for one in told.items if one.key == "1148")
    depth, here = 0, many.comments
    while here:
        depth, here = depth + 1, [answer for one in here for answer in one.replies]
    assert depth == 10
    report = run_import(FORMATS["wordpress"], THEME_TEST, tmp_path / "archive", Mapping())
    assert report.words
    assert report.lost / report.words < 0.001
    assert build(tmp_path / "archive").articles == 55
    assert not any("shortcode" in note for note in notes(tmp_path / "archive"))
