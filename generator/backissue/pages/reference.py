"""A story's citation as files beside its page, for reference managers: RIS and BibTeX."""

from collections.abc import Iterator

from backissue.addresses import export_url
from backissue.citing.files import bibtex, ris
from backissue.citing.work import Work
from backissue.config import Config
from backissue.model import Article, Entity, Outlet, Record
from backissue.pages.archive import Archive
from backissue.pages.views.common import View
from backissue.render.materials import Materials
from backissue.sources.reading import identifier

NAME = "reference"
_FILES = {"ris": "article.ris", "bib": "article.bib"}
_WRITERS = {"ris": ris, "bib": bibtex}


class ReferenceView(View, frozen=True):
    """One of the files."""

    form: str
    """``ris`` or ``bib``."""
    work: Work


def settings(config: Config) -> object:
    return config.url, config.exports


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article():
            yield from _names(archive, record.url)
        case Outlet():
            for url in archive.ask.lists.public_urls(record.id):
                yield from _names(archive, url)
        case Entity(kind="bylines" | "agencies"):
            for source in archive.ask.gathered.sources(record.kind, record.id, record.id):
                yield from _names(archive, archive.ask.public_url(source))


def brought(archive: Archive) -> Iterator[str]:
    for url in archive.ask.lists.listed_urls() if _forms(archive) else ():
        yield from _names(archive, url)


def path(name: str) -> str:
    form, _, url = name.partition("/")
    return export_url(f"/{url}", _FILES[form]).removeprefix("/")


def view(archive: Archive, name: str) -> ReferenceView | None:
    form, _, url = name.partition("/")
    article = archive.ask.article_at(f"/{url}") if form in archive.config.exports else None
    if article is None or article.withdrawn:
        return None
    return ReferenceView(form=form, work=work(archive, article))


def write(view: ReferenceView, materials: Materials) -> bytes:
    return _WRITERS[view.form](view.work).encode()


def work(archive: Archive, article: Article) -> Work:
    """What citations say of a story: names without a role wrote it; where all have one, all are named."""
    writers = [name.name for name in article.byline if not name.role]
    agencies = tuple(_called(archive, "agencies", name) for name in article.agencies)
    written = writers or ([] if agencies else [name.name for name in article.byline])
    return Work(
        authors=tuple(_called(archive, "bylines", name) for name in written), agencies=agencies,
        headline=article.headline, paper=archive.outlet(article.outlet).name, date=article.date, label=article.label,
        page=article.page, language=article.language, url=archive.whole(article.url),
        key=f"{article.outlet} {article.date[:4]} {article.slug}",
    )  # fmt: skip


def files(archive: Archive, article: Article) -> tuple[tuple[str, str], ...]:
    """(format, address) of the files beside a story's page."""
    names = {"ninjs": "article.json"} if archive.config.origin and not article.noindex else {}
    names |= _FILES
    return tuple((form, export_url(article.url, names[form])) for form in archive.config.exports if form in names)


def _forms(archive: Archive) -> list[str]:
    return [form for form in archive.config.exports if form in _FILES]


def _names(archive: Archive, url: str) -> Iterator[str]:
    yield from (f"{form}{url}" for form in _forms(archive) if url)


def _called(archive: Archive, kind: str, name: str) -> str:
    """A name as written, or, where an id was written, as the id's own file has it."""
    record = archive.ask.find(Entity, f"{kind}/{name}") if name and name == identifier(name) else None
    return record.name if record else name
