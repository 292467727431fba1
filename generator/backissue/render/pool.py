"""Work for many hands: pure functions of plain data, on this process or on several."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from backissue.errors import WorkerEnded
from backissue.place import hold_as_worker

if TYPE_CHECKING:  # what starts processes is loaded when one is started
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTH_PROCESSES = 400
"""Fewer items than this are done sooner than a second process has started."""
_BATCH = 64
_WAITING = 8
"""Batches that wait for each process: enough that none is ever idle, few enough to stay small in memory."""


class Pool:
    """Runs batches, on ``jobs`` processes when there is enough to do: this one, and others that any executor may be."""

    def __init__(self, jobs: int, cache: str, executor: "Executor | None" = None) -> None:
        self.jobs = jobs
        self._cache = cache
        self._executor = executor

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()

    def rest(self) -> None:
        """Let the processes go, and their memory; they are started again when there is work for them."""
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def run(
        self, function: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]
    ) -> Iterator[tuple[int, list[Result]]]:
        """(how many items are done, results) batch by batch, in whatever order they finish."""
        batches = (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
        done = 0
        if self.jobs < 2 or len(items) < _WORTH_PROCESSES:
            for batch in batches:
                done += len(batch)
                yield done, function(batch)
            return
        from concurrent.futures import BrokenExecutor

        waiting: dict[Future[list[Result]], Sequence[Item]] = {}
        try:
            for batch in batches:
                while len(waiting) >= _WAITING * (self.jobs - 1):
                    ended = [future for future in waiting if future.done()]
                    if not ended:  # this process would only wait: it does the next itself
                        break
                    for future in ended:
                        done += len(waiting.pop(future))
                        yield done, future.result()
                else:
                    waiting[self._submitted(function, batch)] = batch
                    continue
                done += len(batch)
                yield done, function(batch)
            while waiting:
                future, batch = waiting.popitem()  # the last is the one that waits longest
                done += len(batch)
                yield done, function(batch) if future.cancel() else future.result()
        except BrokenExecutor:
            raise WorkerEnded("a process was ended from outside; build again, with fewer --jobs") from None

    def _submitted(
        self, function: Callable[[Sequence[Item]], list[Result]], batch: Sequence[Item]
    ) -> "Future[list[Result]]":
        with _deaf_to_ctrl_c():  # which processes that are started here inherit: this one alone decides
            return self._started().submit(function, batch)

    def _started(self) -> "Executor":
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        if self._executor is None:
            context = multiprocessing.get_context("spawn")  # a fork would copy libvips's threads half way
            self._executor = ProcessPoolExecutor(self.jobs - 1, context, initializer=_begin, initargs=(self._cache,))
        return self._executor


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal's group; inside it waits, and for children for ever."""
    _start_tracker()  # it would let Ctrl-C in again as it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_tracker() -> None:
    """Start what clears away after processes that end; it is not to warn of each time that it had to."""
    from multiprocessing import resource_tracker

    sys.warnoptions.append("ignore:resource_tracker")
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.pop()


def _begin(cache: str) -> None:
    """A worker ends with the build that started it, however that ends."""
    import multiprocessing

    hold_as_worker(cache)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()


def _end_with(wait: Callable[[], object]) -> None:
    wait()
    os._exit(1)
