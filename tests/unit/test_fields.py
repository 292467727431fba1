"""Plain data to declared fields: all problems are found, each with its own line."""

from typing import Literal

import msgspec
from backissue.sources.fields import Fields
from backissue.sources.yaml_text import YamlText


class Part(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    pages: int = 0
    role: str | None = None


class Whole(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    parts: list[Part] = []
    names: list[str] = []
    one: Part | None = None
    either: str | list[str | Part] | None = None
    how: Literal["plain", "fancy"] = "plain"
    done: bool = False


def read(text: str) -> tuple[Whole | None, list[str]]:
    fields = Fields(YamlText(text, "a.yaml"))
    found = fields.read(Whole)
    return found, [str(problem) for problem in fields.problems]


def test_texts_become_what_the_fields_are_declared_as() -> None:
    found, problems = read("title: 1937\nparts: [{name: 1.10, pages: 12}]\ndone: true\n")
    assert found == Whole(title="1937", parts=[Part("1.10", 12)], done=True)
    assert problems == []


def test_an_unknown_field_is_told_with_the_nearest_known() -> None:
    assert read("title: x\nparts:\n  - name: a\n    rol: b\n")[1] == [
        'a.yaml:4: unknown field "rol" in parts[0]; did you mean "role"?'
    ]


def test_an_unknown_field_that_is_near_to_none_is_told_with_all() -> None:
    assert read("title: x\none: {name: a, zzz: b}\n")[1] == [
        'a.yaml:2: unknown field "zzz" in one; the fields here are name, pages, role'
    ]


def test_a_missing_field_hides_no_other_fault() -> None:
    assert sorted(read("parts:\n  - role: a\n  - name: b\n    pages: x\nnames: c\n")[1]) == [
        'a.yaml:1: the field "title" is missing; add title:',
        'a.yaml:2: the field "name" is missing in parts[0]; add name:',
        "a.yaml:4: parts[1].pages must be a whole number; see docs/content.md",
        "a.yaml:5: names must be a list; write it in brackets: [one, another]",
    ]


def test_items_of_a_list_keep_their_numbers_when_others_are_left_out() -> None:
    assert read("title: x\nnames:\n- [a]\n- b\n- [c]\n- [d]\n- e\n- [f]\n")[1] == [
        f"a.yaml:{line}: names[{at}] must be a text; see docs/content.md"
        for line, at in ((3, 0), (5, 2), (6, 3), (8, 5))
    ]


def test_a_fault_that_is_found_later_has_its_line_though_items_above_it_were_left_out() -> None:
    fields = Fields(YamlText("title: x\nparts:\n- role: a\n- name: b\n- pages: 3\n- name: c\n  role: d\n", "a.yaml"))
    whole = fields.read(Whole)
    assert whole
    assert [part.name for part in whole.parts] == ["b", "c"]
    fields.problem(("parts", 0), "is wrong")
    fields.problem(("parts", 1, "role"), "is wrong")
    fields.problem(("title",), "is wrong")
    assert [problem.line for problem in fields.problems if problem.message == "is wrong"] == [4, 7, 1]


def test_a_field_that_may_be_several_things_says_which() -> None:
    problems = read("title: x\neither: {a: b}\n")[1]
    assert problems == ["a.yaml:2: either must be a text or a list; see docs/content.md"]


def test_a_choice_is_told_with_its_words() -> None:
    assert read("title: x\nhow: strange\n")[1] == ['a.yaml:2: how cannot be "strange"; write fancy or plain']


def test_nothing_is_told_as_nothing() -> None:
    assert read("title: x\nnames: [~]\n")[1] == [
        "a.yaml:2: names[0] must be a text; it is empty: fill it in or remove the line"
    ]


def test_a_document_that_is_no_mapping_is_a_fault() -> None:
    for text in ("- a\n", "a text\n"):
        found, problems = read(text)
        assert found is None
        assert problems == ["a.yaml:1: the document must be a mapping of fields; see docs/content.md"]


def test_a_required_field_of_the_wrong_type_is_told_once() -> None:
    assert read("title: [x]\ndone: perhaps\n")[1] == [
        "a.yaml:1: title must be a text; see docs/content.md",
        "a.yaml:2: done must be true or false; see docs/content.md",
    ]
