"""What a command costs: its time, its processor time, and the memory of all its processes together.

Memory is the proportional set size (PSS) summed over the process tree: pages that processes share are counted once. It
is sampled, so a peak of less than some hundredths of a second may be missed; the kernel keeps no such sum.
"""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05
"""Seconds between two samples; more when a sample costs much: measuring may need a twentieth of a core."""


@dataclass(frozen=True)
class Cost:
    """What one or several commands cost."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all cores, the kernel's work for the command among them."""
    peak: int
    """Bytes."""
    others: float = 0.0
    """Seconds of all cores that went to other programs meanwhile: when these are many, ``wall`` says little."""

    def __add__(self, other: "Cost") -> "Cost":
        """One command after another."""
        return Cost(
            self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak), self.others + other.others
        )


class CommandFailed(Exception):
    """A measured command ended with an error."""


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command in ``folder`` to its end and say what it cost. Raises CommandFailed."""
    return run_and_hear(command, folder, environment)[0]


def run_and_hear(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> tuple[Cost, str]:
    """The same, and what the command said."""
    os.sync()  # what was written before is not this command's to wait for
    log = folder / ".output-of-command"
    with log.open("wb") as out:
        busy, begun = _busy(), time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        sampler = _Sampler(process.pid)
        sampler.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.kill()
            process.wait()  # what it writes to is removed next
            raise
        wall, busy = time.perf_counter() - begun, _busy() - busy
        process.returncode = os.waitstatus_to_exitcode(status)
        sampler.finish()
    said = log.read_text("utf-8", "replace")
    log.unlink()
    if process.returncode:
        raise CommandFailed(f"{Path(command[0]).name} ended with {process.returncode}:\n{said[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, sampler.peak, max(0.0, busy - cpu)), said


def _busy() -> float:
    """Seconds that the machine's cores have worked, since it started."""
    user, nice, system, _, _, interrupts, soft, *_ = Path("/proc/stat").read_text("ascii").split(maxsplit=9)[1:9]
    return sum(map(int, (user, nice, system, interrupts, soft))) / os.sysconf("SC_CLK_TCK")


class _Sampler(threading.Thread):
    """Adds up the memory of a process and its descendants until it is told to finish."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._root = root
        self._over = threading.Event()

    def run(self) -> None:
        pause = 0.005  # the first sample comes early: some commands are over soon
        while not self._over.wait(pause):
            begun = time.thread_time()  # not the clock: on a busy machine that would leave hardly any samples
            self.peak = max(self.peak, sum(_memory(process) for process in tree_of(self._root)))
            pause = max(_EVERY, 20 * (time.thread_time() - begun))

    def finish(self) -> None:
        self._over.set()
        self.join()


def tree_of(root: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 - bare names are what is wanted
        if name.isdigit() and (parent := _parent(int(name))):
            children.setdefault(parent, []).append(int(name))
    found = [root]
    for process in found:  # grows while it is gone through
        found += children.get(process, ())
    return found


def _parent(process: int) -> int:
    """A process's parent, or 0 when it has ended."""
    try:
        with open(f"/proc/{process}/stat", "rb") as file:  # noqa: PTH123 - read for every process, many times a second
            return int(file.read().rpartition(b")")[2].split()[1])
    except OSError:
        return 0


def _memory(process: int) -> int:
    """A process's PSS in bytes, or 0 when it has ended."""
    try:
        with open(f"/proc/{process}/smaps_rollup", "rb") as file:  # noqa: PTH123
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
