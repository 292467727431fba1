"""Which addresses a check of the content takes for those of the site: before a build, the very ones that it makes."""

from pathlib import Path
from shutil import copytree

import pytest
from archives import AS_OF, article, make_archive, picture
from backissue.advice.content import content_as_it_stands
from backissue.advice.site_pages import SitePages
from backissue.build import build

CONTENT: dict[str, str | bytes] = {
    "articles/a.md": article(
        "Flood", "It rose.[^1]\n\n[^1]: By a metre.\n", topics=["Floods"], people=["Jane Weir"], series="Rivers",
        aliases=["/old.html"], byline=["Ada Quill"], corrections=[{"date": "1957", "text": "Wrong."}],
        images=[{"src": "images/a.png", "alt": ""}],
    ),
    "articles/b.md": article("Gone", edition="1957-01-02.late", withdrawn={"date": "1958", "reason": "An order."}),
    "articles/c.md": article("Later", published="1956", embargo="2099-01-01", topics=["Rain"]),
    "articles/d.md": article("Undated", published="unknown"), "articles/e.md": article("Draft", draft=True),
    "images/a.png": picture(), "pages/about.md": "---\ntitle: About\n---\nAbout.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_archive(tmp_path_factory.mktemp("archive"), CONTENT)
    build(root, as_of=AS_OF)
    return root


def quiet(phase: str, done: int, total: int) -> None:
    """Tells nobody."""


@pytest.mark.parametrize("folders", [("content",), ("content", ".backissue")], ids=["before a build", "after it"])
def test_the_pages_that_a_check_knows_are_those_that_a_build_makes(
    built: Path, tmp_path: Path, folders: tuple[str, ...]
) -> None:
    for folder in folders:
        copytree(built / folder, tmp_path / folder)
    site = built / "site"
    made = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    assert len(made) > 30
    with content_as_it_stands(tmp_path, AS_OF, 1, quiet) as content:
        pages = SitePages(content)
        there = pages.there(made | {f"not-{name}" for name in made})
        assert set(there) == made
        for name, key in there.items():
            assert key is not None
            html = (site / name).read_text("utf-8")
            places = pages.places(key)
            assert len(places) == html.count(' id="'), name
            assert all(f' id="{place}"' in html for place in places), name
