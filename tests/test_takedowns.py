"""Take-downs: what a case takes away is nowhere in the site, and what it leaves is as it was."""

import gzip
import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import feedparser
import pytest
import pyvips
import yaml
from archives import AS_OF, article, make_archive, picture, tree
from backissue.build import Works, build, put_pages, showing
from backissue.errors import BuildFailed, RedactionFailed
from backissue.explain import explain
from backissue.place import BuildLock, find_place
from backissue.search.chunks import SIGNATURE
from lxml import etree
from tools import ROOT

FLOOD = "courier/1956/10/13/flood/index.html"
REMOVED = "[name removed]"


def case(action: str, **fields: Any) -> dict[str, Any]:
    """A case that holds when tests build, unless it says otherwise."""
    return {"id": "2025-01", "action": action, "date": "2025-03-09", "reason": "Court order", **fields}


def cases(*given: dict[str, Any]) -> dict[str, str | bytes]:
    """The file of take-downs."""
    return {"takedowns.yaml": yaml.safe_dump(list(given), allow_unicode=True, sort_keys=False)}


def page(root: Path, path: str = FLOOD) -> str:
    return (root / "site" / path).read_text("utf-8")


def faults(root: Path, as_of: datetime = AS_OF) -> list[str]:
    with pytest.raises(BuildFailed) as failed:
        build(root, as_of=as_of, jobs=1)
    return [str(problem) for problem in failed.value.problems]


# A name in two hundred places ---------------------------------------------------------------

FIRST = (
    "Adrian", "Bella", "Cosmo", "Dalila", "Egon", "Fenna", "Gaspar", "Hedda", "Ilias", "Juno", "Kaspar", "Levke",
    "Mirko", "Nadja", "Osric", "Petra", "Quirin", "Ragna", "Silvan", "Thyra",
)  # fmt: skip
LAST = (
    "Abernath", "Bulstrode", "Cavendar", "Drinkwell", "Eglantine", "Fothergil", "Grimbald", "Heatherly", "Inglenook",
    "Jessamin",
)  # fmt: skip
NAMES = [f"{first} {last}" for first in FIRST for last in LAST]
KINDS = (
    "headline", "kicker", "caption", "credit", "alt", "comment", "author", "file", "body", "people", "topic", "byline",
    "exif", "extra", "link", "standfirst", "correction", "address", "series", "parted by a line",
)  # fmt: skip

UNSEEN = ("exif", "extra")
"""Where the default theme shows no reader a name; what is not published cannot be taken down."""


def with_metadata(name: str) -> bytes:
    """A picture that says in its EXIF and XMP data who is on it."""
    image = pyvips.Image.black(60, 40).copy(interpretation="b-w")
    image.set_type(pyvips.GValue.gstr_type, "exif-ifd0-ImageDescription", name)
    image.set_type(pyvips.GValue.blob_type, "xmp-data", f"<x>{name}</x>".encode())
    data: bytes = image.write_to_buffer(".jpg", keep="all")
    assert name.encode() in data
    return data


def story_with(kind: str, name: str, number: int, files: dict[str, str | bytes]) -> str:
    """One story that has a name in one place; ``files`` gets what it needs beside it."""
    fields: dict[str, Any] = {
        "headline": f"Story {number}",
        "series": f"Series {number // 4}",
        "edition": f"1956-10-{number % 20 + 1:02d}",
    }
    body, slug = f"The text of story {number}.\n", f"story-{number}"
    source = f"images/{number}.png"
    match kind:
        case "headline" | "kicker" | "standfirst":
            fields[kind] = f"A day with {name.upper()} at sea"
        case "caption" | "credit" | "alt":
            files[source] = picture(colour=number)
            fields["images"] = [{"src": source, "alt": "x", kind: f"Left: {name}."}]
        case "comment" | "author":
            said = (
                {"author": name, "text": "Yes."}
                if kind == "author"
                else {"author": "A", "text": f"I knew {name}’s aunt."}
            )
            files[f"comments/{slug}.yaml"] = yaml.safe_dump([said], allow_unicode=True)
        case "file":
            source = f"images/{name.lower().replace(' ', '_')}.png"
            files[source] = picture(colour=number)
            fields["images"] = [{"src": source, "alt": ""}]
            body += f"\n![A house]({source})\n"
        case "exif":
            files[source := f"images/{number}.jpg"] = with_metadata(name)
            fields["images"] = [{"src": source, "alt": ""}]
        case "people" | "byline" | "topic":
            fields[kind if kind != "topic" else "topics"] = [name if kind != "topic" else f"The trial of {name}"]
            files[f"people/{name.lower().replace(' ', '-')}.yaml"] = f"name: {name}\n"
        case "extra":
            fields["extra"] = {"who": [name, {name: "yes"}]}
        case "link":
            slugged = name.replace(" ", "-")
            body += f"\nSee [the page](https://example.org/{slugged}), or [her](/people/{slugged}/).\n"
        case "correction":
            fields["corrections"] = [{"date": "1956-11-01", "text": f"It was not {name}."}]
        case "address":
            slug = f"{name.lower().replace(' ', '-')}-in-court"
        case "series":
            fields["series"] = f"The life of {name}"
        case "parted by a line":
            body += f"\n> It was {name.replace(' ', chr(10) + '> ')} who\n> called.\n"
        case _:
            body += f"\nWe met **{name}**, and her dog.\n"
    files[f"articles/{slug}.md"] = article(body=body, **fields)
    return f"/courier/{fields['edition'].replace('-', '/')}/{slug}/"


def opened(site: Path) -> list[tuple[str, str]]:
    """Every file of the site by its path, with nothing of its text but letters and digits; what is packed, unpacked."""
    found = []
    for path, data in tree(site).items():
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data).removeprefix(SIGNATURE)
        found.append((path, re.sub(r"[^a-z0-9]+", "", (path + data.decode("latin-1")).lower())))
    return found


def test_two_hundred_names_in_random_places_are_in_no_byte_of_the_site(tmp_path: Path) -> None:
    random = Random(7)
    places = [(name, random.choice(KINDS)) for name in NAMES]
    assert len(places) == 200
    assert {kind for _, kind in places} == set(KINDS)
    files: dict[str, str | bytes] = {}
    made = [(name, kind, story_with(kind, name, at, files)) for at, (name, kind) in enumerate(places)]
    root = make_archive(tmp_path, files)
    build(root, as_of=AS_OF)
    before = "".join(text for _, text in opened(root / "site"))
    hidden = [name for name, kind in places if kind not in UNSEEN and name.replace(" ", "").lower() not in before]
    assert hidden == []
    addresses = {address: f"story-{at}" for at, (_, kind, address) in enumerate(made) if kind == "address"}
    make_archive(root, cases(case("redact", text=NAMES, addresses=addresses)))
    build(root, as_of=AS_OF)
    left = [
        (path, name) for path, text in opened(root / "site") for name in NAMES if name.replace(" ", "").lower() in text
    ]
    assert left == []
    for address in addresses.values():
        assert list((root / "site/courier").glob(f"1956/10/*/{address}/index.html")), (
            "the story stays, at its new address"
        )


# Redaction ----------------------------------------------------------------------------------


def test_a_redaction_leaves_the_rest_of_the_story_and_the_file_as_they_were(tmp_path: Path) -> None:
    text = article(
        "Flood",
        "John Smith rowed. So did **Jane Weir**, and [he](articles/river.md) sang.\n",
        people=["John Smith", "Jane Weir"],
    )
    root = make_archive(
        tmp_path,
        {"articles/flood.md": text, "articles/river.md": article("River"), **cases(case("redact", text="John Smith"))},
    )
    build(root, as_of=AS_OF)
    assert f"<p>{REMOVED} rowed. So did <strong>Jane Weir</strong>, and <a href=" in page(root)
    assert "Court order" in page(root)
    assert (root / "content/articles/flood.md").read_text("utf-8") == text
    assert not (root / "site/people/john-smith").exists()
    assert (root / "site/people/jane-weir/index.html").is_file()


def test_the_text_that_stands_instead_is_the_cases_or_one_in_the_storys_language(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/flood.md": article("Anna Weir und Otto Weir", language="de"),
        **cases(case("redact", text="Otto Weir"), case("redact", id="2", text="Anna Weir", replacement="A. W.")),
    })  # fmt: skip
    build(root, as_of=AS_OF)
    assert '<h1 data-pagefind-meta="title">A. W. und [Name entfernt]</h1>' in page(root)


def test_a_redaction_of_some_articles_leaves_others_alone(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/a/flood.md": article("Flood", "John Smith.\n"),
        "articles/b/river.md": article("River", "John Smith.\n"),
        "comments/a/flood.yaml": "- {author: A, text: John Smith.}\n",
        **cases(case("redact", text="John Smith", articles="articles/a/*")),
    })  # fmt: skip
    build(root, as_of=AS_OF)
    assert "John Smith" not in page(root)
    assert "John Smith" in page(root, "courier/1956/10/13/river/index.html")


def test_an_address_with_the_text_in_it_is_lost_only_when_the_case_says_so(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/john-smith.md": article("A man", aliases=["/old/john-smith.html", "/old/man.html"]),
        **cases(case("redact", text="John Smith")),
    })  # fmt: skip
    assert faults(root) == [
        "content/takedowns.yaml:1: case 2025-01: its text stands in the address /courier/1956/10/13/john-smith/ of "
        "content/articles/john-smith.md; add /courier/1956/10/13/john-smith/: a-new-name to the case's addresses",
        "content/takedowns.yaml:1: case 2025-01: its text stands in the address /old/john-smith.html of "
        "content/articles/john-smith.md; add /old/john-smith.html: a-new-name (or nothing, to give the old address up) "
        "to the case's addresses",
    ]
    given = {"/courier/1956/10/13/john-smith/": "a-man", "/old/john-smith.html": None}
    make_archive(root, cases(case("redact", text="John Smith", addresses=given)))
    build(root, as_of=AS_OF)
    assert "A man" in page(root, "courier/1956/10/13/a-man/index.html")
    assert "/courier/1956/10/13/a-man/" in page(root, "old/man.html")
    assert [path for path, _ in opened(root / "site") if "smith" in path] == []


@pytest.mark.parametrize("articles", [None, "articles/*"])
def test_the_ledger_does_not_ask_for_addresses_that_a_case_takes_away(tmp_path: Path, articles: str | None) -> None:
    mine, given = "/courier/1956/10/13/john-smith/", "/courier/1956/10/13/a-man/"
    ledger = f"{mine}\n/courier/1956/10/13/\n/people/john-smith/\n/old/man/ -> {mine}\n"
    root = make_archive(tmp_path, {
        "articles/john-smith.md": article("A man", people=["John Smith"]), "addresses/all.txt": ledger,
    })  # fmt: skip
    build(root, as_of=AS_OF)
    make_archive(root, cases(case("redact", text="John Smith", addresses={mine: "a-man"}, articles=articles)))
    if articles:  # what gathers stories may be of somebody else
        assert [fault.partition(";")[0] for fault in faults(root)] == [
            "content/addresses/all.txt:3: /people/john-smith/ was published, and nothing would stand there"
        ]
        make_archive(root, {"addresses/all.txt": ledger.replace("/people/john-smith/", "/people/")})
    build(root, as_of=AS_OF)
    assert given in page(root, "old/man/index.html")
    assert not (root / "site" / mine.strip("/")).exists()


def test_a_text_that_markup_parts_is_told_with_its_line(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood", "First.\n\nIt was **Jo**hn\n*Smith*.\n"),
                                   **cases(case("redact", text="John Smith"))})  # fmt: skip
    assert faults(root) == [
        "content/articles/flood.md:7: the text that the case 2025-01 redacts stands here, parted by markup; "
        "take the markup out of it"
    ]


def test_two_paragraphs_are_not_read_as_one_and_stop_no_build(tmp_path: Path) -> None:
    body = "So said John\n\nSmith left.\n\n- John\n- Smith\n\n## A man called John\n\nSmith left.\n"
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood", body),
                                   "articles/a.md": article("A day with John", edition="1956-10-14"),
                                   "articles/b.md": article("Smith left", edition="1956-10-14"),
                                   **cases(case("redact", text="John Smith"))})  # fmt: skip
    build(root, as_of=AS_OF)
    assert "<p>So said John</p>\n<p>Smith left.</p>" in page(root)


@pytest.mark.parametrize("body", ["| A | B |\n|---|---|\n| John | Smith |\n", "John[^1] Smith.\n\n[^1]: A note.\n"])
def test_a_name_in_two_cells_or_with_a_note_in_it_is_told(tmp_path: Path, body: str) -> None:
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood", body),
                                   **cases(case("redact", text="John Smith"))})  # fmt: skip
    assert [fault.partition(" the text")[0] for fault in faults(root)] == [
        f"content/articles/flood.md:{7 if '|' in body else 5}:"
    ]


def test_a_text_in_the_settings_is_told(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"archive.yaml": "name: Archive of John Smith\n",
                                   "articles/flood.md": article("Flood"),
                                   **cases(case("redact", text="John Smith"))})  # fmt: skip
    assert faults(root) == [
        "content/archive.yaml: the setting name has the text that case 2025-01 takes away; take it out of the setting"
    ]


def test_a_file_that_would_hold_the_text_is_not_put_in_its_place(tmp_path: Path) -> None:
    """The theme is nobody's content: what it says is found when the page is finished."""
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood")})
    template = root / "themes/broadsheet/templates/_footer.html"
    template.parent.mkdir(parents=True)
    template.write_text("<footer>Set by J&#111;hn <b>Smith</b></footer>", "utf-8")
    build(root, as_of=AS_OF)
    make_archive(root, cases(case("redact", text="John Smith")) | {"articles/flood.md": article("Flood", "More.\n")})
    for _ in range(2):  # the mark stays: it is found again
        with pytest.raises(RedactionFailed, match=f"case 2025-01: its text stands in {FLOOD}, line"):
            build(root, as_of=AS_OF, jobs=1)
        assert "More." not in page(root)
    template.unlink()
    build(root, as_of=AS_OF)
    assert "More." in page(root)


def test_a_word_of_the_theme_is_told_before_a_page_is_made(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood"), **cases(case("redact", text="Skip to"))})
    assert faults(root) == [
        'content/takedowns.yaml: case 2025-01: the text "Skip to" is also in the theme (templates/base.html); '
        "give a longer text, or name the articles that it is to leave"
    ]


def test_files_that_no_edit_touches_are_searched_when_a_case_is_new(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood")})
    build(root, as_of=AS_OF)
    (root / "site/404.html").write_text("John Smith", "utf-8")
    make_archive(root, cases(case("redact", text="John Smith")))
    with pytest.raises(RedactionFailed, match=r"case 2025-01: its text stands in 404\.html, line 1"):
        build(root, as_of=AS_OF)


def test_derivatives_of_pictures_have_no_metadata(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "images/a.jpg": with_metadata("John Smith"),
        "articles/a.md": article(images=[{"src": "images/a.jpg", "alt": ""}])
    })  # fmt: skip
    build(root, as_of=AS_OF)
    derived = {path: data for path, data in tree(root / "site/images").items() if path.startswith("a.jpg/")}
    assert len(derived) == 3
    assert [path for path, data in derived.items() if b"Smith" in data] == []


# Withdrawing and leaving out ----------------------------------------------------------------


def test_a_case_withdraws_a_story_while_it_holds(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/flood.md": article("Flood"), "articles/river.md": article("River"),
        **cases(case("withdraw", articles="/courier/1956/10/13/flood/", date="2025-03-09", until="2025-06-01")),
    })  # fmt: skip
    seen = []
    for month in (2, 4, 7):
        build(root, as_of=datetime(2025, month, 1, tzinfo=UTC))
        seen.append(
            (
                '<h1 data-pagefind-meta="title">Flood' in page(root),
                "Court order" in page(root),
                "Court order" in page(root, "withdrawals/index.html"),
            )
        )
    assert seen == [(True, False, False), (False, True, True), (True, False, False)]


def test_a_case_touches_the_pages_that_show_the_story_and_no_others(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"articles/{at}.md": article(f"Story {at}", edition=f"1956-{at:02d}-01") for at in range(1, 13)
    }
    root = make_archive(tmp_path, files)
    build(root, as_of=AS_OF)
    make_archive(root, cases(case("noindex", articles="articles/4.md")))
    summary = build(root, as_of=AS_OF)
    assert summary.rendered <= 12
    assert '<meta name="robots" content="noindex">' in page(root, "courier/1956/04/01/4/index.html")
    make_archive(root, cases(case("redact", text="Nobody at all")))
    assert build(root, as_of=AS_OF).rendered <= 12, "the story that comes back, and what lists it"
    assert build(root, as_of=AS_OF).rendered == 0


def test_a_story_may_be_left_out_of_the_archives_own_search(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/flood.md": article("Flood", "Weirkeeper.\n"), "articles/river.md": article("River", "Ferryman.\n"),
    })  # fmt: skip
    build(root, as_of=AS_OF)
    make_archive(root, cases(case("noindex", articles="articles/flood.md", search=False)))
    build(root, as_of=AS_OF)
    found = "".join(text for path, text in opened(root / "site/search"))
    assert "weirkeeper" not in found
    assert "ferryman" in found
    assert "Weirkeeper" in page(root)
    assert "noindex" in page(root)


def test_removed_json_lists_what_went_and_never_the_text(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/flood.md": article("Flood", "John Smith.\n"), "articles/river.md": article("River"),
        "articles/own.md": article("Own", withdrawn={"date": "2020-02-02", "reason": "A wrong report"}),
        "articles/draft.md": article("Draft", "John Smith.\n", draft=True),
        **cases(case("redact", text="John Smith"),
                case("withdraw", id="w", articles="articles/river.md", until="2030-01-01")),
    })  # fmt: skip
    build(root, as_of=AS_OF)
    where = "https://archive.example.org/courier/1956/10/13"
    removed = yaml.safe_load(page(root, "removed.json"))["removed"]
    said = {"date": "2025-03-09", "reason": "Court order"}
    assert removed == [
        {"address": f"{where}/flood/", "action": "redact", **said, "case": "2025-01"},
        {"address": f"{where}/river/", "action": "withdraw", **said, "case": "w", "until": "2030-01-01"},
        {"address": f"{where}/own/", "action": "withdraw", "date": "2020-02-02", "reason": "A wrong report"},
    ]  # fmt: skip


def test_the_feed_of_what_went_is_atom(tmp_path: Path) -> None:
    given = (
        case("redact", text="John Smith", reason="A court & its <order>"),
        case("withdraw", id="w", articles="articles/r*"),
    )
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood", "John Smith.\n"),
                                   "articles/river.md": article("River"), **cases(*given)})  # fmt: skip
    build(root, as_of=AS_OF)
    data = (root / "site/removed.atom").read_bytes()
    etree.RelaxNG(etree.parse(ROOT / "tests/schemas/atom.rng")).assertValid(etree.fromstring(data))
    read = feedparser.parse(data)
    assert [(one.title, one.content[0].value, one.link.rpartition("13")[2]) for one in read.entries] == [
        ("Taken out of this story", "A court & its <order>", "/flood/"),
        ("This story has been withdrawn", "Court order", "/river/"),
    ]
    make_archive(root, {"archive.yaml": "name: Test\n"})
    build(root, as_of=AS_OF)
    assert not (root / "site/removed.atom").exists()


def test_a_preview_that_is_told_of_the_cases_alone_applies_them(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood", "John Smith.\n")})
    build(root, as_of=AS_OF)
    make_archive(root, cases(case("redact", text="John Smith")))
    place = find_place(root, None)
    with BuildLock(place), closing(Works(place, 1)) as works:
        put_pages(works, showing(AS_OF, drafts=False), lambda phase, done, total: None, ["takedowns.yaml"])
    assert f"<p>{REMOVED}.</p>" in page(root)


def test_explain_names_the_case(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/flood.md": article("Flood", "John Smith.\n")})
    build(root, as_of=AS_OF)
    make_archive(root, cases(case("redact", text="John Smith")))
    build(root, as_of=AS_OF)
    told = list(explain(root, None, f"/{FLOOD.removesuffix('index.html')}"))
    assert "  taken down     by case 2025-01: redact, 2025-03-09: Court order" in told
    assert "  last rendered  because a case of content/takedowns.yaml is about content/articles/flood.md" in told
    assert not any("Smith" in line for line in told)
