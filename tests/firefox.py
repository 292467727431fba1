"""Firefox by its own remote protocol, Marionette: messages in JSON, each behind its length, over a socket."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STARTS_IN = 60.0
"""Seconds that Firefox may take, on a machine that does much else."""


def firefox_path() -> str | None:
    """Where Firefox is, if it is here."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """A running Firefox with one window."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._answers = line.makefile("rb")
        self._number = 0
        self._read()  # its greeting
        self.tell("WebDriver:NewSession", capabilities={})

    def tell(self, command: str, **given: Any) -> Any:
        """Have a command done; what it answers."""
        self._number += 1
        text = json.dumps([0, self._number, command, given]).encode()
        self._line.sendall(b"%d:%b" % (len(text), text))
        _, _, fault, answer = self._read()
        assert fault is None, fault
        return answer

    def open(self, address: str) -> None:
        """Go to a page, and wait until it is loaded."""
        self.tell("WebDriver:Navigate", url=address)

    def run(self, script: str, *given: Any) -> Any:
        """What a function's body returns in the page."""
        return self.tell("WebDriver:ExecuteScript", script=script, args=list(given))["value"]

    def wait(self, condition: str, seconds: float = 30.0) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + seconds
        while not self.run(f"return Boolean({condition})"):
            assert time.monotonic() < end, f"not so in {seconds} s: {condition}"
            time.sleep(0.05)

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.tell("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": keys}])

    def _read(self) -> Any:
        length = b""
        while (byte := self._answers.read(1)) != b":":
            assert byte, "Firefox has ended"
            length += byte
        return json.loads(self._answers.read(int(length)))


@contextmanager
def firefox(path: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox without a window on the screen, with a profile of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n')
    command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with _connected(port) as line:
            yield Firefox(line)
    finally:
        process.terminate()
        process.wait(30)


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + STARTS_IN
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
