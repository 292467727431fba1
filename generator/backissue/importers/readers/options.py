"""What a mapping's ``options`` say to one format."""

from typing import TypeVar

import msgspec

from backissue.errors import ImportRefused
from backissue.importers.mapping import Mapping

T = TypeVar("T", bound=msgspec.Struct)


class NoOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of a format that has none."""


def options_of(mapping: Mapping, form: type[T]) -> T:
    """The ``options`` as the format has them. Raises ImportRefused when one is unknown or of the wrong kind."""
    try:
        return msgspec.convert(mapping.options, form, strict=False)
    except msgspec.ValidationError as fault:
        known = f"the options of this format are {', '.join(form.__struct_fields__)}"
        known = known if form.__struct_fields__ else "this format has no options"
        raise ImportRefused(f"options of the mapping: {fault}; {known}") from None
