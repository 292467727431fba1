"""A post's front matter as an archive's fields, whatever its generator calls them."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from backissue.config import known_language
from backissue.importers import from_html
from backissue.importers.readers.markdown.blocks import parser
from backissue.importers.readers.moments import moment_or_none
from backissue.importers.record import Item, Picture

_TAKEN = {
    "layout", "type", "template", "permalink", "url", "slug", "aliases", "alias", "redirect_from", "title", "draft",
    "published", "status", "comments", "toc", "math", "mathjax", "taxonomies", "pagination", "eleventynavigation",
    "eleventyexcludefromcollections", "render_with_liquid", "has_math", "hidetitle", "weight", "in_search_index",
    "sitemap",
}  # fmt: skip
"""What is read elsewhere, or tells a generator how to draw the page."""
_DATES = {
    "published": ("date", "publishdate", "pubdate", "published", "created"),
    "updated": ("updated", "lastmod", "last_modified_at", "modified", "last_updated", "updated_at"),
}
_STANDFIRST = ("standfirst", "excerpt", "summary", "description", "abstract", "lede", "dek")
_PLAIN = (
    "kicker", "dateline", "page", "rights", "section", "series", "edition", "agency", "people", "places",
    "organisations", "topics", "source",
)  # fmt: skip
"""Fields that an archive has by the same name."""
_LISTS = ("agency", "people", "places", "organisations", "topics")
_AUTHORS = ("authors", "author", "byline", "writer", "contributors")
_TERMS = {"tags": ("tags", "tag"), "categories": ("categories", "category"), "keywords": ("keywords",)}
_PICTURES = (
    "image", "featured_image", "featuredimage", "feature_image", "cover", "cover_image", "header_image", "hero_image",
    "lead_image", "previewimage", "thumbnail", "banner", "photo", "images", "og_image", "header", "hero",
)  # fmt: skip
_REFS = ("src", "path", "url", "image", "file", "feature", "teaser", "overlay_image")
_SAID = {
    "alt": ("alt", "alt_text", "image_alt", "imagealt", "featured_image_alt", "cover_alt", "image_description"),
    "caption": (
        "caption",
        "image_caption",
        "image_figcaption",
        "imagecaption",
        "featured_image_caption",
        "cover_caption",
    ),
    "credit": ("credit", "attribution", "image_credit", "imagecredit", "photo_credit", "image_attribution"),
}


class Fields:
    """The front matter of one post, being read into an item."""

    def __init__(self, front: dict[str, Any], item: Item, text: Callable[[str], str]) -> None:
        self._left = {str(name).lower().replace(" ", "_"): value for name, value in front.items()}
        for nested in ("extra", "params"):
            if isinstance(inner := self._left.get(nested), dict):
                self._left.pop(nested)
                self._left = {str(name).lower(): value for name, value in inner.items()} | self._left
        if isinstance(taxonomies := self._left.get("taxonomies"), dict):
            self._left |= {str(name).lower(): value for name, value in taxonomies.items() if value}
        self._item = item
        self._text = text
        """A text with its template tags resolved."""

    def read(self, *, forms: Sequence[str], spaced: bool, person: Callable[[str], str], folder: str = "") -> None:
        """Fill the item. ``forms`` are dates' forms, ``spaced``: names without commas are parted at blanks (Jekyll)."""
        fields = self._item.fields
        fields["headline"] = self.plain(self._text(_one(self._left.get("title"))))
        self._read_dates(forms)
        self._read_standfirst()
        self._read_names(person, spaced)
        self._read_pictures()
        for name in _PLAIN:
            if name not in fields and (value := self._left.pop(name, None)):
                listed = [_one(one) for one in _listed(value)]
                fields[name] = listed if name in _LISTS else listed[0]
        language = next((self._left.pop(key) for key in ("lang", "language", "locale") if self._left.get(key)), None)
        if isinstance(language, str):
            tag = language.strip().replace("_", "-")
            (fields if known_language(tag) else self._item.foreign)["language"] = tag
        origin = next((key for key in ("canonical_url", "canonical", "canonicalurl", "externalurl", "original_url")
                       if re.match(r"https?://", _one(self._left.get(key)))), "")  # fmt: skip
        if origin:
            fields.setdefault("source", _one(self._left.pop(origin)))
        if is_draft(self._left, folder):
            fields["draft"] = True
        for name, value in self._left.items():
            if name not in _TAKEN and value not in (None, "", [], {}):
                self._item.foreign[name] = value

    def plain(self, written: str) -> str:
        """Markdown or HTML of a line or two as plain text."""
        if not re.search(r"[<&*_`\[\\]", written):
            return " ".join(written.split())
        return from_html.one_line(parser().renderInline(written))

    def _read_dates(self, forms: Sequence[str]) -> None:
        for field, names in _DATES.items():
            for name in names:
                written = self._left.get(name)
                if written is None or (name == "published" and _one(written).lower() in ("true", "false", "yes", "no")):
                    continue
                self._left.pop(name)
                if found := moment_or_none(written, forms):
                    if name == "publishdate" and self._item.fields.get("published", found) < found:
                        self._item.fields["embargo"] = found
                    self._item.fields.setdefault(field, found)
                else:
                    self._item.foreign[name] = written
                    self._item.note("warning", f"a date that cannot be read is kept as it was written: {written}")

    def _read_standfirst(self) -> None:
        seen: set[str] = set()
        for name in _STANDFIRST:
            if not isinstance(written := self._left.pop(name, None), str) or not written.strip():
                continue
            text = self.plain(self._text(written))
            if text and not seen:
                self._item.fields["standfirst"] = text
            elif text and text not in seen:
                self._item.foreign[name] = text
            seen.add(text)

    def _read_names(self, person: Callable[[str], str], spaced: bool) -> None:
        names: list[str] = []
        for key in _AUTHORS:
            for one in _listed(self._left.pop(key, None)):
                written = _one(one.get("name") or one.get("id")) if isinstance(one, dict) else _one(one)
                parted = (
                    [written] if isinstance(one, dict) else _parted(written, r"\s*;\s*|\s*,\s+(?!Jr|Sr|I)|\s+and\s+")
                )
                names += [person(name) for name in parted]
        if names := list(dict.fromkeys(filter(None, names))):
            self._item.fields["byline"] = names
        for kind, keys in _TERMS.items():
            found: list[str] = []
            for key in keys:
                value = self._left.pop(key, None)
                for one in _listed(value):
                    blanks = spaced and isinstance(value, str) and "," not in value and key in ("tags", "categories")
                    found += _parted(_one(one), r"\s+" if blanks else r"\s*,\s*" if isinstance(value, str) else r"$^")
            if found:
                self._item.terms[kind] = list(dict.fromkeys(found))

    def _read_pictures(self) -> None:
        for name in _PICTURES:
            for one in _listed(self._left.get(name)):
                said = {str(key).lower(): value for key, value in one.items()} if isinstance(one, dict) else {}
                ref = next((_one(said[key]) for key in _REFS if said.get(key)), "") if said else _one(one)
                ref = self._text(ref).strip()
                if not ref or (not said and not re.search(r"[./]", ref)):
                    continue
                self._left.pop(name, None)
                if any(ref == other.ref for other in self._item.pictures):
                    continue
                beside = self._left if not any(one.alt or one.caption for one in self._item.pictures) else {}
                words = {field: self._said(keys, said, beside) for field, keys in _SAID.items()}
                alt = words["alt"]
                self._item.pictures.append(Picture(ref, alt, words["caption"] or "", words["credit"] or ""))
        if self._item.pictures:
            for keys in _SAID.values():
                for key in keys:
                    self._left.pop(key, None)

    def _said(self, keys: Sequence[str], said: dict[str, Any], beside: dict[str, Any]) -> str | None:
        for values in (said, beside):
            for key in keys:
                if isinstance(value := values.get(key), str):
                    return self.plain(self._text(value)) if value else ""
        return None


def is_draft(front: dict[str, Any], folder: str = "") -> bool:
    """True for what its generator would not publish."""
    state = {name: _one(front.get(name)).lower() for name in ("draft", "published", "status")}
    tags = [_one(tag) for tag in _listed(front.get("tags"))]
    return (
        state["draft"] in ("true", "yes", "1") or state["published"] in ("false", "no")
        or state["status"] in ("draft", "hidden", "private") or "draft" in tags or "_drafts" in folder.split("/")
    )  # fmt: skip


def texts(value: Any) -> list[str]:
    """One text or a list of them as a list."""
    return [text for one in _listed(value) if (text := _one(one))]


def _one(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _parted(written: str, at: str) -> list[str]:
    return [part for part in re.split(at, written) if part]
