"""Golden files: what is built, kept where people read it and see it change."""

import difflib
from pathlib import Path

import pytest
from tools import ROOT


class Golden:
    """Compares texts with files that people can read and that are looked at when they change."""

    def __init__(self, folder: Path, update: bool) -> None:
        self.folder = folder
        self.update = update

    def __call__(self, name: str, text: str) -> None:
        """Fail, with the difference, unless ``text`` is what the file ``name`` holds; or write the file."""
        file = self.folder / name
        if self.update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            return
        if not file.is_file():
            pytest.fail(f"{file.relative_to(ROOT)} is missing; write it by: make golden", pytrace=False)
        expected = file.read_bytes().decode()
        if text != expected:
            pytest.fail(self.difference(file, expected, text), pytrace=False)

    def difference(self, file: Path, expected: str, text: str) -> str:
        """What changed, as a unified diff, or what a diff by lines would not show."""
        name = str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else file.name
        lines = difflib.unified_diff(
            expected.splitlines(),
            text.splitlines(),
            f"{name} (expected)",
            f"{name} (built now)",
            "",
            "",
            3,
            "",
        )
        shown = "\n".join(lines) or "only line ends differ"
        return f"{name} is no longer what is built; if the change is right: make golden\n{shown}"
