"""A disk that takes capital letters and small ones for the same and keeps names as first written, as macOS has it."""

import builtins
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_listed = os.listdir
_ONE_PATH = ("stat", "lstat", "open", "unlink", "rmdir", "mkdir", "scandir", "listdir")
_TWO_PATHS = ("replace", "rename", "link")


@contextmanager
def folding_disk(folder: Path) -> Iterator[None]:
    """While inside, everything below ``folder`` is looked up as such a disk does."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _ONE_PATH:
            patch.setattr(os, name, _one(getattr(os, name), folder))
        for name in _TWO_PATHS:
            patch.setattr(os, name, _two(getattr(os, name), folder))
        patch.setattr(builtins, "open", _one(builtins.open, folder))
        patch.setattr("io.open", builtins.open)
        yield


def _one(function: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    return lambda path=".", *args, **named: function(_found(path, folder), *args, **named)


def _two(function: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    def call(one: Any, other: Any, **named: Any) -> Any:
        source, target = _found(one, folder), _found(other, folder)
        if source == target:  # the same file: it gets the new name, in these very letters
            target = f"{target.rpartition('/')[0]}/{os.fspath(other).rpartition('/')[2]}"
        return function(source, target, **named)

    return call


def _found(path: Any, folder: Path) -> Any:
    """The path in the letters in which it is on the disk, so far as it is there."""
    if isinstance(path, int) or not os.fspath(path).startswith(f"{folder}/"):
        return path
    found = str(folder)
    for part in os.fspath(path)[len(found) + 1 :].split("/"):
        try:
            there = _listed(found)
        except OSError:
            there = []
        alike = [name for name in there if name.casefold() == part.casefold()]
        found = f"{found}/{alike[0] if alike else part}"
    return found
