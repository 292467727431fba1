"""One piece of a WXR file as plain values: the channel's head, or an item."""

import re
from functools import lru_cache

import msgspec
from lxml import etree

_SPACES = {
    b"wp": b"http://wordpress.org/export/1.2/",
    b"content": b"http://purl.org/rss/1.0/modules/content/",
    b"excerpt": b"http://wordpress.org/export/1.2/excerpt/",
    b"dc": b"http://purl.org/dc/elements/1.1/",
}
_ROOT = re.compile(rb"<rss\b[^<>]{0,4000}>")
_DECLARED = re.compile(rb"\sxmlns:([\w.-]+)\s*=")
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ILLEGAL_BYTES = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")
_ESCAPED = re.compile("[\udc80-\udcff]")


class Damaged(Exception):
    """A piece that the parser can make nothing of; the text says why."""


class Comment(msgspec.Struct, gc=False):
    """A reader's comment as it was exported."""

    fields: dict[str, str]
    """By their names without ``comment_``."""

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


class Term(msgspec.Struct, gc=False, frozen=True):
    """What an item was filed under."""

    domain: str
    nicename: str
    name: str


class Post(msgspec.Struct):
    """An item of the channel, whatever its type."""

    texts: dict[str, str] = msgspec.field(default_factory=dict)
    """Its elements by their names: ``title``, ``wp:post_id``, ``content:encoded`` …"""
    terms: list[Term] = msgspec.field(default_factory=list)
    meta: dict[str, str] = msgspec.field(default_factory=dict)
    comments: list[Comment] = msgspec.field(default_factory=list)
    old_slugs: list[str] = msgspec.field(default_factory=list)
    repairs: list[str] = msgspec.field(default_factory=list)
    """What was wrong with its XML, and went over."""

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")


class Channel(msgspec.Struct):
    """What the head of a file says."""

    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""
    authors: dict[str, str] = msgspec.field(default_factory=dict)
    """Names by their logins."""
    categories: dict[str, str] = msgspec.field(default_factory=dict)
    """Nicenames by their numbers."""
    root: bytes = b""
    """The root's start tag, with every prefix that items use declared."""
    is_export: bool = False
    """False for a feed, and for anything else that has no word of WordPress in its root."""


def channel_of(data: bytes) -> Channel:
    """The head of a file. It is read as far as it can be."""
    root = _ROOT.search(data)
    tag = root[0] if root else b"<rss>"
    missing = [name for name in _SPACES if name not in set(_DECLARED.findall(tag))]
    tag = tag[:-1] + b"".join(b' xmlns:%s="%s"' % (name, _SPACES[name]) for name in missing) + b">"
    channel = Channel(root=tag, is_export=root is not None and b"wp" not in missing)
    rest = data[root.end() :] if root else b""
    element = _parsed(tag + _text(rest, []).encode() + b"</channel></rss>", recover=True)
    links = {}
    for child in element.iterfind("channel/*") if element is not None else ():
        name, text = _name(child.tag), (child.text or "").strip()
        if name in ("title", "description", "language"):
            setattr(channel, name, text)
        elif name in ("link", "wp:base_blog_url"):
            links[name] = text
        elif name == "wp:author":
            fields = {_name(one.tag): (one.text or "").strip() for one in child}
            whole = f"{fields.get('wp:author_first_name', '')} {fields.get('wp:author_last_name', '')}".strip()
            login = fields.get("wp:author_login", "")
            channel.authors[login] = fields.get("wp:author_display_name") or whole or login
        elif name == "wp:category":
            fields = {_name(one.tag): (one.text or "").strip() for one in child}
            channel.categories[fields.get("wp:term_id", "")] = fields.get("wp:category_nicename", "")
    channel.link = links.get("wp:base_blog_url") or links.get("link", "")
    return channel


def post_of(data: bytes, channel: Channel) -> Post:
    """An item. Raises Damaged."""
    post = Post()
    text = _text(data, post.repairs)
    element = _parsed(channel.root + text.encode() + b"</rss>")
    if element is None:
        element = _parsed(channel.root + text.encode() + b"</rss>", recover=True)
        post.repairs.append("its XML has faults: parts may be missing")
    item = element.find("item") if element is not None else None
    if item is None:
        raise Damaged("not well-formed XML")
    for child in item:
        name = _name(child.tag)
        if name == "category":
            nicename = child.get("nicename") or ""
            post.terms.append(Term(child.get("domain") or "category", nicename, (child.text or "").strip()))
        elif name == "wp:postmeta":
            _add_meta(post, child)
        elif name in ("wp:comment", "wp:commentmeta"):
            fields = {_name(one.tag).removeprefix("wp:comment_"): one.text or "" for one in child}
            post.comments.append(Comment(fields))
        elif name and child.text and name not in post.texts:
            post.texts[name] = child.text
    return post


def _add_meta(post: Post, element: etree._Element) -> None:
    fields = {_name(one.tag): one.text or "" for one in element}
    key, value = fields.get("wp:meta_key", "").strip(), fields.get("wp:meta_value", "")
    if key == "_wp_old_slug":
        post.old_slugs.append(value.strip())
    elif key and value:
        post.meta.setdefault(key, value)


def _text(data: bytes, repairs: list[str]) -> str:
    """The piece as a text that XML may hold; what had to be mended is told in ``repairs``."""
    if _ILLEGAL_BYTES.search(data):
        repairs.append("control characters are left out")
        data = _ILLEGAL_BYTES.sub(b"", data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        repairs.append("bytes that are no UTF-8 were read as Windows-1252")
        text = _ESCAPED.sub(_western, data.decode("utf-8", "surrogateescape"))
    return _ILLEGAL.sub("", text)


def _western(escaped: re.Match[str]) -> str:
    return bytes((ord(escaped[0]) - 0xDC00,)).decode("cp1252", "replace")


def _parsed(data: bytes, recover: bool = False) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=recover,
        huge_tree=False, encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


@lru_cache(maxsize=1000)
def _name(tag: object) -> str:
    """An element's name as exports write it, whatever the version in its namespace; there are some forty."""
    space, _, local = str(tag).removeprefix("{").rpartition("}")
    prefix = next((word for word in ("content", "dc", "excerpt") if f"/{word}/" in space), "")
    if not prefix and "wordpress.org/export" in space:
        prefix = "wp"
    if "purl.org/dc/" in space:
        prefix = "dc"
    return f"{prefix}:{local}" if prefix else "" if space else local
