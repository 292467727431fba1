"""A theme: its folders, its templates with all that they include, its assets.

An archive's own theme overrides single files and falls back to the one that is built in.
"""

import hashlib
from functools import cached_property, lru_cache
from pathlib import Path

from backissue.errors import ThemeError
from backissue.render.words import shipped_theme


class Theme:
    """The folders of a theme, the archive's own first."""

    def __init__(self, root: Path, name: str) -> None:
        """The theme ``name`` of the archive in ``root``. Raises ThemeError when there is none."""
        own = root / "themes" / name
        built_in = shipped_theme()
        if not own.is_dir() and name != "broadsheet":
            raise ThemeError(
                f'there is no theme "{name}"; add the folder themes/{name}/ or remove theme: from content/archive.yaml'
            )
        self.own = own
        self.folders = tuple(dict.fromkeys(folder for folder in (own, built_in) if folder.is_dir()))

    @property
    def assets(self) -> tuple[str, ...]:
        """Names of the files below ``assets/``, sorted."""
        names = {
            file.relative_to(folder / "assets").as_posix()
            for folder in self.folders
            for file in (folder / "assets").rglob("*")
            if file.is_file() and not file.name.startswith(".")
        }
        return tuple(sorted(names))

    def asset(self, name: str) -> bytes | None:
        """A file below ``assets/``; None when no folder has it."""
        for folder in self.folders:
            if (file := folder / "assets" / name).is_file():
                return file.read_bytes()
        return None

    @property
    def font(self) -> bytes:
        """The font file that cards are lettered with. Raises ThemeError when it is gone."""
        for folder in self.folders:
            if (file := folder / "fonts" / "headline.ttf").is_file():
                return file.read_bytes()
        raise ThemeError("the font fonts/headline.ttf is missing; add it to themes/<name>/fonts/")

    @cached_property
    def digest(self) -> bytes:
        """Of all templates and translations: while it is the same, whatever was made of them still holds."""
        state = hashlib.blake2b(digest_size=16)
        for folder in self.folders:
            for file in sorted([*(folder / "templates").rglob("*"), *(folder / "locale").rglob("*.po")]):
                if file.is_file():
                    state.update(file.as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
        return state.digest()

    def digest_of_words(self) -> bytes:
        """Of the translations."""
        state = hashlib.blake2b(digest_size=16)
        for folder in self.folders:
            for file in sorted((folder / "locale").rglob("*.po")):
                state.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
        return state.digest()

    def digest_of(self, template: str) -> bytes:
        """Of a template and all that it extends, imports and includes.

        Raises ThemeError for a name that is not a literal: what a page is made of must be known
        before it is made.
        """
        state = hashlib.blake2b(digest_size=16)
        for name in sorted(self._closure(template, set())):
            state.update(name.encode() + b"\0" + self._source(name).encode() + b"\0")
        return state.digest()

    def _closure(self, name: str, seen: set[str]) -> set[str]:
        if name not in seen:
            seen.add(name)
            for included in _included(name, self._source(name)):
                self._closure(included, seen)
        return seen

    def _source(self, name: str) -> str:
        for folder in self.folders:
            if (file := folder / "templates" / name).is_file():
                return file.read_text(encoding="utf-8")
        raise ThemeError(f"the template {name} is missing; add it to themes/<name>/templates/")


@lru_cache(maxsize=1024)
def _included(name: str, source: str) -> tuple[str, ...]:
    """Names of the templates that a template's source extends, imports or includes."""
    from jinja2 import Environment, TemplateSyntaxError, meta

    try:
        tree = Environment(extensions=["jinja2.ext.i18n"]).parse(source, name)
    except TemplateSyntaxError as fault:
        raise ThemeError(f"{name}:{fault.lineno}: {fault.message}; mend the template") from None
    included = list(meta.find_referenced_templates(tree))
    if None in included:
        raise ThemeError(f"{name}: includes a template whose name is not a literal; write the name itself")
    return tuple(one for one in included if one is not None)
