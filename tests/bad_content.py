"""Content with faults: each case is the files that are put into an archive in which nothing is wrong."""
# ruff: noqa: E501  # the lines of a file are easier to read as one text

from pathlib import Path

from archives import article, picture

Files = dict[str, str | bytes]

GOOD: Files = {
    "articles/good.md": article("A good story"),
    "images/gauge.png": picture(),
    "editions/courier/1956-10-13.yaml": "number: 12\nlead: articles/good.md\n",
}
"""What stands beside every fault."""

STORY = "---\nheadline: Flood\nedition: 1956-10-13\n"
"""An article's first three lines; what follows begins on the fourth."""


def story(fields: str, body: str = "The river rose.\n") -> Files:
    """One article with these lines of front matter from its fourth line on."""
    return {"articles/1956/flood.md": f"{STORY}{fields}---\n{body}"}


def settings(fields: str) -> Files:
    """The archive's settings: a name, and these lines from the second on."""
    return {"archive.yaml": f"name: Test archive\n{fields}"}


def bomb(levels: int) -> str:
    """YAML whose aliases stand for ten times as much on every level."""
    lines = [f"  a0: &a0 [{', '.join('x' * 10)}]"]
    lines += [f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "extra:\n" + "\n".join(lines) + "\n"


CASES: dict[str, Files] = {
    # What is not YAML, or more YAML than a record needs
    "a colon in a text": story("standfirst: Flood: the river\n"),
    "a tab": story("extra:\n\tdepth: 4\n"),
    "a bracket that is not closed": story("topics: [Floods\n"),
    "a character that YAML does not know": story("kicker: Fl\x07ood\n"),
    "a field twice": story("kicker: Flood\nheadline: Flood again\n"),
    "a tag": story("extra:\n  depth: !!python/object:os.system x\n"),
    "a tag of one's own": story("extra: !depth {}\n"),
    "aliases without end": story(bomb(9)),
    "an alias of itself": story("extra: {a: &a [*a]}\n"),
    "lists in lists without end": story(f"extra: {{a: {'[' * 5000}{']' * 5000}}}\n"),
    "an alias of nothing": story("kicker: *nothing\n"),
    "a list for a field's name": story("extra: {[a, b]: c}\n"),
    "two documents": {"outlets/courier.yaml": "name: The Courier\n---\nname: The Other\n"},
    # Fields
    "a field that is written wrongly": {
        "articles/1956/flood.md": f"{STORY}images:\n  - src: images/gauge.png\n    alt: A gauge.\n    credt: Marsh\n---\n"
    },
    "fields that nobody knows": story("headlines: x\nbyline: [{nam: Ada Quill}]\nzebra: 1\nwithdrawn: {when: 1957}\n"),
    "wrong types": story("draft: perhaps\ntopics: Floods\nimages: images/gauge.png\ncorrections: {date: 1956}\nextra: 4\n"),
    "wrong types within": story("byline: [{name: [Ada, Tom]}]\npage:\n  from: 4\nimages: [{src: images/gauge.png, lead: 2}]\n"),
    "nothing where a text is needed": story("byline: [{name: }]\naliases: [~]\n"),
    "a list and no fields": {"articles/1956/flood.md": "---\n- headline\n---\n"},
    "no headline": {"articles/1956/flood.md": "---\nedition: 1956-10-13\nkicker: Flood\n---\n"},
    "an empty headline": {"articles/1956/flood.md": '---\nedition: 1956-10-13\nheadline: " "\n---\n'},
    "fields missing within": story("images: [{rights: Ours.}]\n") | {
        "articles/1956/gauge.md": f"{STORY}corrections:\n  - text: Wrong.\n---\n",
        "articles/1956/river.md": f"{STORY}withdrawn: {{date: 1956-10-20}}\n---\n",
        "articles/1956/bridge.md": f"{STORY}byline: [Ada Quill, {{role: photographs}}]\n---\n",
    },
    "neither edition nor published": {"articles/1956/flood.md": "---\nheadline: Flood\n---\n"},
    "a place that is no edition's": story("") | {
        "articles/1956/flood.md": "---\nheadline: Flood\nedition: yesterday\n---\n",
        "articles/1956/river.md": "---\nheadline: River\nedition: 1956-10-13.LATE\n---\n",
    },
    "a web address that is none": story("source: example.org/flood\n") | {
        "people/jane-weir.yaml": "same_as: [Q42]\n"
    },
    "a language that nobody speaks": story("language: klingonian\n"),
    # Files
    "an empty file": {
        "articles/1956/flood.md": "", "articles/good.md": "", "outlets/courier.yaml": "", "pages/about.md": "",
        "topics/floods.yaml": "", "comments/good.yaml": "",
    },
    "no front matter": {"articles/1956/flood.md": "The river rose.\n", "pages/about.md": "About.\n"},
    "front matter that does not end": {
        "articles/1956/flood.md": "---\nheadline: Flood\nThe river rose.\n", "pages/about.md": "---\ntitle: About\n",
    },
    "not UTF-8": {
        "articles/1956/flood.md": f"{STORY}---\nThe café\nwas flooded.\n".encode("latin-1"),
        "articles/1956/river.md": f"{STORY}---\nRiver.\n".encode("utf-16"),
        "archive.yaml": "name: Café\n".encode("latin-1"),
    },
    "a NUL": story("", "The river\0 rose.\n") | {"topics/floods.yaml": "name: Floods\n\0\n"},
    # Other files than articles
    "outlets": {
        "outlets/courier.yaml": "name: The Courier\nnmae: The Courier\ntimezone: Europe/Moorfield\nlanguage: xx-unknown\n"
        "founded: 1856-02-30\nprecedes: courrier\nfollows: lamp\n",
        "outlets/other.yaml": "place: Moorfield\n",
    },
    "editions": {
        "editions/courier/1956-10-14.yaml": "pages: many\nnumbr: 4\nlead: articles/god.md\n",
        "editions/courier/1956-02-30.yaml": "number: 4\n",
        "editions/courier/october.yaml": "number: 4\n",
        "editions/currier/1956-10-13.yaml": "number: 4\n",
    },
    "a lead that is not there": {
        "editions/courier/1956-10-13.yaml": "number: 12\nlead: articles/1956/good.md\n",
    },
    "people and topics": {
        "people/jane-weir.yaml": "nme: Jane Weir\n", "topics/floods.yaml": "- Floods\n",
        "places/moorfield.yaml": "name: [Moorfield]\n",
    },
    "comments": {
        "comments/good.yaml": "- author: A reader\n  text: Well told.\n  date: 1956-14-01\n"
        "  replies:\n    - {author: Another, txt: No.}\n",
        "comments/1956/nothing.yaml": "- author: A reader\n  text: Of what?\n",
    },
    "comments that are no list": {"comments/good.yaml": "comments: Well told.\n"},
    "pages": {"pages/about.md": "---\ntitel: About\n---\nText.\n", "pages/terms.md": "---\n---\nText.\n"},
    "settings": settings(
        "timezone: Mars/Olympus\nlanguage: klingonian\nurl: archive.example.org\nnewsletter: {title: Letter}\n"
        "search: {closed: 0}\nlook: {ink: 'red; background: blue'}\n"
    ),
    "settings that nobody knows": settings("nam: Test\nsearch: {close: 4}\nlook: {inc: red}\nmarkdown: {html: raw}\n"),
    "settings that are no YAML": settings("tagline: Every story: ours\n"),
    # Dates
    "dates that are none": story(
        "published: 1956-02-30\nupdated: 13 October 1956\nembargo: 1956\ncorrections:\n"
        "  - {date: 1956-10-14, text: Wrong.}\n  - {date: 1956-13, text: Wrong.}\nwithdrawn: {date: soon, reason: Court order}\n"
    ) | {
        "articles/1956/river.md": "---\nheadline: River\nedition: 1956-13-01\npublished: 1956-10-13T25:00+10:00\n---\n",
        "articles/1956/year.md": "---\nheadline: Year\npublished: 0000\n---\n",
    },
    # Outlets
    "an outlet that is not there": story("outlet: courir\n") | {
        "articles/1956/lamp.md": "---\nheadline: Lamp\noutlet: evening-lamp\nedition: 1956-10-13\n---\n",
    },
    "no outlet where there are two": story("") | {
        "outlets/courier.yaml": "name: The Courier\n", "outlets/lamp.yaml": "name: The Lamp\n"
    },
    "an outlet where the archive's own pages are": {
        "outlets/topics.yaml": "name: Topics\n", "articles/good.md": article(outlet="topics"),
        "editions/courier/1956-10-13.yaml": "", "outlets/courier.yaml": "name: The Courier\n",
    },
    # Addresses
    "one address twice": {
        "articles/a/flood.md": f"{STORY}---\n", "articles/b/flood.md": f"{STORY}---\n",
        "articles/b/river.md": f"{STORY}slug: flood\n---\n",
        "articles/c/alias.md": f"{STORY}aliases: [/old/, /courier/1956/10/13/good]\n---\n",
        "articles/c/old.md": f"{STORY}permalink: /old\n---\n",
    },
    "an address below a file": {
        "articles/a/flood.md": f"{STORY}aliases: [/old/flood.html]\n---\n",
        "articles/b/river.md": f"{STORY}aliases:\n  - /old/flood.html/more/\n---\n",
    },
    "one page twice": {
        "articles/1956/flood.md": f"{STORY}permalink: /about/\n---\n", "pages/about.md": "---\ntitle: About\n---\n"
    },
    "addresses that the archive makes": {
        "articles/1956/flood.md": f"{STORY}permalink: /topics/floods/\n---\n",
        "articles/1956/river.md": f"{STORY}aliases:\n  - /courier/1957/\n  - /courier/latest/\n  - /\n---\n",
        "articles/1956/gauge.md": "---\nheadline: Gauge\npublished: 1956-10\nslug: '13'\n---\n",
        "pages/search.md": "---\ntitle: Search\n---\n", "pages/courier.md": "---\ntitle: The Courier\n---\n",
    },
    "one thing twice": {
        "topics/floods.yaml": "name: Floods\n", "topics/floods.yml": "name: Floods\n",
        "editions/courier/1956-10-13.yml": "number: 13\n",
    },
    "addresses that climb out": story(
        "slug: ..\npermalink: /../../etc/passwd\naliases: [old, //example.org/, /a/../b/, '/a?b', /a/%2e%2e/b, '/a\\b']\n"
    ),
    # Pictures
    "pictures that are not there": story(
        "images:\n  - {src: images/guage.png, alt: A gauge.}\n  - {src: images/bridge.jpg, alt: A bridge.}\n",
        "The river.\n\n![The river](images/river.jpg)\n",
    ) | {
        "editions/courier/1956-10-13.yaml": "number: 12\ncover:\n  src: images/cover.png\n  alt: A front page.\n",
        "people/jane-weir.yaml": "image: {src: images/weir.jpg, alt: Jane Weir.}\n",
        "pages/about.md": "---\ntitle: About\n---\n![Us](images/us.jpg)\n",
    },
    "pictures from elsewhere": story(
        "images:\n  - {src: ../secret.png, alt: x}\n  - {src: images/../../secret.png, alt: x}\n"
        "  - {src: https://example.org/a.png, alt: x}\n  - {src: articles/a.png, alt: x}\n",
    ),
    "pictures in the text that climb out": story("", "![x](../../../secret.png)\n\n![x](/etc/secret.png)\n"),
    "pictures that are none": {
        "images/gauge.png": b"not a picture", "images/empty.jpg": b"", "images/river.svg": "<svg",
        "images/page.png": "<!doctype html><p>Not found</p>",
    },
    "a picture that was cut short": story("images: [{src: images/cut.jpg, alt: A river.}]\n") | {
        "images/cut.jpg": picture(600, 400, ".jpg")[:-1200]
    },
    # Take-downs
    "cases that are none": {"takedowns.yaml": (
        "- {id: a b, action: redact, date: 2026-03, reason: Court order}\n"
        "- {id: '2', action: delete, date: 2026-03-09, reason: Court order}\n"
        "- {id: '3', action: withdraw, date: 2026-03-09, articles: articles/good.md}\n"
        "- {id: '4', action: noindex, date: 2026-03-09, reason: ' ', text: x, artcles: articles/good.md}\n"
    )},
    "cases that lack what they need": {"takedowns.yaml": (
        "- {id: a b, action: redact, date: 2026-03, reason: Court order}\n"
        "- {id: '2', action: withdraw, date: 2026-03-09, until: 2026-03-01, reason: Court order, search: false}\n"
        "- {id: '3', action: noindex, date: 2026-03-09, reason: ' ', text: x, articles: good.md}\n"
        "- {id: '4', action: redact, date: 2026-03-09, reason: Of a good story, text: good, articles: /courier/}\n"
        "- {id: '5', action: redact, date: 2026-03-09, reason: Ours, text: '-'}\n"
        "- {id: '6', action: redact, date: 2026-03-09, reason: Ours, text: x, addresses: {old: x, /old/: /a?b, /x/: x-y}}\n"
    )},
    "cases that contradict": {"takedowns.yaml": (
        "- {id: '1', action: withdraw, date: 2026-03-09, reason: A court, articles: articles/good.md}\n"
        "- {id: '1', action: withdraw, date: 2027-03-09, reason: Another, articles: articles/good.md}\n"
        "- {id: '3', action: redact, date: 2026-03-09, reason: Ours, text: Tom Marsh, replacement: T. M.}\n"
        "- {id: '4', action: redact, date: 2026-03-09, reason: Ours, text: tom marsh, articles: articles/*}\n"
    )},
    "cases about what is not there": {"takedowns.yaml": (
        "- {id: '1', action: withdraw, date: 2020-03-09, reason: A court, articles: [articles/1956/good.md, /old/]}\n"
        "- {id: '2', action: noindex, date: 2020-03-09, reason: A court, articles: [articles/1957/*, /courier/1956/10/*]}\n"
    )},
    "texts of cases in addresses": {
        "takedowns.yaml": "- {id: '1', action: redact, date: 2020-03-09, reason: A court, text: [good, courier, About]}\n",
        "pages/about.md": "---\ntitle: Us\n---\nText.\n",
    },
    "a list of cases that is none": {"takedowns.yaml": "withdraw: articles/good.md\n"},
    # Links
    "links to what is not there": story("", (
        "The [river](articles/1956/river.md) and\nthe [good](../good.md) one.\n\n"
        "And [another](articles/1957/good.md#end), [about](pages/abuot.md),\n[out](../../../secret.md).\n"
    )),
    # Warnings: the build goes on
    "warned: no alternative text": story(
        'images:\n  - src: images/gauge.png\n  - {src: images/gauge.png, alt: ""}\n  - src: images/gauge.png\n    alt:\n',
        "![](images/gauge2.png)\n\n![](images/gauge.png)\n",
    ) | {"images/gauge2.png": picture(60, 40, colour=9)},
    "warned: what is not public": story("", "See [the draft](draft.md).\n\n![A map](https://example.org/map.png)\n") | {
        "articles/1956/draft.md": f"{STORY}draft: true\n---\n",
        "editions/courier/1956-10-20.yaml": "number: 13\n",
    },
}  # fmt: skip
"""By what is wrong."""


def bad_links(folder: Path) -> None:
    """Symbolic links, which a mapping of texts cannot hold, and a name that is not UTF-8."""
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(article("A secret"), "utf-8")
    articles = folder / "content/articles"
    (articles / "leaves.md").symlink_to(outside / "secret.md")
    (articles / "leaves-too").symlink_to(outside)
    (articles / "nowhere.md").symlink_to("nothing.md")
    (articles / "round.md").symlink_to("round.md")
    (articles / "folder").symlink_to("1956")
    (articles / "1956").mkdir()
    with open(bytes(articles) + b"/caf\xe9.md", "wb") as file:  # noqa: PTH123  # a path of bytes
        file.write(article().encode())
