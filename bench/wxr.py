"""A WordPress export (WXR 1.2) of N invented stories, the same for the same N: what an import is measured with.

    python -m bench.wxr 300000 FILE

An item has some 3.7 kB: every second story is in blocks, the others are the classic editor's; one in four has a
picture of its own with a caption, one in ten has comments, one in fifty is a draft. A picture comes before its story.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bench.words import Vocabulary

SEED = 2004
SITE = "https://valley-post.example"
_FIRST = datetime(2004, 3, 1, 6, 0, tzinfo=UTC)
_PARAGRAPHS = 4_000
"""Drawn beforehand and used again: to draw a gigabyte of words would take longer than to import them."""
_PER_STORY = 5
_WORDS = 62
_AUTHORS = 40
_SECTIONS = ("News", "Courts", "Harbour", "Farming", "Letters", "Sport")

_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
	<title>The Valley Post</title>
	<link>{SITE}</link>
	<description>Of one valley</description>
	<language>en-GB</language>
	<wp:wxr_version>1.2</wp:wxr_version>
	<wp:base_site_url>{SITE}</wp:base_site_url>
	<wp:base_blog_url>{SITE}</wp:base_blog_url>
"""
_AUTHOR = (
    "\t<wp:author><wp:author_id>{at}</wp:author_id><wp:author_login><![CDATA[writer{at}]]></wp:author_login>"
    "<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>\n"
)
_ITEM = """\
	<item>
		<title><![CDATA[{title}]]></title>
		<link>{link}</link>
		<pubDate>{published:%a, %d %b %Y %H:%M:%S} +0000</pubDate>
		<dc:creator><![CDATA[{author}]]></dc:creator>
		<guid isPermaLink="false">{site}/?p={number}</guid>
		<description></description>
		<content:encoded><![CDATA[{body}]]></content:encoded>
		<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
		<wp:post_id>{number}</wp:post_id>
		<wp:post_date><![CDATA[{published:%Y-%m-%d %H:%M:%S}]]></wp:post_date>
		<wp:post_date_gmt><![CDATA[{published:%Y-%m-%d %H:%M:%S}]]></wp:post_date_gmt>
		<wp:comment_status><![CDATA[open]]></wp:comment_status>
		<wp:ping_status><![CDATA[open]]></wp:ping_status>
		<wp:post_name><![CDATA[{slug}]]></wp:post_name>
		<wp:status><![CDATA[{status}]]></wp:status>
		<wp:post_parent>{parent}</wp:post_parent>
		<wp:menu_order>0</wp:menu_order>
		<wp:post_type><![CDATA[{kind}]]></wp:post_type>
		<wp:post_password><![CDATA[]]></wp:post_password>
		<wp:is_sticky>0</wp:is_sticky>
{rest}	</item>
"""
_META = (
    "\t\t<wp:postmeta><wp:meta_key><![CDATA[{}]]></wp:meta_key>"
    "<wp:meta_value><![CDATA[{}]]></wp:meta_value></wp:postmeta>\n"
)
_TERM = '\t\t<category domain="{}" nicename="{}"><![CDATA[{}]]></category>\n'
_COMMENT = """\
		<wp:comment>
			<wp:comment_id>{id}</wp:comment_id>
			<wp:comment_author><![CDATA[{author}]]></wp:comment_author>
			<wp:comment_date><![CDATA[{date:%Y-%m-%d %H:%M:%S}]]></wp:comment_date>
			<wp:comment_date_gmt><![CDATA[{date:%Y-%m-%d %H:%M:%S}]]></wp:comment_date_gmt>
			<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
			<wp:comment_approved><![CDATA[1]]></wp:comment_approved>
			<wp:comment_type><![CDATA[comment]]></wp:comment_type>
			<wp:comment_parent>{parent}</wp:comment_parent>
		</wp:comment>
"""


def write(file: Path, count: int, seed: int = SEED) -> int:
    """Write an export of ``count`` stories; how many bytes it has."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(lines(count, seed))
    return file.stat().st_size


def lines(count: int, seed: int = SEED) -> Iterator[str]:
    """An export of ``count`` stories, part by part."""
    return _Paper(seed).export(count)


class _Paper:
    """A newspaper that never was."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(f"export {seed}")
        self._words = Vocabulary(seed)
        self._names = [self._words.name(self._chance) for _ in range(_AUTHORS)]
        self._paragraphs = [self._sentence(_WORDS) for _ in range(_PARAGRAPHS)]

    def export(self, count: int) -> Iterator[str]:
        yield _HEAD
        yield from (_AUTHOR.format(at=at, name=name) for at, name in enumerate(self._names))
        for at in range(count):
            number = 10 * at + 10
            if with_picture := at % 4 == 0:
                yield self._picture(number)
            yield self._story(at, number, with_picture)
        yield "</channel>\n</rss>\n"

    def _story(self, at: int, number: int, with_picture: bool) -> str:
        title = self._sentence(7).rstrip(".")
        slug = f"story-{number}"
        date = _FIRST + timedelta(minutes=35 * at)
        texts = self._chance.choices(self._paragraphs, k=_PER_STORY)
        texts[0] = f"{title}. {texts[0]}"
        section = self._chance.choice(_SECTIONS)
        rest = _TERM.format("category", section.lower(), section)
        rest += _TERM.format("post_tag", f"tag-{at % 300}", f"Tag {at % 300}")
        rest += _META.format("_edit_last", "1")
        rest += _META.format("_thumbnail_id", number - 1) if with_picture else ""
        rest += "".join(self._comments(number, date)) if at % 10 == 0 else ""
        return _ITEM.format(
            title=title, slug=slug, link=f"{SITE}/{date:%Y/%m/%d}/{slug}/", published=date, site=SITE, number=number,
            author=f"writer{at % _AUTHORS}", body=(_blocks if at % 2 else _classic)(texts, number, with_picture),
            excerpt=texts[1][:120] if at % 3 == 0 else "", status="publish" if at % 50 else "draft", parent=0,
            kind="post", rest=rest,
        )  # fmt: skip

    def _picture(self, number: int) -> str:
        slug, date = f"picture-{number}", _FIRST
        rest = f"\t\t<wp:attachment_url><![CDATA[{SITE}/wp-content/uploads/{slug}.jpg]]></wp:attachment_url>\n"
        return _ITEM.format(
            title=slug, slug=slug, link=f"{SITE}/{slug}/", published=date, site=SITE, number=number - 1,
            author="writer0", body="", excerpt=self._sentence(9), status="inherit", parent=number, kind="attachment",
            rest=rest + _META.format("_wp_attachment_image_alt", self._sentence(6)),
        )  # fmt: skip

    def _comments(self, number: int, date: datetime) -> Iterator[str]:
        for at in range(1, 4):
            yield _COMMENT.format(
                id=10 * number + at, author=self._words.name(self._chance), date=date + timedelta(hours=at),
                text=self._sentence(25), parent=10 * number + at - 1 if at > 1 else 0,
            )  # fmt: skip

    def _sentence(self, words: int) -> str:
        return " ".join(self._words.draw(self._chance, words)).capitalize() + "."


def _classic(texts: list[str], number: int, with_picture: bool) -> str:
    picture = f'<img class="wp-image-{number - 1}" src="{SITE}/wp-content/uploads/inline-{number}.jpg" alt="" />'
    caption = f'[caption id="attachment_{number - 1}" width="640"]{picture} {texts[2][:70]}[/caption]'
    parts = [texts[0], *([caption] if with_picture else []), f"<strong>{texts[1][:30]}</strong>{texts[1][30:]}"]
    return "\n\n".join([*parts, *texts[2:-1], f'<a href="{SITE}/?p={max(10, number - 10)}">Before</a>: {texts[-1]}'])


def _blocks(texts: list[str], number: int, with_picture: bool) -> str:
    parts = [f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in texts]
    parts.insert(3, f"<!-- wp:heading -->\n<h2>{texts[3][:40]}</h2>\n<!-- /wp:heading -->")
    if with_picture:
        parts.insert(
            1, f'<!-- wp:image -->\n<figure><img src="{SITE}/{number}.jpg" alt=""/></figure>\n<!-- /wp:image -->'
        )
    return "\n\n".join(parts)


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[2]), int(sys.argv[1])):,} bytes")  # noqa: T201
