"""Settings: what may stand in them, and which pages are looked at when one changes: all of whose views read it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from archives import SETTINGS, make_archive
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.config import (
    Config,
    DeadLinkSettings,
    Look,
    MarkdownSettings,
    NewsletterSettings,
    SearchSettings,
    SecuritySettings,
)
from backissue.intake.settings import read_settings, sound_settings
from backissue.model import PageKey
from backissue.pages.archive import Archive, frame
from backissue.pages.kinds import KINDS, Kind
from backissue.place import find_place

OTHER: dict[str, Any] = {
    "name": "Another name",
    "tagline": "Another line",
    "description": "Another archive.",
    "url": "https://other.example/papers/",
    "language": "fr",
    "timezone": "America/Halifax",
    "publisher": "Another publisher",
    "rights": "InC",
    "theme": "another",
    "host": "cloudflare",
    "cards": "headline",
    "exports": ("bib",),
    "reprints": False,
    "newsletter": NewsletterSettings(title="Another letter", netlify=True),
    "security": SecuritySettings(contact="mailto:other@other.example", expires="2027-01-01"),
    "search": SearchSettings(closed=9, open=9),
    "markdown": MarkdownSettings(html="sanitise"),
    "dead_links": DeadLinkSettings(archive="false"),
    "look": Look(accent="#00f"),
}
"""Another value for every setting."""
MOST = 40
"""Pages of a kind that are looked at."""


@pytest.fixture(scope="module")
def catalog(sample_root: Path) -> Iterator[Catalog]:
    with closing(Catalog(sample_root / ".backissue/catalog.db", read_only=True)) as opened:
        yield opened


def test_every_setting_has_another_value() -> None:
    assert set(OTHER) == set(Config.__struct_fields__)


@pytest.mark.parametrize("name", OTHER)
def test_a_view_reads_no_setting_that_its_kind_does_not_name(name: str, sample_root: Path, catalog: Catalog) -> None:
    settings = sound_settings(find_place(sample_root, None))
    before = Archive(Queries(catalog.db), settings)
    after = Archive(Queries(catalog.db), msgspec.structs.replace(settings, **{name: OTHER[name]}))
    shares_frame = frame(before) == frame(after)
    unnamed = [kind for kind in KINDS if (shares_frame or not kind.is_html) and same_settings(kind, before, after)]
    touched = {key for kind in unnamed for key in some(kind, catalog) if view(key, before) != view(key, after)}
    assert not touched


def same_settings(kind: Kind, before: Archive, after: Archive) -> bool:
    return bool(kind.settings(before.config) == kind.settings(after.config))


def some(kind: Kind, catalog: Catalog) -> list[PageKey]:
    """Pages of a kind, evenly from the first to the last."""
    rows = catalog.db.execute("SELECT name FROM pages WHERE kind = ? ORDER BY name", (kind.name,)).fetchall()
    return [PageKey(kind.name, name) for (name,) in rows[:: max(1, len(rows) // MOST)]]


def view(key: PageKey, archive: Archive) -> object:
    return next(kind.view(archive, key.name) for kind in KINDS if kind.name == key.kind)


@pytest.mark.parametrize(
    ("action", "is_one"),
    [
        ("https://letters.example/sign-up?list=1", True),
        ("https://letters.example:8443", True),
        ("/letters/", True),
        ("//letters.example/", False),
        ("//[letters", False),
        ("https://[letters/", False),
        ("https://letters.example; script-src *", False),
        ("javascript:letters()", False),
    ],
)
def test_the_newsletters_form_posts_to_an_address_alone(action: str, is_one: bool, tmp_path: Path) -> None:
    letter = f"newsletter: {{title: Letter, action: '{action}'}}\n"
    _, problems = read_settings(find_place(make_archive(tmp_path, {"archive.yaml": SETTINGS + letter}), None))
    assert [problem.message for problem in problems] == ([] if is_one else ["the newsletter's form has nowhere to go"])
