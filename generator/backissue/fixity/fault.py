"""A file of a site that is not what something says that it is: the catalog, or a manifest."""

import msgspec


class Fault(msgspec.Struct, frozen=True, order=True):
    """One such file."""

    path: str
    """Below the site."""
    fault: str

    def __str__(self) -> str:
        return f"{self.path}: {self.fault}"
