"""One item of an export as what it becomes: a story or a page, a picture, or something that is left out."""

import re
from html import unescape
from typing import Literal
from urllib.parse import unquote, urljoin

import msgspec

from backissue.importers.addresses import path_of
from backissue.importers.from_html import one_line
from backissue.importers.readers.wordpress.body import TooLarge, body_of
from backissue.importers.readers.wordpress.comments import as_markdown, threads
from backissue.importers.readers.wordpress.dates import disagree, published, updated
from backissue.importers.readers.wordpress.index import Index
from backissue.importers.readers.wordpress.parse import Channel, Damaged, Post
from backissue.importers.readers.wordpress.pictures import is_picture
from backissue.importers.record import Attachment, Item, LeftOut, Picture

STANDFIRSTS = ("newspack_post_subtitle", "subtitle", "_subtitle", "wps_subtitle", "standfirst", "dek", "deck")
KICKERS = ("kicker", "_kicker", "wps_kicker", "overline", "newspack_post_kicker")
CREDITS = ("_media_credit", "media_credit", "_wp_attachment_credit", "photo_credit")
_NOT_KEPT = re.compile(
    r"_|enclosure$|dsq_|snap|ratings_|views$|post_views|jetpack|sharing_disabled|rank_math|aioseo|cap-|newspack_|et_|"
    r"fb_|switch_like_status|reddit|wpb_|wp_|amp_|footnotes$|ping|syndication_|rss_|classic-editor-remember|"
    r"(?:" + "|".join((*STANDFIRSTS, *KICKERS)) + ")$"
)
"""Custom fields that are no one's words: WordPress's own, which begin with a line, and well-known plugins'."""
_SERIALISED = re.compile(r"[abOCis]:\d+[:;]")
_LONGEST_META = 2000
_QUERY = re.compile(r"[?&](?:p|page_id|attachment_id)=(\d+)")
_STATUSES = {
    "private": "private",
    "trash": "in the bin",
    "auto-draft": "an empty draft that WordPress made",
    "inherit": "an earlier version of a story",
}
_TYPES = {
    "nav_menu_item": "an entry of a menu",
    "revision": "an earlier version of a story",
    "wp_block": "a reusable block",
    "custom_css": "a style sheet",
    "guest-author": "a guest author's entry: the name is in the bylines",
}


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mapping's ``options`` for this format."""

    types: str | list[str] = []
    """Kinds of posts that are stories too."""
    pages: Literal["pages", "articles"] = "pages"
    """What pages become."""
    meta: str | list[str] = []
    """Custom fields to bring although they would not be kept."""
    updated: bool = True
    """False: the last change of each story is nothing to speak of."""


class Posts:
    """Turns items into records, with what the head of their file and the mapping's options say."""

    def __init__(self, index: Index, options: Options) -> None:
        self._index, self._options = index, options
        self._types = {"post": "article", "page": "page"}
        if options.pages == "articles":
            self._types["page"] = "article"
        self._types |= dict.fromkeys(_listed(options.types), "article")
        self._meta = set(_listed(options.meta))

    def record_of(self, post: Post, channel: Channel, source: str) -> Item | Attachment | LeftOut:
        """What ``post`` becomes. Raises Damaged."""
        try:
            return self._record_of(post, channel, source)
        except TooLarge:
            raise Damaged("its text is too long to be a story's") from None
        except RecursionError:
            raise Damaged("its HTML is nested too deeply") from None

    def _record_of(self, post: Post, channel: Channel, source: str) -> Item | Attachment | LeftOut:
        kind = post["wp:post_type"].strip() or "post"
        if kind == "attachment":
            return _attachment(post, source)
        if kind not in self._types:
            return LeftOut(source, _TYPES.get(kind, f"of a kind that is no story: {kind}"))
        status = post["wp:status"].strip() or "publish"
        if post["wp:post_password"].strip():
            return LeftOut(source, "protected by a password")
        if status not in ("publish", "future", "draft", "pending"):
            return LeftOut(source, _STATUSES.get(status, f"neither published nor a draft: {status}"))
        return self._story(post, channel, source, status, self._types[kind])

    def _story(self, post: Post, channel: Channel, source: str, status: str, kind: str) -> Item:
        number = post["wp:post_id"].strip()
        if not (key := number or post["guid"].strip() or post["link"].strip()):
            raise Damaged("it has neither a number nor an address")
        item = Item(key=key, source=source, kind="page" if kind == "page" else "article")
        for repair in post.repairs:
            item.note("warning", repair)
        item.slug = unquote(post["wp:post_name"].strip())
        item.addresses = _addresses(post, channel)
        self._fields(post, item, status)
        self._about(post, channel, item)
        self._custom(post, item)
        body = body_of(
            post["content:encoded"], item.note, lambda: self._index.pictures_of(number),
            post.meta.get("footnotes", ""), captions_stay=kind == "page",
        )  # fmt: skip
        item.body, item.words, item.pictures = body.markdown, body.words, body.pictures
        thumbnail = post.meta.get("_thumbnail_id", "").strip()
        if thumbnail.isdecimal() and thumbnail.strip("0"):
            item.pictures.insert(0, Picture(f"attachment:{thumbnail}", lead=True))
        item.comments = threads(post, item)
        if item.kind == "page":
            _into_body(item)
        return item

    def _fields(self, post: Post, item: Item, status: str) -> None:
        fields = item.fields
        fields["headline"] = one_line(post["title"])
        if not fields["headline"]:
            fields["headline"] = "[Untitled]"
            item.note("warning", "it has no headline")
        kicker = next((post.meta[name] for name in KICKERS if name in post.meta), "")
        subtitle = next((post.meta[name] for name in STANDFIRSTS if name in post.meta), "")
        excerpt = post["excerpt:encoded"].strip()
        if kicker:
            fields["kicker"] = one_line(kicker)
        if standfirst := one_line(subtitle or excerpt):
            fields["standfirst"] = standfirst
        if subtitle and excerpt:
            item.foreign["excerpt"] = one_line(excerpt)
        self._dates(post, item, status)
        if status in ("draft", "pending"):
            fields["draft"] = True
        if post["wp:is_sticky"].strip() == "1":
            item.foreign["sticky"] = "true"

    def _dates(self, post: Post, item: Item, status: str) -> None:
        date = published(post)
        item.fields["published"] = date.isoformat() if date else "unknown"
        if date is None and status == "publish":
            item.note("warning", "it has no date")
        if disagree(post):
            item.note("warning", "its two dates disagree; the local one is written, without an offset")
        if status == "future" and date:
            item.fields["embargo"] = date.isoformat()
        changed = updated(post)
        if self._options.updated and changed and date and changed.tzinfo and date.tzinfo and changed > date:
            item.fields["updated"] = changed.isoformat()

    def _about(self, post: Post, channel: Channel, item: Item) -> None:
        byline: list[str] = []
        primary = channel.categories.get(post.meta.get("_yoast_wpseo_primary_category", "").strip())
        for term in sorted(post.terms, key=lambda term: term.domain == "category" and term.nicename != primary):
            name = unescape(term.name) or unquote(term.nicename)
            if term.domain == "author":
                byline.append(self._author(term.nicename.removeprefix("cap-"), name, channel))
            elif term.domain == "post_format":
                item.foreign["format"] = term.nicename.removeprefix("post-format-")
            elif term.domain == "category" and term.nicename == "uncategorized":
                continue
            elif name:
                kind = {"category": "categories", "post_tag": "tags", "tag": "tags"}.get(term.domain, term.domain)
                words = item.terms.setdefault(kind, [])
                if name not in words:
                    words.append(name)
        if not byline and (login := post["dc:creator"].strip("<> \t\n")):
            byline = [channel.authors.get(login, login)]
            if login not in channel.authors:
                item.note("warning", "its byline is a login: the export does not say whose")
        if names := list(dict.fromkeys(filter(None, map(one_line, byline)))):
            item.fields["byline"] = names

    def _author(self, login: str, name: str, channel: Channel) -> str:
        """An author of Co-Authors Plus: a user, or a guest whose name is in an item of its own."""
        for one in (name, login):
            if one in channel.authors:
                return channel.authors[one]
        return self._index.guest(login) or self._index.guest(name) or name

    def _custom(self, post: Post, item: Item) -> None:
        for key, value in post.meta.items():
            if key in self._meta:
                item.foreign[key] = value.strip()
            elif _NOT_KEPT.match(key) or _SERIALISED.match(value) or len(value) > _LONGEST_META:
                continue
            elif value.strip():
                item.foreign[key] = value.strip()


def _into_body(item: Item) -> None:
    """A page has a text and nothing beside it: its picture and its comments become parts of that."""
    for picture in item.pictures:
        item.body = f"![]({picture.ref})\n\n{item.body}"
    item.pictures = []
    if item.comments:
        item.note("changed", "a page's comments stand at its end")
        item.body += f"\n\n## Comments\n\n{as_markdown(item.comments)}"
    item.comments = []


def _attachment(post: Post, source: str) -> Attachment | LeftOut:
    address = post["wp:attachment_url"].strip() or post["guid"].strip()
    number = post["wp:post_id"].strip()
    if not is_picture(address) or not number:
        return LeftOut(source, "a file of the media library that is no picture")
    caption = one_line(post["excerpt:encoded"])
    alt = post.meta.get("_wp_attachment_image_alt")
    credit = next((post.meta[name] for name in CREDITS if post.meta.get(name)), "")
    return Attachment(number, Picture(address, alt and one_line(alt), caption, one_line(credit)))


def _addresses(post: Post, channel: Channel) -> list[str]:
    """Where it stood: its link, the short one by its number, the one that it was given first, and under old names.

    An address by another number is another story's: copies of a story keep its first address.
    """
    number, link, guid = post["wp:post_id"].strip(), post["link"].strip(), post["guid"].strip()
    found = [link, guid] if guid.startswith(("http://", "https://")) else [link]
    if number and channel.link:
        word = "page_id" if post["wp:post_type"].strip() == "page" else "p"
        found.append(f"{channel.link.rstrip('/')}/?{word}={number}")
    found += [_renamed(link, slug) for slug in post.old_slugs if slug]
    own = [one for one in found if one and ((by := _QUERY.search(one)) is None or by[1] == number)]
    return list(dict.fromkeys(own))


def _renamed(link: str, slug: str) -> str:
    """``link`` with another last part; nothing when it has no such part."""
    path = path_of(link)
    name = path.rstrip("/").rpartition("/")[2]
    if not name:
        return ""
    ending = "/" if path.endswith("/") else ""
    return urljoin(link, f"../{slug}/" if ending else slug)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
