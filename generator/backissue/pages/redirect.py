"""An old address: a small page that leads to the one that took its place."""

from collections.abc import Iterator

from backissue.addresses import file_of
from backissue.config import Config
from backissue.model import Article, Ledger, Record, StaticPage
from backissue.pages.archive import Archive
from backissue.pages.views.own import RedirectView

NAME = "redirect"
TEMPLATE = "redirect.html"


def settings(config: Config) -> object:
    return config.url


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """Old addresses, and those that the ledger leads to one of them: they lead on at once.

    A file of the ledger may have a hundred thousand lines. Given are those that the state does not have so (they were
    taken away, or led elsewhere) and those without a page yet: between an old and a new file no other differs.
    """
    match record:
        case Ledger():
            yield from (line[0] for line in record.redirects if not archive.ask.references.leads(*line, record.source))
        case Article() | StaticPage() if record.aliases:
            own = file_of(record.url if isinstance(record, Article) else f"/{record.slug}/")
            old = {alias: file for alias in record.aliases if (file := file_of(alias)) != own}
            yield from old
            yield from archive.ask.references.led_to(old.values())


def path(name: str) -> str:
    return file_of(name)


def view(archive: Archive, name: str) -> RedirectView | None:
    target = archive.ask.references.alias_target(name)
    return RedirectView(target=target, canonical=archive.canonical(target)) if target else None
