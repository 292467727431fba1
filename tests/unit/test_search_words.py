"""What counts as a word, and that the words are read whole out of Pagefind's files."""

from pathlib import Path
from unicodedata import normalize

import cbor2
import pytest
from backissue.errors import SearchError
from backissue.search import canonical, pagefind
from backissue.search.chunks import cut, entries
from backissue.search.words import fold, readings, runs, stem
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Harbour", "harbour"), ("L’École", "l’ecole"), ("Ærø", "aero"), ("STRASSE", "strasse"), ("Straße", "strasse"),
        ("İzmir", "izmir"), ("ΜΈΛΟΣ", "μελοσ"), ("μέλος", "μελοσ"), ("Ёлка", "елка"), ("العَرَبِيَّة", "العربية"),
        ("إلى", "الي"), ("Łódź", "lodz"), ("x²", "x2"), ("ﬁne", "fine"), ("हिन्दी", "हिन्दी"), ("한국", "한국"),
    ],
)  # fmt: skip
def test_what_a_reader_may_leave_out_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_once_is_enough(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))


@pytest.mark.parametrize(
    ("written", "language", "keys"),
    [
        ("floods", "en", {("floods", "flood")}),
        ("law’s", "en", {("laws", "law"), ("law", "law"), ("s", "s")}),
        ("l’école", "fr", {("lecole", "lecol"), ("ecole", "ecol"), ("l", "l")}),
        ("1939–45", "en", {("193945", "193945"), ("1939", "1939"), ("45", "45")}),
        ("“quoted”,", "en", {("quoted", "quot")}),
        ("«", "en", set()),
        ("河", "zh", {("河", "河")}),
    ],
)
def test_a_word_is_known_whole_and_by_its_parts(written: str, language: str, keys: set[tuple[str, str]]) -> None:
    assert readings(written, language) == keys


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stem("floods", "xx") == "floods"
    assert runs("naïve—word 12") == ["naïve", "word", "12"]


def test_a_page_of_a_spaceless_language_is_set_apart_where_it_is_searched() -> None:
    html = '<p lang="zh">河水2019年 <b>上升</b>。</p><i data-pagefind-filter="people">人民</i>'
    assert pagefind.spaced(html) == (
        '<p lang="zh">河 水 2019 年 <b>上 升</b>。</p><i data-pagefind-filter="people">人民</i>'
    )


numbers = st.one_of(st.integers(0, 30), st.integers(0, 2**32 - 1), st.integers(-400, -1))
places = st.lists(
    st.tuples(st.integers(0, 70_000), st.lists(numbers, max_size=30), st.lists(numbers, max_size=3)), max_size=30
)
listed = st.lists(
    st.tuples(st.text(min_size=1, max_size=40), places, st.lists(st.tuples(st.text(min_size=1), places), max_size=3)),
    min_size=1,
    max_size=20,
)


@given(found=listed)
def test_words_are_read_as_a_decoder_would_and_cut_anew_without_loss(
    found: list[tuple[str, list[object], list[tuple[str, object]]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("words")
    file = folder / "a.pf_index"
    file.write_bytes(canonical.encode([found]))
    read = list(entries(file))
    assert [entry.word.base for entry in read] == [word for word, *_ in found]
    for entry, (word, pages, variants) in zip(read, found, strict=True):
        assert entry.word.written == ((word,) if pages else ()) + tuple(variant for variant, _ in variants)
        assert cbor2.loads(entry.data) == cbor2.loads(cbor2.dumps((word, pages, variants)))
    files = cut(read, folder / "index", "x")
    again = [entry for *_, name in files for entry in canonical.decode(folder / "index" / f"{name}.pf_index")[0]]
    assert again == cbor2.loads(cbor2.dumps(found))


def test_a_file_that_is_none_of_pagefinds_is_a_named_error(tmp_path: Path) -> None:
    file = tmp_path / "a.pf_index"
    file.write_bytes(canonical.encode([[["word", [[0, [1.5], []]], []]]]))
    with pytest.raises(SearchError, match="not as Pagefind writes its words"):
        list(entries(file))
