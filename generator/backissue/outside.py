"""Connections to other hosts. No build makes any; a check of links and an import of pictures do, when asked to.

Addresses come from content, and from sources that nobody vouches for. Neither is to be trusted with what only this
machine can reach, so hosts within a private network are not spoken to.
"""

import ipaddress
import socket
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection


class Private(Exception):
    """The host is within a private network."""


def _public(made: socket.socket) -> socket.socket:
    """Looks at whom a connection has reached before anything is sent: a name may lead anywhere, and change its mind."""
    found = ipaddress.ip_address(made.getpeername()[0].partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    if not (mapped or found).is_global:
        made.close()
        raise Private
    return made


class _PublicHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _public(super()._new_conn())


class _PublicHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _public(super()._new_conn())


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


def pool(*, private: bool = False, **options: Any) -> urllib3.PoolManager:
    """Connections with urllib3's ``options``; to a host within a private network they raise Private.

    ``private`` allows these too: for a host that a person has named.
    """
    made = urllib3.PoolManager(**options)
    if not private:
        made.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
    return made
