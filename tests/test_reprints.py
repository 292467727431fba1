"""The same story in many papers: each page says where else its text stands, and nothing where it does not."""

import re
from pathlib import Path

import pytest
from archives import AS_OF, article, make_archive, tree
from backissue.build import build
from backissue.pages import article as article_page
from backissue.reprints import pairing
from edits import WIRE

STORY = "\n\n".join(WIRE)
PAPERS = {
    "outlets/courier.yaml": "name: The Courier\n",
    "outlets/phare.yaml": "name: Le Phare\nlanguage: fr\n",
    "outlets/lamp.yaml": "name: The Lamp\n",
}


def wired(outlet: str, day: str, body: str = STORY, **fields: object) -> str:
    return article(f"In {outlet}", f"{body}\n", outlet=outlet, edition=day, **fields)


def also_in(root: Path, path: str) -> list[str]:
    """The copies that a story's page names."""
    page = (root / "site" / path / "index.html").read_text("utf-8")
    line = re.search(r"<dt>Also in</dt><dd>(.*?)</dd>", page)
    return [re.sub("<[^>]*>", "", part) for part in line[1].split("; ")] if line else []


def built(root: Path, **files: str | None) -> int:
    """Build with stories changed, or deleted where there is None; how many pages were rendered."""
    make_archive(root, {f"articles/{name}.md": text for name, text in files.items() if text})
    for name, text in files.items():
        if not text:
            (root / f"content/articles/{name}.md").unlink()
    return build(root, as_of=AS_OF, jobs=1).rendered


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A story in two papers, and years later in the first again, cut to a third and with another beginning."""
    make_archive(tmp_path, PAPERS)
    later = f"Readers asked for it again.\n\n{WIRE[1]}"
    built(
        tmp_path,
        a=wired("courier", "1956-10-13"),
        b=wired("phare", "1956-10-14"),
        c=wired("courier", "1977-02-01", later),
        d=wired("lamp", "1956-10-13", "Nothing of it. " * 30),
    )
    return tmp_path


def test_a_story_says_where_else_its_text_stands_in_order_of_time(root: Path) -> None:
    assert also_in(root, "courier/1956/10/13/a") == ["Le Phare, 14 October 1956", "The Courier, 1 February 1977"]
    assert also_in(root, "courier/1977/02/01/c") == ["The Courier, 13 October 1956", "Le Phare, 14 October 1956"]
    assert also_in(root, "lamp/1956/10/13/d") == []


def test_of_many_copies_the_first_are_named_and_the_others_counted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_page, "MOST_COPIES", 2)
    built(root, d=wired("lamp", "1956-10-15"), e=wired("lamp", "1999-01-01"))
    assert also_in(root, "courier/1956/10/13/a") == [
        "Le Phare, 14 October 1956", "The Lamp, 15 October 1956", "and 2 more",
    ]  # fmt: skip
    built(root, e=None)
    assert also_in(root, "courier/1956/10/13/a")[2:] == ["and 1 more"]
    built(root, d=None)
    assert len(also_in(root, "courier/1956/10/13/a")) == 2


def test_a_papers_name_keeps_its_language(root: Path) -> None:
    page = (root / "site/courier/1956/10/13/a/index.html").read_text("utf-8")
    assert '<a href="/phare/1956/10/14/b/"><span lang="fr">Le Phare</span>, 14 October 1956</a>' in page


@pytest.mark.parametrize(
    "change",
    [
        None,
        wired("phare", "1956-10-14", "Another text altogether. " * 30),
        wired("phare", "1956-10-14", withdrawn={"date": "1957-01-01", "reason": "A court"}),
        wired("phare", "1956-10-14", embargo="2027-01-01"),
        wired("phare", "1956-10-14", draft=True),
    ],
    ids=["deleted", "edited", "withdrawn", "embargoed", "a draft"],
)
def test_a_copy_that_is_none_any_more_is_not_named(root: Path, change: str | None) -> None:
    built(root, b=change)
    assert also_in(root, "courier/1956/10/13/a") == ["The Courier, 1 February 1977"]


def test_an_edit_of_a_copy_that_stays_one_renders_that_page_alone(root: Path) -> None:
    assert built(root, b=wired("phare", "1956-10-14", f"{STORY} One word more.")) == 1


def test_a_copy_that_comes_renders_the_pages_that_name_it(root: Path) -> None:
    built(root, d=wired("lamp", "1956-10-13"))
    assert also_in(root, "courier/1977/02/01/c")[0] == "The Courier, 13 October 1956"
    assert "The Lamp, 13 October 1956" in also_in(root, "phare/1956/10/14/b")


def test_a_story_that_a_case_is_about_leads_to_no_copy_and_none_leads_to_it(root: Path) -> None:
    case = "- {id: '1', action: redact, date: 2025-01-01, reason: R, text: ferrymen, articles: articles/b.md}\n"
    make_archive(root, {"takedowns.yaml": case})
    build(root, as_of=AS_OF, jobs=1)
    assert also_in(root, "phare/1956/10/14/b") == []
    assert also_in(root, "courier/1956/10/13/a") == ["The Courier, 1 February 1977"]


def test_a_text_that_its_agency_takes_back_is_in_no_pair(root: Path) -> None:
    built(root, b=wired("phare", "1956-10-14", agency="Wire"))
    assert "Le Phare, 14 October 1956" in also_in(root, "courier/1956/10/13/a")
    make_archive(root, {"agencies/wire.yaml": "name: Wire\nwithdraw: {from: 2020-01-01, of: text}\n"})
    built(root)
    assert also_in(root, "phare/1956/10/14/b") == []
    assert also_in(root, "courier/1956/10/13/a") == ["The Courier, 1 February 1977"]


def test_parts_of_one_series_in_a_paper_are_not_copies(root: Path) -> None:
    built(root, a=wired("courier", "1956-10-13", series="The river year"),
          c=wired("courier", "1977-02-01", WIRE[1], series="the river year"))  # fmt: skip
    assert also_in(root, "courier/1956/10/13/a") == ["Le Phare, 14 October 1956"]


def test_what_more_stories_share_than_copies_do_tells_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And tells something again when there is one less: pages change that nobody edited."""
    monkeypatch.setattr(pairing, "MOST", 3)
    built(root, d=wired("lamp", "1956-10-13"))
    assert also_in(root, "courier/1977/02/01/c") == [], "its paragraph stands in four stories"
    assert also_in(root, "courier/1956/10/13/a") == ["The Lamp, 13 October 1956", "Le Phare, 14 October 1956"]
    built(root, d=None)
    assert also_in(root, "courier/1977/02/01/c") == ["The Courier, 13 October 1956", "Le Phare, 14 October 1956"]


def test_search_can_hide_copies_while_there_are_any(root: Path) -> None:
    def page(name: str) -> str:
        return (root / "site" / name / "index.html").read_text("utf-8")

    later = '<i data-pagefind-filter="copy">later</i>'
    assert later not in page("courier/1956/10/13/a")
    assert later in page("phare/1956/10/14/b")
    assert "Hide copies" in page("search")
    assert "once=1" in page("search/help")
    built(root, b=None, c=None)
    assert "Hide copies" not in page("search")
    assert "once=1" not in page("search/help")


def test_turned_off_no_page_says_so_and_turned_on_again_all_do(root: Path) -> None:
    first = tree(root / "site")
    settings = root / "content/archive.yaml"
    on = settings.read_text("utf-8")
    settings.write_text(f"{on}reprints: false\n", "utf-8")
    built(root)
    found = tree(root / "site")
    pages = [data for path, data in found.items() if path.endswith(".html")]
    assert not any(word in data for data in pages for word in (b"Also in", b'filter="copy"', b"Hide copies"))
    settings.write_text(on, "utf-8")
    built(root)
    assert tree(root / "site") == first
