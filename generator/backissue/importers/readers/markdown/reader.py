"""A folder of posts, or one of them, as records: post by post, whatever a single one is like."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from backissue.errors import ImportRefused
from backissue.importers import from_html, links
from backissue.importers.readers.markdown import raw_html, standing
from backissue.importers.readers.markdown.fields import Fields
from backissue.importers.readers.markdown.front_matter import FrontMatter, FrontMatterFault, fields_of_meta, split
from backissue.importers.readers.markdown.site import ENDINGS, MOST_BYTES, Site, find_site
from backissue.importers.readers.markdown.tags import Tags
from backissue.importers.readers.markdown.templates import Marks, replace, settle_blocks
from backissue.importers.readers.markdown.tidying import tidied
from backissue.importers.readers.options import options_of
from backissue.importers.record import Found, Item, LeftOut, Publication, Source

_OWN_FILES = re.compile(
    r"(readme|licen[cs]e|contributing|changelog|code[-_ ]of[-_ ]conduct|security|notice|authors|todo|copying)"
    r"([-_.].*)?\.\w+$",
    re.IGNORECASE,
)
_OTHER_TEXTS = {".rst": "reStructuredText", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".org": "Org mode",
                ".textile": "Textile", ".ipynb": "a notebook"}  # fmt: skip
_HEADING = re.compile(r"\s*(?:#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)|([^\n#][^\n]*)\n=+[ \t]*(?:\n|$))")
_TAGS = re.compile(r"\{%-?.*?%\}|\{\{.*?\}\}", re.DOTALL)
_POINTING = re.compile(r"\]\(\s*\{\{.*?\}\}")
_ENDINGS_OF_HTML = (".html", ".htm")


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mapping's ``options`` for this format."""

    permalink: str = ""
    """The form of posts' addresses, as Jekyll writes it."""
    names_from_ids: bool = False
    """True: ``ada-quill`` is signed Ada Quill."""


def read(source: Source) -> Iterator[Found]:
    """Every post and page in ``source``, a site, a folder of one or one file.

    Raises ImportRefused when there is no post at all.
    """
    options = options_of(source.mapping, Options)
    site = find_site(source.path, options.permalink)
    yield _publication(site)
    names = site.authors()
    reading = _Reading(site, source, names, options.names_from_ids)
    files = list(site.files())
    found = 0
    for done, file in enumerate(files, 1):
        for record in reading.file(file):
            found += isinstance(record, Item) or record.fault
            yield record
        source.tell(done, len(files))
    if not found:
        raise ImportRefused(f"{source.path}: there is no post in it; name the site's folder, or that of its posts")


def _publication(site: Site) -> Publication:
    def said(*names: str) -> str:
        return next((value for name in names if isinstance(value := site.config.get(name), str)), "")

    language = said("languageCode", "default_language", "defaultContentLanguage", "lang", "locale", "DEFAULT_LANG")
    return Publication(
        from_html.one_line(said("title", "SITENAME", "BLOG_TITLE", "name")), site.url, language,
        said("timezone", "timeZone", "TIMEZONE"), from_html.one_line(said("description")),
    )  # fmt: skip


class _Reading:
    """One site being read."""

    def __init__(self, site: Site, source: Source, names: dict[str, str], titled: bool) -> None:
        self._site = site
        self._source = source
        self._names = names
        self._titled = titled

    def file(self, file: Path) -> Iterator[Item | LeftOut]:
        path = self._site.path_of(file)
        ending = file.suffix.lower()
        if ending in _OTHER_TEXTS:
            yield LeftOut(path, f"{_OTHER_TEXTS[ending]} is not read; turn it into Markdown first (pandoc does)")
        if ending not in (*ENDINGS, *_ENDINGS_OF_HTML):
            return
        if file.is_symlink() or not file.is_file():
            yield LeftOut(path, "a symbolic link is not followed; copy the file")
            return
        try:
            text, meta = _text(file)
            post = split(text)
        except FrontMatterFault as fault:
            yield LeftOut(f"{path}:{fault.line}" if fault.line else path, str(fault), fault=True)
            return
        except OSError as fault:
            yield LeftOut(path, f"it cannot be read: {fault.strerror}", fault=True)
            return
        if meta:
            post = FrontMatter(meta | post.fields, post.body, True)
        if reason := self._left_out(file, path, post):
            if ending in ENDINGS:
                yield LeftOut(path, reason)
            return
        yield self._item(file, path, post)

    def _left_out(self, file: Path, path: str, post: FrontMatter) -> str:
        """Why a file is no story; empty when it is one."""
        if file.suffix.lower() in _ENDINGS_OF_HTML and (not post.is_there or "_posts" not in path.split("/")):
            return "a page of the site's own"
        if not post.is_there and _OWN_FILES.match(file.name):
            return "a file about the site, not a story of it"
        if file.name.startswith("_index.") or (not post.body.strip() and not post.fields.get("title")):
            return "a section's or a list's page, without a story" if post.is_there else "an empty file"
        return ""

    def _item(self, file: Path, path: str, post: FrontMatter) -> Item:
        item = Item(path, path)
        place = standing.place_of(path, post.fields)
        item.kind = place.kind
        marks = Marks(post.body)
        tags = Tags(self._site, item, post.fields, file.parent, self._person, self._address)

        def resolved(text: str) -> str:
            settled = settle_blocks(text, marks, liquid=self._site.generator != "hugo")
            return replace(settled, tags.meaning)

        def plain(text: str) -> str:
            return marks.show(resolved(text))

        fields = Fields(post.fields, item, plain)
        fields.read(forms=self._source.mapping.dates, spaced=self._site.generator == "jekyll", person=self._person,
                    folder=str(PurePosixPath(path).parent))  # fmt: skip
        body = resolved(post.body)
        if not item.fields["headline"]:
            body = self._headline_of(item, body, place.slug)
        if file.suffix.lower() in _ENDINGS_OF_HTML:
            body = from_html.to_markdown(body)
        else:
            body = raw_html.to_markdown(tidied(body), item)
        item.words = self._words(post.body, file)
        item.body = self._pointed(marks.show(body), file)
        item.slug = place.slug
        if place.day and "published" not in item.fields:
            item.fields["published"] = place.day
        item.addresses = standing.addresses(self._site, path, post.fields, item.fields.get("published", ""))
        self._find_files(item, file.parent)
        if post.repaired:
            item.note("warning", "its front matter was no valid YAML; what was meant was read")
        item.fields.setdefault("published", "unknown")
        return item

    def _headline_of(self, item: Item, body: str, slug: str) -> str:
        """A post without a title is called by its first heading, or by its file."""
        if heading := _HEADING.match(body):
            item.fields["headline"] = from_html.one_line(heading[1] or heading[2])
            item.note("changed", "it had no title; its first heading is the headline")
            return body[heading.end() :]
        item.fields["headline"] = re.sub(r"[-_]+", " ", slug).strip().capitalize()
        item.note("warning", "it had no title; the headline is made of its file's name")
        return body

    def _words(self, body: str, file: Path) -> str:
        """What the post shows, told without anything that the conversion does."""
        marks = Marks(body)
        crude = settle_blocks(body, marks, liquid=self._site.generator != "hugo")
        if self._site.generator != "hugo":
            crude = _TAGS.sub("", _POINTING.sub("](#", crude)) if "}" in crude else crude
        html = crude if file.suffix.lower() in _ENDINGS_OF_HTML else raw_html.shown_html(crude)
        return from_html.to_text(marks.show(html))

    def _pointed(self, body: str, file: Path) -> str:
        """``body`` with links to posts' files made links to their addresses."""

        def link(address: str) -> str:
            path = standing.file_meant(address)
            found = path and self._site.find(path, file.parent)
            if found:
                mark = address.partition("#")
                return self._address(found) + mark[1] + mark[2]
            return standing.without_scheme(address)

        return links.rewrite(body, lambda ref, alt: standing.without_scheme(ref), link)

    def _find_files(self, item: Item, beside: Path) -> None:
        for ref in [*links.pictures(item.body), *(picture.ref for picture in item.pictures)]:
            if ref not in item.files and (file := self._site.picture(ref, beside)):
                item.files[ref] = file

    def _address(self, path: str) -> str:
        """Where the post at ``path`` stood."""
        return standing.first_address(self._site, path)

    def _person(self, written: str) -> str:
        if name := self._names.get(written):
            return name
        if self._titled and re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", written):
            return re.sub(r"[-_]+", " ", written).title()
        return written


def _text(file: Path) -> tuple[str, dict[str, Any]]:
    """A file's text, and the fields in the file of its data beside it. Raises FrontMatterFault when it is no text."""
    if file.stat().st_size > MOST_BYTES:
        raise FrontMatterFault(0, f"it is larger than {MOST_BYTES // 1_000_000} MB, which no story is")
    data = file.read_bytes()
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding).replace("\0", "")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise FrontMatterFault(line, "it is not UTF-8; save it as UTF-8") from None
    meta = file.with_suffix(".meta")
    if meta.is_file() and not meta.is_symlink() and meta.stat().st_size < MOST_BYTES:
        return text, fields_of_meta(meta.read_text("utf-8-sig", "replace"))
    return text, {}
