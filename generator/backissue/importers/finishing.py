"""One record made ready to be written: links lead to stories, pictures to files, and fields are an archive's."""

from typing import Any
from zoneinfo import ZoneInfo

from backissue.config import known_language
from backissue.importers import links
from backissue.importers.addresses import OldSite, as_alias, same
from backissue.importers.cleaning import clean
from backissue.importers.pictures import Pictures
from backissue.importers.record import Item, Picture
from backissue.importers.spool import Spool
from backissue.importers.writing import FIELDS
from backissue.sources import dates

_KEPT_ON_PAGES = ("headline", "description", "aliases", "published", "standfirst")


class Finishing:
    """What every record of one import is finished with."""

    def __init__(
        self, spool: Spool, site: OldSite, pictures: Pictures, outlets: frozenset[str], outlet: str, zone: ZoneInfo
    ) -> None:
        self._spool = spool
        self._site = site
        self._pictures = pictures
        self._outlets = outlets
        self._outlet = outlet
        self._zone = zone

    def finish(self, number: int, item: Item) -> tuple[dict[str, Any], str]:
        """The fields and the body that ``item``'s file will have; what could not be kept is in its notes."""
        pictures = [self._pictures.known(picture, item) for picture in item.pictures]
        body = self._body(clean(item.body), item, pictures)
        fields = clean(item.fields)
        if item.kind == "edition":
            return self._edition(fields, item, pictures), ""
        self._settle_dates(fields, item)
        self._settle_texts(fields, item)
        fields["outlet"] = fields.get("outlet") or self._outlet
        fields["images"] = self._images(item, pictures)
        body = _with_captions(body, fields["images"]) if item.kind == "page" else _with_others(body, fields["images"])
        fields["aliases"] = self._aliases(number, item)
        if item.kind == "page":
            return self._page(fields, item), body
        return fields, body

    def _body(self, body: str, item: Item, pictures: list[Picture]) -> str:
        base = next(iter(item.addresses), "")

        captions: dict[str, str] = {}

        def picture(ref: str, alt: str) -> str | None:
            known = self._pictures.known(Picture(ref, alt or None), item)
            if ref.startswith("attachment:"):
                pictures.append(known)
            if target := self._held(known.ref, item):
                return target
            address = self._elsewhere(known.ref, item)
            for one in [one for one in pictures if one.ref == known.ref]:
                pictures.remove(one)
                captions[address or ""] = " ".join(filter(None, (one.caption, one.credit)))
            return address

        def link(address: str) -> str | None:
            return self._link(address, base, item)

        body = links.rewrite(body, picture, link)
        for address, caption in captions.items():
            if address and caption:
                body = links.add_below(body, address, caption)
        return body

    def _held(self, ref: str, item: Item) -> str:
        """The place in the archive of the picture, by its ref or by its whole address; empty when it cannot be had."""
        whole = self._whole(ref, item)
        return next(
            (target for one in dict.fromkeys((ref, whole)) if one and (target := self._pictures.bring(one, item))), ""
        )

    def _whole(self, ref: str, item: Item) -> str:
        """A picture's address with its host; empty when nobody knows it."""
        if ref.startswith(("http://", "https://")):
            return ref
        path = self._site.own_path(ref, next(iter(item.addresses), ""))
        return self._site.absolute(path) if path else ""

    def _elsewhere(self, ref: str, item: Item) -> str | None:
        """A picture whose file is not here: its address on its host, or None when nobody knows it."""
        address = self._whole(ref, item)
        if not address:
            item.note("lost", f"a picture's file is not there: {ref or 'unnamed'}")
            return None
        self._spool.stands_elsewhere(address, item.source)
        item.note("warning", "a picture stands on another host; pages show a link to it")
        return address

    def _link(self, address: str, base: str, item: Item) -> str | None:
        if not address or address.startswith(("#", "mailto:", "tel:")):
            return address or None
        path = self._site.own_path(address, base)
        if not path:
            if address.startswith(("http://", "https://")):
                return address
            if ":" in address.partition("/")[0]:
                item.note("changed", "a link of a kind that pages do not have is words alone now")
                return None
            path = address
        mark = address.partition("#")
        found = self._spool.at(same(path.partition("#")[0])) or self._spool.at(same(path.partition("?")[0]))
        if found:
            return f"{found.removeprefix('content/')}{mark[1]}{mark[2]}"
        if whole := self._site.absolute(path):
            return whole + (f"{mark[1]}{mark[2]}" if "#" not in whole else "")
        item.note("lost", f"a link to what is not in the source: {address}")
        return None

    def _images(self, item: Item, pictures: list[Picture]) -> list[dict[str, Any]]:
        """The ``images`` field: each picture once; one whose file is not held keeps what is said of it."""
        images: dict[str, dict[str, Any]] = {}
        for picture in pictures:
            target = self._held(picture.ref, item)
            said = {"caption": picture.caption, "credit": picture.credit, "rights": picture.rights}
            if not target and picture.ref:
                self._elsewhere(picture.ref, item)
            if not target and not (picture.caption or picture.credit or picture.alt):
                continue
            image: dict[str, Any] = {"src": target, "alt": picture.alt, **said, "lead": picture.lead}
            image = {name: value for name, value in clean(image).items() if value or (name == "alt" and value == "")}
            images[target or f"{len(images)}"] = images.get(target, {}) | image
        if len(images) == 1:
            next(iter(images.values())).pop("lead", None)
        return list(images.values())

    def _aliases(self, number: int, item: Item) -> list[str]:
        """Old addresses of the item that lead to it; each address leads to one item alone."""
        found: dict[str, str] = {}
        for address in item.addresses:
            path = self._site.own_path(address)
            if not path or not self._spool.claim(same(path), number):
                continue
            alias = as_alias(path, self._outlets)
            if alias:
                found.setdefault(same(alias), alias)
        if not found and any("?" in address for address in item.addresses):
            item.note("lost", "an old address with a question mark in it: a site of plain files has none")
        return [*found.values()]

    def _settle_dates(self, fields: dict[str, Any], item: Item) -> None:
        """A date that cannot be read is kept as it was written, out of the way."""
        for name in ("published", "updated", "embargo"):
            if (written := fields.get(name)) is None:
                continue
            try:
                dates.known(str(written), self._zone)
            except ValueError:
                del fields[name]
                fields.setdefault("extra", {})[f"{name}_as_written"] = written
                item.note("warning", f"a date that cannot be read, kept in extra: {written}")
        if not fields.get("published") and not fields.get("edition"):
            fields["published"] = "unknown"

    def _settle_texts(self, fields: dict[str, Any], item: Item) -> None:
        """What an archive's fields cannot hold goes to ``extra``; a headline is one line, and there is one."""
        for name in [name for name in fields if name not in FIELDS]:
            fields.setdefault("extra", {})[name] = fields.pop(name)
        fields["headline"] = " ".join(str(fields.get("headline") or "").split())
        if not fields["headline"]:
            fields["headline"] = "[…]"
            item.note("warning", "no headline; it has […] in its place")
        language = fields.get("language")
        if language and not known_language(str(language)):
            fields.setdefault("extra", {})["language_as_written"] = fields.pop("language")
        if (source := fields.get("source")) and not str(source).startswith(("https://", "http://")):
            fields.setdefault("extra", {})["source_as_written"] = fields.pop("source")

    def _page(self, fields: dict[str, Any], item: Item) -> dict[str, Any]:
        for name in fields:
            if name not in (*_KEPT_ON_PAGES, "outlet", "images", "extra") and fields[name]:
                item.note("lost", f"a page has no field for {name}")
        return {
            "title": fields["headline"], "description": fields.get("description") or fields.get("standfirst"),
            "aliases": fields["aliases"],
        }  # fmt: skip

    def _edition(self, fields: dict[str, Any], item: Item, pictures: list[Picture]) -> dict[str, Any]:
        fields.pop("outlet", None)
        fields.pop("edition", None)
        cover = fields.get("cover")
        if isinstance(cover, dict) and (ref := cover.get("src")):
            target = self._pictures.bring(str(ref), item)
            fields["cover"] = cover | {"src": target} if target else {n: v for n, v in cover.items() if n != "src"}
        return fields


def _with_captions(body: str, images: list[dict[str, Any]]) -> str:
    """A page's ``body`` with its pictures and what is said of them: a page has no fields for either."""
    for image in images:
        source, said = image.get("src", ""), " ".join(filter(None, (image.get("caption"), image.get("credit"))))
        if source and source not in links.pictures(body):
            body = f"{body.rstrip()}\n\n![{links.label(image.get('alt', ''))}]({links.destination(source)})\n"
        if said:
            body = links.add_below(body, source, said) if source else f"{body.rstrip()}\n\n{links.label(said)}\n"
    return body


def _with_others(body: str, images: list[dict[str, Any]]) -> str:
    """``body`` with the pictures below it that it does not show itself: pages show one above the text alone."""
    lead = next((image for image in images if image.get("lead")), images[0] if images else None)
    shown = set(links.pictures(body))
    for image in images:
        if image is not lead and image.get("src") and image["src"] not in shown:
            body = f"{body.rstrip()}\n\n![{links.label(image.get('alt', ''))}]({links.destination(image['src'])})\n"
    return body
