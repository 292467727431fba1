"""A publication call by call: order, what is sent, and what happens when it is cut off at each of them."""

import re
from pathlib import Path

import pytest
from backissue.errors import BackIssueError
from backissue.publishing.ledger import LEDGER
from publishing import FIRST, SECOND, Cut, Recorded, lay, sent


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay(tmp_path, FIRST)


@pytest.fixture
def store(site: Path) -> Recorded:
    """What the first site was put to."""
    store = Recorded()
    sent(site, store)
    store.calls.clear()
    return store


def test_a_first_publication_sends_everything_and_a_second_nothing(site: Path) -> None:
    store = Recorded()
    done = sent(site, store)
    assert (done.new, done.changed, done.removed, done.same) == (len(FIRST), 0, 0, 0)
    assert store.texts() == FIRST
    store.calls.clear()
    assert str(sent(site, store)) == f"0 new, 0 changed, 0 removed, {len(FIRST)} as they were"
    assert store.calls == []


def test_only_what_differs_is_sent_in_the_order_in_which_readers_need_it(site: Path, store: Recorded) -> None:
    done = sent(lay(site, SECOND), store)
    assert store.sent() == [
        ("put", "search/shards/1957/b.pf_index"),
        ("put", "images/b.webp"),
        ("put", "courier/1957/index.html"),
        ("put", "search/shards.json"),
        ("put", "index.html"),
        ("put", ".backissue-sum"),
        ("remove", "courier/1956/index.html"),
        ("remove", "search/shards/1956/a.pf_index"),
    ]
    assert (done.new, done.changed, done.removed, done.same) == (3, 3, 2, 4)
    assert store.texts() == SECOND


def test_the_ledger_is_written_before_anything_else_and_last(site: Path, store: Recorded) -> None:
    sent(lay(site, SECOND), store)
    assert store.calls[0] == store.calls[-1] == ("put", LEDGER)


def test_a_dry_run_says_the_same_and_sends_nothing(site: Path, store: Recorded) -> None:
    said = sent(lay(site, SECOND), store, dry_run=True)
    assert store.calls == []
    first, *_, last = said.lines()
    assert first == "new files: search/shards/1957/b.pf_index"
    assert last == "removed files: search/shards/1956/a.pf_index"
    assert sent(site, store) == said


@pytest.mark.parametrize("tells_digests", [True, False])
def test_cut_off_at_any_call_it_goes_on_and_no_file_is_left_behind(tmp_path: Path, tells_digests: bool) -> None:
    whole = Recorded(tells_digests=tells_digests)
    sent(lay(tmp_path, FIRST), whole)
    before = len(whole.calls)
    sent(lay(tmp_path, SECOND), whole)
    for left in range(len(whole.calls) - before):
        store = Recorded(tells_digests=tells_digests)
        sent(lay(tmp_path, FIRST), store)
        store.left = left
        with pytest.raises(Cut):
            sent(lay(tmp_path, SECOND), store)
        store.left = -1
        assert_no_dead_link(store)
        sent(tmp_path, store)
        assert store.texts() == SECOND
        store.calls.clear()
        sent(tmp_path, store)
        assert store.calls == []


def assert_no_dead_link(store: Recorded) -> None:
    """Whatever the search's list and the front page name is there."""
    texts = store.texts()
    if "2" in texts["search/shards.json"]:
        assert "search/shards/1957/b.pf_index" in texts
    if texts["index.html"] == "home again":
        assert {"courier/1957/index.html", "images/b.webp"} <= texts.keys()
    else:
        assert "courier/1956/index.html" in texts


def test_what_went_through_before_the_cut_is_not_sent_again(site: Path, store: Recorded) -> None:
    store.left = 4  # the ledger, two files, and the ledger again
    with pytest.raises(Cut):
        sent(lay(site, SECOND), store)
    store.left = -1
    assert ("put", "images/b.webp") in store.sent()
    sent(site, store)
    assert ("put", "images/b.webp") not in store.sent()


def test_cut_off_and_built_again_what_was_sent_for_nothing_goes(site: Path, store: Recorded) -> None:
    store.left = 4
    with pytest.raises(Cut):
        sent(lay(site, SECOND), store)
    store.left = -1
    assert "images/b.webp" in store.texts()
    assert sent(lay(site, FIRST), store).strangers == 0
    assert store.texts() == FIRST


def test_a_lost_ledger_is_made_again_from_what_is_there_and_nothing_is_sent(site: Path, store: Recorded) -> None:
    kept = store.files.pop(LEDGER)
    assert sent(site, store).same == len(FIRST)
    assert store.calls == [("put", LEDGER)]
    assert store.files[LEDGER] == kept


@pytest.mark.parametrize("tells_digests", [True, False])
def test_what_another_hand_changed_or_removed_is_put_right(tmp_path: Path, tells_digests: bool) -> None:
    store = Recorded(tells_digests=tells_digests)
    sent(lay(tmp_path, FIRST), store)
    store.put("index.html", b"HOME", {})
    del store.files["assets/a.css"]
    store.sent()
    assert (done := sent(tmp_path, store)).new == 1
    assert done.changed == 1
    assert store.sent() == [("put", "assets/a.css"), ("put", "index.html")]
    assert store.texts() == FIRST


def test_what_another_hand_added_is_left_alone_and_counted(site: Path, store: Recorded) -> None:
    store.put("google123.html", b"proof", {})
    done = sent(lay(site, SECOND), store)
    assert done.strangers == 1
    assert str(done).endswith("4 as they were · 1 of another hand left alone")
    assert store.texts() == {**SECOND, "google123.html": "proof"}


def test_a_target_that_is_not_ours_is_refused_and_left_alone_until_it_is_adopted(site: Path) -> None:
    store = Recorded()
    store.put("index.html", b"another home", {})
    store.put("about.html", b"about another", {})
    store.calls.clear()
    with pytest.raises(BackIssueError, match=re.escape("there is not empty and holds no site; look what --adopt")):
        sent(site, store)
    assert store.calls == []
    assert sent(site, store, adopt=True).removed == 1
    assert store.texts() == FIRST
    with pytest.raises(BackIssueError, match="there holds the site of ours"):
        sent(site, store, archive="another")


def test_headers_go_with_each_file_and_again_when_they_change(site: Path, store: Recorded) -> None:
    assert store.files["index.html"][1] == {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
    changed = {**FIRST, "_headers": "/*\n  Cache-Control: no-cache\n/images/*\n  Cache-Control: immutable\n"}
    sent(lay(site, changed), store)
    assert store.sent() == [("put", "images/a.webp"), ("put", "_headers")]
    assert store.files["images/a.webp"][1]["Cache-Control"] == "immutable"


def test_a_large_site_is_written_down_in_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backissue.publishing.run._STEP", 3)
    store = Recorded()
    sent(lay(tmp_path, {f"images/{number}.webp": str(number) for number in range(10)}), store)
    assert [path == LEDGER for _, path in store.calls] == [
        True, *[False] * 3, True, *[False] * 3, True, *[False] * 3, True, False, True,
    ]  # fmt: skip
