"""The programs that the tests use beside Python; `make test` installs what is missing."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""The names that scripts/install-test-tools takes for a browser."""
BROWSER_ARGUMENTS = (
    "--no-sandbox",  # tests may run as root, and open nothing but this project's own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path() -> str:
    """Where Chromium is."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError("no Chromium: run make test, or install it")


def java() -> str:
    """Where Java is."""
    return shutil.which("java") or missing("Java")


def node() -> str:
    """Where Node is: it comes with npm."""
    return shutil.which("node") or missing("Node")


def html_checker() -> Path:
    """The Nu HTML checker's archive."""
    return node_module("vnu-jar/build/dist/vnu.jar")


def axe_source() -> str:
    """The text of axe-core's script."""
    return node_module("axe-core/axe.min.js").read_text("utf-8")


def node_module(path: str) -> Path:
    """A file of a package from npm."""
    file = ROOT / ".tools/node_modules" / path
    return file if file.is_file() else Path(missing(str(file.relative_to(ROOT))))


def missing(what: str) -> str:
    """Fails the test: a check that did not run must not look like one that passed."""
    pytest.fail(f"{what} is missing: run make test, or scripts/install-test-tools")
