"""The ledger: every address that was ever published, one a line, in text files below ``addresses/``.

A line is an address; or an address, an arrow and the address that it leads to: ``/topics/flood/ -> /topics/floods/``.
Order means nothing, a line may be there twice, and what begins with ``#`` is a remark: so two branches that both
added lines are merged by keeping the lines of both.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from backissue.addresses import file_of, is_address
from backissue.errors import Problem
from backissue.model import Ledger

ARROW = " -> "
_ENDS = re.compile(r"[\x85\u2028\u2029]|\s+$")
"""What ends a line for some programs, and blanks that would be lost at its end."""


def read_ledger(source: str, text: str, shown: str) -> tuple[Ledger | None, list[Problem]]:
    """One file's addresses, and every problem with it."""
    plain: dict[str, str] = {}
    leading: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    for number, address, target in lines_of(text):
        wrong = next((one for one in (address, target) if one is not None and not is_address(one)), None)
        file = file_of(address)
        if wrong is not None:
            message = f'"{wrong}" is not an address in this site'
            hint = f"write /topics/floods/, or /topics/flood/{ARROW}/topics/floods/"
            problems.append(Problem(shown, number, message, hint))
        elif target is None:
            plain.setdefault(file, address)
        elif leading.setdefault(file, (address, target))[1] != target:
            message = f"{address} leads to {leading[file][1]} already"
            problems.append(Problem(shown, number, message, "keep one of the two lines"))
    kept = tuple(address for file, address in plain.items() if file not in leading)
    return Ledger(source=source, addresses=kept, redirects=tuple(leading.values())), problems


def lines_of(text: str) -> Iterator[tuple[int, str, str | None]]:
    """(number of the line, address, where it leads if the line says so) of every line with an address."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        written = line.strip()
        if written and not written.startswith("#"):
            address, arrow, target = written.partition(ARROW)
            yield number, unquote(address.strip()), unquote(target.strip()) if arrow else None


def line_of(address: str, target: str | None = None) -> str:
    """An address as a line of the ledger, without the line's end."""
    texts = (text.replace("%", "%25").replace(ARROW, " -%3E ") for text in (address, target) if text is not None)
    return ARROW.join(_ENDS.sub(lambda found: quote(found[0]), text) for text in texts)
