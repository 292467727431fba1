"""Whether the site is the one that the catalog knows, and how it is sealed when a build has ended.

``site/.backissue-sum`` holds the sum of all that is in the site, and so does the catalog. A cache that was lost, or
mixed up with another, is caught by comparing the two: then nothing is believed.
"""

import os
import shutil
from collections.abc import Iterator

from backissue import search
from backissue.catalog.searched import note_any
from backissue.catalog.store import Catalog
from backissue.clearing import clear_away
from backissue.place import MANIFEST, Place
from backissue.render.output import SCRATCH, clear_scratch

_NEW = "new"
"""The site was empty: all that lies in it is of builds that this catalog knows."""
_STRANGE = "strange"
"""The site held files of another hand: what nothing accounts for goes."""


def trust(place: Place, catalog: Catalog) -> str:
    """Why the site is not the one that the catalog knows; empty when it is.

    When it is not, all pages are marked and no page is skipped by its hash.
    """
    there = place.seal
    if there and there in (catalog.meta("token"), catalog.meta("next token")):
        return "no build has been finished yet" if catalog.meta("distrust") else ""
    known = catalog.meta("token")
    place.site.mkdir(parents=True, exist_ok=True)
    is_empty = not any(place.site.iterdir())
    with catalog.transaction():
        catalog.mark_all("the site was not the one that this cache knows")
        for shard in catalog.known():
            catalog.drop_shard(shard)
        note_any(catalog)
        catalog.set_meta("distrust", _NEW if is_empty else _STRANGE)
        catalog.set_meta("token", os.urandom(16).hex())
    place.token.write_text(catalog.meta("token"), encoding="utf-8")
    return "the site is not the one that the cache knows" if there or known else "first build"


def seal(place: Place, catalog: Catalog) -> None:
    """Leave nothing behind, and seal the site with the sum of what it holds."""
    distrust = catalog.meta("distrust")
    if distrust == _STRANGE:
        clear_away(place, catalog, list(_unlisted(place, catalog)))
    clear_scratch(place.site)
    _forget_pictures(place, catalog)
    _forget_templates(place, catalog)
    token = catalog.site_sum()
    if token != catalog.meta("token") or distrust:
        with catalog.transaction():
            catalog.set_meta("next token", token)
        place.manifest.unlink(missing_ok=True)  # it was of another site
        place.token.write_text(token, encoding="utf-8")
        with catalog.transaction():
            catalog.set_meta("token", token)
            catalog.set_meta("distrust", "")


def _unlisted(place: Place, catalog: Catalog) -> Iterator[str]:
    """Files in the site that no page and no search shard accounts for. Folders that are empty go on the way."""
    listed = {path for (path,) in catalog.db.execute("SELECT path FROM pages")} | {place.token.name, MANIFEST}
    start = len(f"{place.site}/")
    for folder, _, names in os.walk(place.site, topdown=False):
        below = f"{folder}/"[start:]
        unlisted = [path for name in names if (path := below + name) not in listed and not search.owns(path)]
        yield from unlisted
        if len(unlisted) == len(names) and below and below != f"{SCRATCH}/":
            _remove_if_empty(folder)


def _remove_if_empty(folder: str) -> None:
    try:
        os.rmdir(folder)  # noqa: PTH106 - the name is already a text
    except OSError:  # it is not, or is gone with the last file that was in it
        return


def _forget_pictures(place: Place, catalog: Catalog) -> None:
    """Derivatives of pictures that the content has no more."""
    if not place.pictures.is_dir():
        return
    used = set(catalog.picture_digests())
    for folder in place.pictures.iterdir():
        if folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _forget_templates(place: Place, catalog: Catalog) -> None:
    """Templates compiled for another program, theme or setting."""
    for folder in place.templates.iterdir() if place.templates.is_dir() else ():
        if folder.name != catalog.meta("made of"):
            shutil.rmtree(folder, ignore_errors=True)
