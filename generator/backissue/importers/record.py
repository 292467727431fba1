"""What a reader hands over: a story as its source has it, in an archive's words as far as the format says."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, Protocol

import msgspec

from backissue.importers.mapping import Mapping


class Picture(msgspec.Struct):
    """A picture of a story, beside or in its body."""

    ref: str
    """How the body or the source names it: an address, a path, or ``attachment:<id>``, which ``Attachment`` gives."""
    alt: str | None = None
    caption: str = ""
    credit: str = ""
    rights: str = ""
    lead: bool = False


class Remark(msgspec.Struct):
    """A reader's comment, with the answers to it."""

    author: str
    text: str
    """Plain text; blank lines part paragraphs."""
    date: str = ""
    replies: list["Remark"] = msgspec.field(default_factory=list)


class Note(msgspec.Struct, frozen=True):
    """Something that the report says of a story."""

    what: Literal["changed", "lost", "warning"]
    """``changed``: it is there in another form; ``lost``: it is not; ``warning``: a person should look."""
    text: str


class Item(msgspec.Struct, tag="item"):
    """A story, a page or an edition, as a reader found it."""

    key: str
    """What the source calls it: the same at every import, different for each of them."""
    source: str
    """Where it is, for a person: ``posts/flood.md``, ``export.xml:812``."""
    kind: Literal["article", "page", "edition"] = "article"
    """An edition's ``fields`` are those of its file, with ``edition`` (its date) and maybe ``outlet`` beside them."""
    fields: dict[str, Any] = msgspec.field(default_factory=dict)
    """Front matter by the names of docs/content.md; ``images`` is not among them. A page has ``headline`` as well."""
    slug: str = ""
    """Its name in its old address; from the headline when empty."""
    foreign: dict[str, Any] = msgspec.field(default_factory=dict)
    """What the format knows and an archive has no field for: the mapping's ``fields``, else ``extra``."""
    terms: dict[str, list[str]] = msgspec.field(default_factory=dict)
    """What was said of it by kind: ``categories``, ``tags`` … The mapping gives each its field."""
    body: str = ""
    """Markdown. Links and pictures are as the source has them."""
    words: str = ""
    """The plain text of what the source shows of the body: what the share of words lost is measured against."""
    pictures: list[Picture] = msgspec.field(default_factory=list)
    """Those beside the body, and those in it of which more than the alt text is known."""
    files: dict[str, str] = msgspec.field(default_factory=dict)
    """Where the files of pictures are on this disk, by the ref; a ref that is not here is on a host, or missing."""
    addresses: list[str] = msgspec.field(default_factory=list)
    """Where it stood, as written, whole addresses or paths: links to them are links to it, and they keep working."""
    comments: list[Remark] = msgspec.field(default_factory=list)
    notes: list[Note] = msgspec.field(default_factory=list)

    def note(self, what: Literal["changed", "lost", "warning"], text: str) -> None:
        """Say something of it in the report; the same only once."""
        if (note := Note(what, text)) not in self.notes:
            self.notes.append(note)


class Attachment(msgspec.Struct, tag="attachment"):
    """A picture that stories name by an id; may come after them."""

    key: str
    """The id: a story's picture has the ref ``attachment:<key>``."""
    picture: Picture
    file: str = ""
    """Where its file is on this disk, when it is."""


class LeftOut(msgspec.Struct, tag="left out"):
    """Something that does not come over: on purpose, or because it could not be read."""

    source: str
    reason: str
    fault: bool = False
    """True when it could not be read."""


class Publication(msgspec.Struct, tag="publication"):
    """What the source says of itself; the first word on each counts."""

    name: str = ""
    url: str = ""
    """Where it stood: addresses below it are its own."""
    language: str = ""
    timezone: str = ""
    """An IANA name."""
    description: str = ""


Found = Item | Attachment | LeftOut | Publication


class Source(msgspec.Struct, frozen=True):
    """What is imported, and with what."""

    path: Path
    """A file or a folder that exists."""
    mapping: Mapping
    scratch: Path
    """A folder for what a reader has to unpack; it goes when the import ends."""
    tell: Callable[[int, int], None]
    """Told how much has been read: (done, total) in bytes or in files, whatever the format counts."""


class Reader(Protocol):
    """A format's reader. It raises ImportRefused when the source as a whole cannot be read."""

    def __call__(self, source: Source) -> Iterator[Found]:
        """Everything in the source, in an order that is the same every time; little of it in memory at once."""
