"""A port to listen on, and connections enough for it."""

import errno
import resource
import socket

from backissue.server import listen

_TRIED = 20
_FILES = 4096
"""Connections, and all else that is open, that a preview with very many pages open may need."""


def listen_near(host: str, port: int) -> socket.socket:
    """A socket at ``port``, or at the next that is free. Raises OSError, with a message for people."""
    last = min(port + _TRIED, 65535) if port else 0
    for one in range(port, last + 1):
        try:
            return listen(host, one)
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE or one == last:
                raise
    raise AssertionError("one was tried at least")


def allow_connections() -> int:
    """Let this process have many files open at once, as far as the system lets it; how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FILES:
        wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return _FILES
