"""Maps that leave the server: the one-file map, the /embed page, and `incident_map()` for notebooks.

folium builds the map; this module only points it at the bundled Leaflet, inlines everything, and adds the incidents
as data. Text from reports enters the page as JSON or escaped HTML and reaches the DOM through `textContent` only
(folium's own pop-ups do not escape theirs).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Environment, PackageLoader, Template, select_autoescape

from mapapp import paths
from mapapp.errors import Unavailable
from mapapp.model import Document, Incident
from mapapp.publish import basemap
from mapapp.publish.geojson import feature_collection
from mapapp.publish.geometry import bbox
from mapapp.publish.records import Record
from mapapp.publish.style import style_table

WORLD = [-20.0, -40.0, 60.0, 60.0]  # shown when no incident has a place
MAP_NAME = "map_incidents"  # folium's names are random; ours are fixed so that equal input gives equal bytes


def _count(number: int, one: str, many: str) -> str:
    return (one if number == 1 else many) % {"num": f"{number:,}"}


@dataclass(frozen=True, slots=True)
class Speech:
    """In which words a page that leaves the server speaks; plain English unless the server says otherwise."""

    language: str = "en"
    say: Callable[[str], str] = str  # a sentence or label of our own
    term: Callable[[str], str] = str  # a status or stance, as in the records
    date: Callable[[str], str] = str  # an EDTF date
    count: Callable[[int, str, str], str] = _count  # a number of something: ("%(num)s thing", "%(num)s things")


ENGLISH = Speech()


@dataclass(frozen=True, slots=True)
class Page:
    """A finished HTML page and what a Content-Security-Policy must allow for it."""

    html: str
    script_hashes: tuple[str, ...]  # "'sha256-...'" of every inline script that runs
    style_hashes: tuple[str, ...]


class _Raw(Element):
    """Text put into the page as it is: folium would take an Element's text for a Jinja template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class IncidentLayer(MacroElement):
    """The incidents of a FeatureCollection as markers, areas and lines that open their quotes."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        mapappIncidents({{ this._parent.get_name() }}, {{ this.data|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, collection: Record, background: Record, view: list[float]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "Incidents", "layer"
        self.data: Record = {"layer": collection, "basemap": background, "view": view, "style": style_table()}


class OfflineMap(folium.Map):
    """folium's Map with the bundled Leaflet inlined in place of every address it would load from."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares them as plain lists
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    # folium's own header forbids zooming the page (WCAG 1.4.4); the html and script parts are folium's in short
    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }}></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.options|tojson }});
        L.control.scale().addTo({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, layer: IncidentLayer) -> None:
        super().__init__(tiles=None)
        self.layer = layer
        self.add_child(layer)
        self._id = MAP_NAME.removeprefix("map_")
        self.options = {"zoomControl": True, "minZoom": 2, "maxZoom": 14, "worldCopyJump": True}
        figure = self.figure
        figure._id = "page"
        figure.header._id, figure.html._id, figure.script._id = "header", "html", "script"
        # folium's default pair of charset and viewport is replaced by the template of the page
        figure.header._children.clear()
        figure.header.add_child(_Raw(_head()), name="mapapp_head")

    @property
    def figure(self) -> Figure:
        """The page the map stands on."""
        return cast(Figure, self.get_root())


def incident_map(incidents: Iterable[Incident], documents: Iterable[Document] = ()) -> OfflineMap:
    """Return a folium map of the incidents that needs no network: for notebooks, or to add folium layers to."""
    chosen = list(incidents)
    collection = feature_collection(chosen, documents)
    view = bbox([item.extent.geometry for item in chosen if item.extent.geometry is not None]) or WORLD
    return OfflineMap(IncidentLayer(collection, basemap.around(view), view))


def one_file_map(
    incidents: Iterable[Incident],
    documents: Iterable[Document] = (),
    title: str = "Incident map",
    link: str | None = None,
    speech: Speech = ENGLISH,
) -> Page:
    """Return one self-contained page: map, list and quotes inlined, no request to anyone.

    `link` is where the page says the full map is; None leaves it out. `speech` is how it speaks.
    """
    result = incident_map(incidents, documents)
    figure = result.figure
    collection = result.layer.data["layer"]
    result.layer.data["words"] = _words(collection, speech)
    environment = Environment(loader=PackageLoader("mapapp.publish"), autoescape=select_autoescape())
    listing = environment.get_template("listing.html").render(
        title=title,
        link=link,
        features=collection["features"],
        sources=collection["sources"],
        style=style_table(),
        say=speech.say,
        term=speech.term,
        date=speech.date,
        count=speech.count,
    )
    figure.html.add_child(_Raw(listing), name="mapapp_listing")
    figure.header.add_child(_Raw(f"<title>{_escape(title)}</title>"), name="mapapp_title")
    html: str = figure.render().replace("<html>", f'<html lang="{_escape(speech.language)}">', 1)
    return Page(html, _hashes(html, "script"), _hashes(html, "style"))


def _words(collection: Record, speech: Speech) -> dict[str, str]:
    """Return what the pop-ups say: terms and dates of these incidents to how they are said."""
    said = {"no date": speech.say("no date"), "The report": speech.say("The report")}
    for feature in collection["features"]:
        facts = feature["properties"]
        said[facts["status"]] = speech.term(facts["status"])
        said |= {report["stance"]: speech.term(report["stance"]) for report in facts["reports"]}
        if facts["when"]:
            said[facts["when"]] = speech.date(facts["when"])
    return said


def _head() -> str:
    css = _file("vendor/leaflet/leaflet.css")
    css = re.sub(r"url\((images/[^)]+)\)", lambda found: f"url({_data_uri(found[1])})", css)
    return (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{css}\n{_file('css/onefile.css')}</style>"
        f"<script>{_without_source_map(_file('vendor/leaflet/leaflet.global.js'))}</script>"
        f"<script>{_file('js/onefile.js')}</script>"
    )


def _without_source_map(code: str) -> str:
    """Drop the comment that makes a browser's developer tools ask for a file that is not there."""
    return re.sub(r"//# sourceMappingURL=\S+", "", code)


def _file(name: str) -> str:
    path = paths.STATIC / name
    if not path.is_file():
        raise Unavailable(f"{path}: wanted the bundled browser code, there is none; reinstall with: pip install -e .")
    return path.read_text(encoding="utf-8")


def _data_uri(name: str) -> str:
    path = paths.STATIC / "vendor/leaflet" / name
    if not path.is_file():
        return "data:,"
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode("ascii")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _hashes(html: str, tag: str) -> tuple[str, ...]:
    """Return CSP hash sources of the inline scripts or styles (CSP Level 3, section 2.3.1)."""
    bodies: list[Any] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, flags=re.DOTALL)
    digests = (hashlib.sha256(body.encode("utf-8")).digest() for body in bodies)
    return tuple(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))
