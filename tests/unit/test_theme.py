"""A theme: what its templates are made of is known before a page is made; and an archive's own look."""

from pathlib import Path

import pytest
from backissue.config import Look
from backissue.errors import ThemeError
from backissue.pages.asset import custom_css
from backissue.pages.views.common import Frame
from backissue.pages.views.own import NotFoundView
from backissue.render.templates import Templates
from backissue.render.theme import Theme

FRAME = Frame(
    name="Archive", tagline="", language="en", dir="ltr", base="", publisher="", rights="", pages=(),
    terms="", privacy="", custom_css=False,
)  # fmt: skip
TEMPLATES = {
    "page.html": '{% extends "frame.html" %}{% block main %}{% include "part.html" %}{% endblock %}',
    "frame.html": '{% from "words.html" import word %}<main>{% block main %}{% endblock %}</main>{{ word() }}',
    "part.html": "<p>One.</p>",
    "words.html": "{% macro word() %}word{% endmacro %}",
    "other.html": "<p>Nothing to do with it.</p>",
}


def make_theme(root: Path, templates: dict[str, str]) -> Theme:
    folder = root / "themes/mine/templates"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in templates.items():
        (folder / name).write_text(text, "utf-8")
    return Theme(root, "mine")


def digest(root: Path, changes: dict[str, str], template: str = "page.html") -> bytes:
    return make_theme(root, TEMPLATES | changes).digest_of(template)


@pytest.mark.parametrize("name", ["page.html", "frame.html", "part.html", "words.html"])
def test_a_page_depends_on_all_that_its_template_takes_in(tmp_path: Path, name: str) -> None:
    assert digest(tmp_path, {}) != digest(tmp_path, {name: TEMPLATES[name] + " "})


def test_and_on_nothing_else(tmp_path: Path) -> None:
    assert digest(tmp_path, {}) == digest(tmp_path, {"other.html": "changed", "new.html": "new"})


def test_a_template_that_takes_itself_in_has_a_digest_all_the_same(tmp_path: Path) -> None:
    nested = {"part.html": '{% if page.replies %}{% include "part.html" %}{% endif %}'}
    assert digest(tmp_path, nested)


@pytest.mark.parametrize(
    "text", ["{% include name %}", "{% extends page.layout %}", "{% import 'a' ~ page.kind as a %}"]
)
def test_a_template_whose_name_is_known_only_later_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ThemeError, match="name is not a literal; write the name itself"):
        digest(tmp_path, {"part.html": text})


def test_a_template_with_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"^part.html:2: Encountered unknown tag 'endfi'"):
        digest(tmp_path, {"part.html": "\n{% endfi %}"})


def test_a_template_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"^the template nothing.html is missing"):
        digest(tmp_path, {"part.html": '{% include "nothing.html" %}'})


def test_a_theme_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r'^there is no theme "plain"; add the folder themes/plain/'):
        Theme(tmp_path, "plain")


def test_an_archives_own_theme_replaces_single_files(tmp_path: Path) -> None:
    theme = make_theme(tmp_path, {"home.html": "Mine"})
    (tmp_path / "themes/mine/assets").mkdir()
    (tmp_path / "themes/mine/assets/mine.css").write_bytes(b"p{}")
    assert theme.asset("mine.css") == b"p{}"
    assert theme.asset("broadsheet.css")
    assert theme.asset("nothing.css") is None
    assert {"mine.css", "broadsheet.css"} <= set(theme.assets)
    made = Templates(theme, FRAME).environment
    assert made.get_template("home.html").render() == "Mine"
    assert made.get_template("article.html")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ page.nothing }}", "has no attribute 'nothing'"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ now() }}", "'now' is undefined"),
        ("{{ lipsum() }}", "'lipsum' is undefined"),
    ],
)
def test_a_template_sees_nothing_but_the_view_and_says_what_fails(tmp_path: Path, text: str, told: str) -> None:
    templates = Templates(make_theme(tmp_path, {"not_found.html": text}), FRAME)
    with pytest.raises(ThemeError, match=f"{told}.*see docs/themes.md for what NotFoundView has"):
        templates.render("not_found.html", NotFoundView(outlets=()))


def test_no_random_choice_and_no_world_is_within_a_templates_reach(tmp_path: Path) -> None:
    made = Templates(make_theme(tmp_path, {}), FRAME).environment
    assert sorted(made.globals) == [
        "_", "cycler", "dict", "gettext", "joiner", "namespace", "ngettext", "npgettext", "pgettext", "range",
    ]  # fmt: skip


def test_no_look_is_no_css() -> None:
    assert custom_css(Look()) == ""


def test_a_look_is_custom_properties_for_each_scheme() -> None:
    look = Look(ink="#111", paper="ivory", dark_ink="#eee", serif="Georgia, serif")
    assert custom_css(look) == (
        ":root {\n  --serif: Georgia, serif;\n}\n"
        "@media not all and (prefers-color-scheme: dark) {\n:root {\n  --ink: #111;\n  --paper: ivory;\n}\n}\n"
        "@media (prefers-color-scheme: dark) {\n:root {\n  --ink: #eee;\n}\n}\n"
    )
