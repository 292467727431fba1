"""Pictures that lack words, captions that say nothing, files that nothing shows."""

from collections.abc import Iterator

from backissue.advice.content import Content
from backissue.advice.finding import Finding
from backissue.catalog.columns import images_of
from backissue.model import Article, Image, Record, StaticPage
from backissue.sources.markdown import References, references


def of_record(content: Content, record: Record) -> Iterator[Finding]:
    """Everything that a record's pictures lack; of a story that was withdrawn none is shown."""
    if isinstance(record, Article):
        if not record.withdrawn:
            yield from _of_story(content, record)
        return
    if isinstance(record, StaticPage):
        yield from _in_text(content, record, references(record.body, record.source, record.body_line))
        return
    for image in images_of(record):
        if image.alt is None:
            field = next(name for name in ("cover", "nameplate", "image") if getattr(record, name, None) is not None)
            yield _alt(content, record, image.src, content.line(record.source, field))


def _of_story(content: Content, story: Article) -> Iterator[Finding]:
    for number, image in enumerate(story.images):
        what = f"the picture {image.src}" if image.src else "the picture that is not held"
        path, place = f"content/{story.source}", ("images", number)
        if image.src and image.alt is None:
            yield _alt(content, story, image.src, content.line(story.source, *place))
        if image.alt == "":  # decoration
            continue
        if not image.credit:
            yield Finding("credit", path, content.line(story.source, *place), f"{what} has no credit",
                          "say who made it: credit: …")  # fmt: skip
        if not image.caption:
            yield Finding("caption", path, content.line(story.source, *place), f"{what} has no caption",
                          "add what was printed under it: caption: …")  # fmt: skip
    yield from _doubled(content, story)
    yield from _in_text(content, story, references(story.body, story.source, story.body_line))


def _doubled(content: Content, story: Article) -> Iterator[Finding]:
    """A caption that stands under two pictures, or that only repeats what a screen reader has said already."""
    first: dict[str, int] = {}
    for number, image in enumerate(story.images):
        said = _plain(image.caption)
        if not said:
            continue
        line, path = content.line(story.source, "images", number, "caption"), f"content/{story.source}"
        before = first.setdefault(said, number)
        if before != number:
            message = f"the caption of images[{number}] is that of images[{before}] too"
            yield Finding("doubled", path, line, message, "say of each picture what it shows")
        if image.alt and _plain(image.alt) == said:
            message = f"the caption of images[{number}] is its alt text too"
            yield Finding("doubled", path, line, message, "let alt say what is to be seen, and the caption what it is")


def _in_text(content: Content, record: Article | StaticPage, named: References) -> Iterator[Finding]:
    """Pictures that the text shows; what ``images`` says of one is looked at there."""
    stated: dict[str, Image] = {image.src: image for image in getattr(record, "images", ())}
    path = f"content/{record.source}"
    for one in named.foreign_pictures:
        yield Finding("outside", path, one.line, f"the picture {one.target} is on another host: it is shown as a link",
                      "copy it into content/images/")  # fmt: skip
    for one in named.pictures:
        if one.target in stated:
            continue
        if not one.alt:
            yield _alt(content, record, one.target, one.line)
        if isinstance(record, Article):
            for kind, what in (("credit", "no credit"), ("caption", "no caption")):
                remedy = f"give it an entry in images with src and {kind}"
                yield Finding(kind, path, one.line, f"the picture {one.target} has {what}", remedy)


def _alt(content: Content, record: Record, picture: str, line: int) -> Finding:
    remedy = 'say what it shows, or alt: "" when it is decoration'
    return Finding("alt", f"content/{record.source}", line, f"the picture {picture} has no alt text", remedy)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def orphans(content: Content) -> Iterator[Finding]:
    """Files below content/images/ that no content file shows: they are not published."""
    query = (
        "SELECT source FROM records WHERE kind = 'picture'"
        " AND NOT EXISTS (SELECT 1 FROM shows WHERE picture = records.source) ORDER BY source"
    )
    for (source,) in content.catalog.db.execute(query):
        yield Finding("orphans", f"content/{source}", 0, "nothing shows this picture", "show it, or remove the file")
