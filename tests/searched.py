"""A site of some hundreds of generated stories and the search page, for the tests of search in a browser."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from backissue.search import SearchSettings, update
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from search_archive import Memory, Page, write
from tools import ROOT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)

BASE = """<!doctype html>
<html lang="en-CA"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="{{ '/assets/icon.svg'|url }}">
<link rel="stylesheet" href="{{ '/assets/broadsheet.css'|url }}">{% block head %}{% endblock %}</head>
<body class="{% block body_class %}{% endblock %}">{% block find %}{% endblock %}
<main id="main">{% block main %}{% endblock %}</main></body></html>
"""

WORDS = ["harbour", "council", "bridge", "school", "ferry", "market", "winter", "library", "train", "mill"]


def pages() -> list[Page]:
    """Three hundred stories, 1931 to 2025, ``lantern`` in one of seven; and some others."""
    made = []
    for number in range(300):
        year = 1931 + number * 94 // 299
        made.append(
            Page(
                slug=f"story-{number:03}",
                date=f"{year}-{1 + number % 12:02}-{1 + number % 28:02}",
                headline=f"The {WORDS[number % 10]} and the river, part {number}",
                text=f"The river rose while the {WORDS[number * 3 % 10]} of Moorfield waited. "
                + ("A lantern burned. " if number % 7 == 0 else "")
                + ("A zeppelin passed. " if number == 40 else "")
                + ("Markup like <b>this & that</b> stays text. " if number == 41 else "")
                + "Nobody could say how long it would last, and the paper went to press.",
                outlet="The Harbour Courier" if year > 1955 else "The Evening Lamp",
                section=("News", "World", "Sport")[number % 3],
                topics=("Floods",) if number % 5 == 0 else ("Trade",),
                people=("Jane Weir",) if number % 11 == 0 else (),
                agency="Continental Wire" if number % 4 == 0 else "",
                has=("picture",) if number % 6 == 0 else (),
                image="/assets/icon.svg" if number % 6 == 0 else "",
                page=str(1 + number % 16),
            )
        )
    return [
        *made,
        Page("month", "1957-03", "A month of marmalade", "Known by month alone."),
        Page("year", "1957", "A year of marmalade", "Known by year alone."),
        Page("never", "", "Undated marmalade", "Nobody knows when."),
        Page("day", "1957-03-09", "A day of marmalade", "Known by day."),
        Page("phare", "1988-06-17", "Le phare", "Les pêcheurs quittaient le port.", language="fr-CA"),
        Page("nahr", "2016-02-03", "النهر يرتفع", "ارتفع منسوب النهر في المدينة أمس.", language="ar"),
        Page("he", "2016-02-04", "河水 上升", "港口 的 河水 昨天 上升。", language="zh-Hans"),
    ]


def make(site: Path, base: str = "", given: Sequence[Page] | None = None, closed: int = 60, open_: int = 20) -> None:
    """Write stories, shards, facets, the page and its assets into ``site``, to stand below ``base``."""
    given = pages() if given is None else given
    stories = write(given, site, base)
    update(stories, site, site / ".backissue-tmp", Memory(), SearchSettings(closed=closed, open=open_, jobs=2))
    (site / "search/facets.json").write_text(json.dumps(facets(given)))
    (site / "search/coverage.json").write_text(json.dumps([]))
    theme = ROOT / "themes/broadsheet"
    (site / "assets").mkdir()
    for asset in sorted((theme / "assets").iterdir()):
        (site / "assets" / asset.name).write_bytes(asset.read_bytes())
    environment = Environment(
        loader=ChoiceLoader([DictLoader({"base.html": BASE}), FileSystemLoader(theme / "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["url"] = lambda path: base + path
    environment.globals["_"] = lambda text: text
    html = environment.get_template("search.html").render(frame={"name": "The Carrow Archive"}, page={"copies": False})
    (site / "search/index.html").write_text(html)
    (site / "_headers").write_text(f"/*\n  Content-Security-Policy: {POLICY}\n")


def facets(given: Sequence[Page]) -> dict[str, list[tuple[str, int]]]:
    """Names and totals, as the build writes them."""
    counts: dict[str, Counter[str]] = {}
    for page in given:
        kinds = {
            "outlet": (page.outlet,),
            "section": (page.section,),
            "topic": page.topics,
            "people": page.people,
            "agency": (page.agency,) if page.agency else (),
            "has": page.has,
            "language": (page.language,),
            "year": (page.date[:4],) if page.date else (),
        }
        for kind, names in kinds.items():
            counts.setdefault(kind, Counter()).update(names)
    return {
        kind: sorted(counter.items(), key=lambda item: item[0] if kind == "year" else (-item[1], item[0]))
        for kind, counter in counts.items()
    }
