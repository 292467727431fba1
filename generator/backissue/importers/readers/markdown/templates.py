"""Template tags in posts: Liquid's, Nunjucks', Jinja's and Hugo's. Found here; what each means is in ``tags.py``.

One pass for what comes before Markdown (raw blocks, comments, highlighted code), one for the tags outside code.
Text in which a tag is meant to be read has a stand-in for its braces until all is done.
"""

import re
from collections.abc import Callable, Iterator

import msgspec

from backissue.importers.readers.markdown.blocks import Layout

_OPENER = re.compile(r"\{\{[<%]?|\{%")
_CLOSERS = {"{{": "}}", "{{<": ">}}", "{{%": "%}}", "{%": "%}"}
_FIRST = re.compile(
    r"\{%-?\s*(?:raw|verbatim|comment|highlight|codeblock)\b|\{\{[<%]\s*highlight\b|\{\{[<%]/\*|\{\{-?\s*/\*|\{#(?=[\s-])"
)
_LIQUID = re.compile(r"\{%-?\s*(raw|verbatim|comment|highlight|codeblock)\b([^%\n]*)%\}")
_HUGO_CODE = re.compile(r"\{\{[<%]\s*highlight\b([^\n]*?)\s*[>%]\}\}")
_HUGO_SHOWN = re.compile(r"\{\{([<%])/\*([^*\n]*)\*/([>%])\}\}")
_PARSED = re.compile(r"(?s)(/?)\s*([\w.\-/]+)?\s*(.*?)\s*(/?)$")


class Tag(msgspec.Struct, frozen=True):
    """A template tag as written."""

    kind: str
    """``output`` (``{{ x }}``), ``tag`` (``{% x %}``) or ``shortcode`` (``{{< x >}}``, ``{{% x %}}``)."""
    name: str
    args: str
    """Everything after the name."""
    inner: str
    """Everything between the braces."""
    closes: bool
    in_html: bool
    """True where no Markdown is read: in a block of HTML."""


class Marks:
    """Signs of no alphabet that stand for others, none of which is in the text itself."""

    def __init__(self, text: str) -> None:
        free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
        self.open, self.close = next(free, "\uf8fe"), next(free, "\uf8ff")

    def hide(self, text: str) -> str:
        """``text`` with no braces that could be a tag's."""
        return text.replace("{", self.open).replace("}", self.close)

    def show(self, text: str) -> str:
        """The braces again."""
        return text.replace(self.open, "{").replace(self.close, "}")


def settle_blocks(text: str, marks: Marks, *, liquid: bool) -> str:
    """``text`` without comments, with raw blocks' braces hidden and highlighted code in fences.

    ``liquid`` is False for generators that have no ``{% raw %}``: there it is words.
    """
    return "".join(_settled(text, marks, liquid))


def _settled(text: str, marks: Marks, liquid: bool) -> Iterator[str]:
    at = 0
    unended: set[str] = set()
    """Ends that do not come any more: looked for once."""
    while found := _FIRST.search(text, at):
        yield text[at : found.start()]
        opening, name, end = _block_at(text, found, liquid)
        close = None if end in unended or not end else re.compile(end).search(text, opening.end())
        at = close.end() if close else opening.end()
        if shown := _HUGO_SHOWN.fullmatch(opening[0]):
            yield marks.hide(f"{{{{{shown[1]}{shown[2]}{shown[3]}}}}}")
        elif not close:
            unended.add(end)
            yield opening[0]
        elif name in ("raw", "verbatim"):
            yield marks.hide(text[opening.end() : close.start()])
        elif name in ("highlight", "codeblock"):
            yield _fence(text[opening.end() : close.start()], str(opening[opening.lastindex or 0]), marks)
    yield text[at:]


def _block_at(text: str, found: re.Match[str], liquid: bool) -> tuple[re.Match[str], str, str]:
    """What begins at ``found``: its opening, its name, and what it ends with (empty when it is none)."""
    if opening := _LIQUID.match(text, found.start()):
        return opening, opening[1], rf"\{{%-?\s*end{opening[1]}\s*-?%\}}" if liquid else ""
    if opening := _HUGO_CODE.match(text, found.start()):
        return opening, "highlight", r"\{\{[<%]\s*/\s*highlight\s*[>%]\}\}"
    if opening := _HUGO_SHOWN.match(text, found.start()):
        return opening, "shown", ""
    if found[0] == "{#":
        return found, "comment", r"#\}"
    return found, "comment", r"\*/\s*-?[>%]?\}\}" if found[0].endswith("/*") else ""


def _fence(code: str, args: str, marks: Marks) -> str:
    """Highlighted code as a fenced block."""
    language = re.match(r"\s*([\w+#.-]+)", args)
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", code)), 3)
    inner = re.sub(r"\{%-?\s*(?:end)?raw\s*-?%\}", "", code).strip("\n")
    return f"\n{ticks}{language[1] if language else ''}\n{marks.hide(inner)}\n{ticks}\n"


def replace(text: str, meaning: Callable[[Tag], str | None]) -> str:
    """``text`` with each tag outside code replaced by its ``meaning``; None leaves it as it is."""
    if "{{" not in text and "{%" not in text:
        return text
    layout = Layout(text)
    pieces: list[str] = []
    at = 0
    gone: set[str] = set()
    look = 0
    while found := _OPENER.search(text, look):
        opener = found[0]
        closer = _CLOSERS[opener]
        end = -1 if closer in gone else text.find(closer, found.end())
        if end < 0:
            gone.add(closer)
            look = found.end()
            continue
        if layout.is_code(found.start()):
            look = found.end()
            continue
        stop = end + len(closer)
        meant = meaning(_tag(opener, text[found.end() : end], layout.is_html(found.start())))
        if meant is not None:
            begin, stop = _whole_line(text, found.start(), stop) if not meant else (found.start(), stop)
            pieces += [text[at : max(at, begin)], meant]
            at = stop
        look = stop
    return "".join((*pieces, text[at:]))


def _whole_line(text: str, start: int, stop: int) -> tuple[int, int]:
    """A tag that says nothing takes its line with it, when nothing else is on it."""
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", stop)
    if end >= 0 and not text[begin:start].strip() and not text[stop:end].strip():
        return begin, end + 1
    return start, stop


def _tag(opener: str, inner: str, in_html: bool) -> Tag:
    inner = inner.strip().removeprefix("-").removesuffix("-").strip()
    kind = {"{{": "output", "{%": "tag"}.get(opener, "shortcode")
    parsed = _PARSED.match(inner)
    assert parsed
    name = parsed[2] or ""
    closes = bool(parsed[1]) or (kind == "tag" and name.startswith("end"))
    args = parsed[3] if kind == "shortcode" else inner[parsed.end(2) :].strip() if parsed[2] else inner
    return Tag(kind, name, args, inner, closes, in_html)
