"""Runs builds that kill themselves at a chosen moment: for ``test_kill.py``.

The moments are every file that is put in place, written beside or removed, every commit, and
every swap of a search shard: the N-th of them ends the process as ``kill -9`` does.

Every line that it is given is an archive's folder, its time and a moment, as JSON. It answers with how the build's
process ended and how many moments there were. The processes are forked from one that has loaded the program.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backissue.build import build
from backissue.catalog import store
from backissue.render import templates  # noqa: F401 - a build loads it when it renders; here it is loaded once


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


def watch(countdown: Countdown) -> None:
    """Count the moments of this process from now on."""
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


def run(root: str, as_of: str, moment: int) -> tuple[int, int]:
    """Build ``root`` in a process of its own; (its exit code, its moments, or 0 when it was killed)."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        countdown = Countdown(moment)
        try:
            watch(countdown)
            build(Path(root), as_of=datetime.fromisoformat(as_of).replace(tzinfo=UTC), jobs=1)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        seen = countdown.seen
        countdown.moment = 0  # to tell is no moment of the build
        os.write(tell, str(seen).encode())
        os._exit(0)
    os.close(tell)
    with os.fdopen(told) as answer:
        seen = int(answer.read() or 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), seen


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(run(*json.loads(line)))}\n")
        sys.stdout.flush()
