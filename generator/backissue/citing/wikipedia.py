"""Wikipedia's ``{{cite news}}``, as wikitext: Template:Cite news and Help:Citation Style 1."""

import re

from backissue.citing.names import names_of
from backissue.citing.styles import MONTHS
from backissue.citing.work import Work

_MARKUP = str.maketrans({sign: f"&#{ord(sign)};" for sign in "[]{}|<>~"})
"""What begins something in wikitext, as it is written to mean itself."""


def cite_news(work: Work) -> str:
    """The template with its parameters on one line."""
    fields: list[tuple[str, str]] = []
    names = names_of(work.authors, work.language)
    for number, name in enumerate(names, 1):
        at = str(number) if len(names) > 1 else ""
        given = " ".join(filter(None, (name.given, name.suffix)))
        fields += [(f"last{at}", name.family), (f"first{at}", given)] if given else [(f"author{at}", name.family)]
    fields += [
        ("title", work.headline), ("newspaper", work.paper), ("agency", ", ".join(work.agencies)),
        ("date", _date(work)), ("edition", work.label.replace("-", " ")),
        ("pages" if re.search("[–,&]", work.pages) else "page", work.pages),
        ("language", "" if work.language.partition("-")[0] == "en" else work.language),
    ]  # fmt: skip
    shown = [f"{name}={text}" for name, value in fields if (text := _plain(value))]
    address = [f"url={_address(work.url)}"] if work.url else []
    return f"{{{{cite news |{' |'.join((*shown, *address))}}}}}"


def _plain(text: str) -> str:
    """``text`` as wikitext that shows it as it is."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text).translate(_MARKUP).replace("''", "&#39;&#39;")
    return " ".join(text.split())


def _address(url: str) -> str:
    """Signs that would end an address there are percent-encoded."""
    return re.sub(r"[\[\]{}|<>'\s]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _date(work: Work) -> str:
    """To the day in ISO 8601, which each reader sees in the article's own form; a month must be in words."""
    parts = work.date_parts
    return f"{MONTHS[parts[1] - 1]} {parts[0]}" if len(parts) == 2 else work.date
