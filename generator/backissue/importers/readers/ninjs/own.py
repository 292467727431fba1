"""What Back Issue's own ``article.json`` says beyond ninjs, in ``altIds`` and in the relations of names."""

import re
from typing import Any

from backissue.importers.readers.ninjs.object import entries, names, text

_PROFILE = "back-issue-article"
_ALTERNATIVES = ("edition", "page", "source", "published", "updated")
_CORRECTION = re.compile(r"(?:(\d{4}\S*): )?(.+)", re.DOTALL)


def is_own(found: dict[str, Any]) -> bool:
    """True of an object that a site of Back Issue has beside a story."""
    return text(found.get("profile")) == _PROFILE


def own_fields(found: dict[str, Any]) -> dict[str, Any]:
    """The fields of front matter that only such an object says, or says better."""
    said = {text(one.get("role")): text(one.get("value")) for one in entries(found.get("altids"))}
    people, subjects = entries(found.get("people")), entries(found.get("subjects"))
    sections, series = (names(_related(subjects, relation)) for relation in ("section", "series"))
    writers = [one for one in people if text(one.get("rel")) != "about"]
    return {name: said.get(name, "") for name in _ALTERNATIVES if name in said} | {
        "byline": [_credit(text(one.get("name")), text(one.get("rel"))) for one in writers],
        "people": names(_related(people, "about")), "topics": names(_related(subjects, "topic")),
        "section": "".join(sections[:1]), "series": "".join(series[:1]),
        "agency": names(_related(entries(found.get("infosources")), "agency", "role")),
        "corrections": [_correction(text(one.get("value"))) for one in entries(found.get("descriptions"))
                        if text(one.get("role")) == "correction"],
    }  # fmt: skip


def _related(found: list[dict[str, Any]], relation: str, field: str = "rel") -> list[dict[str, Any]]:
    return [one for one in found if text(one.get(field)) == relation]


def _credit(name: str, relation: str) -> str | dict[str, str]:
    return name if relation == "author" else {"name": name, "role": relation}


def _correction(said: str) -> dict[str, str]:
    found = _CORRECTION.fullmatch(said)
    return {"date": (found[1] if found else "") or "unknown", "text": found[2] if found else said}
