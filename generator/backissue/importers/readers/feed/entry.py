"""An item of RSS or Atom, as feedparser gives it, to a story."""

import hashlib
import re
import time
from pathlib import Path
from typing import Any

from backissue.importers.addresses import path_of
from backissue.importers.cleaning import clean
from backissue.importers.from_html import one_line, to_text
from backissue.importers.readers.moments import moment
from backissue.importers.readers.near import beside
from backissue.importers.readers.prose import is_html, prose, repeats
from backissue.importers.record import Item, LeftOut, Picture
from backissue.importers.texts import words
from backissue.sources.scan import PICTURE_ENDINGS

SUMMARY_ALONE = "the feed has no full text: its summary is the body"
_SLUG = re.compile(r"(\w*[^\W\d_][\w-]*)(?:\.(?:html?|php|aspx?))?")
_BLOGGER = "#kind"
"""The end of the scheme by which Blogger's own export tells posts from the rest."""


def story(entry: dict[str, Any], where: str, file: Path) -> Item | LeftOut:
    """The story that ``entry`` is, or why it is none."""
    tags = [dict(tag) for tag in entry.get("tags") or ()]
    kind = next((_word(t).rpartition("#")[2] for t in tags if str(t.get("scheme")).endswith(_BLOGGER)), "post")
    if kind not in ("post", "page"):
        return LeftOut(where, f"no story, but what Blogger calls {kind}")
    item = Item(key=_key(entry), source=where, kind="page" if kind == "page" else "article")
    headline, summary = line(entry, "title"), line(entry, "summary")
    _write(item, entry)
    if item.body and not repeats(summary, item.words) and item.body and _full(entry):
        item.fields["standfirst"] = summary
    item.fields |= {
        "headline": headline, "byline": _authors(entry, item), "rights": line(entry, "rights"),
        "published": _date(entry, "published") or _date(entry, "created") or _date(entry, "updated"),
        "draft": str(entry.get("app_draft")).lower() == "yes",
    }  # fmt: skip
    if (changed := _date(entry, "updated")) != item.fields["published"]:
        item.fields["updated"] = changed
    item.terms["categories"] = [_word(tag) for tag in tags if not str(tag.get("scheme")).endswith(_BLOGGER)]
    item.addresses = _addresses(entry)
    item.slug = slug_of(next(iter(item.addresses), ""))
    add_pictures(item, _media(entry, item), file)
    if other := dict(entry.get("source") or {}).get("title"):
        item.foreign["source"] = one_line(str(other))
    if contributors := [str(one.get("name")) for one in entry.get("contributors") or () if one.get("name")]:
        item.foreign["contributors"] = contributors
    item.fields = clean({name: value for name, value in item.fields.items() if value})
    if not headline and not item.body and not item.pictures:
        return LeftOut(where, "neither a headline nor a text")
    return item


def line(record: dict[str, Any], name: str) -> str:
    """A title, a summary: one line of plain text, whatever kind of text it was."""
    value = clean(str(record.get(name) or ""))
    kind = dict(record.get(f"{name}_detail") or {}).get("type")
    return " ".join(value.split()) if kind == "text/plain" and not is_html(value) else one_line(value)


def add_pictures(item: Item, pictures: list[Picture], file: Path) -> None:
    """Give ``item`` its pictures, each once, and their files where they lie beside ``file``."""
    for picture in pictures:
        if all(picture.ref != other.ref for other in item.pictures):
            item.pictures.append(picture)
            if path := beside(file, picture.ref):
                item.files[picture.ref] = path


def is_picture(address: str, kind: str = "") -> bool:
    """True when an address is a picture's, by its type or its ending."""
    return kind.startswith("image/") or path_of(address).lower().endswith(PICTURE_ENDINGS)


def slug_of(address: str) -> str:
    """The name at the end of an address, when it is made of words; else nothing."""
    found = _SLUG.fullmatch(path_of(address).rstrip("/").rpartition("/")[2])
    return found[1] if found and found[1] != "index" else ""


def key_of(*said: str) -> str:
    """A key made of what an item says, for one that has none."""
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:24]


def _full(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(one) for one in entry.get("content") or () if str(one.get("value") or "").strip()]


def _write(item: Item, entry: dict[str, Any]) -> None:
    texts = _full(entry)
    if not texts and (summary := str(entry.get("summary") or "").strip()):
        texts = [{"value": summary, "type": "text/html"}]
        item.note("warning", SUMMARY_ALONE)
    if not texts:
        item.note("warning", "the feed has no text")
        return
    best = max(texts, key=lambda one: words(to_text(str(one["value"]))).total())
    value = str(best["value"])
    item.body, item.words = prose(value, rich=is_html(value) or "html" in str(best.get("type")))


def _authors(entry: dict[str, Any], item: Item) -> list[str]:
    names = []
    for one in entry.get("authors") or ():
        if name := one_line(str(one.get("name") or "")):
            names.append(name)
        elif one:
            item.note("lost", "an author of whom there is an e-mail address alone")
    return list(dict.fromkeys(names))


def _date(entry: dict[str, Any], name: str) -> str:
    """With its own zone where it can be read, else as feedparser reads it, in UTC; else as it was written."""
    written = str(entry.get(name) or "").strip()
    try:
        return moment(written) if written else ""
    except ValueError:
        parsed = entry.get(f"{name}_parsed")
        return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", parsed) if parsed else written


def _addresses(entry: dict[str, Any]) -> list[str]:
    said = [entry.get("link"), entry.get("feedburner_origlink"), entry.get("id")]
    return list(dict.fromkeys(str(one) for one in said if str(one).startswith(("http://", "https://"))))


def _key(entry: dict[str, Any]) -> str:
    said = str(entry.get("id") or entry.get("link") or "").strip()
    return said[:1000] or key_of(str(entry.get("title")), str(entry.get("published")), str(entry.get("summary")))


def _word(tag: dict[str, Any]) -> str:
    return " ".join(clean(str(tag.get("label") or tag.get("term") or "")).split())


def _media(entry: dict[str, Any], item: Item) -> list[Picture]:
    """Enclosures and Media RSS: pictures, and what is none as links below the text."""
    found = []
    for one in entry.get("links") or ():
        address, kind = str(one.get("href") or ""), str(one.get("type") or "")
        if one.get("rel") == "enclosure" and is_picture(address, kind):
            found.append(Picture(address))
        elif one.get("rel") == "enclosure" and address.startswith(("http://", "https://")):
            link_below(item, str(one.get("title") or ""), address)
    for one in entry.get("media_content") or ():
        address = str(one.get("url") or "")
        if address and (one.get("medium") == "image" or is_picture(address, str(one.get("type") or ""))):
            found.append(Picture(address))
    if not found:
        found = [Picture(str(one["url"])) for one in entry.get("media_thumbnail") or () if one.get("url")][:1]
    if len(found) == 1:  # of several nobody knows which of them is meant
        credit = [dict(one).get("content") or "" for one in entry.get("media_credit") or ()]
        found[0].credit = one_line(", ".join(map(str, filter(None, credit))))
        found[0].caption = one_line(str(entry.get("media_caption") or ""))
    return found


def link_below(item: Item, name: str, address: str) -> None:
    """A sound, a film: a link below the text, as an archive keeps pictures alone."""
    said = one_line(name) or path_of(address).rpartition("/")[2] or "File"
    label = "".join(f"\\{sign}" if sign in "[]\\`*_<" else sign for sign in said)
    target = address.replace("<", "%3C").replace(">", "%3E").replace("\n", "").replace("\r", "")
    item.body = f"{item.body}\n\n[{label}](<{target}>)".strip()
    item.note("changed", "a file that is no picture is a link below the text")
