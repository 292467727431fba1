"""The docs name everything that the program knows, and its public names are those that are promised."""

import inspect
import re
from collections.abc import Iterator

import backissue.build
import backissue.errors
import backissue.summary
import click
import msgspec
import pytest
from backissue import cli
from backissue.config import Config
from backissue.sources.article import ArticleFields
from backissue.sources.records import (
    CommentFields,
    EditionFields,
    EntityFields,
    OutletFields,
    PageFields,
)
from backissue.takedowns.cases import CaseFields
from tools import ROOT

PUBLIC = {
    "build.build": "(root: Path, *, site: Path | None = None, as_of: datetime | None = None,"
    " drafts: bool = False,"
    " jobs: int | None = None, progress: Progress | None = None) -> Summary",
    "summary.Summary": "pages articles rendered unchanged removed written shards shards_built seconds warnings cold"
    " phases",
    "errors.BackIssueError": "Exception",
    "errors.BuildFailed": "BackIssueError problems",
    "errors.Busy": "BackIssueError",
    "errors.ImportRefused": "BackIssueError",
    "errors.Problem": "path line message hint warning",
    "errors.RedactionFailed": "BackIssueError",
    "errors.SearchError": "BackIssueError",
    "errors.ThemeError": "BackIssueError",
    "errors.WorkerEnded": "BackIssueError",
}
"""What `backissue` promises to programs: to change one of these is to break them."""


def documented(file: str) -> set[str]:
    """Every word or phrase that a page of the docs has in backticks."""
    text = (ROOT / "docs" / file).read_text("utf-8")
    text = re.sub(r"^```.*?^```", lambda block: f"`{block[0].strip('`')}`", text, flags=re.MULTILINE | re.DOTALL)
    return {
        word for phrase in re.findall(r"`([^`]+)`", text) for word in (phrase, *re.split(r"[\s:,;=\[\]{}()|]+", phrase))
    }


def commands(group: click.Group = cli.main) -> Iterator[tuple[str, str]]:
    """(command, option or argument) of the command line, and each command by itself."""
    for name, command in sorted(group.commands.items()):
        yield name, name
        if isinstance(command, click.Group):
            yield from commands(command)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield from ((name, option) for option in (*parameter.opts, *parameter.secondary_opts))
            else:
                yield name, parameter.make_metavar(click.Context(command))


def fields(struct: type[msgspec.Struct], above: str = "") -> Iterator[str]:
    """The fields of a struct and of the structs in it, as ``search.closed``."""
    for field in msgspec.structs.fields(struct):
        name = above + field.encode_name
        yield name
        info = msgspec.inspect.type_info(field.type)
        for part in _within(info):
            yield from fields(part, f"{name}.")


def _within(info: object) -> Iterator[type[msgspec.Struct]]:
    """The structs that a type is made of."""
    if isinstance(info, msgspec.inspect.StructType):
        yield info.cls
    for name in ("types", "item_type"):
        inner = getattr(info, name, ())
        for part in inner if isinstance(inner, tuple) else (inner,):
            yield from _within(part)


@pytest.mark.parametrize(("command", "word"), list(commands()))
def test_every_command_and_option_is_in_the_docs(command: str, word: str) -> None:
    assert word in documented("commands.md"), f"docs/commands.md lacks {word} of backissue {command}"


@pytest.mark.parametrize("setting", list(fields(Config)))
def test_every_setting_is_in_the_docs(setting: str) -> None:
    found = documented("settings.md")
    assert setting in found or setting.rpartition(".")[2] in found, f"docs/settings.md lacks {setting}"


@pytest.mark.parametrize(
    "field",
    sorted({
        name.rpartition(".")[2]
        for struct in (ArticleFields, OutletFields, EditionFields, EntityFields, PageFields)
        for name in fields(struct)
    } | set(CommentFields.__struct_fields__)),
)  # fmt: skip
def test_every_field_is_in_the_docs(field: str) -> None:
    assert field in documented("content.md"), f"docs/content.md lacks the field {field}"


@pytest.mark.parametrize("field", list(CaseFields.__struct_fields__))
def test_every_field_of_a_case_is_in_the_docs(field: str) -> None:
    assert field in documented("takedowns.md"), f"docs/takedowns.md lacks the field {field}"


def test_the_public_names_are_those_that_are_promised() -> None:
    promised = {}
    for module in (backissue.build, backissue.errors):
        for name, value in vars(module).items():
            promises = getattr(module, "__all__", vars(module))
            if (
                name.startswith("_")
                or name not in promises
                or getattr(value, "__module__", "") != module.__name__
                or name == "Progress"
            ):
                continue
            promised[f"{module.__name__.removeprefix('backissue.')}.{name}"] = described(value)
    promised["summary.Summary"] = described(backissue.summary.Summary)
    assert promised == PUBLIC


def described(value: object) -> str:
    """A function's signature, a record's fields, an exception's parent."""
    if isinstance(value, type) and issubclass(value, Exception):
        return " ".join([value.__base__.__name__ if value.__base__ else "", *described_attributes(value)])
    if isinstance(value, type) and issubclass(value, msgspec.Struct):
        return " ".join(value.__struct_fields__)
    text = str(inspect.signature(value))  # type: ignore[arg-type]
    text = re.sub(r"\b(?:\w+\.)+(Path|datetime|Summary)\b", r"\1", text)
    return re.sub(
        r"collections\.abc\.Callable\[\[str, int, int\], NoneType\]|(?:\w+\.)*Callable\[\[str, int, int\], None\]",
        "Progress",
        text,
    )


def described_attributes(fault: type[Exception]) -> list[str]:
    """What an exception carries besides its text."""
    return ["problems"] if fault is backissue.errors.BuildFailed else []
