"""Real posts of another generator as content of an archive: what a newsroom's own script would do."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from archives import article, make_archive

HOST = "https://18f.gsa.gov"
"""Where the posts stood: what they link to and is not among them is there."""

SETTINGS = """\
name: The 18F blog
url: https://archive.example.org/
language: en-US
markdown: {html: sanitise}
search: {closed: 200, open: 60}
"""

POST = re.compile(r"(?:https?://18f\.gsa\.gov)?/(20\d\d/\d\d/\d\d)/([^/#?\s]+)/?")
RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
COMMENT = re.compile(r"\{%-?\s*comment.*?endcomment\s*-?%\}", re.DOTALL)
IMAGE = re.compile(r"\{%-?\s*image(?:_with_class)?\s+(\"[^%]*?\")\s*-?%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
PICTURE = re.compile(r"!\[((?:[^\]\\]|\\.)*)\]\((?!\s*http)\s*([^\s)]*)[^)]*\)")
ADDRESS = re.compile(r"(\]\(\s*|\]:\s+|href=[\"'])(/[^\s\"')>]*|https?://18f\.gsa\.gov/20[^\s\"')>]*)")


@dataclass
class Converted:
    """What became of the posts."""

    articles: int = 0
    links: int = 0
    """From one of them to another."""
    pictures: set[str] = field(default_factory=set)
    raw: dict[str, str] = field(default_factory=dict)
    """By a post's name in its address: texts in which a template's tags are meant to be read."""


def convert(posts: Path, root: Path) -> Converted:
    """Write the archive of the posts in the folder ``posts`` into ``root``."""
    files = sorted((posts / "content/posts").glob("*.md"))
    places = {file.stem: place_of(file) for file in files}
    converted = Converted()
    make_archive(root, {"archive.yaml": SETTINGS, "outlets/18f.yaml": "name: 18F\ntimezone: America/New_York\n"})
    for file in files:
        make_archive(root, {place_of(file): Post(file, posts, places, converted).article()})
    for picture in sorted(converted.pictures):
        target = root / "content/images" / picture.removeprefix("assets/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(posts / picture, target)
    converted.articles = len(files)
    return converted


def place_of(file: Path) -> str:
    """Where a post's article is: below its day, as two of them have one name."""
    year, month, day, slug = file.stem.split("-", 3)
    return f"articles/{year}/{month}/{day}/{slug}.md"


class Post:
    """One post, being converted."""

    def __init__(self, file: Path, posts: Path, places: dict[str, str], converted: Converted) -> None:
        self.file = file
        self.posts = posts
        self.places = places
        self.converted = converted
        self.lead = ""

    def article(self) -> str:
        """The post as an article's file."""
        _, front, body = re.split(r"^---[ \t]*\n", self.file.read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)
        given: dict[str, Any] = yaml.load(front.replace("\t", " "), yaml.BaseLoader)
        self.lead = given.get("image", "")
        summary = self.text(given.get("description") or given.get("excerpt") or "")
        fields: dict[str, Any] = {
            "published": self.date(given.get("date", "")),
            "standfirst": re.sub(r"\s+", " ", summary).strip(),
            "byline": [name.replace("-", " ").title() for name in listed(given.get("authors"))],
            "topics": [tag for tag in listed(given.get("tags")) if tag != "“Array”"],
            "source": given.get("tumblr_url", ""),
            "aliases": [address for address in listed(given.get("redirect_from")) if address.startswith("/")],
            "images": self.images(given),
        }
        return article(given["title"], self.text(body), **{name: value for name, value in fields.items() if value})

    def date(self, written: str) -> str:
        """When it was published, by its own word or its file's name."""
        return written if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[ T].*)?", written) else self.file.stem[:10]

    def images(self, given: dict[str, Any]) -> list[dict[str, str]]:
        """The lead picture, where its file is there."""
        path = self.picture(self.lead)
        return [{"src": path, "alt": given.get("image_alt", "")}] if path else []

    def picture(self, written: str) -> str:
        """A picture's place in the archive; empty when its file is not there."""
        path = written.strip().strip("/")
        if not path.startswith("assets/") or not (self.posts / path).is_file():
            return ""
        self.converted.pictures.add(path)
        return f"images/{path.removeprefix('assets/')}"

    def text(self, text: str) -> str:
        """A text with its template's tags resolved, its links and pictures made the archive's."""
        kept: list[str] = []

        def keep(raw: re.Match[str]) -> str:
            kept.append(raw[1])
            return f"\0{len(kept) - 1}\0"

        text = COMMENT.sub("", RAW.sub(keep, text))
        text = re.sub(r"\{\{\s*site\.baseurl\s*\}\}", "", text)
        text = re.sub(r"\{\{\s*(?:page\.image|image\s*\|\s*url|image)\s*\}\}", self.lead, text)
        text = re.sub(r"\{\{\s*\"([^\"]*)\"\s*\|\s*url\s*\}\}", r"\1", text)
        text = re.sub(r"\{\{\s*\"([^\"]*)\"\s*\|\s*embed:\s*\"([^\"]*)\"\s*\}\}", r"[\2](\1)", text)
        text = re.sub(
            r"\{\{\s*\"([^\"]*)\"\s*\|\s*team_link\s*\}\}", lambda tag: tag[1].replace("-", " ").title(), text
        )
        text = IMAGE.sub(self._image_tag, text)
        text = TAG.sub("", text)
        text = PICTURE.sub(lambda found: self._shown(found[2], found[1]), text)
        text = ADDRESS.sub(lambda found: found[1] + self._address(found[2]), text)
        slug = self.file.stem[11:]
        self.converted.raw[slug] = self.converted.raw.get(slug, "") + "".join(kept)
        return re.sub("\0(\\d+)\0", lambda mark: kept[int(mark[1])], text)

    def _image_tag(self, tag: re.Match[str]) -> str:
        texts = re.findall(r'"([^"]*)"', tag[1])
        alt = texts[-1] if len(texts) > 1 else ""
        return self._shown(texts[0], re.sub(r"([\[\]\\])", r"\\\1", alt).replace("\n", " "))

    def _shown(self, written: str, alt: str) -> str:
        path = self.picture(written)
        return f"![{alt}]({path})" if path else ""

    def _address(self, written: str) -> str:
        found = POST.match(written)
        if found and (place := self._place(found[1].replace("/", "-"), found[2])):
            self.converted.links += 1
            return place + written[found.end() :]
        return written if written.startswith("http") else HOST + written

    def _place(self, day: str, slug: str) -> str:
        """The article that a link means, be its day right or wrong."""
        others = (place for stem, place in self.places.items() if stem[11:] == slug)
        return self.places.get(f"{day}-{slug}", next(others, ""))


def listed(value: object) -> list[str]:
    """One text or a list of them, or nothing, as a list."""
    return [value] if isinstance(value, str) and value else [str(item) for item in value or () if item]  # type: ignore[attr-defined]
