"""The interface's words: every one of them in every language that the theme ships."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po
from backissue.render import filters
from backissue.render.words import catalogue_path, shipped_theme, translations

THEME = shipped_theme()
LANGUAGES = ("de", "es", "fr")
OPTIONS = {"silent": "false", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}


def messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """(file, message) of everything that templates and filters say."""
    for file in sorted((THEME / "templates").glob("*.html")):
        for found in extract_from_file("jinja2.ext.babel_extract", file, DEFAULT_KEYWORDS, options=OPTIONS):
            yield file.name, found[1]
    for found in extract_from_file("python", Path(str(filters.__file__)), DEFAULT_KEYWORDS):
        yield "filters.py", found[1]


def catalogue(language: str) -> Catalog:
    path = catalogue_path(language, THEME)
    assert path, f"no catalogue for {language}"
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def texts_of(value: object) -> list[str]:
    """A message's one text, or its plural forms; one empty text when it has none."""
    return [str(text) for text in value] if isinstance(value, list | tuple) and value else [str(value or "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    words = catalogue(language)
    missing = []
    for file, message in messages():
        entry = words.get(message if isinstance(message, str) else message[0])
        if entry is None or entry.fuzzy or not all(texts_of(entry.string)):
            missing.append(f"{file}: {message!r}")
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_the_same_places(language: str) -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)s|\{\w+\}", text))

    for entry in catalogue(language):
        (one, *more), texts = texts_of(entry.id), texts_of(entry.string)
        if one:
            assert all(places(text) <= places(one).union(*map(places, more)) for text in texts), one
            assert places([one, *more][-1]) == places(texts[-1]), one


def test_a_regions_language_falls_back_to_the_language_and_the_rest_to_english() -> None:
    assert translations("fr-CA").gettext("Topics") == "Sujets"
    assert translations("en-CA").gettext("Topics") == "Topics"
    assert translations("xx").ngettext("story", "stories", 2) == "stories"


def test_plural_forms_follow_the_language() -> None:
    assert [translations("fr").ngettext("story", "stories", n) for n in (0, 1, 2)] == [
        "article",
        "article",
        "articles",
    ]
    assert [translations("es").ngettext("story", "stories", n) for n in (0, 1, 2)] == [
        "artículos",
        "artículo",
        "artículos",
    ]


def test_an_archives_own_words_come_before_the_themes(tmp_path: Path) -> None:
    file = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Papers"\nmsgstr "Feuilles"\n', encoding="utf-8")
    words = translations("fr-CA", tmp_path)
    assert (words.gettext("Papers"), words.gettext("Topics")) == ("Feuilles", "Sujets")
