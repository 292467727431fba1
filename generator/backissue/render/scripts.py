"""The theme's scripts as a site has them: each with what it imports inside it, and without what only its authors read.

A page whose script is a dozen modules asks for a dozen files, a worker for one after the other, and small files
compress badly. So a script that imports others is published behind them, and each of these stands once:

    import { a } from "./x.js";        const $x = (() => { const a = 1; return { a }; })();
                                       const { a } = $x;

Names stay as they were written, for whoever looks for a fault in a browser.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

_IMPORT = re.compile(r'^import \{([\w$, ]+)\} from "\./([\w-]+\.js)";$', re.M)
_EXPORT = re.compile(r"^export ((?:(?:async )?function\*? ?|class |const )([\w$]+))", re.M)
_OTHER = re.compile(r"^(?:import\b(?!\s*[(.])|export\b)", re.M)
"""An import or export as neither of these has it."""
_AWAITS = re.compile(r"^(?:\S[^\n=]*= ?)?(?:for )?await\b", re.M)
"""What waits outside all functions."""

Read = Callable[[str], bytes | None]
"""Gives a file of the theme's ``assets/`` by its name, or None."""
_Source = Callable[[str], str]


class _NotJoined(Exception):
    """A script has to be loaded by the browser, as it is."""


def published(name: str, read: Read) -> bytes | None:
    """A script as a site has it; None when there is none."""
    return None if read(name) is None else bare(joined(name, read))


def bare(script: str) -> bytes:
    """A script without its comments and indentation: a third less to load. Those that begin with ``/*!`` stay."""
    import rjsmin

    made: str = rjsmin.jsmin(script, keep_bang_comments=True)
    return made.encode() + b"\n"


def joined(name: str, read: Read) -> str:
    """A script behind all that it imports.

    It stays as it is when one of them imports or exports in another form, is not there, imports itself round about, or
    has to be waited for.
    """

    @cache
    def source(one: str) -> str:
        if (data := read(one)) is None:
            raise _NotJoined
        return data.decode()

    try:
        *others, _ = dict.fromkeys(_in_order(name, source, ()))
        return "\n".join([*(_wrapped(other, source) for other in others), _linked(name, source)])
    except _NotJoined:
        return source(name)


def _in_order(name: str, source: _Source, above: tuple[str, ...]) -> Iterator[str]:
    """What a script imports, each behind what it imports itself, and the script at last."""
    if name in above:
        raise _NotJoined
    for _, other in _IMPORT.findall(source(name)):
        yield from _in_order(other, source, (*above, name))
    yield name


def _wrapped(name: str, source: _Source) -> str:
    """A script as one value that has what it exports; its other names are no one else's."""
    inside = _EXPORT.sub(r"\1", _linked(name, source))
    if _AWAITS.search(inside):
        raise _NotJoined
    return f"const {_value(name)} = (() => {{\n{inside}\nreturn {{ {', '.join(_exported(name, source))} }};\n}})();"


def _linked(name: str, source: _Source) -> str:
    """A script that takes what it imports from the values before it."""

    def link(found: re.Match[str]) -> str:
        names, other = found.groups()
        if not {one.strip() for one in names.split(",")} <= {"", *_exported(other, source)}:
            raise _NotJoined
        return f"const {{{names}}} = {_value(other)};"

    text = _IMPORT.sub(link, source(name))
    if _OTHER.search(_EXPORT.sub(r"\1", text)):
        raise _NotJoined
    return text


def _exported(name: str, source: _Source) -> list[str]:
    return [found for _, found in _EXPORT.findall(source(name))]


def _value(name: str) -> str:
    """The name of the value that a script becomes."""
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
