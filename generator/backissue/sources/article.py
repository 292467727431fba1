"""An article's file to an Article: front matter between ``---`` lines, then Markdown."""

import re
import unicodedata
from typing import Any
from urllib.parse import unquote

import msgspec

from backissue.addresses import is_address
from backissue.config import known_language
from backissue.errors import Problem
from backissue.model import Article, Correction, CorrectionKind, Image, Name, Withdrawal
from backissue.sources import dates
from backissue.sources.fields import Fields, Place, texts_of
from backissue.sources.reading import Reading, address_part
from backissue.sources.terms import checked_rights
from backissue.sources.yaml_text import YamlFault, YamlText

_EDITION = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.([a-z0-9-]+))?$")
_FENCE = re.compile(r"---[ \t]*$", re.MULTILINE)


class ImageFields(msgspec.Struct, forbid_unknown_fields=True):
    src: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    rights: str | None = None
    lead: bool = False
    agency: str | None = None
    distributable: bool = True

    def image(self) -> Image:
        """The record of it; content paths may begin with a slash."""
        return Image(
            src=unicodedata.normalize("NFC", (self.src or "").lstrip("/")), alt=self.alt, caption=self.caption or "",
            credit=self.credit or "", rights=self.rights or "", lead=self.lead, agency=self.agency,
            distributable=self.distributable,
        )  # fmt: skip


PictureFields = str | ImageFields
"""A picture as it may be written: its file alone, or with what is said of it."""


def stated_image(written: PictureFields) -> Image:
    """The record of a picture, however it was written."""
    return (ImageFields(written) if isinstance(written, str) else written).image()


class NameFields(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    role: str | None = None


class CorrectionFields(msgspec.Struct, forbid_unknown_fields=True):
    date: str
    text: str
    kind: CorrectionKind = "correction"


class WithdrawnFields(msgspec.Struct, forbid_unknown_fields=True):
    date: str
    reason: str


class ArticleFields(msgspec.Struct, forbid_unknown_fields=True):
    """The front matter, field by field, as docs/content.md has it."""

    headline: str
    outlet: str | None = None
    edition: str | None = None
    published: str | None = None
    updated: str | None = None
    slug: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    byline: str | list[str | NameFields] | None = None
    agency: str | list[str] | None = None
    dateline: str | None = None
    section: str | None = None
    page: str | None = None
    topics: str | list[str] | None = None
    people: str | list[str] | None = None
    places: str | list[str] | None = None
    organisations: str | list[str] | None = None
    series: str | None = None
    images: list[PictureFields] | None = None
    corrections: list[CorrectionFields] | None = None
    embargo: str | None = None
    withdrawn: WithdrawnFields | None = None
    draft: bool = False
    noindex: bool = False
    rights: str | None = None
    language: str | None = None
    source: str | None = None
    aliases: str | list[str] | None = None
    permalink: str | None = None
    extra: dict[str, Any] | None = None


def read_article(source: str, text: str, shown: str, reading: Reading) -> tuple[Article | None, list[Problem]]:
    """The Article in ``text``, and every problem with it; ``shown`` is the path that messages give."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if not (opening := _FENCE.match(text)):
        return None, [Problem(shown, 1, "no front matter", "begin the file with a line ---, fields, and a line ---")]
    closing = _FENCE.search(text, opening.end())
    if not closing:
        return None, [Problem(shown, 1, "the front matter does not end", "close it with a line ---")]
    body = text[closing.end() :].removeprefix("\n")
    try:
        fields = Fields(YamlText(text[opening.end() + 1 : closing.start()], shown, first_line=2))
    except YamlFault as fault:
        return None, [fault.problem]
    raw = fields.read(ArticleFields)
    if raw is None:
        return None, fields.problems
    article = _Reader(fields, raw, reading).article(source, body, text.count("\n", 0, len(text) - len(body)) + 1)
    return article, fields.problems


class _Reader:
    """One article being read: from fields as written to a record that pages can be made of."""

    def __init__(self, fields: Fields, raw: ArticleFields, reading: Reading) -> None:
        self.fields = fields
        self.raw = raw
        self.reading = reading
        self.outlet = self._outlet()
        self.zone = reading.zone(self.outlet)

    def article(self, source: str, body: str, body_line: int) -> Article | None:
        raw = self.raw
        edition, label = self._edition()
        published = self._date("published", raw.published)
        if raw.edition is None and raw.published is None:
            self.fields.problem((), "neither edition nor published is there", "give one; published: unknown will do")
        date = edition or dates.local_day(published, self.zone)
        facts = self.reading.outlet(self.outlet)
        slug = self._slug(source)
        if not raw.headline.strip():
            self.fields.problem(("headline",), "the headline is empty", "write one; a story with none may have […]")
        instant = dates.instant(published, self.zone) if dates.has_time(published) else ""
        article = Article(
            source=source, headline=raw.headline, outlet=self.outlet, slug=slug, date=date,
            url=self._permalink() or self._default_address(date, slug),
            order=f"{date} {instant}".rstrip(), edition=edition, label=label, published=published,
            updated=self._date("updated", raw.updated), kicker=raw.kicker or "", standfirst=raw.standfirst or "",
            byline=self._byline(), agencies=texts_of(raw.agency), dateline=raw.dateline or "",
            section=raw.section or "", page=raw.page or "", topics=texts_of(raw.topics), people=texts_of(raw.people),
            places=texts_of(raw.places), organisations=texts_of(raw.organisations), series=raw.series or "",
            images=self._images(), corrections=self._corrections(), embargo=self._embargo(),
            withdrawn=self._withdrawn(), draft=raw.draft, noindex=raw.noindex,
            rights=checked_rights(self.fields, ("rights",), raw.rights),
            language=self._language() or (facts.language if facts else "") or self.reading.language,
            origin=self._origin(), aliases=aliases(self.fields, raw.aliases), extra=raw.extra or {},
            body=body, body_line=body_line,
        )  # fmt: skip
        return None if any(not problem.warning for problem in self.fields.problems) else article

    def _outlet(self) -> str:
        name = self.raw.outlet or self.reading.only_outlet
        known = [outlet for outlet, _ in self.reading.outlets]
        if not name:
            self.fields.problem(
                (), "no outlet is named", f"add outlet: {known[0] if known else 'and its file in outlets/'}"
            )
        elif name not in known:
            self.fields.unknown_id(("outlet",), "outlet", name, known)
        return name

    def _edition(self) -> tuple[str, str]:
        if self.raw.edition is None:
            return "", ""
        if not (found := _EDITION.match(self.raw.edition.strip())):
            hint = "write 2025-11-27, or 2025-11-27.late for a labelled edition"
            self.fields.problem(("edition",), f'"{self.raw.edition}" is not an edition', hint)
            return "", ""
        return self._date("edition", found.group(1)), found.group(2) or ""

    def _date(self, name: str, text: str | None, *place: str | int) -> str:
        """``text`` as a date as known; a fault is noted at the field ``name``."""
        if text is None:
            return ""
        try:
            return dates.known(text, self.zone)
        except ValueError as fault:
            hint = "write 2025-11-27T21:05:00+10:00, 2025-11-27, 2025-11, 2025 or unknown"
            self.fields.problem((name, *place), str(fault), hint)
            return ""

    def _embargo(self) -> str:
        date = self._date("embargo", self.raw.embargo)
        if not date:
            return ""
        if len(date) < len("2025-11-28"):
            self.fields.problem(
                ("embargo",), "an embargo ends on a day or at a moment", "write 2025-11-28T00:00:00+10:00"
            )
            return ""
        return dates.instant(date, self.zone)

    def _slug(self, source: str) -> str:
        stem = source.rpartition("/")[2].removesuffix(".md")
        if self.raw.slug is None:
            return address_part(stem)
        slug = self.raw.slug.strip()
        if not slug or "/" in slug or not is_address(f"/{slug}"):
            self.fields.problem(
                ("slug",), f'"{self.raw.slug}" cannot be a part of an address', "use letters, digits and -"
            )
        return slug

    def _default_address(self, date: str, slug: str) -> str:
        return "/".join(("", self.outlet, *(date.split("-") if date else ("undated",)), slug, ""))

    def _permalink(self) -> str:
        address = _address(self.fields, ("permalink",), self.raw.permalink) if self.raw.permalink is not None else ""
        return address if not address or address.endswith((".html", "/")) else f"{address}/"

    def _byline(self) -> tuple[Name, ...]:
        written = self.raw.byline
        if isinstance(written, str):
            return (Name(written.strip()),) if written.strip() else ()
        names = (Name(name) if isinstance(name, str) else Name(name.name, name.role or "") for name in written or ())
        return tuple(name for name in names if name.name.strip())

    def _images(self) -> tuple[Image, ...]:
        images = tuple(stated_image(image) for image in self.raw.images or ())
        for index, image in enumerate(images):
            check_image(self.fields, ("images", index), image)
        return images

    def _corrections(self) -> tuple[Correction, ...]:
        return tuple(
            Correction(self._date("corrections", note.date, index, "date"), note.text, note.kind)
            for index, note in enumerate(self.raw.corrections or ())
        )

    def _withdrawn(self) -> Withdrawal | None:
        note = self.raw.withdrawn
        return Withdrawal(self._date("withdrawn", note.date, "date"), note.reason) if note else None

    def _language(self) -> str:
        language = self.raw.language or ""
        if language and not known_language(language):
            self.fields.problem(("language",), f'unknown language "{language}"', "use a BCP 47 tag such as en-AU")
        return language

    def _origin(self) -> str:
        origin = self.raw.source or ""
        if origin and not origin.startswith(("https://", "http://")):
            self.fields.problem(
                ("source",), f'"{origin}" is not a web address', "source is where it was first published"
            )
        return origin


def aliases(fields: Fields, written: str | list[str] | None) -> tuple[str, ...]:
    """The old addresses of a story or a page; a fault is noted at each that is none."""
    texts = enumerate([written] if isinstance(written, str) else written or [])
    found = (_address(fields, ("aliases", at), text) for at, text in texts if text.strip())
    return tuple(dict.fromkeys(address for address in found if address))


def _address(fields: Fields, place: Place, text: str) -> str:
    """An address that somebody wrote: from the root, and never out of it."""
    address = unquote(text.strip())
    if is_address(address):
        return address
    fields.problem(place, f'"{text}" is not an address in this site', "write /politics/old-address/")
    return ""


def check_image(fields: Fields, place: Place, image: Image) -> None:
    """Note what is wrong with a picture's fields: a path that climbs out, an alt text that is missing."""
    if not image.src:
        if not (image.caption or image.credit or image.alt):
            fields.problem(place, "the picture has neither src nor words", "give its file; or what was said of it")
    elif image.src.startswith(("http://", "https://", "//")):
        hint = "copy the picture into content/images/: readers contact no other host"
        fields.problem((*place, "src"), f"{image.src} is on another host", hint)
    elif {".", ".."} & set(image.src.split("/")) or not image.src.startswith("images/"):
        fields.problem((*place, "src"), f"{image.src} is not below images/", "pictures are in content/images/")
    checked_rights(fields, (*place, "rights"), image.rights)
    if image.src and image.alt is None:
        hint = 'say what it shows, or alt: "" when it is decoration'
        fields.problem(place, f"the picture {image.src} has no alt text", hint, warning=True)
