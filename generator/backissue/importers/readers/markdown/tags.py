"""What template tags say: pictures, links, code, the text of a variable. The rest is left out, and said so."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from backissue.importers.links import destination
from backissue.importers.readers.markdown.site import Site
from backissue.importers.readers.markdown.templates import Tag
from backissue.importers.record import Item, Picture
from backissue.sources.scan import PICTURE_ENDINGS

_ARGUMENT = re.compile(
    r"""(?:--)?(?:([A-Za-z_][\w-]*)\s*[:=]\s*)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|“[^”]*”|[^\s,"'`()]+)"""
)
_DASHED = re.compile(r"--(\w+)\s+(.*?)(?=\s--\w|$)")
_SHOWS_PICTURE = re.compile(
    r"(?:^|[_\-./])(?:image|img|imgproc|picture|pic|figure|photo|imgcap|responsive-image)s?(?=[_\-.]|$)"
)
_SOURCES = ("src", "image", "path", "file", "filename", "image_path", "img", "href_src", "image_url", "source_url")
_VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v=", "youtube_embed": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/", "twitter": "https://twitter.com/i/status/", "tweet": "https://twitter.com/i/status/",
    "x": "https://twitter.com/i/status/", "instagram": "https://www.instagram.com/p/",
    "gist": "https://gist.github.com/", "soundcloud": "https://soundcloud.com/", "video": "", "audio": "",
    "youtubelite": "https://www.youtube.com/watch?v=", "youtubeplayer": "https://www.youtube.com/watch?v=",
    "embed": "", "iframe": "", "spotify": "https://open.spotify.com/", "tiktok": "https://www.tiktok.com/",
}  # fmt: skip
"""What embeds something of another host, and what its address begins with where the tag gives an id alone."""
_LOGIC = {"if", "elsif", "elif", "else", "endif", "unless", "endunless", "for", "endfor", "case", "when", "endcase",
          "assign", "set", "endset", "capture", "endcapture", "import", "from", "macro", "endmacro", "block", "extends",
          "increment", "decrement", "break", "continue", "cycle", "layout", "render", "with"}  # fmt: skip
_NOTHING = {"break", "toc", "more", "end", "endraw", "raw", "excerpt", "readmore", "spaceless", "seo", "feed_meta"}
_PLAIN = {
    "url", "relative_url", "absolute_url", "absurl", "relurl", "escape", "xml_escape", "safe", "strip",
    "markdownify", "smartify", "uri_escape", "cgi_escape", "escape_once", "trim", "string", "htmlsafe",
    "jsonify", "url_encode", "strip_newlines", "titlecase", "typogrify", "widont", "newline_to_br", "prepend",
    "append", "default", "upcase", "downcase", "capitalize", "upper", "lower", "date", "date_to_string",
    "date_to_xmlschema",
}  # fmt: skip
_URLS = {"url", "relative_url", "absolute_url", "absurl", "relurl"}
_OF_PICTURE = re.compile(r"photo|image|img|icon|avatar|svg|picture")


class Tags:
    """The tags of one post."""

    def __init__(self, site: Site, item: Item, front: dict[str, Any], beside: Path, person: Callable[[str], str],
                 address: Callable[[str], str]) -> None:  # fmt: skip
        self._site = site
        self._item = item
        self._front = front
        self._beside = beside
        self._person = person
        """A name for an id of the site's people."""
        self._address = address
        """The address of a post by its path in the site."""

    def meaning(self, tag: Tag) -> str | None:
        """What ``tag`` puts into the text; None when it is no tag for this site's generator."""
        if tag.kind != "shortcode" and self._site.generator == "hugo":
            return None
        if tag.kind == "output" and not re.match(r"\w+\s*\(", tag.inner):
            return self._output(tag)
        if tag.closes or tag.name in _NOTHING:
            return ""
        if tag.name in _LOGIC:
            self._item.note("changed", f"a template's logic is left out, the text in it is kept: {tag.name}")
            return ""
        name, args = tag.name, _Arguments(tag.args)
        if tag.name in ("include", "include_relative", "partial", "include_cached", "renderfile") and args.plain:
            name = args.plain.pop(0)
        name = re.sub(r"\.(html?|njk|liquid|md|jinja2?)$", "", name.rpartition("/")[2]).lower()
        if tag.name in ("link", "post_url", "ref", "relref", "doc", "xref"):
            return self._reference(args)
        return self._shown(tag, name, args)

    def _shown(self, tag: Tag, name: str, args: "_Arguments") -> str:
        if _SHOWS_PICTURE.search(name) and (shown := self._picture(tag, name, args)):
            return shown
        if name in _VIDEOS and (shown := self._embedded(tag, name, args)):
            return shown
        if name == "param" and args.plain:
            return self._variable(args.plain[0]) or ""
        if (href := args.named.get("href") or args.named.get("url") or args.named.get("link")) and (
            words := next((args.named[key] for key in ("text", "title", "label", "name") if key in args.named), "")
        ):
            self._item.note("changed", f"a template tag became a link: {tag.name}")
            return _link(words, href, tag.in_html)
        self._item.note("lost", f"a template tag that is not known is left out, any text inside it kept: {tag.name}")
        return ""

    def _output(self, tag: Tag) -> str:
        first, *filters = _split_pipes(tag.inner)
        if (literal := _literal(first)) is None:
            literal = self._variable(first)
            if literal is None and any(name.strip().startswith(("default", "embed")) for name in filters):
                literal = ""
            if literal is None:
                self._item.note("lost", f"a template's value that is not known here is left out: {first}")
                return ""
        for step in filters:
            name, _, rest = step.partition(":") if "(" not in step.partition(":")[0] else step.partition("(")
            name, args = name.strip().lower(), _Arguments(rest.rstrip(") "))
            value = args.plain[0] if args.plain else ""
            if name == "embed" or name.endswith("_embed"):
                self._item.note("changed", f"what was embedded is a link now: {name}")
                return _link(value or literal, literal, tag.in_html)
            if name in _URLS:
                literal = re.sub(r"^/{2,}", "/", literal)
            if name.endswith(("_link", "link_to")):
                literal = self._person(literal)
            elif _OF_PICTURE.search(name):
                self._item.note("lost", f"a picture that a template's filter chooses is left out: {name}")
                return ""
            elif name in ("append", "prepend"):
                more = value if _literal(rest) is not None else self._variable(rest) or ""
                literal = literal + more if name == "append" else more + literal
            elif name == "default":
                literal = literal or value
            elif name in ("upcase", "upper", "downcase", "lower"):
                literal = literal.upper() if name.startswith("up") else literal.lower()
            elif name not in _PLAIN:
                self._item.note("changed", f"a template's filter that is not known is passed over: {name}")
        return literal

    def _variable(self, written: str) -> str | None:
        """The text of ``page.image``, ``site.baseurl`` …; None when nobody here knows it."""
        name = written.strip().removeprefix("page.").removeprefix(".Params.").removeprefix("metadata.")
        if name.lower() in (
            "site.baseurl",
            "baseurl",
            "siteurl",
            "site.github.url",
            "base_url",
            "rooturl",
            "pathprefix",
        ):
            return ""
        if name in ("site.url", "site.production_url", "config.base_url"):
            return self._site.url
        value = self._front.get(name.removeprefix("extra."))
        if value is None and name.startswith("site."):
            value = self._site.config.get(name.removeprefix("site."))
        return value if isinstance(value, str) else None

    def _reference(self, args: "_Arguments") -> str:
        written = args.named.get("path") or (args.plain[0] if args.plain else "")
        path = self._site.find(written, self._beside)
        if not path:
            if "." not in written.rpartition("/")[2] or written.endswith((".md", ".markdown")):
                self._item.note("warning", f"a link to a post that is not in the site: {written}")
            return written
        return self._address(path) + (f"#{written.partition('#')[2]}" if "#" in written else "")

    def _picture(self, tag: Tag, name: str, args: "_Arguments") -> str:
        source = next((args.named[key] for key in _SOURCES if args.named.get(key)), "")
        plain = list(args.plain)
        if not source:
            url = args.named.get("url", "")
            found = [one for one in plain if one.lower().partition("?")[0].endswith(PICTURE_ENDINGS)]
            found += [one for one in plain if "/" in one and " " not in one]
            source = url or next(iter(found), "")
            if source in plain:
                plain = plain[plain.index(source) + 1 :]
        if not source:
            return ""
        quoted = [one for one in plain if one in args.quoted]
        alt = args.named.get("alt")
        if alt is None and quoted:
            alt = quoted[0] if args.commas else quoted[-1]
        caption = next(
            (args.named[key] for key in ("caption", "figcaption", "title", "text") if args.named.get(key)), ""
        )
        credit = next((args.named[key] for key in ("credit", "attr", "attribution") if args.named.get(key)), "")
        source = self._site_address(source)
        if (
            tag.kind == "tag"
            and not re.match(r"[/.]|[\w+-]+:", source)
            and not self._site.inside(self._beside / source)
        ):
            source = f"/{source}"  # such tags name files from the root
        if caption or credit:
            self._item.pictures.append(Picture(source, alt, " ".join(caption.split()), credit))
        return picture(source, alt or "", tag.in_html)

    def _site_address(self, written: str) -> str:
        """An address whose start is a template's own: ``{{ site.baseurl }}/x`` within an argument."""
        return re.sub(r"\{\{\s*([\w.]+)[^}]*\}\}", lambda found: self._variable(found[1]) or "", written).strip()

    def _embedded(self, tag: Tag, name: str, args: "_Arguments") -> str:
        written = next((args.named[key] for key in ("id", "url", "src", "video_id", "href") if args.named.get(key)), "")
        known = [one for one in args.plain if re.match(r"https?://|[\w/-]+$", one)]
        written = written or (known[-1] if name in ("twitter", "tweet", "x") and known else next(iter(known), ""))
        address = written if re.match(r"https?://", written) else _VIDEOS[name] + written if _VIDEOS[name] else ""
        if not address or not written:
            return ""
        self._item.note("changed", f"what was embedded is a link now: {name}")
        title = args.named.get("title") or args.named.get("caption") or f"{name.capitalize()}: {written}"
        return _link(title, address, tag.in_html)


class _Arguments:
    """What stands after a tag's name: words and ``name=value`` pairs."""

    def __init__(self, written: str) -> None:
        self.plain: list[str] = []
        self.named: dict[str, str] = {}
        self.quoted: set[str] = set()
        dashed = dict(_DASHED.findall(written)) if "--" in written else {}
        for found in _ARGUMENT.finditer(_DASHED.sub("", written) if dashed else written):
            name, value = found[1], found[2]
            is_quoted = len(value) > 1 and value[0] in "\"'`“"
            value = re.sub(r"\\([\"'\\])", r"\1", value[1:-1]) if is_quoted else value
            if name and (is_quoted or not value.startswith("//")):
                self.named.setdefault(name.lower(), value)
                continue
            self.plain.append(f"{name}:{value}" if name else value)
            if is_quoted:
                self.quoted.add(value)
        self.named |= {name: value.strip("\"' ") for name, value in dashed.items()}
        self.commas = bool(re.search(r"[\"'`]\s*,", written))


def picture(address: str, alt: str, in_html: bool) -> str:
    """A picture as Markdown, or as HTML where no Markdown is read."""
    alt = " ".join(alt.split())
    if in_html:
        return f'<img src="{escape(address)}" alt="{escape(alt)}">'
    return f"![{_escaped(alt)}]({destination(address)})"


def _link(words: str, address: str, in_html: bool) -> str:
    if in_html:
        return f'<a href="{escape(address)}">{escape(words)}</a>'
    return f"[{_escaped(words)}]({destination(address)})"


def _escaped(words: str) -> str:
    return re.sub(r"([\[\]\\<*_`])", r"\\\1", words)


def _literal(written: str) -> str | None:
    """A text in quotes; None when it is something else."""
    written = written.strip()
    if len(written) > 1 and written[0] in "\"'`" and written[-1] == written[0]:
        return written[1:-1]
    return None


def _split_pipes(written: str) -> list[str]:
    """A value and its filters; a stroke within quotes parts nothing."""
    return [part.strip() for part in re.findall(r"""(?:"[^"]*"|'[^']*'|[^|])+""", written)] or [""]
