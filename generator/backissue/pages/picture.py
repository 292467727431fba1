"""Pictures as readers get them: the derivatives of every picture that something public shows."""

from collections.abc import Iterator

from backissue.config import Config
from backissue.images.pictures import renditions
from backissue.model import Picture, Record
from backissue.pages.archive import Archive
from backissue.pages.views.common import View
from backissue.render.materials import Materials
from backissue.sources.scan import on_disk

NAME = "picture"


class RenditionView(View, frozen=True):
    """One derivative of a picture."""

    picture: Picture
    name: str
    """``480.webp``."""


def settings(config: Config) -> object:
    return None


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """All derivatives of what the record shows: whoever stops showing a picture may have been the last."""
    shown = [record.source] if isinstance(record, Picture) else archive.ask.references.pictures_of(record.source)
    for source in shown:
        picture = record if isinstance(record, Picture) else archive.ask.picture(source)
        if picture:
            yield from (f"{picture.shown_as or source}/{rendition.name}" for rendition in renditions(picture))


body_keys = keys


def path(name: str) -> str:
    return name


def view(archive: Archive, name: str) -> RenditionView | None:
    where, _, rendition = name.rpartition("/")
    picture = archive.ask.picture_at(where)
    if (
        picture is None
        or rendition not in {one.name for one in renditions(picture)}
        or not archive.ask.references.is_shown(picture.source)
    ):
        return None
    return RenditionView(picture=picture, name=rendition)


def write(view: RenditionView, materials: Materials) -> bytes:
    """The derivative's bytes; made again when somebody emptied the folder that keeps them."""
    kept = materials.pictures / view.picture.digest
    if not (kept / view.name).is_file():
        from backissue.images.pixels import derive

        derive(on_disk(materials.content, view.picture.source).read_bytes(), view.picture, kept)
    return (kept / view.name).read_bytes()
