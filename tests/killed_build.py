"""Runs one build that kills itself at a chosen moment: for ``test_kill.py``.

The moments are every file that is put in place, written beside or removed, every commit, and
every swap of a search shard: the N-th of them ends the process as ``kill -9`` does.
"""

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backissue.build import build
from backissue.catalog import store


class Countdown:
    """Kills the process at the N-th moment, before it or just after it; counts them all when N is 0."""

    def __init__(self, moment: int) -> None:
        self.moment = moment
        self.seen = 0

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function`` with a moment before it and one after it."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.tick()
            result = function(*args, **kwargs)
            self.tick()
            return result

        return counted

    def tick(self) -> None:
        self.seen += 1
        if self.seen == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)


def main(root: str, as_of: str, moment: str) -> None:
    """Build ``root``; print how many moments there were."""
    countdown = Countdown(int(moment))
    for module, name in ((os, "replace"), (os, "rename"), (os, "write"), (shutil, "rmtree")):
        setattr(module, name, countdown.wrap(getattr(module, name)))
    for name in ("unlink", "write_bytes", "write_text", "rename"):
        setattr(Path, name, countdown.wrap(getattr(Path, name)))
    connect = sqlite3.connect

    class Connection(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            if sql == "COMMIT":
                countdown.tick()
                found = super().execute(sql, *args)
                countdown.tick()
                return found
            return super().execute(sql, *args)

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        return connect(*args, factory=Connection, **kwargs)

    vars(store)["sqlite3"].connect = watched
    build(Path(root), as_of=datetime.fromisoformat(as_of).replace(tzinfo=UTC), jobs=1)
    sys.stdout.write(f"{countdown.seen}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
