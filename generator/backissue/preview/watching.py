"""Which files changed since it was last asked: told by the system, and gathered until a burst is over."""

import logging
import sys
import threading
import time
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from backissue.sources.scan import is_passed_over, kind_of

_QUIET = 0.01
"""Seconds without an event after which a file is taken for saved."""
_WRITING = 0.25
"""The same while a file was written to and not closed: who saves it is not done, or has not said so."""
_BURST = 0.4
"""The same after more than a few files, as when a branch is checked out: such pauses are longer."""
_FEW = 10
_LONGEST = 15.0
"""Seconds after which what was gathered is built, even if files go on to change."""
_MOST = 2_000
"""More changed paths than this are not kept: the system may have lost some, and looking at every file costs no more."""
_POLL = 2.0
"""Seconds between two looks where the system has no watches left."""
_IGNORED = {"opened", "closed_no_write"}

Told = frozenset[str] | None
"""Paths below ``content/`` of files and folders that may have changed, in NFC; None: any may have."""


class Watcher(FileSystemEventHandler):
    """Watches an archive's ``content/`` and ``themes/``, and its commits when told to.

    Events come in threads of watchdog's; any other may ask.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._content = (root / "content").resolve()
        self._changed = threading.Condition()
        self._told: set[str] = set()
        self._everything = False
        self._writing: set[str] = set()
        self._first = self._last = 0.0
        """When the first and the last event came that were not asked for yet; 0: there is none."""
        self._over = False
        self._observer: BaseObserver | None = None
        self._followed: dict[Path, tuple[bool, ObservedWatch]] = {}
        """Folders of the content's Git repository; True: and those below them."""
        self._log = _Losses(self)

    def start(self) -> bool:
        """Begin; False when the system has too few watches and files are looked at every other second instead."""
        logging.getLogger("watchdog").addHandler(self._log)
        logging.getLogger("watchdog").propagate = False
        try:
            self._observe(Observer())
            return True
        except OSError:  # ENOSPC, EMFILE: the limits of inotify
            self.stop()
            self._over = False
            self._observe(PollingObserver(timeout=_POLL))
            return False

    def _observe(self, observer: BaseObserver) -> None:
        self._observer = observer
        observer.schedule(self, str(self._root))  # sees content/ and themes/ come and go
        observer.start()
        for folder in (self._content, self._root / "themes"):
            if folder.is_dir():
                observer.schedule(self, str(folder), recursive=True)

    def follow(self, folders: Mapping[Path, bool]) -> None:
        """Watch these folders of a Git repository, too, and no others: see ``history.git.head_folders``."""
        assert self._observer is not None
        for folder in self._followed.keys() - folders.keys():
            self._observer.unschedule(self._followed.pop(folder)[1])
        for folder in folders.keys() - self._followed.keys():
            with suppress(OSError):  # the system has too few watches, or the folder is no more
                watch = self._observer.schedule(self, str(folder), recursive=folders[folder])
                self._followed[folder] = folders[folder], watch
                with self._changed:  # what came before it was watched
                    self._note_time()

    def stop(self) -> None:
        """End, and wake whoever waits."""
        logging.getLogger("watchdog").removeHandler(self._log)
        if self._observer:
            self._observer.stop()
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def wait(self, timeout: float | None) -> bool:
        """Until something changed and a burst is over; False after ``timeout`` seconds, or when stopped."""
        with self._changed:
            self._changed.wait_for(lambda: self._first or self._over, timeout)
            while self._first and not self._over:
                left = min(self._last + self._pause(), self._first + _LONGEST) - time.monotonic()
                if left <= 0:
                    return True
                self._changed.wait(left)
            return False

    def _pause(self) -> float:
        if self._everything or len(self._told) > _FEW:
            return _BURST
        return _WRITING if self._writing else _QUIET

    def take(self) -> Told:
        """What changed since it was last asked; nothing when it was the theme alone, or the commit."""
        with self._changed:
            told = None if self._everything else frozenset(self._told)
            self._told.clear()
            self._writing.clear()
            self._everything, self._first = False, 0.0
            return told

    def look_at_everything(self) -> None:
        """Events were lost."""
        with self._changed:
            self._everything = True
            self._note_time()

    def on_any_event(self, event: FileSystemEvent) -> None:
        kind, is_folder = event.event_type, event.is_directory
        if kind in _IGNORED or (is_folder and kind in ("modified", "attrib")):
            return
        paths = [str(path) for path in (event.src_path, event.dest_path) if path]
        for path in paths:
            self._note(Path(path), kind, is_folder=is_folder)

    def _note(self, path: Path, kind: str, *, is_folder: bool) -> None:
        if self._is_head(path):
            with self._changed:
                self._note_time()
        elif path == self._root / "content" or path == self._content:
            self.look_at_everything()
        elif path.is_relative_to(self._content):
            source = unicodedata.normalize("NFC", path.relative_to(self._content).as_posix())
            if any(map(is_passed_over, source.split("/"))) or not (is_folder or _is_content(source)):
                return
            with self._changed:
                self._told.add(source)
                self._everything |= len(self._told) > _MOST
                if kind in ("created", "modified") and not is_folder and sys.platform == "linux":
                    self._writing.add(source)
                else:
                    self._writing.discard(source)
                self._note_time()
        elif path.is_relative_to(self._root / "themes"):
            if any(map(is_passed_over, path.relative_to(self._root).parts)):
                return
            if path == self._root / "themes" and kind == "created" and self._observer:
                self._observer.schedule(self, str(path), recursive=True)
            with self._changed:
                self._note_time()

    def _is_head(self, path: Path) -> bool:
        """True for a file that says which commit is checked out, or which a branch has."""
        if path.suffix == ".lock":  # Git writes beside a file, and renames
            return False
        is_named = path.name in ("HEAD", "packed-refs") and path.parent in self._followed
        return is_named or any(
            is_deep and path.is_relative_to(folder) for folder, (is_deep, _) in list(self._followed.items())
        )

    def _note_time(self) -> None:
        self._last = time.monotonic()
        self._first = self._first or self._last
        self._changed.notify_all()


def _is_content(source: str) -> bool:
    """True for content files, and for what stands beside their folders and is about all (``takedowns.yaml``)."""
    return bool(kind_of(source)) or ("/" not in source and source.endswith((".yaml", ".yml")))


class _Losses(logging.Handler):
    """watchdog says in its log alone that the system's queue ran over."""

    def __init__(self, watcher: Watcher) -> None:
        super().__init__(logging.WARNING)
        self._watcher = watcher

    def emit(self, record: logging.LogRecord) -> None:
        self._watcher.look_at_everything()
