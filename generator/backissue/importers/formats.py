"""The formats that can be imported: each with its reader, loaded when it is asked for."""

from collections.abc import Iterator
from importlib import import_module

import msgspec

from backissue.importers.record import Found, Reader, Source


class Format(msgspec.Struct, frozen=True):
    """One format."""

    name: str
    what: str
    """What it reads, for the command's help."""
    module: str
    terms: dict[str, str | None]
    """Which field each kind of term goes into, when no mapping says otherwise."""

    def read(self, source: Source) -> Iterator[Found]:
        """Everything in the source. Raises ImportRefused when it cannot be read at all."""
        reader: Reader = import_module(f"backissue.importers.readers.{self.module}").read
        return reader(source)


_TAGGED: dict[str, str | None] = {"categories": "section", "tags": "topics", "keywords": "topics"}

FORMATS = {
    one.name: one
    for one in (
        Format("markdown", "a folder of Jekyll, Hugo, Eleventy, Pelican, Nikola or Zola posts", "markdown", _TAGGED),
        Format("wordpress", "a WordPress export (WXR)", "wordpress", _TAGGED),
        Format("ninjs", "IPTC ninjs, JSON or a line each", "ninjs", _TAGGED),
        Format("html", "saved article pages: a folder, or a WARC", "html", _TAGGED),
        Format("text", "the text of article pages as a browser saves it", "text", _TAGGED),
        Format("feed", "RSS or Atom, a file", "feed", _TAGGED),
        Format("table", "CSV, TSV, Excel or NDJSON, with a mapping", "table", _TAGGED),
    )
}
