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
_INVALID = re.compile(r"Invalid enum value '(.*)'")
_AT = re.compile(r" - at `\$(.*?)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_WORDS = {
    "str": "a text",
    "int": "a whole number",
    "bool": "true or false",
    "array": "a list",
    "object": "a mapping of fields",
}
_MOST_PROBLEMS = 50
_SEE = "see docs/content.md"


class Fields:
    """One document being read into declared fields; problems gather in ``problems``."""

    def __init__(self, text: YamlText) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self._noted: set[Place] = set()
        self._cut: dict[Place, list[int]] = {}
        """For each list the items that were left out of the copy: the others have moved up."""

    def problem(self, place: Place, message: str, hint: str = "", *, warning: bool = False) -> None:
        """Note a problem with what stands at ``place`` in what ``read`` gave."""
        self._tell(self._as_written(place), message, hint, warning=warning)

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
        found = _place(at.group(1) if at else "", data)
        place = self._as_written(found)
        if unknown := _UNKNOWN.search(fault):
            name = unknown.group(1)
            known = _names(fields, place)
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f'did you mean "{close[0]}"?' if close else f"the fields here are {', '.join(known)}"
            self._tell((*place, name), f'unknown field "{name}"{_inside(place)}', hint)
            return _without(data, (*found, name))
        if missing := _MISSING.search(fault):
            return self._note_missing(missing.group(1), found, data)
        if found and place in self._noted:  # what stood for a missing field will not do
            return None
        if invalid := _INVALID.search(fault):
            known = [str(value) for value in getattr(_type_at(fields, place), "values", ())]
            self._tell(place, f'{_written(place)} cannot be "{invalid.group(1)}"', f"write {' or '.join(known)}")
        elif expected := _EXPECTED.search(fault):
            wanted = " or ".join(_WORDS.get(part.strip(), part.strip()) for part in expected.group(1).split("|"))
            wanted = wanted.replace(" or null", "")
            name = _written(place) or "the document"
            self._tell(place, f"{name} must be {wanted}", _remedy(wanted, expected.group(2) or ""))
        else:
            self._tell(place, fault, _SEE)
        return self._leave_out(data, found)

    def _note_missing(self, name: str, found: Place, data: Any) -> Any:
        """The data without what lacks the field ``name``; a document's own fields get some text, to go on with."""
        place = self._as_written(found)
        if (*place, name) not in self._noted:
            self._tell(place, f'the field "{name}" is missing{_inside(place)}', f"add {name}:")
        if found:
            return self._leave_out(data, found)
        self._noted.add((name,))
        return data | {name: name} if name not in data and isinstance(data, dict) else None

    def _tell(self, place: Place, message: str, hint: str = "", *, warning: bool = False) -> None:
        """Note a problem with what stands at ``place`` in the document."""
        self.problems.append(Problem(self.text.path, self.text.line(*place), message, hint, warning))

    def _leave_out(self, data: Any, found: Place) -> Any:
        """``data`` without what stands at ``found``; None when that is all of it."""
        if not found:
            return None
        place = self._as_written(found)
        self._noted.add(place)
        if isinstance(place[-1], int):
            self._cut.setdefault(place[:-1], []).append(place[-1])
        return _without(data, found)

    def _as_written(self, found: Place) -> Place:
        """A place in the copy as the document has it."""
        place: Place = ()
        for step in found:
            if isinstance(step, int):
                for gone in sorted(self._cut.get(place, ())):
                    step += gone <= step
            place = (*place, step)
        return place


def _remedy(wanted: str, got: str) -> str:
    match wanted, got:
        case _, "null":
            return "it is empty: fill it in or remove the line"
        case "a text", "object":
            return "quote it if it is a text with a colon in it"
        case "a list", "str":
            return "write it in brackets: [one, another]"
        case "a list", _:
            return "begin each of its items with a dash"
        case _:
            return _SEE


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
    found = _type_at(fields, place)
    for option in getattr(found, "types", [found]):
        if hasattr(option, "fields"):
            return [field.encode_name for field in option.fields]
    return []


def _type_at(fields: type[msgspec.Struct], place: Place) -> Any:
    """msgspec's description of what is declared at ``place``."""
    info: Any = msgspec.inspect.type_info(fields)
    for step in place:
        for option in getattr(info, "types", [info]):
            if isinstance(step, int) and hasattr(option, "item_type"):
                info = option.item_type
            elif isinstance(step, str) and hasattr(option, "fields"):
                info = next((field.type for field in option.fields if field.encode_name == step), info)
    return info


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


def texts_of(written: str | list[str] | None) -> tuple[str, ...]:
    """One text or a list, without empty ones and without doubles, in the order written."""
    given = [written] if isinstance(written, str) else written or []
    return tuple(dict.fromkeys(text.strip() for text in given if text.strip()))
