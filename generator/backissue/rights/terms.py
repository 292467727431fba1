"""What readers get of a story whose text or pictures an agency's terms, or a picture's own rights, keep from them.

This is the one place where terms are applied: before a story enters the catalog. Whatever is made from the catalog
(its page, lists, feeds, data files, search) cannot show what is not there.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from backissue.model import Article, Entity, Image, RightsSpan, Withheld
from backissue.sources import dates
from backissue.sources.reading import identifier

ALWAYS = "0001-01-01T00:00:00Z"
"""Due since before all time: a story whose date is not known cannot be shown to be recent enough."""

Agencies = Callable[[str], Entity | None]
"""An agency's own file by its id; None where there is none."""


class Supply(msgspec.Struct, frozen=True, order=True):
    """One part of a story that an agency supplied."""

    agency: str
    """Its id."""
    part: str
    """Empty for the text, else a picture's path."""
    due: str
    """The instant, in UTC, from which the agency's terms let it be shown no more; empty for never."""


class Shown(msgspec.Struct, frozen=True):
    """A story at a moment."""

    article: Article
    """What readers get of it."""
    supplied: tuple[Supply, ...] = ()
    hidden: Mapping[str, str] = {}
    """Pictures that the story has and does not show: by path, the agency whose terms keep them, or ``-``."""


def shown(article: Article, agencies: Agencies, zone: ZoneInfo, as_of: str, drawn: Sequence[str]) -> Shown:
    """``article`` as readers get it at the instant ``as_of``.

    ``zone`` is its outlet's; ``drawn`` are the pictures that its text shows. Headline, byline, captions and credits
    stay; text, standfirst and dateline go together.
    """
    copy = _Copy(article, agencies, zone, as_of)
    text = copy.withheld(article.agencies, "", "text")
    images = [copy.image(image) for image in article.images]
    stated = {image.src for image in article.images}
    unstated = [copy.image(Image(picture)) for picture in drawn if picture not in stated]
    kept = (image.withheld for image in (*images, *unstated) if image.withheld)
    hidden = {one.picture: one.agency or "-" for one in kept}
    changes: dict[str, Any] = {"rights": article.rights or copy.rights(article.agencies)}
    if text:  # pictures of which nothing is said go with it
        changes |= {"body": "", "standfirst": "", "dateline": "", "withheld": text}
        hidden |= dict.fromkeys((image.src for image in unstated if image.src), text.agency)
    else:
        images += [image for image in unstated if image.withheld]
    changes["images"] = tuple(images)
    return Shown(msgspec.structs.replace(article, **changes), tuple(sorted(copy.supplied)), hidden)


def may_apply(article: Article) -> bool:
    """False for the many stories of which nothing can be kept from readers: ``shown`` gives them as they are."""
    return bool(article.agencies) or any(image.agency or not image.distributable for image in article.images)


class _Copy:
    """A story under the terms of those who supplied it."""

    def __init__(self, article: Article, agencies: Agencies, zone: ZoneInfo, as_of: str) -> None:
        self.article = article
        self.agencies = agencies
        self.zone = zone
        self.as_of = as_of
        self.supplied: set[Supply] = set()

    def withheld(self, names: Sequence[str], part: str, what: Literal["text", "pictures"]) -> Withheld | None:
        """Why a part that agencies supplied is not shown, by the terms that fell due first; None while it is."""
        over: list[tuple[str, Withheld]] = []
        for name in names:
            agency = identifier(name)
            entity = self.agencies(agency)
            terms = sorted(_terms(entity, self.article.date, what, self.zone), key=_due) if entity else []
            self.supplied.add(Supply(agency, part, terms[0][0] if terms else ""))
            over += [(due, why) for due, why in terms if due <= self.as_of]
        if not over:
            return None
        return msgspec.structs.replace(min(over, key=_due)[1], picture=part)

    def image(self, image: Image) -> Image:
        """A picture as readers get it: its agency's is the story's unless it names another, or none."""
        if not image.src:
            return image
        names = self.article.agencies if image.agency is None else (image.agency,) if image.agency else ()
        why = self.withheld(names, image.src, "pictures")
        rights = image.rights or (self.rights(names) if image.agency else "")
        if not image.distributable:
            why = why or Withheld(picture=image.src)
        return msgspec.structs.replace(image, src="" if why else image.src, rights=rights, withheld=why)

    def rights(self, names: Sequence[str]) -> str:
        """What the first of some agencies that states any says of its copy."""
        found = (self.agencies(identifier(name)) for name in names)
        return next((entity.rights for entity in found if entity and entity.rights), "")


def _due(terms: tuple[str, Withheld]) -> str:
    return terms[0]


def _terms(
    entity: Entity, known: str, what: Literal["text", "pictures"], zone: ZoneInfo
) -> Iterator[tuple[str, Withheld]]:
    """(instant, why) of everything that keeps a part of a story dated ``known`` from readers, some day."""
    kept, gone = entity.retention, entity.withdraw
    if kept and kept.of in (what, "both"):
        day = _days_after(known, kept.days)
        due = dates.instant(day, zone) if day else ALWAYS
        yield due, Withheld(entity.id, entity.name, day, kept.reason)
    if gone and gone.of in (what, "both") and _may_be_within(known, gone.first, gone.last):
        yield dates.instant(gone.since, zone), Withheld(entity.id, entity.name, gone.since, gone.reason)


def _days_after(known: str, days: int) -> str:
    """The day ``days`` after a date as known, from its first day on; empty when nothing is known."""
    if not known:
        return ""
    try:
        return (date.fromisoformat(_first_day(known)) + timedelta(days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def _may_be_within(known: str, first: str, last: str) -> bool:
    """True unless a date as known lies outside of a span for certain; an empty bound is none."""
    return not known or (
        (not first or _last_day(known) >= _first_day(first)) and (not last or _first_day(known) <= _last_day(last))
    )


def holds(span: RightsSpan, known: str) -> bool:
    """True when all of a date as known lies within a span."""
    if not known:
        return not span.since and not span.until
    return (not span.since or _first_day(known) >= _first_day(span.since)) and (
        not span.until or _last_day(known) <= _last_day(span.until)
    )


def _first_day(known: str) -> str:
    return (known + "-01-01")[:10]


def _last_day(known: str) -> str:
    if len(known) == 10:
        return known
    month = known[5:] or "12"
    return f"{known[:4]}-{month}-{monthrange(int(known[:4]), int(month))[1]}"
