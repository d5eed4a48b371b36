"""Serving the app for real: waitress, a production WSGI server."""

from __future__ import annotations

import errno
import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask

from mapapp.errors import BadInput, Unavailable
from mapapp.settings import Settings
from mapapp.web import create_app
from mapapp.web.security import HEADERS, policy

THREADS = 8
LAST_PORT = 65535
LONGEST = 4096  # bytes of a request's body; a read-only server needs none


class _Refusal(ErrorTask):  # type: ignore[misc] # waitress has no types
    """What waitress answers by itself to a request it does not understand, with the headers of every other answer."""

    def execute(self) -> None:
        """Answer."""
        self.response_headers.extend([*HEADERS.items(), ("Content-Security-Policy", policy())])
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection."""

    error_task_class = _Refusal


def serve(settings: Settings, ready: Callable[[str], object] = print) -> None:
    """Serve until interrupted (Ctrl+C) or told to end (SIGTERM); `ready` is given the address once the port is open.

    Raises BadInput, Unavailable.
    """
    if not 0 <= settings.port <= LAST_PORT:  # some systems would count on from 0 again, and serve somewhere else
        raise BadInput(f"port: wanted 0 (any that is free) to {LAST_PORT}, got {settings.port}")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser's six connections queue up, as they may
    app = create_app(settings)
    listening: dict[int, object] = {}
    try:
        server = waitress.create_server(
            app, map=listening, host=settings.host, port=settings.port, threads=THREADS, ident=None,
            max_request_body_size=LONGEST,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise Unavailable(_reason(settings, error)) from error
    for one in listening.values():
        if isinstance(one, BaseWSGIServer):
            one.channel_class = _Channel
    port = getattr(server, "effective_port", settings.port)
    if threading.current_thread() is threading.main_thread():  # elsewhere signals are not ours to take
        signal.signal(signal.SIGTERM, _stop)
    try:
        ready(f"http://{_shown(settings.host)}:{port}")
        threading.Thread(target=_warm, args=(app,), daemon=True).start()
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def _warm(app: Flask) -> None:
    """Make the first page before anybody asks, and the sources that cards tell of: over very many incidents reading
    either takes seconds."""
    for address in ("/", "/coverage"):
        app.test_client().get(address)


def _stop(number: int, frame: FrameType | None) -> None:
    """End as Ctrl+C does: what stops services sends SIGTERM."""
    raise KeyboardInterrupt


def _shown(host: str) -> str:
    """Return the name a browser on this machine reaches the host by."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _reason(settings: Settings, error: Exception) -> str:
    at = f"{settings.host}:{settings.port}"
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"{at}: the port is in use; choose another with --port {settings.port + 1}"
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM):
        return f"{at}: not allowed to open this port; choose one above 1023 with --port"
    return f"{at}: this address cannot be served ({error}); choose another with --host and --port"
