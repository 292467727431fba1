"""The same content gives the same bytes, wherever and however it is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from archives import AS_OF, tree
from tools import ROOT


def cold_build(folder: Path, jobs: str, **environment: str) -> dict[str, bytes]:
    """The site that a fresh process builds in ``folder`` from the sample's content, its times new."""
    without = shutil.ignore_patterns("draw", "__pycache__")
    shutil.copytree(ROOT / "content", folder / "content", ignore=without, copy_function=shutil.copyfile)
    command = [sys.executable, "-m", "backissue", "build", "--as-of", AS_OF.isoformat(), "--jobs", jobs]
    subprocess.run(command, cwd=folder, env=os.environ | environment, check=True, capture_output=True)
    return tree(folder / "site")


def test_two_cold_builds_are_the_same_whatever_is_around_them(tmp_path: Path) -> None:
    one = cold_build(tmp_path / "one", "1", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    other = cold_build(
        tmp_path / "another folder, deeper" / "in", "2",
        PYTHONHASHSEED="4242", TZ="Asia/Kolkata", LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", LANGUAGE="tr",
    )  # fmt: skip
    assert [path for path in one.keys() | other.keys() if one.get(path) != other.get(path)] == []
    assert any(path.startswith("search/") and path.endswith(".pf_meta") for path in one)
