"""`backissue serve` in a process of its own, as an editor starts it, and what asks it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlencode, urlsplit

ANNOUNCED = "The archive is at "


class Preview:
    """A preview that runs."""

    def __init__(self, process: subprocess.Popen[str], address: str, told: list[str]) -> None:
        self.process = process
        self.address = address
        self.told = told
        """Lines that it said before it was ready."""

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """A path exactly as given, no redirect followed: status, headers, body."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
            with connection.getresponse() as response:
                return response.status, {name.lower(): text for name, text in response.getheaders()}, response.read()
        finally:
            connection.close()

    def page(self, path: str, **headers: str) -> str:
        return self.get(path, Accept="text/html", **headers)[2].decode()

    def at(self, path: str = "/") -> str:
        """The state that a page was sent in."""
        return self.page(path).partition('data-at="')[2].partition('"')[0]

    @contextmanager
    def news(self, **asked: str) -> Iterator[Callable[[], dict[str, object]]]:
        """A function that waits for the next event."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        try:
            connection.request("GET", f"/.backissue/news?{urlencode(asked)}")
            response = connection.getresponse()

            def following() -> dict[str, object]:
                while line := response.readline():
                    if line.startswith(b"data: "):
                        found: dict[str, object] = json.loads(line[6:])
                        return found
                raise EOFError

            yield following
        finally:
            connection.close()


@contextmanager
def previewed(root: Path, *options: str) -> Iterator[Preview]:
    """A preview of the archive in ``root`` while the block runs; it must end at once, and without a complaint."""
    command = [sys.executable, "-m", "backissue", "serve", "--root", os.fspath(root), *options]
    if "--port" not in options:
        command += ["--port", "0"]
    with TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        told: list[str] = []
        try:
            assert process.stdout is not None
            for line in process.stdout:
                told.append(line.rstrip("\n"))
                if line.startswith(ANNOUNCED):
                    break
            else:
                errors.seek(0)
                raise AssertionError(f"it did not start: {errors.read()}")
            yield Preview(process, told[-1].removeprefix(ANNOUNCED).split()[0].rstrip("/"), told)
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.stdout.read()
            assert process.wait(10) == 0
            errors.seek(0)
            assert "Traceback" not in errors.read()
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def until(true: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.02)
