"""Which file each record is written to: the one it had before, else one made of its date and its name."""

from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from backissue.addresses import RESERVED, folded
from backissue.importers.manifest import Manifest
from backissue.importers.record import Item
from backissue.importers.spool import Spool
from backissue.sources import dates
from backissue.sources.reading import identifier

_LONGEST = 80
"""Of a name in an address, in characters."""


class Placing:
    """Gives files to records; no two of one import get the same, on any disk."""

    def __init__(self, spool: Spool, manifest: Manifest, scope: str, outlet: str, zone: ZoneInfo) -> None:
        self._spool = spool
        self._manifest = manifest
        self._scope = scope
        self._outlet = outlet
        self._zone = zone

    def target(self, item: Item) -> str:
        """The file for ``item``, from the archive's folder: ``content/articles/post/1962/03/09/line-stays-open.md``."""
        if (before := self._manifest.target(self._scope + item.key)) and self._spool.take(folded(before)):
            return before
        outlet = str(item.fields.get("outlet") or self._outlet)
        if item.kind == "edition":
            return f"content/editions/{outlet}/{item.fields['edition']}.yaml"
        name = slug(item)
        if item.kind == "page":
            name = f"{name}-page" if name in RESERVED or name == outlet else name
            return self._free("content/pages/", name)
        return self._free(f"content/articles/{outlet}/{folder_of(item.fields, self._zone)}/", name)

    def _free(self, folder: str, name: str) -> str:
        number = 1
        while True:
            target = f"{folder}{name}{f'-{number}' if number > 1 else ''}.md"
            if not self._manifest.is_taken(target) and self._spool.take(folded(target)):
                return target
            number += 1


def folder_of(fields: dict[str, Any], zone: ZoneInfo) -> str:
    """The date of a story as its address will have it: ``1962/03/09``, less of it when less is known, ``undated``.

    ``fields`` are its front matter; a time in it is taken in ``zone``.
    """
    try:
        if fields.get("edition"):
            day = str(fields["edition"])[:10]
        else:
            day = dates.local_day(dates.known(str(fields.get("published", "unknown")), zone), zone)
    except ValueError:
        day = ""
    return day.replace("-", "/") or "undated"


def slug(item: Item) -> str:
    """A record's name in its address: as it was, else made of its headline."""
    given = identifier(unquote(item.slug)) if item.slug.strip() else ""
    return shortened(given) if given not in ("", "unnamed") else slug_of(str(item.fields.get("headline", "")))


def slug_of(headline: str) -> str:
    """A story's name in its address, made of its headline."""
    return shortened(identifier(headline))


def shortened(name: str) -> str:
    """A name no longer than addresses should be, cut between words."""
    return (name[:_LONGEST].rpartition("-")[0] or name[:_LONGEST]) if len(name) > _LONGEST else name
