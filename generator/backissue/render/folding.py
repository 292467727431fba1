"""Templates with everything done beforehand that is the same on every page.

A page's template has much in it that no page changes: words in the archive's language, settings,
the footer. Jinja would look these up, translate and escape them for every page. Here they are
worked out once, when a template is parsed, and become plain text of the compiled template:

1. ``_("Papers")``, with nothing to fill in, is the translation.
2. ``frame.name`` is its value: the frame is the same for all pages.
3. ``{% include "_footer.html" %}``, of a template that shows only the frame, is its output.
4. Any other ``include`` is the included template's own nodes, in a scope of their own: Jinja
   would set up a context for each inclusion.

None changes what comes out: names are resolved in a scope as Jinja resolves them in an included
template, and the names of included templates are literal (``theme.py`` refuses others).
"""

from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, meta, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from backissue.pages.views.common import Frame

_WORDS = {"_", "gettext"}


class FoldingEnvironment(Environment):
    """Jinja's environment; templates are folded for one frame and one language as they are parsed."""

    shared_frame: Frame | None = None
    words: NullTranslations | None = None

    def fold_for(self, frame: Frame, words: NullTranslations) -> None:
        """Fold from now on; until then templates are as Jinja has them."""
        self.shared_frame, self.words = frame, words
        self._open: list[str] = []

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.shared_frame is None or self.words is None:
            return tree
        self._open.append(name or "")
        try:
            folded: nodes.Template = _Folder(self, self.shared_frame, self.words).visit(tree)
        finally:
            self._open.pop()
        folded.set_environment(self)
        return folded

    def part(self, name: str) -> list[nodes.Node] | None:
        """The nodes that stand for an included template; None when it must be included as Jinja does it."""
        if name in self._open or self.loader is None:
            return None
        source, filename, _ = self.loader.get_source(self, name)
        tree = self._parse(source, name, filename)
        if next(tree.find_all((nodes.Extends, nodes.Block)), None):
            return None
        if meta.find_undeclared_variables(tree) - set(self.globals) <= {"frame"}:
            return [nodes.Output([nodes.TemplateData(self.get_template(name).render(frame=self.shared_frame))])]
        return [nodes.Scope(tree.body)]


class _Folder(NodeTransformer):
    def __init__(self, environment: FoldingEnvironment, frame: Frame, words: NullTranslations) -> None:
        self.environment = environment
        self.frame = frame
        self.words = words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name is Jinja's
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name=name),
                args=[nodes.Const(value=str(text))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ) if name in _WORDS:
                translated = Markup(self.words.gettext(text)) % {}
                return nodes.Const(translated, lineno=node.lineno)
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - the name is Jinja's
        self.generic_visit(node)
        match node:
            case nodes.Getattr(node=nodes.Name(name="frame", ctx="load"), attr=attribute):
                value: Any = getattr(self.frame, attribute, None)
                if isinstance(value, str | bool):
                    return nodes.Const(value, lineno=node.lineno)
        return node

    def visit_Include(self, node: nodes.Include) -> Any:  # noqa: N802 - the name is Jinja's
        match node:
            case nodes.Include(template=nodes.Const(value=str(name)), with_context=True, ignore_missing=False):
                part = self.environment.part(name)
                return node if part is None else part
        return node
