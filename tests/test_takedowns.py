"""Take-downs: what a case takes away is nowhere in the site, and what it leaves is as it was."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
import yaml
from archives import AS_OF, article, make_archive, tree
from backissue.build import Works, build, put_pages, showing
from backissue.errors import BuildFailed, RedactionFailed
from backissue.explain import explain
from backissue.place import BuildLock, find_place
from lxml import etree
from taking_down import REMOVED, case, cases, opened, with_metadata
from tools import ROOT

FLOOD = "courier/1956/10/13/flood/index.html"


def page(root: Path, path: str = FLOOD) -> str:
    return (root / "site" / path).read_text("utf-8")


def faults(root: Path, as_of: datetime = AS_OF) -> list[str]:
    with pytest.raises(BuildFailed) as failed:
        build(root, as_of=as_of, jobs=1)
    return [str(problem) for problem in failed.value.problems]


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
