"""What a browser may keep for good is named by its content; all else is asked for again."""

from pathlib import Path

from archives import AS_OF, article, make_archive
from backissue.build import build
from backissue.hosting import Rules


def _kept_for_good(site: Path) -> dict[str, bytes]:
    rules = Rules.parse("", (site / "_headers").read_text("utf-8"))
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    return {
        name: file.read_bytes()
        for name, file in files.items()
        if "immutable" in rules.headers(f"/{name}").get("cache-control", "")
    }


def test_a_file_that_is_kept_for_good_never_has_other_bytes(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, {
        f"articles/{day:02}.md": article(f"Day {day}", f"The harbour on day {day}.\n", edition=f"1956-10-{day:02}")
        for day in range(1, 10)
    })  # fmt: skip
    build(archive, as_of=AS_OF, jobs=1)
    before = _kept_for_good(archive / "site")
    assert {Path(name).suffix for name in before} >= {
        ".pf_fragment",
        ".pf_index",
        ".pf_filter",
        ".pf_meta",
        ".pf_pages",
    }
    make_archive(tmp_path, {"articles/03.md": article("Day 3", "The gauge is gone.\n", edition="1956-10-03")})
    build(archive, as_of=AS_OF, jobs=1)
    after = _kept_for_good(archive / "site")
    assert set(after) != set(before)
    assert not [name for name in before.keys() & after.keys() if before[name] != after[name]]
