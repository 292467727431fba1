"""Views to HTML. Pure: a template sees a view, the frame and pure filters, and nothing else."""

from collections.abc import Callable
from functools import lru_cache, partial
from gettext import NullTranslations
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from backissue.errors import ThemeError
from backissue.pages.dead_links import told
from backissue.pages.views.common import Figure, Frame, Text, View
from backissue.pages.views.gathered import EntityView
from backissue.pages.views.outlets import OutletView
from backissue.pages.views.own import HomeView
from backissue.render.filters import filters
from backissue.render.folding import FoldingEnvironment
from backissue.render.theme import Theme
from backissue.render.words import translations
from backissue.sources.markdown import compile_body

_BODY_SIZES = "(min-width: 60em) 40em, 100vw"


class Templates:
    """The theme's templates, compiled once and kept."""

    def __init__(self, theme: Theme, frame: Frame, compiled: Path | None = None) -> None:
        """``compiled`` is a folder for what Jinja made of these very templates, with this frame and this program."""
        self.frame = frame
        self.environment, self._words = _environment(theme.folders, theme.digest, frame, compiled)
        self._back = self._words.gettext("Back to the text")
        self._compiled: dict[str, Callable[..., str]] = {}

    def render(self, template: str, view: View) -> bytes:
        """The page's bytes. Raises ThemeError, naming template and page, when the template fails."""
        try:
            html = self._get(template)(page=view, frame=self.frame, body=self._body(view))
        except Exception as fault:  # whatever a theme's expressions may raise
            where = getattr(fault, "name", None) or template
            message = f"{type(fault).__name__}: {fault}"
            raise ThemeError(f"{where}: {message}; see docs/themes.md for what {type(view).__name__} has") from fault
        return html.encode()

    def _get(self, template: str) -> Callable[..., str]:
        if template not in self._compiled:
            self._compiled[template] = self.environment.get_template(template).render
        return self._compiled[template]

    def _body(self, view: View) -> Markup:
        """The compiled Markdown of views that have some."""
        match view:
            case Text():
                figures = partial(self._figure, dict(view.figures))
                links, sanitise = dict(view.links), view.sanitise_html
                return Markup(
                    compile_body(
                        view.body, view.source, figures=figures, links=links, sanitise=sanitise,
                        base=self.frame.base, back=self._back,
                        dead=told(view.dead_links, self._words),
                    )
                )  # fmt: skip
            case OutletView() | EntityView() | HomeView():
                return Markup(compile_body(view.description, "", figures=_no_figure, links={}, base=self.frame.base))
            case _:
                return Markup("")

    def _figure(self, pictures: dict[str, Figure], path: str, alt: str) -> str:
        figure = pictures.get(path)
        if figure is None:
            return ""
        shown = msgspec.structs.replace(figure, alt=alt) if alt else figure
        return self._get("figure.html")(figure=shown, sizes=_BODY_SIZES, lazy=True, frame=self.frame)


def _no_figure(path: str, alt: str) -> str:
    """Descriptions have no pictures of their own."""
    return ""


@lru_cache(maxsize=8)
def _environment(
    folders: tuple[Path, ...], digest: bytes, frame: Frame, compiled: Path | None
) -> tuple[Environment, NullTranslations]:
    """Jinja as every theme gets it: autoescaping, strict, with the archive's words.

    It keeps what it compiled, for as long as the theme's ``digest`` and the frame are the same.
    """
    made = FoldingEnvironment(
        loader=FileSystemLoader([folder / "templates" for folder in folders]), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        extensions=["jinja2.ext.i18n"], keep_trailing_newline=True, cache_size=-1,
        bytecode_cache=FileSystemBytecodeCache(str(compiled), "%s") if compiled else None,
    )  # fmt: skip
    words = translations(frame.language, folders[0])
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    del made.filters["random"]
    made.filters.update(filters(frame.language, frame.base, words))
    made.globals = {name: value for name, value in made.globals.items() if name in _GLOBALS}
    made.fold_for(frame, words)
    return made, words


_GLOBALS = {
    "gettext",
    "ngettext",
    "pgettext",
    "npgettext",
    "_",
    "namespace",
    "range",
    "dict",
    "cycler",
    "joiner",
}
"""What templates may call: nothing random, no clock, no world."""
