"""What a story says by a number alone: looked for in the whole export, once, and only when a story needs it.

A classic gallery without numbers shows every picture that was uploaded for its story, and a guest author's name is in
an item of its own; both may stand anywhere. Numbers alone are kept: some forty bytes a picture.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from backissue.importers.readers.wordpress.cut import Piece
from backissue.importers.readers.wordpress.parse import Channel, Damaged, post_of
from backissue.importers.readers.wordpress.pictures import is_picture

_TYPE = re.compile(rb"<wp:post_type>\s*(?:<!\[CDATA\[)?(attachment|guest-author)\b")
_NUMBER = 1 << 40


class Index:
    """Everything by number, of all files of the export."""

    def __init__(self, pieces: Callable[[], Iterator[tuple[Channel, Piece]]]) -> None:
        self._pieces = pieces
        self._pictures: list[int] | None = None
        """Each as (story, place in its gallery, number) in one integer, sorted."""
        self._guests: dict[str, str] = {}

    def pictures_of(self, story: str) -> list[str]:
        """The numbers of the pictures that were uploaded for a story, in the gallery's order."""
        pictures = self._read()
        if not story.isdigit() or not 0 < int(story) < _NUMBER:
            return []
        first = int(story) * _NUMBER * _NUMBER
        found = pictures[bisect_left(pictures, first) : bisect_left(pictures, first + _NUMBER * _NUMBER)]
        return [str(one % _NUMBER) for one in found]

    def guest(self, login: str) -> str:
        """A guest author's name; nothing when the export has none."""
        self._read()
        return self._guests.get(login, "")

    def _read(self) -> list[int]:
        if self._pictures is None:
            self._pictures = sorted(self._look())
        return self._pictures

    def _look(self) -> Iterator[int]:
        for channel, piece in self._pieces():
            if piece.kind != "item" or not _TYPE.search(piece.data):
                continue
            try:
                post = post_of(piece.data, channel)
            except Damaged:
                continue
            if post["wp:post_type"] == "guest-author":
                name = post.meta.get("cap-display_name", "") or post["title"]
                for login in (post["wp:post_name"], f"cap-{post.meta.get('cap-user_login', '')}"):
                    self._guests[login.removeprefix("cap-")] = name.strip()
            elif is_picture(post["wp:attachment_url"]):
                story, place, number = map(_number, (post["wp:post_parent"], post["wp:menu_order"], post["wp:post_id"]))
                if story and number:
                    yield (story * _NUMBER + place) * _NUMBER + number


def _number(text: str) -> int:
    text = text.strip()[:12]
    return int(text) if text.isdecimal() and text.isascii() else 0
