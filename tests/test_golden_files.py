"""The ``golden`` fixture notices what changed, says so for people, and writes files anew on request."""

from pathlib import Path

import pytest
from golden_files import Golden


def test_a_text_that_is_as_expected_passes(tmp_path: Path) -> None:
    Golden(tmp_path, update=True)("a/b.txt", "one\r\ntwo é\n")
    Golden(tmp_path, update=False)("a/b.txt", "one\r\ntwo é\n")


@pytest.mark.parametrize(("text", "shown"), [("one\n2\n", "-two\n+2"), ("one\ntwo", "only line ends differ")])
def test_a_difference_is_shown(tmp_path: Path, text: str, shown: str) -> None:
    Golden(tmp_path, update=True)("page.html", "one\ntwo\n")
    with pytest.raises(pytest.fail.Exception) as failed:
        Golden(tmp_path, update=False)("page.html", text)
    assert shown in str(failed.value)
    assert "make golden" in str(failed.value)


def test_a_missing_file_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="make golden"):
        Golden(Path(__file__).parent / "golden", update=False)("no such file", "text")
