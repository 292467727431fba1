"""An edit costs what the edit costs: how much is rendered, and what is not."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from backissue.catalog.store import Catalog
from backissue.model import PageKey
from backissue.pages import feed
from backissue.render.words import shipped_theme
from backissue.summary import Summary
from edits import Archive, Story, first_archive
from test_incremental import built, differences, tree


class Desk:
    """An archive that was built once; ``edit`` says what the next build did, and which pages changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.archive = first_archive()
        self.build()

    def build(self) -> Summary:
        self.archive.write(self.root, shipped_theme())
        summary = built(self.root, self.archive)
        assert summary
        return summary

    def edit(self, change: Callable[[Archive], object]) -> tuple[Summary, set[str]]:
        before = tree(self.root / "site")
        change(self.archive)
        summary = self.build()
        changed = differences(before, tree(self.root / "site"))
        return summary, {path.removesuffix("index.html") for path in changed if path.endswith(".html")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def with_body(story: Story, body: str) -> Story:
    return Story(story.fields, body)


def test_an_edit_of_the_text_renders_one_page_and_indexes_one_shard(desk: Desk) -> None:
    path = "gazette/story-0.md"
    summary, changed = desk.edit(
        lambda archive: archive.stories.update({path: with_body(archive.stories[path], "Another text.")})
    )
    assert (summary.rendered, summary.shards_built) == (1, 1)
    assert summary.written == 2 + 2 * 2, "page, article.json, the archive's and the paper's feeds in two formats"
    assert changed == {"gazette/1931/04/06/story-0/"}


def test_an_edit_of_a_text_that_no_feed_has_writes_the_page_and_its_json(desk: Desk) -> None:
    path = "gazette/story-0.md"
    desk.edit(lambda archive: archive.stories.update({
        f"gazette/later-{at}.md": archive.stories[path].with_field("published", f"1957-01-{at + 1:02d}")
        for at in range(feed.MOST)
    }))  # fmt: skip
    summary, _ = desk.edit(
        lambda archive: archive.stories.update({path: with_body(archive.stories[path], "Another text.")})
    )
    assert (summary.rendered, summary.written) == (1, 2)


def test_nothing_new_renders_nothing_and_writes_nothing(desk: Desk) -> None:
    summary, changed = desk.edit(lambda archive: None)
    assert (summary.rendered, summary.written, summary.removed, summary.shards_built) == (0, 0, 0, 0)
    assert changed == set()


def test_what_an_outlets_file_says_of_its_run_touches_no_story(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    marked, mark = list[PageKey](), Catalog.mark

    def noting(catalog: Catalog, keys: Iterable[PageKey], reason: str) -> None:
        mark(catalog, marked_now := list(keys), reason)
        marked.extend(marked_now)

    monkeypatch.setattr(Catalog, "mark", noting)
    text = b"name: Gazette\nfrequency: daily\nmissing: [1931-05]\n"
    summary, changed = desk.edit(lambda archive: archive.files.update({"outlets/gazette.yaml": text}))
    assert {key.kind for key in marked} == {"month", "year", "outlet", "coverage", "file"}
    assert summary.rendered == len(changed)
    assert changed == {"coverage/", "gazette/", "gazette/coverage/"} | {
        page for page in changed if page.startswith("gazette/1") and page.count("/") in (2, 3)
    }


def test_a_new_edition_touches_its_own_month_and_its_neighbours(desk: Desk) -> None:
    desk.edit(lambda archive: archive.files.update({"outlets/gazette.yaml": b"name: Gazette\nfrequency: daily\n"}))
    _, changed = desk.edit(lambda archive: archive.files.update({"editions/gazette/1956-10-20.yaml": b"number: 3\n"}))
    pages = {page for page in changed if page.startswith("gazette/1") and page.count("/") == 3}
    assert pages == {"gazette/1956/10/"}
    assert {"coverage/", "gazette/coverage/"} < changed
    assert not {page for page in changed if page.startswith("herald/")}


def test_a_file_saved_again_as_it_was_renders_nothing(desk: Desk) -> None:
    file = desk.root / "content/articles/gazette/story-0.md"
    file.write_bytes(file.read_bytes() + b"\n")
    summary = built(desk.root, desk.archive)
    assert summary
    assert summary.rendered <= 1
    file.touch()
    summary = built(desk.root, desk.archive)
    assert summary
    assert summary.rendered == 0


def test_a_comment_renders_the_story_that_it_is_on(desk: Desk) -> None:
    comment = b"- {author: A. R., text: I was there.}\n"
    summary, changed = desk.edit(lambda archive: archive.files.update({"comments/gazette/story-0.yaml": comment}))
    assert summary.rendered == 1
    assert changed == {"gazette/1931/04/06/story-0/"}


def test_a_new_edition_rewrites_no_story(desk: Desk) -> None:
    """Its day, month, year, lists and boxes change; the stories stay, but for their age notices."""
    story = desk.archive.stories["gazette/story-0.md"].with_field("series", None)
    fresh = story.with_field("published", "1957-12-01")
    summary, changed = desk.edit(lambda archive: archive.stories.update({"gazette/fresh.md": fresh}))
    stories = {page for page in changed if "story-" in page}
    assert "gazette/1957/12/01/fresh/" in changed
    assert {"", "gazette/", "gazette/latest/", "gazette/1957/", "gazette/1957/12/01/"} <= changed
    assert stories == set()
    assert summary.rendered == len(changed)


def test_a_template_renders_the_pages_that_are_made_with_it(desk: Desk) -> None:
    summary, changed = desk.edit(lambda archive: setattr(archive, "template_mark", "<!-- one -->"))
    assert changed
    assert all(len(page.strip("/").split("/")) == 4 for page in changed), "days alone"
    assert summary.rendered == len(changed)


def test_what_is_said_of_a_topic_renders_its_page(desk: Desk) -> None:
    about = b"name: Bridges\ndescription: Stone and iron.\n"
    summary, changed = desk.edit(lambda archive: archive.files.update({"topics/bridges.yaml": about}))
    assert changed == {"topics/bridges/"}
    assert summary.rendered == 1
