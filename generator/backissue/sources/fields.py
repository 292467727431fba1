"""Plain data to declared fields, with every problem found, named and given its line."""

import difflib
import re
from typing import Any, TypeVar

import msgspec

from backissue.errors import Problem
from backissue.sources.yaml_text import YamlText

T = TypeVar("T", bound=msgspec.Struct)
Place = tuple[str | int, ...]

_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")
_MISSING = re.compile(r"Object missing required field `(.*?)`")
_EXPECTED = re.compile(r"Expected `(.*?)`(?:, got `(.*?)`)?")
_AT = re.compile(r" - at `\$(.*?)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_WORDS = {"str": "a text", "int": "a whole number", "bool": "true or false", "array": "a list", "object": "a mapping of fields"}
_MOST_PROBLEMS = 50


class Fields:
    """One document being read into declared fields; problems gather in ``problems``."""

    def __init__(self, text: YamlText) -> None:
        self.text = text
        self.problems: list[Problem] = []

    def problem(self, place: Place, message: str, hint: str = "", *, warning: bool = False) -> None:
        """Note a problem with what stands at ``place``."""
        self.problems.append(Problem(self.text.path, self.text.line(*place), message, hint, warning))

    def unknown_id(self, place: Place, what: str, name: str, known: list[str]) -> None:
        """Note that there is no ``what`` (an outlet) called ``name``, and which may be meant."""
        close = difflib.get_close_matches(name, known, n=1)
        hint = f'did you mean "{close[0]}"?' if close else f"add its file to content/{what}s/"
        self.problem(place, f'unknown {what} "{name}"', hint)

    def read(self, fields: type[T]) -> T | None:
        """The document as ``fields``; None when a problem left nothing to go on with.

        Every fault is noted: each is cut out of a copy, and the rest is tried again.
        """
        data = self.text.data
        for _ in range(_MOST_PROBLEMS):
            try:
                return msgspec.convert(data, fields, strict=False)
            except msgspec.ValidationError as fault:
                data = self._note(str(fault), data, fields)
                if data is None:
                    return None
        return None

    def _note(self, fault: str, data: Any, fields: type[msgspec.Struct]) -> Any:
        """Note msgspec's ``fault`` in our words; the data without what was at fault, or None."""
        at = _AT.search(fault)
        place = _place(at.group(1) if at else "", data)
        if unknown := _UNKNOWN.search(fault):
            name = unknown.group(1)
            known = _names(fields, place)
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f'did you mean "{close[0]}"?' if close else f"the fields here are {', '.join(known)}"
            self.problem((*place, name), f'unknown field "{name}"{_inside(place)}', hint)
            return _without(data, (*place, name))
        if missing := _MISSING.search(fault):
            name = missing.group(1)
            self.problem(place, f'the field "{name}" is missing{_inside(place)}', f"add {name}:")
            return None
        if expected := _EXPECTED.search(fault):
            wanted = " or ".join(_WORDS.get(part.strip(), part.strip()) for part in expected.group(1).split("|"))
            wanted = wanted.replace(" or null", "")
            name = _written(place) or "the document"
            self.problem(place, f"{name} must be {wanted}", _remedy(expected.group(2)))
            return _without(data, place) if place else None
        self.problem(place, fault, "see docs/content.md")
        return _without(data, place) if place else None


def _remedy(got: str | None) -> str:
    match got:
        case "null":
            return "it is empty: fill it in or remove the line"
        case "object":
            return "quote it if it is a text with a colon in it"
        case _:
            return "see docs/content.md"


def _place(path: str, data: Any) -> Place:
    """msgspec's ``.images[0]`` as steps; it writes ``[...]`` for a value in a mapping of any keys."""
    steps: list[str | int] = []
    for name, index in _STEP.findall(path):
        if name:
            steps.append(name)
        elif index != "...":
            steps.append(int(index))
    return tuple(steps)


def _written(place: Place) -> str:
    """``("images", 0, "src")`` as ``images[0].src``."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def _inside(place: Place) -> str:
    return f" in {_written(place)}" if place else ""


def _names(fields: type[msgspec.Struct], place: Place) -> list[str]:
    """The fields that are known at ``place``."""
    info: Any = msgspec.inspect.type_info(fields)
    for step in place:
        options = getattr(info, "types", [info])
        for option in options:
            if isinstance(step, int) and hasattr(option, "item_type"):
                info = option.item_type
            elif isinstance(step, str) and hasattr(option, "fields"):
                info = next((field.type for field in option.fields if field.encode_name == step), info)
    for option in getattr(info, "types", [info]):
        if hasattr(option, "fields"):
            return [field.encode_name for field in option.fields]
    return []


def _without(data: Any, place: Place) -> Any:
    """A copy of ``data`` in which what stands at ``place`` is left out."""
    step, rest = place[0], place[1:]
    if isinstance(data, dict):
        if not rest:
            return {key: value for key, value in data.items() if key != step}
        return {key: _without(value, rest) if key == step else value for key, value in data.items()}
    if isinstance(data, list):
        if not rest:
            return [value for index, value in enumerate(data) if index != step]
        return [_without(value, rest) if index == step else value for index, value in enumerate(data)]
    return None
