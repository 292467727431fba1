"""Imports go one way: a module knows those below it, and nothing of those above."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import ROOT

PACKAGE = ROOT / "generator/backissue"

LAYERS = (
    "cli __main__",
    "commands",
    "bars",
    "preview",
    "publishing.run limits",
    "publishing",
    "ledger fixity",
    "explain audit server starter advice schema rights.report rights.telling",
    "build",
    "intake checks fingerprints images.derive summary trust clearing takedowns.sweep",
    "render.batch",
    "pages.kinds",
    "render.templates",
    "render.filters render.folding",
    "render.linked_data render.metadata render.locations",
    "pages",
    "render.materials",
    "render.theme render.words render.pool",
    "takedowns.concerning history",
    "catalog",
    "history.wording",
    "takedowns reprints",
    "search hosting citing",
    "importers",
    "config sources rights.terms",
    "images place render.output render.scripts",
    "runs history.differences",
    "model errors addresses versions ctrl_c progress outside fixity.content fixity.fault rights reprints.sketch",
)
"""From the top to the bottom. A name stands for a module or a package; those in one line may know each other."""


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package by its name in it."""
    for file in sorted(PACKAGE.rglob("*.py")):
        yield (
            file.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"),
            file,
        )


def layer(module: str) -> int:
    """How far down a module stands, by the longest name that fits it."""
    fitting = [
        (len(name), at)
        for at, names in enumerate(LAYERS)
        for name in names.split()
        if module == name or module.startswith(f"{name}.")
    ]
    assert fitting, f"backissue.{module} has no layer"
    return max(fitting)[1]


def imported(file: Path) -> Iterator[str]:
    """The package's modules that a module imports, anywhere in it."""
    names = {name for name, _ in modules()}
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: write imports in full"
            found = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        else:
            continue
        for full in found:
            name = full.removeprefix("backissue.")
            if full.startswith("backissue."):
                yield name if name in names else name.rpartition(".")[0]


@pytest.mark.parametrize(("module", "file"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_module_imports_from_below(module: str, file: Path) -> None:
    if module == "__init__":
        return
    upwards = [other for other in imported(file) if other and layer(other) < layer(module)]
    assert not upwards, f"backissue.{module} imports from above: {upwards}"
