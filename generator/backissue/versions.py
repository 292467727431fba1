"""Versions of installed packages."""

import sys
from functools import cache
from pathlib import Path


@cache
def version(package: str) -> str:
    """The version of an installed package, by the name of the folder that describes it.

    ``importlib.metadata`` reads the whole description: 20 ms for what every build asks. It is asked where the
    folder is not found. Recording installed projects, PyPA specifications: ``{name}-{version}.dist-info``.
    """
    wanted = f"{package.replace('-', '_').lower()}-"
    for name in _described():
        if name.lower().startswith(wanted):
            return name[len(wanted) :].removesuffix(".dist-info")
    from importlib import metadata

    return metadata.version(package)


@cache
def _described() -> tuple[str, ...]:
    """Folders that describe packages, in the order in which Python looks for modules."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    return tuple(file.name for folder in folders for file in sorted(folder.glob("*.dist-info")))
