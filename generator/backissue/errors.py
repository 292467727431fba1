"""What can go wrong, as types.

BackIssueError            anything a user can mend
├── BuildFailed           the content is at fault: every problem, with file and line
├── Busy                  another build of this archive is running
├── ThemeError            a template or a theme's file is at fault
├── RedactionFailed       a text that a take-down forbids would stand in the site
├── SearchError           Pagefind could not make a search bundle
├── ImportRefused         a source, or the mapping of an import, cannot be read
└── WorkerEnded           a process that rendered was ended by another hand
"""

from collections.abc import Sequence

import msgspec


class Problem(msgspec.Struct, frozen=True, order=True):
    """One fault in the content: where, what, and what to do."""

    path: str
    """The file, from the archive's root: ``content/articles/1956/flood.md``."""
    line: int
    """Counted from 1; 0 when the fault is not at a line."""
    message: str
    hint: str = ""
    warning: bool = False
    """True when the build goes on all the same."""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}: {'warning: ' if self.warning else ''}{self.message}{hint}"


class BackIssueError(Exception):
    """Anything that a user can mend; its text says what is wrong and what to do."""


class BuildFailed(BackIssueError):
    """The content is at fault. The site and the catalog are as they were."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["BuildFailed"], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class Busy(BackIssueError):
    """Another build of this archive is running."""


class ThemeError(BackIssueError):
    """A template or a theme's file is at fault."""


class SearchError(BackIssueError):
    """Pagefind could not make a search bundle."""


class RedactionFailed(BackIssueError):
    """A text that a case of takedowns.yaml forbids would stand in the site; the file that has it was not put there."""


class WorkerEnded(BackIssueError):
    """A process of the build was ended from outside, most often for want of memory."""


class ImportRefused(BackIssueError):
    """A source, or the mapping that an import goes by, cannot be read."""
