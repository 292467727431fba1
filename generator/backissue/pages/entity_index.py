"""All topics, all people …: each with its count."""

import unicodedata
from collections.abc import Iterator

from backissue.addresses import file_of
from backissue.catalog.columns import memberships
from backissue.config import Config
from backissue.model import Article, Entity, Record
from backissue.pages.archive import Archive
from backissue.pages.views.common import Link
from backissue.pages.views.gathered import EntityIndexView
from backissue.sources.records import ENTITY_KINDS

NAME = "entity-index"
TEMPLATE = "entity_index.html"
STANDING = tuple(ENTITY_KINDS)


def settings(config: Config) -> object:
    return None


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article():
            yield from {kind: None for kind, _, _ in memberships(record)}
        case Entity():
            yield record.kind


def path(name: str) -> str:
    return file_of(f"/{name}/")


def stands(archive: Archive, name: str) -> bool:
    return True


def view(archive: Archive, name: str) -> EntityIndexView:
    named = {record.id: record for record in archive.ask.every(Entity) if record.kind == name}
    found = {entity: (title, count) for entity, title, count in archive.ask.gathered.entities(name)}
    entries = [
        (named[entity].name if entity in named else found[entity][0], entity, found.get(entity, ("", 0))[1])
        for entity in sorted(named.keys() | found.keys())
    ]
    groups: dict[str, list[Link]] = {}
    for title, entity, count in sorted(entries, key=lambda entry: (_sort_form(entry[0]), entry[1])):
        groups.setdefault(_initial(title), []).append(archive.entity_link(name, entity, title, count))
    return EntityIndexView(kind=name, groups=tuple((initial, tuple(links)) for initial, links in groups.items()))


def _sort_form(title: str) -> str:
    """Letters without their marks and case: "Île" stands at I."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", title) if not unicodedata.combining(mark)).casefold()


def _initial(title: str) -> str:
    first = _sort_form(title)[:1].upper()
    return first if first.isalpha() else "#"
