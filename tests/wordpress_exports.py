"""Small WordPress exports, and what is read of them."""

from pathlib import Path
from typing import Any

from backissue.importers.mapping import Mapping
from backissue.importers.readers.wordpress import read
from backissue.importers.record import Attachment, Found, Item, LeftOut, Publication, Source

HEAD = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Lamp</title>
<link>https://lamp.example</link>
<description>A town's weekly</description>
<language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://lamp.example</wp:base_blog_url>
<wp:author><wp:author_login><![CDATA[nfell]]></wp:author_login>
<wp:author_display_name><![CDATA[Nora Fell]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>harbour</wp:category_nicename>
<wp:cat_name><![CDATA[Harbour]]></wp:cat_name></wp:category>
"""
TAIL = "</channel>\n</rss>\n"


def item(number: int = 1, body: str = "Water.", more: str = "", **texts: str) -> str:
    """An item: a published post of 2014, unless ``texts`` say otherwise by their elements' names (``_`` for ``:``)."""
    told = {
        "title": f"Story {number}",
        "link": f"https://lamp.example/2014/story-{number}/",
        "dc_creator": "nfell",
        "guid": f"https://lamp.example/?p={number}",
        "wp_post_id": str(number),
        "wp_post_date": "2014-07-01 09:30:00",
        "wp_post_date_gmt": "2014-07-01 08:30:00",
        "wp_post_name": f"story-{number}",
        "wp_status": "publish",
        "wp_post_type": "post",
        "content_encoded": body,
    } | texts
    elements = (
        f"<{name.replace('_', ':', 1)}><![CDATA[{text}]]></{name.replace('_', ':', 1)}>" for name, text in told.items()
    )
    return "<item>\n" + "\n".join(elements) + more + "\n</item>\n"


def meta(key: str, value: str) -> str:
    """A custom field of an item."""
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def comment(number: int, text: str, parent: int = 0, approved: str = "1", kind: str = "comment") -> str:
    """A comment on an item."""
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Reader {number}</wp:comment_author>"
        f"<wp:comment_author_email>reader@lamp.example</wp:comment_author_email>"
        f"<wp:comment_date>2014-07-02 10:00:00</wp:comment_date>"
        f"<wp:comment_date_gmt>2014-07-02 09:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def export(*items: str) -> str:
    """A whole export."""
    return HEAD + "".join(items) + TAIL


def found(path: Path, **options: Any) -> list[Found]:
    """Everything that is read of the export at ``path``."""
    return list(read(Source(path, Mapping(options=options), path.parent, lambda done, total: None)))


class Reading:
    """What was read of an export, by its kind."""

    def __init__(self, path: Path, **options: Any) -> None:
        records = found(path, **options)
        self.items = [one for one in records if isinstance(one, Item)]
        self.pictures = [one for one in records if isinstance(one, Attachment)]
        self.left_out = [one for one in records if isinstance(one, LeftOut)]
        self.papers = [one for one in records if isinstance(one, Publication)]

    @property
    def item(self) -> Item:
        """The only one."""
        (one,) = self.items
        return one

    @property
    def left(self) -> LeftOut:
        """The only thing that was left out."""
        (one,) = self.left_out
        return one

    def notes(self) -> set[str]:
        """All notes."""
        return {f"{note.what}: {note.text}" for one in self.items for note in one.notes}


def reading(folder: Path, *items: str, **options: Any) -> Reading:
    """What is read of an export with these items."""
    file = folder / "lamp.xml"
    file.write_text(export(*items), "utf-8")
    return Reading(file, **options)
