"""The archive that an import goes into: its settings and outlets, made when it has none."""

import re
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from backissue.config import Config, known_language, known_zone
from backissue.errors import ImportRefused
from backissue.importers.cleaning import clean
from backissue.importers.manifest import Manifest
from backissue.importers.mapping import Mapping, OutletMapping
from backissue.importers.record import Publication
from backissue.importers.writing import yaml_file
from backissue.sources.article import read_article
from backissue.sources.fields import Fields
from backissue.sources.reading import OutletFacts, Reading, identifier
from backissue.sources.records import OutletFields, read_record
from backissue.sources.yaml_text import YamlFault, YamlText

T = TypeVar("T", bound=msgspec.Struct)

_SHOWN = re.compile(r"^[^:]*:")


class Archive(msgspec.Struct, frozen=True):
    """What an import needs to know of the archive that it goes into."""

    outlet: str
    """The id of the outlet that stories belong to."""
    reading: Reading

    @property
    def outlets(self) -> frozenset[str]:
        """The ids of all outlets."""
        return frozenset(name for name, _ in self.reading.outlets)

    @property
    def zone(self) -> ZoneInfo:
        """The outlet's time zone."""
        return self.reading.zone(self.outlet)

    def fault(self, target: str, data: bytes) -> str:
        """Why a build would refuse the file; empty when it would not."""
        source = target.removeprefix("content/")
        read = read_article if source.startswith("articles/") else read_record
        _, problems = read(source, data.decode(), target, self.reading)
        return "; ".join(_SHOWN.sub("", str(problem), count=1) for problem in problems if not problem.warning)


def settle(
    root: Path, mapping: Mapping, publication: Publication, form: str, source: Path, manifest: Manifest
) -> Archive:
    """The archive at ``root``, with its settings and the outlet written if they are not there.

    Raises ImportRefused when its settings cannot be read, or several outlets are there and none is named.
    """
    content = root / "content"
    publication = clean_publication(publication)
    said = OutletMapping(mapping.outlet) if isinstance(mapping.outlet, str) else mapping.outlet
    outlets = _outlets(content)
    name = (said and said.name) or publication.name or (said and said.id) or _stem(source)
    if said is None and len(outlets) > 1:
        known = ", ".join(sorted(outlets))
        raise ImportRefused(f"the archive has several outlets; say in the mapping which: outlet: (one of {known})")
    outlet = identifier(said.id) if said else next(iter(outlets), "") or identifier(name)
    zone = (said and said.timezone) or publication.timezone
    language = (said and said.language) or publication.language
    if zone and not known_zone(zone):
        raise ImportRefused(f'unknown time zone "{zone}" in the mapping; use a name such as Europe/Paris')
    if language and not known_language(language):
        raise ImportRefused(f'unknown language "{language}" in the mapping; use a tag such as en-AU')
    if not (content / "archive.yaml").exists() and not (content / "archive.yml").exists():
        fields: dict[str, Any] = {"name": name, "language": language, "timezone": zone}
        manifest.put("archive", "content/archive.yaml", yaml_file(fields))
    config = _config(content, name, language, zone)
    if outlet not in outlets:
        fields = {"name": name, "timezone": zone, "language": language, "description": publication.description}
        manifest.put(f"outlet:{outlet}", f"content/outlets/{outlet}.yaml", yaml_file(fields))
        outlets[outlet] = OutletFacts(zone or config.timezone, language or config.language)
    reading = Reading(
        tuple(sorted(outlets.items())), config.timezone, config.language, config.markdown.html == "sanitise"
    )
    return Archive(outlet, reading)


def clean_publication(publication: Publication) -> Publication:
    """What a source says of itself, as far as an archive's settings can hold it."""
    language = publication.language.strip().replace("_", "-")
    return Publication(
        name=" ".join(str(clean(publication.name)).split()), url=publication.url,
        language=language if known_language(language) else "",
        timezone=publication.timezone if known_zone(publication.timezone) else "",
        description=str(clean(publication.description)).strip(),
    )  # fmt: skip


def _stem(source: Path) -> str:
    return source.resolve().name.partition(".")[0].replace("-", " ").replace("_", " ").strip().capitalize() or "Archive"


def _config(content: Path, name: str, language: str, zone: str) -> Config:
    file = next((file for file in (content / "archive.yaml", content / "archive.yml") if file.exists()), None)
    if file is None:  # a dry run writes none
        return Config(name=name, language=language or "en", timezone=zone or "UTC")
    found = _fields(file, Config)
    if found is None:
        raise ImportRefused(f"{file}: the archive's settings cannot be read; backissue build says what is wrong")
    return found


def _outlets(content: Path) -> dict[str, OutletFacts]:
    outlets = {}
    for file in sorted((content / "outlets").glob("*.y*ml")):
        found = _fields(file, OutletFields)
        outlets[file.stem] = OutletFacts((found and found.timezone) or "", (found and found.language) or "")
    return outlets


def _fields(file: Path, kind: type[T]) -> T | None:
    try:
        return Fields(YamlText(file.read_text("utf-8-sig"), str(file))).read(kind)
    except (YamlFault, UnicodeDecodeError):
        return None
