"""A site against the limits of hosts."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from archives import AS_OF, article, make_archive
from backissue.build import build
from backissue.cli import main
from backissue.errors import BackIssueError
from backissue.limits import HOSTS, Check, Size, check_site, judge, measure
from click.testing import CliRunner


def found(size: Size, verdict: str) -> set[tuple[str, str]]:
    return {(check.host, check.what) for check in judge(size) if check.verdict == verdict}


def test_a_small_site_fits_every_host() -> None:
    assert not found(Size(files=300, total=9_000_000, header_rules=2), "fail")
    assert found(Size(), "note") == {("github", "headers"), ("s3", "headers")}


@pytest.mark.parametrize(
    ("size", "host", "what"),
    [
        (Size(fullest=54_001, fullest_folder="images"), "netlify", "files in a folder"),
        (Size(files=100_001), "cloudflare", "files"),
        (Size(largest=(25 << 20) + 1, largest_file="a.tif"), "cloudflare", "bytes of a file"),
        (Size(uncovered=1), "cloudflare", "old addresses without a page"),
        (Size(header_line=2_001), "cloudflare", "characters of a header line"),
        (Size(total=1_000_000_001), "github", "bytes of the site"),
        (Size(uncovered=1), "s3", "old addresses without a page"),
        (Size(longest=1_025, longest_path="a"), "s3", "bytes of a name"),
    ],
)
def test_what_is_beyond_a_limit_fails_and_says_what_to_do(size: Size, host: str, what: str) -> None:
    [check] = [check for check in judge(size, [host]) if check.what == what]
    assert (check.verdict, bool(check.remedy)) == ("fail", True)


def test_what_is_at_a_limit_passes() -> None:
    at = Size(files=20_000, fullest=54_000, largest=25 << 20, total=1_000_000_000, rules=2_000, longest=1_024)
    assert not found(at, "fail")
    assert found(at, "note") == found(Size(rules=1), "note")


def test_what_goes_through_with_a_loss_is_noted() -> None:
    assert ("cloudflare", "files") in found(Size(files=20_001), "note")
    assert ("cloudflare", "redirect rules") in found(Size(rules=2_001), "note")
    assert ("netlify", "redirect rules") in found(Size(rules=10_001, forced=10_001), "note")
    assert ("netlify", "rules of another host") in found(Size(rules=1), "note")
    assert ("cloudflare", "rules of another host") in found(Size(rules=1, forced=1), "note")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = "name: Test archive\nurl: https://example.org/papers/\nlanguage: en-GB\n"
    story = article("Flood", aliases=["/old/flood.html", "/old/water/", "/old/größe"])
    root = make_archive(tmp_path_factory.mktemp("archive"), {"archive.yaml": settings, "articles/flood.md": story})
    build(root, as_of=AS_OF)
    return root


def test_rules_are_written_for_the_host_that_is_set(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "archive"
    copytree(root, other)
    settings = other / "content/archive.yaml"
    settings.write_text(settings.read_text() + "host: cloudflare\n")
    before = (other / "site/_redirects").read_text()
    assert build(other, as_of=AS_OF).written == 1
    after = (other / "site/_redirects").read_text()
    assert after == before.replace(" 301!\n", " 301\n") != before
    assert [check.found for check in check_site(other, None) if check.what == "rules of another host"] == [3, 0]
    assert [check.found for check in check_site(root, None) if check.what == "rules of another host"] == [0, 3]


def test_a_site_is_measured_and_every_old_address_has_its_page(root: Path) -> None:
    site = root / "site"
    files = [file for file in site.rglob("*") if file.is_file()]
    size = measure(site, "/papers")
    assert (size.files, size.total) == (len(files), sum(file.stat().st_size for file in files))
    assert size.largest == max(file.stat().st_size for file in files) == (site / size.largest_file).stat().st_size
    rules = [line for line in (site / "_headers").read_text("utf-8").splitlines() if not line.startswith(" ")]
    assert (size.rules, size.patterns, size.uncovered, size.header_rules) == (3, 0, 0, len(rules))
    assert len(rules) > 2
    assert size.fullest == len(list((site / size.fullest_folder).iterdir()))
    assert size.longest == len(size.longest_path.encode())
    assert {check.host for check in check_site(root, None)} == set(HOSTS)


def test_a_rule_without_a_page_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    (tmp_path / "_redirects").write_text("/old/ /new/ 301!\n/a/* /b/:splat 301\n")
    assert measure(tmp_path).uncovered == 2


def test_the_command_prints_a_table_or_json(root: Path) -> None:
    shown = CliRunner().invoke(main, ["hosts", "--root", str(root)])
    assert shown.exit_code == 0
    assert "cloudflare" in shown.output
    told = CliRunner().invoke(main, ["hosts", "--root", str(root), "--host", "s3", "--json"])
    assert told.exit_code == 0
    assert {check["host"] for check in json.loads(told.stdout)} == {"s3"}


def test_exit_code_1_for_the_host_asked_for_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = Check("s3", "files", 2, 1, "fail", "less")
    monkeypatch.setattr("backissue.limits.check_site", lambda *asked: (failed,))
    assert CliRunner().invoke(main, ["hosts"]).exit_code == 0
    assert CliRunner().invoke(main, ["hosts", "--host", "s3"]).exit_code == 1


def test_no_site_is_told(tmp_path: Path) -> None:
    make_archive(tmp_path, {})
    with pytest.raises(BackIssueError, match="there is no site"):
        check_site(tmp_path, None)
