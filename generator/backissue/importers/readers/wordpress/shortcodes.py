"""Shortcodes, ``[caption]…[/caption]`` and their kind, as the HTML that they stand for.

WordPress shows a name in brackets that it does not know as it is written; so are ``[sic]`` and ``[the mayor]`` kept.
What has attributes, or an end, and is not known here was some plugin's: its words stay, and the report names it.
"""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

from backissue.importers.readers.wordpress.blocks import Note, link_to
from backissue.importers.readers.wordpress.marks import regions

Children = Callable[[], Iterable[str]]
"""Gives the numbers of the pictures that were uploaded for the story."""
_CODE = re.compile(r"""\[(\[?)(/?)([A-Za-z][A-Za-z0-9_-]*)(?=[\s\]/=])((?:[^\[\]"']|"[^"]*"|'[^']*')*+)\](\]?)""")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|[“”″]([^“”″]*)[“”″]|([^\s"'“”″]+))|(\S+)""")
_IMAGE = re.compile(r"(?:<a\b[^<>]*>\s{0,20})?<img\b[^<>]*>(?:\s{0,20}</a>)?", re.IGNORECASE)
_HTTP = re.compile(r"https?://[^\s<>\"'\]]+")
_ENCLOSING = {"caption", "wp_caption", "embed", "media-credit", "credit"}
_MEDIA = {"audio": ("mp3", "ogg", "m4a", "wav", "wma", "flac"), "video": ("mp4", "m4v", "webm", "ogv", "flv", "wmv")}
_LINKS = {"youtube", "vimeo", "soundcloud", "twitter", "tweet", "instagram", "facebook", "dailymotion", "ted",
          "wpvideo", "videopress", "googlemaps", "scribd", "documentcloud", "spotify", "bandcamp",
          "gist", "giphy"}  # fmt: skip
_KNOWN = {"gallery", "playlist", *_ENCLOSING, *_MEDIA, *_LINKS}


def without_shortcodes(html: str, note: Note, children: Children) -> str:
    """``html`` with every shortcode as what it shows, but for those within code."""
    if "[" not in html:
        return html
    return "".join(text if raw else _Reading(text, note, children).whole() for text, raw in regions(html))


def plain(html: str) -> str:
    """``html`` without its shortcodes' own signs, for counting words; captions in attributes are words too."""
    if "[" not in html:
        return html
    ended = {code[3] for code in _CODE.finditer(html) if code[2]}
    return _CODE.sub(lambda code: _words(code, ended), html)


def _words(code: re.Match[str], ended: set[str]) -> str:
    if code[1] and code[5]:
        return code[0][1:-1]
    if "=" not in code[4] and code[3].lower() not in _KNOWN and code[3] not in ended:
        return code[0]
    if code[3] in ("caption", "wp_caption") and not code[2]:
        return attributes(code[4]).get("caption", "") + " "
    return " "


def attributes(text: str) -> dict[str, str]:
    """A shortcode's attributes; those without a name are ``0``, ``1`` …"""
    found: dict[str, str] = {}
    for at in _ATTRIBUTE.finditer(unescape(text) if "&" in text else text):
        if at[1]:
            found[at[1].lower()] = next((value for value in at.groups()[1:5] if value is not None), "")
        else:
            found[str(len(found))] = at[6].strip("\"'=/")
    return found


class _Reading:
    """One text without code in it."""

    def __init__(self, text: str, note: Note, children: Children) -> None:
        self.text, self.note, self.children = text, note, children
        self.out: list[str] = []

    def whole(self) -> str:
        codes = list(_CODE.finditer(self.text))
        ends = _ends(codes)
        closing = set(ends.values())
        begun: list[tuple[int, int]] = []
        at = 0
        for index, code in enumerate(codes):
            self.out.append(self.text[at : code.start()])
            at = code.end()
            name = code[3].lower()
            if code[1] and code[5]:
                self.out.append(code[0][1:-1])
            elif index in ends:
                begun.append((index, len(self.out)))
            elif index in closing:
                opening, begin = begun.pop()
                inner = "".join(self.out[begin:])
                before = codes[opening]
                self.out[begin:] = [before[1], self._shown(name, attributes(before[4]), inner), code[5]]
            elif code[2]:
                self.out.append("" if name in _KNOWN else code[0])
            elif name in _KNOWN or ("=" in code[4] and not self.text[code.start() - 1 : code.start()].isalnum()):
                self.out += [code[1], self._shown(name, attributes(code[4]), ""), code[5]]
            else:
                self.out.append(code[0])
        self.out.append(self.text[at:])
        return "".join(self.out)

    def _shown(self, name: str, given: dict[str, str], inner: str) -> str:
        if name in ("caption", "wp_caption"):
            return _caption(given, inner)
        if name in ("media-credit", "credit"):
            return _credit(given, inner)
        if name == "gallery":
            return self._gallery(given)
        if name in _MEDIA:
            return _media(name, given, inner) or inner
        if name == "embed" or name in _LINKS:
            return self._link(name, given, inner)
        if name == "playlist":
            self.note("lost", "a playlist is left out")
            return ""
        what = "its words stay" if inner.strip() else "it had no words"
        self.note("lost", f"the shortcode [{name}] is left out; {what}")
        address = _HTTP.search(" ".join(given.get(key, "") for key in ("url", "src", "href", "link", "0")))
        return (link_to(address[0]) if address else "") + inner

    def _link(self, name: str, given: dict[str, str], inner: str) -> str:
        address = _HTTP.search(" ".join([inner, *given.values()]))
        if address:
            return link_to(address[0])
        if name == "vimeo" and given.get("0", given.get("id", "")).isdigit():
            return link_to(f"https://vimeo.com/{given.get('0') or given['id']}")
        if name == "youtube" and re.fullmatch(r"[\w-]{11}", code := given.get("id") or given.get("0") or ""):
            return link_to(f"https://www.youtube.com/watch?v={code}")
        self.note("lost", f"the shortcode [{name}] is left out; its address is not known")
        return inner

    def _gallery(self, given: dict[str, str]) -> str:
        named = given.get("ids") or given.get("include") or ""
        left_out = set(re.findall(r"\d+", given.get("exclude", "")))
        pictures = re.findall(r"\d{1,18}", named) or [one for one in self.children() if one not in left_out]
        if not pictures:
            self.note("lost", "a gallery is empty: its pictures are not in the export")
        return "".join(f'<figure><img src="attachment:{number}" alt=""></figure>' for number in pictures)


def _ends(codes: list[re.Match[str]]) -> dict[int, int]:
    """For each shortcode that has an end, where that is; pairs that cross are none."""
    ends: dict[int, int] = {}
    begun: dict[str, list[int]] = {}
    for index, code in enumerate(codes):
        if code[1] and code[5]:
            continue
        name = code[3].lower()
        if not code[2]:
            begun.setdefault(name, []).append(index)
        elif (waiting := begun.get(name)) and not code[4].strip():
            ends[waiting.pop()] = index
    return _nested(ends)


def _nested(ends: dict[int, int]) -> dict[int, int]:
    """Without the pairs that begin within another and end behind it."""
    kept: dict[int, int] = {}
    around: list[int] = []
    for opening, end in sorted(ends.items()):
        while around and around[-1] < opening:
            around.pop()
        if not around or end < around[-1]:
            kept[opening] = end
            around.append(end)
    return kept


def _caption(given: dict[str, str], inner: str) -> str:
    """A picture with its caption: in the attribute until WordPress 3.4, behind the picture since."""
    picture = _IMAGE.search(inner)
    if not picture:
        return inner + (f"<p>{given['caption']}</p>" if given.get("caption") else "")
    text = given.get("caption") or (inner[: picture.start()] + inner[picture.end() :]).strip()
    return f"<figure>{picture[0]}<figcaption>{text}</figcaption></figure>"


def _credit(given: dict[str, str], inner: str) -> str:
    name = given.get("name") or given.get("org") or ""
    return f'{inner}<span class="credit">{escape(name)}</span>' if name else inner


def _media(kind: str, given: dict[str, str], inner: str) -> str:
    named = [given.get(key, "") for key in ("src", *_MEDIA[kind], "0")]
    address = next((one for one in named if one.strip()), "")
    found = _HTTP.search(inner) if not address else None
    address = address or (found[0] if found else "")
    return f'<{kind} src="{escape(address)}"></{kind}>' if address else ""
