"""Pictures from other hosts, when ``--fetch-images`` asks for them. Nothing else of an import calls out."""

import hashlib
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import urllib3

from backissue.importers.addresses import host
from backissue.outside import Private, pool

_MOST_BYTES = 64 * 1024 * 1024
_SECONDS = 20.0
_MOST_REDIRECTS = 4


class NotFetched(Exception):
    """Why a picture could not be had."""


class Fetcher:
    """Gets pictures, each once, into a folder; hosts within the reader's own network are not asked."""

    def __init__(self, folder: Path, own_host: str) -> None:
        """``own_host`` may be within it: a person, not the source, says that the old site stands there."""
        self._folder = folder
        self._own = own_host
        self._pools = {
            private: pool(private=private, timeout=_SECONDS, retries=urllib3.Retry(2, redirect=0))
            for private in (False, True)
        }

    def fetch(self, address: str) -> Path:
        """The file of the picture at ``address``. Raises NotFetched with the reason."""
        file = self._folder / hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:40]
        if file.is_file():
            return file
        try:
            data = self._get(address)
        except ValueError:
            raise NotFetched("it has no web address") from None
        self._folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    def _get(self, address: str) -> bytes:
        for _ in range(_MOST_REDIRECTS):
            if urlsplit(address).scheme not in ("http", "https"):
                raise NotFetched("it has no web address")
            is_own = bool(self._own) and host(address) == self._own
            try:
                answer = self._pools[is_own].request("GET", address, preload_content=False, redirect=False)
                try:
                    if moved := answer.get_redirect_location():
                        address = urljoin(address, moved)
                        continue
                    data = answer.read(_MOST_BYTES + 1, decode_content=True)
                finally:
                    answer.release_conn()
            except Private:
                raise NotFetched("its host is within a private network") from None
            except (urllib3.exceptions.HTTPError, OSError) as fault:
                raise NotFetched(f"its host does not answer ({type(fault).__name__})") from None
            if answer.status != 200:
                raise NotFetched(f"its host answers {answer.status}")
            if len(data) > _MOST_BYTES:
                raise NotFetched("it is larger than 64 MB")
            return data
        raise NotFetched("its host leads from address to address")
