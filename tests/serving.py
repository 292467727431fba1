"""A built site served from a thread, for tests that need real requests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from backissue.server import address_of, application, configuration, listen
from starlette.middleware import Middleware


@contextmanager
def served(site: Path, *layers: Middleware) -> Iterator[str]:
    """The address of ``site`` while the block runs, on a port of its own; no slash at its end.

    Requests go through the ``layers``, the last of them first.
    """
    app = application(site)
    for layer in layers:
        app.add_middleware(layer.cls, *layer.args, **layer.kwargs)
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(configuration(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="server")
        thread.start()
        try:
            yield address_of(listener).rstrip("/")
        finally:
            server.should_exit = True
            thread.join(timeout=10)
            assert not thread.is_alive(), "the server did not end within 10 s"
