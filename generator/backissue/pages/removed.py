"""``removed.json``: what was taken down, for those who use the archive's data: they may have copies to mend."""

import json
from collections.abc import Iterator

from backissue.config import Config
from backissue.model import Article, Comments, Record
from backissue.pages.archive import Archive
from backissue.pages.views import View
from backissue.render.materials import Materials

NAME = "removed"
FILE = "removed.json"
STANDING = (FILE,)


class Removal(View, frozen=True):
    """One story that a case, or its own file, took down in whole or in part."""

    address: str
    """Whole where the archive's own is known, else from the host's root."""
    action: str
    """``noindex``, ``redact`` or ``withdraw``."""
    date: str
    reason: str
    case: str = ""
    until: str = ""


class RemovedView(View, frozen=True):
    """All of them, the newest first."""

    removed: tuple[Removal, ...]


def settings(config: Config) -> object:
    return config.url


def keys(archive: Archive, record: Record) -> Iterator[str]:
    match record:
        case Article() if record.withdrawn or archive.ask.is_taken_down(record.source):
            yield FILE
        case Comments() if record.takedowns:
            yield FILE


def path(name: str) -> str:
    return name


def view(archive: Archive, name: str) -> RemovedView:
    base = archive.config.origin + archive.config.base
    return RemovedView(removed=tuple(
        Removal(address=base + url, action=action, date=date, reason=reason, case=case, until=until)
        for url, date, action, reason, case, until in archive.ask.removed()
    ))  # fmt: skip


def write(view: RemovedView, materials: Materials) -> bytes:
    lines = (
        json.dumps({name: value for name in one.__struct_fields__ if (value := getattr(one, name))}, ensure_ascii=False)
        for one in view.removed
    )
    return ('{"removed": [' + ",".join(f"\n{line}" for line in lines) + "\n]}\n").encode()
