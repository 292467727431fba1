"""YAML to plain data: every scalar is the text that was written, and every fault has its line.

YAML 1.1 would turn ``no`` into false, ``12:30`` into 750 and ``1.10`` into 1.1. A record is
kept as written, so nothing here is resolved but null; the types come from the fields' own
declarations (``fields.py``).
"""

from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import BaseResolver

from backissue.errors import Problem

_NULLS = {"", "~", "null", "Null", "NULL"}
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq", "null", "bool", "int", "float", "timestamp")}
_MOST_NODES = 100_000
"""Beyond this a document is an alias bomb, not front matter."""
_DEEPEST = 100
"""Lists and mappings in one another; an alias that holds itself has no end."""
_SURELY_SHALLOW = 10_000
"""A text of so few characters cannot nest so deeply that the parser would run out of stack."""
_TOO_DEEP = ("lists or mappings within each other without end", "write it out plainly")


class _Composer(CParser, BaseResolver):
    """The C parser with no implicit types: half the time of the stock loader, and no surprises."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        BaseResolver.__init__(self)


class YamlText:
    """One YAML document: its ``data``, and where each part of it stands."""

    def __init__(self, text: str, path: str, first_line: int = 1) -> None:
        """Parse ``text``; ``first_line`` is the file's line that it begins on.

        Raises YamlFault with the line when it is not YAML, has a key twice or a custom tag.
        """
        self.path = path
        self.first_line = first_line
        try:
            self._refuse_depths(text)
            self.node: Node | None = _Composer(text).get_single_node()
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            line = first_line + (mark.line if mark else 0)
            if "nesting depth" in str(fault.problem):  # libyaml 0.2.6 and later refuse it themselves
                raise YamlFault(Problem(path, line, *_TOO_DEEP)) from None
            hint = "quote a text that holds a colon, a # or begins with a special character"
            raise YamlFault(Problem(path, line, f"not valid YAML: {fault.problem or fault.context}", hint)) from None
        except yaml.reader.ReaderError as fault:
            line = first_line + text.count("\n", 0, max(0, int(fault.position)))
            what = f"a character that YAML does not allow (U+{int(fault.character):04X})"
            raise YamlFault(Problem(path, line, what, "remove it")) from None
        self._count = 0
        self.data: Any = {} if self.node is None else self._plain(self.node)

    def line(self, *place: str | int) -> int:
        """The file's line of the part at ``place``, or of the nearest part above it."""
        node = self.node
        line = self.first_line
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            mark, node = found
            line = self.first_line + int(mark)
        return line

    def under(self, name: str) -> "YamlText":
        """The document itself; one that is a list becomes the field ``name`` of a mapping."""
        if isinstance(self.node, SequenceNode):
            key = ScalarNode("tag:yaml.org,2002:str", name, self.node.start_mark)
            self.node = MappingNode("tag:yaml.org,2002:map", [(key, self.node)], self.node.start_mark)
            self.data = {name: self.data}
        return self

    def _refuse_depths(self, text: str) -> None:
        """Raise YamlFault before the composer, which calls itself for each level, would crash."""
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CLoader) if len(text) > _SURELY_SHALLOW else ():
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                line = event.start_mark.line if event.start_mark else 0
                raise YamlFault(Problem(self.path, self.first_line + line, *_TOO_DEEP))

    def _fault(self, node: Node, message: str, hint: str = "") -> "YamlFault":
        return YamlFault(Problem(self.path, self.first_line + node.start_mark.line, message, hint))

    def _plain(self, node: Node, depth: int = 0) -> Any:
        self._count += 1
        if depth > _DEEPEST:
            raise self._fault(node, *_TOO_DEEP)
        if self._count > _MOST_NODES:
            raise self._fault(node, "too large, or its aliases multiply without end", "write it out plainly")
        if node.tag not in _TAGS and node.tag is not None:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            raise self._fault(node, f"the tag {tag} is not understood here", "remove the tag")
        if isinstance(node, ScalarNode):
            plain = not node.style or node.style not in "'\"|>"
            return None if plain and node.value in _NULLS else node.value
        if isinstance(node, SequenceNode):
            return [self._plain(item, depth + 1) for item in node.value]
        assert isinstance(node, MappingNode)
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise self._fault(key_node, "a field's name must be a plain text")
            key = str(key_node.value)
            if key in data:
                raise self._fault(key_node, f'the field "{key}" is here twice', "keep one of them")
            data[key] = self._plain(value_node, depth + 1)
        return data


class YamlFault(Exception):
    """The text is not YAML that an archive can use."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def _child(node: Node | None, step: str | int) -> tuple[int, Node] | None:
    """The line and the node of a mapping's field or a list's item."""
    if isinstance(node, MappingNode) and isinstance(step, str):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line, item
    return None
