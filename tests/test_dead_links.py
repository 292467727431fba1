"""Links to other hosts that are dead: what is kept of tries, when a link is dead, and what readers are told."""

import json
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
import yaml
from archives import AS_OF, SETTINGS, article, make_archive, tree
from backissue.advice.asking import Verdict
from backissue.advice.kept_links import keep
from backissue.build import build
from backissue.errors import BuildFailed

ADDRESS = "https://gone.example/report?a=1&b=2"
FLOOD = "site/courier/1956/10/13/flood/index.html"
BODY = f"See [the report]({ADDRESS}#page-2) and [another](https://there.example/).\n"
DAYS = "since: 2025-01-08, checked: 2025-01-09"
GONE, SILENT = "its host answers 404", "its host does not answer (TimeoutError)"


def entry(**fields: object) -> dict[str, object]:
    return {"url": ADDRESS, "status": "404", "since": "2025-01-08", "checked": "2025-01-09", "times": 2, **fields}


def links(*entries: dict[str, object]) -> dict[str, str | bytes]:
    return {"links.yaml": yaml.safe_dump(list(entries))}


def page(folder: Path, *entries: dict[str, object], settings: str = "", file: str = FLOOD, **front: object) -> str:
    """A story's page with a link, where these entries are in the file."""
    files = {
        "articles/flood.md": article("Flood", BODY, **front),
        "archive.yaml": SETTINGS + settings,
        **links(*entries),
    }
    root = make_archive(folder, files)
    build(root, as_of=AS_OF, jobs=1)
    return (root / file).read_text("utf-8")


def test_a_dead_link_leads_to_a_copy_of_the_storys_day_and_says_so(tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/19561013/https://gone.example/report?a=1&amp;b=2"
    title = "A copy of https://gone.example/report?a=1&amp;b=2"
    html = page(tmp_path, entry())
    mark = '<small class="dead-link" data-pagefind-ignore>(archived copy)</small>'
    assert f'<a href="{copy}" title="{title}">the report</a> {mark}' in html
    assert '<a href="https://there.example/">another</a>.' in html


def test_a_dead_link_of_a_story_without_a_date_leads_to_a_copy_of_when_it_failed(tmp_path: Path) -> None:
    html = page(tmp_path, entry(), published="unknown", file="site/courier/undated/flood/index.html")
    assert "web.archive.org/web/20250108/https://gone.example" in html


def test_feeds_lead_to_the_copy_too_and_the_storys_data_keeps_what_was_written(tmp_path: Path) -> None:
    html = page(tmp_path, entry())
    text = html[html.index("See <a") : html.index("another</a>.")]
    assert "archived copy" in text
    for name in ("feed.json", "courier/feed.json"):
        (item,) = json.loads((tmp_path / "site" / name).read_text())["items"]
        assert text in item["content_html"]
    assert escape(text, quote=False) in (tmp_path / "site/feed.atom").read_text().replace("&quot;", '"')
    data = (tmp_path / "site/courier/1956/10/13/flood/article.json").read_text()
    assert json.loads(data)["bodies"][0]["value"].startswith(
        f'<p>See <a href="{escape(ADDRESS)}#page-2">the report</a> '
    )


def test_a_dead_link_may_stay_and_be_marked(tmp_path: Path) -> None:
    html = page(tmp_path, entry(), settings="dead_links: {archive: false}\n")
    assert 'page-2">the report</a> <small class="dead-link" data-pagefind-ignore>(no longer there)</small>' in html
    assert "web.archive.org" not in html


def test_another_archive_may_have_the_copies(tmp_path: Path) -> None:
    html = page(tmp_path, entry(), settings="dead_links: {archive: 'https://copies.example/?of={url}'}\n")
    assert 'href="https://copies.example/?of=https://gone.example/report?a=1&amp;b=2"' in html


def test_sanitised_texts_have_the_mark_too(tmp_path: Path) -> None:
    html = page(tmp_path, entry(), settings="markdown: {html: sanitise}\n")
    assert '<small class="dead-link" data-pagefind-ignore="">(archived copy)</small>' in html


@pytest.mark.parametrize(
    ("fields", "is_dead"),
    [
        ({}, True), ({"status": "410"}, True), ({"times": 1}, False), ({"status": "503"}, False),
        ({"status": "no answer", "checked": "2025-01-14"}, False),
        ({"status": "no answer", "checked": "2025-01-15"}, True),
        ({"status": "503", "checked": "2025-03-01"}, True), ({"url": "https://else.example/"}, False),
    ],
)  # fmt: skip
def test_a_link_is_dead_when_it_failed_twice_and_its_host_was_given_time(
    tmp_path: Path, fields: dict[str, object], is_dead: bool
) -> None:
    assert ("dead-link" in page(tmp_path, entry(**fields))) == is_dead


def test_a_new_entry_touches_the_stories_that_link_there_and_the_feeds_that_have_them(tmp_path: Path) -> None:
    files = {f"articles/{name}.md": article(name, BODY.replace("gone.example", f"{name}.example")) for name in "abc"}
    root = make_archive(
        tmp_path, {**files, "articles/d.md": article("d"), **links(entry(url="https://a.example/report?a=1&b=2"))}
    )
    build(root, as_of=AS_OF, jobs=1)
    before = tree(root / "site")
    make_archive(root, links(*(entry(url=f"https://{name}.example/report?a=1&b=2") for name in "ab")))
    assert build(root, as_of=AS_OF, jobs=1).rendered == 1
    after = tree(root / "site")
    changed = {path for path in before if before[path] != after.get(path) and path != ".backissue-sum"}
    feeds = {f"{of}feed.{form}" for of in ("", "courier/") for form in ("atom", "json")}
    assert changed == {"courier/1956/10/13/b/index.html", *feeds}


def test_pages_of_the_archives_own_are_mended_too(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"pages/about.md": f"---\ntitle: About\n---\n<{ADDRESS}>\n", **links(entry())})
    build(root, as_of=AS_OF, jobs=1)
    assert "web.archive.org/web/20250108/" in (root / "site/about/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"- {{url: a.example, status: 404, {DAYS}}}", '1: "a.example" is not a web address'),
        (f"- {{url: https://a.example, {DAYS}}}", "1: "),
        (f"- url: https://a.example\n  status: 404\n  {DAYS.replace(', ', chr(10) + '  ')}5", '4: "2025-01-095" is'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    root = make_archive(tmp_path, {"links.yaml": text})
    with pytest.raises(BuildFailed) as failed:
        build(root, as_of=AS_OF, jobs=1)
    assert str(failed.value).startswith(f"content/links.yaml:{told}")


# What is kept ---------------------------------------------------------------------------------


def kept(content: Path, day: str, **found: str) -> list[dict[str, object]]:
    """What the file says after a check on a day; ``found`` by host: why it failed, or nothing."""
    checked = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    verdicts = {
        f"https://{host}.example/": Verdict("gone" if why == GONE else "unclear" if why else "there", why, checked)
        for host, why in found.items()
    }
    keep(content, verdicts, verdicts)
    file = content / "links.yaml"
    return yaml.safe_load(file.read_text()) or [] if file.exists() else []


def test_a_failure_is_kept_with_the_day_since_which_it_fails_and_forgotten_when_it_is_mended(tmp_path: Path) -> None:
    assert kept(tmp_path, "2025-01-01", a="", b="") == []
    assert not (tmp_path / "links.yaml").exists()
    kept(tmp_path, "2025-01-08", a=GONE, b=SILENT, c="")
    (gone, silent) = kept(tmp_path, "2025-01-16", a=GONE, b=SILENT, c="")
    assert (gone["status"], str(gone["since"]), str(gone["checked"]), gone["times"]) == (
        404,
        "2025-01-08",
        "2025-01-16",
        2,
    )
    assert silent["status"] == "no answer"
    assert kept(tmp_path, "2025-01-17", a="", b="") == []


def test_checks_on_one_day_are_one(tmp_path: Path) -> None:
    kept(tmp_path, "2025-01-08T08:00", a=GONE)
    assert kept(tmp_path, "2025-01-08T20:00", a=GONE)[0]["times"] == 1


def test_a_machine_that_reaches_nobody_learns_nothing(tmp_path: Path) -> None:
    assert kept(tmp_path, "2025-01-08", a=SILENT, b=SILENT) == []


def test_a_file_with_faults_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "links.yaml").write_text("- {url: a}\n")
    with pytest.raises(BuildFailed):
        kept(tmp_path, "2025-01-08", a=GONE, b="")
    assert (tmp_path / "links.yaml").read_text() == "- {url: a}\n"
