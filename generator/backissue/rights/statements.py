"""Rights statements by id: the twelve of rightsstatements.org, the Creative Commons licences, CC0 and the mark.

Ids are those of the bodies (https://rightsstatements.org/page/1.0/) and of SPDX (``CC-BY-4.0``). Names are as the
bodies publish them, in English and, where they have one, in German, Spanish and French.
"""

import difflib
import re
from functools import cache

import msgspec

_STATEMENTS = {
    "InC": ("In Copyright", "Urheberrechtsschutz", "Protegido por derecho de autor", "Protégé par le droit d'auteur"),
    "InC-OW-EU": (
        "In Copyright - EU Orphan Work",
        "Urheberrechtsschutz - Verwaistes Werk EU",
        "Protegido por derecho de autor - Obra huérfana UE",
        "Protégé par le droit d'auteur - Œuvre Orpheline de l'UE",
    ),
    "InC-EDU": (
        "In Copyright - Educational Use Permitted",
        "Urheberrechtsschutz - Nutzung zu Bildungszwecken erlaubt",
        "Protegido por derecho de autor - Uso educativo permitido",
        "Protégé par le droit d'auteur - Utilisation à des fins pédagogiques autorisée",
    ),
    "InC-NC": (
        "In Copyright - Non-Commercial Use Permitted",
        "Urheberrechtsschutz - Nicht kommerzielle Nutzung gestattet",
        "Protegido por derecho de autor - Uso No Comercial permitido",
        "Protégé par le droit d'auteur - Utilisation non commerciale autorisée",
    ),
    "InC-RUU": (
        "In Copyright - Rights-holder(s) Unlocatable or Unidentifiable",
        "Urheberrechtsschutz - Rechteinhaber nicht auffindbar oder identifizierbar",
        "Protegido por derecho de autor - Titular o titulares de derechos imposibles de localizar o de identificar",
        "Protégé par le droit d'auteur - Titulaire(s) des droits impossible(s) à localiser ou à identifier",
    ),
    "NoC-CR": (
        "No Copyright - Contractual Restrictions",
        "Kein Urheberrechtsschutz - Vertragliche Beschränkungen",
        "Sin derecho de autor - Restricciones Contractuales",
        "Absence de protection par le droit d'auteur - Restrictions contractuelles",
    ),
    "NoC-NC": (
        "No Copyright - Non-Commercial Use Only",
        "Kein Urheberrechtsschutz - nur nicht kommerzielle Nutzung erlaubt",
        "Sin derecho de autor - Uso No Comercial solamente",
        "Absence de protection par le droit d'auteur - Utilisation à des fins uniquement non commerciales",
    ),
    "NoC-OKLR": (
        "No Copyright - Other Known Legal Restrictions",
        "Kein Urheberrechtsschutz - Andere rechtliche Beschränkungen",
        "Sin derecho de autor - Otras restricciones legales conocidas",
        "Absence de protection par le droit d'auteur - Autres restrictions juridiques connues",
    ),
    "NoC-US": (
        "No Copyright - United States",
        "Kein Urheberrechtsschutz - Vereinigte Staaten",
        "Sin derecho de autor - Estados Unidos",
        "Absence de protection par le droit d'auteur - États-Unis",
    ),
    "CNE": (
        "Copyright Not Evaluated",
        "Urheberrechtsschutz nicht bewertet",
        "Derecho de autor sin evaluar",
        "Droit d'auteur non évalué",
    ),
    "UND": (
        "Copyright Undetermined",
        "Urheberrechtsschutz ungewiss",
        "Derecho de autor sin determinar",
        "Droit d'auteur indéterminé",
    ),
    "NKC": (
        "No Known Copyright",
        "Kein Urheberrechtsschutz bekannt",
        "Sin derecho de autor conocido",
        "Absence de protection connue par le droit d'auteur",
    ),
}
"""By id the name in each of ``_LANGUAGES``: https://github.com/rightsstatements/data-model, ``prefLabel``."""
_LANGUAGES = ("en", "de", "es", "fr")
_LICENCES = {
    "BY": ("Attribution", "Namensnennung", "Atribución", "Attribution"),
    "SA": ("ShareAlike", "Weitergabe unter gleichen Bedingungen", "CompartirIgual",
           "Partage dans les Mêmes Conditions"),
    "ND": ("NoDerivatives", "Keine Bearbeitungen", "SinDerivadas", "Pas de Modification"),
    "NC": ("NonCommercial", "Nicht kommerziell", "NoComercial", "Pas d'Utilisation Commerciale"),
}  # fmt: skip
_KINDS = ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
_EARLIER = {"3.0": "Unported", "2.5": "Generic", "2.0": "Generic", "1.0": "Generic"}
_LOOKS_LIKE_ONE = re.compile(r"(CC0|CC-|PDM|InC-|NoC-)\S*$|(InC|CNE|UND|NKC)$", re.IGNORECASE)


class Statement(msgspec.Struct, frozen=True):
    """One rights statement or licence."""

    id: str
    uri: str
    names: dict[str, str]
    """By language; English is always there."""


class Words(msgspec.Struct, frozen=True):
    """What a reader gets of a rights text."""

    text: str
    url: str = ""
    """The statement's URI; empty for a text of the paper's own."""
    language: str = ""
    """``en`` where a name is not published in the language that was asked for; else empty."""


@cache
def registry() -> dict[str, Statement]:
    """Every statement by its id."""
    found = [
        Statement(id_, f"http://rightsstatements.org/vocab/{id_}/1.0/", dict(zip(_LANGUAGES, names, strict=True)))
        for id_, names in _STATEMENTS.items()
    ]
    found += (_licence(kind, version) for version in ("4.0", *_EARLIER) for kind in _KINDS)
    domain = "https://creativecommons.org/publicdomain"
    zero = {"en": "CC0 1.0 Universal", "de": "CC0 1.0 Universell", "es": "CC0 1.0 Universal", "fr": "CC0 1.0 universel"}
    found.append(Statement("CC0-1.0", f"{domain}/zero/1.0/", zero))
    found.append(Statement("PDM-1.0", f"{domain}/mark/1.0/", {"en": "Public Domain Mark 1.0 Universal"}))
    return {one.id: one for one in found}


def _licence(kind: str, version: str) -> Statement:
    parts = kind.split("-")
    if version == "4.0":
        joints, tails = ("-", " - ", "-", " - "), ("International", "International", "Internacional", "International")
        names = {
            language: f"Creative Commons {joint.join(_LICENCES[part][at] for part in parts)} 4.0 {tail}"
            for at, (language, joint, tail) in enumerate(zip(_LANGUAGES, joints, tails, strict=True))
        }
    else:
        if (kind, version) == ("BY-NC-ND", "1.0"):
            parts = ["BY", "ND", "NC"]  # the first version had them the other way round
        words = "-".join("NoDerivs" if part == "ND" else _LICENCES[part][0] for part in parts)
        names = {"en": f"Creative Commons {words} {version} {_EARLIER[version]}"}
    uri = f"https://creativecommons.org/licenses/{'-'.join(parts).lower()}/{version}/"
    return Statement(f"CC-{kind}-{version}", uri, names)


@cache
def _known() -> dict[str, Statement]:
    """Statements by all that may stand for them: ids in any case, URIs with and without their ends."""
    return {key: one for one in registry().values() for key in (one.id.casefold(), _bare(one.uri))}


def _bare(address: str) -> str:
    return address.strip().casefold().removeprefix("https://").removeprefix("http://").rstrip("/")


def statement(text: str) -> Statement | None:
    """The statement that a rights text names, by id (``CC BY 4.0`` will do) or by URI; None for any other text."""
    return _known().get("-".join(text.casefold().split())) or _known().get(_bare(text))


def words(text: str, language: str) -> Words:
    """A rights text as readers see it, in an archive in ``language`` (BCP 47)."""
    found = statement(text)
    if found is None:
        return Words(text)
    own = language.partition("-")[0].casefold()
    return Words(found.names.get(own, found.names["en"]), found.uri, "" if own in found.names else "en")


def is_unknown_id(text: str) -> bool:
    """True for a text that is written like an id and is none: ``CC-BY-5.0``, ``InC-EDUC``."""
    return statement(text) is None and _LOOKS_LIKE_ONE.match(text.strip()) is not None


def nearest(text: str) -> str:
    """The id that a wrong one is most likely meant to be."""
    ids = {id_.casefold(): id_ for id_ in registry()}
    wanted = text.strip().casefold()
    return ids[difflib.get_close_matches(wanted, ids, n=1, cutoff=0)[0]]
