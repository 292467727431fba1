"""Links and pictures in Markdown, rewritten where they stand; everything round them stays as it is.

A Markdown parser says what is a link but not where in the text; so what may be one is found by its form, in
the text without its code.
"""

import re
from collections.abc import Callable

_CODE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile("\0(\\d+)\0")
_DESTINATION = r"(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\([^\s()]*\))*))"
_TITLE = r"""(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?"""
_IMAGE = re.compile(rf"!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*{_DESTINATION}({_TITLE})\s*\)")
_WORDS = r"((?:[^\[\]\\]|\\.|!?\[[^\[\]]*\](?:\([^()\n]*\))?)*)"
_LINK = re.compile(rf"(?<!!)(?<!\\)\[{_WORDS}\]\(\s*{_DESTINATION}({_TITLE})\s*\)")
_DEFINITION = re.compile(rf"^( {{0,3}}\[(?!\^)(?:[^\[\]\\]|\\.)+\]:[ \t]*){_DESTINATION}(?=\s|$)", re.MULTILINE)
_AUTO = re.compile(r"<(https?://[^\s<>]*)>")


def rewrite(body: str, picture: Callable[[str, str], str | None], link: Callable[[str], str | None]) -> str:
    """``body`` with its addresses given anew.

    ``picture`` gets an address and an alt text, ``link`` an address; each gives the new address, the same one,
    or None: then the picture goes, and of a link the words alone stay.
    """
    if "](" not in body and "]:" not in body and "<http" not in body:
        return body
    code: list[str] = []

    def keep(found: re.Match[str]) -> str:
        code.append(found[0])
        return f"\0{len(code) - 1}\0"

    text = _rewritten(_CODE.sub(keep, body.replace("\0", "")), picture, link)
    return _MARK.sub(lambda mark: code[int(mark[1])], text)


def pictures(body: str) -> list[str]:
    """The addresses of the pictures that ``body`` shows."""
    found: list[str] = []

    def note(address: str, alt: str) -> str:
        found.append(address)
        return address

    rewrite(body, note, lambda address: address)
    return found


def add_below(body: str, address: str, caption: str) -> str:
    """``body`` with a picture's caption in a paragraph of its own below the one that shows it."""
    at = body.find(f"]({destination(address)}")
    if at < 0:
        return body
    end = body.find("\n\n", at)
    end = len(body) if end < 0 else end
    return f"{body[:end].rstrip()}\n\n{label(caption)}{body[end:]}"


def label(text: str) -> str:
    """A plain text as Markdown that shows it on one line."""
    return re.sub(r"([\\`*_\[\]<])", r"\\\1", " ".join(text.split()))


def destination(address: str) -> str:
    """An address as Markdown takes it (CommonMark 0.31.2, section 6.3)."""
    if not address or re.search(r"[\s()<>]", address):
        return "<" + re.sub(r"[<>\n]", lambda sign: f"%{ord(sign[0]):02X}", address) + ">"
    return address


def _rewritten(text: str, picture: Callable[[str, str], str | None], link: Callable[[str], str | None]) -> str:
    def image(found: re.Match[str]) -> str:
        new = picture(_written(found[2], found[3]), found[1])
        return "" if new is None else f"![{found[1]}]({destination(new)}{found[4]})"

    def anchor(found: re.Match[str]) -> str:
        if not found[1].strip():  # what it was round is gone
            return ""
        new = link(_written(found[2], found[3]))
        return found[1] if new is None else f"[{found[1]}]({destination(new)}{found[4]})"

    def definition(found: re.Match[str]) -> str:
        new = link(_written(found[2], found[3]))
        return f"{found[1]}{destination('' if new is None else new)}"

    def auto(found: re.Match[str]) -> str:
        new = link(found[1])
        if new is None or new == found[1]:
            return found[0] if new else found[1]
        return f"[{found[1]}]({destination(new)})"

    text = _LINK.sub(anchor, _IMAGE.sub(image, text))
    return _AUTO.sub(auto, _DEFINITION.sub(definition, text))


def _written(pointed: str | None, plain: str | None) -> str:
    """The address that was meant: backslashes before punctuation are Markdown's own."""
    return pointed if pointed is not None else re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain or "")
