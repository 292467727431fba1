"""Rights and terms as content files state them: rights statements, spans of dates, what an agency allows."""

import re
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from backissue.model import Part, Retention, RightsSpan, Withdrawing
from backissue.rights.statements import is_unknown_id, nearest
from backissue.sources import dates
from backissue.sources.fields import Fields, Place

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
_LONGEST = 36_525
"""Days: a hundred years. Who means longer means for ever, and states no retention."""


class SpanFields(msgspec.Struct, forbid_unknown_fields=True):
    rights: str
    since: str | None = msgspec.field(default=None, name="from")
    until: str | None = None


class StoriesFields(msgspec.Struct, forbid_unknown_fields=True):
    since: str | None = msgspec.field(default=None, name="from")
    until: str | None = None


class RetentionFields(msgspec.Struct, forbid_unknown_fields=True):
    days: int
    of: Part = "both"
    reason: str | None = None


class WithdrawFields(msgspec.Struct, forbid_unknown_fields=True):
    since: str = msgspec.field(name="from")
    of: Part = "both"
    reason: str | None = None
    stories: StoriesFields | None = None


def checked_rights(fields: Fields, place: Place, text: str | None) -> str:
    """A rights text; one that is written like the id of a statement and is none is a problem."""
    if text and is_unknown_id(text):
        hint = f'did you mean "{nearest(text)}"? docs/rights.md has them all'
        fields.problem(place, f'unknown rights statement "{text}"', hint)
    return text or ""


def rights_of(fields: Fields, written: str | list[SpanFields] | None) -> tuple[str, tuple[RightsSpan, ...]]:
    """An outlet's rights: what holds where no span does, and the spans."""
    if not isinstance(written, list):
        return checked_rights(fields, ("rights",), written), ()
    found = []
    for index, span in enumerate(written):
        place = ("rights", index)
        first, last = _span(fields, place, span.since, span.until)
        found.append(RightsSpan(first, last, checked_rights(fields, (*place, "rights"), span.rights)))
    open_ended = [at for at, span in enumerate(found) if not span.since and not span.until]
    if open_ended and open_ended[0] < len(found) - 1:
        hint = "put it last: the first that holds a story's date counts"
        fields.problem(("rights", open_ended[0]), "what follows rights without dates is never reached", hint)
    last_one = found[-1].rights if open_ended else ""
    return last_one, tuple(found[: -1 if open_ended else None])


def agency_terms(
    fields: Fields, kind: str, rights: str | None, retention: RetentionFields | None, withdraw: WithdrawFields | None
) -> dict[str, Any]:
    """The fields of an agency's record that say what may be shown of its copy."""
    if kind != "agencies":
        for name, value in (("rights", rights), ("retention", retention), ("withdraw", withdraw)):
            if value is not None:
                fields.problem((name,), f"{name} belongs to an agency", "write it in a file of content/agencies/")
        return {}
    return {
        "rights": checked_rights(fields, ("rights",), rights),
        "retention": _retention(fields, retention) if retention else None,
        "withdraw": _withdraw(fields, withdraw) if withdraw else None,
    }


def _retention(fields: Fields, raw: RetentionFields) -> Retention:
    if not 0 <= raw.days <= _LONGEST:
        hint = f"write a whole number from 0 to {_LONGEST}; for ever is no retention at all"
        fields.problem(("retention", "days"), f"copy cannot be kept for {raw.days} days", hint)
    return Retention(raw.days, raw.of, raw.reason or "")


def _withdraw(fields: Fields, raw: WithdrawFields) -> Withdrawing:
    since = _date(fields, ("withdraw", "from"), raw.since)
    if since and len(since) < len("2015-04-07"):
        fields.problem(("withdraw", "from"), "copy is withdrawn on a day", "write 2015-04-07")
    stories = raw.stories or StoriesFields()
    first, last = _span(fields, ("withdraw", "stories"), stories.since, stories.until)
    return Withdrawing(since, raw.of, raw.reason or "", first, last)


def _span(fields: Fields, place: Place, since: str | None, until: str | None) -> tuple[str, str]:
    """Two bounds, as known; a span that ends before it begins is a problem."""
    first, last = _date(fields, (*place, "from"), since), _date(fields, (*place, "until"), until)
    if first and last and last + "~" < first:
        fields.problem(place, f"the span ends ({last}) before it begins ({first})", "exchange the two")
    return first, last


def _date(fields: Fields, place: Place, text: str | None) -> str:
    if text is None:
        return ""
    try:
        if _DATE.match(text.strip()):
            return dates.known(text, ZoneInfo("UTC"))
        raise ValueError(f'"{text}" is not a day, a month or a year')
    except ValueError as fault:
        fields.problem(place, str(fault), "write 2015-04-07, 2015-04 or 2015")
        return ""
