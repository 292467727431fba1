"""Pictures from other hosts, when ``--fetch-images`` asks for them. Nothing else of an import calls out."""

import hashlib
import ipaddress
import socket
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import urllib3

from backissue.importers.addresses import host

_MOST_BYTES = 64 * 1024 * 1024
_SECONDS = 20.0
_MOST_REDIRECTS = 4


class NotFetched(Exception):
    """Why a picture could not be had."""


class Fetcher:
    """Gets pictures, each once, into a folder; hosts within the reader's own network are not asked."""

    def __init__(self, folder: Path, own_hosts: frozenset[str]) -> None:
        self._folder = folder
        self._own = own_hosts
        self._pool = urllib3.PoolManager(timeout=_SECONDS, retries=urllib3.Retry(2, redirect=0))

    def fetch(self, address: str) -> Path:
        """The file of the picture at ``address``. Raises NotFetched with the reason."""
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        file = self._folder / f"{name}-{_file_name(address)}"
        if file.is_file():
            return file
        data = self._get(address)
        self._folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    def _get(self, address: str) -> bytes:
        for _ in range(_MOST_REDIRECTS):
            self._refuse_private(address)
            try:
                answer = self._pool.request("GET", address, preload_content=False, redirect=False)
                try:
                    if moved := answer.get_redirect_location():
                        address = urljoin(address, moved)
                        continue
                    data = answer.read(_MOST_BYTES + 1, decode_content=True)
                finally:
                    answer.release_conn()
            except (urllib3.exceptions.HTTPError, OSError) as fault:
                raise NotFetched(f"its host does not answer ({type(fault).__name__})") from None
            if answer.status != 200:
                raise NotFetched(f"its host answers {answer.status}")
            if len(data) > _MOST_BYTES:
                raise NotFetched("it is larger than 64 MB")
            return data
        raise NotFetched("its host leads from address to address")

    def _refuse_private(self, address: str) -> None:
        """A source is not to be trusted with what only this machine can reach, its own old site apart."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotFetched("it has no web address")
        if host(address) in self._own:
            return
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
        except OSError:
            raise NotFetched("its host is not known any more") from None
        if not all(ipaddress.ip_address(one[4][0]).is_global for one in found):
            raise NotFetched("its host is within a private network")


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2][-80:] or "picture"
