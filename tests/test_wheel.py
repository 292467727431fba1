"""What `pip install` gives: the command, the default theme inside it, and the starter archive."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tools import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's files, as installing it would lay them out."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("backissue-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_a_new_archive_is_built_with_nothing_but_what_the_wheel_holds(installed: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    where = "import backissue; print(backissue.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert Path(found.stdout.strip()).is_relative_to(installed), "not the checkout"
    for arguments in (["new", "paper", "--ci", "github"], ["build", "--root", "paper"]):
        subprocess.run(
            [sys.executable, "-m", "backissue", *arguments],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )
    assert (tmp_path / "paper/site/index.html").is_file()
    assert (tmp_path / "paper/site/assets/broadsheet.css").is_file()
    assert (tmp_path / "paper/.github/workflows/archive.yml").is_file()


def test_the_wheel_holds_the_command_the_licence_and_nothing_of_the_sample(installed: Path) -> None:
    entry = next(installed.glob("*.dist-info/entry_points.txt")).read_text("utf-8")
    assert "backissue = backissue.__main__:main" in entry
    assert list(installed.glob("*.dist-info/licenses/LICENSE"))
    assert not (installed / "content").exists()
    assert not list(installed.rglob("__pycache__"))
