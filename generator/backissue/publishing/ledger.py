"""``.backissue-published.json``: what was put at a target and from what, kept there as one file.

It is written before anything is sent, with the names of all that will be, and again in steps: so whatever happens, no
file that was put there is forgotten. It may be lost: then the target's own listing is believed.
"""

from collections.abc import Collection, Mapping

import msgspec

from backissue.errors import BackIssueError
from backissue.publishing.plan import SEAL, Mark

LEDGER = ".backissue-published.json"
_FORMAT = 1


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One file as it was put there."""

    digest: str
    """As in Mark; empty while it is on its way."""
    form: str = ""
    """As in Mark."""
    tag: str = ""
    """What the target called this state of the file (its ETag): another one, and somebody else wrote to it."""

    @property
    def mark(self) -> Mark:
        """What the file is, and how it is sent."""
        return Mark(self.digest, self.form)


class Ledger(msgspec.Struct, frozen=True, tag_field="format", tag=_FORMAT):
    """What is known to lie at a target."""

    archive: str
    """The address of the archive whose site it is, else its name."""
    files: Mapping[str, Entry] | None
    """By path below the site; None where another program keeps count, as rsync does."""


def read_ledger(data: bytes | None) -> Ledger | None:
    """The ledger in a file's bytes; None when there is none, or when it is of no known form."""
    try:
        return None if data is None else msgspec.json.decode(data, type=Ledger)
    except msgspec.DecodeError:
        return None


def write_ledger(ledger: Ledger) -> bytes:
    """The same ledger gives the same bytes."""
    files = None if ledger.files is None else dict(sorted(ledger.files.items()))
    return msgspec.json.encode(msgspec.structs.replace(ledger, files=files)) + b"\n"


def refuse_others(name: str, archive: str, ledger: Ledger | None, there: Collection[str], *, adopt: bool) -> None:
    """Raise BackIssueError for a target that is not this archive's, unless it is to become so."""
    if adopt or (not there and ledger is None):
        return
    if ledger is None and SEAL not in there:
        raise BackIssueError(
            f"{name} is not empty and holds no site; look what --adopt --dry-run would remove, then give --adopt"
        )
    if ledger is not None and ledger.archive != archive:
        raise BackIssueError(
            f"{name} holds the site of {ledger.archive}; name another target, or give --adopt to replace it"
        )
