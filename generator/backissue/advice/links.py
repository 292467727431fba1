"""Links in texts: to content files, to addresses of the site, to places in pages, to other hosts."""

import difflib
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from backissue.addresses import entity_url, file_of, outlet_url
from backissue.advice.content import Content
from backissue.advice.finding import Finding
from backissue.advice.site_pages import SitePages
from backissue.checks.references import ReferenceChecks
from backissue.model import Article, Entity, Outlet, PageKey, Record, StaticPage
from backissue.sources.markdown import content_path, is_foreign
from backissue.sources.records import ENTITY_KINDS

_ADDRESS = "write the path of a content file, or an address that is there"


class Link(msgspec.Struct, gc=False, frozen=True):
    """A link as it stands in a file."""

    source: str
    line: int
    written: str
    page: str
    """The address of the page that shows it."""


class Links:
    """All links of an archive: read record by record, then looked up together."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.outside: dict[str, list[Link]] = {}
        """Links to other hosts by address, without what follows a ``#``."""
        self._inside: dict[str, list[Link]] = {}
        """Links to the site by file below it."""
        self._own = content.config.origin + content.config.base
        self.faults: list[Finding] = []
        """What is wrong with a link whatever the others say."""

    def read(self, record: Record) -> None:
        """Note every link in a record's texts."""
        match record:
            case Article() if not record.withdrawn:
                self._read_text(record.source, record.body, record.body_line, record.url)
                if record.origin:
                    line = self.content.line(record.source, "source")
                    self._note_outside(Link(record.source, line, record.origin, record.url))
            case StaticPage():
                self._read_text(record.source, record.body, record.body_line, f"/{record.slug}/")
            case Outlet():
                self._read_description(record, outlet_url(record.id))
            case Entity():
                page = entity_url(record.kind, record.id)
                self._read_description(record, page)
                for number, address in enumerate(record.same_as):
                    line = self.content.line(record.source, "same_as", number)
                    self._note_outside(Link(record.source, line, address, page))

    def _read_description(self, record: Outlet | Entity, page: str) -> None:
        """A description's lines are not those of the file: YAML may fold them."""
        if _may_link(record.description):
            line = self.content.line(record.source, "description")
            self._read_text(record.source, record.description, line, page, fixed=True)

    def _read_text(self, source: str, text: str, first: int, page: str, *, fixed: bool = False) -> None:
        if not _may_link(text):
            return
        from backissue.sources import markup

        for kind, written, _, line in markup.named(text):
            if kind == "link":
                link = Link(source, first if fixed else first + line, written, page)
                self._note(link, is_description=fixed)

    def _note(self, link: Link, *, is_description: bool) -> None:
        written = link.written
        if self._own and (written == self._own or written.startswith(f"{self._own}/")):
            written = written.removeprefix(self._own) or "/"
        if path := content_path(written, link.source):
            if is_description:
                self._fault(link, f"links to {written}, and a description is shown without such links", _ADDRESS)
            elif mark := urlsplit(written).fragment:
                url = self.content.ask.public_url(path)  # whether the file is there is for the build's own checks
                if url:
                    self._inside.setdefault(file_of(url), []).append(msgspec.structs.replace(link, written=f"#{mark}"))
        elif is_foreign(written):
            self._note_outside(link)
        elif not written:
            self._fault(link, "a link that leads to nothing", _ADDRESS)
        else:
            path = unquote(urlsplit(urljoin(link.page, written)).path)
            self._inside.setdefault(file_of(path), []).append(msgspec.structs.replace(link, written=written))

    def _note_outside(self, link: Link) -> None:
        address = link.written.partition("#")[0]
        address = f"https:{address}" if address.startswith("//") else address
        if address.startswith(("http://", "https://")):
            self.outside.setdefault(address, []).append(link)

    def _fault(self, link: Link, message: str, remedy: str) -> None:
        self.faults.append(Finding("links", f"content/{link.source}", link.line, message, remedy, broken=True))

    def findings(self) -> Iterator[Finding]:
        """Every link within the archive that leads nowhere, or to a place that its page does not have."""
        yield from self._between_files()
        pages = SitePages(self.content)
        there = pages.there(set(self._inside))
        for file, links in sorted(self._inside.items()):
            if file not in there:
                self._absent(links)
            elif (key := there[file]) and any(_place_in(link) for link in links) and pages.has_places(key):
                self._misplaced(links, pages.places(key), key)
        yield from self.faults

    def _between_files(self) -> Iterator[Finding]:
        """What the build itself says of links to content files."""
        checks = ReferenceChecks(self.content.catalog, self.content.place, frozenset(self.content.sources()))
        for one in checks.links():
            yield Finding("links", one.path, one.line, one.message, one.hint, broken=not one.warning)

    def _absent(self, links: list[Link]) -> None:
        for link in links:
            if not link.written.startswith("#"):  # a draft's own page is not there yet
                self._fault(link, f"links to {link.written}, which the site does not have", self._near(link))

    def _misplaced(self, links: list[Link], ids: frozenset[str], key: PageKey) -> None:
        for link in links:
            place = _place_in(link)
            if place and place not in ids:
                message = f"links to #{place}, which is no place in {key.name}"
                self._fault(link, message, "leave out the # and what follows")

    def _near(self, link: Link) -> str:
        """A topic, a person … whose id is almost the one that is linked to."""
        kind, _, rest = urlsplit(urljoin(link.page, link.written)).path.strip("/").partition("/")
        if kind in ENTITY_KINDS:
            ids = [entity for entity, _, _ in self.content.ask.gathered.entities(kind)]
            if close := difflib.get_close_matches(rest, ids, n=1, cutoff=0.75):
                return f"did you mean {entity_url(kind, close[0])}?"
        return _ADDRESS


def _may_link(text: str) -> bool:
    """False for a text that surely has no link."""
    return "](" in text or "]:" in text or "<http" in text


def _place_in(link: Link) -> str:
    """What follows the ``#``, where there must be such a place.

    An empty one and ``top`` always are (HTML Standard, "Scrolling to a fragment"); ``:~:`` begins a search for a text.
    """
    mark = unquote(urlsplit(link.written).fragment)
    return "" if mark.casefold() == "top" or mark.startswith(":~:") else mark
