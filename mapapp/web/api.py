"""What scripts and machines ask for: the GeoJSON layer, a card, the embeddable map."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, url_for

from mapapp.errors import BadInput
from mapapp.model import Document, Incident
from mapapp.publish import geojson
from mapapp.query import parse, serialize
from mapapp.web import explain, views, words
from mapapp.web.caching import tagged, unchanged
from mapapp.web.context import context, opened, store
from mapapp.web.languages import current, gettext
from mapapp.web.layers import WHOLE
from mapapp.web.pages import arguments, filters
from mapapp.web.security import framers, policy

blueprint = Blueprint("api", __name__)

SENT = 64 * 1024  # bytes of a long answer sent together


@blueprint.get("/incidents.geojson")
def incidents() -> Response:
    """Return the incidents that match as RFC 7946 GeoJSON, with the filters of the page; an unknown one is a 400.

    They are sent as they are read, however many there are, all from one moment of the store.
    """
    values = arguments()
    download = values.pop("download", ["false"])
    if download not in (["true"], ["false"]):
        raise BadInput(f"download: wanted true or false, got {', '.join(download)!r}")
    query = parse(values)
    fresh = unchanged(store().version())
    if fresh is not None:
        return fresh
    kept = opened()  # one that lives until the last byte is sent
    layer = context().layers.get(kept, query)
    about = {"filters": serialize(query), "numberMatched": layer.total, "version": kept.version()}
    found = kept.numbered(layer.numbers(layer.rows))
    pieces = geojson.stream(found, lambda names: map(kept.document, names), about)
    response = Response(_gathered(pieces), content_type=geojson.MEDIA_TYPE)
    response.call_on_close(kept.close)
    if download == ["true"]:
        filtered = "-filtered" if serialize(query) else ""
        response.headers["Content-Disposition"] = f'attachment; filename="incidents{filtered}.geojson"'
    return tagged(response, kept.version())


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield small pieces together: each one sent costs a system call, and a turn of the compressor."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= SENT:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


@blueprint.get("/incident/<incident_id>/card")
def card(incident_id: str) -> Response:
    """Return an incident's card as a piece of HTML: the same one its own page shows."""
    kept = store()
    fresh = unchanged(kept.version())
    if fresh is not None:
        return fresh
    found = kept.incident(incident_id)
    page = render_template("card.html", card=views.card(found, kept), why=explain.why(found, kept), inside=True)
    return tagged(Response(page), kept.version())


@blueprint.get("/incident/<incident_id>.geojson")
def one(incident_id: str) -> Response:
    """Return one incident as a GeoJSON FeatureCollection with its sources."""
    kept = store()
    fresh = unchanged(kept.version())
    if fresh is not None:
        return fresh
    found = [kept.incident(incident_id)]
    body = geojson.dumps(geojson.feature_collection(found, _documents(found)))
    return tagged(Response(body, content_type=geojson.MEDIA_TYPE), kept.version())


@blueprint.get("/embed")
def embed() -> Response:
    """Return the map as one self-contained page for other sites to frame, where the settings allow them to."""
    query = filters(arguments())
    kept = store()
    matching = context().layers.get(kept, query).total
    if matching > WHOLE:
        raise BadInput(f"embed: wanted filters that leave at most {WHOLE} incidents, these leave {matching}")
    found = views.ordered(kept.incidents(query))
    from mapapp.publish import folium  # heavy, and wanted here only

    link = url_for("pages.index", _external=True, **serialize(query))
    speech = folium.Speech(current(), gettext, words.say_term, words.say_date, words.count)
    page = folium.one_file_map(found, _documents(found), gettext("Incident map"), link, speech)
    response = Response(page.html)
    response.headers["Content-Security-Policy"] = policy(
        scripts=page.script_hashes, styles=page.style_hashes, ancestors=framers(context().settings)
    )
    return response


def _documents(incidents: list[Incident]) -> list[Document]:
    """Return the documents these incidents are told of in, by id."""
    names = {report.document_id for incident in incidents for report in incident.reports}
    return [store().document(name) for name in sorted(names)]
