"""What templates may do to a value: pure functions of it, of the archive's language and of its base path.

Dates come as ISO 8601 texts as far as they are known; words, numbers and lists are CLDR's.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_datetime_format,
    get_day_names,
    get_month_names,
)
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from backissue.addresses import quoted
from backissue.citing.styles import apa, chicago_bibliography, chicago_note, mla
from backissue.citing.wikipedia import cite_news
from backissue.pages.views.common import Frame, View
from backissue.pages.views.story import ArticleView
from backissue.render.linked_data import linked_data
from backissue.render.locations import location
from backissue.render.metadata import metadata
from backissue.render.words import translations

Filter = Callable[..., Any]

EDITION = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:[ .,]+(.+))?")


def filters(language: str, base: str, words: NullTranslations | None = None) -> dict[str, Filter]:
    """All filters by name, for an archive in ``language`` whose addresses begin with ``base``.

    ``words`` are the theme's translations; when left out, those that are shipped.
    """
    text = Texts(base)
    calendar = Calendar(language, words or translations(language))
    return {
        "url": _kept(text.url),
        "srcset": text.srcset,
        "paragraphs": paragraphs,
        "run_in": run_in,
        "lang_dir": _kept(lang_dir),
        "date_words": _kept(calendar.date_words),
        "full_date": _kept(calendar.full_date),
        "short_date": _kept(calendar.short_date),
        "time_words": calendar.time_words,
        "edition_words": _kept(calendar.edition_words),
        "span_words": _kept(calendar.span_words),
        "short_month": _kept(calendar.short_month),
        "month_name": _kept(calendar.month_name),
        "weekday_names": calendar.weekday_names,
        "day_month": _kept(calendar.day_month),
        "date_path": date_path,
        "number": _kept(calendar.number),
        "list_words": calendar.list_words,
        "language_name": _kept(calendar.language_name),
        "citation": Citation(calendar).line,
        "location": location,
        "metadata": metadata,
        "linked_data": calendar.linked_data,
        "apa": apa,
        "chicago_note": chicago_note,
        "chicago_bibliography": chicago_bibliography,
        "mla": mla,
        "cite_news": cite_news,
    }


def _kept(function: Filter) -> Filter:
    """The same function, its answers kept: pages that are made after each other say much the same."""
    return lru_cache(maxsize=2_000, typed=True)(function)


class Texts:
    """Addresses, below the site's base path."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")

    def url(self, path: str) -> str:
        """An address for ``href`` or ``src``; whole addresses stay as they are."""
        whole = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#", path)
        return quoted(path if whole else self.base + path)

    def srcset(self, sources: Iterable[tuple[str, int]]) -> str:
        """``(address, width)`` pairs as the text of a ``srcset``."""
        return ", ".join(f"{self.url(path)} {width}w" for path, width in sources)


class Calendar:
    """Dates, numbers and lists in the words of one language."""

    def __init__(self, language: str, words: NullTranslations) -> None:
        self.locale = locale_of(language)
        self.words = words

    def date_words(self, known: str) -> str:
        """A date as known: "17 July 1937", "July 1937", "1937", "undated"."""
        if not known:
            return self.words.gettext("undated")
        day, parts = first_day(known)
        if parts == 3:
            return format_date(day, "long", locale=self.locale)
        return format_skeleton("yMMMM" if parts == 2 else "y", day, locale=self.locale)

    def full_date(self, known: str) -> str:
        """The same with the day of the week where the day is known: "Saturday, 17 July 1937"."""
        day, parts = first_day(known) if known else (date.min, 0)
        return format_date(day, "full", locale=self.locale) if parts == 3 else self.date_words(known)

    def short_date(self, known: str) -> str:
        """A date without its year, for a narrow column under the year: "17 Jul", "Jul"; else the year."""
        day, parts = first_day(known) if known else (date.min, 0)
        if parts < 2:
            return self.date_words(known)
        if parts == 2:
            return format_date(day, "LLL", locale=self.locale)
        return format_skeleton("MMMd", day, locale=self.locale)

    def time_words(self, known: str) -> str:
        """A date with its time, where that is known, as written: "27 November 2025, 9:05 p.m."."""
        words = self.date_words(known[:10])
        if "T" not in known:
            return words
        clock = format_time(datetime.fromisoformat(known), "short", locale=self.locale)
        return str(get_datetime_format("medium", locale=self.locale)).format(clock, words)

    def edition_words(self, text: str) -> str:
        """An edition's date, with its label if any: "1937-07-17 late" gives "17 July 1937, late"."""
        found = EDITION.fullmatch(text)
        if not found:
            return text
        return ", ".join(part for part in (self.date_words(found[1]), found[2]) if part)

    def span_words(self, first: str, last: str) -> str:
        """From one day to another, what they share said once: "12–30 Mar 1956", "March – May 1956", "1956–1958"."""
        if first == last:
            return self.date_words(first)
        low, high = date.fromisoformat(first), date.fromisoformat(last)
        whole_months = low.day == 1 and high.day == monthrange(high.year, high.month)[1]
        whole_years = whole_months and low.month == 1 and high.month == 12
        if whole_months and (low.year, low.month) == (high.year, high.month):
            return self.date_words(first[:7])
        if whole_years and low.year == high.year:
            return self.date_words(first[:4])
        skeleton = "y" if whole_years else "yMMMM" if whole_months else "yMMMd"
        return str(format_interval(low, high, skeleton, locale=self.locale))

    def month_name(self, month: str | int) -> str:
        """The name of a month: of 7, "07" or "1937-07"."""
        number = month if isinstance(month, int) else int(month[-2:])
        return str(get_month_names("wide", context="stand-alone", locale=self.locale)[number])

    def short_month(self, month: str, width: Literal["abbreviated", "narrow"]) -> str:
        """The name of a month in a narrow column: "Oct" or "O" of "1937-10"."""
        return str(get_month_names(width, context="stand-alone", locale=self.locale)[int(month[-2:])])

    def weekday_names(self, width: Literal["wide", "abbreviated", "narrow"]) -> list[str]:
        """The days of the week from Monday on; ``width`` is "wide", "abbreviated" or "narrow"."""
        names = get_day_names(width, context="stand-alone", locale=self.locale)
        return [names[day] for day in range(7)]

    def day_month(self, day: str) -> str:
        """A day of any year: "07-17" gives "17 July"."""
        month, _, number = day.partition("-")
        # 2000 is a leap year: it has a 29th of February.
        return format_skeleton("MMMMd", date(2000, int(month), int(number)), locale=self.locale)

    def number(self, value: int | float) -> str:
        """A number with its separators: 12,480."""
        return format_decimal(value, locale=self.locale)

    def list_words(self, items: Sequence[str]) -> str:
        """ "a, b and c"; safe when one of the items is markup, the others being escaped then."""
        if any(hasattr(item, "__html__") for item in items):
            return Markup(format_list([str(escape(item)) for item in items], locale=self.locale))
        return format_list(list(items), locale=self.locale)

    def language_name(self, tag: str) -> str:
        """A language's name in the archive's: "fr-CA" gives "French"; an unknown tag gives itself."""
        names = self.locale.languages
        for key in (tag.replace("-", "_"), tag.partition("-")[0]):
            if key in names and not re.search(r"_[A-Z]{2}$", key):
                return str(names[key])
        return tag

    def linked_data(self, page: View, frame: Frame) -> Markup:
        """A page's facts as JSON-LD, with dates in the words of the language."""
        return linked_data(page, frame, self.date_words)


class Citation:
    """How to cite a story, in one line."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    def line(self, page: ArticleView, frame: Frame) -> Markup:
        """Names, headline, paper, date, printed page and address, as far as there are any."""
        gettext = self.calendar.words.gettext
        names = [credit.name for credit in page.byline if not credit.role] or [link.text for link in page.agencies]
        headline = escape(page.headline)
        if page.language:
            headline = Markup("<span{}>{}</span>").format(lang_dir(page.language, page.dir), headline)
        parts: list[str] = [
            self.calendar.list_words(names) if names else "",
            Markup(gettext("“%(headline)s”")) % {"headline": headline},
            page.outlet.text,
            self.calendar.edition_words(f"{page.date} {page.edition.label if page.edition else ''}".strip())
            if page.date
            else gettext("undated"),
            gettext("page %(page)s") % {"page": page.page} if page.page else "",
            page.canonical or page.url,
        ]
        return Markup(", ").join(part for part in parts if part)


def locale_of(language: str) -> Locale:
    """CLDR's locale for a BCP 47 tag, or for as much of it as CLDR knows; English in the end."""
    parts = language.split("-")
    for end in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:end]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def first_day(known: str) -> tuple[date, int]:
    """The first day of what is known of a date, and how many parts of it are: 3 to the day, 2, 1."""
    parts = [int(part) for part in known[:10].split("-")]
    return date(*[*parts, 1, 1][:3]), len(parts)


def date_path(known: str) -> str:
    """The part of an address that stands for a date: "1937-07" gives "1937/07/"."""
    return known.replace("-", "/") + "/" if known else "undated/"


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs: blank lines part them, single line ends are kept."""
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", text.strip())]
    lines = (Markup("<br>\n").join(block.splitlines()) for block in blocks if block)
    return Markup("\n").join(Markup("<p>{}</p>").format(block) for block in lines)


def run_in(body: Markup, text: str) -> Markup:
    """The story with its dateline at the head of its first paragraph, or above it where none comes first."""
    if not text:
        return body
    dateline = Markup('<span class="dateline">{}</span>').format(text)
    if body.startswith("<p>"):
        return Markup("<p>{} {}").format(dateline, Markup(str(body).removeprefix("<p>")))
    return Markup("<p>{}</p>\n{}").format(dateline, body)


def lang_dir(language: str, dir: str) -> Markup:
    """The attributes for text in another language than what is around it; nothing where it is the same."""
    return Markup("").join(
        Markup(' {}="{}"').format(name, value) for name, value in (("lang", language), ("dir", dir)) if value
    )
