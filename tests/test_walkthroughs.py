"""The docs' three cases, followed as an editor would: a reader's correction, a court order, an agency's notice.

What is written into files, and what messages must say, is taken from the docs themselves.
"""

import gzip
import json
import re
import shutil
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import AS_OF, article, make_archive, picture, tree
from backissue.build import build
from backissue.cli import main
from backissue.errors import BuildFailed
from backissue.summary import Summary
from click.testing import CliRunner
from repositories import Repository
from tools import ROOT


def blocks(page: str, about: str = "") -> list[str]:
    """The fenced blocks of a page of the docs in which ``about`` stands, without their indent."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    found = re.findall(r"^( *)```\w*\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for _, block in found if about in block]


def run(root: Path, *command: str) -> str:
    """What a command prints; it must end well."""
    done = CliRunner().invoke(main, [*command, "--root", str(root)])
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(root: Path, moment: datetime) -> str:
    """The one thing that a build has against the content."""
    with pytest.raises(BuildFailed) as failed:
        build(root, as_of=moment, jobs=1)
    (problem,) = failed.value.problems
    return str(problem)


def page(root: Path, address: str) -> str:
    file = root / "site" / address.strip("/")
    return (file if file.is_file() else file / "index.html").read_text("utf-8")


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Every file of a site, search's compressed ones opened."""
    for path, data in tree(site).items():
        yield path, (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", "replace")


def copied(sample_root: Path, folder: Path) -> Path:
    """The sample as built, in a folder where it may change."""
    return Path(shutil.copytree(sample_root, folder / "sample"))


# A reader's correction ----------------------------------------------------------------------

STORY = "/harbour-courier/2025/11/27/quill-notebooks/"
FILE = "content/articles/harbour-courier/2025/quill-notebooks.md"
CAPTION, NOTE = (blocks("corrections.md", about)[0] for about in ("caption:", "kind: correction"))
WRONG_CAPTION = CAPTION.replace("1991", "1989")
SAID = yaml.safe_load(NOTE)["corrections"][0]["text"]


@pytest.fixture
def desk(sample_root: Path, tmp_path: Path) -> tuple[Path, Repository]:
    """The sample as it was before the letter came, under Git, and built."""
    root = copied(sample_root, tmp_path)
    text = (root / FILE).read_text("utf-8")
    (root / FILE).write_text(text.replace(NOTE, "").replace(CAPTION, WRONG_CAPTION), "utf-8")
    repo = Repository(root)
    repo.commit("2025-11-27T10:00")
    assert built(root).warnings == ()
    return root, repo


def built(root: Path, moment: datetime = AS_OF) -> Summary:
    return build(root, as_of=moment, jobs=1)


def save(root: Path, note: str) -> None:
    """The editor's change: the caption, and a note at the end of the front matter."""
    text = (root / FILE).read_text("utf-8").replace(WRONG_CAPTION, CAPTION)
    front, mark, body = text.removeprefix("---\n").partition("---\n")
    (root / FILE).write_text(f"---\n{front}{note}{mark}{body}", "utf-8")


def test_a_readers_correction_is_made_as_the_docs_say(desk: tuple[Path, Repository]) -> None:
    root, repo = desk
    before = page(root, STORY)
    made_of = run(root, "explain", STORY).partition("made of")[2].split()
    assert FILE in made_of
    assert len(made_of) == 3, "and the two beside it"
    was = (root / FILE).read_text("utf-8")
    save(root, NOTE.replace("kind: correction", "kind: corection"))
    (message,) = blocks("corrections.md", "corection")
    assert refused(root, AS_OF) == message.strip()
    assert page(root, STORY) == before
    (root / FILE).write_text(was, "utf-8")
    save(root, NOTE)
    assert (root / FILE).read_text("utf-8") == (ROOT / FILE).read_text("utf-8"), "what the sample has"
    assert built(root).rendered <= 15, "the story, its neighbours, the logs"
    assert "<dt>Versions</dt>" not in page(root, STORY), "it is not committed yet"
    assert "quill-notebooks" not in run(root, "check", "--as-of", "2026-01-01")
    repo.commit("2025-12-03T15:00")
    assert built(root).rendered <= 2
    assert "Text last changed on December 3, 2025" in page(root, STORY)
    assert "until <del>1989</del> <ins>1991</ins>" in page(root, f"{STORY}versions/")
    shown_to_readers(root)
    told_to_programs(root, before)


def shown_to_readers(root: Path) -> None:
    """What the docs say that readers see."""
    story = page(root, STORY)
    assert story.index(SAID) < story.index("Ada Quill left her notebooks")
    assert CAPTION.strip().removeprefix("caption: ") in story
    for log in ("/corrections/", "/corrections/2025/", "/harbour-courier/corrections/"):
        assert re.search(rf'{re.escape(SAID)}</p>\n<p class="meta"><span><a href="{STORY}">', page(root, log)), log
    newest = json.loads(page(root, "/corrections/feed.json"))["items"][0]
    assert newest["url"].endswith(STORY)
    assert SAID in newest["content_html"]
    assert page(root, "/corrections/feed.atom").partition("</entry>")[0].count(SAID) == 1
    assert SAID in page(root, "/harbour-courier/feed.atom")
    assert 'data-pagefind-filter="has">correction<' in story


def told_to_programs(root: Path, before: str) -> None:
    """What the docs say that programs read."""
    story = page(root, STORY)
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', story)
    note = {"@type": "CorrectionComment", "datePublished": "2025-12-03", "text": SAID}
    assert json.loads(data)["@graph"][0]["correction"] == [note]
    described = json.loads(page(root, f"{STORY}article.json"))["descriptions"]
    assert {"role": "correction", "value": f"2025-12-03: {SAID}"} in described
    entry = page(root, "/sitemaps/2025-11.xml").partition(STORY)[2].partition("</url>")[0]
    assert "<lastmod>2025-12-03</lastmod>" in entry
    own = re.compile(r'content-sha256" content="(\w{64})"')
    assert own.findall(story) != own.findall(before)


# A court order ------------------------------------------------------------------------------

NAME = "John Smith"
ORDERED = datetime(2026, 3, 10, tzinfo=UTC)
CASE, READDRESSED = blocks("takedowns.md", "text: [John")[0], blocks("takedowns.md", ": man-convicted")[0]


def with_the_name(folder: Path) -> Path:
    """Four stories that have the name: in a headline and its address, a caption, a comment, a picture's name."""
    shown: dict[str, Any] = {"images": [{"src": "images/john-smith.jpg", "alt": "A door."}]}
    return make_archive(folder, {
        "articles/2019/john-smith-convicted.md": article(f"{NAME} convicted", edition="2019-05-02", people=[NAME]),
        "articles/2019/court.md": article("Court", edition="2019-05-03", images=[{"caption": f"{NAME}, right."}]),
        "articles/2019/harbour.md": article("Harbour", edition="2019-05-04"),
        "comments/2019/harbour.yaml": "- {author: A. R., text: I knew John Smith.}\n",
        "articles/2019/door.md": article("A door", edition="2019-05-05", **shown),
        "articles/2019/other.md": article("Another", edition="2019-05-05"),
        "images/john-smith.jpg": picture(ending=".jpg"), "people/john-smith.yaml": f"name: {NAME}\n",
    })  # fmt: skip


def test_a_court_order_on_a_name_is_followed_as_the_docs_say(tmp_path: Path) -> None:
    root = with_the_name(tmp_path)
    built(root, ORDERED)
    before = tree(root / "site")
    assert "people/john-smith/index.html" in before
    make_archive(root, {"takedowns.yaml": CASE})
    (message,) = blocks("takedowns.md", "its text stands in the address /courier")
    assert refused(root, ORDERED) == " ".join(message.split())
    assert tree(root / "site") == before
    make_archive(root, {"takedowns.yaml": CASE + textwrap.indent(READDRESSED, "  ")})
    built(root, ORDERED)
    assert not [path for path, text in texts(root / "site") if re.search("john.?smith", path + text, re.IGNORECASE)]
    reason = yaml.safe_load(CASE)[0]["reason"]
    stories = [f"/courier/2019/05/0{day}/{name}/" for day, name in
               ((2, "man-convicted"), (3, "court"), (4, "harbour"))]  # fmt: skip
    door = page(root, "/courier/2019/05/05/door/")
    for story in stories:
        assert "[name removed]" in page(root, story), story
        assert reason in page(root, story), story
    assert reason not in door
    assert "/images/2026-03.1.jpg/" in door
    assert "people/john-smith/index.html" not in tree(root / "site")
    removed = {one["address"] for one in json.loads(page(root, "/removed.json"))["removed"]}
    assert removed == {f"https://archive.example.org{story}" for story in stories}
    assert "case 2026-03" in run(root, "explain", stories[0])


# An agency's notice -------------------------------------------------------------------------

AGENCY = "content/agencies/northern-press-service.yaml"
NOTICE = blocks("rights.md", AGENCY)[0]
EVE, DAY = datetime(2015, 4, 6, 12, tzinfo=UTC), datetime(2015, 4, 8, tzinfo=UTC)
STORIES = (
    "/harbour-courier/1999/08/12/eclipse-over-europe/", "/le-phare/1999/08/13/a-cloud-in-cornwall/",
    "/harbour-courier/2014/11/13/philae-lands/",
)  # fmt: skip
"""What the agency supplied from 1998 to 2014."""
WORDS = ("the size of a washing machine", "Râmnicu Vâlcea")
"""In the agency's texts of these years alone."""


def test_an_agencys_notice_is_followed_as_the_docs_say(sample_root: Path, tmp_path: Path) -> None:
    root = copied(sample_root, tmp_path)
    without = yaml.safe_load((root / AGENCY).read_text("utf-8"))
    del without["withdraw"]
    (root / AGENCY).write_text(yaml.safe_dump(without), "utf-8")
    built(root, EVE)
    shown = {story: page(root, story) for story in STORIES}
    pictures = {path for path in tree(root / "site") if path.startswith("images/")}
    for story in STORIES:
        assert f'href="{story}"' in page(root, "/agencies/northern-press-service/")
    files = tree(root / "content")
    (root / AGENCY).write_text(f"{NOTICE}rights: InC\n", "utf-8")
    built(root, EVE)
    assert {story: page(root, story) for story in STORIES} == shown, "until the day comes"
    due = json.loads(run(root, "rights", "--until", "2015-04-08", "--json"))["due"]
    assert {(one["day"], one["agency"]) for one in due} == {("2015-04-07", "northern-press-service")}
    assert (sum(one["texts"] for one in due), sum(one["pictures"] for one in due)) == (3, 0)
    assert built(root, DAY).rendered < 60
    for story in STORIES:
        headline = re.findall(r"<h1[^>]*>(.*?)</h1>", shown[story])[0]
        assert headline in page(root, story), story
        assert yaml.safe_load(NOTICE)["withdraw"]["reason"] in page(root, story), story
    assert not [path for path, text in texts(root / "site") if any(words in text for words in WORDS)]
    assert {path for path in tree(root / "site") if path.startswith("images/")} == pictures, "they stay"
    changed = {path for path, data in tree(root / "content").items() if files[path] != data}
    assert changed == {AGENCY.removeprefix("content/")}
