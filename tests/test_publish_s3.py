"""`backissue publish` to an S3 server that runs here: what is stored, with which headers, and what is sent again."""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import boto3
import pytest
from backissue.errors import BackIssueError
from backissue.publishing.ledger import LEDGER
from backissue.publishing.store import Bucket, Folder
from moto.server import ThreadedMotoServer
from publishing import FIRST, SECOND, lay, sent, texts

URL = "s3://archive/papers"
ODD = {"a/größe.html": "1", "a/100%25 & 50%.html": "2", "~b/[c] {d}.html": "3", "e+f?.html": "4"}
"""Names that some part of the way might write in another form."""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def objects(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator["Objects"]:
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": "true", "AWS_ACCESS_KEY_ID": "for-tests",
        "AWS_SECRET_ACCESS_KEY": "for-tests", "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    made = Objects(endpoint)
    yield made
    made.end()


class Objects:
    """What lies in the bucket, as another client sees it."""

    def __init__(self, endpoint: str) -> None:
        self.client = boto3.client("s3", endpoint_url=endpoint)
        self.client.create_bucket(Bucket="archive")

    def texts(self) -> dict[str, str]:
        return {key: self.get(key)["Body"].read().decode() for key in self.keys() if key != f"papers/{LEDGER}"}

    def keys(self) -> list[str]:
        return [one["Key"] for one in self.client.list_objects_v2(Bucket="archive").get("Contents", [])]

    def get(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get_object(Bucket="archive", Key=key)
        return found

    def end(self) -> None:
        for key in self.keys():
            self.client.delete_object(Bucket="archive", Key=key)
        self.client.delete_bucket(Bucket="archive")


def below(files: dict[str, str]) -> dict[str, str]:
    return {f"papers/{path}": text for path, text in files.items()}


def test_a_bucket_becomes_the_site_and_follows_it(objects: Objects, tmp_path: Path) -> None:
    assert sent(lay(tmp_path, FIRST | ODD), Bucket(URL)).new == len(FIRST | ODD)
    assert objects.texts() == below(FIRST | ODD)
    again = sent(tmp_path, Bucket(URL))
    assert (again.new, again.changed, again.removed, again.same) == (0, 0, 0, len(FIRST | ODD))
    done = sent(lay(tmp_path, SECOND), Bucket(URL))
    assert (done.new, done.changed, done.removed) == (3, 3, 2 + len(ODD))
    assert objects.texts() == below(SECOND)


def test_objects_have_types_and_cache_control(objects: Objects, tmp_path: Path) -> None:
    sent(lay(tmp_path, FIRST), Bucket(URL))
    page, words = objects.get("papers/index.html"), objects.get("papers/search/shards/1956/a.pf_index")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert words["ContentType"] == "application/octet-stream"
    assert objects.get(f"papers/{LEDGER}")["CacheControl"] == "no-store"
    assert "ContentEncoding" not in page


def test_a_lost_ledger_sends_nothing_again(objects: Objects, tmp_path: Path) -> None:
    sent(lay(tmp_path, FIRST), Bucket(URL))
    objects.client.delete_object(Bucket="archive", Key=f"papers/{LEDGER}")
    assert sent(tmp_path, Bucket(URL)).same == len(FIRST)


def test_what_another_hand_changed_is_put_right(objects: Objects, tmp_path: Path) -> None:
    sent(lay(tmp_path, FIRST), Bucket(URL))
    objects.client.put_object(Bucket="archive", Key="papers/index.html", Body=b"HOME")
    objects.client.delete_object(Bucket="archive", Key="papers/assets/a.css")
    objects.client.put_object(Bucket="archive", Key="elsewhere.html", Body=b"of another site")
    done = sent(tmp_path, Bucket(URL))
    assert (done.new, done.changed, done.strangers) == (1, 1, 0)
    assert objects.texts() == {**below(FIRST), "elsewhere.html": "of another site"}


def test_cut_off_it_goes_on(objects: Objects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(lay(tmp_path, FIRST), Bucket(URL))
    lay(tmp_path, SECOND)
    put, left = Bucket.put, 4

    def cut(self: Bucket, path: str, data: bytes, headers: dict[str, str]) -> str:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return put(self, path, data, headers)

    monkeypatch.setattr(Bucket, "at_once", 1)
    monkeypatch.setattr(Bucket, "put", cut)
    with pytest.raises(KeyboardInterrupt):
        sent(tmp_path, Bucket(URL))
    left = 1_000
    assert sent(tmp_path, Bucket(URL)).new == 1
    assert objects.texts() == below(SECOND)


def test_a_bucket_that_is_not_there_is_told(objects: Objects, tmp_path: Path) -> None:
    with pytest.raises(BackIssueError, match="s3://nowhere/papers: "):
        sent(lay(tmp_path, FIRST), Bucket("s3://nowhere/papers"))


def test_a_file_becomes_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    site, there = lay(tmp_path / "site", {**FIRST, "old.v2": "a page", "a.b/index.html": "another"}), tmp_path / "there"
    sent(site, Folder(there))
    rmtree(site)
    after = {**FIRST, "old.v2/index.html": "a page", "a.b": "another"}
    sent(lay(site, after), Folder(there))
    assert texts(there) == after


def test_a_folder_has_the_same_names(tmp_path: Path) -> None:
    site, there = lay(tmp_path / "site", FIRST | ODD), tmp_path / "there"
    sent(site, Folder(there))
    assert texts(there) == FIRST | ODD
    sent(lay(site, FIRST), Folder(there))
    assert texts(there) == FIRST
    assert not (there / "a").exists()
