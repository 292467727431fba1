"""What is known of a story, as an archive's fields and addresses."""

import re
from typing import Any
from urllib.parse import urlsplit

from backissue.config import known_language
from backissue.importers.addresses import host
from backissue.importers.readers.captured.dates import read_date
from backissue.importers.readers.html.said import Said
from backissue.importers.record import Item, Publication

_IN_ADDRESS = re.compile(r"/((?:1[6-9]|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/-])")
_SENTENCE_END = (".", "!", "?", "”", '"', "’", "'", ")")


def fill(item: Item, said: Said, canonical: list[str], url: str, forms: list[str]) -> None:
    """Give ``item`` its fields, terms and addresses.

    ``url`` is where it stood, if that is known; ``forms`` are the mapping's forms of dates.
    """
    language = _language(said.language)

    def date(written: list[str]) -> str:
        found = (read_date(text[:80], forms, language) for text in written)
        when = next(filter(None, found), None)
        if when and when.doubtful:
            item.note("warning", "a date in figures was read day first; check")
        return when.iso if when else ""

    own, elsewhere = _addresses([*canonical, url, *said.addresses], url)
    published, updated = date(said.published), date(said.updated)
    if not published:
        published, doubt = _dated_otherwise(own, updated)
        item.note("warning", doubt)
    corrections = [{"date": date([one["date"]])[:10] or "unknown", "text": one["text"]} for one in said.corrections]
    fields = item.fields
    given: dict[str, Any] = {
        "headline": said.headline, "kicker": said.foreign.pop("kicker", ""),
        "standfirst": _standfirst(said, item.words),
        "byline": said.byline.names, "agency": said.byline.agencies, "dateline": said.dateline,
        "people": said.people, "places": said.places, "organisations": said.organisations,
        "published": published,
        "updated": updated if updated != published else "", "corrections": corrections,
        "language": language, "rights": said.rights,
    }  # fmt: skip
    fields.update((name, value) for name, value in given.items() if value)
    item.foreign = said.foreign
    item.terms = {"categories": said.sections, "tags": [word for word in said.keywords if word not in said.sections]}
    item.addresses = own
    if elsewhere:
        fields["source"] = elsewhere[0]


def _dated_otherwise(addresses: list[str], updated: str) -> tuple[str, str]:
    """A date for a page that states none, and what is to be said of it."""
    for address in addresses:
        for found in _IN_ADDRESS.finditer(path(address)):
            if when := read_date("-".join(found.groups())):
                return when.iso, "dated by its address; check"
    if updated:
        return updated, "dated by its last change; check"
    return "unknown", "no date was found on the page"


def _addresses(stated: list[str], url: str) -> tuple[list[str], list[str]]:
    """The addresses that are the story's own, and those on other hosts than ``url``, where it was first published.

    Home pages and the story's own section are none of it, whatever the page's data says.
    """
    found = [one for one in dict.fromkeys(stated) if one and path(one) not in ("", "/")]
    found = [one for one in found if not (one.endswith("/") and found[0].startswith(one) and one != found[0])]
    own_host = host(url)
    own = [one for one in found if not own_host or host(one) == own_host]
    return own, [one for one in found if one not in own]


def _standfirst(said: Said, words: str) -> str:
    """The summary, unless it is how the story begins, or is cut short."""
    text = said.standfirst
    plain = re.sub(r"\W+", " ", text).strip().casefold()
    if not plain or text.endswith(("…", "...")) or plain == re.sub(r"\W+", " ", said.headline).strip().casefold():
        return ""
    if len(text) > 140 and not text.endswith(_SENTENCE_END):
        return ""
    return "" if plain in re.sub(r"\W+", " ", words).casefold() else text


def _language(text: str) -> str:
    text = text.strip().replace("_", "-")
    return text if known_language(text) else ""


def publication(said: Said, item: Item, url: str) -> Publication:
    """What the page says of its paper."""
    address = said.outlet_url or next((one for one in [url, *item.addresses] if one.startswith("http")), "")
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    home = f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
    return Publication(name=said.outlet, url=home, language=_language(said.language))


def path(address: str) -> str:
    """An address's path; empty when it is none."""
    try:
        return urlsplit(address).path or "/"
    except ValueError:
        return ""
