"""A build that is told what changed does what one does that looks at everything: it may be kept open, too."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from archives import AS_OF, article, make_archive
from backissue.build import Works, finish, put_pages, showing
from backissue.errors import BuildFailed
from backissue.place import BuildLock, find_place
from backissue.render.words import shipped_theme
from backissue.sources import read
from backissue.sources.scan import Found, look, scan
from backissue.summary import Summary
from edits import EDITS, Archive, Edit, clone, first_archive
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_incremental import built, differences, tree

pytestmark = pytest.mark.long


def told_build(works: Works, archive: Archive, told: set[str] | None) -> Summary:
    moment = datetime.fromisoformat(archive.as_of).replace(tzinfo=UTC)
    with BuildLock(works.place):
        placed = put_pages(works, showing(moment, drafts=archive.drafts), _silent, told)
        return finish(works, placed, _silent)


def _silent(phase: str, done: int, total: int) -> None:
    pass


def changed(before: dict[str, bytes], after: dict[str, bytes], by_folder: bool) -> set[str]:
    """What a watcher tells: the files that differ below content/, or the folders that they are in."""
    files = {
        path.removeprefix("content/")
        for path in before.keys() | after.keys()
        if path.startswith("content/") and before.get(path) != after.get(path)
    }
    return {file.rpartition("/")[0] or file for file in files} if by_folder else files


@given(st.lists(st.tuples(EDITS, st.booleans()), min_size=5, max_size=5))
@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)  # fmt: skip
def test_what_is_told_is_enough_for_the_site_of_a_cold_build(edits: list[tuple[Edit, bool]]) -> None:
    """Refused edits stay on the list of what is told, as a preview keeps them, until they are mended."""
    with TemporaryDirectory() as folder:
        root, cold = Path(folder, "warm"), Path(folder, "cold")
        archive = first_archive()
        archive.write(root, shipped_theme())
        with closing(Works(find_place(root, None), 1)) as works:
            told_build(works, archive, None)
            waiting: set[str] = set()
            for edit, by_folder in edits:
                before = archive.copy()
                edit(archive)
                theme = shipped_theme()
                waiting |= changed(before.contents(theme), archive.contents(theme), by_folder)
                archive.write(root, theme)
                clone(root, cold)
                from_nothing = built(cold, archive)
                try:
                    told_build(works, archive, waiting)
                except BuildFailed:
                    assert from_nothing is None
                    waiting |= changed(archive.contents(theme), before.contents(theme), by_folder)
                    archive = before
                    archive.write(root, theme)
                    continue
                waiting = set()
                assert differences(tree(root / "site"), tree(cold / "site")) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(tmp_path, {
        "articles/flood.md": article("Flood"), "articles/a/river.md": article("River"),
        "articles/a/b/weir.md": article("Weir"), "articles/.git/x.md": "", "articles/île/été.md": article("Île"),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"articles/flood.md"}, {"articles/flood.md"}),
        ({"articles/a"}, {"articles/a/river.md", "articles/a/b/weir.md"}),
        ({"articles/a/b", "articles/a", "articles/a/river.md"}, {"articles/a/river.md", "articles/a/b/weir.md"}),
        ({"articles/.git/x.md", "articles/flood.md~", "articles/.flood.md.swp", "articles/gone/x.md"}, set()),
        ({"articles/île/été.md"}, {"articles/île/été.md"}),
    ],
    ids=["a file", "a folder", "what lies in another", "what is no content", "letters beyond ASCII"],
)
def test_a_look_at_some_paths_finds_what_a_scan_finds_there(root: Path, told: set[str], found: set[str]) -> None:
    everything = {file.source: file for file in scan(root / "content")[0]}
    looked, problems = look(root / "content", told)
    assert (looked, problems) == ([everything[source] for source in sorted(found)], [])


def test_links_are_refused_as_a_scan_refuses_them(root: Path) -> None:
    (root / "content/articles/out.md").symlink_to("/etc/hostname")
    (root / "content/articles/folder").symlink_to(root / "content/articles/a")
    told = {"articles/out.md", "articles/folder"}
    assert look(root / "content", told)[1] == scan(root / "content")[1] != []
    assert look(root / "content", {"articles/folder/river.md"}) == ([], [])


def test_only_what_is_told_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Works(find_place(root, None), 1)) as works:
        archive = Archive(as_of=AS_OF.date().isoformat())
        told_build(works, archive, None)
        make_archive(
            root, {name: article("Other", "Another text.\n") for name in ("articles/flood.md", "articles/a/river.md")}
        )
        opened: list[str] = []
        read_one = read._settled

        def settled(path: str, found: Found) -> tuple[bytes, Found]:
            opened.append(found.source)
            return read_one(path, found)

        monkeypatch.setattr(read, "_settled", settled)
        told_build(works, archive, {"articles/flood.md"})
        assert opened == ["articles/flood.md"]
        told_build(works, archive, None)
        assert "articles/a/river.md" in opened
