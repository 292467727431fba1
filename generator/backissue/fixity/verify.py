"""A folder, or a site on the web, compared with a manifest."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import msgspec

from backissue.advice.asking import Asker
from backissue.errors import BackIssueError
from backissue.fixity.fault import Fault
from backissue.fixity.manifest import HIDDEN, files_of, hashes, read_manifest
from backissue.place import MANIFEST
from backissue.progress import Tell

NOT_SERVED = ("_headers", "_redirects")
"""What a host reads and need not show."""


class Verified(msgspec.Struct, frozen=True):
    """What was compared, and what differs."""

    compared: int
    total: int
    """Files in the manifest."""
    faults: tuple[Fault, ...]


def verify_folder(folder: Path, manifest: Path | None, tell: Tell) -> Verified:
    """Hash every file of ``folder``. Raises BackIssueError when there is no manifest, in it or at ``manifest``."""
    wanted = read_manifest(_text(manifest or folder / MANIFEST))
    faults = [
        Fault(path, "not in the manifest") for path in files_of(folder) if path not in wanted and path not in HIDDEN
    ]
    for done, (path, digest) in enumerate(hashes(folder, list(wanted)), 1):
        if digest != wanted[path]:
            faults.append(Fault(path, "changed" if digest else "missing"))
        tell("hashing", done, len(wanted))
    return Verified(len(wanted), len(wanted), tuple(sorted(faults)))


def verify_site(base: str, manifest: Path | None, most: int, tell: Tell, asker: Asker | None = None) -> Verified:
    """Fetch files of the site at ``base``, one a second, and compare them: ``most`` of them, 0 for all.

    The manifest is the file ``manifest``, or the site's own: then no more is shown than that the site agrees with
    itself. Of many files those are taken that lie evenly between the first and the last. Raises BackIssueError when
    there is no manifest.
    """
    asker = asker or Asker(private=True)  # a person has named the host
    base = base.rstrip("/") + "/"
    if manifest is None:
        why, data = asker.body(base + MANIFEST)
        if why:
            raise BackIssueError(f"{base}{MANIFEST}: {why}; give one with --manifest FILE")
        wanted = read_manifest(data.decode("utf-8", "replace"))
    else:
        wanted = read_manifest(_text(manifest))
    chosen = evenly([path for path in wanted if path not in NOT_SERVED], most)
    faults = list(_fetched(base, chosen, wanted, asker, tell))
    return Verified(len(chosen), len(wanted), tuple(sorted(faults)))


def _fetched(base: str, chosen: Sequence[str], wanted: Mapping[str, str], asker: Asker, tell: Tell) -> Iterator[Fault]:
    for done, path in enumerate(chosen, 1):
        is_page = path == "index.html" or path.endswith("/index.html")
        why, data = asker.body(base + quote(path.removesuffix("index.html") if is_page else path))
        if why:
            yield Fault(path, why)
        elif sha256(data).hexdigest() != wanted[path]:
            yield Fault(path, "changed")
        tell("fetching", done, len(chosen))


def evenly(paths: Sequence[str], most: int) -> list[str]:
    """``most`` of some paths, from the first to the last at equal distances; all for 0, or when there are no more."""
    if most <= 0 or len(paths) <= most:
        return list(paths)
    return [paths[at * (len(paths) - 1) // max(1, most - 1)] for at in range(most)]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise BackIssueError(f"there is no manifest {file}; write one with: backissue manifest") from None
    except UnicodeDecodeError:
        raise BackIssueError(f"{file} is no manifest: it is not UTF-8") from None
