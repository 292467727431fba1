"""All kinds of page. A new kind is one module and one line here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from backissue.config import Config
from backissue.model import Article, Outlet, PageKey, Record
from backissue.pages import (
    article,
    asset,
    card,
    coverage,
    day,
    entity,
    entity_index,
    feed,
    home,
    hosting,
    log,
    month,
    ninjs,
    on_this_day,
    outlet,
    picture,
    redirect,
    reference,
    removed,
    simple,
    sitemap,
    versions,
    year,
)
from backissue.pages.archive import Archive
from backissue.pages.views.common import View
from backissue.render.materials import Materials
from backissue.render.theme import Theme


@dataclass(frozen=True)
class Kind:
    """One kind of page: which pages there are, what each shows, where it stands, how it looks."""

    name: str
    settings: Callable[[Config], object]
    """The settings that its views read: when they change, all pages of the kind are looked at again."""
    keys: Callable[[Archive, Record], Iterator[str]]
    """Names of the pages of this kind that show something of a record, as the catalog stands.

    What it gave for another record already it may leave out (``Archive.first_time``)."""
    path: Callable[[str], str]
    """A page's file in the site, from its name alone: a page never moves."""
    view: Callable[[Archive, str], View | None]
    """All that its template gets; None means that the page is no more."""
    templates: Mapping[type[View], str] = field(default_factory=dict)
    write: Callable[[Any, Materials], bytes | None] | None = None
    """Makes the bytes of a file that is no page, in place of a template."""
    standing: Callable[[Theme], tuple[str, ...]] = lambda theme: ()
    """Names of pages that are there whatever the content."""
    made_by: tuple[str, ...] = ()
    """The program's files that alone decide on its bytes, beside the view; empty: any may."""
    brought: Callable[[Archive], Iterator[str]] = lambda archive: iter(())
    """Names of all pages that a change of settings may bring: those of a kind that has none while one is not given."""
    body_keys: Callable[[Archive, Article], Iterator[str]] = lambda archive, article: iter(())
    """Names of the pages that a change of a story's text alone can touch: lists never see a text."""
    run_keys: Callable[[Archive, Outlet], Iterator[str]] = lambda archive, outlet: iter(())
    """Names of the pages that say how often an outlet came out and what is missing: no story's page does."""

    stands: Callable[[Archive, str], bool] | None = None
    """What ``has`` answers, where a look-up in the catalog is enough for it."""

    def has(self, archive: Archive, name: str) -> bool:
        """True when there is a page of that name: ``view`` gives one."""
        return self.stands(archive, name) if self.stands else self.view(archive, name) is not None

    @property
    def is_html(self) -> bool:
        """False for files that a module writes by itself."""
        return bool(self.templates)

    def template(self, view: View) -> str:
        """The template that shows a view of this kind."""
        return self.templates[type(view)] if type(view) in self.templates else self.templates[View]


def _kind(module: ModuleType) -> Kind:
    """The kind that a module describes: see any of them."""
    templates = getattr(module, "TEMPLATES", None)
    if templates is None and hasattr(module, "TEMPLATE"):
        templates = {View: module.TEMPLATE}
    names = tuple(getattr(module, "STANDING", ()))
    may_have = ("write", "body_keys", "run_keys", "brought", "stands")
    optional = {name: getattr(module, name) for name in may_have if hasattr(module, name)}
    return Kind(
        name=module.NAME, settings=module.settings, keys=module.keys, path=module.path, view=module.view,
        templates=templates or {}, standing=getattr(module, "standing", lambda theme: names),
        made_by=getattr(module, "MADE_BY", ()), **optional,
    )  # fmt: skip


KINDS = tuple(
    _kind(module)
    for module in (
        article, day, month, year, outlet, coverage, entity, entity_index, on_this_day, log, home, simple, redirect,
        picture, card, asset, hosting, feed, sitemap, ninjs, reference, removed,
        versions,
    )
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}


def keys_of(archive: Archive, record: Record) -> Iterator[PageKey]:
    """Every page that shows something of a record, as the catalog stands; without some that the archive gave before."""
    for kind in KINDS:
        yield from (PageKey(kind.name, name) for name in kind.keys(archive, record))


def body_keys_of(archive: Archive, record: Article) -> Iterator[PageKey]:
    """Every page that a change of the story's text alone can touch."""
    for kind in KINDS:
        yield from (PageKey(kind.name, name) for name in kind.body_keys(archive, record))


def run_keys_of(archive: Archive, record: Outlet) -> Iterator[PageKey]:
    """Every page that a change of how often an outlet came out, or of what is missing, can touch."""
    for kind in KINDS:
        yield from (PageKey(kind.name, name) for name in kind.run_keys(archive, record))
