"""The derivatives of every picture that a page shows, made once for each content of a file."""

from collections.abc import Sequence
from functools import partial

from backissue.catalog.queries import Queries
from backissue.catalog.store import Catalog
from backissue.errors import Problem
from backissue.images.pictures import BadPicture
from backissue.model import Picture
from backissue.place import Place
from backissue.render.pool import Pool
from backissue.sources.scan import on_disk


def derive_missing(catalog: Catalog, place: Place, pool: Pool) -> list[Problem]:
    """Make what dirty pages will need; pictures whose pixels cannot be read are problems.

    Before anything is committed: a bad picture must leave the last good site alone.
    """
    rows = catalog.db.execute("SELECT DISTINCT name FROM dirty WHERE kind = 'picture' ORDER BY name")
    paths = sorted({name.rpartition("/")[0] for (name,) in rows})
    ask = Queries(catalog.db)
    wanted = [
        picture for path in paths if (picture := ask.picture_at(path)) and ask.references.is_shown(picture.source)
    ]
    missing = [picture for picture in wanted if not (place.pictures / picture.digest).is_dir()]
    problems: list[Problem] = []
    for _, batch in pool.run(partial(_derive_batch, place), missing):
        problems += batch
    return problems


def _derive_batch(place: Place, pictures: Sequence[Picture]) -> list[Problem]:
    from backissue.images.pixels import derive  # libvips takes longer to load than a small build takes

    problems: list[Problem] = []
    for picture in pictures:
        try:
            derive(on_disk(place.content, picture.source).read_bytes(), picture, place.pictures / picture.digest)
        except BadPicture as fault:
            problems.append(Problem(f"content/{picture.source}", 0, str(fault), "replace it by a picture that opens"))
    return problems
