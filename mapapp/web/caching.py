"""Answers a browser may keep and ask about: the tag is the content of the store and the program's own version."""

from __future__ import annotations

from flask import Response, request

from mapapp.web.context import context
from mapapp.web.languages import current


def unchanged(version: str) -> Response | None:
    """Return a 304 when the client already has this version; the address is the rest of the key."""
    if request.if_none_match.contains_weak(_tag(version)):
        return tagged(Response(status=304), version)
    return None


def tagged(response: Response, version: str) -> Response:
    """Return a response with the tag of this version, to be asked about each time."""
    response.set_etag(_tag(version), weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Language")
    return response


def _tag(version: str) -> str:
    """The program's own version is part of it: after an update the same incidents may look different."""
    return f"{version}-{context().assets.prefix.rpartition('/')[2]}-{current()}"
