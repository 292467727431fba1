"""The interface's words in the archive's language: gettext catalogues, read as they are written.

A catalogue is ``locale/<language>/LC_MESSAGES/messages.po`` in the theme; no compiled form is kept.
What a catalogue lacks stays English.
"""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from itertools import pairwise
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def shipped_theme() -> Path:
    """The default theme's folder: inside the wheel, or beside the sources."""
    inside = PACKAGE / "themes" / "broadsheet"
    return inside if inside.is_dir() else PACKAGE.parents[1] / "themes" / "broadsheet"


def catalogue_path(language: str, theme: Path) -> Path | None:
    """The catalogue for a BCP 47 tag, or for as much of it as the theme has: "fr-CA", then "fr"."""
    parts = language.split("-")
    for end in range(len(parts), 0, -1):
        path = theme / "locale" / "_".join(parts[:end]) / "LC_MESSAGES" / "messages.po"
        if path.is_file():
            return path
    return None


def translations(language: str, theme: Path | None = None) -> NullTranslations:
    """The words of ``language``: those of ``theme``, then the default theme's, then English."""
    folders = dict.fromkeys((theme or shipped_theme(), shipped_theme()))
    found = [_read(path) for folder in folders if (path := catalogue_path(language, folder))]
    for words, fallback in pairwise(found):
        words.add_fallback(fallback)
    return found[0] if found else NullTranslations()


def _read(path: Path) -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
