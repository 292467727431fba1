"""The archive's settings file, and what of it and of the outlets' files everything else is read by."""

from collections.abc import Sequence

from backissue.config import Config, known_zone, read_config
from backissue.errors import BuildFailed, Problem
from backissue.place import Place
from backissue.reprints.sketch import VERSION
from backissue.sources.fields import Fields
from backissue.sources.reading import OutletFacts, Reading
from backissue.sources.records import OutletFields
from backissue.sources.scan import Found, on_disk
from backissue.sources.yaml_text import YamlFault, YamlText


def read_settings(place: Place) -> tuple[Config, list[Problem]]:
    """The archive's settings, or the defaults where there is no file or it has faults."""
    for name in ("archive.yaml", "archive.yml"):
        try:
            text = (place.content / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            continue
        except UnicodeDecodeError:
            return Config(), [Problem(f"content/{name}", 0, "not UTF-8", "save the file as UTF-8")]
        try:
            fields = Fields(YamlText(text, f"content/{name}"))
        except YamlFault as fault:
            return Config(), [fault.problem]
        config = read_config(fields)
        return config if config and not fields.problems else Config(), fields.problems
    return Config(), []


def sound_settings(place: Place) -> Config:
    """The archive's settings. Raises BuildFailed when their file has faults."""
    config, problems = read_settings(place)
    if problems:
        raise BuildFailed(problems)
    return config


def reading_of(place: Place, config: Config, found: Sequence[Found]) -> Reading:
    """What articles are read by. An outlet's faults are told when its own file is read."""
    outlets: list[tuple[str, OutletFacts]] = []
    for file in found:
        if file.kind != "outlet":
            continue
        name = file.source.removeprefix("outlets/").rpartition(".")[0]
        facts = OutletFacts("", "")
        try:
            text = on_disk(place.content, file.source).read_text(encoding="utf-8-sig")
            raw = Fields(YamlText(text, file.source)).read(OutletFields)
            facts = OutletFacts(raw.timezone or "", raw.language or "") if raw else facts
        except (YamlFault, UnicodeDecodeError, OSError):
            pass
        outlets.append((name, _sound(facts)))
    return Reading(tuple(outlets), config.timezone, config.language, config.markdown.html == "sanitise",
                   sketches(config))  # fmt: skip


def _sound(facts: OutletFacts) -> OutletFacts:
    return facts if not facts.timezone or known_zone(facts.timezone) else OutletFacts("", facts.language)


def sketches(config: Config) -> int:
    """Of which version stories' sketches are; 0 when copies of stories are not looked for."""
    return VERSION if config.reprints else 0
