"""Where the bytes of files that are no pages come from."""

from dataclasses import dataclass
from pathlib import Path

from backissue.render.theme import Theme


@dataclass(frozen=True, slots=True)
class Materials:
    """The folders that a build takes files from."""

    content: Path
    pictures: Path
    """``.backissue/pictures``: derivatives, in a folder for each picture's hash."""
    theme: Theme
