"""Where posts stood in their old site: what kind they are, what they were called, and their addresses."""

import re
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import unquote

import msgspec

from backissue.importers.addresses import path_of
from backissue.importers.readers.markdown.fields import is_draft, texts
from backissue.importers.readers.markdown.site import ENDINGS, Site, front_matter_of
from backissue.importers.readers.moments import in_file_name, moment_or_none
from backissue.sources.reading import identifier

_POSTS = {"posts", "_posts", "post", "blog", "news", "articles", "stories", "_drafts", "drafts"}
_PAGES = {"pages", "_pages", "page"}
_BUNDLES = ("index", "readme")
_OUTER = ("content", "src", "source", "_posts", "_drafts", "_pages")
"""Folders that are no part of an address."""
_LANGUAGE = re.compile(r"\.([a-z]{2}(?:-[A-Za-z]{2,4})?)$")
_SCHEME = re.compile(r"\s*[{|](?:filename|static|attach|author|category|tag|index)[}|]")
_JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title.html", "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html", "none": "/:categories/:title.html",
}  # fmt: skip


class Place(msgspec.Struct, frozen=True):
    """What a post's path and front matter say of it."""

    kind: Literal["article", "page"]
    slug: str
    day: str
    """The date in its file's name, or its folder's; else empty."""


def place_of(path: str, front: dict[str, Any]) -> Place:
    """What the post at ``path`` is."""
    file = PurePosixPath(path)
    stem = _LANGUAGE.sub("", file.stem)
    if stem.lower() in _BUNDLES and len(file.parts) > 1:
        stem = file.parent.name
    day, name = in_file_name(stem)
    slug = next(iter(texts(_field(front, "slug"))), "") or name or stem
    folders = set(file.parts[:-1])
    if is_page := bool(folders & _PAGES) or _said(front, "layout", "type") == "page":
        is_page = not day
    else:
        dated = day or any(_field(front, name) for name in ("date", "publishDate", "pubdate", "created"))
        is_page = not dated and not folders & _POSTS and bool(front) and not is_draft(front)
    return Place("page" if is_page else "article", slug.strip("/").rpartition("/")[2], day)


def addresses(site: Site, path: str, front: dict[str, Any], published: str) -> list[str]:
    """Every address at which the post stood, first the one that its generator gave it."""
    place = place_of(path, front)
    own = [one for name in ("permalink", "url") for one in texts(_field(front, name))]
    own = [one for one in own if one.startswith(("/", "http")) and ":" not in one.partition("://")[2] + one[:1]]
    own = [_filled(one, path, front, place, published) if ":" in path_of(one) else one for one in own]
    found = own[:1] or _default(site, path, front, place, published)
    for name in ("aliases", "alias", "redirect_from", "old_url"):
        for one in texts(_field(front, name)):
            for part in one.split(", "):
                found.append(part if part.startswith(("/", "http")) else f"/{part}")
    return list(dict.fromkeys(found))


def first_address(site: Site, path: str) -> str:
    """The address of the post at ``path``, as its own front matter has it."""
    front = front_matter_of(site.root / path)
    written = next((_field(front, name) for name in ("date", "publishDate", "pubdate") if _field(front, name)), "")
    return addresses(site, path, front, moment_or_none(written) or place_of(path, front).day)[0]


def file_meant(address: str) -> str:
    """The path of the post's file that a link names (``{filename}/x.md``, ``@/x.md``, ``../x.md``); else empty."""
    rest = _SCHEME.sub("", unquote(address)) if _SCHEME.match(unquote(address)) else address.removeprefix("@/")
    path = rest.partition("#")[0].partition("?")[0]
    if re.match(r"[\w+.-]+:|//", rest) or not path.lower().endswith(ENDINGS):
        return ""
    return f"/{path}" if address.startswith("@/") else path


def without_scheme(address: str) -> str:
    """``address`` without the word in braces by which Pelican marks its own files."""
    plain = unquote(address)
    return _SCHEME.sub("", plain) if _SCHEME.match(plain) else address


def _default(site: Site, path: str, front: dict[str, Any], place: Place, published: str) -> list[str]:
    """Where a generator puts a post that does not say it itself."""
    if site.permalink and place.kind == "article":
        return [_filled(_JEKYLL.get(site.permalink, site.permalink), path, front, place, published)]
    if place.kind == "article" and place.day and site.generator not in ("hugo", "zola"):
        days = dict.fromkeys((place.day, published[:10] if len(published) >= 10 else place.day))
        found = [_filled("/:year/:month/:day/:title/", path, front, place, day) for day in days]
        if site.generator == "jekyll":
            found += [_filled(_JEKYLL["date"], path, front, place, published[:10] or place.day)]
        return list(dict.fromkeys(found))
    if site.generator == "pelican":
        slug = next(iter(texts(_field(front, "slug"))), "") or identifier(next(iter(texts(_field(front, "title"))), ""))
        return [f"/pages/{slug}.html" if place.kind == "page" else f"/{slug}.html"]
    parts = list(PurePosixPath(path).parts[:-1])
    while parts and parts[0] in _OUTER:
        parts.pop(0)
    if PurePosixPath(path).stem.lower() in _BUNDLES and parts:
        parts.pop()
    keeps_date = site.generator == "hugo" and place.day and not _field(front, "slug")
    name = PurePosixPath(path).stem if keeps_date else place.slug
    return ["/" + "/".join((*parts, name)) + "/"]


def _filled(form: str, path: str, front: dict[str, Any], place: Place, published: str) -> str:
    """An address by Jekyll's or Hugo's form of it; parts that are not known are left out."""
    day = published[:10] or place.day
    year, month, date = [*day.split("-"), "", ""][:3] if day else ("", "", "")
    categories = texts(_field(front, "categories")) or texts(_field(front, "category"))
    known = {
        "year": year, "month": month, "day": date, "i_month": month.lstrip("0"), "i_day": date.lstrip("0"),
        "short_year": year[2:], "title": place.slug, "slug": place.slug, "contentbasename": place.slug,
        "filename": PurePosixPath(path).stem, "name": PurePosixPath(path).stem, "basename": place.slug,
        "slugorfilename": place.slug, "slugorcontentbasename": place.slug, "output_ext": ".html",
        "categories": "/".join(identifier(part) for one in categories for part in one.split(", ")),
        "section": next((part for part in PurePosixPath(path).parts[:-1] if part not in _OUTER), ""),
    }  # fmt: skip
    filled = re.sub(r":([a-z_]+)", lambda found: known.get(found[1], ""), form)
    return re.sub(r"/{2,}", "/", f"/{filled}")


def _field(front: dict[str, Any], name: str) -> Any:
    for key in (name, name.lower(), name.capitalize()):
        if key in front:
            return front[key]
    for nested in ("extra", "params"):
        if isinstance(inner := front.get(nested), dict) and name in inner:
            return inner[name]
    return None


def _said(front: dict[str, Any], *names: str) -> str:
    return next((text for name in names for text in texts(_field(front, name))), "").lower()
