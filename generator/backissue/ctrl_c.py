"""What Ctrl-C does while the program loads, while a command works, and while a preview runs.

Python's own way, an exception wherever the process happens to be, is right for a command at work. While modules are
loaded it would end in a traceback, or be lost in a callback that cannot raise.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

STOPPED = 130
"""The exit code of what Ctrl-C ended: 128 and the signal's number, as shells have it."""


def leave_at_once() -> None:
    """From now on it ends the process without a word."""
    _answer(lambda number, frame: os._exit(STOPPED))


def interrupt() -> None:
    """From now on it raises KeyboardInterrupt, as Python does by itself."""
    _answer(signal.default_int_handler)


def note() -> Callable[[], bool]:
    """From now on it does nothing but make the answer true. A list takes no lock, which a handler might wait for."""
    came: list[int] = []
    _answer(lambda number, frame: came.append(number))
    return lambda: bool(came)


def leave(code: int) -> NoReturn:
    """End the process now, whatever its threads are doing: a build that is cut off loses nothing."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # nobody reads any more
            continue
    os._exit(code)


def _answer(handler: Callable[[int, FrameType | None], Any]) -> None:
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as of a process that a script leaves behind
        signal.signal(signal.SIGINT, handler)
