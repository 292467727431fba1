"""Every page of the sample archive is valid HTML, by the Nu checker."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools import html_checker, java

BATCH = 500
"""Pages per run of the checker: a command line has its limits."""


def messages(files: Sequence[Path]) -> list[dict[str, object]]:
    """All that the checker has to say of these files: errors, warnings and remarks."""
    found: list[dict[str, object]] = []
    for start in range(0, len(files), BATCH):
        batch = [str(file) for file in files[start : start + BATCH]]
        command = [java(), "-Xss4m", "-jar", str(html_checker()), "--format", "json", "--stdout", *batch]
        run = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert run.returncode in (0, 1), run.stderr  # 1: there are errors
        found += json.loads(run.stdout)["messages"]
    return found


def readable(found: Iterable[dict[str, object]], site: Path) -> str:
    """Each distinct message once, with how often it came and the first place."""
    places: dict[str, list[str]] = {}
    for message in found:
        kind = message.get("subType", message["type"])
        page = str(message.get("url", "")).removeprefix(f"file:{site}")
        extract = str(message.get("extract", "")).replace("\n", "⏎")
        where = f"{page}:{message.get('lastLine', '')}: {extract}"
        places.setdefault(f"{kind}: {message['message']}", []).append(where)
    return "\n".join(f"{text}\n  {len(where)} ×, first {where[0]}" for text, where in sorted(places.items()))


def test_every_page_is_valid(sample_site: Path) -> None:
    pages = sorted(sample_site.rglob("*.html"))
    assert len(pages) > 100
    found = messages(pages)
    assert not found, "\n" + readable(found, sample_site)


def test_the_checker_would_say_so(tmp_path: Path) -> None:
    """The checker is silent about good pages: so see that it speaks of bad ones, each of a batch."""
    good = "<!doctype html><html lang='en'><title>t</title><h1>t</h1>"
    texts = {"good": good, "error": f"{good}</div>", "warning": good.replace(" lang='en'", "")}
    for name, text in texts.items():
        (tmp_path / f"{name}.html").write_text(text)
    found = messages(sorted(tmp_path.glob("*.html")))
    said = {(Path(str(message["url"])).stem, message.get("subType", message["type"])) for message in found}
    assert said == {("error", "error"), ("warning", "warning")}
