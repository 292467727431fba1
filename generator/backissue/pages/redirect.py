"""An old address: a small page that leads to the story's own."""

from collections.abc import Iterator

from backissue.addresses import file_of
from backissue.config import Config
from backissue.model import Article, Record, StaticPage
from backissue.pages.archive import Archive
from backissue.pages.views import RedirectView

NAME = "redirect"
TEMPLATE = "redirect.html"


def settings(config: Config) -> object:
    return config.url


def keys(archive: Archive, record: Record) -> Iterator[str]:
    if isinstance(record, StaticPage):
        yield from (alias for alias in record.aliases if file_of(alias) != file_of(f"/{record.slug}/"))
    if isinstance(record, Article):
        yield from (alias for alias in record.aliases if file_of(alias) != file_of(record.url))


def path(name: str) -> str:
    return file_of(name)


def view(archive: Archive, name: str) -> RedirectView | None:
    target = archive.ask.alias_target(name)
    return RedirectView(target=target, canonical=archive.canonical(target)) if target else None
