"""Builds the archive again whenever its files change: pages first, search once nobody saves anything any more."""

import sqlite3
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from backissue.build import Placed, Progress, Works, finish, put_pages, showing
from backissue.errors import BackIssueError, Busy, Problem, SearchError
from backissue.history.keeping import folders_to_follow
from backissue.place import BuildLock, Place
from backissue.preview.faults import faults_of
from backissue.preview.news import Item, News
from backissue.preview.watching import Told, Watcher
from backissue.render.batch import Outcome

_IDLE = 2.0
"""Seconds after the last change before search is brought up to date."""
_AGAIN = 1.0
"""Seconds before a build is tried again that another one keeps from running."""
_MOST_PATHS = 5_000
"""Changed files that are told by name: more are told as "all"."""

Say = Callable[[Sequence[Problem], str], None]
"""Told (problems, line): of warnings and a build, or of mistakes and that there is none."""


class Stopped(BaseException):
    """The preview ends; like any build that is cut off, this one is gone on with by the next."""


class Desk(threading.Thread):
    """The thread that builds. All of its catalog's connections are its own."""

    def __init__(
        self, place: Place, as_of: datetime | None, watcher: Watcher, news: News, say: Say,
        *, drafts: bool, jobs: int | None, progress: Progress,
    ) -> None:  # fmt: skip
        super().__init__(name="desk", daemon=True)
        self.built = threading.Event()
        """The first build has ended, with a site or with mistakes."""
        self._place, self._as_of, self._drafts, self._jobs = place, as_of, drafts, jobs
        self._watcher, self._news, self._say, self._progress = watcher, news, say, progress
        self._works: Works | None = None
        self._catalog_file = (0, 0)
        self._waiting: Told = None
        """What changed since the last build that went through: what is mended by an edit elsewhere is among it."""
        self._placed: Placed | None = None
        """The last build whose search is yet to come."""
        self._paths: set[str] | None = set()
        self._over = threading.Event()

    def stop(self) -> None:
        """End soon, in the middle of a build too."""
        self._over.set()
        self._watcher.stop()

    def run(self) -> None:
        """Builds until the preview is over; the thread's own loop."""
        try:
            self._put_pages()
            self._finish()
            self.built.set()
            self._progress = lambda phase, done, total: None
            while not self._over.is_set():
                if self._watcher.wait(_IDLE if self._placed else None):
                    told = self._watcher.take()
                    self._waiting = None if told is None or self._waiting is None else self._waiting | told
                    self._put_pages(is_expected=told != frozenset())
                elif self._placed:
                    self._finish()
        except Stopped:
            pass
        finally:
            self.built.set()
            if self._works:
                self._works.close()

    def _put_pages(self, *, is_expected: bool = True) -> None:
        """Build all but search; ``is_expected``: somebody changed a file of the content, and waits for it."""
        begun = time.monotonic()
        try:
            with self._held() as works:
                shown = showing(self._as_of, drafts=self._drafts)
                placed = put_pages(works, shown, self._tell, self._waiting, self._see)
                self._watcher.follow(folders_to_follow(self._place, works.catalog))
        except Busy:
            self._try_again()
        except Exception as fault:
            self._fail(fault)
        else:
            self._waiting, self._placed = frozenset(), placed
            paths, self._paths = self._paths, set()
            self._news.post(Item(None if paths is None else frozenset(paths)))
            if self.built.is_set():
                count = "many files" if paths is None else f"{len(paths)} {'file' if len(paths) == 1 else 'files'}"
                line = f"{count} changed in {time.monotonic() - begun:.2f} s"
                self._say(placed.warnings, line if is_expected or paths is None or paths else "")

    def _fail(self, fault: Exception) -> None:
        """The last good site stands; the next build looks at all that this one would have taken in."""
        problems = getattr(fault, "problems", ()) or (Problem("backissue", 0, str(fault)),)
        self._say(problems, "the site is as it was")
        if not isinstance(fault, BackIssueError | OSError | sqlite3.Error):
            traceback.print_exception(fault)
        if not isinstance(fault, BackIssueError):
            self._waiting = None
        self._news.post(Item(frozenset(), faults_of(fault, self._place.root)))

    def _finish(self) -> None:
        if self._placed is None:
            return
        try:
            with self._held() as works:
                summary = finish(works, self._placed, self._tell)
        except Busy:
            self._try_again()
        except (SearchError, OSError, sqlite3.Error) as fault:  # the pages are good all the same
            self._placed = None
            self._say((Problem("search", 0, str(fault)),), "")
        else:
            if not self.built.is_set():
                self._say(summary.warnings, str(summary))
            self._placed = None

    def _try_again(self) -> None:
        self._over.wait(_AGAIN)
        if self._placed is None:
            self._watcher.look_at_everything()

    @contextmanager
    def _held(self) -> Iterator[Works]:
        """What is built with, under the lock; made anew when somebody removed the cache."""
        with BuildLock(self._place):
            if self._works and self._identity() != self._catalog_file:
                self._works.close()
                self._works = self._placed = self._waiting = None
            if self._works is None:
                self._works = Works(self._place, self._jobs)
                self._catalog_file = self._identity()
            try:
                yield self._works
            finally:
                self._works.pool.rest()  # a build waits for the processes of the one before, its own too

    def _identity(self) -> tuple[int, int]:
        with suppress(OSError):
            status = self._place.catalog.stat()
            return status.st_dev, status.st_ino
        return 0, 0

    def _tell(self, phase: str, done: int, total: int) -> None:
        if self._over.is_set():
            raise Stopped
        self._progress(phase, done, total)

    def _see(self, outcomes: Sequence[Outcome]) -> None:
        if self._paths is not None:
            self._paths.update(one.path for one in outcomes if one.changed or (one.status == "gone" and one.before))
            if len(self._paths) > _MOST_PATHS:
                self._paths = None
