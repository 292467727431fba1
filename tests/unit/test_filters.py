"""Dates, numbers, lists and addresses as templates show them."""

from collections.abc import Callable
from typing import Any

import pytest
from backissue.pages.views.common import Frame, Link
from backissue.pages.views.story import ArticleView, Credit
from backissue.render.filters import filters
from markupsafe import Markup

FRAME = Frame(
    name="Archive", tagline="", language="en-GB", dir="ltr", base="", publisher="", rights="", pages=(),
    terms="", privacy="", custom_css=False,
)  # fmt: skip


def use(name: str, language: str = "en-GB", base: str = "") -> Callable[..., Any]:
    return filters(language, base)[name]


def story(**changes: Any) -> ArticleView:
    texts = "canonical kicker standfirst language dir dateline published updated page old_year body latest rights"
    lists = "byline agencies figures links corrections topics people places organisations comments facets"
    nothing = "edition section lead withdrawn series previous next newsletter"
    given: dict[str, Any] = {
        **dict.fromkeys([*texts.split(), "origin", "sort", "thumb"], ""),
        **dict.fromkeys(lists.split(), ()),
        **dict.fromkeys(nothing.split()),
        "url": "/courier/1937/07/17/wend/",
        "source": "articles/wend.md",
        "headline": "Wend <rises>",
        "lang": "en-GB",
        "date": "1937-07-17",
        "outlet": Link(text="The Courier", url="/courier/"),
        "sanitise_html": False,
        "noindex": False,
        "extra": {},
    }
    return ArticleView(**given | changes)


@pytest.mark.parametrize(
    ("language", "known", "words"),
    [
        ("en-GB", "1937-07-17", "17 July 1937"),
        ("en-GB", "1937-07", "July 1937"),
        ("en-GB", "1937", "1937"),
        ("en-GB", "", "undated"),
        ("en-CA", "1937-07-17", "July 17, 1937"),
        ("fr-CA", "1937-07-17", "17 juillet 1937"),
        ("fr", "", "sans date"),
        ("de", "1937-07-17", "17. Juli 1937"),
        ("zh-Hant", "1937-07-17", "1937年7月17日"),
        ("xx-unknown", "1937-07", "July 1937"),
    ],
)
def test_a_date_says_what_is_known_and_no_more(language: str, known: str, words: str) -> None:
    assert use("date_words", language)(known) == words


def test_a_time_is_shown_as_it_was_on_the_clock_of_its_own_place() -> None:
    assert use("time_words")("2025-11-27T21:05:00+10:00") == "27 November 2025, 21:05"
    assert use("time_words")("2025-11-27T21:05+10:00") == "27 November 2025, 21:05"
    assert use("time_words")("2025-11") == "November 2025"


def test_a_full_date_has_the_day_of_the_week() -> None:
    assert use("full_date", "de")("1937-07-17") == "Samstag, 17. Juli 1937"
    assert use("full_date")("1937-07") == "July 1937"
    assert use("full_date")("") == "undated"


def test_a_short_date_leaves_the_year_to_the_heading_above_it() -> None:
    short = use("short_date")
    assert [short(known) for known in ("1937-07-17", "1937-07", "1937", "")] == [
        "17 Jul",
        "Jul",
        "1937",
        "undated",
    ]


def test_an_edition_is_named_by_its_date_and_label() -> None:
    assert use("edition_words")("1937-07-17") == "17 July 1937"
    assert use("edition_words")("1937-07-17 late") == "17 July 1937, late"
    assert use("edition_words")("extra") == "extra"


def test_months_and_weekdays_have_names() -> None:
    assert use("month_name", "fr")(2) == "février"
    assert use("month_name")("1937-07") == "July"
    assert use("weekday_names")("wide")[0] == "Monday"
    assert use("weekday_names", "de")("abbreviated")[6] == "So"


def test_a_day_of_any_year_may_be_the_29th_of_february() -> None:
    assert use("day_month")("02-29") == "29 February"


def test_the_address_of_a_date() -> None:
    path = use("date_path")
    assert [path(known) for known in ("1937-07-17", "1937", "")] == ["1937/07/17/", "1937/", "undated/"]


def test_numbers_and_lists_are_the_languages_own() -> None:
    assert use("number")(12480) == "12,480"
    assert use("number", "de")(12480) == "12.480"
    assert use("list_words")(["a", "b", "c"]) == "a, b and c"
    assert use("list_words", "fr")(["a", "b"]) == "a et b"


def test_a_list_with_markup_in_it_escapes_what_is_none() -> None:
    assert use("list_words")([Markup("<a>Ada</a>"), "<b>"]) == Markup("<a>Ada</a> and &lt;b&gt;")


def test_a_language_is_named_in_the_archives() -> None:
    name = use("language_name")
    assert [name(tag) for tag in ("fr-CA", "zh-Hans", "qqq")] == ["French", "Simplified Chinese", "qqq"]
    assert use("language_name", "fr")("ar") == "arabe"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/courier/", "/archive/courier/"),
        ("/search/?from=1930&to=1939", "/archive/search/?from=1930&to=1939"),
        ("/pages/l'île 2/", "/archive/pages/l'%C3%AEle%202/"),
        ("/already/%20/", "/archive/already/%20/"),
        ("https://example.org/a", "https://example.org/a"),
        ("//example.org/a", "//example.org/a"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("#y1937", "#y1937"),
    ],
)
def test_an_address_stands_below_the_base(path: str, address: str) -> None:
    assert use("url", base="/archive")(path) == address


def test_a_srcset_lists_addresses_with_widths() -> None:
    assert use("srcset", base="/b")([("/a-320.webp", 320), ("/a.webp", 800)]) == "/b/a-320.webp 320w, /b/a.webp 800w"


def test_plain_text_becomes_paragraphs_and_nothing_else() -> None:
    assert use("paragraphs")("One <b>\ntwo\n \n\nThree") == Markup("<p>One &lt;b&gt;<br>\ntwo</p>\n<p>Three</p>")
    assert use("paragraphs")("  ") == ""


def test_a_dateline_heads_the_first_paragraph_or_stands_above_the_story() -> None:
    run_in = use("run_in")
    assert run_in(Markup("<p>It rose.</p>"), "A & B") == '<p><span class="dateline">A &amp; B</span> It rose.</p>'
    assert run_in(Markup("<h2>Rain</h2>"), "Berlin") == '<p><span class="dateline">Berlin</span></p>\n<h2>Rain</h2>'
    assert run_in(Markup("<p>100 % {}</p>"), "") == "<p>100 % {}</p>"
    assert run_in(Markup("<p>100 % {}</p>"), "X").endswith("100 % {}</p>")


def test_only_text_in_another_language_says_so() -> None:
    attributes = use("lang_dir")
    assert attributes("", "") == ""
    assert attributes("fr-CA", "") == ' lang="fr-CA"'
    assert attributes('ar"', "rtl") == ' lang="ar&#34;" dir="rtl"'


def test_a_citation_is_one_line_of_what_is_known() -> None:
    cite = use("citation")
    names = (Credit(name="Ada Quill", url="", role=""), Credit(name="Tom Marsh", url="", role="photographs"))
    full = story(byline=names, page="4", canonical="https://example.org/x/")
    assert cite(full, FRAME) == (
        "Ada Quill, “Wend &lt;rises&gt;”, The Courier, 17 July 1937, page 4, https://example.org/x/"
    )
    bare = story(date="", agencies=(Link(text="Continental Wire", url=""),))
    assert cite(bare, FRAME).startswith("Continental Wire, “Wend &lt;rises&gt;”, The Courier, undated, /courier/")


def test_a_citation_tells_the_headlines_language() -> None:
    line = use("citation", "fr")(story(headline="Sturm", language="de", lang="de"), FRAME)
    assert line.startswith('« <span lang="de">Sturm</span> », The Courier, 17 juillet 1937')
