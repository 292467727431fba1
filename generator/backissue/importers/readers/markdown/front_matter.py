"""What stands before a post's text, in any of the forms that generators know: YAML, TOML, JSON, lines with colons.

Values stay texts, as they were written; lists and mappings stay what they are. Front matter that YAML refuses for a
colon or a sign in an unquoted value is read all the same, as the generators' own parsers were forgiving.
"""

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import Any

import msgspec

from backissue.sources.yaml_text import YamlFault, YamlText

_FENCE = re.compile(r"(---|\+\+\+)(json|toml|yaml|js|javascript)?[ \t]*\n")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_TOML_LINE = re.compile(r"line (\d+)")
_NIKOLA = re.compile(r"\.\.[ \t]+([A-Za-z][\w-]{0,40}):[ \t]*(.*)$")
_COLON = re.compile(r"([A-Za-z][\w-]{0,40}(?: [\w-]{1,40})?)[ \t]*:(?:[ \t]+(.*)|)$")
_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*?)|)[ \t]*$")
_ITEM = re.compile(r"([ \t]*-)[ \t]+(.*?)[ \t]*$")
_NAMED = re.compile(r"^((?:[\w-]+:(?:\s+|$))?)(.*)$")
_ODD = re.compile(r"[@`%&*!|>?,\[\]{}#\"']|-\s")
"""What a plain YAML value may not begin with, or means more when it does."""
_MOST_LINES = 200
"""Of front matter without fences."""


class FrontMatter(msgspec.Struct):
    """A post taken apart."""

    fields: dict[str, Any]
    """By name, as written; empty when there is no front matter."""
    body: str
    is_there: bool = False
    """False when the text begins at once."""
    repaired: bool = False
    """True when it was no valid YAML, and was read all the same."""


class FrontMatterFault(Exception):
    """Front matter that cannot be read: ``line`` of the file, and why."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


def split(text: str) -> FrontMatter:
    """``text`` parted into its fields and its body. Raises FrontMatterFault with the line that is at fault."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    if fence := _FENCE.match(text):
        return _fenced(text, fence)
    if text.startswith("{") and (found := _json(text)):
        return found
    if text.startswith(("<!--", ".. ")) and (found := _nikola(text)):
        return found
    return _colons(text) or FrontMatter({}, text)


def fields_of_meta(text: str) -> dict[str, Any]:
    """The fields in a file that stands beside its text: Nikola's ``.meta``."""
    found = split(text if text.startswith(("---", "+++", "{", "..", "<!--")) else f"{text}\n\n")
    return found.fields


def _fenced(text: str, fence: re.Match[str]) -> FrontMatter:
    kind = fence[2] or ("toml" if fence[1] == "+++" else "yaml")
    end = (_TOML_END if fence[1] == "+++" else _YAML_END).search(text, fence.end())
    if not end:
        if fence[1] == "---" and not _KEY.match(text[fence.end() :].partition("\n")[0]):
            return FrontMatter({}, text)  # a rule across the page, not a fence
        raise FrontMatterFault(1, f"the front matter does not end; close it with a line {fence[1]}")
    inner, body = text[fence.end() : end.start()], text[end.end() :].removeprefix("\n")
    if kind in ("js", "javascript"):
        raise FrontMatterFault(1, "its front matter is a program in JavaScript, which is not run; write it as YAML")
    if kind == "toml":
        return FrontMatter(_toml(inner), body, True)
    if kind == "json":
        found = _json(inner.strip())
        if not found:
            raise FrontMatterFault(2, "its front matter is not valid JSON")
        return FrontMatter(found.fields, body, True)
    fields, repaired = _yaml(inner)
    return FrontMatter(fields, body, True, repaired)


def _yaml(text: str) -> tuple[dict[str, Any], bool]:
    text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    untabbed = text.replace("\t", " ")
    try:
        return _mapping(YamlText(untabbed, "", first_line=2).data), False
    except YamlFault as fault:
        first = fault
    try:
        return _mapping(YamlText(_repaired(untabbed), "", first_line=2).data), True
    except YamlFault:
        problem = first.problem
        raise FrontMatterFault(problem.line, f"its front matter is {_said(problem.message)}") from None


def _said(message: str) -> str:
    return message if message.startswith("not ") else f"not readable: {message}"


def _mapping(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise FrontMatterFault(2, "its front matter is not a list of fields, each with a name and a colon")
    return data


def _repaired(text: str) -> str:
    """``text`` with what is not plainly YAML in quotes, and of two fields with one name the last alone."""
    lines = text.split("\n")
    last = {key[1]: at for at, line in enumerate(lines) if (key := _KEY.match(line))}
    kept: list[str] = []
    dropping = in_block = False
    for at, line in enumerate(lines):
        if key := _KEY.match(line):
            dropping = last[key[1]] != at
            in_block = bool(re.match(r"[|>][-+0-9]*$", key[2] or ""))
            line = line if in_block else f"{key[1]}: {_quoted(key[2] or '')}"
        elif (item := _ITEM.match(line)) and not in_block:
            line = f"{item[1]} {_NAMED.sub(lambda pair: pair[1] + _quoted(pair[2]), item[2], count=1)}"
        if not dropping:
            kept.append(line)
    return "\n".join(kept)


def _quoted(value: str) -> str:
    if not value or not (_ODD.match(value) or re.search(r":(\s|$)| #", value)):
        return value
    try:
        YamlText(f"a: {value}", "")
    except YamlFault:
        pair = value[0] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else ""
        inner = value[1:-1].replace(f"\\{pair}", pair) if pair else value
        return json.dumps(inner, ensure_ascii=False)
    return value


def _toml(text: str) -> dict[str, Any]:
    try:
        return {name: _plain(value) for name, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as fault:
        line = _TOML_LINE.search(str(fault))
        raise FrontMatterFault(
            int(line[1]) + 1 if line else 1, f"its front matter is not valid TOML: {fault}"
        ) from None
    except RecursionError:
        raise FrontMatterFault(1, "its front matter has lists or tables within each other without end") from None


def _json(text: str) -> FrontMatter | None:
    """Front matter in braces; None when the braces are something else."""
    try:
        data, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    fields = {str(name): _plain(value) for name, value in data.items()} if isinstance(data, dict) else {}
    return FrontMatter(fields, text[end:].removeprefix("\n"), True)


def _plain(value: Any) -> Any:
    """A typed value as the text that it was; the rest of an import knows texts, lists and mappings alone."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return None if value is None else str(value)


def _nikola(text: str) -> FrontMatter | None:
    """``.. title: x`` lines, in a comment or bare."""
    lines = text.split("\n")
    in_comment = lines[0].strip() == "<!--"
    fields: dict[str, Any] = {}
    for at, line in enumerate(lines[in_comment:_MOST_LINES], in_comment):
        if found := _NIKOLA.match(line.strip()):
            fields[found[1].lower()] = found[2].strip()
        elif in_comment and line.strip() == "-->":
            return FrontMatter(fields, "\n".join(lines[at + 1 :]), True) if fields else None
        elif line.strip() or not in_comment:
            return FrontMatter(fields, "\n".join(lines[at:]), True) if fields and not in_comment else None
    return None


def _colons(text: str) -> FrontMatter | None:
    """``Title: x`` lines down to the first blank one; None when the text begins with words and a colon by chance."""
    fields: dict[str, Any] = {}
    lines = text.split("\n")
    name = ""
    end = 0
    for end, line in enumerate(lines[:_MOST_LINES]):  # noqa: B007 - where it stopped is what is wanted
        if found := _COLON.match(line):
            name = found[1].lower()
            fields[name] = (found[2] or "").strip()
        elif line.startswith((" ", "\t")) and line.strip() and name:
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        else:
            break
    if "title" not in fields or (end < len(lines) and lines[end].strip() and end + 1 < len(lines)):
        return None
    return FrontMatter(fields, "\n".join(lines[end + 1 :]), True)
