"""Little archives for tests: content files from a mapping, with one paper where none is given."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyvips
import yaml
from backissue.build import build

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
"""The moment that tests build archives for: time is an input of a build."""

SETTINGS = """\
name: Test archive
url: https://archive.example.org/
language: en-GB
search: {closed: 6, open: 3}
"""
"""The caps on search shards are small, so that a few stories make several of them."""

PAPER = """\
name: The Courier
place: Moorfield
timezone: Europe/London
"""


def make_archive(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files``, by path below ``content/``, into ``folder``, and give ``folder``.

    Called again, it adds and replaces. Where nothing else says so, there is one paper, ``courier``.
    """
    content = folder / "content"
    defaults: dict[str, str | bytes] = {}
    if not (content / "archive.yaml").exists():
        defaults["archive.yaml"] = SETTINGS
    if not (content / "outlets").exists() and not any(path.startswith("outlets/") for path in files):
        defaults["outlets/courier.yaml"] = PAPER
    for path, text in {**defaults, **files}.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def make_two_stories(folder: Path) -> Path:
    """A flood, with a topic, and a river: made in ``folder`` and built."""
    root = make_archive(folder, {
        "articles/flood.md": article("Flood", topics=["Floods"]), "articles/river.md": article("River"),
    })  # fmt: skip
    build(root, as_of=AS_OF)
    return root


def article(headline: str = "A headline", body: str = "A story.\n", **front_matter: Any) -> str:
    """An article's file. It is in the edition of 13 October 1956 unless it says when it is from."""
    front: dict[str, Any] = {"headline": headline}
    if not {"edition", "published"} & front_matter.keys():
        front["edition"] = "1956-10-13"
    written = yaml.safe_dump(front | front_matter, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{written}---\n{body}"


def picture(width: int = 60, height: int = 40, ending: str = ".png", colour: int = 128) -> bytes:
    """A picture file of one grey."""
    made = (pyvips.Image.black(width, height) + colour).cast("uchar").copy(interpretation="b-w")
    return bytes(made.write_to_buffer(ending))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` with its bytes."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
