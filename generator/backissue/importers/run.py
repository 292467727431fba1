"""``backissue import``: from a source to content files, and a report of what came over.

Read everything, give each record its file, then finish and write one after the other. Nothing outside the
archive's folder is touched, and nothing in it that a person has changed.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from backissue.errors import ImportRefused
from backissue.importers.addresses import OldSite, host, same
from backissue.importers.fetching import Fetcher
from backissue.importers.finishing import Finishing
from backissue.importers.formats import Format
from backissue.importers.manifest import Manifest
from backissue.importers.mapping import Mapping, apply
from backissue.importers.pictures import Pictures
from backissue.importers.placing import Placing
from backissue.importers.record import Attachment, Item, LeftOut, Publication, Source
from backissue.importers.report import Report, Row
from backissue.importers.settings import Archive, settle
from backissue.importers.spool import Spool
from backissue.importers.telling import likely_host
from backissue.importers.writing import article_file, comments_file, yaml_file
from backissue.progress import Tell

_EXAMPLES = 3
"""Of results that a dry run shows."""


def run_import(
    form: Format, source: Path, into: Path, mapping: Mapping, *, dry_run: bool = False, fetch: bool = False,
    tell: Tell = lambda phase, done, total: None,
) -> Report:  # fmt: skip
    """Bring ``source`` over into the archive at ``into``; with ``dry_run`` only say what would be done.

    ``tell`` hears (phase, done, total). Raises ImportRefused when the source or the archive cannot be used.
    """
    if not source.exists():
        raise ImportRefused(f"there is no {source}; name a file or a folder")
    with _scratch(into, dry_run) as scratch, closing(Spool(scratch)) as spool:
        publication, hosts = _read(form, Source(source, mapping, scratch, _told(tell)), spool)
        old_site = _old_site(mapping, publication, hosts, spool)
        with closing(Manifest(into, scratch, dry_run=dry_run)) as manifest:
            archive = settle(into, mapping, publication, form.name, source, manifest)
            scope = f"{form.name}:{archive.outlet}:"
            _place(spool, Placing(spool, manifest, scope, archive.outlet, archive.zone), old_site)
            fetcher = Fetcher(scratch / "fetched", host(mapping.url)) if fetch else None
            pictures = Pictures(spool, manifest, scope, archive.outlet, mapping, fetcher)
            finishing = Finishing(spool, old_site, pictures, archive.outlets, archive.outlet, archive.zone)
            count = spool.count()
            report = Report(form.name, source, into, spool, old_site.url)
            for number, target, item in spool.items():
                fields, body = finishing.finish(number, item)
                data = yaml_file(fields) if item.kind == "edition" else article_file(fields, body)
                row = Row.of(item, target, fields, body)
                _write(item, row, data, scope, archive, manifest)
                report.add(row)
                if dry_run and number <= _EXAMPLES:
                    report.examples.append(f"{target}\n{data.decode()}")
                tell("writing", number, count)
            report.finish(manifest.gone(scope), dry_run=dry_run)
    return report


def _read(form: Format, source: Source, spool: Spool) -> tuple[Publication, Counter[str]]:
    """Everything of the source into the spool; what it says of itself, and the hosts that its items stood on."""
    publication = Publication()
    hosts: Counter[str] = Counter()
    for found in form.read(source):
        match found:
            case Item():
                apply(source.mapping, found, form.terms)
                hosts.update(filter(None, map(host, found.addresses)))
                if not spool.add(found):
                    spool.leave_out(LeftOut(found.source, "something of the same name came before it"))
            case Attachment():
                spool.add_attachment(found)
            case LeftOut():
                spool.leave_out(found)
            case Publication():
                publication = Publication(
                    publication.name or found.name, publication.url or found.url,
                    publication.language or found.language, publication.timezone or found.timezone,
                    publication.description or found.description,
                )  # fmt: skip
    return publication, hosts


def _old_site(mapping: Mapping, publication: Publication, hosts: Counter[str], spool: Spool) -> OldSite:
    """Where the source stood: as the mapping says, or the source, or the addresses of its items."""
    url = mapping.url or publication.url
    if not url and hosts:
        url = f"https://{hosts.most_common(1)[0][0]}/"
    site = OldSite(url)
    site.hosts.update(hosts)
    return site


def _place(spool: Spool, placing: Placing, site: OldSite) -> None:
    """Each item its file, and its old addresses; when no host of the old site is known, the likely one."""
    for number, _, item in spool.items():
        spool.place(number, placing.target(item))
        for address in item.addresses:
            if path := site.own_path(address):
                spool.claim(same(path), number)
    if not site.hosts:
        site.settle(likely_host(spool))


def _write(item: Item, row: Row, data: bytes, scope: str, archive: Archive, manifest: Manifest) -> None:
    """Write the files of one item, unless a build would refuse them; the row says what became of it."""
    key = scope + item.key
    if fault := archive.fault(row.target, data):
        manifest.keep(key)
        row.outcome, row.fault = "refused", fault
        return
    row.outcome = manifest.put(key, row.target, data)
    if item.comments and item.kind == "article":
        beside = row.target.replace("content/articles/", "content/comments/", 1).removesuffix(".md") + ".yaml"
        manifest.put(f"{key}:comments", beside, comments_file(item.comments))


def _told(tell: Tell) -> Callable[[int, int], None]:
    return lambda done, total: tell("reading", done, total)


@contextmanager
def _scratch(into: Path, dry_run: bool) -> Iterator[Path]:
    """A folder for this import alone; within the archive's own cache, as a source may be larger than /tmp."""
    cache = into / ".backissue"
    if not dry_run:
        cache.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="import-", dir=None if dry_run else cache))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
