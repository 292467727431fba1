"""Whatever a newsroom does to its files and its history, a build equals one from nothing, versions too."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

import pytest
import yaml
from archives import AS_OF, PAPER, article, make_archive, tree
from backissue.build import build
from backissue.errors import BuildFailed
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from repositories import Repository

pytestmark = pytest.mark.long

STORIES = ("flood", "river", "gauge")
TEXTS = (
    "The river rose by two feet.",
    "The river rose by *three* feet.\n\nIt fell.",
    "Ada Quill saw it.",
    "Ada saw it.",
    "Quill saw it.",
    "Nothing.",
)
FIELDS: tuple[dict[str, object], ...] = (
    {}, {"draft": True}, {"embargo": "2025-01-02"}, {"embargo": "2030-01-01"}, {"standfirst": "In short."},
    {"withdrawn": {"date": "2025-01-01", "reason": "A court"}}, {"published": "2025-01-03"}, {"kicker": "Ada Quill"},
    {"permalink": "/old/a.html"},
)  # fmt: skip
CASE = {"id": "2025-01", "action": "redact", "date": "2025-01-01", "reason": "A court", "text": "Ada Quill"}
Step = Callable[["Newsroom"], None]


class Newsroom:
    """An archive under Git; each commit comes an hour after the one before."""

    def __init__(self, root: Path) -> None:
        outlets: dict[str, str | bytes] = {"outlets/courier.yaml": f"{PAPER}versions: true\n"}
        stories = {f"articles/{name}.md": article(name, TEXTS[0]) for name in STORIES}
        self.root, self.hours = make_archive(root, {**outlets, **stories}), 0
        self.repo = Repository(root)
        self.commit()

    def commit(self, *options: str) -> None:
        self.hours += 1
        day, hour = divmod(self.hours, 24)
        self.repo.git("add", "-A", "content")
        self.repo.git(
            "commit", "-q", "--allow-empty", "-m", "A change", *options, at=f"2025-01-{day + 1:02}T{hour:02}:00"
        )

    def path(self, name: str) -> Path:
        return self.root / f"content/articles/{name}.md"


def _write(name: str, text: str, fields: dict[str, object], commits: bool) -> Step:
    def step(room: Newsroom) -> None:
        room.path(name).write_text(article(name, f"{text}\n", **fields))
        if commits:
            room.commit()

    return step


def _move(name: str, other: str) -> Step:
    def step(room: Newsroom) -> None:
        if room.path(name).exists():
            room.path(name).replace(room.path(other))
            room.commit()

    return step


def _delete(name: str) -> Step:
    def step(room: Newsroom) -> None:
        room.path(name).unlink(missing_ok=True)
        room.commit()

    return step


def _file(path: str, text: str | None) -> Step:
    def step(room: Newsroom) -> None:
        if text is None:
            (room.root / path).unlink(missing_ok=True)
        else:
            (room.root / path).write_text(text)

    return step


def _merge(name: str, text: str) -> Step:
    def step(room: Newsroom) -> None:
        room.commit()
        room.repo.git("checkout", "-q", "-B", "desk")
        _write(name, text, {}, True)(room)
        room.repo.git("checkout", "-q", "main")
        room.hours += 1
        room.repo.git("merge", "-q", "--no-ff", "-m", "A merge", "desk", at=f"2025-02-{room.hours % 28 + 1:02}")

    return step


def _back(room: Newsroom) -> None:
    """To the first commit, whatever was not committed."""
    first = room.repo.git("rev-list", "--max-parents=0", "HEAD")
    room.repo.git("reset", "-q", "--hard", first)


_name, _text = st.sampled_from(STORIES), st.sampled_from(TEXTS)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(_write, _name, _text, st.sampled_from(FIELDS), st.booleans()),
    st.builds(_write, _name, _text, st.just({}), st.just(True)),
    st.builds(_move, _name, st.sampled_from((*STORIES, "deep"))),
    st.builds(_delete, _name),
    st.builds(_merge, _name, _text),
    st.just(lambda room: room.commit()),
    st.just(lambda room: room.commit("--amend")),
    st.just(_back),
    st.builds(_file, st.just("content/takedowns.yaml"), st.sampled_from((yaml.safe_dump([CASE]), None))),
    st.builds(
        _file, st.just("content/outlets/courier.yaml"),
        st.sampled_from((PAPER, f"{PAPER}versions: true\n", f"{PAPER}versions: true\n".replace("London", "Paris"))),
    ),
)  # fmt: skip


@given(st.lists(STEPS, min_size=6, max_size=6))
@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)  # fmt: skip
def test_after_any_commits_the_site_equals_a_cold_builds(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        room = Newsroom(Path(folder, "warm"))
        build(room.root, as_of=AS_OF, jobs=1)
        for number, step in enumerate(steps):
            step(room)
            cold = Path(folder, f"cold-{number}")
            copytree(room.root, cold, ignore=ignore_patterns("site", ".backissue"))
            warm, from_nothing = pages(room.root), pages(cold)
            assert warm == from_nothing
            if warm:
                assert tree(room.root / "site") == tree(cold / "site")


def pages(root: Path) -> int:
    """How many a build leaves; 0 where the content has faults, such as two stories for one address."""
    try:
        return build(root, as_of=AS_OF, jobs=1).pages
    except BuildFailed:
        return 0
