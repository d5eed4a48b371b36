"""One table from exception to HTTP status; every error has two faces: a page for people, RFC 9457 for machines."""

from __future__ import annotations

import uuid
from difflib import get_close_matches
from http import HTTPStatus
from urllib.parse import unquote

from flask import Flask, Response, current_app, json, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from mapapp.errors import BadInput, MapappError, NotFound, Unavailable
from mapapp.web.context import store
from mapapp.web.languages import gettext as _
from mapapp.web.views import Listed, source_name
from mapapp.web.words import visible

STATUS: dict[type[MapappError], int] = {BadInput: 400, NotFound: 404, Unavailable: 503, MapappError: 500}

MISTYPED = 200  # characters of an address looked at for reports it may mean
LOOKED_AT = 2000  # ids of reports compared with it
TITLES = {
    400: "This address cannot be used",
    404: "There is nothing at this address",
    405: "This server only shows things",
    421: "This server goes by another name",
    500: "Something went wrong",
    503: "Not ready yet",
}
# What a person can do next; keys are HTTP statuses.
ADVICE = {
    400: "Change or remove the part of the address that is named above, or start again from the map.",
    404: "It may have been removed, or the address may be mistyped. The map and the list of sources are below.",
    405: "This server only shows things: it answers GET and HEAD.",
    421: "Start the server with --allowed-hosts and this name, or use the address it printed.",
    500: "This is a fault of the program, not yours. The number below finds it in the server's log.",
    503: "Put right what is named above, then load this page again.",
}


def wants_json() -> bool:
    """Say whether the request came from a program: by its path, or by what it accepts."""
    if request.path.startswith("/api/") or request.path.endswith((".geojson", ".json")):
        return True
    accepted = request.accept_mimetypes
    return accepted.accept_json and not accepted.accept_html


def register(app: Flask) -> None:
    """Answer every exception of the program, of HTTP and of nobody's making."""
    app.register_error_handler(MapappError, _own)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def _own(error: MapappError) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return answer(status, str(error))


def _http(error: HTTPException) -> Response:
    if error.response is not None or not error.code or error.code < 400:
        return make_response(error.get_response())
    response = answer(error.code, error.description or "")
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _bug(error: Exception) -> Response:
    number = uuid.uuid4().hex[:8]
    current_app.logger.error("error %s at %s", number, request.path, exc_info=error)
    return answer(500, f"Error {number}.")


def _near() -> list[tuple[str, str]]:
    """Return reports whose address is much like the one asked for: (address, name)."""
    wanted = unquote(request.path).rpartition("/")[2]
    if not wanted:
        return []
    try:
        known = _called(wanted[:MISTYPED])
    except MapappError:
        return []
    found = [key for key in known if key.startswith(wanted)] or get_close_matches(wanted, known, 5, 0.5)
    return [(url_for("pages.report", document_id=key), known[key]) for key in found[:5]]


def _called(wanted: str) -> dict[str, str]:
    """Return the names of reports by id: those around where this one would stand among them."""
    sql = "SELECT id, title, publisher FROM document WHERE id {} ? ORDER BY id {} LIMIT ?"
    half = LOOKED_AT // 2
    found = [
        *store().select(sql.format("<", "DESC"), (wanted, half)).fetchall(),
        *store().select(sql.format(">=", "ASC"), (wanted, half)).fetchall(),
    ]
    return {
        key: source_name(Listed(key, title, publisher)) if title is None else visible(title)
        for key, title, publisher in found
    }


def answer(status: int, detail: str) -> Response:
    """Return the error as the client wants it: `application/problem+json` (RFC 9457) or a page."""
    title = HTTPStatus(status).phrase
    if wants_json():
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return Response(json.dumps(body) + "\n", status, content_type="application/problem+json")
    said = _(TITLES[status]) if status in TITLES else title
    page = render_template(
        "error.html",
        status=status,
        title=said,
        detail=detail,
        advice=_(ADVICE[status]) if status in ADVICE else "",
        near=_near() if status == HTTPStatus.NOT_FOUND else [],
    )
    return make_response(page, status)
