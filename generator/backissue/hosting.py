"""What a site says to its host: the rules of ``_redirects`` and ``_headers``, in Netlify's formats.

Only what an archive uses is known: conditions on query, country, language or role are not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Redirect:
    """One line of ``_redirects``."""

    target: str
    """A path of the site or a whole address, with what the line's pattern caught put in."""
    status: int
    """3xx sends the browser on; 200 and 4xx show the target's file at the address asked for."""
    forced: bool
    """Comes before a file at the same address (``301!``)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's ``_redirects`` and ``_headers``, parsed."""

    redirects: Mapping[str, Redirect] = field(default_factory=dict)
    """By plain path, decoded, without a slash at its end."""
    patterns: tuple[tuple[Pattern, Redirect], ...] = ()
    """Those with a ``*`` or a ``:name``, in the file's order."""
    header_rules: tuple[tuple[Pattern, Mapping[str, str]], ...] = ()
    """By pattern, in the file's order."""

    @classmethod
    def parse(cls, redirects: str, headers: str) -> "Rules":
        """The rules in the texts of the two files, either of which may be empty."""
        plain, patterns = parse_redirects(redirects)
        return cls(plain, patterns, parse_headers(headers))

    def redirect(self, path: str) -> Redirect | None:
        """The rule for a path: the plain one, else the first pattern that fits. None leads to itself."""
        bare = path.rstrip("/")
        found = self.redirects.get(bare)
        if found is None:
            for pattern, redirect in self.patterns:
                if caught := pattern.fullmatch(bare or "/"):
                    found = Redirect(fill(redirect.target, caught.groupdict()), redirect.status, redirect.forced)
                    break
        return None if found and unquote(found.target).rstrip("/") == bare else found

    def headers(self, path: str) -> dict[str, str]:
        """The headers of every rule that fits the path; a later rule's value stands for an earlier one's."""
        found: dict[str, str] = {}
        for pattern, headers in self.header_rules:
            if pattern.fullmatch(path):
                found.update(headers)
        return found


def fill(target: str, caught: Mapping[str, str | None]) -> str:
    """``target`` with each ``:name`` replaced by what the pattern caught under that name."""

    def value(name: re.Match[str]) -> str:
        return quote(caught[name[1]] or "") if name[1] in caught else name[0]

    return re.sub(r":([A-Za-z_]\w*)", value, target)


def pattern_of(path: str) -> Pattern:
    """A path of Netlify's as an expression: ``*`` takes any rest (named ``splat``), ``:name`` one segment."""
    out: list[str] = []
    for part in re.split(r"(/?\*|(?<=/):[A-Za-z_]\w*)", path):
        if part.endswith("*"):
            rest = ".*" if any("<splat>" in piece for piece in out) else "(?P<splat>.*)"
            out.append(f"(?:/{rest})?" if part == "/*" else rest)
        elif part.startswith(":"):
            out.append(f"(?P<{part[1:]}>[^/]+)")
        else:
            out.append(re.escape(unquote(part)))
    return re.compile("".join(out), re.DOTALL)


def parse_redirects(text: str) -> tuple[dict[str, Redirect], tuple[tuple[Pattern, Redirect], ...]]:
    """The lines ``from to [status]`` of a ``_redirects`` file: the plain ones by path, then the patterns."""
    plain: dict[str, Redirect] = {}
    patterns: list[tuple[Pattern, Redirect]] = []
    for line in text.splitlines():
        words = [*line.split(), "301"][:3]
        if len(words) < 3 or line.lstrip().startswith("#") or not re.fullmatch(r"[1-5]\d\d!?", words[2]):
            continue
        redirect = Redirect(words[1], int(words[2].rstrip("!")), words[2].endswith("!"))
        if "*" in words[0] or "/:" in words[0]:
            patterns.append((pattern_of(words[0]), redirect))
        else:
            plain.setdefault(unquote(words[0]).rstrip("/"), redirect)
    return plain, tuple(patterns)


def parse_headers(text: str) -> tuple[tuple[Pattern, Mapping[str, str]], ...]:
    """The rules of a ``_headers`` file: a path, then indented ``Name: value`` lines.

    A name that one rule states twice has both values, joined by a comma.
    """
    rules: list[tuple[Pattern, dict[str, str]]] = []
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((pattern_of(line.strip()), {}))
        elif rules and colon:
            headers = rules[-1][1]
            key = name.strip().lower()
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
    return tuple(rules)
