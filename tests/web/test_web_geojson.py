"""The layer at /incidents.geojson, the page's own rows, and the embeddable map."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from mapapp.query import parse
from mapapp.settings import Settings
from mapapp.store.sqlite import open_store
from mapapp.web import create_app
from tests.web.made import INCIDENTS, WAR

QUERIES = [
    "",
    "kind=assault",
    "kind=assault,consult&source=beta",
    "status=historical",
    "status=reported,historical&from=2020-05-01&to=2021-05-12",
    "from=2021-05-12&to=2021-05-12&certain=true",
    "place=iso:AM",
    "text=lake",
    "text=nothing+at+all",
    "bbox=46,39,47,40",
]


def ids(collection: dict[str, Any]) -> list[str]:
    return [feature["id"] for feature in collection["features"]]


@pytest.mark.parametrize("query", QUERIES)
def test_layer_page_and_store_agree_on_what_matches(client: FlaskClient, made_store: Any, query: str) -> None:
    answer = client.get(f"/incidents.geojson?{query}")
    assert answer.content_type == "application/geo+json"
    layer = json.loads(answer.text)
    rows = json.loads(client.get(f"/api/layer.json?{query}&incident=x&at=5/40/45").text)["rows"]
    given = {
        name: [value] for name, value in (pair.split("=") for pair in query.replace("+", " ").split("&") if pair)
    }
    with open_store(made_store) as store:
        expected = {incident.id for incident in store.incidents(parse(given))}
    assert set(ids(layer)) == expected
    assert ids(layer) == [row["id"] for row in rows]
    assert layer["about"]["numberMatched"] == len(expected)


def test_a_download_is_offered_as_a_file_named_after_its_filters(client: FlaskClient) -> None:
    plain = client.get("/incidents.geojson?download=true")
    filtered = client.get("/incidents.geojson?download=true&kind=assault")
    assert plain.headers["Content-Disposition"] == 'attachment; filename="incidents.geojson"'
    assert filtered.headers["Content-Disposition"] == 'attachment; filename="incidents-filtered.geojson"'
    assert json.loads(filtered.text)["about"]["filters"] == {"kind": "assault"}
    assert "Content-Disposition" not in client.get("/incidents.geojson").headers


def test_quotes_and_sources_go_with_the_layer(client: FlaskClient) -> None:
    layer = json.loads(client.get("/incidents.geojson").text)
    quotes = [report["quote"] for feature in layer["features"] for report in feature["properties"]["reports"]]
    expected = [report.quote for item in INCIDENTS if item.status == "reported" for report in item.reports]
    assert sorted(quotes) == sorted(expected)
    assert layer["sources"]["alpha"]["publisher"] == "AFP"


def test_incidents_in_one_outline_share_it(client: FlaskClient) -> None:
    layer = json.loads(client.get("/api/layer.json").text)
    shapes = [row["shape"] for row in layer["rows"] if row["place"] == "Sev Lake"]
    assert len(shapes) == 2
    assert len(set(shapes)) == 1
    assert len(layer["shapes"]) == 3


@pytest.mark.parametrize("query", ["", "kind=assault", "source=alpha", "status=historical,reported", "text=lake"])
def test_a_count_beside_a_filter_is_what_choosing_it_shows(client: FlaskClient, query: str) -> None:
    facets = json.loads(client.get(f"/api/layer.json?{query}").text)["facets"]
    for name in ("kind", "source", "place"):
        for value, number in facets[name].items():
            others = "&".join(pair for pair in query.split("&") if not pair.startswith(f"{name}="))
            rows = json.loads(client.get(f"/api/layer.json?{others}&{name}={value}").text)["rows"]
            assert len(rows) == number, (name, value)


def test_the_timeline_keeps_what_the_dates_leave_out(client: FlaskClient) -> None:
    whole = json.loads(client.get("/api/layer.json").text)
    narrow = json.loads(client.get("/api/layer.json?from=2021-05-13").text)
    assert sum(number for _, _, number in whole["times"]) == len(whole["rows"])
    assert narrow["times"] == whole["times"]
    assert len(narrow["rows"]) < len(whole["rows"])


def test_an_embedded_map_may_be_framed_by_whom_the_settings_name(made_store: Any) -> None:
    app = create_app(Settings(store=str(made_store), frame_ancestors="https://news.example"))
    answer = app.test_client().get("/embed?status=historical")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "frame-ancestors 'self' https://news.example" in policy
    assert "unsafe" not in policy
    assert WAR.id in answer.text


def test_one_incident_has_its_own_layer(client: FlaskClient) -> None:
    answer = client.get(f"/incident/{WAR.id}.geojson")
    layer = json.loads(answer.text)
    assert answer.content_type == "application/geo+json"
    assert ids(layer) == [WAR.id]
    assert list(layer["sources"]) == ["alpha"]
    assert client.get("/incident/ffff.geojson").content_type == "application/problem+json"
