"""Which pages the site will have after the next build, and which places are in them."""

from collections.abc import Iterator
from functools import cached_property

from lxml import html

from backissue.advice.content import Content
from backissue.model import PageKey
from backissue.pages.archive import frame
from backissue.pages.kinds import BY_NAME, KINDS
from backissue.render.templates import Templates
from backissue.render.theme import Theme

SEARCHED = ("search/shards", "search/terms")
"""What search writes beside the pages: no page's file, and there once the site is built."""


class SitePages:
    """The pages of the site as the content stands, whether they are built yet or not."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def there(self, files: set[str]) -> dict[str, PageKey | None]:
        """Those of some files below the site that are there, with their pages; None for what search writes."""
        found: dict[str, PageKey | None] = {file: None for file in files if file.startswith(SEARCHED)}
        for file, key in self._candidates(files):
            if file not in found and BY_NAME[key.kind].view(self.content.archive, key.name) is not None:
                found[file] = key
        return found

    def _candidates(self, files: set[str]) -> Iterator[tuple[str, PageKey]]:
        """What may stand at the files: pages as built, pages that wait for a build, pages that always stand."""
        query = "SELECT kind, name FROM pages WHERE path = ? ORDER BY kind, name"
        for file in sorted(files):
            for kind, name in self.content.catalog.db.execute(query, (file,)).fetchall():
                yield file, PageKey(kind, name)
        waiting = (key for part in self.content.catalog.dirty() for key, _ in part)
        standing = (PageKey(kind.name, name) for kind in KINDS for name in kind.standing(self._theme))
        for key in (*standing, *waiting) if files else ():
            if (file := BY_NAME[key.kind].path(key.name)) in files:
                yield file, key

    def has_places(self, key: PageKey) -> bool:
        """True for pages that are read where they are: an old address leads on, and takes the ``#`` along."""
        return BY_NAME[key.kind].is_html and key.kind != "redirect"

    def places(self, key: PageKey) -> frozenset[str]:
        """The ids in a page: what a ``#`` in an address can name."""
        kind = BY_NAME[key.kind]
        view = kind.view(self.content.archive, key.name)
        if view is None:
            return frozenset()
        page = html.document_fromstring(self._templates.render(kind.template(view), view).decode())
        return frozenset(id_ for part in page.iter("*") if (id_ := part.get("id")))

    @cached_property
    def _theme(self) -> Theme:
        return Theme(self.content.place.root, self.content.config.theme)

    @cached_property
    def _templates(self) -> Templates:
        return Templates(self._theme, frame(self.content.archive))
