"""What keeps a build from going through, as an editor wants to see it: file, line, the lines around it, the remedy."""

import re
from functools import cache
from pathlib import Path

import msgspec
from jinja2 import Environment, Template

from backissue.errors import BackIssueError, BuildFailed, Problem
from backissue.sources.scan import on_disk

_AROUND = 3
"""Lines before and after the one at fault."""
_WIDEST = 400
"""Characters of a line that are shown."""
_LARGEST = 4_000_000
"""Bytes of a file of which lines are shown."""
_TEMPLATE = re.compile(r"([\w./-]+\.(?:html|css|js|po)):(\d+): (.*)", re.DOTALL)
_PAGE = Path(__file__).with_name("assets") / "mistakes.html"


class Fault(msgspec.Struct, frozen=True):
    """One mistake, and where it is."""

    where: str
    """The file from the archive's root and, where it is known, the line; empty when it is in no file."""
    what: str
    remedy: str
    line: int = 0
    lines: tuple[tuple[int, str], ...] = ()
    """(number, text) of the line and those around it."""


def faults_of(error: Exception, root: Path) -> tuple[Fault, ...]:
    """The mistakes that an error tells of, with what the files say now."""
    if isinstance(error, BuildFailed):
        return tuple(_fault(problem, root) for problem in error.problems if not problem.warning)
    message = str(error) if isinstance(error, BackIssueError | OSError) else f"{type(error).__name__}: {error}"
    if found := _TEMPLATE.fullmatch(message):
        name, line, rest = found.groups()
        own = sorted(root.glob(f"themes/*/*/{name}"))
        path = own[0].relative_to(root).as_posix() if own else name
        what, _, remedy = rest.rpartition("; ") if "; " in rest else (rest, "", "")
        return (_fault(Problem(path, int(line), what, remedy), root),)
    what, _, remedy = message.partition("; ")
    return (Fault("", what, remedy),)


def _fault(problem: Problem, root: Path) -> Fault:
    where = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return Fault(where, problem.message, problem.hint, problem.line, _lines(problem, root))


def _lines(problem: Problem, root: Path) -> tuple[tuple[int, str], ...]:
    """The lines around a fault; none when it has no line, or the file cannot be shown."""
    if not problem.line:
        return ()
    file = on_disk(root, problem.path)
    try:
        if file.stat().st_size > _LARGEST or not file.resolve().is_relative_to(root):
            return ()
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ()
    first = max(1, problem.line - _AROUND)
    some = lines[first - 1 : problem.line + _AROUND]
    return tuple((number, text[:_WIDEST]) for number, text in enumerate(some, first))


def mistakes_page(faults: tuple[Fault, ...], back: str, head: str, *, has_site: bool) -> bytes:
    """The page that stands in place of all others; ``back`` leads to the last good one, ``head`` is markup."""
    return _page().render(faults=faults, back=back, head=head, has_site=has_site).encode()


@cache
def _page() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_PAGE.read_text("utf-8"))
