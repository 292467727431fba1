"""What tests of publishing share: a small site as builds leave it, and a store that records its calls."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from backissue.publishing.ledger import LEDGER
from backissue.publishing.outcome import Published
from backissue.publishing.run import bring
from backissue.publishing.store import Found, Store

FIRST = {
    ".backissue-sum": "1", "_headers": "/*\n  Cache-Control: no-cache\n",
    "assets/a.css": "a {}", "images/a.webp": "one",
    "index.html": "home", "courier/index.html": "a paper", "courier/1956/index.html": "a year",
    "search/shards.json": "[1]", "search/shards/1956/a.pf_index": "words",
}  # fmt: skip
SECOND = {
    **FIRST, ".backissue-sum": "2", "index.html": "home again", "search/shards.json": "[1,2]",
    "courier/1957/index.html": "a new year", "images/b.webp": "two", "search/shards/1957/b.pf_index": "more words",
}  # fmt: skip
"""The site after another build: some files are new, some changed, and two are no more."""
del SECOND["courier/1956/index.html"], SECOND["search/shards/1956/a.pf_index"]


class Cut(Exception):
    """What a store raises at the call that a test names."""


class Recorded:
    """A store in memory, which writes down what it is told and may be cut off at any call."""

    at_once = 1
    keeps_headers = True
    has_folders = False
    folds = False

    def __init__(self, *, tells_digests: bool = True) -> None:
        self.files: dict[str, tuple[bytes, Mapping[str, str], str]] = {}
        self.calls: list[tuple[str, str]] = []
        self.left = -1
        """Calls that go through before one is cut off; negative: all."""
        self._tells_digests = tells_digests

    def found(self) -> Iterator[Found]:
        yield from [Found(path, len(data), tag) for path, (data, _, tag) in self.files.items()]

    def read(self, path: str) -> bytes | None:
        return self.files[path][0] if path in self.files else None

    def digest(self, found: Found) -> str:
        return found.tag if self._tells_digests else ""

    def put(self, path: str, data: bytes, headers: Mapping[str, str]) -> str:
        self._call("put", path)
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        tag = digest if self._tells_digests else f"{len(self.calls)}-{digest[:4]}"
        self.files[path] = data, headers, tag
        return tag

    def remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            self._call("remove", path)
            self.files.pop(path, None)

    def _call(self, what: str, path: str) -> None:
        if self.left == 0:
            raise Cut
        self.left -= 1
        self.calls.append((what, path))

    def texts(self) -> dict[str, str]:
        return {path: data.decode() for path, (data, _, _) in self.files.items() if path != LEDGER}

    def sent(self) -> list[tuple[str, str]]:
        """Calls for files of the site, since this was last asked."""
        calls = [(what, path) for what, path in self.calls if path != LEDGER]
        self.calls.clear()
        return calls


def lay(site: Path, files: Mapping[str, str]) -> Path:
    """Make the folder ``site`` hold these files and no others."""
    for old in [path for path in site.rglob("*") if path.is_file()]:
        old.unlink()
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    return site


def sent(site: Path, store: Store, *, archive: str = "ours", dry_run: bool = False, adopt: bool = False) -> Published:
    return bring(
        site, store, archive, "", "there", dry_run=dry_run, adopt=adopt, tell=lambda phase, done, total: None
    )  # fmt: skip


def texts(folder: Path) -> dict[str, str]:
    """Every file of a folder, but for the ledger."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files if file.name != LEDGER}
