"""Takes pictures of one page of every kind, on phones and desks, in light and dark: to be looked at.

    PYTHONPATH=tests python scripts/screenshots.py SITE FOLDER [KIND …]

SITE is the sample archive as built; the pictures are named by kind, width and scheme. Kinds are those of
tests/kinds.py (``home``, ``article in a series`` …); all of them unless some are named.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from kinds import KINDS, Sample
from playwright.sync_api import Browser, sync_playwright
from serving import served
from tools import BROWSER_ARGUMENTS, ROOT, browser_path

WIDTHS = {390: 844, 1280: 900}
"""Widths, each with the height of the screen it stands for; pictures show whole pages."""

SCHEMES = ("light", "dark")


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; 1 if a kind has no page."""
    parser = ArgumentParser(description="Takes pictures of one page of every kind in the built sample archive.")
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("kinds", nargs="*", metavar="kind", help=f"of: {', '.join(KINDS)}")
    given = parser.parse_args(arguments)
    if unknown := set(given.kinds) - set(KINDS):
        parser.error(f"no such kind of page: {', '.join(sorted(unknown))}")
    if not (given.site / "index.html").is_file():
        parser.error(f"{given.site} holds no built site; build it by: backissue build")
    given.folder.mkdir(parents=True, exist_ok=True)
    sample = Sample(ROOT / "content", given.site)
    lost = 0
    with served(given.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=[*BROWSER_ARGUMENTS])
        for kind in given.kinds or KINDS:
            try:
                path = KINDS[kind](sample)
            except LookupError as error:
                print(f"{kind}: {error}", file=sys.stderr)  # noqa: T201
                lost += 1
                continue
            take(browser, f"{address}{path}", given.folder, kind.replace(" ", "-").replace("'", ""))
        browser.close()
    return 1 if lost else 0


def take(browser: Browser, address: str, folder: Path, name: str) -> None:
    """All pictures of one page."""
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(address, wait_until="networkidle")
            page.evaluate("document.querySelectorAll('[loading=lazy]').forEach((late) => { late.loading = 'eager' })")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
