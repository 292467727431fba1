"""Citations of a newspaper's story in the forms of style guides, as HTML.

APA: Publication Manual, 7th edition, 10.1 (16) · Chicago: Manual of Style, 17th edition, 14.191 to 14.200, notes and
bibliography · MLA: Handbook, 9th edition, chapter 5. A headline keeps the capitals that were printed. No date of
access is given: it is the reader's matter.
"""

import re

from markupsafe import Markup

from backissue.citing.names import Name, names_of
from backissue.citing.work import Work

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})
"""Quotation marks within others."""
_CLOSING = "”\"'’»"
_LONG_RANGE = re.compile(r"\b(\d+)(\d\d)–\1(\d\d)\b")


def apa(work: Work) -> Markup:
    """``Quill, A., & Marsh, T. (1937, July 17). Headline. *Paper*, A4. https://…``"""
    names = [name.with_initials for name in names_of(work.names, work.language)]
    authors = f"{', '.join(names[:19])}, … {names[-1]}" if len(names) > 20 else _listed(names, ", & ", ", & ")
    parts = work.date_parts
    day = f" {parts[2]}" if len(parts) > 2 else ""
    month = f", {MONTHS[parts[1] - 1]}{day}" if len(parts) > 1 else ""
    when = f"({parts[0]}{month})." if parts else "(n.d.)."
    headline = _ended(_headline(work, work.headline), work.headline)
    return _joined(
        " ", *((_ended(authors), when, headline) if authors else (headline, when)),
        _ended(_joined(", ", _paper(work), work.pages), work.pages or work.paper), work.url,
    )  # fmt: skip


def chicago_note(work: Work) -> Markup:
    """``Ada Quill and Tom Marsh, “Headline,” *Paper*, July 17, 1937, late edition, https://….``"""
    names = [name.straight for name in names_of(work.names, work.language)]
    authors = f"{names[0]} et al." if len(names) > 3 else _listed(names, " and ", ", and ")
    rest = _joined(", ", _paper(work), _long_date(work), work.edition, work.url)
    return _joined(" ", _joined(", ", authors, _quoted(work, ",")), _ended(rest))


def chicago_bibliography(work: Work) -> Markup:
    """``Quill, Ada, and Tom Marsh. “Headline.” *Paper*, July 17, 1937, late edition. https://….``

    A story without a name stands under that of its paper (14.199).
    """
    names = names_of(work.names, work.language)
    many = ", ".join((*(name.inverted for name in names[:1]), *(name.straight for name in names[1:7]), "et al."))
    authors = many if len(names) > 10 else _inverted(names)
    when = _joined(", ", _long_date(work), work.edition)
    first, last = (authors, _joined(", ", _paper(work), when)) if authors else (_paper(work), when)
    return _joined(" ", _ended(first), _quoted(work, "."), _ended(last), _ended(work.url))


def mla(work: Work) -> Markup:
    """``Quill, Ada, and Tom Marsh. “Headline.” *Paper*, late ed., 17 July 1937, p. A4, https://….``"""
    names = names_of(work.names, work.language)
    authors = f"{names[0].inverted}, et al." if len(names) > 2 else _inverted(names)
    year, month, day = (*work.date_parts, 0, 0, 0)[:3]
    when = " ".join(filter(None, (str(day or ""), _SHORT_MONTHS[month - 1] if month else "", str(year or ""))))
    pages = _LONG_RANGE.sub(r"\1\2–\3", work.pages)
    pages = f"{'pp.' if re.search('[–,&]', pages) else 'p.'} {pages}" if pages else ""
    edition = work.edition.replace("edition", "ed.")
    rest = _joined(", ", _paper(work), edition, when, pages, work.url)
    return _joined(" ", _ended(authors), _quoted(work, "."), _ended(rest))


def _joined(sign: str, *parts: str) -> Markup:
    """The parts that are there; what is no markup is escaped."""
    return Markup(sign).join(part for part in parts if part)


def _ended(text: str, plain: str = "") -> Markup:
    """``text`` with a full stop, unless it, or what it is in plain text, ends with a sign that is one."""
    has_end = _bare(plain or text).endswith((".", "?", "!", "…"))
    return Markup("{}{}").format(text, "." if text and not has_end else "")


def _bare(text: str) -> str:
    return text.removesuffix("</i>").rstrip(_CLOSING)


def _paper(work: Work) -> Markup:
    return Markup("<i>{}</i>").format(work.paper)


def _headline(work: Work, text: str) -> Markup:
    """The headline, with its language where that is not the citation's own."""
    if work.language.partition("-")[0] in ("en", ""):
        return Markup("{}").format(text)
    return Markup('<bdi lang="{}">{}</bdi>').format(work.language, text)


def _quoted(work: Work, sign: str) -> Markup:
    """The headline in quotation marks, and before the last of them the sign that follows it: “So it ‘was.’”"""
    inner = work.headline.translate(_INNER)
    bare = inner.rstrip(_CLOSING) if work.headline.endswith(("”", '"')) else inner
    closing = inner[len(bare) :]
    if sign == ",":
        bare = bare.removesuffix(".")
    ended = bare.endswith((".", "?", "!", "…")) and sign == "."
    return Markup("“{}”").format(_headline(work, f"{bare}{'' if ended else sign}{closing}"))


def _long_date(work: Work) -> str:
    """``July 17, 1937``, ``July 1937``, ``1937``, ``n.d.``"""
    year, month, day = (*work.date_parts, 0, 0, 0)[:3]
    if day:
        return f"{MONTHS[month - 1]} {day}, {year}"
    return f"{MONTHS[month - 1]} {year}" if month else str(year or "n.d.")


def _inverted(names: list[Name]) -> str:
    """``Quill, Ada, and Tom Marsh``: the list is sorted by the first name."""
    return _listed([name.straight if at else name.inverted for at, name in enumerate(names)], ", and ", ", and ")


def _listed(names: list[str], two: str, more: str) -> str:
    """Names with ``two`` before the last of two, ``more`` before the last of more."""
    return (more if len(names) > 2 else two).join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
