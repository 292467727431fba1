"""What `backissue check` tells an editor of the content."""

import json
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from archives import AS_OF, article, make_archive, picture, tree
from backissue.advice import advise
from backissue.advice.finding import KINDS, Finding, Report
from backissue.build import build
from backissue.cli import main
from backissue.errors import Busy
from backissue.place import BuildLock, find_place
from click.testing import CliRunner
from tools import ROOT

GAUGE = {"src": "images/gauge.png", "alt": "A board.", "caption": "The gauge.", "credit": "Tom Marsh"}


def of_kind(root: Path, kind: str, as_of: datetime = AS_OF) -> list[str]:
    """The findings of one kind, as they are told."""
    return [str(one) for one in advise(root, as_of=as_of, jobs=1).findings if one.kind == kind]


def story(headline: str = "A headline", body: str = "A story.\n", **fields: object) -> str:
    """A story that nothing is to be said of."""
    return article(headline, body, standfirst="In short.", **fields)


def test_content_without_a_fault_needs_no_advice(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"articles/a.md": story(images=[GAUGE]), "images/gauge.png": picture()}
    assert advise(make_archive(tmp_path, files), as_of=AS_OF, jobs=1) == Report(1, ())


def test_the_sample_archive_has_no_broken_link_and_no_picture_without_words(tmp_path: Path) -> None:
    copytree(ROOT / "content", tmp_path / "content", ignore=ignore_patterns("draw", "__pycache__"))
    report = advise(tmp_path, as_of=AS_OF, jobs=1)
    assert report.broken == 0
    assert not {"alt", "credit", "caption", "doubled", "orphans"} & report.counts.keys()


def test_the_starter_archive_has_no_broken_link(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["new", str(tmp_path / "paper")])
    assert advise(tmp_path / "paper", as_of=AS_OF, jobs=1).broken == 0


def test_the_check_is_the_same_before_a_build_and_after_it_and_changes_nothing(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/a.md": story("A", "[Topics](/topics/floods/), [gone](/topics/fools/).\n", topics=["Floods"]),
        "articles/b.md": article("B", "[Years](/courier/1956/#years).\n"), "images/alone.png": picture(),
    })  # fmt: skip
    before = advise(root, as_of=AS_OF, jobs=1)
    assert before.counts == {"links": 2, "orphans": 1, "standfirst": 1}
    assert {file.name for file in (root / ".backissue").rglob("*") if file.is_file()} == {"build.lock", "workers.lock"}
    build(root, as_of=AS_OF)
    built = tree(root / "site")
    assert advise(root, as_of=AS_OF, jobs=1) == before
    make_archive(root, {"articles/c.md": story("C", topics=["Fools"])})
    assert advise(root, as_of=AS_OF, jobs=1).counts == {"links": 1, "orphans": 1, "standfirst": 1}
    assert tree(root / "site") == built
    summary = build(root, as_of=AS_OF)
    assert summary.articles == 3
    assert not summary.cold


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("/topics/flods/", "links to /topics/flods/, which the site does not have; did you mean /topics/floods/?"),
        ("/nowhere/", "links to /nowhere/, which the site does not have; write the path of a content file, or an "
                      "address that is there"),
        ("/topics/floods/#deep", "links to #deep, which is no place in topics/floods; leave out the # and what "
                                 "follows"),
        ("articles/b.md#deep", "links to #deep, which is no place in /courier/1956/10/13/b/; leave out the # and what "
                               "follows"),
        ("#deep", "links to #deep, which is no place in /courier/1956/10/13/a/; leave out the # and what follows"),
        ("../c/", "links to ../c/, which the site does not have; write the path of a content file, or an address that "
                  "is there"),
        ("https://archive.example.org/gone.html", "links to /gone.html, which the site does not have; write the path "
                                                  "of a content file, or an address that is there"),
        ("", "a link that leads to nothing; write the path of a content file, or an address that is there"),
        ("articles/draft.md", "links to articles/draft.md, which is not public yet; its words are shown without a "
                              "link"),
        ("articles/none.md", "links to articles/none.md, which is not there; write its path from content/"),
    ],
    ids=lambda value: value.partition(",")[0],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told_with_its_line(tmp_path: Path, link: str, said: str) -> None:
    root = make_archive(tmp_path, {
        "articles/a.md": story("A", f"First.\n\nThen [a link]({link}).\n", topics=["Floods"]),
        "articles/b.md": story("B"), "articles/draft.md": story("Draft", draft=True),
    })  # fmt: skip
    line = story("A", topics=["Floods"]).count("\n") + 2
    assert of_kind(root, "links") == [f"content/articles/a.md:{line}: {said}"]


@pytest.mark.parametrize(
    "link",
    ["/", "/topics/floods/", "/topics/floods", "/courier/1956/10/13/", "/courier/1956/10/", "/search/?q=flood",
     "/old.html", "/courier/1956/#top", "#fn1", "articles/b.md", "articles/b.md#corrections", "../b/", "/about/",
     "/corrections/", "/courier/latest/", "/assets/broadsheet.css", "mailto:editor@example.org", "/search/help/#words",
     "https://archive.example.org/topics/floods/", "/images/gauge.png/60.webp"],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_not_told(tmp_path: Path, link: str) -> None:
    root = make_archive(tmp_path, {
        "articles/a.md": story("A", f"See[^1] [this]({link}).\n\n[^1]: There.\n", topics=["Floods"], images=[GAUGE]),
        "articles/b.md": story("B", aliases=["/old.html"], corrections=[{"date": "1956", "text": "Wrong."}]),
        "images/gauge.png": picture(), "pages/about.md": "---\ntitle: About\n---\nAbout.\n",
    })  # fmt: skip
    assert of_kind(root, "links") == []


def test_links_in_pages_and_descriptions_are_looked_at_too(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/a.md": story(topics=["Floods"]),
        "pages/about.md": "---\ntitle: About\n---\n[gone](/gone/)\n",
        "topics/floods.yaml": "name: Floods\ndescription: See [this](articles/a.md).\n",
    })  # fmt: skip
    assert [text.partition(";")[0] for text in of_kind(root, "links")] == [
        "content/pages/about.md:4: links to /gone/, which the site does not have",
        "content/topics/floods.yaml:2: links to articles/a.md, and a description is shown without such links",
    ]


def test_what_pictures_lack_is_told(tmp_path: Path) -> None:
    bare = {"src": "images/gauge.png"}
    root = make_archive(tmp_path, {
        "articles/a.md": story("A", "![](images/other.png)\n", images=[bare]), "images/gauge.png": picture(),
        "articles/b.md": story("B", images=[{"src": "images/gauge.png", "alt": ""}]), "images/other.png": picture(),
        "editions/courier/1956-10-13.yaml": "number: 1\ncover: images/gauge.png\n",
        "articles/gone.md": story("Gone", images=[bare], withdrawn={"date": "1957", "reason": "An order."}),
    })  # fmt: skip
    said = [(one.kind, one.path, one.line) for one in advise(root, as_of=AS_OF, jobs=1).findings]
    assert said == [
        ("alt", "content/articles/a.md", 6), ("alt", "content/articles/a.md", 8),
        ("alt", "content/editions/courier/1956-10-13.yaml", 2),
        ("credit", "content/articles/a.md", 6), ("credit", "content/articles/a.md", 8),
        ("caption", "content/articles/a.md", 6), ("caption", "content/articles/a.md", 8),
    ]  # fmt: skip


def test_a_caption_said_twice_is_told(tmp_path: Path) -> None:
    twice = GAUGE | {"src": "images/other.png", "caption": "the  Gauge"}
    echo = GAUGE | {"src": "images/third.png", "alt": "A boat.", "caption": "A boat"}
    files = {f"images/{name}.png": picture() for name in ("gauge", "other", "third")}
    root = make_archive(tmp_path, {"articles/a.md": story(images=[GAUGE, twice, echo]), **files})
    assert of_kind(root, "doubled") == [
        "content/articles/a.md:12: the caption of images[1] is that of images[0] too; say of each picture what it "
        "shows",
        "content/articles/a.md:16: the caption of images[2] is its alt text too; let alt say what is to be seen, and "
        "the caption what it is",
    ]


def test_a_picture_that_nothing_shows_is_told(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/a.md": story(draft=True, images=[GAUGE]), "images/gauge.png": picture(), "images/b.png": picture(),
        "images/README.md": "Notes.\n",
    })  # fmt: skip
    assert of_kind(root, "orphans") == ["content/images/b.png: nothing shows this picture; show it, or remove the file"]


def test_a_story_without_a_standfirst_is_told(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/a.md": article(standfirst=" "), "articles/b.md": story()})
    assert of_kind(root, "standfirst") == [
        "content/articles/a.md:4: the story has no standfirst; sum it up in a sentence: standfirst: …"
    ]


def test_dates_that_have_not_come_are_told(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/a.md": story("A", edition="2026-03-02"), "articles/b.md": story("B", published="2027"),
        "articles/c.md": story("C", published="2026-03-01T12:00:00+00:00", updated="2026-03-01T12:01:00+00:00"),
        "articles/d.md": story("D", published="2099", draft=True), "articles/e.md": story("E", published="2026-03"),
        "articles/f.md": story("F", published="2099", embargo="2099-01-01"),
        "comments/a.yaml": "- {author: A, date: 2026-02, text: X, replies: [{author: B, date: 2026-04, text: Y}]}\n",
    })  # fmt: skip
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert [text.partition(" has")[0] for text in of_kind(root, "future", noon)] == [
        "content/articles/a.md:4: 2026-03-02", "content/articles/b.md:4: 2027",
        "content/articles/c.md:5: 2026-03-01T12:01:00+00:00", "content/comments/a.yaml:1: 2026-04",
    ]  # fmt: skip


def test_what_stops_a_build_is_told_first(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/a.md": article("A", topcs=["Floods"]), "articles/b.md": article()})
    report = advise(root, as_of=AS_OF, jobs=1)
    assert [str(one) for one in report.findings] == [
        'content/articles/a.md:4: unknown field "topcs"; did you mean "topics"?'
    ]
    assert report.broken == 1


def test_settings_that_cannot_be_read_are_told_alone(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/a.md": article(), "archive.yaml": "nmae: The archive\n"})
    assert [str(one) for one in advise(root, as_of=AS_OF, jobs=1).findings] == [
        'content/archive.yaml:1: unknown field "nmae"; did you mean "name"?'
    ]
    assert run(root) == (
        1,
        "What a build refuses: 1\n"
        'content/archive.yaml:1: unknown field "nmae"; did you mean "name"?\n\n'
        "1 fault to mend before anything else can be looked at\n",
    )


def test_what_the_builds_own_checks_refuse_is_told_beside_the_rest(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {
        "articles/a.md": story("A", images=[GAUGE]), "articles/b.md": article("B"),
        "editions/courier/1956-10-14.yaml": "number: 2\n",
    })  # fmt: skip
    assert advise(root, as_of=AS_OF, jobs=1).counts == {"refused": 1, "standfirst": 1, "editions": 1}


def test_nothing_is_looked_at_while_a_build_runs(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/a.md": story()})
    with BuildLock(find_place(root, None)), pytest.raises(Busy):
        advise(root, as_of=AS_OF)


def run(root: Path, *flags: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", "--root", str(root), "--jobs", "1", "--as-of", "2026-01-01", *flags])
    return done.exit_code, done.stdout


def test_the_command_groups_what_it_finds_and_ends_with_0_when_it_is_advice_alone(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {f"articles/{number:02}.md": article(f"No. {number}") for number in range(22)})
    code, said = run(root)
    assert code == 0
    assert said.splitlines()[0] == "Stories without a standfirst: 22"
    assert said.splitlines()[20:] == [
        "content/articles/19.md:2: the story has no standfirst; sum it up in a sentence: standfirst: …",
        "… and 2 more; --all lists them", "",
        "22 stories looked at: no faults, 22 pieces of advice",
    ]  # fmt: skip
    assert run(root, "--all")[1].count("no standfirst") == 22


def test_the_command_ends_with_1_for_a_broken_link_and_speaks_json(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"articles/a.md": story(body="[gone](/gone/)\n")})
    code, said = run(root)
    assert (code, said.splitlines()[-1]) == (1, "1 story looked at: 1 fault, no pieces of advice")
    code, said = run(root, "--json")
    assert code == 1
    assert json.loads(said) == {
        "stories": 1, "tried": 0, "left": 0, "dead": None, "counts": {"links": 1},
        "findings": [{
            "kind": "links", "path": "content/articles/a.md", "line": 6, "broken": True,
            "message": "links to /gone/, which the site does not have",
            "remedy": "write the path of a content file, or an address that is there",
        }],
    }  # fmt: skip


@pytest.mark.parametrize(
    "flags", [["--outputs", "--external"], ["--views", "--all"], ["--views", "--as-of", "2026-01-01"], ["--site", "x"]]
)
def test_the_site_and_the_content_are_looked_at_apart(tmp_path: Path, flags: list[str]) -> None:
    make_archive(tmp_path, {"articles/a.md": story()})
    assert CliRunner().invoke(main, ["check", "--root", str(tmp_path), *flags]).exit_code == 2


def test_every_kind_of_advice_has_its_place() -> None:
    assert Finding("links", "content/a.md", 0, "what", "").__str__() == "content/a.md: what"
    assert set(KINDS) >= {"links", "holes", "names", "outside"}
