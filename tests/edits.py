"""Random edits to a small archive: what newsrooms do to their files, and to each other's."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from shutil import copytree, rmtree

import pyvips
import yaml
from hypothesis import strategies as st

OUTLETS = ("gazette", "herald")
DATES = (
    "1931-04-06",
    "1931-04-07",
    "1931-05",
    "1931",
    "1956-10-01",
    "1956-10-02",
    "1957-10-02",
    "1957-11-30",
    "unknown",
)
LATER = ("1958-12-01", "1961-02-28", "1964-02-29")
NEWS = ("2025-12-31", "2026-01-01T09:00:00+00:00", "2026-12-30")
"""Within two days of some of the moments that archives are built for."""
TOPICS = ("Floods", "floods", "Bridges", "Île et mer", "橋")
OUTSIDE = ("See [it](https://a.example/x#one) and <https://b.example/x>.", "See [it](https://b.example/x 'There').")
NAMES = ("Ada Quill", "Tom Marsh", "jane-weir")
PICTURES = ("images/a.png", "images/b.png", "images/deep/c.jpg")
TEMPLATE_MARKS = ("", "<!-- one -->", "<!-- two -->")


@dataclass(frozen=True)
class Story:
    """One article's file, before it is written."""

    fields: tuple[tuple[str, object], ...]
    body: str

    def with_field(self, name: str, value: object) -> "Story":
        kept = {key: one for key, one in self.fields if key != name}
        if value is not None:
            kept[name] = value
        return replace(self, fields=tuple(sorted(kept.items())))

    @cached_property
    def text(self) -> str:
        """Written once: thousands of stories stay as they are through a history."""
        return f"---\n{yaml.safe_dump(dict(self.fields), allow_unicode=True)}---\n{self.body}\n"


@dataclass
class Archive:
    """All files of an archive; ``write`` makes a folder hold exactly these."""

    stories: dict[str, Story] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    settings: dict[str, object] = field(default_factory=dict)
    template_mark: str = ""
    as_of: str = "2026-01-01"
    drafts: bool = False

    def copy(self) -> "Archive":
        return replace(self, stories=dict(self.stories), files=dict(self.files), settings=dict(self.settings))

    def contents(self, theme: Path) -> dict[str, bytes]:
        """Every file below the archive's root."""
        found = {f"content/articles/{path}": story.text.encode() for path, story in self.stories.items()}
        found |= {f"content/{path}": data for path, data in self.files.items()}
        found["content/archive.yaml"] = yaml.safe_dump(self.settings).encode()
        if self.template_mark:
            page = (theme / "templates" / "day.html").read_text(encoding="utf-8")
            start, end, rest = page.rpartition("{% endblock %}")  # what stands outside of blocks is not rendered
            found["themes/broadsheet/templates/day.html"] = f"{start}{self.template_mark}{end}{rest}".encode()
        return found

    def write(self, root: Path, theme: Path) -> None:
        wanted = self.contents(theme)
        for folder in ("content", "themes"):
            for file in sorted((root / folder).rglob("*"), reverse=True):
                if file.is_dir():
                    if not any(file.iterdir()):
                        file.rmdir()
                elif file.relative_to(root).as_posix() not in wanted:
                    file.unlink()
        for path, data in wanted.items():
            file = root / path
            if not file.is_file() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)


def picture(shade: int, ending: str = ".png", width: int = 24) -> bytes:
    """A small picture of one shade."""
    image = pyvips.Image.black(width, 16, bands=3).linear(1, [shade % 256, 90, 160])
    return bytes(image.cast("uchar").write_to_buffer(ending))


def first_archive() -> Archive:
    """Two papers, nine stories, three pictures, one edition file, a person, a page."""
    archive = Archive(settings={"name": "Test", "search": {"closed": 4, "open": 2}, "url": "https://a.example/"})
    for outlet in OUTLETS:
        archive.files[f"outlets/{outlet}.yaml"] = yaml.safe_dump({"name": outlet.title()}).encode()
    for at, path in enumerate(PICTURES):
        archive.files[path] = picture(at, path[path.rindex(".") :])
    for at, date in enumerate(DATES):
        outlet = OUTLETS[at % 2]
        fields: dict[str, object] = {
            "headline": f"Story {at}", "outlet": outlet, "published": date, "topics": [TOPICS[at % 5]],
            "byline": [NAMES[at % 3]], "people": [NAMES[(at + 1) % 3]], "section": "News",
        }  # fmt: skip
        if at % 3 == 0:
            fields["series"] = "A series"
        if at % 2 == 0:
            fields |= {"agency": ("Wire", "wire")[at % 4 // 2], "standfirst": f"In short {at}."}
        if at % 4 == 0:
            fields["images"] = [{"src": PICTURES[at % 3], "alt": "", "caption": f"Caption {at}"}]
        archive.stories[f"{outlet}/story-{at}.md"] = Story(
            tuple(sorted(fields.items())), f"Body of story {at}, a gauge."
        )
    archive.files["editions/herald/1931-04-07.yaml"] = b"number: 12\nteaser: A teaser\n"
    archive.files["people/jane-weir.yaml"] = b"name: Jane Weir\n"
    archive.files["agencies/wire.yaml"] = b"name: The Wire\nwithdraw: {from: 2026-06-01}\n"
    archive.files["pages/about.md"] = b"---\ntitle: About\n---\nAbout it.\n"
    return archive


Edit = Callable[[Archive], None]
"""Changes an archive in place; on an archive with no story it may do nothing."""


def _on_story(change: Callable[[Story], Story]) -> Callable[[int], Edit]:
    def of(index: int) -> Edit:
        def edit(archive: Archive) -> None:
            if archive.stories:
                path = sorted(archive.stories)[index % len(archive.stories)]
                archive.stories[path] = change(archive.stories[path])

        return edit

    return of


def _set(name: str, values: st.SearchStrategy[object]) -> st.SearchStrategy[Edit]:
    """Give one story another value in one field, or take the field away (None)."""
    return st.builds(
        lambda index, value: _on_story(lambda story: story.with_field(name, value))(index),
        st.integers(0, 30),
        values,
    )


def _date_story(index: int, date: str, by_edition: bool) -> Edit:
    named = "edition" if by_edition and len(date.partition(".")[0]) == 10 else "published"
    other = "published" if named == "edition" else "edition"
    return _on_story(lambda story: story.with_field(other, None).with_field(named, date))(index)


def _add(index: int, date: str) -> Edit:
    def edit(archive: Archive) -> None:
        outlet = OUTLETS[index % 2]
        fields = {
            "headline": f"New {index}",
            "outlet": outlet,
            "published": date,
            "topics": [TOPICS[index % 5]],
            "page": index,
        }
        archive.stories[f"{outlet}/deep/new-{index}.md"] = Story(tuple(sorted(fields.items())), "A new story.")

    return edit


def _delete(index: int) -> Edit:
    def edit(archive: Archive) -> None:
        if archive.stories:
            del archive.stories[sorted(archive.stories)[index % len(archive.stories)]]

    return edit


def _rename(index: int, name: str) -> Edit:
    def edit(archive: Archive) -> None:
        if archive.stories:
            path = sorted(archive.stories)[index % len(archive.stories)]
            archive.stories[f"{path.partition('/')[0]}/{name}.md"] = archive.stories.pop(path)

    return edit


WIRE = (
    "The gauge below the old bridge stood at four metres on Tuesday evening, a hand higher than in the spring of the "
    "great flood, and the ferrymen of both banks drew their boats into the meadow while the miller counted sacks by "
    "lantern light until morning came.",
    "Nobody in the lower town slept: the bell rang every hour, schools stayed shut, bakers lent their carts, and the "
    "board promised that a second wall of clay would stand along the quay before the next rain fell on the hills, "
    "whatever it cost the county.",
    "At noon on Wednesday the water fell by the width of a thumb, then by two; somebody cheered, a dog swam across, "
    "and the council went home to sleep without having voted on the pumps, the wall, the carts or anything else.",
)
"""A wire story in three paragraphs of some forty words, for copies of it, whole, cut and edited."""


def _copies(index: int, kept: tuple[int, ...], words: int) -> Edit:
    """Give a story the wire's text, or a part of it; of every ten words so many are others."""

    def changed(story: Story) -> Story:
        text = " ".join(WIRE[part] for part in kept).split()
        body = " ".join(f"w{index}x{at}" if at % 10 < words else word for at, word in enumerate(text))
        return replace(story, body=body)

    return _on_story(changed)(index)


def _link(index: int, target: int) -> Edit:
    def edit(archive: Archive) -> None:
        paths = sorted(archive.stories)
        if paths:
            story = archive.stories[paths[index % len(paths)]]
            link = f"See [that](articles/{paths[target % len(paths)]}), ![]({PICTURES[target % 3]})"
            archive.stories[paths[index % len(paths)]] = replace(story, body=link)

    return edit


def _comment(index: int, there: bool) -> Edit:
    def edit(archive: Archive) -> None:
        if archive.stories:
            path = sorted(archive.stories)[index % len(archive.stories)]
            name = f"comments/{path.removesuffix('.md')}.yaml"
            if there:
                archive.files[name] = (
                    b"- {author: A. R., text: I was there., replies: [{author: B., text: So was I.}]}\n"
                )
            else:
                archive.files.pop(name, None)

    return edit


def _file(path: str, data: bytes | None) -> Edit:
    def edit(archive: Archive) -> None:
        if data is None:
            archive.files.pop(path, None)
        else:
            archive.files[path] = data

    return edit


def _setting(name: str, value: object) -> Edit:
    return lambda archive: archive.settings.update({name: value})


def _template(mark: str) -> Edit:
    return lambda archive: setattr(archive, "template_mark", mark)


def _time(moment: str) -> Edit:
    return lambda archive: setattr(archive, "as_of", moment)


def _show_drafts(shown: bool) -> Edit:
    return lambda archive: setattr(archive, "drafts", shown)


def _case(name: str, action: str, **fields: object) -> bytes:
    """One case, from 2025 on unless it says when."""
    return yaml.safe_dump(
        [{"id": name, "action": action, "date": "2025-06-01", "reason": "A court", **fields}]
    ).encode()


_CASES = (
    _case("a", "redact", text=["Ada Quill", "gauge"]),
    _case("a", "redact", text=["gauge", "Ada Quill"], until="2026-06-01"),
    _case("b", "redact", text=["Jane Weir", "A series"], replacement="N. N.") + _case("c", "withdraw", articles="/gazette/1931/*"),
    _case("d", "redact", text="Flood", articles="articles/gazette/*") + _case("n", "noindex", articles="articles/*", search=False),
    _case("e", "redact", text="Story 1", addresses={"/herald/1931/04/07/story-1/": "a-story"}),
    _case("e", "redact", text="Story 0", articles="articles/gazette/story-0.md", addresses={
        "/gazette/1931/04/06/story-0/": "no-story", "/old/story-0.html": None}),
    _case("f", "withdraw", articles=["articles/herald/story-*", "/gazette/1956/10/01/story-4/"], date="2026-07-01"),
    _case("g", "redact", text=["b.png", "I was there", "橋", "Another text"], date="2026-07-01")
    + _case("h", "noindex", articles="/*", until="2026-02-01", search=False),
    _case("i", "noindex", articles="articles/herald/*") + _case("j", "redact", text="About"),
    None,
)  # fmt: skip
"""What ``takedowns.yaml`` may hold; some cases begin or end between the moments that edits build for."""

_index = st.integers(0, 30)


def _dead(*names: str, status: str = "404", checked: str = "2025-01-09") -> bytes:
    """The file of links that failed, with these of ``OUTSIDE``."""
    entries = [
        {"url": f"https://{name}.example/x", "status": status, "since": "2025-01-08", "checked": checked, "times": 2}
        for name in names
    ]
    return yaml.safe_dump(entries).encode()


_files = {
    "editions/gazette/1931-04-06.yaml": (
        b"number: 1\ncover: {src: images/b.png, alt: A cover}\n",
        b"number: 2\nlead: articles/gazette/story-0.md\n",
        b"lead: new-2\ncover: images/a.png\n",
        None,
    ),
    "editions/herald/1956-10-01.late.yaml": (b"teaser: Late\n", None),
    "editions/herald/1931-06-30.yaml": (b"number: 3\n", None),
    "editions/gazette/1965-01-01.yaml": (b"number: 4\n", None),
    "outlets/herald.yaml": (
        b"name: Herald\nfounded: 1931\nceased: 1957\nissn: 1234-5679\npublisher: Herald Press\n",
        b"name: The Herald\nfollows: gazette\n",
        b"name: Herald\ntimezone: Australia/Sydney\ncorrections: bottom\n",
        b"name: H\nlanguage: ar\n",
        b"name: Herald\nceased: 1960\n",
        b"name: Herald\nfounded: 1930\nfrequency: {every: quarterly}\nnot_published: [1956, 12-25]\n",
        b"name: H\nrights: [{until: 1931, rights: NoC-US}, {from: 1956-10, rights: InC}, {rights: Ours}]\n",
    ),
    "outlets/gazette.yaml": (
        b"name: Gazette\nfounded: 1931-04-06\nceased: 1964-03\nfrequency: [{every: weekly, on: monday}, {from: 1957-11-03, every: daily}]\n",
        b"name: Gazette\nfrequency: monthly\nmissing: [{from: 1931-06, to: 1956-08, reason: A fire}]\n",
        b"name: Gazette\nnot_published: [{from: 1957, to: 1957-11-29, reason: A strike}]\n",
    ),
    "people/jane-weir.yaml": (b"name: J. Weir\nimage: {src: images/a.png, alt: A portrait}\n", None),
    "topics/floods.yaml": (b"name: Floods and rivers\ndescription: Water.\n", None),
    "bylines/jane-weir.yaml": (b"name: Jane W.\n", None),
    "agencies/continental-wire.yaml": (b"name: The Continental Wire\n", b"name: C. W.\n", None),
    "agencies/wire.yaml": (
        b"name: The Wire\nretention: {days: 10}\n",
        b"name: The Wire\nwithdraw: {from: 2026-06-01, of: text}\nrights: CC-BY-4.0\n",
        b"withdraw: {from: 2025-06-01, of: pictures, reason: They asked., stories: {from: 1931-04-07, until: 1956}}\n",
        b"name: A wire\nretention: {days: 25300, of: text}\nwithdraw: {from: 2026-03-01}\n",
        b"description: A wire.\n",
        None,
    ),
    "pages/about.md": (
        b"---\ntitle: About us\n---\nSee [one](articles/gazette/story-0.md).\n",
        b"---\ntitle: About\naliases: [/old/two/, /old/about.html]\n---\nAbout it.\n",
        None,
    ),
    "links.yaml": (_dead("a", "b"), _dead("b"), _dead("a", status="503", checked="2025-01-20"), b"", None),
    "images/a.png": (picture(77), picture(78, width=900), None),
}
_ledgers = (
    b"/gazette/1931/04/06/story-0/\n/topics/bridges/\n/old/led.html -> /gazette/\n",
    b"/old/led.html -> /old/two/\n/old/led/two -> /herald/1931/04/07/story-1/\n",
    b"/gazette/1931/05/ -> /gazette/1931/\n/topics/floods/\n/old/two/\n",
    b"/on-this-day/10-02/ -> /on-this-day/\n/topics/floods/1956/ -> /topics/floods/\n",
    b"/herald/1956/10/01/\n/on-this-day/11-30/\n/people/jane-weir/\n/gazette/1956/10/\n/herald/1931/\n/topics/floods/1931/\n",
    None,
)
_settings = {
    "name": ("Test", "Another name"), "language": ("en", "fr", "ar"), "search": ({"closed": 4, "open": 2}, {"closed": 9, "open": 9}),
    "rights": ("Ours", "", "CC0-1.0"), "url": ("https://a.example/", "https://a.example/papers/", ""), "timezone": ("UTC", "America/Halifax"),
    "newsletter": (None, {"title": "News", "action": "https://a.example/n"}), "look": ({}, {"accent": "#00f"}),
    "markdown": ({"html": "sanitise"}, {"html": "text"}), "host": ("netlify", "cloudflare"),
    "security": (None, {"contact": "mailto:a@a.example", "expires": "2026-06-01"}),
    "cards": ("year", "headline"), "reprints": (True, False),
    "dead_links": ({}, {"archive": False}),
    "exports": (["ninjs", "ris", "bib"], ["bib"], []),
}  # fmt: skip

_LEDGERS = st.builds(_file, st.sampled_from(("addresses/a.txt", "addresses/deep/b.txt")), st.sampled_from(_ledgers))
_ALIASES = _set(
    "aliases",
    st.sampled_from(
        (
            ["/old/one.html"],
            ["/old/two/", "/old/three"],
            ["/gazette/1931/04/06/story-0/"],
            ["/old/one.html/more/"],
            None,
        )
    ),
)
_DATED = st.builds(
    _date_story, _index, st.sampled_from((*DATES, *LATER, "1956-10-01.late", "1956-10-02.late")), st.booleans()
)

_WIRED = st.builds(
    _copies, _index, st.sampled_from(((0, 1, 2), (0, 1), (0,), (2,), (1, 2, 0), (0, 0))), st.sampled_from((0, 0, 0, 1, 2, 5))
)  # fmt: skip

FIELD_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda index, text: _on_story(lambda story: replace(story, body=text))(index), _index,
              st.sampled_from(("Another text.", "Water <b>bold</b> & *more*.", "# A head\n\nText[^1].\n\n[^1]: Note.", "", *OUTSIDE))),
    _set("headline", st.sampled_from(("Flood", "A & B <i>", "Ärger"))),
    _set("topics", st.lists(st.sampled_from(TOPICS), max_size=3)),
    _set("byline", st.lists(st.sampled_from(NAMES), max_size=2)),
    _set("agency", st.sampled_from(("Reuters", "continental-wire", None))),
    _set("series", st.sampled_from(("A series", "Another", None))),
    _set("section", st.sampled_from(("News", "Sport", None))),
    _set("page", st.sampled_from(("1", "A4", "12-13", None))),
    _set("draft", st.booleans()),
    _set("noindex", st.booleans()),
    _set("language", st.sampled_from(("fr", "ar", None))),
    _set("withdrawn", st.sampled_from(({"date": "1957-01-01", "reason": "A court"}, {"date": "1958-02-02", "reason": "B"}, None))),
    _set("corrections", st.sampled_from(([{"date": "1956-11-01", "text": "Wrong"}], [{"date": "1956-11-01", "text": "Unclear", "kind": "clarification"}, {"date": "unknown", "text": "Right"}], [{"date": "1931-05-05", "text": "W"}], None))),
    _set("embargo", st.sampled_from(("2026-06-01", "2025-06-01", None))),
    _set("images", st.sampled_from(([{"src": "images/a.png", "alt": "One"}], [{"src": "images/b.png", "alt": "", "lead": True}], [{"caption": "Not held"}], [{"src": "images/b.png", "alt": "", "credit": "C", "agency": "Wire"}], [{"src": "images/a.png", "alt": "A", "agency": ""}, {"src": "images/b.png", "alt": "", "distributable": False, "rights": "InC"}], None))),
    _set("agency", st.sampled_from(("Wire", "wire", ["Another", "Wire"], None))),
    _set("standfirst", st.sampled_from(("In short.", None))),
    _set("rights", st.sampled_from(("CC-BY-SA-3.0", "Theirs", None))),
    _set("updated", st.sampled_from(("1958-01-01", "2025-03-01T10:00:00+02:00", "1999", None))),
    _WIRED,
)  # fmt: skip
"""What a story says of itself, and its text."""

PLACE_EDITS: st.SearchStrategy[Edit] = st.one_of(
    _LEDGERS,
    _ALIASES,
    _DATED,
    _set("permalink", st.sampled_from(("/politics/", "/politics.html", "/old/two/", "/topics/floods/", None))),
    _set("outlet", st.sampled_from(OUTLETS)),
    st.builds(_add, _index, st.sampled_from((*DATES, *LATER, *NEWS))),
    st.builds(_delete, _index),
    st.builds(_rename, _index, st.sampled_from(("renamed", "story-3", "x/y"))),
    st.builds(_link, _index, _index),
    _set("aliases", st.sampled_from((["/old/story-0.html"], None))),
)  # fmt: skip
"""Where things stand."""

FILE_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.sampled_from(sorted(_files)).flatmap(lambda path: st.sampled_from([_file(path, data) for data in _files[path]])),
    st.builds(_comment, _index, st.booleans()),
)  # fmt: skip
"""Other files than stories."""

TIME_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.sampled_from([_setting(name, value) for name, options in _settings.items() for value in options]),
    st.sampled_from([_file("takedowns.yaml", data) for data in _CASES]),
    st.sampled_from([_template(mark) for mark in TEMPLATE_MARKS]),
    st.sampled_from([_time(moment) for moment in ("2026-01-01", "2026-01-02", "2026-01-05", "2026-12-31", "2025-01-01")]),
    st.builds(_show_drafts, st.booleans()),
)  # fmt: skip
"""Cases, settings, and the moment: what changes stories without an edit of theirs."""

EDITS: st.SearchStrategy[Edit] = st.one_of(FIELD_EDITS, PLACE_EDITS, FILE_EDITS, TIME_EDITS)

A_YEAR: tuple[Edit, ...] = (
    _file("takedowns.yaml", _case("a", "redact", text=["gauge", "Ada Quill"], until="2026-06-01")),
    _rename(2, "renamed"),
    _file(
        "outlets/gazette.yaml",
        b"name: Gazette\nfrequency: [{every: weekly, on: monday}, {from: 1957-11-03, every: daily}]\n",
    ),
    _time("2026-12-31"),
    _file("takedowns.yaml", None),
)
"""A case begins, a file is renamed, an outlet comes out otherwise; then the case has ended and a wire's terms are due."""

ADDRESS_EDITS: st.SearchStrategy[Edit] = st.one_of(
    _LEDGERS, _ALIASES, _DATED, st.builds(_delete, _index), st.builds(_rename, _index, st.sampled_from(("renamed", "story-3"))),
    _set("topics", st.lists(st.sampled_from(TOPICS), max_size=3)), _set("draft", st.booleans()),
    _set("withdrawn", st.sampled_from(({"date": "1957-01-01", "reason": "A court"}, None))),
    st.sampled_from([_file("pages/about.md", data) for data in _files["pages/about.md"]]),
    st.sampled_from([_file("takedowns.yaml", data) for data in _CASES]),
    st.sampled_from([_time(moment) for moment in ("2026-01-01", "2026-12-31", "2025-01-01")]),
    st.sampled_from([_file("outlets/gazette.yaml", data) for data in _files["outlets/gazette.yaml"]]),
)  # fmt: skip
"""What gives pages other addresses, and takes them away."""

COPY_EDITS: st.SearchStrategy[Edit] = st.one_of(
    _WIRED, _WIRED, _WIRED, _DATED, st.builds(_delete, _index), st.builds(_rename, _index, st.sampled_from(("renamed", "story-3"))),
    st.builds(_add, _index, st.sampled_from(DATES)), _set("draft", st.booleans()), _set("series", st.sampled_from(("A series", None))),
    _set("withdrawn", st.sampled_from(({"date": "1957-01-01", "reason": "A court"}, None))),
    _set("embargo", st.sampled_from(("2026-06-01", None))), _set("outlet", st.sampled_from(OUTLETS)),
    st.sampled_from([_file("outlets/herald.yaml", data) for data in _files["outlets/herald.yaml"]]),
    st.sampled_from([_file("takedowns.yaml", data) for data in _CASES]),
    st.sampled_from([_time(moment) for moment in ("2026-01-01", "2026-12-31")]), st.builds(_show_drafts, st.booleans()),
    _set("agency", st.sampled_from(("Wire", "wire", None))),
    st.sampled_from([_file("agencies/wire.yaml", data) for data in _files["agencies/wire.yaml"]]),
    st.sampled_from([_setting("reprints", value) for value in (True, True, False)]),
)  # fmt: skip
"""What makes copies of a text, and ends them."""


def clone(source: Path, target: Path) -> None:
    """The archive's own files, without its site and its cache."""
    rmtree(target, ignore_errors=True)
    for folder in ("content", "themes"):
        if (source / folder).is_dir():
            copytree(source / folder, target / folder)
