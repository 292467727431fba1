"""What differs between a site and its target, and in which order it goes there. Nothing is read or sent here.

A reader may come at any moment, so nothing that is named may be missing: first what is new, then what changed and may
name it, at last what nothing names any more. Of new things, what pages are made of goes before the pages.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

import msgspec

from backissue.addresses import folded
from backissue.place import MANIFEST

SEAL = ".backissue-sum"
"""Says which site this is; it goes after all that it is the sum of."""


class Mark(msgspec.Struct, frozen=True, gc=False):
    """What two files must share to be the same."""

    digest: str
    """MD5 of the bytes, in hexadecimal: what S3 gives as ETag of an object that came in one piece."""
    form: str = ""
    """A short hash of the headers that the target keeps with the file; empty where it keeps none."""


class Step(msgspec.Struct, frozen=True):
    """Files that may go in any order among themselves, once all earlier steps are done."""

    name: str
    removes: bool
    paths: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """What is to be done, by path below the site; each in the order in which it is done."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    blocking: tuple[str, ...]
    """Those of the removed that stand where a new file, or a folder for it, must be: they go first."""
    same: int
    """Files that are there as they should be."""
    strangers: int
    """Files there that are none of the site's, and were never put there by it."""

    def steps(self) -> Iterator[Step]:
        """The steps that have anything to do, in order."""
        later = set(self.removed).difference(self.blocking)
        for name, removes, paths in (
            ("files in the way", True, self.blocking),
            ("new files", False, (path for path in self.new if _rank(path) == _MATERIAL)),
            ("new pages", False, (path for path in self.new if _rank(path) == _PAGE)),
            ("changed files", False, (path for path in self.changed if _rank(path) == _MATERIAL)),
            ("changed pages", False, (path for path in self.changed if _rank(path) == _PAGE)),
            ("the seal", False, (path for path in (*self.new, *self.changed) if _rank(path) == _SEAL)),
            ("removed pages", True, (path for path in self.removed if path in later and _rank(path) == _PAGE)),
            ("removed files", True, (path for path in self.removed if path in later and _rank(path) != _PAGE)),
        ):
            if found := tuple(paths):
                yield Step(name, removes, found)


def make_plan(
    site: Mapping[str, Mark], there: Mapping[str, Mark | None], ours: AbstractSet[str], *,
    folds: bool = False, has_folders: bool = False,
) -> Plan:  # fmt: skip
    """Compare a site's files with what is at the target.

    ``there`` has None for a file of which nothing is known but that it is there. Of what the site does not have, only
    what is among ``ours`` is removed. ``folds``: the target takes ``Report/`` and ``report/`` for one.
    ``has_folders``: no file can stand where a folder must be.
    """
    gone = {path for path in there if path not in site}
    removed = gone & ours
    if folds:  # removing what differs in capital letters alone would remove the site's own file
        standing = {folded(path) for path in site}
        removed = {path for path in removed if folded(path) not in standing}
    new = [path for path in site if path not in there]
    both = [path for path in site if path in there]
    changed = [path for path in both if there[path] != site[path]]
    return Plan(
        new=_in_order(new),
        changed=_in_order(changed),
        removed=_in_order(removed),
        blocking=_in_order(_blocking(new, removed)) if has_folders else (),
        same=len(both) - len(changed),
        strangers=len(gone - ours),
    )


def _blocking(new: Iterable[str], removed: set[str]) -> Iterator[str]:
    """Removed files where a folder of a new one must be, and those in folders where a new file must be."""
    files = set(new)
    yield from removed.intersection(above for path in files for above in _above(path))
    yield from (path for path in removed if not files.isdisjoint(_above(path)))


def _above(path: str) -> Iterator[str]:
    """``a/b`` and ``a`` of ``a/b/index.html``."""
    while path := path.rpartition("/")[0]:
        yield path


_MATERIAL, _PAGE, _SEAL = range(3)


def _rank(path: str) -> int:
    return _SEAL if path in (SEAL, MANIFEST) else _PAGE if path.endswith(".html") else _MATERIAL


def _in_order(paths: Iterable[str]) -> tuple[str, ...]:
    """What lies deeper first: the front page, and the list of search's bundles, come after what they lead to."""
    return tuple(sorted(paths, key=lambda path: (_rank(path), -path.count("/"), path)))
