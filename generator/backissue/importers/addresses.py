"""Old addresses: which of them are the source's own, and which link means which of its stories."""

import posixpath
from urllib.parse import unquote, urljoin, urlsplit

from backissue.addresses import is_address, is_generated

_LONGEST = 500
"""Of an old address, in characters: longer ones are no address that anybody linked to."""


class OldSite:
    """Where the source stood: the hosts that were its own."""

    def __init__(self, url: str) -> None:
        self.url = ""
        self.hosts: set[str] = set()
        self.settle(url)

    def settle(self, url: str) -> None:
        """Know now where it stood; nothing is learnt from what is no web address."""
        if url.startswith(("https://", "http://")):
            self.url = url
            self.hosts |= {host(url)} - {""}

    def own_path(self, link: str, base: str = "") -> str:
        """The path (with its query) of a link within the old site; empty for one that leads elsewhere.

        ``base`` is the address of the page that the link stands on, for links relative to it.
        """
        try:
            parts = urlsplit(urljoin(base, link) if base else link)
            name = host(link) if parts.netloc else ""
        except ValueError:
            return ""
        if parts.scheme not in ("", "http", "https") or (name and name not in self.hosts) or not parts.path:
            return "/" if name in self.hosts and name and not parts.path else ""
        if not parts.path.startswith("/"):
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def absolute(self, path: str) -> str:
        """A path of the old site as a whole address; empty when nobody knows where it stood."""
        return urljoin(self.url, path) if self.url else ""


def host(address: str) -> str:
    """An address's host without ``www.``, in small letters; empty when it names none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def path_of(address: str) -> str:
    """An address's path, as it is written; empty when it has none, or is no address (``http://[``)."""
    try:
        return urlsplit(address.strip()).path
    except ValueError:
        return ""


def same(path: str) -> str:
    """``path`` in the one form by which two spellings of an old address are known for the same."""
    path, mark, query = path.partition("?")
    path = unquote(path)
    for ending in ("index.html", "index.htm", "index.php"):
        path = path.removesuffix(ending) if path.endswith("/" + ending) else path
    path = posixpath.normpath("/" + path.strip("/"))
    return path + mark + query


def as_alias(path: str, outlets: frozenset[str]) -> str:
    """``path`` as an alias that a site of plain files can have; empty when it cannot."""
    path = unquote(path)
    fits = path != "/" and len(path) <= _LONGEST and is_address(path)
    return path if fits and not is_generated(path, outlets) else ""
