"""The pages for people: the map, a report, an incident, the sources, what this is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as Redirect

from mapapp import paths
from mapapp.errors import BadInput, NotFound
from mapapp.model import KINDS, STATUSES, Incident
from mapapp.publish.style import THEMES
from mapapp.query import PARAMETERS, Query, parse, serialize
from mapapp.store.sqlite import Store
from mapapp.web import explain, linked, places, reader, rows, views, words
from mapapp.web.context import context, static_file, store
from mapapp.web.layers import WHOLE

DRAWER = "vendor/protomaps-leaflet/protomaps-leaflet.js"

blueprint = Blueprint("pages", __name__)

LONGEST = 200  # characters of a search
REPORTS = 200  # of a page of the sources
LISTED = 100  # rows of the list written into the page itself; the script fetches the rest
PAGE_PARAMETERS = ("incident", "at", "view", "lang")  # the map page's own state, beside the filters
# what sites that pass an address on hang behind it to follow people: https://en.wikipedia.org/wiki/UTM_parameters
FOLLOWING = re.compile(r"utm_\w+|[a-z]*clid|igshid|mc_[ce]id|ref_src")


def filters(values: Mapping[str, list[str]]) -> Query:
    """Return the filters in a page's address, leaving out the page's own parameters, and what others have hung behind
    it to follow people. Raises BadInput."""
    beside = (name for name in values if name in PAGE_PARAMETERS or FOLLOWING.fullmatch(name))
    return parse({name: values[name] for name in values.keys() - set(beside)})


def partly(values: Mapping[str, list[str]]) -> tuple[Query, str | None]:
    """Return the filters in a page's address and what is wrong with it; an unknown name costs no filter."""
    try:
        return filters(values), None
    except BadInput as error:
        known = {name: given for name, given in values.items() if name in PARAMETERS}
        try:
            return parse(known), str(error)
        except BadInput:
            return Query(), str(error)


def arguments() -> dict[str, list[str]]:
    """Return the request's query parameters as lists."""
    return request.args.to_dict(flat=False)


@blueprint.get("/")
def index() -> str:
    """Show the map with its list; a bad filter is said on the page instead of breaking the address."""
    query, problem = partly(arguments())
    kept = store()
    ((documents,),) = kept.select("SELECT count(*) FROM document")
    layer = context().layers.get(kept, query)
    settings = context().settings
    listed = rows.layer(kept, layer.numbers(layer.rows[:LISTED]), shapes=False)["rows"]
    page = {
        **_background(kept, listed),
        "tiles": {"url": settings.tiles, "attribution": settings.tiles_attribution} if settings.tiles else None,
        "parameters": serialize(query),
        "statuses": {name: words.say(words.STATUSES, name) for name in words.STATUSES},
        "documents": documents,
        "problem": problem is not None and not serialize(query),  # then no filter in the address holds
        "about": {"asOf": _newest(kept), "embeds": settings.frame_ancestors != "'none'", "embedded": WHOLE},
    }
    return render_template(
        "map.html",
        page=page,
        problem=problem,
        address=url_for("pages.index", _external=True, lang=None, **serialize(query)),
        query=query,
        documents=documents,
        rows=listed,
        total=layer.total,
        dated=layer.dated,
        kinds=KINDS,
        statuses=STATUSES,
    )


@blueprint.get("/report/<document:document_id>")
def report(document_id: str) -> str:
    """Show a whole report, what was read out of it, and the passage `?mark=start-end` asked for."""
    kept = store()
    reading = kept.reading(document_id)
    incidents = sorted(kept.incidents_of(document_id), key=lambda incident: _first(incident, document_id))
    return render_template(
        "report.html",
        name=views.title_of(reading.document),
        reading=reading,
        document=reading.document,
        sheet=reader.sheet(reading, incidents, _mark(request.args.get("mark")), _page(request.args.get("page"))),
        page=_small_map(incidents),
        linked=linked.document(reading.document, incidents),
    )


@blueprint.get("/incident/<incident_id>")
def incident(incident_id: str) -> str | Redirect:
    """Show one incident by itself: the permanent address of a marker, which follows merges."""
    kept = store()
    moved = kept.redirect(incident_id)
    if moved:
        return redirect(url_for("pages.incident", incident_id=moved), code=301)
    found = kept.incident(incident_id)
    card = views.card(found, kept)
    return render_template(
        "incident.html",
        card=card,
        why=explain.why(found, kept),
        page=_small_map([found]),
        linked=linked.incident(card),
    )


@blueprint.get("/place/<path:place_id>")
def place(place_id: str) -> str:
    """Show a place where something happened: its names, what it lies in, its incidents and those inside it."""
    kept = store()
    here = places.describe(kept, place_id, context().settings.gazetteer_path)
    layer = url_for("api.incidents", place=place_id, status=",".join(STATUSES))
    page = {**_small_map([]), **rows.layer(kept, here.numbers[:LISTED])}
    thing = {"@context": linked.CONTEXT, **linked.place(here.place)}
    return render_template("place.html", here=here, total=len(here.numbers), page=page, layer=layer, linked=thing)


@blueprint.get("/sources")
def sources() -> str:
    """List every report that was read, and those that could not be, some hundred a page."""
    kept = store()
    searched = request.args.get("words", "").strip()[:LONGEST]
    if searched:
        return _found(kept, searched)
    ((total,),) = kept.select("SELECT count(*) FROM document")
    pages = max(1, -(-total // REPORTS))
    page = min(_page(request.args.get("page")) or 1, pages)
    listed = kept.summaries(limit=REPORTS, offset=(page - 1) * REPORTS)
    names = views.openings(kept, [item.id for item in listed if not item.title])
    return render_template(
        "sources.html", documents=listed, openings=names, total=total, number=page, pages=pages, searched=""
    )


def _found(kept: Store, searched: str) -> str:
    """List the reports that have these words anywhere in their text."""
    ids = kept.with_words(searched, REPORTS)
    listed = kept.summaries(only=ids)
    names = views.openings(kept, [item.id for item in listed if not item.title])
    return render_template(
        "sources.html", documents=listed, openings=names, total=len(ids), number=1, pages=1, searched=searched,
        most=REPORTS,
    )  # fmt: skip


@blueprint.get("/about")
def about() -> str:
    """Say what this is, how far to trust it, and whose data it shows."""
    kept = store()
    counts = context().layers.statuses(kept)
    ((total, first, last),) = kept.select("SELECT count(*), min(published), max(published) FROM document")
    publishers = kept.select("SELECT DISTINCT publisher FROM document WHERE publisher > '' ORDER BY publisher")
    return render_template(
        "about.html",
        total=total,
        days=[day[:10] for day in (first, last) if day],
        publishers=[name for (name,) in publishers],
        numbers=[(status, counts[status]) for status in STATUSES if status in counts],
    )


@blueprint.get("/theme.css")
def theme() -> Response:
    """Send the colours of the themes, written once in mapapp/publish/style.py, as CSS variables."""
    light, dark = (
        "".join(f"--theme-{theme.id}:{getattr(theme, mode)};" for theme in THEMES) for mode in ("light", "dark")
    )
    marks = "".join(f'[data-theme="{theme.id}"]{{--theme:var(--theme-{theme.id})}}' for theme in THEMES)
    css = f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}{marks}"
    response = Response(css, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "max-age=3600"
    return response


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Send the icon to browsers that ask for it unnamed, as they do for /embed."""
    return static_file("css/icon.svg")


@blueprint.get("/basemap/world.pmtiles")
def basemap() -> Response:
    """Send the bundled basemap, whole or the ranges asked for."""
    path = paths.DATA / "basemap" / "world.pmtiles"
    if not path.is_file():
        raise NotFound("the basemap is not in this installation")
    return send_file(path, mimetype="application/vnd.pmtiles", conditional=True, max_age=24 * 3600)


def _newest(kept: Store) -> str:
    """Return the last day a report was published, empty where none says."""
    found = kept.select(
        "SELECT substr(published, 1, 10) FROM document WHERE published LIKE '____-__-__%'"
        " ORDER BY published DESC LIMIT 1"
    )
    return next((day for (day,) in found), "")


def _first(found: Incident, document_id: str) -> int:
    return min(item.start for item in found.reports if item.document_id == document_id)


def _small_map(incidents: list[Incident]) -> dict[str, object]:
    """Return what the map beside a report or an incident needs."""
    layer = rows.layer_of(store(), [incident.id for incident in incidents])
    return {**_background(store(), layer["rows"]), "tiles": None, **layer}


def _background(kept: Store, listed: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """Return what every map needs: the look of markers, the land under them, whose data it is.

    `named` are the names the sources use, which stand first where a disputed place has several.
    """
    there = (paths.DATA / "basemap" / "world.pmtiles").is_file()
    asked = kept.select("SELECT 1 FROM incident_place WHERE place >= 'osm:' AND place < 'osm;' LIMIT 1").fetchone()
    return {
        "style": words.style(),
        "basemap": {"tiles": url_for("pages.basemap"), "drawer": f"{context().assets.prefix}/{DRAWER}"}
        if there
        else None,
        "credits": ["Natural Earth", "GeoNames", *(["© OpenStreetMap contributors"] if asked else [])],
        "named": list(dict.fromkeys(row["place"] for row in listed if row["place"])),
    }


def _mark(value: str | None) -> tuple[int, int] | None:
    if not value:
        return None
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", value)
    if not match or int(match[1]) >= int(match[2]):
        raise BadInput(f"mark: wanted two offsets as start-end, got {value!r}")
    return int(match[1]), int(match[2])


def _page(value: str | None) -> int | None:
    if not value:
        return None
    if not value.isdecimal() or len(value) > 6 or int(value) < 1:
        raise BadInput(f"page: wanted a number from 1, got {value!r}")
    return int(value)
