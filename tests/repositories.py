"""Git repositories for tests: commits with fixed dates, and nothing of the machine's own settings."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

_NOBODY = {
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.example",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b.example",
}  # fmt: skip
_CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


class Repository:
    """A working tree in a folder, which may hold files already."""

    def __init__(self, folder: Path, *, init: bool = True) -> None:
        self.folder = folder
        if init:
            folder.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, at: str = "2026-01-01") -> str:
        """What Git answers; commits are made ``at`` a moment, in UTC where it has no offset."""
        moment = datetime.fromisoformat(at)
        seconds = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
        dates = {"GIT_AUTHOR_DATE": f"{seconds} +0000", "GIT_COMMITTER_DATE": f"{seconds} +0000"}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=_CLEAN | _NOBODY | dates, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self, at: str) -> None:
        """All that is in the folder, but what a build makes."""
        self.git("add", "-A", "--", ".", ":!site", ":!.backissue")
        self.git("commit", "-q", "--allow-empty", "-m", "A change", at=at)
