"""Shards in a site: the same bytes for the same pages, and only what changed is built."""

import gzip
import json
from pathlib import Path

import cbor2
import pytest
from backissue.errors import SearchError
from backissue.search import SearchSettings, Story, Summary, pagefind, update
from search_archive import Memory, Page, Told, tree, write

SMALL = SearchSettings(closed=12, open=6)


def pages() -> list[Page]:
    """Some stories over seventy years, with enough filter values that their order could differ."""
    made = [
        Page(
            slug=f"story-{number}",
            date=f"{1956 + number * 3 % 70}-{1 + number % 12:02}-{1 + number % 28:02}",
            headline=f"Flood number {number}",
            text=f"The river rose in Moorfield, say witnesses, time {number}. Word{number} stands alone.",
            topics=(f"Topic {number % 7}", f"Theme {number % 5}"),
            people=(f"Person {number % 11}",),
            section=("News", "World", "Sport")[number % 3],
        )
        for number in range(60)
    ]
    return [
        *made,
        Page("month", "1957-03", "A month", "Known by month alone."),
        Page("year", "1958", "A year", "Known by year alone."),
        Page("never", "", "No date", "Nobody knows when."),
        Page("phare", "1988-06-17", "Le phare", "Les pêcheurs quittaient le port.", language="fr-CA"),
        Page("nahr", "2016-02-03", "النهر", "ارتفع منسوب النهر في المدينة أمس.", language="ar"),
    ]


class Build:
    """A site and its ledger, brought up to date as often as a test likes."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.ledger = Memory()
        self.progress: list[tuple[int, int]] = []

    def __call__(self, given: list[Page], settings: SearchSettings = SMALL) -> Summary:
        work = self.site / ".backissue-tmp"
        stories = write(given, self.site)
        self.progress.clear()
        return update(stories, self.site, work, self.ledger, settings, lambda *step: self.progress.append(step))

    def manifest(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads((self.site / "search/shards.json").read_text())["shards"]
        return found


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path)


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for turn, jobs in enumerate((1, 4, 2)):
        once = Build(tmp_path / str(turn))
        once(pages()[:: -1 if turn else 1], SearchSettings(closed=12, open=6, jobs=jobs))
        trees.append(tree(once.site / "search"))
    assert trees[0] == trees[1] == trees[2]


def test_nothing_changed_builds_nothing(build: Build) -> None:
    first = build(pages())
    before = tree(build.site)
    build.ledger.calls.clear()
    again = build(pages())
    assert (first.built, again.built, again.removed) == (first.shards, 0, 0)
    assert (tree(build.site), build.ledger.calls) == (before, [])


def test_an_edit_builds_one_shard_and_equals_a_build_from_nothing(build: Build, tmp_path: Path) -> None:
    build(pages())
    given = pages()
    given[7] = Page("story-7", given[7].date, "Drought", "The river fell.")
    assert build(given).built == 1
    fresh = Build(tmp_path / "fresh")
    fresh(given)
    assert tree(build.site) == tree(fresh.site)


def test_shards_that_are_no_more_go(build: Build, tmp_path: Path) -> None:
    build(pages())
    kept = [page for page in pages() if not page.date.startswith("19")]
    assert build(kept).removed > 0
    fresh = Build(tmp_path / "fresh")
    fresh(kept)
    assert tree(build.site / "search") == tree(fresh.site / "search")


def test_a_folder_that_a_killed_build_left_goes(build: Build) -> None:
    build(pages())
    before = tree(build.site)
    (build.site / "search/shards/17xx/en").mkdir(parents=True)
    (build.site / "search/shards/17xx/en/pagefind-entry.json").write_text("{}")
    assert build(pages()).removed == 1
    assert tree(build.site) == before


def test_a_shard_that_is_not_in_place_is_built_again(build: Build) -> None:
    build(pages())
    before = tree(build.site)
    (build.site / "search/shards/undated").rename(build.site.parent / "taken")
    assert build(pages()).built == 1
    assert tree(build.site) == before


def test_a_shard_is_forgotten_before_and_remembered_after(build: Build) -> None:
    summary = build(pages())
    calls = build.ledger.calls
    for id_ in build.ledger.digests:
        assert [what for what, which in calls if which == id_] == ["forget", "remember"]
    assert len(build.ledger.digests) == summary.shards + 1  # and the directory of words
    assert build.progress[0] == (0, summary.shards)
    assert build.progress[-1] == (summary.shards, summary.shards)


def test_the_manifest_lists_shards_newest_first(build: Build) -> None:
    build(pages())
    listed = build.manifest()
    assert sum(int(str(line["count"])) for line in listed) == len(pages())
    (meta,) = (build.site / "search/shards/undated/en").glob("pagefind.*.pf_meta")
    assert listed[-1] == {
        "path": "search/shards/undated/",
        "first": "",
        "last": "",
        "count": 1,
        "undated": 1,
        "languages": {"en": meta.name},
    }
    lasts = [str(line["last"]) for line in listed]
    assert lasts == sorted(lasts, reverse=True)
    assert {"ar", "fr"} <= {language for line in listed for language in line["languages"]}  # type: ignore[attr-defined]


def test_no_stories_leave_an_empty_manifest(build: Build) -> None:
    build(pages()[:3])
    assert build([]) == Summary(shards=0, built=0, removed=1, stories=0)
    assert list(tree(build.site / "search")) == ["shards.json"]
    assert build.manifest() == []


def directory(build: Build, language: str) -> dict[str, list[list[str]]]:
    """Every word of a language in the directory of words."""
    files = sorted((build.site / "search/terms" / language).rglob("*.json"))
    return {word: some for file in files for word, some in json.loads(file.read_text()).items()}


def shards_of(build: Build, bits: str) -> set[str]:
    """The shards that a number of the directory stands for."""
    oldest_first = [str(line["path"]).split("/")[-2] for line in reversed(build.manifest())]
    return {id_ for place, id_ in enumerate(oldest_first) if int(bits, 16) >> place & 1}


def test_the_directory_knows_each_word_its_stem_and_its_shards(build: Build) -> None:
    build(pages())
    words = directory(build, "en")
    (stem, base, bits) = words["witnesses"][0]
    assert (stem, base) == ("wit", "") or stem.startswith("wit")
    assert shards_of(build, bits) == {
        str(line["path"]).split("/")[-2] for line in build.manifest() if int(str(line["count"])) > 1
    } - {"undated"}
    assert len(shards_of(build, words["word7"][0][2])) == 1
    assert directory(build, "fr")["pecheurs"] == [["pecheur", "", directory(build, "fr")["phare"][0][2]]]
    assert "النهر" in directory(build, "ar")
    assert "zqxj" not in words


def test_a_directory_that_a_killed_build_left_is_made_again_from_the_bundles(build: Build) -> None:
    build(pages())
    before = tree(build.site)
    build.ledger.forget("terms")
    (build.site / "search/terms/en/f/flo.json").unlink()
    (build.site / "search/terms/en/f/of-a-killed-build.json").write_text("{}")
    assert build(pages()).built == 0
    assert tree(build.site) == before


def test_a_directory_that_is_not_in_place_is_made_again(build: Build) -> None:
    build(pages())
    before = tree(build.site)
    (build.site / "search/terms").rename(build.site.parent / "taken")
    assert build(pages()).built == 0
    assert tree(build.site) == before


def test_a_language_that_is_no_more_leaves_no_words(build: Build, tmp_path: Path) -> None:
    build(pages())
    kept = [page for page in pages() if page.language != "fr-CA"]
    build(kept)
    fresh = Build(tmp_path / "fresh")
    fresh(kept)
    assert tree(build.site / "search") == tree(fresh.site / "search")
    assert not (build.site / "search/terms/fr").exists()


def test_a_bundle_holds_its_language_and_nothing_of_the_stock_interface(build: Build) -> None:
    build(pages())
    bundles = list((build.site / "search/shards").glob("*/fr"))
    assert len(bundles) == 1
    words = [
        word[0]
        for chunk in (bundles[0] / "index").iterdir()
        for word in cbor2.loads(gzip.decompress(chunk.read_bytes())[12:])[0]
    ]
    assert "pecheurs" in words  # not stemmed: that is the directory's
    assert not list(bundles[0].glob("*.js"))
    assert sorted(path.name for path in bundles[0].iterdir() if path.is_dir()) == [
        "filter",
        "fragment",
        "index",
    ]


def test_what_is_hidden_or_outside_is_not_searched_but_its_values_are_kept(build: Build) -> None:
    build([Page("one", "1956-10-13", "Sputnik", "A moon.", page="A4", image="/images/moon.jpg")])
    (fragment,) = (build.site / "search/shards/all/en/fragment").iterdir()
    data = json.loads(gzip.decompress(fragment.read_bytes())[12:])
    assert data["url"] == "/courier/1956/10/13/one/"
    assert data["content"] == "Sputnik. A moon."
    assert data["meta"] == {"title": "Sputnik"}
    assert data["filters"]["page"] == ["A4"]
    assert data["filters"]["image"] == ["/images/moon.jpg"]
    names = [
        cbor2.loads(gzip.decompress(table.read_bytes())[12:])[0]
        for table in (build.site / "search/shards/all/en/filter").iterdir()
    ]
    assert sorted(names) == ["day", "language", "month", "outlet", "section", "year"]


def test_a_page_that_is_not_there_is_a_named_error(build: Build) -> None:
    story = Story("/a/", "a/index.html", "1956", "en", b"")
    with pytest.raises(SearchError, match=r"a/index\.html is to be searched but is not in the site"):
        update(Told([story]), build.site, build.site / ".backissue-tmp", build.ledger, SMALL, lambda *_: None)


def test_a_failing_pagefind_is_a_named_error(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "pagefind"
    fake.write_text("#!/bin/sh\necho 'no room on the device' >&2\nexit 3\n")
    fake.chmod(0o755)
    monkeypatch.setattr(pagefind, "program", lambda: (fake, "fake 1"))
    with pytest.raises(SearchError, match="status 3: no room on the device"):
        build(pages()[:3])
    assert build.ledger.digests == {}


def test_settings_in_the_environment_do_not_reach_pagefind(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(pages()[:3])
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "h1")
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    other = Build(tmp_path / "other")
    other(pages()[:3])
    assert tree(build.site) == tree(other.site)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-CA", "en"),
        ("zh-Hans", "zh"),
        ("AR", "ar"),
        ("nn-NO", "no"),
        ("", "unknown"),
        ("x-none", "unknown"),
    ],
)
def test_languages_are_indexed_by_their_first_part(tag: str, language: str) -> None:
    assert pagefind.index_language(tag) == language
