"""Ctrl-C ends a command at once, whatever it is in the middle of, and without a word of Python."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archives import article, make_archive
from backissue.build import build

STARTED = """
import os, signal, sys
from backissue.__main__ import main
left = [int(sys.argv.pop(1))]
def hear(event, arguments):
    if event in ("import", "open", "sqlite3.connect", "socket.bind", "_thread.start_new_thread"):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(hear)
main()
"""
"""The command, with Ctrl-C at a certain one of the things that it does: a module is loaded, a file is opened …"""
QUICK = 5.0
"""Seconds; on a machine that has much else to do."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"), {"articles/flood.md": article("Flood")})


def start(*command: str) -> subprocess.Popen[str]:
    """A command in a group of its own, as a terminal starts one."""
    return subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """How it ended, and what it said to whoever is at the terminal, but for how far it was."""
    begun = time.monotonic()
    try:
        _, said = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    assert time.monotonic() - begun < QUICK + 5  # it had to begin, too
    return process.returncode, re.sub(r"(?m)^\w+: [\d,]+\n", "", said)


@pytest.mark.parametrize("at", [2, 20, 60, 150, 250, 350, 450, 600, 750, 900])
def test_the_preview_ends_without_a_word_of_python_whatever_it_is_loading_or_doing(root: Path, at: int) -> None:
    process = start("-c", STARTED, str(at), "serve", "--root", str(root), "--port", "0")
    code, said = ended(process)
    assert (code, said) in ((130, ""), (130, "\nstopped; the next build goes on from here\n"), (0, "")), said


def test_what_is_loading_ends_with_130_and_what_serves_with_0(root: Path) -> None:
    assert ended(start("-c", STARTED, "20", "serve", "--root", str(root)))[0] == 130
    process = start("-m", "backissue", "serve", "--root", str(root), "--port", "0")
    assert process.stdout is not None
    assert any(line.startswith("The archive is at ") for line in process.stdout)
    os.killpg(process.pid, signal.SIGINT)
    assert ended(process) == (0, "")


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("build",)])
def test_a_first_build_with_processes_of_its_own_is_cut_off_and_gone_on_with(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    many = {f"articles/{number}.md": article(f"Number {number}", edition="1956-10-13") for number in range(900)}
    root = make_archive(tmp_path, many)
    process = start("-m", "backissue", *command, "--root", str(root), "--jobs", "2")
    assert process.stderr is not None
    assert any(line.startswith("reading: ") for line in iter(process.stderr.readline, ""))
    os.killpg(process.pid, signal.SIGINT)
    assert ended(process) == (130, "\nstopped; the next build goes on from here\n")
    assert build(root).articles == 900


def test_a_command_that_is_loading_ends_without_a_word(root: Path) -> None:
    assert ended(start("-c", STARTED, "15", "build", "--root", str(root))) == (130, "")
