"""What a bucket is told of a file, so that it serves it as the site's ``_headers`` have it.

Media types are those of the local server, and all else comes from the rules of ``_headers``. Only what an
object can keep is taken: a Content-Security-Policy must be set where the bucket is served from.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from backissue.hosting import Rules
from backissue.server import media_type

KEPT = {name.lower(): name for name in ("Content-Type", "Cache-Control", "Content-Language", "Content-Disposition")}
"""Headers that an object of S3 keeps."""
_REVALIDATED = "public, max-age=0, must-revalidate"
"""What hosts that read ``_headers`` say where no rule does."""


class Headers:
    """The headers of each file of one site."""

    def __init__(self, site: Path, base: str) -> None:
        """``base`` is the path of the site's address, without a slash at its end."""
        file = site / "_headers"
        self._rules = Rules.parse("", file.read_text("utf-8") if file.is_file() else "")
        self._base = base

    def of(self, path: str) -> dict[str, str]:
        """What is kept with the file ``path``; a page has the headers of the address that it is read at."""
        kind = media_type(Path(path))
        typed = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        found = {"Content-Type": typed, "Cache-Control": _REVALIDATED}
        address = f"{self._base}/{path}"
        if path.rpartition("/")[2] == "index.html":
            address = address.removesuffix("index.html")
        rules = self._rules.headers(address)
        return found | {KEPT[name]: value for name, value in rules.items() if name in KEPT}


def form_of(headers: Mapping[str, str]) -> str:
    """A short hash of headers, by which a change of them is noticed."""
    text = "\n".join(f"{name}: {value}" for name, value in sorted(headers.items()))
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
