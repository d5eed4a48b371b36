"""A real HTTP server on this machine that answers as Nominatim and Photon do, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


def town(name: str, lon: float, lat: float, **more: Any) -> dict[str, Any]:
    """An answer of Nominatim in its JSON format; the fields given replace the usual ones."""
    return {
        "place_id": 1, "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "node", "osm_id": 42, "lat": str(lat), "lon": str(lon), "class": "place", "type": "village",
        "place_rank": 19, "importance": 0.2, "addresstype": "village", "name": name, "display_name": f"{name}, There",
        "boundingbox": [str(lat - 0.02), str(lat + 0.02), str(lon - 0.02), str(lon + 0.02)],
        "namedetails": {"name": name},
    } | more  # fmt: skip


@dataclass
class Service:
    """What the server answers, and what it was asked."""

    known: dict[str, list[Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    status: int = 200
    body: bytes | None = None  # sent as it is, in place of an answer
    delay: float = 0.0  # seconds before it answers
    domain: str = ""


@contextmanager
def serving() -> Iterator[Service]:
    """Serve until the block is left."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            query = parse_qs(address.query)["q"][0]
            service.asked.append(query)
            service.paths.append(self.path)
            service.agents.append(self.headers["User-Agent"])
            time.sleep(service.delay)
            found: Any = service.known.get(query, [])
            if address.path == "/api":
                found = {"type": "FeatureCollection", "features": found}
            body = json.dumps(found).encode() if service.body is None else service.body
            try:
                self.send_response(service.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:  # who asked has given up
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.domain = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
