"""A news object to a story: its fields, its text and its pictures."""

import json
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from backissue.importers.from_html import to_text
from backissue.importers.readers.moments import moment
from backissue.importers.readers.near import beside
from backissue.importers.readers.ninjs.object import best_body, by_role, entries, line, names, text
from backissue.importers.readers.ninjs.own import is_own, own_fields
from backissue.importers.readers.ninjs.pictures import (
    KINDS,
    associated,
    is_picture,
    linked_rights,
    picture_of,
    renditions,
    rights_of,
)
from backissue.importers.readers.prose import paragraphs, prose, repeats
from backissue.importers.record import Item, Picture

_HEADLINES = ("main", "headline", "", "simple", "title")
_KICKERS = ("kicker", "overline", "vignette")
_STANDFIRSTS = ("standfirst", "subheadline", "subhead", "sub", "deck", "drophead")
_SUMMARIES = ("standfirst", "summary", "abstract", "main", "text", "", "lead", "caption", "html", "xhtml", "richtext")
_PUBLISHED = ("firstpublished", "firstcreated", "versioncreated", "contentcreated")
_READ = {
    "uri", "type", "headlines", "bodies", "descriptions", "people", "places", "organisations", "subjects", "keywords",
    "infosources", "by", "located", "language", "copyrightholder", "copyrightnotice", "usageterms", "embargoed",
    "renditions", "associations", "pubstatus", "standard", "mimetype", "representationtype", "charcount", "wordcount",
    "ednote", "title", "firstpublished", "firstcreated", "versioncreated", "name", "rel",
}  # fmt: skip


def story(found: dict[str, Any], key: str, source: str, file: Path, pictures: set[str], *, ednote: bool) -> Item:
    """The story that ``found`` is.

    ``pictures`` are the uris of pictures that are objects of their own in the source; ``ednote`` keeps the note that
    is for editors alone.
    """
    item = Item(key=key, source=source)
    item.fields = {
        "headline": by_role(found.get("headlines"), _HEADLINES) or _any_headline(found),
        "kicker": by_role(found.get("headlines"), _KICKERS), "byline": line(text(found.get("by"))),
        "dateline": line(text(found.get("located"))), "agency": names(found.get("infosources")),
        "people": names(found.get("people")), "places": names(found.get("places")),
        "organisations": names(found.get("organisations")),
        "topics": list(dict.fromkeys((*names(found.get("subjects")), *names(found.get("keywords"))))),
        "rights": rights_of(found), "language": text(found.get("language")),
    }  # fmt: skip
    _date(item, found)
    if own := is_own(found):
        item.fields |= own_fields(found)
    _status(item, found)
    _add_pictures(item, found, file, pictures)
    _write(item, found)
    if not own:
        _keep_the_rest(item, found, ednote=ednote)
    if (uri := text(found.get("uri"))).startswith(("http://", "https://")):
        item.addresses = [uri]
    item.fields = {name: value for name, value in item.fields.items() if value}
    return item


def _any_headline(found: dict[str, Any]) -> str:
    return next(
        (said for one in entries(found.get("headlines")) if (said := line(text(one.get("value"))))),
        line(text(found.get("title"))) or line(text(found.get("slugline"))),
    )


def _date(item: Item, found: dict[str, Any]) -> None:
    name = next((name for name in _PUBLISHED if text(found.get(name))), "")
    item.fields["published"] = _when(text(found.get(name)))
    changed = _when(text(found.get("versioncreated")))
    if changed != item.fields["published"]:
        item.fields["updated"] = changed


def _when(written: str) -> str:
    """A date in ISO 8601; one that cannot be read stays as it is, for the report to show."""
    try:
        return moment(written) if written else ""
    except ValueError:
        return written


def _status(item: Item, found: dict[str, Any]) -> None:
    """Cancelled, withheld, under embargo: none of these may become public by a slip."""
    match text(found.get("pubstatus")).lower():
        case "canceled" | "cancelled":
            day = _when(text(found.get("versioncreated"))) or "unknown"
            item.fields["withdrawn"] = {"date": day, "reason": "Cancelled by its source"}
            item.note("changed", "a cancelled story is withdrawn")
        case "withheld":
            item.fields["draft"] = True
            item.note("changed", "a withheld story is a draft")
    if embargoed := text(found.get("embargoed")):
        when = _when(embargoed)
        if len(when) >= len("2025-11-28") and when[:4].isdigit():
            item.fields["embargo"] = when
        else:
            item.fields["draft"] = True
            item.note("warning", f"an embargo that cannot be read: the story is a draft: {embargoed}")
    if text(found.get("representationtype")).lower() in ("partial", "incomplete"):
        item.note("warning", "the source says that this is only a part of the story")


def _add_pictures(item: Item, found: dict[str, Any], file: Path, known: set[str]) -> None:
    """Its own picture, those of its associations, their files where they lie beside it, and what is related."""
    related = []
    for one in [found, *associated(found)]:
        uri = text(one.get("uri"))
        if not is_picture(one):
            related += [uri] if one is not found and uri else []
        elif picture := picture_of(one):
            item.pictures.append(Picture(picture.ref, picture.alt, rights=picture.rights) if one is found else picture)
        elif one is not found and uri in known:
            item.pictures.append(Picture(f"attachment:{uri}"))
        else:
            item.note("lost", f"a picture has no address: {uri or text(one.get('name')) or 'unnamed'}")
    for picture in item.pictures:
        if path := beside(file, picture.ref):
            item.files[picture.ref] = path
    if related:
        item.foreign["related"] = related
        item.note("changed", "related items are named in extra")


def _write(item: Item, found: dict[str, Any]) -> None:
    """The body and the standfirst; a description that the body repeats is left out."""
    body, others = best_body(found)
    summary = by_role(found.get("headlines"), _STANDFIRSTS)
    description = by_role(found.get("descriptions"), _SUMMARIES)
    if body:
        item.body, item.words = prose(body.value, rich=False)
        if body.rich:
            item.words = to_text(_page(body.value, None, {}))
            item.body = prose(_page(body.value, item, _swaps(found, item)), rich=True)[0]
        if body.foreign:
            item.note("warning", "the only text is in another markup: look at it")
        if others:
            item.note("lost", f"a further text was left out: {', '.join(role or 'no role' for role in others)}")
        if description and not summary and not repeats(description, item.words):
            summary = description
    elif description:
        item.body, item.words = prose(paragraphs(description), rich=True)
        if text(found.get("type")).lower() not in KINDS:
            item.note("warning", "there is no text but a summary, which is the body now")
    item.fields["standfirst"] = summary


def _swaps(found: dict[str, Any], item: Item) -> dict[str, Picture]:
    """For each address of a picture, small or large, what is known of the picture."""
    by_ref = {picture.ref: picture for picture in item.pictures}
    swaps = dict(by_ref)
    for one in [found, *associated(found)]:
        if (picture := picture_of(one)) and picture.ref in by_ref:
            swaps |= dict.fromkeys(renditions(one), by_ref[picture.ref])
    return swaps


def _page(markup: str, item: Item | None, swaps: dict[str, Picture]) -> str:
    """The body of a page; for ``item`` without what its fields say, and with each picture in its largest size."""
    if not markup.strip():
        return ""
    tree = lxml_html.document_fromstring(markup.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    body: Any = tree.find("body")
    if body is None:
        return ""
    if item is not None:
        for heading in [one for one in body.iter("h1") if line(one.text_content()) == item.fields["headline"]]:
            heading.drop_tree()
        for shown in list(body.iter("img")):
            if picture := swaps.get(text(shown.get("src"))):
                shown.set("src", picture.ref)
                if _take_caption(shown, picture):
                    item.note("changed", "captions and credits in the text are with their pictures now")
    return str(lxml_html.tostring(body, encoding="unicode"))


def _take_caption(shown: Any, picture: Picture) -> bool:
    """Out of the figure what the picture's caption and credit say already; True when there was some."""
    figure = next(shown.iterancestors("figure"), None)
    if figure is None:
        return False
    taken = False
    for part in list(figure.iterdescendants("figcaption", "div", "span", "p", "small")):
        if part.getparent() is not None and part.find(".//img") is None:
            said = line(part.text_content())
            if said and said in (picture.caption, picture.credit, f"{picture.caption} {picture.credit}".strip()):
                part.drop_tree()
                taken = True
    return taken


def _keep_the_rest(item: Item, found: dict[str, Any], *, ednote: bool) -> None:
    """What an archive has no field for."""
    for name, value in found.items():
        if name == "altids":
            ids = {text(one.get("role")) or "id": text(one.get("value")) for one in entries(value)}
            item.foreign[name] = {role: one for role, one in ids.items() if one}
        elif name in ("genres", "events", "objects"):
            item.foreign[name] = names(value)
        elif name not in _READ and not (name == "rightsinfo" and linked_rights(found)):
            item.foreign[name] = value if isinstance(value, str | list | dict) else json.dumps(value)
    roles = (*_HEADLINES, *_KICKERS, *_STANDFIRSTS)
    for one in entries(found.get("headlines")):
        if (role := text(one.get("role")).lower()) not in roles and (said := line(text(one.get("value")))):
            item.foreign[f"headline_{role}"] = said
    if note := text(found.get("ednote")):
        if ednote:
            item.foreign["ednote"] = note
        else:
            item.note("lost", "the note to editors (ednote) is not for readers, and left out")
