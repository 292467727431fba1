"""``backissue hosts``: the site against what hosts take, before a deploy fails.

The figures are from the hosts' own pages: Netlify "Manage deploys", "Redirects and rewrites"; Cloudflare Pages
"Limits", "Redirects" and "Headers"; GitHub "GitHub Pages limits" and "About large files"; Amazon S3 "Naming
objects" and "Uploading objects".
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import msgspec

from backissue.addresses import file_of
from backissue.errors import BackIssueError
from backissue.hosting import parse_headers, parse_redirects
from backissue.intake.settings import sound_settings
from backissue.place import find_place

HOSTS = ("netlify", "cloudflare", "github", "s3")

Verdict = Literal["pass", "note", "fail"]


class Size(msgspec.Struct, frozen=True):
    """What of a site hosts have limits for."""

    files: int = 0
    total: int = 0
    """Bytes of all files."""
    largest: int = 0
    """Bytes of the largest file."""
    largest_file: str = ""
    fullest: int = 0
    """Files and folders in the folder that has most."""
    fullest_folder: str = ""
    longest: int = 0
    """Bytes of the longest path below the site, in UTF-8."""
    longest_path: str = ""
    rules: int = 0
    """Lines of ``_redirects`` for one address."""
    patterns: int = 0
    """Those with a ``*`` or a ``:name``."""
    forced: int = 0
    """Lines whose status has Netlify's mark, ``301!``."""
    longest_rule: int = 0
    """Characters."""
    uncovered: int = 0
    """Lines of ``_redirects`` at whose address no page leads on."""
    header_rules: int = 0
    header_line: int = 0
    """Characters of the longest line of ``_headers``."""


class Check(msgspec.Struct, frozen=True):
    """One limit of one host."""

    host: str
    what: str
    found: int
    limit: int | None
    """None where it is no number that decides."""
    verdict: Verdict
    """``note``: the deploy goes through, and something is to be known."""
    remedy: str = ""
    """What to do, or what is to be known; empty when all is well."""


def check_site(root: Path, site: Path | None, hosts: Sequence[str] = HOSTS) -> tuple[Check, ...]:
    """The checks of an archive's site. Raises BackIssueError when there is none."""
    place = find_place(root, site)
    config = sound_settings(place)
    return judge(measure(place.site, config.base), hosts)


def measure(site: Path, base: str = "") -> Size:
    """Look through a built site; ``base`` is the path of its address. Raises BackIssueError when there is none."""
    if not (site / "index.html").is_file():
        raise BackIssueError(f"there is no site in {site}; run: backissue build")
    files, total = 0, 0
    largest, fullest, longest = (0, ""), (0, ""), (0, "")
    for folder, folders, names in os.walk(site):
        below = Path(folder).relative_to(site).as_posix()
        fullest = max(fullest, (len(names) + len(folders), below))
        for name in names:
            path, size = f"{below}/{name}".removeprefix("./"), Path(folder, name).stat().st_size
            files, total = files + 1, total + size
            largest, longest = max(largest, (size, path)), max(longest, (len(path.encode()), path))
    redirects, headers = (file.read_text("utf-8") if file.is_file() else "" for file in map(site.joinpath, _FILES))
    plain, patterns = parse_redirects(redirects)
    stands = Counter((site / file_of(unquote(old).removeprefix(base))).is_file() for old in plain)
    forced = sum(rule.forced for rule in (*plain.values(), *(rule for _, rule in patterns)))
    return Size(
        files, total, *largest, *fullest, *longest, len(plain), len(patterns), forced, _longest_line(redirects),
        stands[False] + len(patterns), len(parse_headers(headers)), _longest_line(headers),
    )  # fmt: skip


_FILES = ("_redirects", "_headers")


def _longest_line(text: str) -> int:
    return max(map(len, text.splitlines()), default=0)


def judge(size: Size, hosts: Sequence[str] = HOSTS) -> tuple[Check, ...]:
    """Every limit of these hosts."""
    return tuple(check for host in hosts for check in _JUDGES[host](size))


def _at_most(host: str, what: str, found: int, limit: int, remedy: str, verdict: Verdict = "fail") -> Check:
    """A limit that ``found`` may reach and not pass."""
    return Check(host, what, found, limit, "pass") if found <= limit else (
        Check(host, what, found, limit, verdict, remedy)
    )  # fmt: skip


def _netlify(size: Size) -> Iterator[Check]:
    yield _at_most("netlify", "files in a folder", size.fullest, 54_000,
                   f"{size.fullest_folder}/ has too many; publish to S3 or by rsync: backissue publish")  # fmt: skip
    yield _at_most("netlify", "redirect rules", size.rules + size.patterns, 10_000,
                   "so many may fail a deploy; drop aliases that nobody asks for any more", "note")  # fmt: skip

    plain = size.rules + size.patterns - size.forced
    yield _at_most("netlify", "rules of another host", plain, 0,
                   "a page at the old address goes before them; set host: netlify in archive.yaml", "note")  # fmt: skip


def _cloudflare(size: Size) -> Iterator[Check]:
    if size.files <= 20_000 or size.files > 100_000:
        yield _at_most("cloudflare", "files", size.files, 20_000 if size.files <= 20_000 else 100_000,
                       "no plan takes so many; see exports in docs/settings.md, or publish to S3 or R2")  # fmt: skip
    else:
        yield Check("cloudflare", "files", size.files, 100_000, "note",
                    "the free plan takes 20,000; take a paid one, and set PAGES_WRANGLER_MAJOR_VERSION=4")  # fmt: skip
    yield _at_most("cloudflare", "bytes of a file", size.largest, 25 << 20,
                   f"{size.largest_file} is too large; make it smaller, or use backissue publish")  # fmt: skip
    rest = "what is beyond is not read; the small pages at old addresses lead on"
    yield _at_most("cloudflare", "redirect rules", size.rules, 2_000, rest, "note")
    yield _at_most("cloudflare", "redirect patterns", size.patterns, 100, rest, "note")
    yield _at_most("cloudflare", "characters of a redirect rule", size.longest_rule, 1_000, rest, "note")
    yield _at_most("cloudflare", "header rules", size.header_rules, 100, "those beyond are not read")
    yield _at_most("cloudflare", "characters of a header line", size.header_line, 2_000, "a longer line is not read")
    yield _at_most("cloudflare", "rules of another host", size.forced, 0,
                   "these are not read; set host: cloudflare in archive.yaml", "note")  # fmt: skip
    yield _old_addresses("cloudflare", size)


def _github(size: Size) -> Iterator[Check]:
    yield _at_most("github", "bytes of the site", size.total, 1_000_000_000,
                   "fewer widths of pictures make it smaller; or publish elsewhere: backissue publish")  # fmt: skip
    yield _at_most("github", "bytes of a file", size.largest, 100 << 20,
                   f"{size.largest_file} is too large for a repository; upload the site from a workflow instead",
                   "note")  # fmt: skip
    yield _old_addresses("github", size)
    yield Check("github", "headers", size.header_rules, None, "note",
                "_headers is not read: no Content-Security-Policy, and pages are kept for ten minutes")  # fmt: skip


def _s3(size: Size) -> Iterator[Check]:
    yield _at_most("s3", "bytes of a name", size.longest, 1_024, f"{size.longest_path} is too long; shorten its slug")
    yield _at_most("s3", "bytes of a file", size.largest, 5 << 30, f"{size.largest_file} is too large for one upload")
    yield _old_addresses("s3", size)
    yield Check("s3", "headers", size.header_rules, None, "note",
                "backissue publish sets types and Cache-Control; the rest is for what serves the bucket")  # fmt: skip


def _old_addresses(host: str, size: Size) -> Check:
    """Where ``_redirects`` is not read, or not all of it, a page must stand at each old address."""
    remedy = "at these no page leads on, and _redirects does not help; remove site/ and build"
    return _at_most(host, "old addresses without a page", size.uncovered, 0, remedy)


_JUDGES = {"netlify": _netlify, "cloudflare": _cloudflare, "github": _github, "s3": _s3}


def table(checks: Sequence[Check]) -> None:
    """Print the checks as a table, in colour on a terminal."""
    from rich.console import Console
    from rich.table import Table

    shown = Table("host", "what", box=None)
    for name in ("here", "limit"):
        shown.add_column(name, justify="right")
    shown.add_column("")
    shown.add_column("what to do")
    colours = {"pass": "green", "note": "yellow", "fail": "bold red"}
    for check in checks:
        limit = "" if check.limit is None else f"{check.limit:,}"
        verdict = f"[{colours[check.verdict]}]{check.verdict}[/]"
        shown.add_row(check.host, check.what, f"{check.found:,}", limit, verdict, check.remedy)
    Console(highlight=False).print(shown)
