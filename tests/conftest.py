"""What tests share: the sample archive built once, its server, and golden files."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import AS_OF
from backissue.place import Place
from golden_files import Golden
from hypothesis import HealthCheck, settings
from kinds import Sample
from serving import served
from tools import ROOT

_TEMPLATES = Place.templates

settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The same examples in every run, however slow the machine: a test fails for a change, not for its luck."""
settings.register_profile("search", deadline=None, max_examples=2_000)
"""pytest --hypothesis-profile=search looks for new ones."""
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --update-golden."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew")


def pytest_configure(config: pytest.Config) -> None:
    """Declares the mark that `make golden` selects by."""
    config.addinivalue_line("markers", "golden: compares with a file of tests/golden/ (set by itself)")
    config.addinivalue_line("markers", "long: takes so long that it begins first, so that all processes end together")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what uses golden files or the browser; what takes long runs first, and the browser's tests last.

    Last, because Playwright keeps an event loop in the main thread and the server a thread of its
    own: neither asyncio.run nor a forked worker pool would be safe after them.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "golden" in fixtures:
            item.add_marker("golden")
        if "browser" in fixtures:
            item.add_marker("browser")
    items.sort(key=lambda item: (bool(item.get_closest_marker("browser")), not item.get_closest_marker("long")))


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What Jinja makes of a theme takes longer than a small archive's build: archives that are alike share it.

    Alike by the bytes of their own themes and settings; what the program goes by must not be believed here.
    """
    shared = tmp_path_factory.mktemp("templates")

    def folder(place: Place) -> Path:
        files = [place.content / "archive.yaml", *sorted((place.root / "themes").rglob("*"))]
        parts = (f"{file.relative_to(place.root)}\0".encode() + file.read_bytes() for file in files if file.is_file())
        return shared / hashlib.sha256(b"\0".join(parts)).hexdigest()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Place, "templates", property(folder))
        yield


@pytest.fixture(scope="module")
def templates_of_ones_own() -> Iterator[None]:
    """Each archive keeps its own, as it does outside of tests: for tests whose builds run in other processes, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Place, "templates", _TEMPLATES)
        yield


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample archive's sources, built into its folder `site`; tests must not change it."""
    from backissue.build import build
    from backissue.errors import BuildFailed

    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("draw", "__pycache__"))
    try:
        build(root, as_of=AS_OF)
    except BuildFailed as failed:
        problems = "\n".join(str(problem) for problem in failed.problems)
        pytest.fail(f"the sample archive does not build:\n{problems}", pytrace=False)
    return root


@pytest.fixture(scope="session")
def sample_site(sample_root: Path) -> Path:
    """The sample archive as built, once for all tests; they must not change it."""
    return sample_root / "site"


@pytest.fixture(scope="session")
def server(sample_site: Path) -> Iterator[str]:
    """The address of the sample archive, served; no slash at its end."""
    with served(sample_site) as address:
        yield address


@pytest.fixture(scope="session")
def sample(sample_root: Path, sample_site: Path) -> Sample:
    """Sources and site of the sample archive, to find pages of every kind in."""
    return Sample(sample_root / "content", sample_site)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """``golden(name, text)``: ``text`` must be what tests/golden/``name`` holds."""
    return Golden(ROOT / "tests/golden", request.config.getoption("--update-golden"))
