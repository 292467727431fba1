"""What a publication did, or would do."""

from collections.abc import Iterator

import msgspec

from backissue.publishing.plan import Step


class Published(msgspec.Struct, frozen=True):
    """What was done, or would be."""

    new: int
    changed: int
    removed: int
    same: int | None = None
    """Files that were there already as they should be; None where nobody counts them."""
    strangers: int = 0
    """Files there that are none of the site's; they were left alone."""
    steps: tuple[Step, ...] = ()
    """What goes there, in order."""

    def __str__(self) -> str:
        same = "" if self.same is None else f", {self.same:,} as they were"
        others = f" · {self.strangers:,} of another hand left alone" if self.strangers else ""
        return f"{self.new:,} new, {self.changed:,} changed, {self.removed:,} removed{same}{others}"

    def lines(self) -> Iterator[str]:
        """What goes there, in order: a file in each line."""
        for step in self.steps:
            yield from (f"{step.name}: {path}" for path in step.paths)
