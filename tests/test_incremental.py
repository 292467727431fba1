"""The promise that outranks the rest: whatever the edits, the output equals a cold build's, byte for byte."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from backissue.build import build
from backissue.errors import BuildFailed
from backissue.pages import entity, feed, sitemap
from backissue.render.words import shipped_theme
from backissue.reprints import pairing
from backissue.summary import Summary
from edits import ADDRESS_EDITS, COPY_EDITS, EDITS, WIRE, Archive, Edit, clone, first_archive
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True, scope="module")
def few_on_one_page() -> Iterator[None]:
    """So that nine stories are enough for lists that split into years and join again, and more than a feed holds.

    And so that a few that have one text are more than have copies.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entity, "MOST_ON_ONE_PAGE", 3)
        patch.setattr(feed, "MOST", 3)
        patch.setattr(feed, "MOST_GATHERED", 2)
        patch.setattr(sitemap, "MOST", 2)
        patch.setattr(pairing, "MOST", 4)
        yield


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site, and every folder that holds nothing."""
    return {
        file.relative_to(site).as_posix(): b"" if file.is_dir() else file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file() or not any(file.iterdir())
    }


def built(root: Path, archive: Archive) -> Summary | None:
    """What a build did; None when the content has faults."""
    try:
        moment = datetime.fromisoformat(archive.as_of).replace(tzinfo=UTC)
        return build(root, as_of=moment, drafts=archive.drafts, jobs=1)
    except BuildFailed:
        return None


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@given(st.lists(EDITS, min_size=5, max_size=5))
@settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)  # fmt: skip
def test_after_any_edits_the_site_equals_a_cold_builds(edits: list[Edit]) -> None:
    """Two hundred edits in forty histories; an edit that breaks the content must leave the site alone."""
    follow(edits)


@given(st.lists(ADDRESS_EDITS, min_size=6, max_size=6))
@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)  # fmt: skip
def test_addresses_that_come_go_and_lead_on_do_so_in_a_cold_build_too(edits: list[Edit]) -> None:
    """With a ledger, without one, and with one that the edit before has made untrue."""
    follow(edits)


@given(st.lists(COPY_EDITS, min_size=7, max_size=7), st.integers(0, 6))
@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)  # fmt: skip
def test_copies_of_a_text_that_come_and_go_do_so_in_a_cold_build_too(edits: list[Edit], wired: int) -> None:
    """Beginning with some stories that have one text, around the number beyond which it tells nothing."""

    def wire(archive: Archive) -> None:
        for path in sorted(archive.stories)[:wired]:
            archive.stories[path] = replace(archive.stories[path], body="\n\n".join(WIRE))

    follow([wire, *edits])


def follow(edits: list[Edit]) -> None:
    """Build after each edit, and from nothing beside it."""
    with TemporaryDirectory() as folder:
        root, cold = Path(folder, "warm"), Path(folder, "cold")
        archive = first_archive()
        archive.write(root, shipped_theme())
        assert built(root, archive)
        for edit in edits:
            before, was = archive.copy(), tree(root / "site")
            edit(archive)
            archive.write(root, shipped_theme())
            clone(root, cold)
            summary, from_nothing = built(root, archive), built(cold, archive)
            assert (summary is None) == (from_nothing is None)
            if summary is None:
                assert tree(root / "site") == was
                archive = before
                archive.write(root, shipped_theme())
                continue
            assert differences(tree(root / "site"), tree(cold / "site")) == []
            assert from_nothing is not None
            assert summary.pages == from_nothing.pages


def test_a_day_on_which_everything_was_withdrawn_still_follows_its_neighbours(tmp_path: Path) -> None:
    """It is in nobody's list, and has a page of its own, which links to the editions, months and years around it."""
    archive, root, cold = first_archive(), tmp_path / "warm", tmp_path / "cold"
    for at, date in enumerate(("1940-03-03", "1940-04-04", "1941-05-05", "1942-06-06", "1942-06-09")):
        story = archive.stories["gazette/story-0.md"].with_field("published", date).with_field("series", None)
        gone = {"date": "1999", "reason": "A court"} if date in ("1941-05-05", "1940-04-04") else None
        archive.stories[f"gazette/near-{at}.md"] = story.with_field("withdrawn", gone)
    archive.write(root, shipped_theme())
    assert built(root, archive)
    for change in ("near-0", "near-3", "name"):
        if change == "name":
            archive.files["outlets/gazette.yaml"] = b"name: The Gazette of the North\n"
        else:
            del archive.stories[f"gazette/{change}.md"]
        archive.write(root, shipped_theme())
        clone(root, cold)
        assert built(root, archive)
        assert built(cold, archive)
        assert differences(tree(root / "site"), tree(cold / "site")) == [], change
