"""The site that posts belong to: where its root is, which generator made it, and where its files and posts stood."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import msgspec

from backissue.importers.addresses import path_of
from backissue.importers.readers.markdown.front_matter import FrontMatterFault, fields_of_meta, split
from backissue.importers.readers.moments import in_file_name
from backissue.sources.scan import PICTURE_ENDINGS
from backissue.sources.yaml_text import YamlFault, YamlText

ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mdx")
MOST_BYTES = 4_000_000
"""A file beyond this is no story."""
_CONFIGS = {
    "_config.yml": "jekyll", "_config.yaml": "jekyll", "_config.toml": "jekyll",
    "hugo.toml": "hugo", "hugo.yaml": "hugo", "hugo.yml": "hugo", "hugo.json": "hugo",
    "config.toml": "hugo", "config.yaml": "hugo", "config.yml": "hugo",
    "pelicanconf.py": "pelican", "conf.py": "nikola",
    ".eleventy.js": "eleventy", "eleventy.config.js": "eleventy", "eleventy.config.mjs": "eleventy",
    "eleventy.config.cjs": "eleventy",
}  # fmt: skip
_INNER = {"content", "_posts", "_drafts", "_pages", "src", "posts", "pages", "blog", "articles", "source"}
"""Folders that stand within a site, never above one."""
_SHOWN_FROM = ("", "static", "public", "assets", "source", "src", "content", "files", "images")
"""Folders whose files a generator puts at the site's root."""
_NO_CONTENT = {"_site", "_includes", "_layouts", "_data", "_sass", "_plugins", "node_modules", "archetypes", "themes",
               "layouts", "vendor", "templates", "__pycache__"}  # fmt: skip
_NAMES = ("name", "full_name", "display_name", "title")
"""What generators call the name in a file of authors."""
_STRING = re.compile(
    r"""^(SITENAME|SITEURL|SITE_URL|BLOG_TITLE|TIMEZONE|DEFAULT_LANG)\s*=\s*["']([^"'\n]*)["']""", re.M
)


class Site(msgspec.Struct):
    """A site's folder."""

    root: Path
    start: Path
    """What is imported: the root itself, a folder in it, or one file."""
    generator: str
    """``jekyll``, ``hugo``, ``zola``, ``pelican``, ``nikola``, ``eleventy``, or empty when nothing tells."""
    config: dict[str, Any]
    """The generator's own settings, as far as they are plain data."""
    permalink: str = ""
    """The form of its posts' addresses, in Jekyll's words: ``/:year/:month/:day/:title/``."""
    posts: dict[str, str] = msgspec.field(default_factory=dict)
    """By a post's file name without its ending: its path below the root."""
    slugs: dict[str, str] = msgspec.field(default_factory=dict)
    """By the part of a dated file's name after the date: its path; empty when several have it."""

    def files(self) -> Iterator[Path]:
        """Every file below ``start`` that may be content, sorted; the folders of a generator's own are passed by."""
        yield from [self.start] if self.start.is_file() else _walk(self.start, self.start.resolve())

    def path_of(self, file: Path) -> str:
        """``file`` from the root, with forward slashes."""
        return file.relative_to(self.root).as_posix()

    def picture(self, ref: str, beside: Path) -> str:
        """The file that ``ref`` shows in a post whose folder is ``beside``; empty when it is not in the site."""
        own = self.url and (ref + "/").startswith(self.url.rstrip("/") + "/")
        path = unquote(path_of(ref.removeprefix(self.url.rstrip("/")) if own else ref))
        if (not own and re.match(r"[\w+.-]+:|//", ref)) or not path.lower().endswith(PICTURE_ENDINGS) or "\0" in path:
            return ""
        places = [] if path.startswith("/") else [beside]
        places += [self.root / folder for folder in _SHOWN_FROM]
        for place in places:
            if found := self.inside(place / path.lstrip("/")):
                return str(found)
        return ""

    def inside(self, path: Path) -> Path | None:
        """The file at ``path``; None when none is there, or a link leads it out of the root."""
        try:
            found = path.resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            return None
        return found if found.is_file() and found.is_relative_to(self.root.resolve()) else None

    @property
    def url(self) -> str:
        """Where the site stood, as its settings say."""
        for name in ("url", "baseURL", "baseurl", "base_url", "SITEURL", "SITE_URL"):
            value = self.config.get(name)
            if isinstance(value, str) and re.match(r"https?://[^/\s]", value):
                return value
        return ""

    def authors(self) -> dict[str, str]:
        """Names by the ids that posts sign with, from the site's data."""
        for name in ("_data/authors.yml", "_data/authors.yaml", "_data/people.yml", "data/authors.yaml"):
            if (file := self.inside(self.root / name)) and isinstance(found := _data(file), dict):
                named = {
                    str(who): next((said[name] for name in _NAMES if isinstance(said.get(name), str)), "")
                    for who, said in found.items()
                    if isinstance(said, dict)
                }
                return {who: name for who, name in named.items() if name}
        return {}

    def find(self, written: str, beside: Path) -> str:
        """The post that a tag means by its path or its name: the path below the root; empty when there is none."""
        path = unquote(written.split("#")[0].split("?")[0]).strip()
        if not path or "\0" in path or len(path) > 500:
            return ""
        places = [] if path.startswith("/") else [beside]
        for place in (*places, self.root, self.root / "content", self.root / "_posts", self.root / "posts"):
            for ending in ("", *ENDINGS[:2], "/index.md"):
                found = self.inside(place / (path.strip("/") + ending))
                if found and found.suffix in ENDINGS:
                    return found.relative_to(self.root.resolve()).as_posix()
        stem = PurePosixPath(path).name
        for ending in ENDINGS:
            stem = stem.removesuffix(ending)
        return self.posts.get(stem) or self.slugs.get(stem, "")


def find_site(start: Path, permalink: str = "") -> Site:
    """The site that ``start`` is, or is a part of; and what stands in it."""
    start = start.absolute()
    folder = start if start.is_dir() else start.parent
    root, config = _root(folder)
    generator = _CONFIGS.get(config, "")
    settings = _settings(root / config) if config else {}
    if generator == "hugo" and "base_url" in settings:
        generator = "zola"
    if not generator and ("_posts" in start.parts or (root / "_posts").is_dir()):
        generator = "jekyll"
    form = settings.get("permalink") if generator == "jekyll" else ""
    site = Site(root, start, generator, settings, permalink or (form if isinstance(form, str) else ""))
    for file in site.files():
        if file.suffix in ENDINGS:
            path = site.path_of(file)
            site.posts.setdefault(file.stem, path)
            day, slug = in_file_name(file.stem)
            if day:
                site.slugs[slug] = "" if slug in site.slugs else path
    return site


def front_matter_of(file: Path) -> dict[str, Any]:
    """The fields of the post in ``file``; none when they cannot be read."""
    try:
        text = file.read_bytes()[:MOST_BYTES].decode("utf-8", "replace")
        meta = file.with_suffix(".meta")
        beside = fields_of_meta(meta.read_text("utf-8", "replace")) if meta.is_file() else {}
        return beside | split(text).fields
    except (OSError, FrontMatterFault):
        return {}


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    """Files by name; no link is followed out of the source, and none to a folder at all."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _NO_CONTENT:
                yield from _walk(Path(entry.path), root)
        else:
            yield Path(entry.path)


def _root(folder: Path) -> tuple[Path, str]:
    """The site's folder and its generator's settings file; ``folder`` and nothing when neither is found."""
    near = [folder, *list(folder.parents)[:4]]
    within = next((at for at, place in enumerate(near) if place.name in _INNER), None)
    reach = near[:1] if within is None else near
    for place in reach:
        for name in _CONFIGS:
            if (place / name).is_file() and not (place / name).is_symlink():
                return place, name
    if within is None or (folder / "content").is_dir() or (folder / "_posts").is_dir():
        return folder, ""
    inner = [place for place in near[within:] if place.name in _INNER and place.name not in ("src", "source")]
    top = near[within] if inner else folder
    while top.parent.name in _INNER and top in inner:
        top = top.parent
    return (top.parent, "") if inner and top.parent != top else (folder, "")


def _settings(file: Path) -> dict[str, Any]:
    if file.suffix == ".py":  # never run: the few that matter are plain texts
        try:
            text = file.read_text("utf-8", "replace")[:200_000]
        except OSError:
            return {}
        return {match[1]: match[2] for match in _STRING.finditer(text)}
    found = _data(file)
    return found if isinstance(found, dict) else {}


def _data(file: Path) -> Any:
    try:
        text = file.read_bytes()[:MOST_BYTES].decode("utf-8-sig", "replace")
        return tomllib.loads(text) if file.suffix == ".toml" else YamlText(text.replace("\t", "  "), file.name).data
    except (OSError, YamlFault, tomllib.TOMLDecodeError, RecursionError):
        return None
