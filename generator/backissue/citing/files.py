"""Citations as files: RIS (Research Information Systems, 2011) and BibTeX, both in UTF-8.

The search page writes the same of its results in the browser: ``search-export.js``.
"""

import re

from backissue.citing.names import Name, names_of
from backissue.citing.work import Work

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = {"\\": "backslash", "{": "braceleft", "}": "braceright", "^": "asciicircum", "~": "asciitilde"}
_TWO_NAMES = re.compile(r",|(?:^|\s)(?:and|others)(?:\s|$)", re.IGNORECASE)
_NO_LINE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def ris(work: Work) -> str:
    """A record that Zotero, EndNote and others read."""
    parts = [*(work.date.split("-") if work.date else ()), "", "", ""][:3]
    fields = [
        ("TY", "NEWS"), ("TI", work.headline),
        *(("AU", name.inverted) for name in names_of(work.names, work.language)),
        ("T2", work.paper), ("PY", parts[0]), ("DA", f"{'/'.join(parts)}/" if work.date else ""), ("ET", work.edition),
        ("SP", work.page), ("LA", work.language), ("UR", work.url),
    ]  # fmt: skip
    lines = [f"{tag}  - {text}\r\n" for tag, value in fields if (text := _line(value))]
    return "".join((*lines, "ER  - \r\n"))


def bibtex(work: Work) -> str:
    """An entry for LaTeX."""
    from slugify import slugify  # loaded where it is needed alone: a build starts the sooner

    _, month, day = (*work.date_parts, 0, 0, 0)[:3]
    fields = [
        ("author", " and ".join(map(_author, names_of(work.names, work.language)))),
        ("title", f"{{{_latex(work.headline)}}}"), ("journal", _latex(work.paper)), ("year", work.date[:4]),
        ("month", _MONTHS[month - 1] if month else ""), ("day", str(day or "")), ("note", _latex(work.edition)),
        ("pages", _latex(work.pages.replace("–", "--"))), ("url", _address(work.url)),
        ("language", _latex(work.language)),
    ]  # fmt: skip
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields if value)
    return f"@article{{{slugify(work.key) or 'story'},\n{''.join(lines)}}}\n"


def _line(text: str) -> str:
    """A value that stays on its line."""
    return _NO_LINE.sub(" ", text).strip()


def _author(name: Name) -> str:
    """Family, suffix, given; braces keep a name whole that BibTeX would take apart, or for several."""
    parts = [_latex(part) for part in (name.family, name.suffix, name.given) if part]
    if len(parts) == 1 and (" " in parts[0] or _TWO_NAMES.search(parts[0])):
        return f"{{{parts[0]}}}"
    return ", ".join(f"{{{part}}}" if _TWO_NAMES.search(part) else part for part in parts)


def _latex(text: str) -> str:
    """Named, not backslashed, braces: BibTeX counts those too, and an odd one would end the file."""
    return re.sub(
        r"[\\{}^~$&#%_]",
        lambda sign: f"{{\\text{_NAMED[sign[0]]}}}" if sign[0] in _NAMED else f"\\{sign[0]}", _line(text),
    )  # fmt: skip


def _address(url: str) -> str:
    """An address is taken as it stands, except for what would end the field."""
    return re.sub(r"[\\{}\s]", lambda sign: f"%{ord(sign[0]):02X}", url)
