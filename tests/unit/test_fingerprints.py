"""What a kind of page is made of besides its view: a change makes all pages of the kind be looked at, and no others."""

from pathlib import Path

import msgspec
import pytest
from backissue.config import Config, Look, MarkdownSettings, NewsletterSettings
from backissue.fingerprints import fingerprints, reason
from backissue.pages.kinds import BY_NAME, KINDS
from backissue.pages.views.common import Frame
from backissue.render.theme import Theme

FRAME = Frame(
    name="Archive", tagline="", language="en", dir="ltr", base="", publisher="", rights="", pages=(),
    terms="", privacy="", custom_css=False,
)  # fmt: skip
HTML = {kind.name for kind in KINDS if kind.is_html}


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    (tmp_path / "themes/mine/templates").mkdir(parents=True)
    (tmp_path / "themes/mine/assets").mkdir(parents=True)
    return Theme(tmp_path, "mine")


def changed(before: dict[str, bytes], now: dict[str, bytes]) -> set[str]:
    """The kinds whose fingerprint differs."""
    return {name for name in now if before[name] != now[name]}


def test_the_same_archive_has_the_same_fingerprints(theme: Theme) -> None:
    assert fingerprints(Config(), FRAME, theme) == fingerprints(Config(), FRAME, theme)


@pytest.mark.parametrize(
    ("config", "kinds"),
    [
        (Config(description="Changed"), {"home"}),
        (Config(look=Look(ink="red")), {"asset"}),
        (Config(newsletter=NewsletterSettings(title="Letter", netlify=True)), {"article", "file"}),
        (Config(markdown=MarkdownSettings(html="sanitise")), {"article", "versions", "page", "feed", "ninjs"}),
        (Config(exports=("bib",)), {"article", "ninjs", "reference"}),
        (Config(publisher="Changed"), {"feed", "removed"}),
    ],
)
def test_a_setting_concerns_the_kinds_that_read_it(config: Config, kinds: set[str], theme: Theme) -> None:
    assert changed(fingerprints(Config(), FRAME, theme), fingerprints(config, FRAME, theme)) == kinds


def test_what_every_page_shares_concerns_every_page(theme: Theme) -> None:
    renamed = msgspec.structs.replace(FRAME, name="Another name")
    assert changed(fingerprints(Config(), FRAME, theme), fingerprints(Config(), renamed, theme)) == HTML


def test_a_template_concerns_the_kinds_that_take_it_in(theme: Theme) -> None:
    before = fingerprints(Config(), FRAME, theme)
    (theme.own / "templates/year.html").write_text("<p>Mine</p>", "utf-8")
    now = fingerprints(Config(), FRAME, Theme(theme.own.parent.parent, "mine"))
    assert changed(before, now) == {"year"}
    assert reason(BY_NAME["year"], before["year"], now["year"]) == "a template of year pages changed"


def test_a_stylesheet_concerns_no_page(theme: Theme) -> None:
    before = fingerprints(Config(), FRAME, theme)
    (theme.own / "assets/mine.css").write_bytes(b"p{}")
    now = fingerprints(Config(), FRAME, theme)
    assert changed(before, now) == {"asset"}
    assert reason(BY_NAME["asset"], before["asset"], now["asset"]) == "an asset changed"


def test_a_translation_concerns_every_page_and_feed(theme: Theme) -> None:
    before = fingerprints(Config(), FRAME, theme)
    (theme.own / "locale/fr/LC_MESSAGES").mkdir(parents=True)
    (theme.own / "locale/fr/LC_MESSAGES/messages.po").write_text('msgid "Search"\nmsgstr "Chercher"\n', "utf-8")
    now = fingerprints(Config(), FRAME, Theme(theme.own.parent.parent, "mine"))
    assert changed(before, now) == HTML | {"feed", "removed"}
    assert reason(BY_NAME["home"], before["home"], now["home"]) == "a translation changed"


def test_the_first_build_says_so(theme: Theme) -> None:
    assert reason(BY_NAME["home"], None, fingerprints(Config(), FRAME, theme)["home"]) == "first build"
