"""The promise that outranks the rest: whatever the edits, the output equals a cold build's, byte for byte."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import reached
from backissue.build import build
from backissue.errors import BuildFailed
from backissue.ledger.mend import mend
from backissue.ledger.record import record
from backissue.pages import entity, feed, sitemap
from backissue.render.words import shipped_theme
from backissue.reprints import pairing
from backissue.summary import Summary
from edits import (
    A_YEAR,
    ADDRESS_EDITS,
    COPY_EDITS,
    EDITS,
    FILE_EDITS,
    TIME_EDITS,
    WIRE,
    Archive,
    Edit,
    clone,
    first_archive,
)
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


@given(st.lists(EDITS, min_size=5, max_size=5), st.lists(st.one_of(FILE_EDITS, TIME_EDITS), max_size=3))
@settings(
    max_examples=39, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)  # fmt: skip
def test_after_any_edits_the_site_equals_a_cold_builds(edits: list[Edit], start: list[Edit]) -> None:
    """From whatever it may be built with first; an edit that breaks the content must leave the site alone."""
    follow(edits, start=start)


@given(st.lists(ADDRESS_EDITS, min_size=6, max_size=6), st.booleans())
@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)  # fmt: skip
def test_addresses_that_come_go_and_lead_on_do_so_in_a_cold_build_too(edits: list[Edit], records: bool) -> None:
    """With a ledger, without one, with one that the edit before has made untrue, and with one of all there ever was."""
    follow(edits, records=records)


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


def test_cases_that_end_terms_that_fall_due_renames_and_other_frequencies_do_so_in_a_cold_build_too() -> None:
    """And every address that there ever was is served, led on, or taken away by the case that names it."""
    assert follow(A_YEAR, records=True) >= {
        "a case begins", "a case ends", "terms fall due", "a story's file is renamed",
        "an outlet changes its frequency",
    }  # fmt: skip


def follow(edits: Sequence[Edit], *, start: Sequence[Edit] = (), records: bool = False) -> set[str]:
    """Build after each edit, and from nothing beside it; which sorts of edits the builds took.

    What the ledger has stands, leads to what stands, or the build was refused. ``records``: an editor who records every
    address that was published and mends what would be lost, so all that ever stood goes on standing.
    """
    with TemporaryDirectory() as folder:
        root, cold = Path(folder, "warm"), Path(folder, "cold")
        archive, published, taken = first_archive(), set[str](), set[str]()
        for edit in start:
            edit(archive)
        archive.write(root, shipped_theme())
        if built(root, archive) is None:
            archive = first_archive()
            archive.write(root, shipped_theme())
            assert built(root, archive)
        for edit in edits:
            if records and not archive.drafts:  # a site with drafts promises nothing
                record(root, None)
                published |= reached.promised(root / "site")
                archive.files |= ledger(root)
            before, was, kept_back = archive.copy(), tree(root / "site"), reached.kept_back(root)
            edit(archive)
            archive.write(root, shipped_theme())
            if records and built(root, archive) is None:
                assert tree(root / "site") == was
                archive.files |= mended(root, archive)
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
            assert reached.lost(root / "site", published | reached.ledger_of(archive), archive) == []
            taken |= reached.sorts_of(before, archive, kept_back, reached.kept_back(root))
        return taken


def mended(root: Path, archive: Archive) -> dict[str, bytes]:
    """The ledger once it leads on from what would be lost, as far as that is known; as it was if files have faults."""
    with suppress(BuildFailed):
        mend(root, as_of=datetime.fromisoformat(archive.as_of).replace(tzinfo=UTC), jobs=1)
    return ledger(root)


def ledger(root: Path) -> dict[str, bytes]:
    """The files of the ledger by path, as a command left them."""
    files = (root / "content/addresses").rglob("*.txt")
    return {file.relative_to(root / "content").as_posix(): file.read_bytes() for file in files}


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
