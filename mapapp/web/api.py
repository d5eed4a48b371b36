"""What scripts and machines ask for: the GeoJSON layer, the page's own rows, a card, the embeddable map."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from mapapp.model import Document, Incident
from mapapp.publish import geojson
from mapapp.query import parse, serialize
from mapapp.web import views
from mapapp.web.context import context, store
from mapapp.web.pages import arguments, filters
from mapapp.web.security import policy

blueprint = Blueprint("api", __name__)

GEOJSON_OPTIONS = ("download",)  # download=true: offer it as a file


@blueprint.get("/incidents.geojson")
def incidents() -> Response:
    """Return the incidents that match as RFC 7946 GeoJSON, with the filters of the page; an unknown one is a 400."""
    values = arguments()
    options = {name: values.pop(name) for name in GEOJSON_OPTIONS if name in values}
    query = parse(values)
    kept = store()
    fresh = _unchanged(kept.version())
    if fresh is not None:
        return fresh
    found = views.ordered(kept.incidents(query))
    about = {"filters": serialize(query), "numberMatched": len(found), "version": kept.version()}
    response = Response(geojson.dumps(geojson.feature_collection(found, _documents(found), about)))
    response.content_type = geojson.MEDIA_TYPE
    if options.get("download") == ["true"]:
        filtered = "-filtered" if serialize(query) else ""
        response.headers["Content-Disposition"] = f'attachment; filename="incidents{filtered}.geojson"'
    return _tagged(response, kept.version())


@blueprint.get("/api/layer.json")
def layer() -> Response:
    """Return rows, shapes and counts for the map page, for the filters in its address."""
    query = filters(arguments())
    kept = store()
    fresh = _unchanged(kept.version())
    if fresh is not None:
        return fresh
    body = context().layers.get(kept, query).body
    return _tagged(Response(body, content_type="application/json"), kept.version())


@blueprint.get("/incident/<incident_id>/card")
def card(incident_id: str) -> Response:
    """Return an incident's card as a piece of HTML: the same one its own page shows."""
    kept = store()
    fresh = _unchanged(kept.version())
    if fresh is not None:
        return fresh
    page = render_template("card.html", card=views.card(kept.incident(incident_id), kept), inside=True)
    return _tagged(Response(page), kept.version())


@blueprint.get("/incident/<incident_id>.geojson")
def one(incident_id: str) -> Response:
    """Return one incident as a GeoJSON FeatureCollection with its sources."""
    kept = store()
    fresh = _unchanged(kept.version())
    if fresh is not None:
        return fresh
    found = [kept.incident(incident_id)]
    body = geojson.dumps(geojson.feature_collection(found, _documents(found)))
    return _tagged(Response(body, content_type=geojson.MEDIA_TYPE), kept.version())


@blueprint.get("/embed")
def embed() -> Response:
    """Return the map as one self-contained page for other sites to frame, where the settings allow them to."""
    query = filters(arguments())
    kept = store()
    found = views.ordered(kept.incidents(query))
    from mapapp.publish import folium  # heavy, and wanted here only

    link = url_for("pages.index", _external=True, **serialize(query))
    page = folium.one_file_map(found, _documents(found), link=link)
    response = Response(page.html)
    response.headers["Content-Security-Policy"] = policy(
        scripts=page.script_hashes, styles=page.style_hashes, ancestors=context().settings.frame_ancestors
    )
    return response


def _documents(incidents: list[Incident]) -> list[Document]:
    """Return the documents these incidents are told of in, by id."""
    names = {report.document_id for incident in incidents for report in incident.reports}
    return [store().document(name) for name in sorted(names)]


def _unchanged(version: str) -> Response | None:
    """Return a 304 when the client already has this version; the address is the rest of the key."""
    if request.if_none_match.contains_weak(_tag(version)):
        return _tagged(Response(status=304), version)
    return None


def _tag(version: str) -> str:
    """The program's own version is part of it: after an update the same incidents may look different."""
    return f"{version}-{context().assets.prefix.rpartition('/')[2]}"


def _tagged(response: Response, version: str) -> Response:
    response.set_etag(_tag(version), weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response
