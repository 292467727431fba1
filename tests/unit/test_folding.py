"""Folded templates say what Jinja alone would say, with less to do for each page."""

import pytest
from backissue.pages.views.common import Frame, Link
from backissue.render.folding import FoldingEnvironment
from backissue.render.words import translations
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

FRAME = Frame(
    name="A & B", tagline="", language="fr", dir="ltr", base="/x", publisher="P", rights="<R>",
    pages=(Link(text="About", url="/about/"),), terms="", privacy="", custom_css=False,
)  # fmt: skip
PARTS = {
    "foot": "{% for link in frame.pages %}<a>{{ link.text }} {{ _('Topics') }}</a>{% endfor %}{{ frame.rights }}",
    "line": "{% set name = 'inner' %}{{ name }} {{ given }} {{ page }}",
    "imports": "{% from 'macros' import twice %}{{ twice(page) }}{{ _('Papers') }}",
    "macros": "{% macro twice(text) %}{{ text }}{{ text }}{{ _('People') }}{% endmacro %}",
    "again": "{{ page }}{% if page|length > 1 %}{% with page=page[1:] %}{% include 'again' %}{% endwith %}{% endif %}",
    "base": "<i>{% block title %}{{ frame.name }}{% endblock %}</i>{% block main %}{% endblock %}{% include 'foot' %}",
    "missing": "{{ nothing.at_all }}",
}


def environment(folded: bool, template: str) -> Environment:
    made = FoldingEnvironment(
        loader=DictLoader(PARTS | {"template": template}), autoescape=True, undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    words = translations("fr")
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    if folded:
        made.fold_for(FRAME, words)
    return made


@pytest.mark.parametrize(
    "template",
    [
        "{{ _('Papers') }} {{ _('In %(x)s', x=page) }} {{ _('Papers')|upper }} {{ _('Papers') ~ page }}",
        "{{ frame.name }} {{ frame.rights|length }} {{ 'a' if frame.custom_css else 'b' }} {{ frame.base ~ '/y' }}",
        "{% set name = 'outer' %}{% with given=1 %}{% include 'line' %}{% endwith %} {{ name }}",
        "{% for given in [1, 2] %}{% include 'line' %}{% endfor %}",
        "{% include 'foot' %}{{ page }}{% include 'imports' %}",
        "{% extends 'base' %}{% block main %}{% set given = 'g' %}{% include 'line' %}{% endblock %}",
        "{% include 'again' %}",
        "{% macro of(given) %}{% include 'line' %}{% endmacro %}{{ of('m') }}",
        "{% if page %}{% include 'imports' %}{% include 'imports' %}{% endif %}",
        "{% include 'nowhere' ignore missing %}{{ page }}",
        "{% set own %}{{ _('Papers') }} <b>{% endset %}{{ own }}",
    ],
)
def test_what_is_folded_says_the_same(template: str) -> None:
    plain, folded = (environment(folded, template).get_template("template") for folded in (False, True))
    assert folded.render(page="<p>", frame=FRAME) == plain.render(page="<p>", frame=FRAME)


def test_what_is_the_same_on_every_page_is_text_of_the_compiled_template() -> None:
    source = "<h1>{{ _('Papers') }} {{ frame.name }}</h1>{% include 'foot' %}{{ page }}"
    compiled = environment(True, source).compile(source, raw=True)
    assert f"yield '<h1>{translations('fr').gettext('Papers')} A &amp; B</h1>'" in compiled
    assert f"yield '<a>About {translations('fr').gettext('Topics')}</a>" in compiled
    assert "gettext" not in compiled
    assert "get_template" not in compiled


def test_what_is_not_there_is_still_an_error() -> None:
    with pytest.raises(UndefinedError, match="'nothing' is undefined"):
        environment(True, "{% include 'missing' %}").get_template("template").render(page="", frame=FRAME)
