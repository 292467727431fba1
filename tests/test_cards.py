"""Card pictures: what a shared link shows of a page that has no picture of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import pyvips
from archives import AS_OF, article, make_archive
from backissue import fingerprints
from backissue.build import build
from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.config import Config
from backissue.images.cards import draw
from backissue.pages import card
from backissue.pages.archive import Archive, frame
from backissue.place import find_place
from backissue.render.theme import Theme
from backissue.render.words import shipped_theme
from hypothesis import given, settings
from hypothesis import strategies as st

FONT = (shipped_theme() / "fonts/headline.ttf").read_bytes()
COLOURS = ("#16140f", "#fffdf8", "#9b1c1c")
FLOOD, RIVER = "courier/1956/10/13/flood", "courier/1956/10/13/river"


def drawn(top: str, main: str, foot: str) -> bytes:
    return draw(top, main, foot, COLOURS, FONT)


def picture(width: int, height: int) -> bytes:
    return bytes(pyvips.Image.black(width, height, bands=3).pngsave_buffer())


def archive(folder: Path, more: dict[str, str | bytes] | None = None) -> Path:
    """A flood without a picture, and a river with one."""
    return make_archive(folder, {
        "articles/flood.md": article("Flood"),
        "articles/river.md": article("River", images=[{"src": "images/river.png", "alt": "A river"}]),
        "images/river.png": picture(1200, 800), **(more or {}),
    })  # fmt: skip


def site_of(root: Path) -> Path:
    build(root, as_of=AS_OF)
    return root / "site"


def set_to(root: Path, **given: str) -> None:
    file = root / "content/archive.yaml"
    lines = [line for line in file.read_text("utf-8").splitlines() if line.partition(":")[0] not in given]
    file.write_text("\n".join([*lines, *(f"{name}: '{value}'" for name, value in given.items())]) + "\n", "utf-8")


def shown(site: Path, address: str) -> str:
    """The picture that a page gives to who shows a link to it."""
    page = (site / address / "index.html").read_text("utf-8")
    return page.partition('property="og:image" content="https://archive.example.org/')[2].partition('"')[0]


def cards(site: Path) -> set[str]:
    return {file.relative_to(site / "cards").as_posix() for file in (site / "cards").rglob("*.png")}


def test_a_card_has_the_size_that_readers_ask_for_and_is_light() -> None:
    made = drawn("The Harbour Courier", "River gauge at Moorfield passes its 1956 mark", "2025")
    image = pyvips.Image.new_from_buffer(made, "")
    assert (image.width, image.height) == (1200, 630)
    assert len(made) < 20_000


def test_fonts_of_the_machine_change_nothing(tmp_path: Path) -> None:
    """Drawn where there is no font at all, and no rule on how to smooth one."""
    (tmp_path / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><match target="font">'
        '<edit name="antialias" mode="assign"><bool>false</bool></edit></match></fontconfig>'
    )
    code = (
        "import sys; from backissue.images.cards import draw; from pathlib import Path; "
        f"sys.stdout.buffer.write(draw('A', 'Flood', '1956', {COLOURS!r}, Path(sys.argv[1]).read_bytes()))"
    )
    bare = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path)}
    command = [sys.executable, "-c", code, str(shipped_theme() / "fonts/headline.ttf")]
    found = subprocess.run(command, env=bare, capture_output=True, check=True)
    assert found.stdout == drawn("A", "Flood", "1956")


@pytest.mark.parametrize("text", ["橋が架かる", "النهر يرتفع", "הנהר", "\U0001f30a"])
def test_a_text_that_the_font_cannot_draw_is_left_out(text: str) -> None:
    assert drawn("The Courier", text, "1937") == drawn("", "The Courier", "1937")
    assert drawn(text, "Flood", "1937") == drawn("", "Flood", "1937")


@pytest.mark.parametrize(
    "text", ["Über die Brücke", "Вода в реке", "Η γέφυρα", "A\u030angstro\u0308m", "soft\u00adhyphen"]
)
def test_what_it_can_draw_it_draws(text: str) -> None:
    assert drawn("", text, "") != drawn("", "", "")


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(max_size=400), st.text(max_size=90), st.text(max_size=90))
def test_any_text_gives_a_card_that_stays_inside_its_margins(main: str, top: str, foot: str) -> None:
    image = pyvips.Image.new_from_buffer(drawn(top, main, foot), "").colourspace("srgb")
    paper = image.getpoint(2, 2)
    margins = [image.crop(1130, 0, 70, 630), image.crop(0, 0, 70, 630), image.crop(0, 600, 1200, 30)]
    assert all(margin.min() == min(paper) for margin in margins)


def test_a_long_headline_is_cut_and_a_long_word_made_smaller() -> None:
    assert drawn("", "word " * 200, "") == drawn("", "word " * 300, "")
    assert drawn("", "Unterbeamtengesellschaft", "") != drawn("", "Unterbeamtengesellschaften", "")


def test_a_story_with_a_picture_shows_it_and_the_others_share_their_years_card(tmp_path: Path) -> None:
    site = site_of(archive(tmp_path))
    assert shown(site, RIVER) == "images/river.png/1200.png"
    assert shown(site, FLOOD) == shown(site, "courier/1956") == "cards/outlet/courier/1956.png"
    assert shown(site, "courier") == "cards/outlet/courier/paper.png"
    assert shown(site, "") == shown(site, "topics") == "cards/archive.png"
    assert cards(site) == {"archive.png", "outlet/courier/1956.png", "outlet/courier/paper.png"}
    made = (site / "cards/outlet/courier/1956.png").read_bytes()
    assert made == drawn("Test archive", "The Courier", "1956")


def test_every_picture_that_the_sample_names_is_there_and_every_card_is_named(sample_site: Path) -> None:
    named = {
        shown(sample_site, file.parent.relative_to(sample_site).as_posix()) for file in sample_site.rglob("index.html")
    }
    named.discard("")  # withdrawn stories, old addresses
    assert not [name for name in named if not (sample_site / name).is_file()]
    assert {f"cards/{name}" for name in cards(sample_site)} <= named


def test_a_small_picture_does_not_stand_for_a_story(tmp_path: Path) -> None:
    site = site_of(archive(tmp_path, {"images/river.png": picture(599, 400)}))
    assert shown(site, RIVER) == "cards/outlet/courier/1956.png"


def test_a_setting_gives_each_story_a_card_of_its_own_and_takes_it_again(tmp_path: Path) -> None:
    root = archive(tmp_path, {"articles/gone.md": article("Gone", withdrawn={"date": "1957", "reason": "A court"})})
    few = cards(site_of(root))
    set_to(root, cards="headline")
    site = site_of(root)
    own = {shown(site, FLOOD), shown(site, RIVER)}
    assert {f"cards/{name}" for name in cards(site) - few} == own
    assert (site / shown(site, FLOOD)).read_bytes() == drawn("The Courier", "Flood", "1956")
    make_archive(root, {"articles/flood.md": article("Deluge")})
    assert (site_of(root) / shown(site, FLOOD)).read_bytes() == drawn("The Courier", "Deluge", "1956")
    set_to(root, cards="year")
    assert cards(site_of(root)) == few


def test_without_an_address_there_are_no_cards_and_they_come_with_it(tmp_path: Path) -> None:
    root = archive(tmp_path)
    set_to(root, url="")
    assert not cards(site_of(root))
    set_to(root, url="https://archive.example.org/papers/")
    assert len(cards(site_of(root))) == 3


def test_a_card_has_the_archives_colours_where_they_are_plain() -> None:
    from backissue.config import Look

    assert card.colours(Config(look=Look(accent="#1f4e79", ink="oklch(20% 0 0)"))) == ("#16140f", "#fffdf8", "#1f4e79")


def test_another_version_of_the_rest_of_the_program_draws_no_card_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive(tmp_path)
    site_of(root)
    place, theme = find_place(root, None), Theme(root, "broadsheet")
    catalog = Catalog(place.catalog, read_only=True)
    shared = frame(Archive(Queries(catalog.db), Config()))
    catalog.close()
    now = fingerprints.fingerprints(Config(), shared, theme)
    digest = fingerprints.program_digest
    monkeypatch.setattr(fingerprints, "program_digest", lambda only=(): digest(only) if only else b"another!")
    then = fingerprints.fingerprints(Config(), shared, theme)
    assert {kind for kind in now if now[kind] == then[kind]} == {"card"}
