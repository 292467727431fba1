"""Two hundred names in random places: after the case none is in a byte of the site."""

import re
from pathlib import Path
from random import Random
from typing import Any

import yaml
from archives import AS_OF, PAPER, SETTINGS, article, make_archive, picture
from backissue.build import build
from backissue.pages import card
from repositories import Repository
from taking_down import REMOVED, case, cases, opened, plain, with_metadata

FIRST = (
    "Adrian", "Bella", "Cosmo", "Dalila", "Egon", "Fenna", "Gaspar", "Hedda", "Ilias", "Juno", "Kaspar", "Levke",
    "Mirko", "Nadja", "Osric", "Petra", "Quirin", "Ragna", "Silvan", "Thyra",
)  # fmt: skip
LAST = (
    "Abernath", "Bulstrode", "Cavendar", "Drinkwell", "Eglantine", "Fothergil", "Grimbald", "Heatherly", "Inglenook",
    "Jessamin",
)  # fmt: skip
NAMES = [f"{first} {last}" for first in FIRST for last in LAST]
KINDS = (
    "headline", "kicker", "caption", "credit", "alt", "comment", "author", "file", "body", "people", "topic", "byline",
    "exif", "extra", "link", "standfirst", "correction", "address", "series", "parted by a line", "alias", "reason",
    "dateline", "places", "organisations", "section", "agency", "role", "teaser", "cover", "description", "page",
    "gap", "old version", "note", "dead link", "rights", "ledger",
)  # fmt: skip

UNSEEN = ("exif", "extra")
"""Where the default theme shows no reader a name; what is not published cannot be taken down."""


def story_with(kind: str, name: str, number: int, files: dict[str, str | bytes]) -> str:
    """One story that has a name in one place; ``files`` gets what it needs beside it."""
    fields: dict[str, Any] = {
        "headline": f"Story {number}",
        "outlet": "courier",
        "series": f"Series {number // 4}",
        "edition": f"1956-10-{number % 20 + 1:02d}",
    }
    body, slug = f"The text of story {number}.\n", f"story-{number}"
    source = f"images/{number}.png"
    match kind:
        case "headline" | "kicker" | "standfirst":
            fields[kind] = f"A day with {name.upper()} at sea"
        case "caption" | "credit" | "alt":
            files[source] = picture(colour=number)
            fields["images"] = [{"src": source, "alt": "x", kind: f"Left: {name}."}]
        case "comment" | "author":
            said = (
                {"author": name, "text": "Yes."}
                if kind == "author"
                else {"author": "A", "text": f"I knew {name}’s aunt."}
            )
            files[f"comments/{slug}.yaml"] = yaml.safe_dump([said], allow_unicode=True)
        case "file":
            source = f"images/{name.lower().replace(' ', '_')}.png"
            files[source] = picture(colour=number)
            fields["images"] = [{"src": source, "alt": ""}]
            body += f"\n![A house]({source})\n"
        case "exif":
            files[source := f"images/{number}.jpg"] = with_metadata(name)
            fields["images"] = [{"src": source, "alt": ""}]
        case "alias":
            fields["aliases"] = [f"/old/{name.lower().replace(' ', '-')}.html"]
        case "reason":
            fields["withdrawn"] = {"date": "1957-01-01", "reason": f"{name} asked for it"}
        case "dateline" | "section" | "agency" | "rights":
            fields[kind] = f"The house of {name}"
        case "places" | "organisations":
            fields[kind] = [f"The house of {name}"]
        case "role":
            fields["byline"] = [{"name": "Ada Quill", "role": f"for {name}"}]
        case "teaser" | "cover":
            edition = f"teaser: Of {name}.\n"
            if kind == "cover":
                files[source] = picture(colour=number)
                edition = f"cover: {{src: {source}, alt: The face of {name}}}\n"
            fields["edition"] = f"1955-03-{number % 28 + 1:02d}.{number}"
            files[f"editions/courier/{fields['edition']}.yaml"] = edition
        case "description":
            fields["topics"] = [f"Topic {number}"]
            files[f"topics/topic-{number}.yaml"] = f"name: Topic {number}\ndescription: Where **{name}** lived.\n"
        case "page":
            files[f"pages/about-{number}.md"] = f"---\ntitle: About {number}\n---\nAsk {name}.\n"
        case "gap":
            fields["outlet"] = f"gap-{number}"
            missing = {"from": "1950-01", "to": "1950-02", "reason": f"Lent to {name}"}
            paper = {
                "name": f"Gap {number}",
                "founded": 1949,
                "ceased": 1956,
                "frequency": "monthly",
                "missing": [missing],
            }
            files[f"outlets/gap-{number}.yaml"] = yaml.safe_dump(paper)
        case "old version":
            files[f"old/articles/{slug}.md"] = article(body=f"Was {name} there?\n", **fields)
        case "note":
            body += f"\nAs we know[^1].\n\n[^1]: From {name}.\n"
        case "dead link":
            address = f"https://example.org/{name.replace(' ', '_')}/{number}"
            body += f"\nSee [the page]({address}).\n"
            entry = {"url": address, "status": "404", "since": "2025-01-08", "checked": "2025-01-09", "times": 2}
            files["links.yaml"] = str(files.get("links.yaml", "")) + yaml.safe_dump([entry])
        case "ledger":
            written = str(files.get("addresses/all.txt", ""))
            files["addresses/all.txt"] = f"{written}/people/{name.lower().replace(' ', '-')}/ -> /people/\n"
        case "people" | "byline" | "topic":
            fields[kind if kind != "topic" else "topics"] = [name if kind != "topic" else f"The trial of {name}"]
            files[f"people/{name.lower().replace(' ', '-')}.yaml"] = f"name: {name}\n"
        case "extra":
            fields["extra"] = {"who": [name, {name: "yes"}]}
        case "link":
            slugged = name.replace(" ", "-")
            body += f"\nSee [the page](https://example.org/{slugged}), or [her](/people/{slugged}/).\n"
        case "correction":
            fields["corrections"] = [{"date": "1956-11-01", "text": f"It was not {name}."}]
        case "address":
            slug = f"{name.lower().replace(' ', '-')}-in-court"
        case "series":
            fields["series"] = f"The life of {name}"
        case "parted by a line":
            body += f"\n> It was {name.replace(' ', chr(10) + '> ')} who\n> called.\n"
        case _:
            body += f"\nWe met **{name}**, and her dog.\n"
    files[f"articles/{slug}.md"] = article(body=body, **fields)
    return f"/courier/{fields['edition'].replace('-', '/')}/{slug}/"


def some_name_in(files: list[tuple[str, str]], paths: str) -> bool:
    """Whether one of the names stands in one of the files whose paths are like this."""
    among = [text for path, text in files if re.fullmatch(paths, path)]
    return any(plain(name) in text for name in NAMES for text in among)


PLACES = {
    "a story's page": r"courier/1956/.*/story-\d+/index\.html",
    "a file's name": r"images/\w+\.png/.*",
    "a day": r"courier/1956/10/\d\d/index\.html",
    "a labelled edition": r"courier/1955/03/.*",
    "a month": r"courier/1956/10/index\.html",
    "the feed": r"feed\.atom",
    "the feed as JSON": r"feed\.json",
    "a paper's feed": r"courier/feed\.atom",
    "story data": r".*/article\.json",
    "a citation for RIS": r".*/article\.ris",
    "a citation for BibTeX": r".*/article\.bib",
    "search's pages": r"search/.*/fragment/.*",
    "search's filters": r"search/.*/(filter/.*|facets\.json)",
    "a sitemap": r"sitemaps/1956-10\.xml",
    "an old address": r"old/.*\.html",
    "a person": r"people/.*",
    "people": r"people/index\.html",
    "a topic": r"topics/topic-.*",
    "a section": r"sections/.*",
    "a series": r"series/.*",
    "corrections": r"corrections/.*",
    "withdrawals": r"withdrawals/.*",
    "what was removed": r"removed\.json",
    "what was removed, as a feed": r"removed\.atom",
    "a story's versions": r".*/versions/index\.html",
    "what is held": r".*/coverage/index\.html",
    "on this day": r"on-this-day/.*",
    "a page of the archive's own": r"about-\d+/.*",
}
"""Files in which some of the names must stand before the case."""


def test_two_hundred_names_in_random_places_are_in_no_byte_of_the_site(tmp_path: Path) -> None:
    random = Random(7)
    places = [(name, random.choice(KINDS)) for name in NAMES]
    assert len(places) == 200
    assert {kind for _, kind in places} == set(KINDS)
    files: dict[str, str | bytes] = {"outlets/courier.yaml": f"{PAPER}versions: true\n"}
    made = [(name, kind, story_with(kind, name, at, files)) for at, (name, kind) in enumerate(places)]
    earlier = {path.removeprefix("old/"): files.pop(path) for path in sorted(files) if path.startswith("old/")}
    root = make_archive(tmp_path, files | earlier)
    history = Repository(root)
    history.commit("2025-01-01")
    make_archive(root, {path: files[path] for path in earlier})
    history.commit("2025-01-02")
    build(root, as_of=AS_OF)
    before = opened(root / "site")
    everything = "".join(text for _, text in before)
    hidden = [name for name, kind in places if kind not in UNSEEN and plain(name) not in everything]
    assert hidden == []
    assert [place for place, paths in PLACES.items() if not some_name_in(before, paths)] == []
    pages = [(root / "site" / path).read_text("utf-8") for path, _ in before if re.fullmatch(r"courier/.*\.html", path)]
    for data in (r'<script type="application/ld\+json">(.*?)</script>', r'<meta property="og:[^"]*" content="([^"]*)"'):
        said = plain(" ".join(found for page in pages for found in re.findall(data, page, re.DOTALL)))
        assert any(plain(name) in said for name in NAMES), data
    shown = [name for name, kind in places if kind == "headline"]
    assert all(sum(name.upper() in page for page in pages) > 2 for name in shown), "in other stories' boxes, too"

    addresses: dict[str, str | None] = {
        address: f"story-{at}" for at, (_, kind, address) in enumerate(made) if kind == "address"
    }
    given_up = {f"/old/{name.lower().replace(' ', '-')}.html": None for name, kind in places if kind == "alias"}
    make_archive(root, cases(case("redact", text=NAMES, addresses=addresses | given_up)))
    build(root, as_of=AS_OF)
    left = [(path, name) for path, text in opened(root / "site") for name in NAMES if plain(name) in text]
    assert left == []
    for story in addresses.values():
        assert list((root / "site/courier").glob(f"1956/10/*/{story}/index.html")), (
            "the story stays, at its new address"
        )


def test_a_card_is_drawn_anew_without_the_name(tmp_path: Path) -> None:
    settings = f"{SETTINGS}cards: headline\n"
    root = make_archive(tmp_path, {"archive.yaml": settings, "articles/flood.md": article("John Smith in court")})
    build(root, as_of=AS_OF)
    file = root / "site" / card.path("story/courier/1956/10/13/flood/")
    with_the_name = file.read_bytes()
    make_archive(root, cases(case("redact", text="John Smith")))
    build(root, as_of=AS_OF)
    without = file.read_bytes()
    make_archive(root, {"takedowns.yaml": "[]", "articles/flood.md": article(f"{REMOVED} in court")})
    build(root, as_of=AS_OF)
    assert with_the_name != without == file.read_bytes()
