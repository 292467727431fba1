"""Sitemaps, robots.txt and security.txt: what crawlers, and finders of faults, are told."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import AS_OF, SETTINGS, article, make_archive, picture, tree
from backissue.build import build
from backissue.errors import BuildFailed
from backissue.pages import sitemap
from backissue.summary import Summary
from lxml import etree
from tools import ROOT

SCHEMA = etree.XMLSchema(etree.parse(ROOT / "tests/schemas/sitemap.xsd"))
URL = "https://archive.example.org"
SECURITY = "security: {contact: 'mailto:it@example.org', expires: 2026-06-01}\n"


def built(folder: Path, files: Mapping[str, str | bytes], as_of: datetime = AS_OF) -> Summary:
    return build(make_archive(folder, files), as_of=as_of, jobs=1)


def read(file: Path) -> etree._Element:
    found = etree.parse(file).getroot()
    SCHEMA.assertValid(found)
    return found


def mapped(root: Path, name: str = "sitemap.xml") -> dict[str, str]:
    """What a sitemap, or the index, names: whole address to when it changed."""
    return {entry.findtext("{*}loc") or "": entry.findtext("{*}lastmod") or "" for entry in read(root / "site" / name)}


def every_page(root: Path) -> dict[str, str]:
    """What all files of the index name."""
    files = [address.removeprefix(f"{URL}/") for address in mapped(root)]
    found = [one for file in files if "news" not in file for one in mapped(root, file).items()]
    assert len(dict(found)) == len(found), "no page is named twice"
    return dict(found)


def test_the_samples_stories_that_anyone_may_find_are_all_there(sample_root: Path) -> None:
    pages = every_page(sample_root)
    for address in pages:
        file = sample_root / "site" / address.removeprefix(f"{URL}/") / "index.html"
        assert '<meta name="robots" content="noindex">' not in file.read_text("utf-8")
    named = {
        f"{URL}/{file.parent.relative_to(sample_root / 'site').as_posix()}/" for file in stories(sample_root / "site")
    }
    assert named - pages.keys() == set()


def stories(site: Path) -> list[Path]:
    files = [file for file in site.rglob("index.html") if "data-pagefind-body" in file.read_text("utf-8")]
    return [file for file in files if 'content="noindex"' not in file.read_text("utf-8")]


def test_when_a_story_changed_is_said_by_its_content(tmp_path: Path) -> None:
    built(tmp_path, {
        "articles/a.md": article("A"), "articles/b.md": article("B", updated="1956-10-20T08:00:00+10:00"),
        "articles/c.md": article("C", corrections=[{"date": date, "text": "W."} for date in ("1956-12", "1956-11-02")]),
        "articles/d.md": article("D", published="1956-10"), "articles/e.md": article("E", published="1956"),
        "articles/f.md": article("F", published="unknown"), "articles/g.md": article("G", noindex=True),
    })  # fmt: skip
    where = f"{URL}/courier/1956/10"
    assert mapped(tmp_path, "sitemaps/1956-10.xml") == {
        f"{where}/13/a/": "1956-10-13", f"{where}/13/b/": "1956-10-19T22:00:00Z", f"{where}/13/c/": "1956-11-02",
        f"{where}/d/": "",
    }  # fmt: skip
    assert mapped(tmp_path, "sitemaps/1956.xml") == {f"{URL}/courier/1956/e/": ""}
    assert mapped(tmp_path) == {
        f"{URL}/sitemaps/pages.xml": "", f"{URL}/sitemaps/undated.xml": "", f"{URL}/sitemaps/1956.xml": "",
        f"{URL}/sitemaps/1956-10.xml": "1956-11-02",
    }  # fmt: skip


def test_pictures_stand_with_the_story_that_shows_them(tmp_path: Path) -> None:
    built(tmp_path, {
        "articles/a.md": article(
            "A", "![Two](images/two.png)\n", images=[{"src": "images/one.png", "alt": "One", "lead": True}]
        ),
        "images/one.png": picture(), "images/two.png": picture(colour=9),
    })  # fmt: skip
    [url] = read(tmp_path / "site/sitemaps/1956-10.xml")
    assert url.xpath("*[local-name()='image']/*/text()") == [
        f"{URL}/images/{name}.png/60.png" for name in ("one", "two")
    ]
    built(
        tmp_path, {"articles/a.md": article("A", "No second one.\n", images=[{"src": "images/one.png", "alt": "One"}])}
    )
    [url] = read(tmp_path / "site/sitemaps/1956-10.xml")
    assert url.xpath("*[local-name()='image']/*/text()") == [f"{URL}/images/one.png/60.png"]


def test_no_file_holds_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    files = {f"articles/{at}.md": article(f"S{at}") for at in range(7)}
    built(tmp_path, files)
    parts = ["1956-10.xml", "1956-10.2.xml", "1956-10.3.xml"]
    assert [len(mapped(tmp_path, f"sitemaps/{part}")) for part in parts] == [3, 3, 1]
    assert {f"{URL}/sitemaps/{part}" for part in parts} < mapped(tmp_path).keys()
    for gone in ("0", "1"):
        (tmp_path / f"content/articles/{gone}.md").unlink()
    built(tmp_path, {})
    assert not (tmp_path / "site/sitemaps/1956-10.3.xml").exists()
    assert len(every_page(tmp_path)) == 5 + 2


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_news_are_two_days_of_papers_that_still_appear(tmp_path: Path) -> None:
    """Nothing but the time passes from build to build, and each site is the one that a first build makes."""
    files: dict[str, str | bytes] = {
        "outlets/courier.yaml": "name: The Courier\nlanguage: zh-Hant\n",
        "outlets/lamp.yaml": "name: The Lamp\nceased: 1938\n",
        "articles/a.md": article("A", outlet="courier", published="2026-01-01T09:00:00+00:00"),
        "articles/b.md": article("B", outlet="courier", edition="2026-01-02", section="N"),
        "articles/c.md": article("C", outlet="lamp", published="2026-01-01"),
        "articles/d.md": article("D", outlet="courier", published="2026-01-01", noindex=True),
    }
    news = f"{URL}/sitemaps/news.xml"
    for moment, expected in (
        ("2026-01-01T08:59:59", []), ("2026-01-01T09:00:00", ["A"]), ("2026-01-02T00:00:00", ["B", "A"]),
        ("2026-01-03T09:00:00", ["B"]), ("2026-01-03T23:59:59", ["B"]), ("2026-01-04T00:00:00", []),
        ("2026-01-02T12:00:00", ["B", "A"]),
    ):  # fmt: skip
        built(tmp_path / "warm", files, at(moment))
        built(tmp_path / moment, files, at(moment))
        assert tree(tmp_path / "warm/site") == tree(tmp_path / moment / "site")
        assert (news in mapped(tmp_path / "warm")) == bool(expected)
        found = read(tmp_path / "warm/site/sitemaps/news.xml") if expected else []
        assert [url.findtext(".//{*}title") for url in found] == expected
        assert {url.findtext(".//{*}language") for url in found} <= {"zh-tw"}
    assert built(tmp_path / "warm", files, at("2026-01-02T12:00:01")).written == 0


def test_robots_txt_lets_everyone_in_and_names_the_index(tmp_path: Path) -> None:
    built(tmp_path, {"articles/a.md": article("A")})
    robots = (tmp_path / "site/robots.txt").read_text("utf-8")
    assert robots == f"User-agent: *\nDisallow:\n\nSitemap: {URL}/sitemap.xml\n"


def test_without_an_address_there_are_no_sitemaps_and_they_come_and_go_with_it(tmp_path: Path) -> None:
    for settings in ("name: Test\n", SETTINGS, "name: Test\n"):
        built(tmp_path, {"archive.yaml": settings, "articles/a.md": article("A")})
        there = "url" in settings
        assert (tmp_path / "site/sitemap.xml").exists() == (tmp_path / "site/sitemaps/1956-10.xml").exists() == there
        assert ("Sitemap:" in (tmp_path / "site/robots.txt").read_text("utf-8")) == there


def test_security_txt_says_whom_to_tell(tmp_path: Path) -> None:
    file = tmp_path / "site/.well-known/security.txt"
    built(tmp_path, {"articles/a.md": article("A")})
    assert not file.exists()
    settings = (
        SETTINGS + "security:\n  contact: [mailto:it@example.org, https://example.org/tell]\n  expires: 2026-06-01\n"
        "  policy: https://example.org/policy\n  languages: [en, fr]\n"
    )
    assert built(tmp_path, {"archive.yaml": settings}).warnings == ()
    assert file.read_text("utf-8") == (
        "Contact: mailto:it@example.org\nContact: https://example.org/tell\nExpires: 2026-06-01T00:00:00Z\n"
        f"Canonical: {URL}/.well-known/security.txt\nPreferred-Languages: en, fr\nPolicy: https://example.org/policy\n"
    )


def test_a_security_txt_that_has_expired_is_told(tmp_path: Path) -> None:
    files = {"archive.yaml": SETTINGS + SECURITY, "articles/a.md": article("A")}
    assert built(tmp_path, files, at("2026-05-31T23:59:59")).warnings == ()
    [warning] = built(tmp_path, files, at("2026-06-01T00:00:00")).warnings
    assert str(warning) == (
        "content/archive.yaml: warning: security.expires has passed: nobody should rely on security.txt;"
        " check it, and set a later day"
    )


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("{contact: it@example.org, expires: 2026-06-01}", "security.contact is no address that one can write to"),
        ("{contact: [], expires: 2026-06-01}", "security.contact is no address"),
        ("{contact: 'http://example.org/', expires: 2026-06-01}", "security.contact is no address"),
        ("{contact: 'tel:+1-201-555-0123', expires: 2026-06}", 'security.expires: "2026-06" is not known to the day'),
        ("{contact: 'tel:+1-201-555-0123', expires: soon}", 'security.expires: "soon" is not a date'),
        ("{contact: 'tel:+1', expires: 2026-06-01, policy: 'http://a.b/'}", "security.policy must begin with https://"),
        ("{contact: 'tel:+1', expires: 2026-06-01, languages: xx-yy}", 'unknown language "xx-yy"'),
    ],
)
def test_what_rfc_9116_does_not_allow_is_refused(tmp_path: Path, given: str, fault: str) -> None:
    files = {"archive.yaml": f"{SETTINGS}security: {given}\n", "articles/a.md": article("A")}
    with pytest.raises(BuildFailed) as failed:
        built(tmp_path, files)
    assert f"content/archive.yaml:5: {fault}" in str(failed.value)
