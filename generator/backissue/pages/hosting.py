"""What the host reads (``_headers``, ``_redirects``), what the search page does, and what tells browsers, crawlers
and finders of faults."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import get_args
from urllib.parse import quote, urlsplit

from backissue.addresses import quoted
from backissue.config import Config, SecuritySettings, texts
from backissue.model import Article, CorrectionKind, Edition, Entity, Ledger, Outlet, Record, StaticPage
from backissue.pages.archive import OPENSEARCH, SITEMAP, Archive
from backissue.pages.views.common import View
from backissue.pages.xml_text import without_controls
from backissue.render.materials import Materials

NAME = "file"
_FACETS_FILE = "search/facets.json"
_COVERAGE_FILE = "search/coverage.json"
_OPENSEARCH_FILE = OPENSEARCH.removeprefix("/")
_SECURITY_FILE = ".well-known/security.txt"
_ROBOTS_FILE = "robots.txt"
STANDING = (
    "_headers", "_redirects", _FACETS_FILE, _COVERAGE_FILE, _OPENSEARCH_FILE, _ROBOTS_FILE, _SECURITY_FILE,
)  # fmt: skip

_FACETS = {
    "section": "sections", "agency": "agencies", "byline": "bylines", "topic": "topics",
    "people": "people", "place": "places",
}  # fmt: skip
_HEADERS = """\
/*
  Content-Security-Policy: {policy}
  X-Content-Type-Options: nosniff
  X-Frame-Options: SAMEORIGIN
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
"""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'{form}; "
    "base-uri 'self'; frame-ancestors 'self'"
)
_KEPT = """\
{address}
  Cache-Control: public, max-age=31536000, immutable
"""
_NAMED_BY_CONTENT = tuple(f"/search/shards/:shard/:language/{name}" for name in (
    "fragment/*", "index/*", "filter/*", "pagefind.*"))  # fmt: skip
"""A browser that has one of these files has it for good. All else is asked for again, which hosts do where no rule says
otherwise; a rule for ``/*`` may not say so, since Cloudflare joins what several rules say of one header."""
_OPENSEARCH_TYPE = """\
{address}
  Content-Type: application/opensearchdescription+xml
"""
_EXPORT_TYPES = """\
{base}/*/article.ris
  Content-Type: application/x-research-info-systems
{base}/*/article.bib
  Content-Type: application/x-bibtex
"""
"""Hosts do not know all of these by the files' endings."""
_DESCRIPTION = """\
<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{short}</ShortName>
<Description>{description}</Description>
<Url type="text/html" template="{root}/search/?q={{searchTerms}}"/>
<Image height="16" width="16" type="image/svg+xml">{root}/assets/icon.svg</Image>
<Language>{language}</Language>
<InputEncoding>UTF-8</InputEncoding>
</OpenSearchDescription>
"""
_STATUS = {"netlify": "301!", "cloudflare": "301"}
"""At each old address a page stands. Netlify's redirects give way to it unless they are forced; Cloudflare's never do,
and a status with a mark is none to it."""


class FileView(View, frozen=True):
    """A text file of the site."""

    text: str


def settings(config: Config) -> object:
    return config.newsletter, config.url, config.name, config.tagline, config.language, config.host, config.security


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article():
            if archive.first_time(NAME):
                yield _FACETS_FILE
            if record.date and archive.first_time(NAME, "dated"):
                yield _COVERAGE_FILE
            if record.aliases:
                yield "_redirects"
        case StaticPage() if record.aliases:
            yield "_redirects"
        case Ledger() if record.redirects:
            yield "_redirects"
        case Edition() if archive.first_time(NAME, "dated"):
            yield _COVERAGE_FILE
        case Outlet():
            yield from (_FACETS_FILE, _COVERAGE_FILE)
        case Entity():
            yield _FACETS_FILE


def run_keys(archive: Archive, outlet: Outlet) -> Iterator[str]:
    yield _COVERAGE_FILE


def path(name: str) -> str:
    return name


def view(archive: Archive, name: str) -> FileView | None:
    config = archive.config
    match name:
        case "_headers":
            kind = _OPENSEARCH_TYPE.format(address=_written(config.base + OPENSEARCH)) if config.origin else ""
            kept = "".join(_KEPT.format(address=_written(config.base) + rule) for rule in _NAMED_BY_CONTENT)
            types = _EXPORT_TYPES.format(base=_written(config.base))
            return FileView(text=_HEADERS.format(policy=policy(config)) + kept + types + kind)
        case "_redirects":
            base, status = config.base, _STATUS[config.host]
            lines = (
                f"{_written(base + old)} {_written(base + new)} {status}\n"
                for old, new in archive.ask.references.aliases()
            )
            return FileView(text="".join(lines))
        case _ if name == _OPENSEARCH_FILE:
            return FileView(text=opensearch(config)) if config.origin else None
        case _ if name == _ROBOTS_FILE:
            return FileView(text=robots(archive))
        case _ if name == _SECURITY_FILE:
            return FileView(text=security(archive, config.security)) if config.security else None
        case _ if name == _COVERAGE_FILE:
            return FileView(text="[" + ",".join(f"\n{_json(line)}" for line in coverage(archive)) + "\n]\n")
        case _:
            return FileView(text=_json(facets(archive)) + "\n")


def write(view: FileView, materials: Materials) -> bytes:
    return view.text.encode()


def policy(config: Config) -> str:
    """The Content-Security-Policy: nothing inline, no other host but the one that the newsletter's form posts to."""
    action = urlsplit(config.newsletter.action) if config.newsletter else None
    form = f" {action.scheme}://{action.netloc}" if action and action.netloc else ""
    return _POLICY.format(form=form)


def _written(address: str) -> str:
    return quote(address, safe="/-._~!$&'()+,;=@%")


def opensearch(config: Config) -> str:
    """The archive's search as OpenSearch 1.1 describes one, for browsers; its addresses must be whole.

    The name may have 16 characters: as many words as fit, and the whole name in the description.
    """
    name, tagline = (" ".join(without_controls(text).split()) for text in (config.name, config.tagline))
    words = name.split()
    short = next((fit for end in range(len(words), 0, -1) if len(fit := " ".join(words[:end])) <= 16), name[:16])
    return _DESCRIPTION.format(
        short=escape(short), description=escape((f"{name}: {tagline}" if tagline else name)[:1024]),
        root=escape(config.origin + _written(config.base)), language=escape(config.language),
    )  # fmt: skip


def robots(archive: Archive) -> str:
    """Every crawler may read everything (RFC 9309), and finds the sitemaps."""
    where = f"\nSitemap: {archive.whole(f'/{SITEMAP}')}\n" if archive.config.origin else ""
    return f"User-agent: *\nDisallow:\n{where}"


def security(archive: Archive, given: SecuritySettings) -> str:
    """Whom to tell of a fault in the site's security (RFC 9116)."""
    lines = [
        *(("Contact", quoted(contact)) for contact in texts(given.contact)),
        ("Expires", given.moment(archive.config.timezone)),
    ]
    lines += [("Canonical", archive.whole(f"/{_SECURITY_FILE}"))] if archive.config.origin else []
    lines += [("Preferred-Languages", ", ".join(texts(given.languages)))] if given.languages else []
    said = {
        "Policy": given.policy, "Encryption": given.encryption, "Acknowledgments": given.acknowledgments,
        "Hiring": given.hiring,
    }  # fmt: skip
    lines += [(name, quoted(address)) for name, address in said.items() if address]
    return "".join(f"{name}: {value}\n" for name, value in lines)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def coverage(archive: Archive) -> list[dict[str, object]]:
    """Each outlet with its run, the months of which something is held, those in which it did not appear.

    What is known by its year alone counts for all of the year: it may be from any month. A month in which nothing
    was to be expected, as most months of a quarterly, counts as held.
    """
    held: dict[str, set[str]] = {}
    for outlet, span in archive.ask.held.months():
        months = (span,) if len(span) == 7 else (f"{span}-{month:02d}" for month in range(1, 13))
        held.setdefault(outlet, set()).update(months)
    return [_held_of(archive, outlet, held.get(outlet.id, set())) for outlet in archive.outlets]


def _held_of(archive: Archive, outlet: Outlet, held: set[str]) -> dict[str, object]:
    run = archive.run(outlet.id)
    months = run.months()
    held |= {name for name, month in months.items() if not month.held and not month.state}
    silent = (
        (month.reason, name) for name, month in months.items() if month.state == "unpublished" and name not in held
    )
    return {
        "id": outlet.id, "name": outlet.name, "run": [day.isoformat()[:7] for day in run.bounds or ()],
        "months": runs_of(sorted(held)),
        "silent": [
            (*span, reason)
            for reason, some in groupby(silent, lambda one: one[0]) for span in runs_of(name for _, name in some)
        ],
    }  # fmt: skip


def runs_of(months: Iterable[str]) -> list[tuple[str, str]]:
    """Months in order as (first, last) of those that follow each other."""
    found: list[tuple[str, str]] = []
    after = ""
    for month in months:
        found.append((found.pop()[0] if month == after else month, month))
        year, number = int(month[:4]), int(month[5:])
        after = f"{year + number // 12:04d}-{number % 12 + 1:02d}"
    return found


def facets(archive: Archive) -> dict[str, list[tuple[str, int]]]:
    """What search can be narrowed by, with the number of stories of each (docs/search.md)."""
    ask = archive.ask
    names = {f"{record.kind}/{record.id}": record.name for record in ask.every(Entity)}
    found: dict[str, list[tuple[str, int]]] = {
        "outlet": [(archive.outlet(outlet).name, count) for outlet, count in _most(ask.findable.counts_by("outlet"))]
    }
    for facet, kind in _FACETS.items():
        counts: Counter[str] = Counter()
        for name, count in ask.findable.names(kind):  # an id counts under the name that its file gives
            counts[names.get(f"{kind}/{name}", name)] += count
        found[facet] = _most(list(counts.items()))
    found["language"] = _most(ask.findable.counts_by("language"))
    noted = ask.findable.corrections_by_kind()
    has = [("picture", ask.findable.pictured()), *((kind, noted.get(kind, 0)) for kind in get_args(CorrectionKind))]
    found["has"] = [(what, count) for what, count in has if count]
    found["year"] = ask.findable.counts_by("year")
    return found


def _most(counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda entry: (-entry[1], entry[0]))
