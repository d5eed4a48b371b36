"""What every answer and every request must satisfy: read-only, known hosts, a strict Content-Security-Policy."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request

from mapapp.settings import Settings
from mapapp.web.errors import answer

LOOPBACK = ("localhost", "mapapp.localhost")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy(
    *, scripts: Iterable[str] = (), styles: Iterable[str] = (), images: Iterable[str] = (), ancestors: str = "'none'"
) -> str:
    """Return a Content-Security-Policy that allows this server's own files and the named hashes or hosts, no more."""
    parts = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *scripts]),
        "style-src": " ".join(["'self'", *styles]),
        "img-src": " ".join(["'self'", "data:", *images]),
        "connect-src": "'self'",
        "frame-src": "'self'",  # the preview of /embed
        "font-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def framers(settings: Settings) -> str:
    """Return who may frame /embed as a CSP source list: this server, for its preview, and whom the settings name."""
    named = settings.frame_ancestors.strip()
    return "'self'" if named == "'none'" else f"'self' {named}".replace("'self' 'self'", "'self'")


def tile_origin(template: str) -> tuple[str, ...]:
    """Return the origin of a tile layer as a CSP source; none for an empty template or the server's own tiles."""
    parts = urlsplit(template.replace("{s}.", "*."))
    return (f"{parts.scheme}://{parts.netloc}",) if parts.scheme in ("http", "https") and parts.netloc else ()


def host_is_allowed(host: str, allowed: Iterable[str]) -> bool:
    """Say whether a Host header names this server.

    Names must be known, or a page elsewhere could point its own name at this machine and read the store (DNS
    rebinding). A literal address cannot be rebound, so all of those are fine.
    """
    name = urlsplit(f"//{host}").hostname or ""
    if name in LOOPBACK or name in {item.strip().lower() for item in allowed}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def register(app: Flask, settings: Settings) -> None:
    """Check every request of `app` and put the headers on every answer."""
    allowed = [*filter(None, settings.allowed_hosts.split(",")), settings.host]
    csp = policy(images=tile_origin(settings.tiles))

    @app.before_request
    def check() -> Response | None:
        if not _host_is_well_formed() or not host_is_allowed(request.host, allowed):
            return answer(421, f"This server does not answer to the host name {request.host[:100]!r}.")
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            abort(405, valid_methods=["GET", "HEAD", "OPTIONS"])
        return None

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", csp)
        return response


def _host_is_well_formed() -> bool:
    try:
        urlsplit(f"//{request.host}").port  # noqa: B018 - reading it checks it
    except ValueError:
        current_app.logger.info("refused a malformed Host header")
        return False
    return bool(request.host)
