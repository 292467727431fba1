"""``backissue publish``: bring a target up to date with the site.

1. Check: the site is whole, sealed, and as it was built; no build may run from here to the end.
2. Compare what is in the site with what is at the target.
3. Write down there what will be sent; send it in the plan's order; write down what was done.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from backissue.audit import audit
from backissue.catalog.store import Catalog
from backissue.errors import BackIssueError
from backissue.intake.settings import sound_settings
from backissue.place import BuildLock, Place, find_place
from backissue.progress import Tell
from backissue.publishing import rsync
from backissue.publishing.headers import Headers, form_of
from backissue.publishing.ledger import LEDGER, Entry, Ledger, read_ledger, refuse_others, write_ledger
from backissue.publishing.outcome import Published
from backissue.publishing.plan import Mark, Plan, make_plan
from backissue.publishing.store import Bucket, Folder, Found, Store
from backissue.render.output import SCRATCH

_STEP = 1000
"""The ledger is written after so many files at least, and after a twentieth of them."""


def publish(
    root: Path, site: Path | None, to: str, *, dry_run: bool = False, adopt: bool = False, drafts: bool = False,
    jobs: int | None = None, tell: Tell = lambda phase, done, total: None,
) -> Published:  # fmt: skip
    """Bring ``to``, a folder, ``s3://bucket/prefix`` or what rsync reaches, up to date with the archive's site.

    ``adopt``: take whatever lies there for this site's. ``drafts``: a site that shows drafts may go there too. Raises
    Busy while a build runs, and BackIssueError when the site is not as it was built or shows drafts, when the target
    is somebody else's, or when it cannot be reached.
    """
    place = find_place(root, site)
    config = sound_settings(place)
    archive = config.url or config.name
    opened = None if rsync.is_remote(to) else _opener(to, place, dry_run=dry_run)
    with _checked(place, jobs, tell, drafts=drafts):
        if opened is None:
            return rsync.send(place.site, to, archive, dry_run=dry_run, adopt=adopt, tell=tell)
        return bring(place.site, opened(), archive, config.base, to, dry_run=dry_run, adopt=adopt, tell=tell)


# The site ---------------------------------------------------------------------------------


@contextmanager
def _checked(place: Place, jobs: int | None, tell: Tell, *, drafts: bool) -> Iterator[None]:
    """Hold off builds of a site that is as it was built. Raises BackIssueError when it is not, or may not go out."""
    seal = place.seal
    if not seal:
        raise BackIssueError(f"there is no site in {place.site}; run: backissue build")
    found = audit(place.root, place.site, views=False, jobs=jobs, tell=tell).findings
    if found:
        raise BackIssueError(
            f"the site fails its check: {found[0]}{f', and {len(found) - 1} more' if found[1:] else ''}; "
            "see backissue check --outputs, then remove the site and build"
        )
    with BuildLock(place):
        with closing(Catalog(place.catalog, read_only=True)) as catalog:
            if catalog.meta("token") != seal or catalog.meta("distrust") or catalog.count_dirty():
                raise BackIssueError("the last build was cut off; run: backissue build")
            if catalog.meta("drafts") and not drafts:
                hint = "run: backissue build; or say --drafts, where none but those may look who may see them"
                raise BackIssueError(f"the site was built with drafts, which are not for readers; {hint}")
        if place.seal != seal:
            raise BackIssueError("a build changed the site meanwhile; run the same command again")
        yield


def _marks(site: Path, headers: Headers | None, tell: Tell) -> dict[str, tuple[Mark, int]]:
    """Each file of the site with its mark and its size in bytes; the marks' forms are empty without ``headers``."""
    files = sorted(path for file in site.rglob("*") if file.is_file() if (path := file.relative_to(site).as_posix()))
    files = [path for path in files if not path.startswith(f"{SCRATCH}/") and path != LEDGER]
    found = {}
    for done, path in enumerate(files, 1):
        data = (site / path).read_bytes()
        mark = Mark(_md5(data), form_of(headers.of(path)) if headers else "")
        found[path] = mark, len(data)
        tell("comparing", done, len(files))
    return found


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


# The target -------------------------------------------------------------------------------


def _opener(to: str, place: Place, *, dry_run: bool) -> Callable[[], Store]:
    """What opens the folder or bucket that ``to`` names. Raises BackIssueError for a folder of the archive's own."""
    if to.startswith("s3://"):
        return partial(Bucket, to)
    if "://" in to:
        raise BackIssueError(f"{to}: no such kind of target; name a folder, s3://bucket/prefix or rsync://host/module")
    folder = Path(to).resolve()
    own = (place.site, place.content, place.cache)
    if any(folder.is_relative_to(one) for one in own) or place.root.is_relative_to(folder):
        raise BackIssueError(f"{to} is a part of the archive itself; name another folder")
    if place.site.is_relative_to(folder):
        raise BackIssueError(f"{to} holds the site itself; name another folder")
    return partial(Folder, folder, dry_run=dry_run)


def bring(
    site: Path, store: Store, archive: str, base: str, name: str, *, dry_run: bool, adopt: bool, tell: Tell
) -> Published:
    """Compare, and send what differs. ``base`` is the path of the site's address; ``name`` is the target's."""
    headers = Headers(site, base) if store.keeps_headers else None
    there = {found.path: found for found in store.found()}
    kept = store.read(LEDGER) if there.pop(LEDGER, None) else None
    ledger = read_ledger(kept)
    refuse_others(name, archive, ledger, there, adopt=adopt)
    files = ledger.files if ledger else None
    marks = _marks(site, headers, tell)
    known = {path: _known(store, found, (files or {}).get(path), *marks.get(path, (None, 0)))
             for path, found in there.items()}  # fmt: skip
    ours = there.keys() if files is None or adopt else files.keys()
    plan = make_plan(
        {path: mark for path, (mark, _) in marks.items()}, known, ours,
        folds=store.folds, has_folders=store.has_folders,
    )  # fmt: skip
    done = Published(
        len(plan.new), len(plan.changed), len(plan.removed), plan.same, plan.strangers, tuple(plan.steps())
    )
    if not dry_run:
        entries = {path: Entry(mark.digest, mark.form, there[path].tag) if mark else Entry("")
                   for path, mark in known.items() if path in marks or path in ours}  # fmt: skip
        _Sending(site, store, archive, headers, marks, entries, kept).run(plan, tell)
    return done


def _known(store: Store, found: Found, entry: Entry | None, mark: Mark | None, size: int) -> Mark | None:
    """What a file at the target is; None when it is not, or may not be, what the site has."""
    if mark is None:
        return None
    if entry and entry.tag and entry.tag == found.tag:
        return entry.mark
    if found.size != size or store.digest(found) != mark.digest:
        return None
    return Mark(mark.digest, entry.form if entry else mark.form)


class _Sending:
    """One run of a plan, and the ledger that it leaves."""

    def __init__(
        self, site: Path, store: Store, archive: str, headers: Headers | None,
        marks: Mapping[str, tuple[Mark, int]], entries: dict[str, Entry], kept: bytes | None,
    ) -> None:  # fmt: skip
        self._site, self._store, self._archive, self._headers = site, store, archive, headers
        self._marks, self._entries, self._kept = marks, entries, kept

    def run(self, plan: Plan, tell: Tell) -> None:
        """Do all of it. Whenever it is cut off, the next run finds what is there and goes on."""
        self._entries.update((path, Entry("", self._marks[path][0].form)) for path in plan.new)
        if plan.new or plan.changed or plan.removed:
            self._save()
        with ThreadPoolExecutor(self._store.at_once) as pool:
            for step in plan.steps():
                size = max(_STEP, len(self._entries) // 20)
                for start in range(0, len(step.paths), size):
                    part = step.paths[start : start + size]
                    if step.removes:
                        self._store.remove(part)
                        for path in part:
                            del self._entries[path]
                    else:
                        self._entries.update(zip(part, pool.map(self._put, part), strict=True))
                    self._save()
                    tell(step.name, start + len(part), len(step.paths))
        self._save()

    def _put(self, path: str) -> Entry:
        mark, _ = self._marks[path]
        headers = self._headers.of(path) if self._headers else {}
        return Entry(mark.digest, mark.form, self._store.put(path, (self._site / path).read_bytes(), headers))

    def _save(self) -> None:
        data = write_ledger(Ledger(self._archive, self._entries))
        if data != self._kept:
            self._store.put(LEDGER, data, {"Content-Type": "application/json", "Cache-Control": "no-store"})
            self._kept = data
