"""What reading a content file needs to know beside its bytes."""

import re
import unicodedata
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*$")


class OutletFacts(msgspec.Struct, frozen=True):
    """What an article takes from its outlet."""

    timezone: str
    language: str


class Reading(msgspec.Struct, frozen=True):
    """Settings that content files are read by. When one changes, all of them are read again."""

    outlets: tuple[tuple[str, OutletFacts], ...]
    timezone: str
    language: str
    sanitise_html: bool
    sketches: int = 0
    """Which version of a story's sketch is made, or 0 where none is: see ``reprints.sketch``."""

    def outlet(self, name: str) -> OutletFacts | None:
        """The facts of the outlet called ``name``."""
        return dict(self.outlets).get(name)

    @property
    def only_outlet(self) -> str:
        """The archive's one outlet, which articles need not name; empty when there are more."""
        return self.outlets[0][0] if len(self.outlets) == 1 else ""

    def zone(self, outlet: str) -> ZoneInfo:
        """The outlet's time zone, else the archive's."""
        facts = self.outlet(outlet)
        return ZoneInfo(facts.timezone if facts and facts.timezone else self.timezone)


@lru_cache(maxsize=50_000)
def identifier(name: str) -> str:
    """The id of a topic, a person … in addresses: ``jane-weir`` for "Jane Weir".

    Other scripts are transliterated; a name with no letter at all keeps its code points.
    """
    from slugify import slugify

    return (
        slugify(name) or "-".join(f"u{ord(mark):x}" for mark in unicodedata.normalize("NFC", name.strip())) or "unnamed"
    )


def address_part(stem: str) -> str:
    """A file's name as a part of an address: as it is when that is plain, else transliterated."""
    return stem if _PLAIN.match(stem) else identifier(stem)
