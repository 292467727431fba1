"""YAML as an archive reads it: every scalar is the text that was written, every fault has its line."""

import pytest
from backissue.sources.yaml_text import YamlFault, YamlText


def data(text: str) -> object:
    return YamlText(text, "a.md").data


def fault(text: str, first_line: int = 1) -> str:
    with pytest.raises(YamlFault) as caught:
        YamlText(text, "a.md", first_line)
    return str(caught.value)


@pytest.mark.parametrize(
    "written", ["no", "12:30", "1.10", "007", "1937-07-17", "0x1F", "1e3", "Yes", "=", "<<", "1_000", "-"]
)
def test_a_scalar_is_the_text_that_was_written(written: str) -> None:
    assert data(f"page: {written}x") == {"page": f"{written}x"}
    if written != "-":
        assert data(f"page: {written}") == {"page": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_only_null_is_not_a_text(written: str) -> None:
    assert data(f"page: {written}") == {"page": None}
    assert data(f"page: '{written}'") == {"page": written}


def test_texts_over_several_lines_are_read_as_yaml_says() -> None:
    assert data("a: >-\n  one\n  two\n\n  three\nb: |\n  one\n  two\n") == {
        "a": "one two\nthree",
        "b": "one\ntwo\n",
    }


def test_no_document_is_an_empty_mapping() -> None:
    assert data("") == {}
    assert data("# nothing\n") == {}


def test_an_alias_stands_for_what_it_names() -> None:
    assert data("a: &one [x]\nb: *one\n") == {"a": ["x"], "b": ["x"]}


def test_each_part_has_its_line_in_the_file() -> None:
    text = YamlText("a: 1\nimages:\n  - src: x\n    alt: y\n  - src: z\n", "a.md", first_line=2)
    assert text.line() == 2
    assert text.line("images") == 3
    assert text.line("images", 0, "alt") == 5
    assert text.line("images", 1) == 6
    assert text.line("images", 1, "credit") == 6
    assert text.line("images", 7) == 3


def test_a_list_may_be_read_as_a_field() -> None:
    text = YamlText("- a\n- b\n", "a.yaml").under("comments")
    assert text.data == {"comments": ["a", "b"]}
    assert text.line("comments", 1) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: c: d\n", "a.md:3: not valid YAML: mapping values are not allowed in this context"),
        ("a: 1\na: 2\n", 'a.md:3: the field "a" is here twice; keep one of them'),
        ("a: !!python/name:os.system x\n", "a.md:2: the tag !!python/name:os.system is not understood here"),
        ("a: 1\nb: x\x01\n", "a.md:3: a character that YAML does not allow (U+0001); remove it"),
        ("? [a]\n: b\n", "a.md:2: a field's name must be a plain text"),
        ("a: &a [*a]\n", "a.md:2: lists or mappings within each other without end; write it out plainly"),
        (f"a: {'[' * 300_000}", "a.md:2: lists or mappings within each other without end"),
        (f"{'- ' * 300_000}a", "a.md:2: lists or mappings within each other without end"),
        ("--- \na: 1\n---\nb: 1\n", "a.md:4: not valid YAML: but found another document"),
    ],
)
def test_a_fault_has_its_line_and_a_remedy(text: str, told: str) -> None:
    assert fault(text, first_line=2).startswith(told)


def test_aliases_do_not_multiply_without_end() -> None:
    levels = [f"a0: &a0 [{', '.join('x' * 10)}]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "aliases multiply without end" in fault("\n".join(levels))


def test_a_long_document_is_no_fault() -> None:
    assert data("- text: A reader's comment.\n" * 5000) == [{"text": "A reader's comment."}] * 5000
